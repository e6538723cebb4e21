"""Files of figures to take away: the answer of a question as CSV and as a workbook.

The columns and the figures are those of ``imbang query``. Text that a spreadsheet would
run as a formula is made harmless.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa

from imbang.formats import exists
from imbang.questions.encoding import encode, would_run


def as_csv(answer: pd.DataFrame) -> bytes:
    """The answer as ``imbang query --format csv`` writes it, with a mark for Excel.

    The mark says that the file is UTF-8. A cell that a spreadsheet would run as a
    formula begins with an apostrophe; null is an empty cell.
    """
    table = pa.Table.from_pandas(answer, preserve_index=False)
    return codecs.BOM_UTF8 + encode(table, "csv")


def as_workbook(answer: pd.DataFrame, *, sheet: str, notes: Sequence[str]) -> bytes:
    """The answer as an Excel workbook, the notes on a sheet of their own."""
    return as_workbook_of({sheet: answer}, notes=notes)


def as_workbook_of(
    answers: Mapping[str, pd.DataFrame], *, notes: Sequence[str]
) -> bytes:
    """Answers by the name of their sheet as an Excel workbook, the notes on a sheet."""
    import xlsxwriter

    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        # as text also when somebody edits the cell
        text = book.add_format({"quote_prefix": True})
        for sheet, answer in answers.items():
            _write(book.add_worksheet(sheet), answer, bold, text)
        about = book.add_worksheet("notes")
        about.set_column(0, 0, 110)
        about.write_column(0, 0, list(notes))
    return target.getvalue()


def _write(page: Any, answer: pd.DataFrame, bold: Any, text: Any) -> None:
    """One answer on one sheet, its headings fixed and ready to filter by."""
    page.write_row(0, 0, list(answer.columns), bold)
    for place, name in enumerate(answer.columns):
        for row, value in enumerate(map(_plain, answer[name].tolist()), 1):
            is_risk = isinstance(value, str) and would_run(value)
            page.write(row, place, value, text if is_risk else None)
    page.freeze_panes(1, 2)
    page.autofilter(0, 0, max(len(answer), 1), len(answer.columns) - 1)
    page.set_column(0, len(answer.columns) - 1, 16)


def _plain(value: object) -> object:
    """A cell's value; None, which leaves the cell empty, where there is none."""
    return value if isinstance(value, str) or exists(value) else None
