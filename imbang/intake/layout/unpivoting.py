"""Wide tables made long: a row for each filled value, which keeps its own cell.

What a heading says (a kind, a month, a region) becomes a column of the long sheet. A
blank cell is no row; ``0``, ``-`` and ``...`` are. `Origin` tells where a long row's
cells stand in the sheet that people see.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from imbang.intake.files.cells import Cells, Mask, Rows, Sheet
from imbang.intake.headings.headings import Headings, ValueColumn
from imbang.intake.headings.words import is_part_of_year
from imbang.intake.layout.layout import Layout
from imbang.reference.datasets import Dataset
from imbang.reference.spelling import spelled


@dataclass(frozen=True, eq=False)
class Origin:
    """Where the cells of each long row stand in the sheet.

    ``rows`` are the sheet's, ``groups`` says for each which values side by side it has.
    ``measures`` holds, by heading of the long sheet, the sheet's heading of each group;
    ``spread`` the long sheet's columns whose texts stand in headings, in ``heading_row``.
    """

    rows: Rows
    groups: Rows
    measures: Mapping[str, Sequence[str]]
    spread: frozenset[str]
    heading_row: int

    def place(self, row: int, column: str | None) -> tuple[int, str | None]:
        """The sheet's row and heading of a cell of the long sheet."""
        group = int(self.groups[row])
        if column in self.spread:
            return self.heading_row, self.headings[group]
        if column is not None and column in self.measures:
            return int(self.rows[row]), self.measures[column][group]
        return int(self.rows[row]), column

    def column(self, column: str | None) -> str | None:
        """The sheet's heading of a column of the long sheet; of values side by side none."""
        return None if column in self.spread or column in self.measures else column

    @functools.cached_property
    def headings(self) -> list[str]:
        """The heading of each group: that of the first of its columns."""
        texts = zip(*self.measures.values(), strict=True)
        return [next(filter(None, of_group)) for of_group in texts]


@dataclass(frozen=True, eq=False)
class Long:
    """A wide table as a long one; the rows of ``layout`` are those of ``sheet``."""

    sheet: Sheet
    layout: Layout
    origin: Origin


@dataclass(frozen=True)
class _Group:
    """What a heading says, and by measure the column that it stands over."""

    says: Mapping[str, str]
    columns: dict[str, int]


_Named = tuple[str, str, Cells]  # key of the dataset's column, heading, cells


def unpivot(
    sheet: Sheet, dataset: Dataset, layout: Layout, *, year: str | None
) -> Long:
    """The long sheet of a wide table.

    ``year`` is said with months whose heading names none, where no column of years
    stands in the rows; without it their period is left out.
    """
    groups = _groups(layout.headings.values)
    places, numbers = np.nonzero(_filled(sheet, groups)[layout.rows])
    rows = layout.rows[places]
    columns = [
        *_of_rows(sheet, layout.headings, rows),
        *_of_headings(dataset, layout.headings, groups, numbers, year),
        *_of_figures(sheet, dataset, groups, rows, numbers),
    ]
    long = replace(
        layout,
        headings=_headings(columns),
        rows=np.arange(len(rows)),
        groups=tuple(group.replaced(group.codes[rows]) for group in layout.groups),
    )
    cells = tuple(cells for _key, _text, cells in columns)
    return Long(
        Sheet(sheet.name, cells, len(rows)),
        long,
        _origin(dataset, layout, groups, rows, numbers),
    )


def _groups(values: Sequence[ValueColumn]) -> list[_Group]:
    found: dict[tuple[tuple[str, str], ...], _Group] = {}
    for value in values:
        said = tuple(sorted((key, spelled(text)) for key, text in value.says.items()))
        group = found.setdefault(said, _Group(value.says, {}))
        group.columns.setdefault(value.measure, value.at)
    return list(found.values())


def _filled(sheet: Sheet, groups: Sequence[_Group]) -> Mask:
    """Rows × groups: where any figure of the group has something in its cell."""
    of_groups = [
        [sheet.columns[at].codes >= 0 for at in group.columns.values()]
        for group in groups
    ]
    return np.column_stack([np.logical_or.reduce(masks) for masks in of_groups])


def _of_rows(sheet: Sheet, headings: Headings, rows: Rows) -> Iterator[_Named]:
    """The columns that say the same of all values of a row."""
    for key, positions in headings.columns.items():
        for at in positions:
            cells = sheet.columns[at]
            yield key, headings.texts[at], cells.replaced(cells.codes[rows])


def _spread(groups: Sequence[_Group]) -> list[str]:
    """The keys of the columns that headings say."""
    return list(dict.fromkeys(key for group in groups for key in group.says))


def _of_headings(
    dataset: Dataset,
    headings: Headings,
    groups: Sequence[_Group],
    numbers: Rows,
    year: str | None,
) -> Iterator[_Named]:
    """The columns of what headings say, the year added to months without one."""
    for key in _spread(groups):
        texts = [group.says.get(key, "") for group in groups]
        if key == "period" and key not in headings.columns:
            if year is None and any(map(is_part_of_year, texts)):
                continue
            texts = [f"{t} {year}" if is_part_of_year(t) else t for t in texts]
        distinct = list(dict.fromkeys(filter(None, texts)))
        codes = np.array([distinct.index(t) if t else -1 for t in texts], np.int32)
        cells = Cells(codes[numbers], tuple(distinct), (False,) * len(distinct))
        yield key, dataset.column(key).heading, cells


def _of_figures(
    sheet: Sheet,
    dataset: Dataset,
    groups: Sequence[_Group],
    rows: Rows,
    numbers: Rows,
) -> Iterator[_Named]:
    """The columns of figures, each row's from the columns of its group."""
    for key in _measures(groups):
        known: dict[tuple[str, bool], int] = {}
        codes = np.full(len(rows), -1, np.int32)
        for number, group in enumerate(groups):
            if key not in group.columns:
                continue
            cells = sheet.columns[group.columns[key]]
            pairs = zip(cells.texts, cells.is_number, strict=True)
            places = [known.setdefault(pair, len(known)) for pair in pairs]
            here = numbers == number
            codes[here] = np.array([*places, -1], np.int32)[cells.codes[rows[here]]]
        texts, are_numbers = tuple(t for t, _n in known), tuple(n for _t, n in known)
        yield key, dataset.column(key).heading, Cells(codes, texts, are_numbers)


def _measures(groups: Sequence[_Group]) -> list[str]:
    return list(dict.fromkeys(key for group in groups for key in group.columns))


def _headings(columns: Sequence[_Named]) -> Headings:
    found: dict[str, tuple[int, ...]] = {}
    for at, (key, _text, _cells) in enumerate(columns):
        found[key] = (*found.get(key, ()), at)
    texts = tuple(text for _key, text, _cells in columns)
    return Headings(texts, found, {}, (), {})


def _origin(
    dataset: Dataset,
    layout: Layout,
    groups: Sequence[_Group],
    rows: Rows,
    numbers: Rows,
) -> Origin:
    texts = layout.headings.texts
    measures = {
        dataset.column(key).heading: [
            texts[group.columns[key]] if key in group.columns else ""
            for group in groups
        ]
        for key in _measures(groups)
    }
    # A month whose year stands in the row is wrong in the row, not in the heading.
    spread = [key for key in _spread(groups) if key not in layout.headings.columns]
    names = frozenset(dataset.column(key).heading for key in spread)
    return Origin(rows, numbers, measures, names, layout.heading_rows[-1])
