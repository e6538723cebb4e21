"""Several tables in one sheet, one under the other or side by side, each on its own.

A heading that stands again in the same words, as on a new page, goes on with its table,
unless a line above it names another period. Any other heading of a dataset begins a new
one. Each table becomes a sheet in which all other cells are blank, so that rows and
columns keep their places.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

from imbang.intake.files.cells import Cells, Mask, Rows, Sheet
from imbang.intake.headings.headings import Headings
from imbang.intake.headings.rows import find_headings
from imbang.intake.layout.titles import find_periods
from imbang.intake.values.marks import is_footer, is_total
from imbang.reference.datasets import load_datasets
from imbang.reference.spelling import plain

_HEADINGS = 3  # a row of so many names of columns begins a table
_FEW = 2  # cells of a row that may be a title
_CODE = re.compile(r"[0-9]{2}(?:\.[0-9]{2,4}){1,3}|[0-9]{6,}")


def tables_of(sheet: Sheet, given: Mapping[str, str], file: str) -> list[Sheet]:
    """A sheet for each table; the sheet itself where there is one, or none.

    ``given`` is what the officer says of headings, ``file`` the name of the file.
    """
    starts = _starts(sheet)
    parts = [sheet] if len(starts) < 2 else list(_cut_rows(sheet, starts))
    if not any(_says_twice(sheet, row) for row in starts):
        return parts
    return [table for part in parts for table in _beside(part, given, file)]


def _starts(sheet: Sheet) -> list[int]:
    """The rows in which the heading of a table begins, from the top."""
    candidates = _heading_rows(sheet)
    if not len(candidates):
        return []
    starts = [int(candidates[0])]
    for row, before in zip(candidates[1:].tolist(), candidates.tolist(), strict=False):
        if _is_one_heading(sheet, before, row):
            continue
        if _says_again(sheet, starts, row) and not _names_period(sheet, row):
            continue
        starts.append(row)
    return starts


def _is_one_heading(sheet: Sheet, first: int, row: int) -> bool:
    """Whether two rows with names are of one heading, groups of columns between them."""
    if row - first == 2:
        # Under the first heading of a table stands something, were there a row between.
        at = next(at for at, text in enumerate(sheet.row(first)) if text)
        return not sheet.columns[at].text(first + 1) and bool(_texts(sheet, first + 1))
    return row - first == 1


def _heading_rows(sheet: Sheet) -> Rows:
    """Rows with several names of columns, of whatever dataset, and no region's code.

    Kecamatan and villages are called 'Sumber' or 'Program' too.
    """
    count = np.zeros(sheet.height, np.int64)
    names = _names()
    for column in sheet.columns:
        # Nearly all texts are none: no more than looked up in the usual spellings.
        count += column.flags(names.__contains__)
    found = np.flatnonzero(count >= _HEADINGS)
    return found[
        [not any(map(_CODE.fullmatch, sheet.row(row))) for row in found.tolist()]
    ]


@functools.cache
def _names() -> frozenset[str]:
    """The names of all datasets' columns as headings are usually spelled."""
    names = {
        name
        for dataset in load_datasets().values()
        for column in dataset.columns
        for name in column.names
    }
    ways = (str, str.upper, str.lower, str.title, str.capitalize, plain)
    return frozenset(way(name) for name in names for way in ways)


def _says_twice(sheet: Sheet, row: int) -> bool:
    """Whether a heading names something twice, so that two tables may stand there."""
    below = range(row, min(row + 2, sheet.height))
    texts = [plain(text) for at in below for text in _texts(sheet, at)]
    return len(set(texts)) < len(texts)


def _says_again(sheet: Sheet, starts: Sequence[int], row: int) -> bool:
    """Whether a row repeats the heading of a table above."""
    texts = list(map(plain, sheet.row(row)))
    return any(texts == list(map(plain, sheet.row(start))) for start in starts)


def _names_period(sheet: Sheet, row: int) -> bool:
    """Whether a title right above a heading names a period: another table's."""
    first = _title_start(sheet, row)
    lines = [" ".join(filter(None, sheet.row(above))) for above in range(first, row)]
    return bool(find_periods(lines))


def _title_start(sheet: Sheet, row: int) -> int:
    """The first of the title rows of the table whose heading stands in a row.

    What ends the table above is left to it: its rows, total and footer.
    """
    first = row
    while first > 0 and len(_texts(sheet, first - 1)) <= _FEW:
        first -= 1
    start = first
    for above in range(first, row):
        texts = _texts(sheet, above)
        if texts and (is_footer(texts) or is_total(texts[0])):
            start = above + 1
    blank = [above for above in range(start, row) if not _texts(sheet, above)]
    # Signatures stand under a footer; the title comes after the first gap below it.
    return blank[0] if blank and start > first else start


def _texts(sheet: Sheet, row: int) -> list[str]:
    return [text for text in sheet.row(row) if text]


def _cut_rows(sheet: Sheet, starts: Sequence[int]) -> Iterator[Sheet]:
    """A sheet for each table, with the titles of the first where it names no period."""
    cuts = [0, *(_title_start(sheet, row) for row in starts[1:]), sheet.height]
    for number, (first, last) in enumerate(pairwise(cuts)):
        kept = np.zeros(sheet.height, np.bool_)
        kept[first:last] = True
        if number and not _names_period(sheet, starts[number]):
            kept[: starts[0]] = True
        yield _only(sheet, kept, range(len(sheet.columns)))


def _beside(sheet: Sheet, given: Mapping[str, str], file: str) -> Iterator[Sheet]:
    """A sheet for each of the tables that stand side by side."""
    for dataset in load_datasets().values():
        found = find_headings(sheet, dataset, given, file=file)
        if found and (starts := _repeats(found[1])):
            below = np.arange(sheet.height) >= found[0][0]
            ends = [*starts[1:], len(sheet.columns)]
            for first, end in zip(starts, ends, strict=True):
                first = 0 if first == starts[0] else first
                yield _only(sheet, below, range(first, end), otherwise=~below)
            return
    yield sheet


def _repeats(headings: Headings) -> list[int]:
    """The columns at which the same headings begin once more, all of them."""
    if not headings.doubled or headings.values:
        return []
    keys = [key for _at, key in sorted(headings.read().items())]
    places = sorted(headings.read())
    for width in range(2, len(keys) // 2 + 1):
        if keys == keys[:width] * (len(keys) // width):
            return places[::width]
    return []


def _only(
    sheet: Sheet, rows: Mask, columns: range, *, otherwise: Mask | None = None
) -> Sheet:
    """The sheet with all cells blank but those of these rows and columns.

    Of the other columns the rows ``otherwise`` are kept: the titles above.
    """
    outside = np.zeros(sheet.height, np.bool_) if otherwise is None else otherwise
    inside = rows | outside
    cells: list[Cells] = [
        column.replaced(
            np.where(inside if at in columns else outside, column.codes, -1).astype(
                np.int32
            )
        )
        for at, column in enumerate(sheet.columns)
    ]
    return Sheet(
        sheet.name,
        tuple(cells),
        sheet.height,
        tuple(m for m in sheet.merged if inside[m[0]]),
        {place: fault for place, fault in sheet.faults.items() if inside[place[0]]},
    )
