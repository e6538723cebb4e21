"""One region a row: by code where there is one, else by name within the office's area.

A code counts as it stands, whatever is called like its region. Only under a heading that
says a level, as in 'Kode Kecamatan' beside 'Desa', does a name say which region in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from imbang.intake.files.cells import Mask, Rows
from imbang.intake.headings.headings import OneRegion
from imbang.intake.places.answers import Naming, answered
from imbang.intake.places.beside_codes import compare_names
from imbang.intake.places.codes import CodesRead, read_codes
from imbang.intake.places.gazetteer import LEVELS, gazetteer
from imbang.intake.places.given import Places
from imbang.intake.places.name_columns import (
    NameColumn,
    common_area,
    name_columns,
    names_of,
    preferred,
    regency_names,
)
from imbang.intake.places.named import Finder, Named, named_in_full
from imbang.intake.places.own_names import is_named
from imbang.intake.places.questions import ask_for_office, described, need_names, tell
from imbang.intake.values.columns import Values, combined
from imbang.reference import levels, regions
from imbang.texts import _


def read_regions(places: Places) -> Values:
    """The region of each row, as dotted Kemendagri codes; what is not clear is asked."""
    if one := places.headings.one_region:
        return _of_one_region(places, one)
    read = read_codes(places)
    columns = name_columns(places)
    found = read.values
    wanted = read.partly | ~found.given | _is_deeper(read, columns, places.rows)
    if columns and wanted.any():
        found = _by_name(places, read, columns, np.flatnonzero(wanted))
    elif read.partly.any():
        need_names(places, places.rows[read.partly & (read.hints < 0)])
        found = read.with_hints()
    unchanged = _is_same(read.values, found)
    return compare_names(places, read, found, unchanged & ~read.partly)


def _of_one_region(places: Places, one: OneRegion) -> Values:
    """All rows are of the region that the title names, or what else says it."""
    count, region = len(places.rows), described(one.code)
    texts = {
        "title": _(
            "No column says a region: all rows are of {region}, as the title says."
        ),
        "sheet": _(
            "No column says a region: all rows are of {region}, as the sheet's name says."
        ),
        "file": _(
            "No column says a region: all rows are of {region}, as the file's name says."
        ),
        "officer": _("No column says a region: all rows are of {region}, as was said."),
    }
    places.findings.add(
        "one_region",
        texts[one.by].format(region=region),
        value=one.code,
        severity="warning" if one.by == "file" else "info",
    )
    given = np.ones(count, np.bool_)
    return Values(np.zeros(count, np.int32), (one.code,), given)


def _is_deeper(read: CodesRead, columns: Sequence[NameColumn], rows: Rows) -> Mask:
    """Rows that name a region in that of their code, which the code's heading says.

    The code is of a level above the name's, and so is its heading: 'Kode Kecamatan'.
    """
    order = [*LEVELS, "nation"]
    depths = [
        -1 if code is None else order.index(levels.level_of(str(code)))
        for code in (*read.values.distinct, None)
    ]
    above = np.minimum(np.array(depths, np.int64)[read.values.codes], read.headed)
    found = np.zeros(len(rows), np.bool_)
    for column in columns:
        if column.level is not None:
            deeper = above > LEVELS.index(column.level)
            found |= deeper & (column.cells.codes[rows] >= 0)
    return found


def _by_name(
    places: Places, read: CodesRead, columns: Sequence[NameColumn], wanted: Rows
) -> Values:
    """The regions, with those of the wanted rows by name; told is all that is asked."""
    area = places.area or common_area(places, read.values, columns)
    given = read.values.given | _is_named(columns, places.rows)
    if area is None:
        ask_for_office(places)
        return replace(read.without_partly(), given=given)
    rows = places.rows[wanted]
    numbers, combinations = combined(
        [
            *(
                part[wanted]
                for part in (read.values.codes, read.hints, read.below, read.headed)
            ),
            *(column.cells.codes[rows] for column in columns),
        ]
    )
    known = gazetteer(area)
    finder = Finder(
        known,
        places.said,
        preferred(columns, rows, area),
        named_in_full(regency_names(columns, rows), known),
    )
    namings = answered(
        [_naming(finder, read, columns, combination) for combination in combinations],
        places.said,
        area,
    )
    tell(places, area, namings, numbers, rows)
    lacking = np.array([naming.lacks_name for naming in namings], np.bool_)
    need_names(places, rows[lacking[numbers]])
    codes = read.values.codes.copy()
    codes[wanted] = len(read.values.distinct) + numbers
    distinct: list[object] = [*read.values.distinct, *(n.code for n in namings)]
    is_none = np.array([*(value is None for value in distinct), True], np.bool_)
    return Values(np.where(is_none[codes], -1, codes), tuple(distinct), given)


def _is_named(columns: Sequence[NameColumn], rows: Rows) -> Mask:
    """Rows that name a place of their own."""
    named = np.zeros(len(rows), np.bool_)
    for column in columns:
        if not column.is_group:
            named |= column.cells.codes[rows] >= 0
    return named


def _naming(
    finder: Finder,
    read: CodesRead,
    columns: Sequence[NameColumn],
    combination: tuple[int, ...],
) -> Naming:
    """What one combination of a code, a hint, two levels and names comes to."""
    code_at, hint_at, below, headed, *names_at = combination
    code = str(read.values.distinct[code_at]) if code_at >= 0 else None
    names = names_of(columns, names_at)
    area = finder.places.area
    within = code or area
    if below < len(LEVELS):
        hint = read.hint_codes[hint_at] if hint_at >= 0 else None
        return _hinted(_of_bps(finder, within, below, headed, names), hint)
    is_inside = regions.load().is_within(within, area)
    if not is_inside or all(name.is_context for name in names):
        return Naming(code)
    found = finder.find(names, within)
    if code is None or _is_lower(found.name, code, headed):
        return Naming(found.code, found)
    # A code of the level above stands, unless the name is surely that of a region in it.
    is_surely = found.how == "exact" and len(found.code or "") > len(code)
    return Naming(found.code, found) if is_surely else Naming(code)


def _is_lower(name: Named, code: str, headed: int) -> bool:
    """Whether the heading says that a name is of a lower level than code and heading."""
    level = levels.level_of(code)
    return level in LEVELS and _is_below(name, min(headed, LEVELS.index(level)))


def _of_bps(
    finder: Finder, regency: str, below: int, headed: int, names: Sequence[Named]
) -> Naming:
    """The region of a BPS code: what the names say in its regency, at the code's level.

    ``below`` is that level. Where a name is of a lower one than the code's heading, as
    in 'Kode Kecamatan' beside 'Desa', the code only says what the region lies in.
    """
    others: tuple[Named, ...] = ()
    if not any(_is_below(name, headed) for name in names):
        names, others = _at_level(names, below)
    if all(name.is_context for name in names):
        return Naming(None, lacks_name=True)
    found = finder.find(names, regency)
    return Naming(found.code, found, others)


def _hinted(naming: Naming, hint: str | None) -> Naming:
    """What names leave open of a BPS code, as the table of these codes has it."""
    found = naming.found
    if hint is None or (found and found.code):
        return naming
    if found is None or is_named(hint, [found.name.text]) or hint in found.offered:
        return Naming(hint)
    offered = (hint, *found.offered)
    return replace(naming, found=replace(found, offered=offered))


def _is_below(name: Named, depth: int) -> bool:
    """Whether a name's level, where one is said, is below this place in LEVELS."""
    return name.level is not None and LEVELS.index(name.level) < depth


def _at_level(
    names: Sequence[Named], below: int
) -> tuple[list[Named], tuple[Named, ...]]:
    """The names that say the region of a BPS code of this level, and those passed over.

    One is the region's own: of that level by its heading, else one of no level or of a
    lower one. None at all where only regions above are named.
    """
    level = LEVELS[below]
    above = [
        name
        for name in names
        if name.is_context or (name.level and LEVELS.index(name.level) > below)
    ]
    own = [name for name in names if name not in above]
    own.sort(key=lambda name: (name.level != level, name.level is not None))
    found = [*above, *(replace(name, level=level) for name in own[:1])] if own else []
    return found, tuple(own[1:])


def _is_same(before: Values, after: Values) -> Mask:
    """Rows whose region is still the one that the code says."""
    if before is after:
        return before.codes >= 0
    firsts = np.array([*map(str, before.distinct), ""], np.str_)[before.codes]
    seconds = np.array([*map(str, after.distinct), ""], np.str_)[after.codes]
    return np.asarray((before.codes >= 0) & (firsts == seconds), np.bool_)
