"""The template filled in by its rules: check, import, publish, ask."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from imbang import texts
from imbang.intake.forms.templates import HEADING_ROW, prefilled, write_templates
from imbang.intake.importing import import_files
from imbang.intake.report.results import Options
from imbang.publishing.publish import publish
from imbang.questions.asking import ask
from imbang.reference.datasets import load_datasets
from imbang.store.deliveries import Store

CITY, DISTRICT, VILLAGE, NEXT = "63.71", "63.71.01", "63.71.01.1001", "63.71.01.1002"
SITI, BUDI = "6371014107850001", "6371010107850002"
FIRST = HEADING_ROW + 3  # the row under the example, counted from 1
PSM = "Pekerja Sosial Masyarakat"

# Per sheet the rows as an officer types them, by the template's headings.
FILLED: dict[str, list[dict[str, Any]]] = {
    "Pilar": [
        {
            "NIK": SITI,
            "Nama": "Siti Contoh",
            "Jenis Pilar": PSM,
            "Kode Wilayah": VILLAGE,
            "Jenis Kelamin": "P",
            "Tahun Lahir": 1985,
            "Tanggal Mulai": "15-01-2022",
            "Tanggal Konfirmasi": "10-06-2024",
        },
        {
            "NIK": BUDI,
            "Nama": "Budi Contoh",
            "Jenis Pilar": PSM,
            "Kode Wilayah": NEXT,
            "Tahun Lahir": 1990,
            "Sertifikat": "Tidak",
            "Tanggal Konfirmasi": date(2024, 6, 1),
        },
    ],
    "Jumlah Pilar": [
        {"Kode Wilayah": CITY, "Jenis Pilar": "Taruna Siaga Bencana", "Jumlah": 52}
    ],
    "PPKS": [
        {
            "Kode Wilayah": VILLAGE,
            "Jenis PMKS": "Fakir miskin",
            "Jumlah": 1204,
            "Masuk": 4,
            "Keluar": "-",
            "Sifat Angka": "s.d. bulan ini",
        },
        {"Kode Wilayah": NEXT, "Jenis PMKS": "Fakir miskin", "Jumlah": 38},
    ],
    "Penanganan": [
        {
            "Kode Wilayah": VILLAGE,
            "Jenis PMKS": "Pemulung",
            "Kasus Dilaporkan": 12,
            "Kasus Ditangani": 10,
            "Ditangani dengan PSM": 8,
            "PMKS Dilayani": "…",
        }
    ],
    "Kasus": [
        {
            "Kode Wilayah": VILLAGE,
            "Jenis PMKS": "Pemulung",
            "Tanggal Laporan": "15-01-2024",
            "Dengan PSM": "Ya",
            "Tanggal Selesai": "20-02-2024",
        }
    ],
    "Kegiatan": [
        {
            "Kode Kegiatan": "BIMTEK-2024-01",
            "Jenis Kegiatan": "Bimtek",
            "Nama Kegiatan": "Bimtek PSM angkatan I",
            "Tanggal Mulai": "22-02-2024",
            "Tanggal Selesai": "24-02-2024",
        }
    ],
    "Peserta": [
        {"Kode Kegiatan": "BIMTEK-2024-01", "NIK": SITI, "Unsur": "PSM", "Hadir": "Ya"},
        {
            "Kode Kegiatan": "BIMTEK-2024-01",
            "NIK": BUDI,
            "Unsur": "PSM",
            "Hadir": "Tidak",
        },
        {"Kode Kegiatan": "BIMTEK-2024-01", "Nama": "Ani Contoh", "Unsur": "Relawan"},
    ],
    "Verifikasi": [
        {
            "Kode Wilayah": VILLAGE,
            "Sumber Data": "DTSEN",
            "Daftar Verifikasi": 240,
            "Diverifikasi": 200,
            "Valid": 150,
            "Diperbaiki": 30,
            "Ditolak": 20,
        }
    ],
    "Layanan": [
        {
            "Kode Wilayah": CITY,
            "Ada SLRT": "Ya",
            "Operator SIKS-NG": 54,
            "Rujukan": 86,
            "Rujukan Selesai": 61,
        }
    ],
    "IPSM": [
        {
            "Kode Wilayah": DISTRICT,
            "Periode": "Triwulan II 2024",
            "Ada IPSM": "Ya",
            "Jumlah Rapat": 2,
            "Jumlah Anggota": 24,
            "Sifat Angka": "bulan ini saja",
        }
    ],
    "Anggaran": [
        {
            "Tahun Anggaran": 2024,
            "Program": "Peningkatan kapasitas",
            "Sumber Dana": "APBD Kabupaten/Kota",
            "Pagu": 450_000_000,
            "Realisasi": 312_500_000.5,
        }
    ],
    "Penduduk": [{"Kode Wilayah": VILLAGE, "Tahun": "2024", "Jumlah Penduduk": 4812}],
    "Target": [
        {
            "Indikator": "PSM aktif yang sudah terlatih",
            "Kode Wilayah": CITY,
            "Tahun": "2024",
            "Nilai Target": 62.5,
        }
    ],
    "Daftar DTKS-DTSEN": [
        {
            "Kode Wilayah": VILLAGE,
            "Sumber Data": "DTKS",
            "Periode": "2024-06",
            "Jumlah Individu": 310,
            "Jumlah Keluarga": 96,
        }
    ],
}


def fill_in(path: Path, rows: dict[str, list[dict[str, Any]]], month: str) -> None:
    """Type rows into a template as it lies there: a given region's row, else below."""
    book = openpyxl.load_workbook(path)
    for name, typed in rows.items():
        sheet = book[name]
        sheet["B3"] = month
        headings = {cell.value: cell.column for cell in sheet[HEADING_ROW + 1]}
        code = headings.get("Kode Wilayah", 1)
        given = {
            row[0].value: row[0].row
            for row in sheet.iter_rows(min_row=FIRST, min_col=code, max_col=code)
            if row[0].value and name not in ("Pilar", "PPKS")
        }
        free = sheet.max_row + 1
        for values in typed:
            at = given.get(values.get("Kode Wilayah"), free)
            free += at == free
            for heading, value in values.items():
                sheet.cell(at, headings[heading]).value = value
    book.save(path)


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Path:
    """The template of a city, as written."""
    before = texts.language()
    texts.use_language("en")
    (path,) = write_templates(tmp_path_factory.mktemp("template"), office=CITY)
    texts.use_language(before)
    return path


@pytest.fixture(scope="module")
def filled(template) -> Path:
    """The template of a city, every sheet of it filled in."""
    assert list(FILLED) == [d.sheets[0] for d in load_datasets().values()]
    path = template.with_name("filled.xlsx")
    shutil.copy(template, path)
    fill_in(path, FILLED, "Juni 2024")
    return path


@pytest.fixture(scope="module")
def book(template) -> Any:
    """The template as a spreadsheet program sees it."""
    return openpyxl.load_workbook(template)


def test_every_sheet_filled_in_passes_clean(filled, check, found) -> None:
    report = check(filled)
    assert found(report) == []
    rows = {draft.dataset: draft.table.num_rows for draft in report.drafts}
    assert rows == {
        dataset.key: len(FILLED[dataset.sheets[0]])
        for dataset in load_datasets().values()
    }
    assert {draft.office for draft in report.drafts} == {CITY}
    assert {str(draft.period) for draft in report.drafts} == {
        "2024-06",
        "2024-Q2",
        "2024",
    }
    untouched = {p.sheet for p in report.problems if p.rule == "untouched_row"}
    assert untouched == {
        "Penanganan",
        "Verifikasi",
        "IPSM",
        "Penduduk",
        "Daftar DTKS-DTSEN",
    }


def test_from_the_template_to_figures(filled, tmp_path) -> None:
    store = Store(tmp_path / "store")
    outcome = import_files(store, [filled], Options(), by="tester")
    assert outcome.delivery is not None
    publish(store)
    asked = {"region": CITY, "level": "regency", "as_of": "2024-06"}
    ladder = ask(store.folder, "pillar_ladder", **asked, kind="psm").iloc[0]
    steps = ["persons", "active", "current", "trained", "valid"]
    # Siti attended the bimtek of February; Budi has no certificate and stayed away
    assert ladder[steps].tolist() == [2, 2, 2, 1, 1]
    coverage = ask(store.folder, "coverage", **asked).iloc[0]
    assert (coverage["ppks_persons"], coverage["psm_active"]) == (1242, 2)
    assert SITI.encode() not in b"".join(
        file.read_bytes() for file in store.folder.rglob("*") if file.is_file()
    )


def test_a_template_of_given_regions_alone_holds_nothing(
    template, check, found
) -> None:
    assert found(check(template)) == [("error", None, None, "no_rows")]


@pytest.mark.parametrize(
    ("office", "regions"),
    [
        (CITY, {"population": 52, "services": 1, "ipsm": 58, "ppks": 0, "budget": 0}),
        (DISTRICT, {"population": 12, "services": 0, "ipsm": 13}),
        (VILLAGE, {"population": 1, "services": 0, "ipsm": 1}),
        ("63", {"population": 13, "services": 13, "ipsm": 13, "cases": 13}),
        (None, {"population": 0, "services": 0}),
    ],
)
def test_the_regions_that_a_sheet_gives(office, regions) -> None:
    for key, count in regions.items():
        assert len(list(prefilled(load_datasets()[key], office))) == count, key


def validations(sheet: Any) -> dict[str, Any]:
    """The validation of each column that has one, by its heading."""
    headings = {cell.column_letter: cell.value for cell in sheet[HEADING_ROW + 1]}
    return {
        headings[str(rule.sqref).split(":")[0].rstrip("0123456789")]: rule
        for rule in sheet.data_validations.dataValidation
    }


def test_what_a_spreadsheet_checks_while_typing(book) -> None:
    expected = {
        "count": "whole",
        "year": "whole",
        "amount": "decimal",
        "decimal": "decimal",
        "date": "custom",
        "identity": "textLength",
        "choice": "list",
        "certificate": "list",
        "pillar_kind": "list",
        "ppks_kind": "list",
        "indicator": "list",
        "region_code": "list",
    }
    for dataset in load_datasets().values():
        sheet = book[dataset.sheets[0]]
        rules = validations(sheet)
        for column in dataset.shown:
            rule = rules.get(column.heading)
            wanted = expected.get(column.type)
            assert (rule.type if rule else None) == wanted, (dataset.key, column.key)
            if rule:
                assert str(rule.sqref).endswith("20001")
                assert rule.allow_blank
        for column in dataset.of_type("count", "amount"):
            if column.in_template:
                rule = rules[column.heading]
                assert (rule.operator, rule.formula1) == (None, "0")
        assert sheet.freeze_panes == f"A{HEADING_ROW + 2}"
        notes = [cell.comment.text for cell in sheet[HEADING_ROW + 1]]
        assert all(
            text.startswith(column.note)
            for text, column in zip(notes, dataset.shown, strict=True)
        )


def test_pick_lists_hold_what_the_check_takes(book) -> None:
    lists = {column[0].value: column[1:] for column in book["Daftar"].columns}
    for sheet, heading, listed, count in (
        ("Pilar", "Jenis Pilar", "Kinds of pillars", 14),
        ("PPKS", "Jenis PMKS", "Kinds of needs", 26),
        ("Target", "Indikator", "Indicators", 24),
        ("PPKS", "Kode Wilayah", "Region codes", 58),
    ):
        rule = validations(book[sheet])[heading]
        cells = lists[listed]
        letter = cells[0].column_letter
        assert rule.formula1 == f"Daftar!${letter}$2:${letter}${count + 1}"
        assert sum(cell.value is not None for cell in cells) == count
    element = validations(book["Peserta"])["Unsur"]
    assert element.formula1.startswith('"PSM,TKSK,Kasi Kesra,')
    assert not element.showErrorMessage  # other words are welcome


def test_a_date_is_checked_as_text(book) -> None:
    sheet = book["Kegiatan"]
    rule = validations(sheet)["Tanggal Mulai"]
    cell = str(rule.sqref).split(":")[0]
    assert rule.formula1.startswith(f"OR(ISNUMBER({cell}),")
    column = sheet.column_dimensions[cell.rstrip("0123456789")]
    assert column.number_format == "@"
