"""Finding the rows of the table in a sheet, and what is not a row of it.

Title rows, numbering rows, totals, repeated headings, group titles, notes, footers and
blank rows are recognised; each is named in the report. A row that merely looks odd stays
in the table, where checking says what is wrong with it: nothing is dropped silently.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from imbang.intake.files.cells import Cells, Mask, Rows, Sheet
from imbang.intake.headings.headings import Headings
from imbang.intake.layout.group_titles import find_groups, group_titles
from imbang.intake.values.marks import (
    is_code,
    is_figure,
    is_footer,
    is_numbering,
    is_total,
)
from imbang.reference.datasets import FLOW, MEASURES, Dataset
from imbang.reference.spelling import plain

Part = Literal[
    "blank",
    "numbering",
    "heading_again",
    "example",
    "untouched",
    "total",
    "group_title",
    "note",
    "footer",
]
_EXAMPLE_WORDS = frozenset({"contoh", "example"})


@dataclass(frozen=True, eq=False)
class Layout:
    """Where a dataset's table stands in a sheet; rows count from 0.

    ``rows`` are those of the table, ``parts`` the rows below the heading that are not;
    ``titles`` holds the text of each row above the heading. ``groups`` has, for each
    level, the title of the group that a row stands in: cells as high as the sheet.
    """

    headings: Headings
    heading_rows: tuple[int, ...]
    titles: tuple[str, ...]
    rows: Rows
    parts: Mapping[Part, tuple[int, ...]]
    groups: tuple[Cells, ...] = ()


def lay_out(
    sheet: Sheet, dataset: Dataset, heading_rows: tuple[int, ...], headings: Headings
) -> Layout:
    """Tell the rows of the table from everything else below the heading."""
    filled = sheet.filled()
    last = int(np.flatnonzero(filled.any(axis=1)).max(initial=-1))
    below = np.arange(heading_rows[-1] + 1, last + 1)
    claimed = np.zeros(sheet.height, np.bool_)
    parts: dict[Part, tuple[int, ...]] = {}
    for part, rows in _parts(sheet, dataset, headings, heading_rows, below, filled):
        fresh = rows[~claimed[rows]]
        claimed[fresh] = True
        parts[part] = tuple(fresh.tolist())
    return Layout(
        headings=headings,
        heading_rows=heading_rows,
        titles=tuple(_titles(sheet, heading_rows[0])),
        rows=below[~claimed[below]],
        parts={part: rows for part, rows in parts.items() if rows},
        groups=find_groups(sheet, parts.get("group_title", ())),
    )


def _titles(sheet: Sheet, heading_row: int) -> Iterator[str]:
    for row in range(heading_row):
        if text := " ".join(text for text in sheet.row(row) if text):
            yield text


def _parts(
    sheet: Sheet,
    dataset: Dataset,
    headings: Headings,
    heading_rows: Sequence[int],
    below: Rows,
    filled: Mask,
) -> Iterator[tuple[Part, Rows]]:
    """Each kind of row that is not one of the table; the first that claims it, has it."""
    count = filled.sum(axis=1)
    yield "blank", below[count[below] == 0]
    again = _repeated_headings(sheet, headings, heading_rows, below)
    yield "numbering", _numbering_rows(sheet, below, again)
    yield "heading_again", again
    yield "example", _example_rows(sheet, dataset, headings, below)
    has_code = _code_rows(sheet, headings)
    yield "untouched", _untouched_rows(dataset, headings, below, filled, has_code)
    yield "total", below[_total_rows(sheet, headings, filled, has_code)[below]]
    figures = _figures(sheet, dataset, headings)
    sparse = ~has_code & ~figures
    footer = _footer_rows(sheet, below, sparse, count)
    yield "footer", footer
    lonely = below[(count[below] <= 3) & sparse[below]]
    yield "group_title", group_titles(sheet, np.setdiff1d(lonely, footer))
    alone = lonely[count[lonely] == 1].tolist()
    notes = [row for row in alone if is_footer([*filter(None, sheet.row(row))])]
    yield "note", np.array(notes, np.intp)


def _numbering_rows(sheet: Sheet, below: Rows, again: Rows) -> Rows:
    # Under the heading, or under a heading repeated on a later page.
    starts = [*below[:2].tolist(), *(again + 1).tolist()]
    found = {row for row in starts if row <= below[-1] and is_numbering(sheet.row(row))}
    return np.array(sorted(found), np.intp)


def _repeated_headings(
    sheet: Sheet, headings: Headings, heading_rows: Sequence[int], below: Rows
) -> Rows:
    """The rows in which the heading stands again, with all its rows.

    What stands right above it there as it did at first is a title repeated with it.
    """
    known = [at for at in headings.read() if sheet.columns[at].text(heading_rows[0])]
    # The column of fewest different texts leaves few rows for the others to look at.
    known.sort(key=lambda at: len(sheet.columns[at].texts))
    if not known:
        return np.zeros(0, np.intp)
    wanted = plain(sheet.columns[known[0]].text(heading_rows[0]))
    here = sheet.columns[known[0]].flags(lambda text: plain(text) == wanted)
    starts = [
        row
        for row in below[here[below]].tolist()
        if row + len(heading_rows) <= sheet.height
        and all(
            _say_the_same(sheet, headings, first, row + level)
            for level, first in enumerate(heading_rows)
        )
    ]
    found = {row + level for row in starts for level in range(len(heading_rows))}
    found |= {
        above for row in starts for above in _titles_again(sheet, heading_rows[0], row)
    }
    return np.array(sorted(found), np.intp)


def _titles_again(sheet: Sheet, heading: int, again: int) -> Iterator[int]:
    """The rows above a repeated heading that repeat those above the first one."""
    for distance in range(1, min(heading, again - heading - 1) + 1):
        texts = sheet.row(again - distance)
        if not any(texts) or texts != sheet.row(heading - distance):
            return
        yield again - distance


def _say_the_same(sheet: Sheet, headings: Headings, row: int, other: int) -> bool:
    return all(
        plain(sheet.columns[at].text(row)) == plain(sheet.columns[at].text(other))
        for at in headings.read()
    )


def _example_rows(
    sheet: Sheet, dataset: Dataset, headings: Headings, below: Rows
) -> Rows:
    """Rows marked as the example that still say what the template's example says."""
    marked = np.zeros(sheet.height, np.bool_)
    for column in dataset.of_type("ignored"):
        for at in headings.columns.get(column.key, ()):
            marked |= sheet.columns[at].flags(lambda t: plain(t) in _EXAMPLE_WORDS)
    found = below[marked[below]]
    unchanged = [row for row in found if _is_example(sheet, dataset, headings, row)]
    return np.array(unchanged, np.intp)


def _is_example(sheet: Sheet, dataset: Dataset, headings: Headings, row: int) -> bool:
    # The region and the period of the example follow the office.
    free = {"region_code", "region_name", "period", "ignored"}
    for column in dataset.columns:
        for at in headings.columns.get(column.key, ()):
            if column.type in free or not column.in_template:
                continue
            text = sheet.columns[at].text(row)
            if plain(text) != plain(column.example):
                return False
    return True


def _untouched_rows(
    dataset: Dataset, headings: Headings, below: Rows, filled: Mask, has_code: Mask
) -> Rows:
    """Rows that the template gives and nobody filled in: a region, perhaps a period."""
    if not dataset.prefilled:
        return np.zeros(0, np.intp)
    idle = [
        at
        for column in dataset.columns
        if column.type in {"ignored", "region_code", "region_name", "period"}
        or column.key == FLOW
        for at in headings.columns.get(column.key, ())
    ]
    says_more: Mask = np.any(np.delete(filled, idle, axis=1), axis=1)
    return below[has_code[below] & ~says_more[below]]


def _code_rows(sheet: Sheet, headings: Headings) -> Mask:
    """Rows whose region column holds something written like a code."""
    found = np.zeros(sheet.height, np.bool_)
    for at in headings.columns.get("region_code", ()):
        found |= sheet.columns[at].flags(is_code)
    return found


def _total_rows(sheet: Sheet, headings: Headings, filled: Mask, has_code: Mask) -> Mask:
    """Rows whose first text, region name or kind says JUMLAH or TOTAL."""
    says = np.column_stack([column.flags(is_total) for column in sheet.columns])
    first = filled.argmax(axis=1)
    found = says[np.arange(sheet.height), first] & ~has_code
    for key in ("region_code", "region_name", "kind"):
        for at in headings.columns.get(key, ()):
            found |= says[:, at]
    return np.asarray(found, np.bool_)


def _figures(sheet: Sheet, dataset: Dataset, headings: Headings) -> Mask:
    """Rows that hold a figure or a NIK where the table has one."""
    wanted = {c.key for c in dataset.columns if c.type in {*MEASURES, "identity"}}
    found = np.zeros(sheet.height, np.bool_)
    for at, key in headings.read().items():
        if key in wanted:
            found |= sheet.columns[at].flags(is_figure)
    return found


def _footer_rows(sheet: Sheet, below: Rows, sparse: Mask, count: Rows) -> Rows:
    """From the first row that begins like a footer: all rows of few cells, no code.

    Only when no row of the table follows: then the mark was not a footer's.
    """
    few = sparse & (count <= max(3, len(sheet.columns) // 3))
    full = below[~few[below] & (count[below] > 0)]
    end = below[below > full.max(initial=-1)]
    for row in end.tolist():
        texts = [text for text in sheet.row(row) if text]
        if texts and is_footer(texts):
            return np.arange(row, end[-1] + 1)
    return np.zeros(0, np.intp)
