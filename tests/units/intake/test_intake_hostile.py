"""Files that would harm whoever opens them: each gets its message, none does harm."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from imbang.intake.files.books import read_book
from imbang.refusals import Refusal
from tests.units.intake import hostile

MB = 1_000_000


def refused(content: bytes, name: str = "a.xlsx") -> str:
    with pytest.raises(Refusal) as told:
        read_book(name, content)
    return str(told.value)


def far_cells(last: str, row: int) -> str:
    return (
        f'<row r="1">{hostile.text_cell("A1", "x")}</row>'
        f'<row r="{row}">{hostile.text_cell(f"{last}{row}", "y")}</row>'
    )


BILLION_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (hostile.xlsx(more={"xl/media/a.bin": b"\0" * 60 * MB}), "unpacks to 60 MB"),
        (hostile.xlsx(far_cells("XFD", 1_048_576)), "too far apart"),
        (hostile.xlsx(head=BILLION_LAUGHS), "definitions that no workbook needs"),
        (
            hostile.xlsx(
                more={"xl/sharedStrings.xml": BILLION_LAUGHS + "<sst>&i;</sst>"}
            ),
            "definitions that no workbook needs",
        ),
        (hostile.xlsx()[:-200], "damaged"),
        (hostile.xlsx("<row r='1'><c><v>1</v></c></row>"), "not written in the usual"),
        (hostile.packed({"word/document.xml": "x"}), "(Word), not a table"),
        (hostile.packed({"ppt/presentation.xml": "x"}), "(PowerPoint), not a table"),
        (hostile.packed({"data/ppks.xlsx": "x"}), "packed folder"),
        (hostile.packed({"a.txt": "x"}), "damaged"),
    ],
    ids=range(10),
)
def test_workbooks_that_are_not_opened(content: bytes, part: str) -> None:
    assert part in refused(content)


def test_a_stray_cell_at_the_end_of_a_narrow_sheet() -> None:
    assert "down to row 1048576" in refused(
        hostile.xlsx(far_cells("H", 1_048_576)), "a.xlsx"
    )


def test_a_long_stretch_of_blank_lines_ends_a_table_or_is_refused() -> None:
    blank = b",\n" * 50_000
    (sheet,) = read_book("a.csv", b"a,b\n0,0\n" + blank).sheets
    assert sheet.row(1) == ["0", "0"]
    assert "down to row 50002" in refused(b"a,b\n" + blank + b"1,2\n", "a.csv")


def test_a_csv_of_a_million_columns() -> None:
    assert "1000001 columns" in refused(b"a," * MB + b"\n", "a.csv")


def test_a_csv_whose_rows_are_far_too_wide_together() -> None:
    content = b"," * 900 + b"x\n" + b"y\n" * 30_000
    assert "too far apart" in refused(content, "a.csv")


def test_a_million_empty_cells_with_a_format_are_no_cells() -> None:
    empty = "".join(
        f'<row r="{n}"><c r="B{n}" s="1"/></row>' for n in range(3, 200_000)
    )
    (sheet,) = read_book("a.xlsx", hostile.xlsx(hostile.table_rows() + empty)).sheets
    assert sheet.row(1) == list(hostile.GOOD_ROW)
    assert sheet.height < 10


def test_macros_and_links_are_named_and_left_alone(tmp_path: Path, check) -> None:
    path = tmp_path / "ppks.xlsm"
    more = {"xl/vbaProject.bin": "x", "xl/externalLinks/externalLink1.xml": "<x/>"}
    path.write_bytes(hostile.xlsx(more=more))
    report = check(path)
    assert not report.refused
    assert [p.rule for p in report.problems] == ["macros", "external_links"]


def test_an_old_workbook_is_read_with_merged_cells_and_hidden_sheets(
    check, found, notes
) -> None:
    report = check(Path(__file__).parent / "cases" / "old_excel.xls")
    assert found(report) == []
    assert (None, "hidden_sheet") in notes(report)
    ppks, population = report.drafts
    assert ppks.table["region_code"].to_pylist() == [
        "63.71.01.1001",
        "63.71.01.1001",
        "63.71.01.1002",
    ]
    assert ppks.table["count"].to_pylist() == [12, 1204, 0]
    assert population.table["inhabitants"].to_pylist() == [657663]


def test_an_opendocument_workbook_with_a_million_repeated_rows(
    tmp_path: Path, check, found
) -> None:
    blank = '<table:table-cell table:number-columns-repeated="16380"/>'
    rows = hostile.ods_row(hostile.HEADINGS, blank) + hostile.ods_row(hostile.GOOD_ROW)
    rows += (
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    path = tmp_path / "ppks.ods"
    path.write_bytes(hostile.ods(rows))
    report = check(path)
    assert found(report) == []
    assert report.drafts[0].table["count"].to_pylist() == [12]


def test_an_opendocument_workbook_filled_to_its_far_corner() -> None:
    full = (
        hostile.ods_row((*hostile.GOOD_ROW,))
        .replace(
            "<table:table-row>",
            '<table:table-row table:number-rows-repeated="1048576">',
        )
        .replace(
            "<table:table-cell ",
            '<table:table-cell table:number-columns-repeated="4096" ',
        )
    )
    assert "down to row 1048576" in refused(hostile.ods(full), "a.ods")


def test_progress_goes_from_nothing_to_all(tmp_path: Path) -> None:
    shares: list[float] = []
    read_book("a.xlsx", hostile.xlsx(), shares.append)
    assert shares == sorted(shares)
    assert len(shares) > 1
    assert shares[-1] == 1


def sheet_part(rows: str, prefix: str = "x:") -> bytes:
    """A workbook whose sheet names its elements with a prefix, as the standard allows."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    part = (
        f'<{prefix}worksheet xmlns:x="{main}" xmlns="{main}">'
        f"<{prefix}sheetData>{rows}</{prefix}sheetData></{prefix}worksheet>"
    )
    return hostile.xlsx(more={"xl/worksheets/sheet1.xml": part})


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_far_cells_are_seen_however_their_elements_are_written(prefix: str) -> None:
    def row(number: int, place: str) -> str:
        return (
            f'<{prefix}row r="{number}"><{prefix}c r="{place}"><{prefix}v>1</{prefix}v>'
            f"</{prefix}c></{prefix}row>"
        )

    content = sheet_part(row(1, "A1") + row(900_000, "AB900000"), prefix)
    assert "as far as cell AB900000" in refused(content)
    content = sheet_part(row(1, "AB1") + row(900_000, "A900000"), prefix)
    assert "as far as cell A900000" in refused(content)
    (sheet,) = read_book("a.xlsx", sheet_part(row(3, "AB3"), prefix)).sheets
    assert (len(sheet.columns), sheet.height) == (28, 3)


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_cells_without_a_value_are_found_in_any_column(prefix: str) -> None:
    rows = "".join(
        f'<{prefix}row r="{n}"><{prefix}c r="{letters}{n}" t="e"><{prefix}v>#N/A'
        f'</{prefix}v></{prefix}c><{prefix}c r="AC{n}"><{prefix}f>1+1</{prefix}f>'
        f"</{prefix}c></{prefix}row>"
        for n, letters in ((1, "B"), (2, "AB"))
    )
    (sheet,) = read_book("a.xlsx", sheet_part(rows, prefix)).sheets
    assert sheet.faults == {
        (0, 1): "error",
        (0, 28): "formula",
        (1, 27): "error",
        (1, 28): "formula",
    }


def test_values_that_python_holds_for_equal_stay_apart() -> None:
    cells = (
        '<c r="A1"><v>1</v></c>',
        '<c r="A2" t="b"><v>1</v></c>',
        hostile.text_cell("A3", "1"),
        '<c r="A5"><v>0</v></c>',
        '<c r="A6"><v>1</v></c>',
    )
    rows = "".join(f'<row r="{cell[7]}">{cell}</row>' for cell in cells)
    (sheet,) = read_book("a.xlsx", hostile.xlsx(rows)).sheets
    [column] = sheet.columns
    assert [column.text(row) for row in range(6)] == ["1", "TRUE", "1", "", "0", "1"]
    is_number = [bool(c >= 0 and column.is_number[c]) for c in column.codes]
    assert is_number == [True, False, False, False, True, True]


def test_a_spreadsheet_error_in_an_old_workbook_is_no_blank(check, found) -> None:
    report = check(Path(__file__).parent / "cases" / "old_excel_error.xls")
    assert found(report) == [("error", 3, "Jumlah", "cell_error")]


def ods_cells(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def ods_cell(text: str, more: str = 'office:value-type="string"') -> str:
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


def test_merged_cells_and_errors_of_opendocument_are_seen(
    tmp_path: Path, check, found
) -> None:
    code, kind, year, count = map(ods_cell, hostile.GOOD_ROW)
    merged = ods_cell(
        hostile.GOOD_ROW[0], 'office:value-type="string" table:number-rows-spanned="2"'
    )
    rows = [
        hostile.ods_row(hostile.HEADINGS),
        ods_cells(merged, kind, year, count),
        ods_cells("<table:covered-table-cell/>", ods_cell("Pengemis"), year, count),
    ]
    path = tmp_path / "ppks.ods"
    path.write_bytes(hostile.ods("".join(rows)))
    report = check(path)
    assert found(report) == []
    assert report.drafts[0].table["region_code"].to_pylist() == ["63.71.01.1001"] * 2
    wrong = ods_cell(
        "#DIV/0!",
        'table:formula="of:=1/0" office:value-type="string" '
        'office:string-value="" calcext:value-type="error"',
    )
    path.write_bytes(hostile.ods(rows[0] + ods_cells(code, kind, year, wrong)))
    assert found(check(path)) == [("error", 2, "Jumlah", "cell_error")]


def test_a_stray_cell_of_one_sheet_is_named_and_the_others_go_on(
    tmp_path: Path, write, check
) -> None:
    rows = [["Kode Wilayah", "Tahun", "Jumlah Penduduk"], ["63.71.01", 2024, 5]]
    path = write({"Penduduk": rows, "Corat-coret": [["a"], ["b"]]})
    out = tmp_path / "far.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet2.xml"):
                content = content.replace(b'r="A2"', b'r="XFD1048576"')
            new.writestr(name, content)
    report = check(out)
    (told,) = (p for p in report.problems if p.rule == "stray_cell")
    assert (told.sheet, told.severity) == ("Corat-coret", "warning")
    assert "XFD1048576" in told.message
    assert [draft.dataset for draft in report.drafts] == ["population"]
