"""The checked workbook given back: same cells, wrong ones marked, nobody's NIK in it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from imbang.intake.files.books import read_book
from imbang.intake.report.marking import mark, marked_name
from imbang.intake.report.problems import Problem
from imbang.intake.report.results import SheetRead

NIK = "6371014107850001"
REGISTER = [
    ["DATA PILAR", None, None, None, None],
    ["Keadaan: Desember 2024", None, None, None, None],
    ["NIK", "Nama", "Jenis Pilar", "Kode Wilayah", "Tahun Lahir"],
    [NIK, "Siti Contoh", "PSM", "63.71.01.1001", 1985],
    ["637101410785", f"Budi {NIK}", "PMS", "63.71.01.1001", 2090],
]


def read_of(path: Path, columns: dict[int, str]) -> list[SheetRead]:
    return [
        SheetRead(
            path.name,
            sheet.name,
            "pillars",
            (3,),
            tuple(REGISTER[2]),
            columns,
            content=sheet,
        )
        for sheet in read_book(path.name, path.read_bytes()).sheets
    ]


def problem(row: int | None, column: str | None, severity: str = "error") -> Problem:
    return Problem(
        "a.xlsx",
        "Pilar",
        row,
        column,
        None,
        "rule",
        f"wrong {row} {column}",
        severity,  # type: ignore[arg-type]
    )


COLUMNS = {0: "nik", 1: "name", 2: "kind", 3: "region_code", 4: "birth_year"}


@pytest.fixture
def marked(write) -> openpyxl.Workbook:
    path = write({"Pilar": REGISTER}, name="a.xlsx")
    problems = [
        problem(None, "Jenis Pilar", "warning"),
        problem(5, "NIK"),
        problem(5, "Jenis Pilar"),
        problem(5, "Tahun Lahir", "warning"),
        problem(5, "Tahun Lahir"),
        problem(4, None),
        problem(4, "Nama", "info"),
    ]
    return openpyxl.load_workbook(io.BytesIO(mark(read_of(path, COLUMNS), problems)))


def test_every_cell_stands_where_it_stood(marked) -> None:
    rows = [list(row) for row in marked["Pilar"].values]
    assert rows[0][0] == "DATA PILAR"
    assert rows[2] == REGISTER[2]
    assert rows[3] == ["6371************", "Siti Contoh", "PSM", "63.71.01.1001", 1985]
    assert rows[4][2:] == ["PMS", "63.71.01.1001", 2090]
    assert marked["Pilar"].freeze_panes == "A4"


def test_wrong_cells_are_coloured_and_say_why(marked) -> None:
    sheet = marked["Pilar"]
    colours = {
        cell.coordinate: cell.fill.fgColor.rgb
        for row in sheet
        for cell in row
        if cell.fill.fill_type == "solid"
    }
    assert colours == {
        "C3": "FFFBE3B0",
        "A4": "FFF4B6A6",
        "A5": "FFF4B6A6",
        "C5": "FFF4B6A6",
        "E5": "FFF4B6A6",
    }
    assert sheet["E5"].comment.text == "wrong 5 Tahun Lahir"
    assert sheet["B4"].comment is None


def test_the_first_sheet_lists_all_with_links(marked) -> None:
    sheet = marked.worksheets[0]
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    assert [row[0] for row in rows] == [
        "Warning",
        "Error",
        "Error",
        "Warning",
        "Error",
        "Error",
    ]
    assert sheet["C5"].value == "5"
    assert sheet["C5"].hyperlink.location == "'Pilar'!A5"


def test_nobodys_nik_is_in_it_anywhere(write) -> None:
    path = write({"Pilar": REGISTER, NIK: REGISTER}, name="a.xlsx")
    content = mark(read_of(path, COLUMNS), [problem(5, "NIK")])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = b"".join(archive.read(name) for name in archive.namelist())
    assert NIK.encode() not in text
    assert b"637101410785" not in text


def test_cells_that_look_like_formulas_are_texts(write) -> None:
    rows = [*REGISTER, ["=1+1", "+62", "@x", "-5", 1990]]
    content = mark(read_of(write({"Pilar": rows}), COLUMNS), [])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet2.xml")


def test_texts_like_formulas_stay_texts_when_edited(write) -> None:
    rows = [*REGISTER, ["A=B", "+62", "＝2+2", "@x", -12]]
    wrong = [problem(6, "Nama")]
    content = mark(read_of(write({"Pilar": rows}), COLUMNS), wrong)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[1]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert [c.value for c in cells if c.quotePrefix] == ["+62", "＝2+2", "@x"]


def test_names_that_no_spreadsheet_takes(write, tmp_path) -> None:
    reads = [
        SheetRead("a.ods", name, None, content=read.content)
        for name in ("a/b:c", "a b c", "x" * 40, "Check", None)
        for read in read_of(write({"Pilar": REGISTER}), {})
    ]
    book = openpyxl.load_workbook(io.BytesIO(mark(reads, [])))
    assert book.sheetnames == [
        "Check -",
        "a b c",
        "a b c (2)",
        "x" * 31,
        "Check",
        "Data",
    ]


def test_merged_cells_stay_merged_unless_marked(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Pilar")
        for r, row in enumerate(REGISTER):
            sheet.write_row(r, 0, [value or "" for value in row])
        sheet.merge_range("D4:D5", "63.71.01.1001")
        sheet.merge_range("C4:C5", "PSM")
    content = mark(read_of(path, COLUMNS), [problem(5, "Jenis Pilar")])
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Pilar"]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["D4:D5"]
    assert sheet["D4"].value == "63.71.01.1001"


def test_a_file_that_could_not_be_read_gets_the_list_alone() -> None:
    unreadable = Problem("a.pdf", None, None, None, None, "unreadable", "no table")
    book = openpyxl.load_workbook(io.BytesIO(mark([], [unreadable])))
    assert book.sheetnames == ["Check"]
    assert book["Check"]["F4"].value == "no table"


def test_what_the_copy_is_called() -> None:
    assert marked_name("ppks") == "ppks_checked.xlsx"
