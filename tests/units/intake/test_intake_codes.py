"""Codes beside names: the code counts, whatever else is called like its region.

Bakarangan is a district of Tapin (63.05.07) and a desa in it (63.05.07.2002); Masta is
another desa of the district, Binuang another district of Tapin.
"""

from __future__ import annotations

import pytest

DISTRICT, VILLAGE = "63.05.07", "63.05.07.2002"
REST_OF_HEAD = ["Jenis PMKS", "Periode", "Jumlah"]
REST = ["Pemulung", "2024", 3]
SAID_BPS = {"Kode": "bps", "Kode Desa/Kelurahan": "bps", "Kode Kecamatan": "bps"}


def table(head: list[str], *rows: list[str | None]) -> list[list[object]]:
    return [
        ["DINAS SOSIAL KABUPATEN TAPIN"],
        [*head, *REST_OF_HEAD],
        *([*row, *REST] for row in rows),
    ]


def regions_of(report) -> list[str]:
    return [c for d in report.drafts for c in d.table["region_code"].to_pylist()]


@pytest.mark.parametrize(
    "head",
    [
        ["Kode Desa/Kelurahan", "Desa/Kelurahan"],
        ["Kode Kelurahan", "Nama Desa"],
        ["Kode Wilayah", "Nama Desa/Kelurahan"],
        ["Kode", "Desa"],
        ["Kode Wilayah", "Nama Wilayah"],
        ["Kode Kecamatan", "Kecamatan"],
    ],
)
@pytest.mark.parametrize("code", [DISTRICT, "630507"])
def test_a_districts_code_is_not_its_namesake(check_sheet, found, head, code) -> None:
    report = check_sheet(table(head, [code, "Bakarangan"]))
    assert regions_of(report) == [DISTRICT]
    assert found(report) == []


@pytest.mark.parametrize("code", ["63.05", "63"])
def test_nor_is_a_regencys_or_a_provinces(check_sheet, code) -> None:
    head = ["Kode Wilayah", "Desa/Kelurahan"]
    report = check_sheet(table(head, [code, "Masta"]), region="63")
    assert regions_of(report) == [code]


def test_names_of_villages_in_a_column_of_districts_codes(check_sheet, found) -> None:
    """The heading says that the code is what the row lies in: the name says the row."""
    head = ["Kode Kecamatan", "Kecamatan", "Desa/Kelurahan"]
    report = check_sheet(
        table(
            head,
            [DISTRICT, "Bakarangan", "Bakarangan"],
            [DISTRICT, "Bakarangan", None],
        )
    )
    assert regions_of(report) == [VILLAGE, DISTRICT]
    assert found(report) == []


def test_a_column_of_villages_codes_beside_it_counts(check_sheet) -> None:
    head = ["Kode Kecamatan", "Kode Desa", "Desa"]
    report = check_sheet(
        table(
            head, [DISTRICT, DISTRICT, "Bakarangan"], [DISTRICT, None, "Parigi Kecil"]
        )
    )
    assert regions_of(report) == [DISTRICT, "63.05.07.2001"]


@pytest.mark.parametrize("head", ["Kode Desa/Kelurahan", "Kode Wilayah"])
def test_a_village_that_its_code_does_not_say_is_told(check_sheet, found, head) -> None:
    rows = table([head, "Kecamatan", "Desa"], [DISTRICT, "Bakarangan", "Masta"])
    report = check_sheet(rows)
    assert regions_of(report) == [DISTRICT]
    assert found(report) == [("warning", 3, "Desa", "region_name")]
    (told,) = (p.message for p in report.problems if p.severity == "warning")
    assert told == (
        "Code 63.05.07 is Bakarangan, but the row says “Masta” (rows like it: 1). The "
        "code counts; check which of the two is meant."
    )


def test_a_district_that_its_code_does_not_lie_in_is_told(check_sheet, found) -> None:
    head = ["Kode Desa", "Kecamatan", "Desa"]
    report = check_sheet(
        table(
            head,
            [VILLAGE, "Binuang", "Bakarangan"],
            ["63.05.07.2010", "Kec. Bakarangan", "Masta"],
            ["63.05.07.2001", "Bkrngn", "Parigi Kecil"],  # nobody's name
        )
    )
    assert regions_of(report) == [VILLAGE, "63.05.07.2010", "63.05.07.2001"]
    assert found(report) == [("warning", 3, "Kecamatan", "region_name")]


def test_kinds_across(check_sheet) -> None:
    head = ["Kode Desa/Kelurahan", "Desa/Kelurahan", "Tahun", "Pemulung", "Gelandangan"]
    report = check_sheet([head, [DISTRICT, "Bakarangan", "2024", 3, 4]])
    assert regions_of(report) == [DISTRICT] * 2


def test_months_across_under_titles_of_groups(check_sheet) -> None:
    head = ["Kode Desa", "Desa", "Jenis PMKS", "Januari 2024", "Juli 2024"]
    rows = [
        head,
        ["KECAMATAN BAKARANGAN"],
        [DISTRICT, "Bakarangan", "Pemulung", 3, 4],
        [VILLAGE, "Bakarangan", "Pemulung", 1, 2],
    ]
    report = check_sheet(rows)
    assert sorted(regions_of(report)) == [DISTRICT] * 2 + [VILLAGE] * 2


def test_registers_and_participants(check, write) -> None:
    """A TKSK is the district's, and so is one who came from there."""
    place = ["Kode Desa/Kelurahan", "Desa/Kelurahan"]
    path = write(
        {
            "Pilar": [
                ["Keadaan: Desember 2024"],
                ["Nama", "Jenis Pilar", *place],
                ["Nama Satu", "TKSK", DISTRICT, "Bakarangan"],
                ["Nama Dua", "PSM", DISTRICT, "Bakarangan"],
            ],
            "Peserta": [
                ["Keadaan: Desember 2024"],
                ["Kode Kegiatan", "Nama", "Unsur", *place],
                ["B-1", "Nama Satu", "TKSK", DISTRICT, "Bakarangan"],
            ],
        }
    )
    report = check(path)
    by_dataset = {d.dataset: d.table["region_code"].to_pylist() for d in report.drafts}
    assert by_dataset == {"pillars": [DISTRICT] * 2, "participants": [DISTRICT]}


# --- codes of BPS: seven digits are a district's, ten a village's -----------------------


@pytest.mark.parametrize(
    ("head", "row", "code"),
    [
        (["Kode", "Desa/Kelurahan"], ["6305020", "Bakarangan"], DISTRICT),
        (["Kode Desa/Kelurahan", "Nama Wilayah"], ["6305020", "Bakarangan"], DISTRICT),
        (["Kode", "Nama Wilayah"], ["6305020003", "Bakarangan"], VILLAGE),
        (
            ["Kode", "Kecamatan", "Desa"],
            ["6305020003", "Bakarangan", "Bakarangan"],
            VILLAGE,
        ),
        (
            ["Kode", "Kecamatan", "Desa"],
            ["6305020", "Bakarangan", "Bakarangan"],
            DISTRICT,
        ),
        (["Kode Kecamatan", "Desa"], ["6305020", "Bakarangan"], VILLAGE),
    ],
)
def test_a_bps_code_says_the_level(check_sheet, found, head, row, code) -> None:
    report = check_sheet(table(head, row), labels=SAID_BPS)
    assert found(report) == []
    assert regions_of(report) == [code]


def test_a_village_beside_a_districts_bps_code_is_told(check_sheet, found) -> None:
    head = ["Kode", "Kecamatan", "Desa"]
    rows = table(head, ["6305020", "Bakarangan", "Masta"])
    report = check_sheet(rows, labels=SAID_BPS)
    assert regions_of(report) == [DISTRICT]
    assert found(report) == [("warning", 3, "Desa", "region_name")]
    (told,) = (p.message for p in report.problems if p.severity == "warning")
    assert told == (
        "“Masta” is of another level than the code; the code counts, and the row is "
        "taken as Bakarangan, Kabupaten Tapin (63.05.07)."
    )


def test_a_villages_bps_code_needs_a_name_of_that_level(check_sheet, found) -> None:
    rows = table(
        ["Kode", "Kecamatan", "Desa"],
        ["6305020003", "Bakarangan", None],
        ["6305020010", "Bakarangan", "Masta"],
    )
    report = check_sheet(rows, labels=SAID_BPS)
    assert found(report) == [("error", 3, "Kode", "region")]
