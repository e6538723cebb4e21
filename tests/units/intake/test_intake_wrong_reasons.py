"""Tables that offices publish: those that go in, and the one reason of those that do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from imbang.intake.checking import check_files
from imbang.intake.headings.words import Vocabulary
from imbang.intake.places.names import key
from imbang.intake.report.results import Options, Report
from imbang.intake.subjects.lines import subject_of
from imbang.reference.datasets import load_datasets
from tests.units.intake.conftest import TODAY, identify

REGENCIES = "Tanah Laut", "Kotabaru", "Banjarbaru"


def check(path: Path, lines: list[str], **options: object) -> Report:
    path.write_text("\n".join(lines) + "\n", "utf-8")
    given = Options(**options)  # type: ignore[arg-type]
    return check_files([path], given, identify=identify, today=TODAY)


def errors(report: Report) -> list[tuple[str, str | None]]:
    return [(p.rule, p.column) for p in report.problems if p.severity == "error"]


def figures(report: Report) -> dict[tuple[str, int], int]:
    return {
        (row["region_code"], row["period_from"] // 12): row["inhabitants"]
        for draft in report.drafts
        for row in draft.table.to_pylist()
    }


def test_a_table_that_speaks_of_others_is_no_empty_one(tmp_path: Path) -> None:
    heading = "Wilayah,Tahun,Jumlah Penduduk Miskin Ribu Jiwa,Jumlah Penduduk Ribu Jiwa"
    rows = [f"Kabupaten {name},2020,14.60,344.8{n}" for n, name in enumerate(REGENCIES)]
    report = check(tmp_path / "penduduk_miskin.csv", [heading, *rows])
    assert errors(report) == [("told_otherwise", "Jumlah Penduduk Ribu Jiwa")]

    path = tmp_path / "penduduk.csv"
    report = check(path, [heading, *rows], region="63")
    assert ("thousands", "Jumlah Penduduk Ribu Jiwa") in errors(report)
    assert not report.drafts

    # Nothing in it is like the inhabitants, but for a slip in one heading.
    slip = heading.replace("Jumlah Penduduk Ribu Jiwa", "Jumlah Pnduduk")
    report = check(tmp_path / "penduduk_miskin.csv", [slip, *rows])
    assert "no_rows" not in {rule for rule, _column in errors(report)}
    assert errors(report)


def test_figures_that_are_no_counts_are_told_once(tmp_path: Path) -> None:
    heading = "nama_kabupaten_kota,PENGEMIS,PEMULUNG,GELANDANGAN,LANJUT USIA TERLANTAR"
    rows = [
        f"{name},-0.6399{n},0.2523{n},-1.0256{n},3" for n, name in enumerate(REGENCIES)
    ]
    rows.append("Tapin,0.5001,0.5001,0.5002,-0.5")
    report = check(tmp_path / "PMKS.csv", [heading, *rows])
    assert errors(report) == [("no_counts", None)]
    assert not report.questions

    # Nine of them may be slips, each of which is told.
    report = check(tmp_path / "PMKS.csv", [heading, *rows[:3]], region="63")
    assert {rule for rule, _column in errors(report)} == {"count", "period_missing"}


def test_thousands_in_english_are_no_fractions(tmp_path: Path) -> None:
    lines = ["Kabupaten/Kota;Tahun;Jumlah Penduduk"]
    lines += [f"{REGENCIES[n % 3]};{2010 + n // 3};{n + 1},204" for n in range(12)]
    lines += [f"Tapin;{2010 + n};950" for n in range(4)]
    report = check(tmp_path / "penduduk.csv", lines, region="63")
    assert {rule for rule, _column in errors(report)} == {"count"}
    large = [line.replace(",204", ".204.000.000") for line in lines]
    report = check(tmp_path / "penduduk.csv", large, region="63")
    assert "no_counts" not in {rule for rule, _column in errors(report)}
    assert errors(report)


def test_what_the_years_across_count_stands_in_the_name_of_the_file(
    tmp_path: Path,
) -> None:
    lines = ["Kabupaten/Kota,2023,2024"]
    lines += [f"{name},35000{n},35200{n}" for n, name in enumerate(REGENCIES)]
    report = check(tmp_path / "jumlah_penduduk.csv", lines, region="63")
    assert errors(report) == []
    assert figures(report)["63.72", 2024] == 352002
    report = check(tmp_path / "jumlah_penduduk_miskin.csv", lines, region="63")
    assert errors(report) == [("not_counted", None)]

    # A column of its own says what is counted; the years beside it are not read.
    # Two figures of each year.
    both = ["Kabupaten/Kota,Penduduk 2023,KK 2023,Penduduk 2024,KK 2024"]
    both += [
        f"{name},35000{n},900{n},35200{n},910{n}" for n, name in enumerate(REGENCIES)
    ]
    report = check(tmp_path / "data.csv", both, region="63")
    assert errors(report) == []
    assert figures(report)["63.72", 2024] == 352002
    found = [row for draft in report.drafts for row in draft.table.to_pylist()]
    assert sorted(row["households"] for row in found)[-1] == 9102

    lines = ["Kabupaten/Kota,Tahun,jumlah_penduduk,2023,2024"]
    lines += [f"{name},2022,33000{n},35000{n}," for n, name in enumerate(REGENCIES)]
    report = check(tmp_path / "jumlah_penduduk.csv", lines, region="63")
    assert figures(report)["63.72", 2022] == 330002


def test_men_over_years_are_not_all_the_inhabitants(tmp_path: Path) -> None:
    heading = ["Kabupaten/Kota,Laki-Laki,,Jumlah,", ",2023,2024,2023,2024"]
    lines = [f"{name},171,172,35000{n},35200{n}" for n, name in enumerate(REGENCIES)]
    path = tmp_path / "jumlah_penduduk.csv"
    report = check(path, [*heading, *lines], region="63")
    assert errors(report) == []
    assert figures(report)["63.72", 2024] == 352002


@pytest.mark.parametrize(
    ("heading", "year"),
    [("pop_2024", "2024"), ("Jumlah Penduduk 2023", "2023"), ("Penduduk (2023)", "")],
)
def test_a_heading_says_a_figure_and_its_year(heading: str, year: str) -> None:
    word = Vocabulary(load_datasets()["population"], {}).word(heading)
    assert word.said == year
    assert bool(word.measure) == bool(year)
    total = Vocabulary(load_datasets()["population"], {}).word("Jumlah 2024")
    assert not total.measure


@pytest.mark.parametrize(
    ("line", "is_said"),
    [
        ("DATA-DKI-MENURUT-PENDUDUK-TAHUN-2014", True),
        ("penduduk_perdesa", True),
        ("Jumlah Sekolah menurut Penduduk", False),
        ("Data di Penduduk", False),
        ("Penduduk Miskin (Ribu Jiwa)", False),
        ("Jumlah Penduduk Ribu Jiwa", True),
    ],
)
def test_a_line_speaks_of_the_inhabitants(line: str, is_said: bool) -> None:
    assert subject_of(line).says("population") == is_said


def test_regions_under_no_heading_are_read_with_the_office(tmp_path: Path) -> None:
    """Names stand once, under no heading, with their years below."""
    villages = "Mantuil", "Kelayan Selatan", "Kuripan"
    lines = [";id_desa;id_tahun;jumlah_penduduk;2023;2024"]
    for n, name in enumerate(villages):
        lines += [f"{name};{n + 1};2023;480{n};;", f";{n + 1};2024;490{n};;"]
    path = tmp_path / "penduduk_perdesa.csv"
    report = check(path, lines)
    assert errors(report) == [("office", "Nama Wilayah")]
    assert [question.about for question in report.questions] == ["office"]
    report = check(path, lines, region="63.71")
    assert errors(report) == []
    assert len(figures(report)) == 6
    assert figures(report)["63.71.01.1001", 2024] == 4900

    # A year that comes twice may be another's.
    report = check(path, [*lines, ";3;2024;4800;;"], region="63.71")
    assert ("required", "Nama Wilayah") in errors(report)


def test_headings_are_exchanged_though_a_village_is_called_like_its_kecamatan(
    tmp_path: Path,
) -> None:
    lines = ["Desa,Kecamatan,laki-laki,perempuan,Tahun"]
    pairs = ["Kamal,KAMAL", "Kamal,BANYUAJUH", "Kamal,GILI BARAT", "Kamal,GILI TIMUR"]
    lines += [f"{pair},300{n},310{n},2024" for n, pair in enumerate(pairs)]
    report = check(tmp_path / "data_penduduk.csv", lines, region="35.26")
    assert errors(report) == []
    assert any(p.rule == "exchanged_headings" for p in report.problems)
    assert sorted(figures(report).values()) == [6100, 6102, 6104, 6106]


def test_islands_are_abbreviated() -> None:
    assert key("P. PANGGANG") == key("Pulau Panggang")
    assert key("P A P U A") == key("Papua")
    assert key("KEP. SERIBU UTR") == key("Kepulauan Seribu Utara")
