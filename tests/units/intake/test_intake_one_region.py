"""Tables without a column of regions: an office's own totals, kind by kind."""

from __future__ import annotations

import pytest

KINDS = [["Jenis PMKS", "Jumlah"], ["Pemulung", 12], ["Gelandangan", 3]]
DISTRICT, VILLAGE = "63.05.07", "63.05.07.2002"


def regions_of(report) -> list[str]:
    return [c for d in report.drafts for c in d.table["region_code"].to_pylist()]


def notes(report) -> list[tuple[str, str]]:
    return [(p.severity, p.message) for p in report.problems if p.rule == "one_region"]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Rekap PMKS Kabupaten Tapin Tahun 2023", "63.05"),
        ("REKAPITULASI PMKS KOTA BANDUNG TAHUN 2023", "32.73"),
        ("Jumlah PMKS di Provinsi Kalimantan Selatan Tahun 2023", "63"),
        ("Rekap PMKS Kecamatan Bakarangan Kabupaten Tapin Tahun 2023", DISTRICT),
        (
            "Rekap PMKS Desa Bakarangan Kec. Bakarangan Kab. Tapin Tahun 2023",
            VILLAGE,
        ),
    ],
)
def test_the_title_says_the_region(check_sheet, found, title, code) -> None:
    report = check_sheet([[title], *KINDS])
    assert found(report) == []
    assert regions_of(report) == [code] * 2
    ((severity, message),) = notes(report)
    assert severity == "info"
    assert f"({code})" in message


def test_the_office_is_that_of_the_region(check_sheet) -> None:
    title = "Rekap PMKS Kecamatan Bakarangan Kabupaten Tapin Tahun 2023"
    report = check_sheet([[title], *KINDS])
    assert [(d.dataset, d.office) for d in report.drafts] == [("ppks", "63.05")]


def test_the_sheets_name_says_it(check, write) -> None:
    path = write({"Kab. Tapin": [["Tahun 2023"], *KINDS]})
    assert regions_of(check(path)) == ["63.05"] * 2


def test_the_files_name_says_it_with_a_warning(check, write) -> None:
    path = write({"Data": [["Tahun 2023"], *KINDS]}, name="pmks_kota_bandung.xlsx")
    report = check(path)
    assert regions_of(report) == ["32.73"] * 2
    assert [severity for severity, _message in notes(report)] == ["warning"]


def test_the_officer_says_it(check_sheet, found) -> None:
    rows = [["Tahun 2023"], *KINDS]
    report = check_sheet(rows)
    assert found(report) == [("error", 2, "Kode Wilayah", "region_missing")]
    (question,) = report.questions
    assert question.about == "office"
    assert regions_of(check_sheet(rows, region="63.05")) == ["63.05"] * 2


def test_a_kecamatan_of_the_office_that_is_said(check_sheet) -> None:
    rows = [["Rekap PMKS Kecamatan Bakarangan Tahun 2023"], *KINDS]
    assert regions_of(check_sheet(rows, region="63.05")) == [DISTRICT] * 2


@pytest.mark.parametrize(
    "title",
    [
        "Jumlah PMKS menurut Kecamatan di Kabupaten Tapin Tahun 2023",
        "Jumlah PMKS menurut Jenis dan Kecamatan di Kabupaten Tapin, 2023",
        "Jumlah PMKS per Desa/Kelurahan Kabupaten Tapin dan Kabupaten Banjar 2023",
    ],
)
def test_a_title_that_says_other_rows_says_nothing(check_sheet, found, title) -> None:
    assert ("error", 2, "Kode Wilayah", "region_missing") in found(
        check_sheet([[title], *KINDS])
    )


def test_a_column_of_regions_under_another_heading_is_not_passed_over(
    check_sheet, found
) -> None:
    title = "Rekap PMKS Kabupaten Tapin Tahun 2023"
    head = ["Lokus", *KINDS[0]]
    rows = [["Bakarangan", "Pemulung", 12], ["Binuang", "Pemulung", 3]]
    report = check_sheet([[title], head, *rows])
    assert {
        rule for severity, *_rest, rule in found(report) if severity == "error"
    } == {"region_missing"}


def test_a_register_says_it_person_by_person(check_sheet, found) -> None:
    rows = [
        ["Dinas Sosial Kabupaten Tapin, Desember 2023"],
        ["Nama", "Jenis Pilar", "Nomor SK"],
        ["Nama Satu", "PSM", "1"],
    ]
    assert ("error", 2, "Kode Wilayah", "missing_column") in found(
        check_sheet(rows, dataset="pillars")
    )
    assert regions_of(check_sheet(rows, dataset="pillars")) == []
