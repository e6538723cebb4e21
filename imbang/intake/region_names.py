"""Names beside codes: whether they are those of the codes, or of BPS codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from imbang import regions
from imbang.intake import bps
from imbang.intake.cells import Mask, Rows
from imbang.intake.gazetteer import keys_of
from imbang.intake.headings import spelled
from imbang.intake.likeness import are_alike
from imbang.intake.place_names import fixed_parts, spellings
from imbang.intake.places import Places, ask_for_system
from imbang.intake.values import Values, combined, rows_of
from imbang.texts import _

_SAME_NAME = 90.0  # of 100: misspelt a little is the same name
_MANY = 0.3  # share of names that disagree, from which on the codes are suspected


def compare_names(places: Places, found: Values, compared: Mask) -> None:
    """Warn where a row's name is not that of its code; one warning a pair.

    Where the names are those of the codes as BPS uses them, that is asked instead.
    """
    positions = places.positions("region_name")
    if not positions or not compared.any():
        return
    names = [places.sheet.columns[at] for at in positions]
    rows = places.rows[compared]
    numbers, pairs = combined(
        [found.codes[compared], *(name.codes[rows] for name in names)]
    )
    wrong: dict[int, _Wrong] = {}
    for number, (code_at, *name_at) in enumerate(pairs):
        texts = [n.texts[c] for n, c in zip(names, name_at, strict=True) if c >= 0]
        code = str(found.distinct[code_at])
        if texts and not _is_named(code, texts):
            wrong[number] = _Wrong(code, tuple(texts))
    if _are_of_bps(places, list(wrong.values()), len(pairs)):
        heading = _code_heading(places)
        example = next(iter(wrong.values())).code.replace(".", "")
        ask_for_system(places.findings, heading, example)
        return
    for number, at in rows_of(numbers, list(wrong)):
        _warn(places, wrong[number], rows[at])
    if len(wrong) > 3 and len(wrong) > _MANY * len(pairs):
        places.findings.add(
            "region_code_system",
            _(
                "Many names do not fit their codes. Are these BPS codes? Expected are "
                "those of Kemendagri (Kepmendagri 300.2.2-2138/2025)."
            ),
            column=_code_heading(places),
            severity="warning",
        )


@dataclass(frozen=True)
class _Wrong:
    """A code, and the names beside it that are not its own."""

    code: str
    names: tuple[str, ...]


def _are_of_bps(places: Places, wrong: Sequence[_Wrong], pairs: int) -> bool:
    """Whether most names are those that BPS gives to the codes, and nothing is said."""
    if spelled(_code_heading(places)) in places.said:
        return False
    others = [(bps.other_meaning(one.code), one.names) for one in wrong]
    of_bps = [code for code, names in others if code and _is_named(code, names)]
    return 2 * len(of_bps) > pairs


def _code_heading(places: Places) -> str:
    return places.headings.texts[places.positions("region_code")[-1]]


def _warn(places: Places, wrong: _Wrong, rows: Rows) -> None:
    places.findings.add(
        "region_name",
        _(
            "Code {code} is {official}, but the row says “{name}” (rows like it: {n}). "
            "The code counts; check which of the two is meant.",
            code=wrong.code,
            official=regions.load().name(wrong.code),
            name=wrong.names[-1],
            n=len(rows),
        ),
        row=int(rows[0]),
        column=places.headings.texts[places.positions("region_name")[-1]],
        value=wrong.names[-1],
        severity="warning",
    )


def _is_named(code: str, texts: Sequence[str]) -> bool:
    """Whether one of these is the region's name, misspelt a little at most.

    'Kota Bandung' is not 'Kabupaten Bandung'; 'Bandung' may be either.
    """
    wanted, fixed = keys_of(code), fixed_parts(regions.load().name(code))
    for text in texts:
        found = [spelling.key for spelling in spellings(text)]
        if any(one in wanted for one in found):
            return True
        if fixed == fixed_parts(text) and any(
            are_alike(one, wanted, _SAME_NAME) for one in found
        ):
            return True
    return False
