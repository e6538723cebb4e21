"""Which national list a table tells of, by column, title, names or the officer."""

from __future__ import annotations

from pathlib import Path

import pytest

from imbang.intake.checking import check_files
from imbang.intake.headings.titled import names
from imbang.intake.report.results import Options, Report
from imbang.intake.subjects.lines import subject_of
from imbang.intake.values.choices import find_choice
from imbang.reference.datasets import load_datasets

VILLAGE = "63.71.01.1001"
DECILE = load_datasets()["national_list"].column("decile")


def check(path: Path, text: str, **options: object) -> Report:
    path.write_text(text, "utf-8")
    return check_files(
        [path],
        Options(**options),  # type: ignore[arg-type]
        identify=lambda niks: [str(len(nik)) for nik in niks],
    )


def sources(report: Report) -> set[str]:
    return {s for d in report.drafts for s in d.table["source"].to_pylist()}


@pytest.mark.parametrize(
    ("file", "list_"),
    [("individu_dtks.csv", "dtks"), ("jumlah-DTSEN-2025.csv", "dtsen")],
)
def test_the_name_of_a_file_says_which_list(
    tmp_path: Path, file: str, list_: str
) -> None:
    table = f"kode_wilayah;jumlah_individu;tahun\n{VILLAGE};310;2025\n"
    report = check(tmp_path / file, table)
    assert [d.dataset for d in report.drafts] == ["national_list"]
    assert sources(report) == {list_}


def test_the_title_is_heard_before_the_name_of_the_file(tmp_path: Path) -> None:
    table = f"Rekap DTSEN Juni 2025\nKode Wilayah;Jumlah KK\n{VILLAGE};90\n"
    assert sources(check(tmp_path / "dtks_lama.csv", table)) == {"dtsen"}


def test_a_column_says_it_row_by_row(tmp_path: Path) -> None:
    table = f"Kode;Sumber Data;Tahun;Individu\n{VILLAGE};DTKS;2023;3\n{VILLAGE};DTSEN;2025;4\n"
    assert sources(check(tmp_path / "dtks.csv", table)) == {"dtks", "dtsen"}


def test_what_names_no_list_is_none(tmp_path: Path) -> None:
    table = f"Kode Wilayah;Jumlah Individu;Tahun\n{VILLAGE};310;2025\n"
    report = check(tmp_path / "bantuan.csv", table)
    assert report.drafts == ()
    assert {sheet.dataset for sheet in report.sheets} != {"national_list"}


def test_the_officer_says_what_nothing_else_does(tmp_path: Path) -> None:
    table = f"Kode Wilayah;Jumlah Individu;Tahun\n{VILLAGE};310;2025\n"
    path = tmp_path / "bantuan.csv"
    [question] = check(path, table, dataset="national_list").questions
    assert [answer.key for answer in question.offered] == ["dtks", "dtsen"]
    for answer in question.offered:
        said = {question.text: answer.key}
        report = check(path, table, dataset="national_list", labels=said)
        assert sources(report) == {answer.key}


def test_households_of_a_list_are_no_population(tmp_path: Path) -> None:
    table = f"Kode Wilayah;Jumlah KK;Tahun\n{VILLAGE};90;2023\n"
    assert [d.dataset for d in check(tmp_path / "kk_dtks.csv", table).drafts] == [
        "national_list"
    ]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Desil 4", "4"),
        ("desil 04", "4"),
        ("IV", None),
        ("Desil 4+", None),
        ("Desil 6+", "6-10"),
        ("> Desil 5", "6-10"),
        ("Desil 6 – 10", "6-10"),
        ("Desil 1-4", None),
        ("4", "4"),
    ],
)
def test_a_sign_makes_another_decile(text: str, key: str | None) -> None:
    found = find_choice(text, DECILE)
    assert (found.key if found else None) == key


def test_a_name_stands_as_words_of_a_text() -> None:
    assert names("REKAP_DTKS-2023", ["dtks"])
    assert names("Data Terpadu Kesejahteraan Sosial (DTKS)", ["DTKS"])
    assert not names("DTKSX", ["dtks"])
    assert not names("kartu keluarga", ["ART"])


@pytest.mark.parametrize(
    ("title", "is_list"),
    [
        ("JUMLAH DALAM DTKS/DTSEN", True),
        ("Jumlah Keluarga dalam DTKS menurut Kecamatan Tahun 2023", True),
        ("Jumlah Penduduk yang Terdaftar dalam DTKS", True),
        ("Rekapitulasi DTSEN Kota Banjarmasin", True),
        ("Jumlah Penerima Bansos dalam DTKS", False),
        ("Jumlah Lansia dalam DTKS", False),
        ("Jumlah dalam PMKS", False),
    ],
)
def test_what_a_title_says_of_a_list(title: str, is_list: bool) -> None:
    assert subject_of(title).says("national_list") == is_list
