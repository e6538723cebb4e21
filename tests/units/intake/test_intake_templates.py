"""The template: what it holds, and that filled in by its rules it passes the check."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from imbang import texts
from imbang.intake.files.books import read_book
from imbang.intake.forms.templates import HEADING_ROW, write_templates
from imbang.reference.datasets import load_datasets
from imbang.refusals import Misuse


def rows_of(path: Path) -> dict[str, list[list[str]]]:
    """The texts of every sheet, as the template was written."""
    return {
        str(sheet.name): [sheet.row(row) for row in range(sheet.height)]
        for sheet in read_book(path.name, path.read_bytes()).sheets
    }


def filled_in(
    path: Path, out: Path, more: dict[str, list[list[str]]], month: str
) -> Path:
    """A copy of the template as an officer fills it in: rows below the example."""
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False}) as book:
        for name, rows in rows_of(path).items():
            if name == "Pilar":
                rows[2] = ["Keadaan:", month]
            sheet = book.add_worksheet(name)
            for at, row in enumerate([*rows, *more.get(name, [])]):
                sheet.write_row(at, 0, row)
    return out


ROWS = {
    "Pilar": [
        [
            "1",
            "6371014107850001",
            "PSM-9",
            "Siti Contoh",
            "Pekerja Sosial Masyarakat",
            "63.71.01.1001",
            "",
            "P",
            "1985",
            "SMA",
            "",
            "15-01-2022",
            "",
            "Aktif",
            "Ya",
            "10-06-2024",
        ],
        ["2", "", "", "Karang Taruna Melati", "Karang Taruna", "63.71.01.1002"],
    ],
    "Jumlah Pilar": [["1", "63.71", "", "Taruna Siaga Bencana", "2024-06", "52"]],
    "PPKS": [
        [
            "1",
            "63.71.01.1001",
            "",
            "Lanjut usia telantar",
            "2024-06",
            "38",
            "4",
            "3",
            "1",
        ],
        ["2", "63.71.01.1001", "", "Fakir miskin", "2024-06", "-", "…", "", ""],
    ],
    "Penduduk": [["1", "63.71.01.1001", "", "2024", "4812", "1303"]],
}


@pytest.mark.parametrize("office", [None, "63.71", "63", "63.71.01"])
def test_filled_in_by_its_rules_it_passes_clean(tmp_path, check, found, office) -> None:
    (path,) = write_templates(tmp_path / "templates", office=office)
    report = check(filled_in(path, tmp_path / "full.xlsx", ROWS, "Desember 2024"))
    assert found(report) == []
    drafts = {draft.dataset: draft for draft in report.drafts}
    assert {key: draft.table.num_rows for key, draft in drafts.items()} == {
        "pillars": 2,
        "pillar_counts": 1,
        "ppks": 2,
        "population": 1,
    }
    assert str(drafts["pillars"].period) == "2024-12"
    assert drafts["ppks"].table["count"].to_pylist() == [38, 0]
    assert drafts["pillars"].office == ("63" if office == "63" else "63.71")


def test_sheets_left_empty_are_no_error(tmp_path, check, found) -> None:
    (path,) = write_templates(tmp_path, office="63.71")
    report = check(filled_in(path, tmp_path / "some.xlsx", {"PPKS": ROWS["PPKS"]}, ""))
    assert found(report) == []
    assert [draft.dataset for draft in report.drafts] == ["ppks"]


def test_an_empty_template_is_refused(tmp_path, check, found) -> None:
    (path,) = write_templates(tmp_path)
    assert found(check(path)) == [("error", None, None, "no_rows")]


def test_the_example_row_is_named_and_skipped(tmp_path, check) -> None:
    (path,) = write_templates(tmp_path)
    report = check(path)
    examples = [(p.sheet, p.row) for p in report.problems if p.rule == "example_row"]
    assert examples == [
        (d.sheets[0], HEADING_ROW + 2) for d in load_datasets().values()
    ]


def test_an_example_row_written_over_is_an_error(tmp_path, check, found) -> None:
    (path,) = write_templates(tmp_path)
    rows = {"PPKS": [["Contoh", "63.71.01.1001", "", "Pemulung", "2024", "5"]]}
    report = check(filled_in(path, tmp_path / "over.xlsx", rows, ""))
    assert found(report) == [("error", 7, "No", "example_changed")]


def test_headings_notes_lists_and_regions(tmp_path) -> None:
    (path,) = write_templates(tmp_path, office="6371")
    assert path.name == "templat_imbang_63.71.xlsx"
    rows = rows_of(path)
    names = [dataset.sheets[0] for dataset in load_datasets().values()]
    assert list(rows) == ["Petunjuk", *names, "Daftar"]
    for dataset in load_datasets().values():
        shown = [c.heading for c in dataset.columns if c.in_template]
        assert rows[dataset.sheets[0]][HEADING_ROW] == shown
    codes = [row[2] for row in rows["Daftar"][1:] if row[2]]
    assert codes[0] == "63.71"
    assert all(code.startswith("63.71") for code in codes)
    assert [row[0] for row in rows["Daftar"]][1:4] == [
        "Pekerja Sosial Profesional",
        "Penyuluh Sosial",
        "Pendamping Sosial",
    ]
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet4.xml").decode()
        comments = [name for name in archive.namelist() if "comments" in name]
    assert "dataValidation" in sheet
    assert len(comments) == len(load_datasets())


def test_the_guide_speaks_the_language_chosen(tmp_path) -> None:
    texts.use_language("id")
    (path,) = write_templates(tmp_path)
    assert rows_of(path)["Petunjuk"][0][0] == "Cara mengisi buku kerja ini"
    texts.use_language("en")
    (path,) = write_templates(tmp_path)
    assert rows_of(path)["Petunjuk"][0][0] == "How to fill in this workbook"


def test_an_office_that_is_not_known(tmp_path) -> None:
    with pytest.raises(Misuse, match=r"99\.99"):
        write_templates(tmp_path, office="99.99")
