"""Files to take away: what a person opens in Excel, and what programs find in them."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from imbang.drawing import columns, downloads
from imbang.drawing.downloads import About
from imbang.drawing.tables import Column
from imbang.texts import use_language
from imbang.wording import file_columns
from imbang.wording.coverage import coverage_table
from tests.units.test_tables import coverage

ABOUT = About(
    "Dua desa kekurangan PSM",
    lines=["Menurut desa", "Kota Banjarmasin · per Desember 2024", "Sumber: laporan"],
    notes=["Acuan: 100 PMKS per PSM."],
    link="http://dinas.example/cakupan_psm?region=63.71&as_of=2024-12",
)


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    use_language("id")
    yield
    use_language("id")


def listed() -> tuple[pd.DataFrame, tuple[Column, ...]]:
    """Three villages with the columns of the list of *Cakupan PSM*, as a file has them."""
    rows = coverage_table.prepare(coverage(is_uncovered_at_least=[False, True, False]))
    headings = coverage_table.list_columns("village", 1130.0, {}, compares=False)
    return rows, file_columns.file_columns(headings, rows)


def opened(rows: pd.DataFrame, headings: tuple[Column, ...]) -> tuple[Worksheet, int]:
    """The first sheet of a workbook, and the row of its headings."""
    content = downloads.as_workbook(rows, headings, {"coverage": rows}, about=ABOUT)
    sheet = load_workbook(io.BytesIO(content))["Tabel"]
    return sheet, 2 + next(
        row[0].row for row in sheet.iter_rows() if row[0].value == ABOUT.link
    )


def by_heading(sheet: Worksheet, top: int, row: int) -> dict[str, object]:
    return {
        str(heading.value): cell.value
        for heading, cell in zip(sheet[top], sheet[top + row], strict=True)
    }


def test_the_first_sheet_is_worded_as_the_page() -> None:
    sheet, top = opened(*listed())
    assert [sheet.cell(row, 1).value for row in range(1, top - 1)] == [
        ABOUT.title,
        *ABOUT.lines,
        ABOUT.link,
    ]
    assert sheet.cell(top - 2, 1).hyperlink.target == ABOUT.link
    # the village, the regions it lies in, and one figure a column
    assert [cell.value for cell in sheet[top]] == [
        "Desa/Kelurahan",
        "Kecamatan",
        "Kabupaten/Kota",
        "PMKS",
        "PSM",
        "PMKS per PSM",
        "PMKS per PSM, 95 %, dari",
        "PMKS per PSM, 95 %, sampai",
        "Keadaan",
        "PMKS di luar jangkauan",
        "Kekurangan PSM",
    ]
    first = by_heading(sheet, top, 2)
    assert first["Kecamatan"] == "Banjarmasin Selatan"
    assert first["Kabupaten/Kota"] == "Kota Banjarmasin"
    assert first["PMKS"] == 1230
    assert first["Keadaan"] == "Kurang PSM"
    # what is not known is an empty cell
    assert by_heading(sheet, top, 3)["PMKS di luar jangkauan"] is None
    assert sheet.cell(top + 5, 1).value == ABOUT.notes[0]


def test_numbers_are_numbers_in_the_reader_s_own_writing() -> None:
    sheet, top = opened(*listed())
    formats = {
        str(heading.value): [
            sheet.cell(top + row, heading.column).number_format for row in (1, 2)
        ]
        for heading in sheet[top]
    }
    assert formats["PMKS"] == ["#,##0", "#,##0"]
    assert formats["PMKS per PSM"][1] == "[>19.95]#,##0;#,##0.0"
    # what may be more says so, and can still be added up
    assert formats["PMKS di luar jangkauan"] == ["#,##0", '"≥ "#,##0']


def test_the_sheet_is_ready_to_read_filter_and_print() -> None:
    sheet, top = opened(*listed())
    assert sheet.freeze_panes == f"B{top + 1}"
    assert sheet.auto_filter.ref == f"A{top}:K{top + 3}"
    assert sheet.print_title_rows == f"${top}:${top}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == (
        "landscape",
        9,
    )
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.column_dimensions["B"].width > len("Banjarmasin Selatan")


def test_the_second_sheet_has_keys_and_all_columns() -> None:
    rows, headings = listed()
    content = downloads.as_workbook(rows, headings, {"coverage": rows}, about=ABOUT)
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Tabel", "coverage"]
    data = list(book["coverage"].iter_rows(values_only=True))
    assert list(data[0]) == list(rows.columns)
    assert data[1][0] == "63.71.01.1001"


def test_shares_months_days_and_changes_have_their_formats() -> None:
    rows = pd.DataFrame(
        {
            "what": ["a"],
            "share": [0.3125],
            "of_100": [31.25],
            "month": ["2024-12"],
            "on": [date(2024, 12, 31)],
            "change": [-3],
        }
    )
    headings = (
        columns.name("what", "what"),
        columns.percent("share", "share", digits=1),
        columns.number("of_100", "of_100", digits=1, is_pct=True),
        columns.month("month", "month"),
        columns.day("on", "on"),
        columns.signed("change", "change"),
    )
    sheet, top = opened(rows, headings)
    cells = {str(h.value): sheet.cell(top + 1, h.column) for h in sheet[top]}
    assert {key: (cell.value, cell.number_format) for key, cell in cells.items()} == {
        "what": ("a", "General"),
        "share": (0.3125, "#,##0.0%"),
        "of_100": (0.3125, "#,##0.0%"),
        "month": (datetime(2024, 12, 1), "mmm yyyy"),
        "on": (datetime(2024, 12, 31), "yyyy-mm-dd"),
        "change": (-3, "+#,##0;-#,##0;#,##0"),
    }
    [line] = list(csv.reader(io.StringIO(text_of(rows, headings)), delimiter=";"))[1:]
    assert line == ["a", "31,25%", "31,25%", "Des 2024", "2024-12-31", "-3"]


def text_of(rows: pd.DataFrame, headings: tuple[Column, ...]) -> str:
    content = downloads.as_csv(rows, headings)
    assert content.startswith(b"\xef\xbb\xbf")
    return content.decode("utf-8-sig")


@pytest.mark.parametrize(
    ("language", "separator", "ratio", "heading"),
    [("id", ";", "220,8", "Keadaan"), ("en", ",", "220.8", "State")],
)
def test_a_csv_opens_in_columns_where_its_language_is_spoken(
    language: str, separator: str, ratio: str, heading: str
) -> None:
    use_language(language)
    lines = list(csv.reader(io.StringIO(text_of(*listed())), delimiter=separator))
    assert heading in lines[0]
    alalak = dict(zip(lines[0], lines[2], strict=True))
    assert ratio in alalak.values()
    assert "1230" in alalak.values()  # no sign for thousands, which Excel would misread
    assert "≥ 1130" in alalak.values()
    assert lines[3][-2:] == ["", ""]


def test_codes_stay_out_of_a_csv() -> None:
    """Excel in Indonesian would read 63.01 as an hour and a minute."""
    assert "63.71.01" not in text_of(*listed())


@pytest.mark.parametrize(
    ("codes", "above"),
    [
        (["63.71.01.1001"], ["district_name", "regency_name"]),
        (["63.71.01", "63.72.01"], ["regency_name"]),
        (["63.71", "63.72"], []),
        (["63.71", "62.71"], ["province_name"]),
        (["63", "62"], []),
        (
            ["63.71.01.1001", "62.71.01.1001"],
            ["district_name", "regency_name", "province_name"],
        ),
    ],
)
def test_regions_are_told_what_they_lie_in(codes: list[str], above: list[str]) -> None:
    rows = pd.DataFrame({"region_code": codes, "region_name": codes, "n": 1})
    found = file_columns.file_columns(
        [columns.region("x"), columns.number("n", "n")], rows
    )
    assert [column.key for column in found] == ["region_name", *above, "n"]


def test_a_workbook_of_nothing_opens() -> None:
    rows = pd.DataFrame({"what": [], "n": []})
    headings = (columns.name("what", "what"), columns.number("n", "n"))
    content = downloads.as_workbook(rows, headings, {"empty": rows}, about=About("x"))
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    assert load_workbook(io.BytesIO(content)).sheetnames == ["Tabel", "empty"]
