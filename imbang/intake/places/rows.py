"""One region a row: by code where there is one, else by name within the office's area.

A code counts as it stands, whatever is called like its region. Only under a heading that
says a level, as in 'Kode Kecamatan' beside 'Desa', does a name say which region in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from imbang.intake.files.cells import Cells, Mask, Rows
from imbang.intake.headings.region_columns import level_in
from imbang.intake.places.beside_codes import compare_names
from imbang.intake.places.codes import CodesRead, read_codes
from imbang.intake.places.gazetteer import LEVELS, gazetteer
from imbang.intake.places.given import Places
from imbang.intake.places.named import Finder, Named, preferred_level
from imbang.intake.places.named_by_bps import of_bps, of_table
from imbang.intake.places.names import said_level
from imbang.intake.places.questions import Naming, ask_for_office, need_names, tell
from imbang.intake.values.columns import Values, combined
from imbang.reference import levels, regions
from imbang.reference.levels import Level


@dataclass(frozen=True, eq=False)
class _Column:
    """A column that names places, or the titles of groups, which are no row's own."""

    cells: Cells
    heading: str
    level: Level | None
    is_group: bool = False

    def named(self, code: int) -> Named:
        """What a cell of the column names, by its code."""
        text = self.cells.texts[code]
        return Named(text, self.level_of(text), self.heading, self.is_group)

    def level_of(self, text: str) -> Level | None:
        """The level that the heading says, or of a group its title."""
        return said_level(text) if self.is_group else self.level


def read_regions(places: Places) -> Values:
    """The region of each row, as dotted Kemendagri codes; what is not clear is asked."""
    read = read_codes(places)
    columns = _columns(places)
    found = read.values
    wanted = read.partly | read.looked_up | ~found.given
    wanted |= _is_deeper(read, columns, places.rows)
    if columns and wanted.any():
        found = _by_name(places, read, columns, np.flatnonzero(wanted))
    elif read.partly.any():
        need_names(places, places.rows[read.partly])
        found = read.without_partly()
    unchanged = _is_same(read.values, found)
    return compare_names(places, read, found, unchanged & ~read.partly)


def _columns(places: Places) -> list[_Column]:
    texts = places.headings.texts
    named = [
        _Column(places.sheet.columns[at], texts[at], level_in(texts[at]))
        for at in places.positions("region_name")
    ]
    if not named:
        return []
    return [*named, *(_Column(cells, "", None, True) for cells in places.groups)]


def _is_deeper(read: CodesRead, columns: Sequence[_Column], rows: Rows) -> Mask:
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
    places: Places, read: CodesRead, columns: Sequence[_Column], wanted: Rows
) -> Values:
    """The regions, with those of the wanted rows by name; told is all that is asked."""
    area = places.area or _common_area(places, read.values, columns)
    given = read.values.given | _is_named(columns, places.rows)
    if area is None:
        ask_for_office(places)
        return replace(read.without_partly(), given=given)
    rows = places.rows[wanted]
    numbers, combinations = combined(
        [
            *(
                part[wanted].astype(np.int32)
                for part in (read.values.codes, read.below, read.headed, read.looked_up)
            ),
            *(column.cells.codes[rows] for column in columns),
        ]
    )
    finder = Finder(gazetteer(area), places.said, _preferred(columns, rows, area))
    namings = [
        _naming(finder, read.values, columns, combination)
        for combination in combinations
    ]
    tell(places, area, namings, numbers, rows)
    lacking = np.array([naming.lacks_name for naming in namings], np.bool_)
    need_names(places, rows[lacking[numbers]])
    codes = read.values.codes.copy()
    codes[wanted] = len(read.values.distinct) + numbers
    distinct: list[object] = [*read.values.distinct, *(n.code for n in namings)]
    is_none = np.array([*(value is None for value in distinct), True], np.bool_)
    return Values(np.where(is_none[codes], -1, codes), tuple(distinct), given)


def _is_named(columns: Sequence[_Column], rows: Rows) -> Mask:
    """Rows that name a place of their own."""
    named = np.zeros(len(rows), np.bool_)
    for column in columns:
        if not column.is_group:
            named |= column.cells.codes[rows] >= 0
    return named


def _naming(
    finder: Finder,
    values: Values,
    columns: Sequence[_Column],
    combination: tuple[int, ...],
) -> Naming:
    """What a code, its two levels, whether it was looked up, and names come to."""
    code_at, below, headed, is_looked_up, *names_at = combination
    code = str(values.distinct[code_at]) if code_at >= 0 else None
    names = [
        column.named(at)
        for column, at in zip(columns, names_at, strict=True)
        if at >= 0
    ]
    area = finder.places.area
    within = code or area
    if below < len(LEVELS):
        return of_bps(finder, within, below, headed, names)
    if code and is_looked_up:
        return of_table(finder, code, headed, names)
    is_inside = regions.load().is_within(within, area)
    if not is_inside or all(name.is_context for name in names):
        return Naming(code)
    found = finder.find(names, within)
    if code is None:
        return Naming(found.code, found)
    # A code of the level above stands, unless the name is surely that of a region in it.
    is_surely = found.how == "exact" and len(found.code or "") > len(code)
    return Naming(found.code, found) if is_surely else Naming(code)


def _preferred(columns: Sequence[_Column], rows: Rows, area: str) -> Level | None:
    texts = [
        text
        for column in columns
        if column.level is None and not column.is_group
        for text in _used(column.cells, rows)
    ]
    return preferred_level(texts, gazetteer(area)) if texts else None


def _common_area(
    places: Places, values: Values, columns: Sequence[_Column]
) -> str | None:
    """The office's area where only rows say it: by the regencies that they name."""
    nation = gazetteer(levels.NATION)
    found = {str(values.distinct[code]) for code in set(values.codes.tolist()) - {-1}}
    for column in columns:
        for text in _used(column.cells, places.rows):
            level = column.level_of(text)
            if level in ("regency", "province"):
                codes = nation.exact(text, level, (levels.NATION,))
                found |= set(codes) if len(codes) == 1 else set()
    return regions.load().office_of(found) if found else None


def _used(cells: Cells, rows: Rows) -> Iterator[str]:
    codes = np.unique(cells.codes[rows])
    return (cells.texts[code] for code in codes.tolist() if code >= 0)


def _is_same(before: Values, after: Values) -> Mask:
    """Rows whose region is still the one that the code says."""
    if before is after:
        return before.codes >= 0
    firsts = np.array([*map(str, before.distinct), ""], np.str_)[before.codes]
    seconds = np.array([*map(str, after.distinct), ""], np.str_)[after.codes]
    return np.asarray((before.codes >= 0) & (firsts == seconds), np.bool_)
