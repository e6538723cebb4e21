"""Cells that cannot be read as they stand: formula errors, and figures merged over rows."""

from __future__ import annotations

import numpy as np

from imbang.intake.cells import Cells, Rows, Sheet
from imbang.intake.datasets import Dataset
from imbang.intake.findings import Findings
from imbang.intake.headings import Headings
from imbang.texts import _

# A merged cell of these stands for all its rows; a merged figure belongs to none.
_CARRIED = frozenset(
    {"region_code", "region_name", "pillar_kind", "ppks_kind", "period", "ignored"}
)


def note_faults(
    sheet: Sheet, dataset: Dataset, headings: Headings, rows: Rows, findings: Findings
) -> None:
    """An error for each cell of the table whose value the workbook does not hold."""
    read = _columns_read(dataset, headings)
    in_table = set(rows.tolist())
    for (row, at), fault in sorted(sheet.faults.items()):
        if row not in in_table or at not in read:
            continue
        if fault == "error":
            message = _("The cell shows a spreadsheet error such as #DIV/0! or #N/A.")
        else:
            message = _(
                "The result of the formula is not stored in the file. Open it in a "
                "spreadsheet program and save it again."
            )
        findings.add(f"cell_{fault}", message, row=row, column=headings.texts[at])


def fill_merged(
    sheet: Sheet, dataset: Dataset, headings: Headings, rows: Rows, findings: Findings
) -> Sheet:
    """The sheet with names, kinds and periods merged over rows written into each.

    A figure, date or NIK merged over several rows of the table is an error: nobody can
    say to which row it belongs.
    """
    read = _columns_read(dataset, headings)
    in_table = np.zeros(sheet.height, np.bool_)
    in_table[rows] = True
    columns: list[Cells] = list(sheet.columns)
    for top, left, bottom, _right in sheet.merged:
        below = np.arange(top + 1, min(bottom + 1, sheet.height))
        below = below[in_table[below]]
        if left not in read or not len(below) or columns[left].codes[top] < 0:
            continue
        if read[left] in _CARRIED:
            codes = columns[left].codes.copy()
            codes[below] = codes[top]
            columns[left] = columns[left].replaced(codes)
        else:
            message = _(
                "One cell is merged over rows {first}–{last}; split it and give each "
                "row its own value.",
                first=Sheet.number(top),
                last=Sheet.number(bottom),
            )
            findings.add("merged", message, row=top, column=headings.texts[left])
    return Sheet(sheet.name, tuple(columns), sheet.height, sheet.merged, sheet.faults)


def _columns_read(dataset: Dataset, headings: Headings) -> dict[int, str]:
    """Position in the sheet → type, of the columns that are read."""
    types = {column.key: column.type for column in dataset.columns}
    return {
        at: types[key]
        for key, positions in headings.columns.items()
        for at in positions
    }
