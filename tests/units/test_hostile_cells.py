"""What a spreadsheet would run: no cell of a file that is taken away is a formula."""

from __future__ import annotations

import csv
import io
import time

import pandas as pd
import pyarrow as pa
import pytest
from openpyxl import load_workbook

from imbang.drawing import columns, downloads
from imbang.drawing.downloads import About
from imbang.questions.encoding import encode, would_run

RUN = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    ";=1+1",
    "Ani;=1+1;x",
    "Ani; =1+1",
    "Ani\t=1+1",
    "Ani\n=1+1",
    "Ani\r\n=1+1",
    'Ani;"=1+1"',
    ' "=1+1',
    "\tx",
    "\rx",
    "Ani;＝1+1",
    " =1+1",
    "\u00a0=1+1",
    "=cmd|' /C calc'!A0",
]
SAFE = ["Ani", "Ani; Budi", "a=b", "3-4", "a, b", "x@y.go.id", "Rp5;5", "", "'=1+1"]
STARTS = tuple("=+-@＝＋－＠")


def cut(content: str, separator: str) -> list[str]:
    """The cells that a program sees which takes ``separator`` for the one between."""
    lines = csv.reader(io.StringIO(content, newline=""), delimiter=separator)
    return [cell for line in lines for cell in line]


@pytest.mark.parametrize("text", RUN)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_of_a_csv_begins_like_a_formula(text: str, separator: str) -> None:
    """However the list separator of the reader's country cuts the lines."""
    table = pa.table({"first": ["x", text], "name": ["x", text], "last": ["x", "y"]})
    cells = cut(encode(table, "csv").decode(), separator)
    assert [c for c in cells if c.lstrip(' \u00a0"').startswith(STARTS)] == []
    assert would_run(text)


@pytest.mark.parametrize("text", SAFE)
def test_other_cells_of_a_csv_stay_as_they_are(text: str) -> None:
    written = encode(pa.table({"first": [text], "name": [text]}), "csv").decode()
    assert cut(written, ",")[2:] == [text, text]
    assert not would_run(text)


def test_a_heading_is_no_formula_either() -> None:
    assert encode(pa.table({"=1+1": [1]}), "csv").startswith(b"'=1+1\n")


def test_numbers_below_zero_stay_numbers() -> None:
    assert encode(pa.table({"n": [-1.5, -2]}), "csv") == b"n\n-1.5\n-2.0\n"


def test_a_workbook_holds_text_also_when_a_cell_is_edited() -> None:
    rows = pd.DataFrame({"name": [*RUN, "Ani"]})
    about = About(RUN[0], lines=RUN[1:6], notes=RUN)
    headings = [columns.text("name", "=heading")]
    content = downloads.as_workbook(rows, headings, {"names": rows}, about=about)
    assert b"<f>" not in content
    book = load_workbook(io.BytesIO(content))
    cells = [row[0] for row in book["names"].iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.quotePrefix for cell in cells] == [True] * len(RUN) + [False]
    table = [row[0] for row in book["Tabel"].iter_rows() if row[0].value is not None]
    # title and lines, heading, rows, notes
    assert [cell.value.replace("_x000D_", "\r") for cell in table] == [
        *RUN[:6],
        "=heading",
        *RUN,
        "Ani",
        *RUN,
    ]
    assert {cell.data_type for cell in table} == {"s"}
    assert [cell.value for cell in table if not cell.quotePrefix] == ["Ani"]


@pytest.mark.parametrize("text", RUN)
def test_no_cell_of_a_csv_for_people_begins_like_a_formula(text: str) -> None:
    rows = pd.DataFrame({"name": ["x", text], "last": ["x", "y"]})
    headings = [columns.name("name", text), columns.text("last", "x")]
    content = downloads.as_csv(rows, headings).decode("utf-8-sig")
    for separator in (",", ";", "\t"):
        cells = cut(content, separator)
        assert [c for c in cells if c.lstrip(' \u00a0"').startswith(STARTS)] == []


def test_looking_for_formulas_is_linear_in_the_text() -> None:
    """The worst texts for the pattern, as long as a cell can be."""
    for piece in ("\t", " ", ";", '"', "; ", ';"', " \t", "-"):
        text = (piece * 32_767)[:32_767] + "x"
        before = time.process_time()
        would_run(text)
        assert time.process_time() - before < 0.5, piece
