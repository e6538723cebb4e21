"""Totals that stand in a sheet, held against the cells that they sum.

A row of totals may sum all rows above it, those since an earlier total or group title,
or those of one level of regions alone; a column of totals the columns of its group, those
since the last such column, or all. Which of these it is, its own figures decide: the one
with which most of them agree. What then disagrees is told, and never refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from imbang.intake.cells import Cells, Mask, Sheet
from imbang.intake.datasets import Dataset
from imbang.intake.findings import Findings
from imbang.intake.layout import Layout
from imbang.intake.parsers import Parser, parser_for
from imbang.intake.parsing import Rejected
from imbang.intake.printing import grouped, row_ranges
from imbang.intake.results import Options
from imbang.texts import _

Numbers = npt.NDArray[np.int64]
_SEN = 100  # amounts are compared in hundredths of a rupiah
_MOST_STARTS = 300  # earlier totals after which a total may begin
_GRAND = re.compile(r"grand|total|keseluruhan|seluruh|umum|akhir", re.IGNORECASE)
_SUB = re.compile(r"sub|kec|desa|kel", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class _Figures:
    """One column as numbers: 0 where blank; ``unknown`` where a cell says no number."""

    at: int
    values: Numbers
    unknown: Mask
    given: Mask
    scale: int

    def shown(self, number: int) -> str:
        """A number as people write it."""
        whole, rest = divmod(abs(int(number)), self.scale)
        text = grouped(whole) + (f",{rest:02}" if rest else "")
        return f"-{text}" if number < 0 else text


@dataclass(frozen=True, eq=False)
class _Sums:
    """What figures add up to, and of how many cells nobody knows the number."""

    total: Numbers
    unknown: Numbers


def check_totals(
    sheet: Sheet,
    dataset: Dataset,
    layout: Layout,
    findings: Findings,
    *,
    options: Options,
    today: date,
) -> None:
    """Warn of each total in the sheet that is not the sum of its cells."""
    headings = layout.headings
    summed = {column.key: column for column in dataset.of_type("count", "amount")}
    wanted = headings.read() | {s.at: s.measure for s in headings.sums}
    parts = {at: s.measure for s in headings.sums for of in s.of for at in of}
    figures = {
        at: _figures(at, sheet.columns[at], parser_for(summed[key], options, today))
        for at, key in (parts | wanted).items()
        if key in summed
    }
    rows = layout.parts.get("total", ())
    if rows and figures and len(layout.rows):
        _Rows(sheet, layout, list(figures.values()), findings).check(rows)
    for column in headings.sums:
        if column.at in figures:
            sets = [[figures[at] for at in of] for of in column.of]
            _check_column(sheet, layout, figures[column.at], sets, findings)


def _figures(at: int, cells: Cells, parse: Parser) -> _Figures:
    found: list[int | Decimal | None] = []
    for text, is_number in zip(cells.texts, cells.is_number, strict=True):
        try:
            value = parse(text, is_number)
        except Rejected:
            value = None  # told where the cell itself is read
        found.append(value if isinstance(value, (int, Decimal)) else None)
    scale = _SEN if any(isinstance(value, Decimal) for value in found) else 1
    values = [0 if value is None else int(value * scale) for value in found]
    unknown = np.array([*(value is None for value in found), False], np.bool_)
    codes = cells.codes
    return _Figures(
        at, np.array([*values, 0], np.int64)[codes], unknown[codes], codes >= 0, scale
    )


def _check_column(
    sheet: Sheet,
    layout: Layout,
    column: _Figures,
    sets: Sequence[Sequence[_Figures]],
    findings: Findings,
) -> None:
    """Hold a column of sums against the set of columns with which it agrees most."""
    rows = layout.rows[(column.given & ~column.unknown)[layout.rows]]
    total = column.values[rows]
    sums = [
        _Sums(
            np.sum([figures.values[rows] for figures in some], axis=0),
            np.sum([figures.unknown[rows] for figures in some], axis=0),
        )
        for some in sets
    ]
    best = max(
        range(len(sums)), key=lambda n: (int((sums[n].total == total).sum()), -n)
    )
    texts = layout.headings.texts
    names = ", ".join(texts[figures.at] for figures in sets[best])
    where = _("columns {columns}", columns=names)
    for number in np.flatnonzero(sums[best].total != total).tolist():
        row = int(rows[number])
        found = (int(total[number]), int(sums[best].total[number]))
        _tell(
            sheet,
            layout,
            row,
            column,
            found,
            int(sums[best].unknown[number]),
            where,
            findings,
        )


class _Rows:
    """Rows of totals held against the rows of the table."""

    def __init__(
        self,
        sheet: Sheet,
        layout: Layout,
        figures: Sequence[_Figures],
        findings: Findings,
    ) -> None:
        self._sheet, self._layout, self._figures = sheet, layout, figures
        self._findings = findings
        self._rows = layout.rows
        values = np.column_stack([f.values[self._rows] for f in figures])
        unknown = np.column_stack([f.unknown[self._rows] for f in figures])
        self._levels = list(_levels(sheet, layout))
        self._values = [_running(values, level) for level in self._levels]
        self._unknown = [_running(unknown, level) for level in self._levels]

    def check(self, totals: Sequence[int]) -> None:
        """Warn of what disagrees in each of these rows."""
        bounds = sorted({*totals, *self._layout.parts.get("group_title", ())})
        for total in totals:
            self._check(total, bounds, is_last=total == totals[-1])

    def _check(self, row: int, bounds: Sequence[int], *, is_last: bool) -> None:
        given = np.array(
            [bool(f.given[row] and not f.unknown[row]) for f in self._figures]
        )
        wanted = np.array([f.values[row] for f in self._figures])
        spans = self._spans(row, bounds, is_last=is_last)
        if not given.any() or not spans:
            return
        agreeing = [int(((self._sum(s) == wanted) & given).sum()) for s in spans]
        span = spans[agreeing.index(max(agreeing))]
        sums, (level, first, last) = self._sum(span), span
        unknown = self._unknown[level][last] - self._unknown[level][first]
        rows = self._rows[first:last][self._levels[level][first:last]]
        where = _("rows {rows}", rows=row_ranges(map(Sheet.number, rows.tolist())))
        for at in np.flatnonzero(given & (sums != wanted)).tolist():
            _tell(
                self._sheet,
                self._layout,
                row,
                self._figures[at],
                (int(wanted[at]), int(sums[at])),
                int(unknown[at]),
                where,
                self._findings,
            )

    def _sum(self, span: tuple[int, int, int]) -> Numbers:
        level, first, last = span
        found: Numbers = self._values[level][last] - self._values[level][first]
        return found

    def _spans(
        self, row: int, bounds: Sequence[int], *, is_last: bool
    ) -> list[tuple[int, int, int]]:
        """Level, first and last place of the rows that a total may sum, likeliest first."""
        here = int(np.searchsorted(self._rows, row))
        others = np.array([b for b in bounds if b != row], np.intp)
        cuts = np.searchsorted(self._rows, others)
        if here:
            firsts = sorted({0, *cuts[others < row].tolist()} - {here}, reverse=True)
            firsts = [*firsts[:_MOST_STARTS], *firsts[-1:]]
            if self._is_grand(row, is_last=is_last):
                firsts.reverse()
            spans = [(first, here) for first in firsts]
        else:  # a total above its rows
            lasts = sorted({len(self._rows), *cuts[others > row].tolist()} - {0})
            spans = [(0, last) for last in lasts]
        return [
            (level, *span)
            for span in dict.fromkeys(spans)
            for level, mask in enumerate(self._levels)
            if mask[span[0] : span[1]].any()
        ]

    def _is_grand(self, row: int, *, is_last: bool) -> bool:
        label = next(filter(None, self._sheet.row(row)), "")
        if _SUB.search(label):
            return False
        return is_last or bool(_GRAND.search(label))


def _running(values: npt.NDArray[np.generic], level: Mask) -> Numbers:
    """Running sums of the rows of one level, with a first row of zeros."""
    some = np.where(level[:, None], values, 0).astype(np.int64)
    return np.vstack([np.zeros((1, some.shape[1]), np.int64), np.cumsum(some, axis=0)])


def _levels(sheet: Sheet, layout: Layout) -> Iterator[Mask]:
    """All rows; and where codes of several levels stand among them, those of each."""
    yield np.ones(len(layout.rows), np.bool_)
    depth = np.zeros(sheet.height, np.int64)
    for at in layout.headings.columns.get("region_code", ()):
        cells = sheet.columns[at]
        lengths = [sum(map(str.isdigit, text)) for text in cells.texts]
        depth = np.maximum(depth, np.array([*lengths, 0])[cells.codes])
    found = np.unique(depth[layout.rows])
    if len(found) > 1:
        for length in found.tolist():
            yield depth[layout.rows] == length


def _tell(
    sheet: Sheet,
    layout: Layout,
    row: int,
    figures: _Figures,
    found: tuple[int, int],
    unknown: int,
    where: str,
    findings: Findings,
) -> None:
    """Name a total that is not its sum, or that nobody can compare."""
    total, summed = found
    numbers: Mapping[str, str] = {
        "total": figures.shown(total),
        "sum": figures.shown(summed),
        "difference": figures.shown(abs(total - summed)),
    }
    if unknown and total > summed:
        message = _(
            "The total is {total}. It cannot be checked: {n} of its cells ({where}) give "
            "no number; the others add up to {sum}.",
            n=grouped(unknown),
            where=where,
            **numbers,
        )
    else:
        message = _(
            "The total is {total}, but its cells ({where}) add up to {sum}: a "
            "difference of {difference}. Check the total and the cells.",
            where=where,
            **numbers,
        )
    findings.add(
        "total_unknown" if unknown and total > summed else "total",
        message,
        row=row,
        column=layout.headings.texts[figures.at],
        value=sheet.columns[figures.at].text(row),
        severity="info" if unknown and total > summed else "warning",
    )
