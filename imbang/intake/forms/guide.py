"""The template's first sheet: how to fill it in, and every column explained."""

from __future__ import annotations

from typing import Any

from imbang.reference.datasets import load_datasets
from imbang.texts import _

GUIDE = "Petunjuk"


def _format(workbook: Any, **properties: object) -> Any:
    return workbook.add_format({"font_size": 10, **properties})


def write_guide(workbook: Any, sheet: Any) -> None:
    """Write the whole sheet into an xlsxwriter workbook, in the language now spoken."""
    wrap = _format(workbook, text_wrap=True, valign="top")
    bold = _format(workbook, bold=True, valign="top")
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 10)
    sheet.set_column(2, 2, 84)
    sheet.set_column(3, 3, 28)
    sheet.write_string(
        0,
        0,
        _("How to fill in this workbook"),
        _format(workbook, bold=True, font_size=14),
    )
    row = 2
    for line in _guide_lines():
        sheet.merge_range(row, 0, row, 3, line, wrap)
        sheet.set_row(row, 30)
        row += 1
    for dataset in load_datasets().values():
        row += 1
        sheet.write_string(
            row, 0, dataset.sheets[0], _format(workbook, bold=True, font_size=12)
        )
        sheet.write_string(row, 2, dataset.grain, wrap)
        titles = (_("Column"), _("Required"), _("What to fill in"), _("Example"))
        for position, text in enumerate(titles):
            sheet.write_string(row + 1, position, text, bold)
        row += 2
        for column in dataset.shown:
            required = _("yes") if column.required else ""
            texts = (column.heading, required, column.note, column.example)
            for position, text in enumerate(texts):
                sheet.write_string(row, position, text, wrap)
            row += 1


def _guide_lines() -> list[str]:
    return [
        _(
            "Fill in the sheets for which you have data and leave the others as they "
            "are. Do not change the headings."
        ),
        _(
            "The grey row marked “Contoh” shows how a row looks. It may stay; it is not "
            "imported."
        ),
        _(
            "Beside “Keadaan”, write the month up to which the sheet tells, for example "
            "Desember 2024. Where a sheet has a column for the period, it holds for "
            "the rows in which that is blank."
        ),
        _(
            "Some sheets list the office's regions already. Fill in the rows for which "
            "you have data; the others may stay and are not imported. For a second "
            "row of the same region, copy its code."
        ),
        _(
            "Write 0 where there is none. Leave a cell blank where it is not known: "
            "zero and unknown are not the same."
        ),
        _(
            "Region codes are those of Kemendagri. Do not add columns for family cards, "
            "bank accounts or telephone numbers."
        ),
    ]
