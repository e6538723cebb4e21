"""Totals that stand in a sheet, held against the cells that they sum.

A row of totals sums rows (`imbang.intake.layout.total_rows`), a column of totals the columns of
its group, those since the last such column, or all: the set with which it agrees most.
What then disagrees is told, and nothing is refused for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from imbang.intake.files.cells import Rows, Sheet
from imbang.intake.layout.figure_columns import Figures, Total, as_figures, tell_total
from imbang.intake.layout.layout import Layout
from imbang.intake.layout.total_rows import TotalRows
from imbang.intake.report.log import Findings
from imbang.intake.report.results import Options
from imbang.intake.values.parsers import parser_for
from imbang.reference.datasets import Dataset
from imbang.texts import _


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
    has_totals = "total" in layout.parts and len(layout.rows) > 0
    summed = {column.key: column for column in dataset.of_type("count", "amount")}
    parts = {at: s.measure for s in headings.sums for of in s.of for at in of}
    wanted = parts | {s.at: s.measure for s in headings.sums}
    if has_totals:
        wanted |= headings.read()
    figures = {
        at: as_figures(
            headings.texts[at],
            sheet.columns[at],
            parser_for(summed[key], options, today),
        )
        for at, key in sorted(wanted.items())
        if key in summed
    }
    if has_totals and figures:
        TotalRows(sheet, layout, list(figures.values()), findings).check()
    for column in headings.sums:
        if column.at in figures:
            sets = [[figures[at] for at in of] for of in column.of]
            _check_column(layout.rows, figures[column.at], sets, findings)


def _check_column(
    rows: Rows, column: Figures, sets: Sequence[Sequence[Figures]], findings: Findings
) -> None:
    """Warn of each row in which a column of totals is not the sum of its columns."""
    rows = rows[column.given[rows]]
    totals = column.values[rows]
    sums = [np.sum([some.values[rows] for some in of], axis=0) for of in sets]
    agreeing = [int((found == totals).sum()) for found in sums]
    best = agreeing.index(max(agreeing))
    unknown = np.sum([some.unknown[rows] for some in sets[best]], axis=0)
    where = _(
        "columns {columns}", columns=", ".join(some.heading for some in sets[best])
    )
    for at in np.flatnonzero(sums[best] != totals).tolist():
        found = Total(
            int(rows[at]), int(totals[at]), int(sums[best][at]), int(unknown[at])
        )
        tell_total(column, found, where, findings)
