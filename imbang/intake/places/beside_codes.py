"""What stands beside a row's code: names and other codes that agree with it or do not.

A slip of spelling agrees. A name beside it that is another region's is a contradiction,
which is asked: neither the code nor the name decides by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from imbang.intake.files.cells import Mask, Rows
from imbang.intake.headings.region_columns import level_in
from imbang.intake.places import bps
from imbang.intake.places.codes import CodesRead
from imbang.intake.places.contradictions import Contradiction, answer_to, ask, tell
from imbang.intake.places.gazetteer import gazetteer
from imbang.intake.places.given import Places
from imbang.intake.places.own_names import is_named
from imbang.intake.places.systems import ask_for_system, said_system
from imbang.intake.values.columns import Values, combined, rows_of
from imbang.reference import levels, regions
from imbang.reference.levels import Level
from imbang.reference.likeness import OFFERED

_MANY = 0.3  # share of names that disagree, from which on the codes are suspected
_FEW = 3  # that many are never suspected


@dataclass(frozen=True)
class _Beside:
    """One name beside a code: its text, the level of its heading, and its column."""

    text: str
    level: Level | None
    column: int


def compare_names(
    places: Places, read: CodesRead, found: Values, compared: Mask
) -> Values:
    """The regions, with those of rows put right of which the officer says it.

    Where names are not those of the codes, that is told or asked, once a pair. Where
    they are those of the codes as BPS uses them, that is asked instead.
    """
    positions = places.positions("region_name")
    if not compared.any() or not (positions or read.rival_codes):
        return found
    names = [places.sheet.columns[at] for at in positions]
    written = [level_in(places.headings.texts[at]) for at in positions]
    rows = places.rows[compared]
    numbers, pairs = combined(
        [
            read.values.codes[compared],
            read.rivals[compared],
            *(name.codes[rows] for name in names),
        ]
    )
    wrong: dict[int, Contradiction] = {}
    for number, (code_at, rival_at, *name_at) in enumerate(pairs):
        given = [
            _Beside(n.texts[c], level, at)
            for n, c, level, at in zip(names, name_at, written, positions, strict=True)
            if c >= 0
        ]
        rival = read.rival_codes[rival_at] if rival_at >= 0 else None
        if told := _compared(str(read.values.distinct[code_at]), rival, given):
            wrong[number] = told
    if _suspects_system(places, list(wrong.values()), len(pairs)):
        return found
    return _settled(places, found, np.flatnonzero(compared), (numbers, wrong))


def _settled(
    places: Places,
    found: Values,
    at: Rows,
    wrong: tuple[np.ndarray, dict[int, Contradiction]],
) -> Values:
    """The regions after what is said; what is not said is told or asked."""
    numbers, contradictions = wrong
    codes, distinct = found.codes.copy(), list(found.distinct)
    for number, within in rows_of(numbers, list(contradictions)):
        one, rows = contradictions[number], at[within]
        if not one.is_asked:
            tell(places, one, places.rows[rows])
        elif said := answer_to(places, one):
            codes[rows] = len(distinct)
            distinct.append(said)
        else:
            ask(places, one, places.rows[rows])
            codes[rows] = -1
    return Values(codes, tuple(distinct), found.given)


def _compared(
    code: str, rival: str | None, given: Sequence[_Beside]
) -> Contradiction | None:
    """What is wrong with what stands beside a code, if anything."""
    texts = tuple(one.text for one in given)
    if texts and is_named(code, texts):
        return _of_named(code, rival, given)
    if not texts:
        asked = Contradiction(code, "", None, rival=rival, is_asked=True)
        return asked if rival else None
    level = levels.level_of(code)
    others = _others(code, rival, given)
    is_level = [one for one in given if one.level in (None, level)]
    named = next(
        (one for one in given if others and is_named(others[0], [one.text])),
        (is_level or given)[-1],
    )
    is_asked = bool(others or rival or _elsewhere(code, given))
    is_above_right = any(
        is_named(above, [one.text])
        for one in given
        if (above := _above(code, one.level)) and above != code
    )
    return Contradiction(
        code,
        named.text,
        named.column,
        others=others,
        rival=rival,
        is_asked=is_asked,
        is_code_first=is_above_right and not rival,
        names=texts,
    )


def _of_named(
    code: str, rival: str | None, given: Sequence[_Beside]
) -> Contradiction | None:
    """What is wrong beside a code with its own name: the code counts, mostly."""
    texts = tuple(one.text for one in given)
    if rival:
        others = tuple(
            other
            for other in _named_in(rival, levels.level_of(code), given)
            if other != code
        )
        return Contradiction(
            code,
            texts[-1],
            given[-1].column,
            others=others,
            rival=rival,
            is_asked=bool(others),
            is_code_first=True,
            is_named=True,
            names=texts,
        )
    for one in given:
        if one.level is not None and _is_of_another(code, one.text, one.level):
            return Contradiction(code, one.text, one.column, is_named=True, names=texts)
    return None


def _others(code: str, rival: str | None, given: Sequence[_Beside]) -> tuple[str, ...]:
    """The regions of the code's level that the rest of the row says."""
    level = levels.level_of(code)
    around = [rival] if rival else []
    around += _elsewhere(code, given)
    found = [c for scope in around for c in _named_in(scope, level, given)]
    if rival and levels.level_of(rival) == level:
        found.insert(0, rival)
    scopes = iter(_scopes(code, level)) if not found else iter(())
    for scope in scopes:
        found = _named_in(scope, level, given)
        if found:
            break
    others = dict.fromkeys(other for other in found if other != code)
    return tuple(others)[:OFFERED]


def _scopes(code: str, level: Level) -> Iterator[str]:
    """Where another region of a name may lie: near the code first."""
    for above in levels.ancestors(code)[1:]:
        # Of villages too many have the same name in the whole nation.
        if level != "village" or above != levels.NATION:
            yield above


def _named_in(scope: str, level: Level, given: Sequence[_Beside]) -> list[str]:
    """The regions of a level in a scope that are called like a name of the row."""
    if levels.level_of(scope) == level:
        return [scope] if is_named(scope, [one.text for one in given]) else []
    if not levels.is_below(level, scope):
        return []
    nation = gazetteer(levels.NATION)
    own = [one for one in given if one.level in (None, level)]
    return [
        code
        for one in reversed(own)
        for code in nation.exact(one.text, level, (scope,))
        if levels.level_of(code) == level and regions.load().is_within(code, scope)
    ]


def _elsewhere(code: str, given: Sequence[_Beside]) -> list[str]:
    """Regions above that the row names and in which its code does not lie."""
    nation = gazetteer(levels.NATION)
    found: list[str] = []
    for one in given:
        above = _above(code, one.level)
        if above is None or above == code or is_named(above, [one.text]):
            continue
        scope = next((c for c in levels.ancestors(above)[1:]), levels.NATION)
        near = nation.exact(one.text, one.level, (scope,))
        far = near or nation.exact(one.text, one.level, (levels.NATION,))
        found += far if len(far) == 1 else []
    return found


def _above(code: str, level: Level | None) -> str | None:
    """The region of a level that holds a code, or is it."""
    return next(
        (a for a in levels.ancestors(code) if levels.level_of(a) == level), None
    )


def _is_of_another(code: str, text: str, level: Level) -> bool:
    """Whether a name of this level is that of another region than the code's.

    Below the code's level only its own name is none of another; above it, what no
    region of the level is called is an abbreviation or a slip.
    """
    above = _above(code, level)
    if above is None:
        return not is_named(code, [text])
    nation = gazetteer(levels.NATION)
    return not is_named(above, [text]) and bool(
        nation.exact(text, level, (nation.area,))
    )


def _suspects_system(
    places: Places, wrong: Sequence[Contradiction], pairs: int
) -> bool:
    """Whether so many names do not fit that the codes may be BPS', which is asked."""
    at = places.positions("region_code")[-1]
    heading = places.headings.texts[at]
    others = [one for one in wrong if not one.is_named]
    if not others or said_system(places, heading):
        return False
    of_bps = [
        code
        for one in others
        if (code := bps.other_meaning(one.code)) and is_named(code, one.names)
    ]
    are_many = len(others) > _FEW and len(others) > _MANY * pairs
    has_dots = any("." in text for text in places.sheet.columns[at].texts)
    if 2 * len(of_bps) > pairs or (are_many and not has_dots):
        example = others[0].code.replace(".", "")
        ask_for_system(places.findings, heading, example)
        return True
    return False
