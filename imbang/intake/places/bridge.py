"""From codes of BPS to those of Kemendagri, learned from a file that has both.

What a code of BPS stands beside in one row it means in the others. A code that stands
beside several regions means none of them for certain: that is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from imbang.formats import grouped
from imbang.intake.files.cells import Cells, Mask, Rows
from imbang.intake.places import bps
from imbang.intake.report.log import Findings
from imbang.intake.values.columns import Values
from imbang.reference import levels, regions
from imbang.reference.levels import Level
from imbang.texts import _

_LEVELS: Mapping[int, Level] = {
    2: "province",
    4: "regency",
    7: "district",
    10: "village",
}
_Beside = dict[str, dict[str, int]]  # digits → region → rows
_MOST_TOLD = 20


def level_of(text: str) -> Level | None:
    """The level of a code of BPS; None where it is not written like one."""
    digits = bps.digits_of(text)
    return _LEVELS.get(len(digits)) if bps.region_above(text) else None


def learn(
    own: Values, agree: Mask, columns: Sequence[tuple[Cells, str]], rows: Rows
) -> _Beside:
    """What each code of BPS stands beside: digits → region of its level → rows.

    ``own`` are the regions by the codes of Kemendagri; rows in which these do not
    ``agree`` teach nothing. ``columns`` are those of BPS with their headings.
    """
    beside: _Beside = defaultdict(lambda: defaultdict(int))
    usable = agree & (own.codes >= 0)
    for cells, _heading in columns:
        codes = cells.codes[rows]
        pairs = np.column_stack([codes, own.codes])[usable & (codes >= 0)]
        distinct, counts = np.unique(pairs, axis=0, return_counts=True)
        for (code, region), count in zip(
            distinct.tolist(), counts.tolist(), strict=True
        ):
            level = level_of(cells.texts[code])
            known = str(own.distinct[region])
            if level and levels.level_of(known) in _at_or_below(level):
                digits = bps.digits_of(cells.texts[code])
                beside[digits][levels.ancestor(known, level)] += count
    return beside


def _at_or_below(level: Level) -> tuple[Level, ...]:
    return levels.LEVELS[levels.LEVELS.index(level) :]


def meanings(beside: _Beside) -> Mapping[str, str]:
    """Digits → region, of the codes that always stand beside the same one."""
    doubtful = {digits for digits, _found in _doubtful(beside)}
    return {
        digits: next(iter(found))
        for digits, found in beside.items()
        if digits not in doubtful
    }


def tell_contradictions(beside: _Beside, findings: Findings, heading: str) -> None:
    """A warning for each code of BPS that stands beside several regions."""
    for digits, found in list(_doubtful(beside))[:_MOST_TOLD]:
        findings.add(
            "region_bridge",
            _(
                "BPS code {code} stands beside several regions: {regions}. The codes of "
                "Kemendagri count; check these rows.",
                code=digits,
                regions="; ".join(
                    _("{region} (rows: {n})", region=_described(code), n=grouped(n))
                    for code, n in found.items()
                ),
            ),
            column=heading,
            value=digits,
            severity="warning",
        )


def _doubtful(beside: _Beside) -> Iterator[tuple[str, Mapping[str, int]]]:
    for digits, found in beside.items():
        known = bps.crosswalk().get(digits)
        if len(found) > 1 or (known and known not in found):
            yield digits, found


def _described(code: str) -> str:
    return f"{regions.load().name(code)} ({code})"
