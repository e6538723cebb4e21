"""A register of one kind: a column of its own for the kind that stands beside the table."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from imbang.intake.files.cells import Cells, Sheet
from imbang.intake.headings.evidence import SaidKind
from imbang.intake.layout.layout import Layout
from imbang.reference.datasets import Dataset


def with_kind_of_all(
    sheet: Sheet, dataset: Dataset, layout: Layout, kind: SaidKind | None
) -> tuple[Sheet, Layout]:
    """Sheet and layout with the kind in every row, where no heading or column says it."""
    headings = layout.headings
    if kind is None or headings.values:
        return sheet, layout
    column = next(c for c in dataset.columns if c.key in headings.beside)
    codes = np.full(sheet.height, -1, np.int32)
    codes[layout.rows] = 0
    told = replace(
        headings,
        texts=(*headings.texts, column.heading),
        columns={**headings.columns, column.key: (len(sheet.columns),)},
    )
    columns = (*sheet.columns, Cells(codes, (kind.text,), (False,)))
    return replace(sheet, columns=columns), replace(layout, headings=told)
