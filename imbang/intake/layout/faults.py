"""Cells that cannot be read as they stand: formula errors, and figures merged over rows."""

from __future__ import annotations

import numpy as np

from imbang.intake.files.cells import Cells, Mask, Rows, Sheet
from imbang.intake.headings.headings import Headings
from imbang.intake.report.log import Findings
from imbang.reference.datasets import Dataset
from imbang.texts import _

# A merged cell of these stands for all its rows; a merged figure belongs to none.
_CARRIED = frozenset(
    {"region_code", "region_name", "pillar_kind", "ppks_kind", "period", "ignored"}
)


def note_faults(
    sheet: Sheet, headings: Headings, rows: Rows, findings: Findings
) -> None:
    """An error for each cell of the table whose value the workbook does not hold."""
    read = headings.read()
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

    A figure, date or NIK merged over several rows or columns of the table is an error:
    nobody can say to which it belongs.
    """
    types = {column.key: column.type for column in dataset.columns}
    read = {at: types[key] for at, key in headings.read().items()}
    in_table = np.zeros(sheet.height, np.bool_)
    in_table[rows] = True
    columns: list[Cells] = list(sheet.columns)
    for top, left, bottom, right in sheet.merged:
        _tell_merged_across(headings, in_table, (top, left, right), findings)
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


def _tell_merged_across(
    headings: Headings, in_table: Mask, cells: tuple[int, int, int], findings: Findings
) -> None:
    """An error where one cell stands for several of the values side by side."""
    row, left, right = cells
    if right == left or row >= len(in_table) or not in_table[row]:
        return
    values = [value.at for value in headings.values if left <= value.at <= right]
    if len(values) > 1:
        findings.add(
            "merged",
            _(
                "One cell is merged over several columns ({columns}); split it and give "
                "each column its own value.",
                columns=", ".join(headings.texts[at] for at in values),
            ),
            row=row,
            column=headings.texts[values[0]],
        )
