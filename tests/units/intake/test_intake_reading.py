"""Files: encodings, delimiters, hidden sheets, and files that cannot be read."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from imbang.intake.files import workbook_guard
from imbang.intake.files.books import Book, read_book
from imbang.refusals import Refusal

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_file(path: Path) -> Book:
    return read_book(path.name, path.read_bytes())


LINES = ["Kode Wilayah;Jenis PMKS;Periode;Jumlah", "63.71.01.1001;Pemulung;2024;1.204"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_in_every_form(tmp_path: Path, check, found, delimiter, encoding) -> None:
    path = tmp_path / "ppks.csv"
    text = "\r\n".join(LINES).replace(";", delimiter)
    path.write_bytes(text.encode(encoding))
    report = check(path)
    assert found(report) == []
    assert report.drafts[0].table["count"].to_pylist() == [1204]
    assert report.drafts[0].table["sheet"].to_pylist() == [None]


def test_csv_row_numbers_with_blank_lines_titles_and_line_breaks(
    tmp_path, check, found
):
    path = tmp_path / "ppks.csv"
    path.write_text(
        'Data "PMKS"\n\nKode Wilayah,Jenis PMKS,Periode,Jumlah,Keterangan\n'
        '63.71.01.1001,Pemulung,2024,abc,"dua\nbaris"\n63.71.01.1001,Pengemis,2024,x\n',
        "utf-8",
    )
    assert [f for f in found(check(path)) if f[0] == "error"] == [
        ("error", 4, "Jumlah", "count"),
        ("error", 5, "Jumlah", "count"),
    ]


def test_csv_that_names_its_separator(tmp_path, check, found) -> None:
    path = tmp_path / "ppks.csv"
    path.write_text("sep=;\n" + "\n".join(LINES), "utf-8")
    report = check(path)
    assert found(report) == []
    assert report.drafts[0].table["row"].to_pylist() == [3]


def test_hidden_sheets_are_named_and_not_read(write, check, found, notes) -> None:
    rows = [
        ["Kode Wilayah", "Jenis PMKS", "Periode", "Jumlah"],
        ["6371", "Pemulung", 2024, 1],
    ]
    path = write({"PPKS": rows, "PMKS lama": rows}, hidden="PMKS lama")
    report = check(path)
    assert found(report) == []
    assert notes(report) == [(None, "hidden_sheet")]
    assert [p.sheet for p in report.problems] == ["PMKS lama"]
    assert report.drafts[0].sheets == ("PPKS",)


def test_the_first_columns_of_a_sheet_may_be_blank(write) -> None:
    path = write({"X": [[], [None, None, "a", 1]]})
    (sheet,) = read_file(path).sheets
    assert sheet.row(1) == ["", "", "a", "1"]
    assert [c.is_number for c in sheet.columns] == [(), (), (False,), (True,)]


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("a.csv", b"", "empty"),
        ("a.xlsx", b"", "empty"),
        ("a.xlsx", b"no workbook at all", "damaged"),
        ("a.xlsx", b"PK\x03\x04 cut off", "damaged"),
        ("a.xls", OLE + b"rest", "damaged"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "(Word), not a table"),
        ("a.xlsx", b"%PDF-1.7 ...", "(PDF), not a table"),
        ("a.xlsx", b"\xff\xd8\xff\xe0....", "(JPEG), not a table"),
        ("a.xls", b"<html><table><tr><td>PPKS</td></tr></table>", "(HTML)"),
        ("a.xls", b"\r\n<table border=1><tr><td>PPKS</td></tr></table>", "(HTML)"),
        ("a.xls", b"<?xml version='1.0'?><Workbook></Workbook>", "an XML table"),
        ("a.csv", b"Kode,Jumlah\n" + b"63.71,12\n" * 40 + b"63\x00.72,5\n", "row 42"),
        ("a.csv", b"\x00\x01\x02\x03" * 9, "neither a workbook nor text"),
        ("a.csv", b"a\x81b,c", "neither a workbook nor text"),
    ],
)
def test_files_that_cannot_be_read(tmp_path, check, name, content, part) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    (problem,) = check(path).problems
    assert (problem.file, problem.rule, problem.severity) == (
        name,
        "unreadable",
        "error",
    )
    assert part in problem.message


def test_missing_files_and_folders(tmp_path, check) -> None:
    report = check(tmp_path / "none.xlsx", tmp_path)
    assert [p.rule for p in report.problems] == ["unreadable", "unreadable"]
    assert report.refused


def rewritten(path: Path, out: Path, change) -> Path:
    """The workbook with each part changed by ``change(name, content)``."""
    with (
        zipfile.ZipFile(path) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out


def test_two_cells_far_apart_are_refused(write, tmp_path) -> None:
    def far(name: str, content: bytes) -> bytes:
        return content.replace(b'r="A2"', b'r="XFD1048576"')

    path = rewritten(write({"X": [["a"], ["b"]]}), tmp_path / "far.xlsx", far)
    with pytest.raises(Refusal, match="too far apart"):
        read_file(path)


def test_a_workbook_that_inflates_is_refused(write, tmp_path) -> None:
    def inflate(name: str, content: bytes) -> bytes:
        return content + b" " * 30_000_000 if name.endswith("sheet1.xml") else content

    path = rewritten(write({"X": [["a"]]}), tmp_path / "bomb.xlsx", inflate)
    assert path.stat().st_size < 100_000
    with pytest.raises(Refusal, match="unpacks to"):
        read_file(path)


def test_a_part_that_lies_about_its_size_is_refused(write, tmp_path) -> None:
    path = write({"X": [["a", "b"], ["c", "d"]]})
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    true, false = size.to_bytes(4, "little"), (size - 20).to_bytes(4, "little")
    assert true in content
    (tmp_path / "lie.xlsx").write_bytes(bytes(content).replace(true, false))
    with pytest.raises(Refusal):
        read_file(tmp_path / "lie.xlsx")


def test_styled_blank_cells_far_away_do_no_harm(write, tmp_path) -> None:
    def styled(name: str, content: bytes) -> bytes:
        return content.replace(
            b"</sheetData>",
            b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>',
        )

    path = rewritten(write({"X": [["a"]]}), tmp_path / "styled.xlsx", styled)
    assert read_file(path).sheets[0].height == 1


def test_cells_without_an_address_are_refused(write, tmp_path) -> None:
    def nameless(name: str, content: bytes) -> bytes:
        return content.replace(b'<c r="A1"', b"<c")

    path = rewritten(write({"X": [["a"]]}), tmp_path / "nameless.xlsx", nameless)
    with pytest.raises(Refusal, match="usual way"):
        read_file(path)


def test_column_letters() -> None:
    for position, letters in (
        (0, "A"),
        (25, "Z"),
        (26, "AA"),
        (701, "ZZ"),
        (16383, "XFD"),
    ):
        assert workbook_guard.column_position(letters) == position
