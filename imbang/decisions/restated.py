"""Why a figure of the past is no longer what was shown: what was sent or set since.

The causes are those of `imbang.publishing.differences`, between the snapshot that was
shown and the current one. They are where the change may come from, not proof.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from imbang.decisions.figures import OF_COVERAGE
from imbang.decisions.records import Decision
from imbang.periods import parse_month
from imbang.publishing.differences import Differences, Sent, compare
from imbang.questions.indicators import indicators
from imbang.reference.levels import is_within, level_of
from imbang.refusals import Refusal
from imbang.store.damage import Broken
from imbang.store.deliveries import Store

_SET = {"norm": "ppks", "counted_kinds": "ppks", "kind_set": "pillars"}
_DIFFERENCES: dict[str, tuple[str, ...]] = {
    "ratio": ("ppks_persons", "psm_active"),
    "psm_per_1000_ppks": ("ppks_persons", "psm_active"),
}


@dataclass(frozen=True)
class Causes:
    """What may have brought a restated figure: submissions that came, went or took
    another's place, keys of settings, and rules (``reference``, ``queries``, ``code``),
    which are named where neither of the others did it.

    ``is_known`` is False where the snapshot that was shown cannot be read any more.
    """

    submissions: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    is_known: bool = True


def causes(folder: Path, decision: Decision, current: str) -> Causes:
    """What may have changed the figure of a decision between the snapshot it was shown in
    and the ``current`` one of the store in ``folder``."""
    try:
        found = compare(
            Store(folder),
            decision.snapshot,
            current,
            region=decision.region,
            level=level_of(decision.region),
            as_of=decision.as_of,
        )
    except (Broken, Refusal):  # cleaned away, or not what was published
        return Causes(is_known=False)
    found = replace(found, submissions=_of_then(found, decision))
    told = _told(found, decision) or _fed(found, decision)
    if told.submissions or told.settings:
        return told
    return Causes(rules=found.rules)


def _told(found: Differences, decision: Decision) -> Causes | None:
    """The causes of a figure of coverage, as the comparison tells them."""
    if found.figures is None or decision.figure not in OF_COVERAGE:
        return None
    names = _DIFFERENCES.get(decision.figure, (decision.figure,))
    if decision.figure in ("uncovered_persons", "shortage"):
        names = (*names, "norm")
    rows = found.figures[
        found.figures["region_code"].eq(decision.region)
        & found.figures["figure"].isin(names)
    ]
    known = {one.submission.id for one in found.submissions}
    sent = (id for id in _split(rows["submissions"]) if id in known)
    return Causes(tuple(sent), _split(rows["settings"]))


def _of_then(found: Differences, decision: Decision) -> tuple[Sent, ...]:
    """What was sent of the month of the decision or before: the rest bears on nothing."""
    month = parse_month(decision.as_of)
    return tuple(
        one for one in found.submissions if one.submission.period.first <= month
    )


def _split(texts: Iterable[object]) -> tuple[str, ...]:
    """The parts of texts with commas between, each once, in their order."""
    parts = (
        part for text in texts if isinstance(text, str) for part in text.split(", ")
    )
    return tuple(sorted(set(parts)))


def _fed(found: Differences, decision: Decision) -> Causes:
    """What changed among all that feeds the figure, from offices in or above the region."""
    about = indicators().get(decision.figure)
    sources = (
        {"ppks", "pillars", "pillar_counts"} if about is None else {*about.sources}
    )
    sent = (one for one in found.submissions if _bears(one, sources, decision.region))
    return Causes(
        tuple(sorted(one.submission.id for one in sent)),
        tuple(key for key in sorted(found.settings) if _SET.get(key) in sources),
    )


def _bears(one: Sent, sources: set[str], region: str) -> bool:
    office = one.submission.office
    near = is_within(office, region) or is_within(region, office)
    return one.submission.dataset in sources and near
