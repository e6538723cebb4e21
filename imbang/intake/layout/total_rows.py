"""Rows of totals held against the rows of the table that they sum.

A row of totals may sum all rows above it, those since an earlier total or group title,
or of these only the rows of one level of regions; one above the table the rows below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from imbang.formats import row_ranges
from imbang.intake.files.cells import Mask, Sheet
from imbang.intake.layout.figure_columns import Figures, Numbers, Total, tell_total
from imbang.intake.layout.layout import Layout
from imbang.intake.report.log import Findings
from imbang.texts import plural

_MOST_STARTS = 300  # earlier totals after which the rows of a total may begin
_FEW_STARTS = 10  # of them where there are thousands of totals
_MOST_SPANS = 300_000  # looked at for all totals of a table together
_GRAND = re.compile(r"grand|total|keseluruhan|seluruh|umum|akhir", re.IGNORECASE)
_SUB = re.compile(r"sub|kec|desa|kel", re.IGNORECASE)
_Span = tuple[int, int, int]  # level, first row and row after the last, by place


class TotalRows:
    """Holds rows of totals against the rows of a table; ``check`` tells what is wrong.

    What a row sums its own figures decide: the rows with which most of them agree.
    """

    def __init__(
        self,
        sheet: Sheet,
        layout: Layout,
        figures: Sequence[Figures],
        findings: Findings,
    ) -> None:
        self._sheet, self._figures, self._findings = sheet, figures, findings
        self._rows = layout.rows
        self._totals = layout.parts.get("total", ())
        share = _MOST_SPANS // max(1, len(self._totals))
        self._most_starts = max(_FEW_STARTS, min(_MOST_STARTS, share))
        titles = layout.parts.get("group_title", ())
        self._bounds = np.array(sorted({*self._totals, *titles}), np.intp)
        values = np.column_stack([f.values[self._rows] for f in figures])
        unknown = np.column_stack([f.unknown[self._rows] for f in figures])
        self._levels = list(_levels(sheet, layout))
        self._values = [_running(values, level) for level in self._levels]
        self._unknown = [_running(unknown, level) for level in self._levels]

    def check(self) -> None:
        """Warn of each figure in a row of totals that is not the sum of its rows."""
        for row in self._totals:
            self._check(row)

    def _check(self, row: int) -> None:
        given = np.array([bool(f.given[row]) for f in self._figures])
        totals = np.array([f.values[row] for f in self._figures])
        spans = self._spans(row)
        if not given.any() or not spans:
            return
        agreeing = [
            int(((_over(self._values, span) == totals) & given).sum()) for span in spans
        ]
        span = spans[agreeing.index(max(agreeing))]
        sums, unknown = _over(self._values, span), _over(self._unknown, span)
        where = self._where(span)
        for at in np.flatnonzero(given & (sums != totals)).tolist():
            found = Total(row, int(totals[at]), int(sums[at]), int(unknown[at]))
            tell_total(self._figures[at], found, where, self._findings)

    def _spans(self, row: int) -> list[_Span]:
        """The rows that a total may sum, the likeliest first."""
        here = int(np.searchsorted(self._rows, row))
        cuts = np.searchsorted(self._rows, self._bounds)
        if here:
            before = cuts[self._bounds < row].tolist()
            firsts = sorted({0, *before} - {here}, reverse=True)
            firsts = [*firsts[: self._most_starts], *firsts[-1:]]
            if self._is_grand(row):
                firsts.reverse()
            spans = [(first, here) for first in firsts]
        else:
            after = cuts[self._bounds > row].tolist()
            lasts = sorted({len(self._rows), *after} - {0}, reverse=self._is_grand(row))
            spans = [(0, last) for last in lasts]
        return [
            (level, *span)
            for span in dict.fromkeys(spans)
            for level, mask in enumerate(self._levels)
            if mask[span[0] : span[1]].any()
        ]

    def _is_grand(self, row: int) -> bool:
        label = next(filter(None, self._sheet.row(row)), "")
        if _SUB.search(label):
            return False
        return row == self._totals[-1] or bool(_GRAND.search(label))

    def _where(self, span: _Span) -> str:
        level, first, last = span
        rows = self._rows[first:last][self._levels[level][first:last]].tolist()
        text = row_ranges(map(Sheet.number, rows))
        return plural("row {rows}", "rows {rows}", len(rows), rows=text)


def _over(running: Sequence[Numbers], span: _Span) -> Numbers:
    level, first, last = span
    found: Numbers = running[level][last] - running[level][first]
    return found


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
