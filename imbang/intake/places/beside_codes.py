"""Names beside codes: whether they are those of the codes, or of BPS codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from imbang.intake.files.cells import Mask, Rows
from imbang.intake.places import bps
from imbang.intake.places.codes import Places, ask_for_system
from imbang.intake.places.gazetteer import gazetteer, keys_of
from imbang.intake.places.names import fixed_parts, heading_level, spellings
from imbang.intake.values.columns import Values, combined, rows_of
from imbang.reference import levels, regions
from imbang.reference.levels import Level
from imbang.reference.likeness import are_alike
from imbang.reference.spelling import spelled
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
    written = [heading_level(places.headings.texts[at]) for at in positions]
    rows = places.rows[compared]
    numbers, pairs = combined(
        [found.codes[compared], *(name.codes[rows] for name in names)]
    )
    wrong: dict[int, _Wrong] = {}
    for number, (code_at, *name_at) in enumerate(pairs):
        given = [
            (n.texts[c], level, at)
            for n, c, level, at in zip(names, name_at, written, positions, strict=True)
            if c >= 0
        ]
        if told := _compared(str(found.distinct[code_at]), given):
            wrong[number] = told
    others = [one for one in wrong.values() if not one.is_named]
    if _are_of_bps(places, others, len(pairs)):
        heading = _code_heading(places)
        ask_for_system(places.findings, heading, others[0].code.replace(".", ""))
        return
    for number, at in rows_of(numbers, list(wrong)):
        _warn(places, wrong[number], rows[at])
    if len(others) > 3 and len(others) > _MANY * len(pairs):
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
    """A code, the names beside it, and the one that is another region's, at its column.

    ``is_named`` where a name beside it is the code's own all the same.
    """

    code: str
    names: tuple[str, ...]
    name: str
    column: int
    is_named: bool


def _compared(
    code: str, given: Sequence[tuple[str, Level | None, int]]
) -> _Wrong | None:
    """What is wrong with the names of a row: text, level of the heading, and column."""
    if not given:
        return None
    texts = tuple(text for text, _level, _at in given)
    if not is_named(code, texts):
        return _Wrong(code, texts, texts[-1], given[-1][2], is_named=False)
    for text, level, at in given:
        if level is not None and _is_of_another(code, text, level):
            return _Wrong(code, texts, text, at, is_named=True)
    return None


def _is_of_another(code: str, text: str, level: Level) -> bool:
    """Whether a name of this level is that of another region than the code's.

    Below the code's level only its own name is none of another; above it, what no
    region of the level is called is an abbreviation or a slip.
    """
    above = next(
        (a for a in levels.ancestors(code) if levels.level_of(a) == level), None
    )
    if above is None:
        return not is_named(code, [text])
    nation = gazetteer(levels.NATION)
    return not is_named(above, [text]) and bool(
        nation.exact(text, level, (nation.area,))
    )


def _are_of_bps(places: Places, wrong: Sequence[_Wrong], pairs: int) -> bool:
    """Whether most names are those that BPS gives to the codes, and nothing is said."""
    if spelled(_code_heading(places)) in places.said:
        return False
    others = [(bps.other_meaning(one.code), one.names) for one in wrong]
    of_bps = [code for code, names in others if code and is_named(code, names)]
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
            name=wrong.name,
            n=len(rows),
        ),
        row=int(rows[0]),
        column=places.headings.texts[wrong.column],
        value=wrong.name,
        severity="warning",
    )


def is_named(code: str, texts: Sequence[str]) -> bool:
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
