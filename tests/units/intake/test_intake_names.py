"""Regions by name: what is certain is taken, anything else is asked about."""

from __future__ import annotations

import pytest

HEAD = ["Kecamatan", "Desa/Kelurahan", "Jenis PMKS", "Periode", "Jumlah"]
CITY = ["DINAS SOSIAL KOTA BANJARMASIN"]
# Two villages of Kabupaten Banjar, in two districts, have this name.
AMBIGUOUS = "Pasar Lama"
DISTRICTS = ["Karang Intan", "Simpang Empat"]
CODES = ["63.03.06.2018", "63.03.08.2025"]


def row(district: str | None, village: str | None, kind: str = "Pemulung"):
    return [district, village, kind, "2024", 3]


def regions_of(report) -> list[str]:
    return [c for d in report.drafts for c in d.table["region_code"].to_pylist()]


def asked(report) -> list[tuple[str, str, tuple[int, ...], list[str]]]:
    """About what, which text, in which rows, and the keys offered."""
    return [
        (q.about, q.text, q.rows, [answer.key for answer in q.offered])
        for q in report.questions
    ]


@pytest.mark.parametrize(
    ("district", "village", "code"),
    [
        ("Banjarmasin Selatan", "Mantuil", "63.71.01.1001"),
        ("KEC. BANJARMASIN SELATAN", "KEL. MANTUIL ", "63.71.01.1001"),
        ("Kecamatan Banjarmasin-Selatan", "Kelurahan Mantuil", "63.71.01.1001"),
        (None, "Desa/Kelurahan Mantuil", "63.71.01.1001"),
        ("Banjarmasin Utara", "Sei Andai", "63.71.04.1010"),
        ("Banjarmasin Utara", "Sei. Andai", "63.71.04.1010"),
        ("Banjarmasin Utara", "SUNGAIANDAI", "63.71.04.1010"),
        ("Banjarmasin Selatan", None, "63.71.01"),
        ("Kec Banjarmasin Selatann", "Mantuil", "63.71.01.1001"),
    ],
)
def test_spellings_of_one_place(check_sheet, found, district, village, code) -> None:
    report = check_sheet([CITY, HEAD, row(district, village)])
    assert found(report) == []
    assert regions_of(report) == [code]


@pytest.mark.parametrize(
    ("office", "heading", "name", "code"),
    [
        ("PROVINSI KALIMANTAN SELATAN", "Kab/Kota", "Kotabaru", "63.02"),
        ("PROVINSI KALIMANTAN SELATAN", "Kab/Kota", "KAB. KOTA BARU", "63.02"),
        ("PROVINSI KALIMANTAN SELATAN", "Kabupaten/Kota", "Banjar", "63.03"),
        ("PROVINSI KALIMANTAN SELATAN", "Kabupaten/Kota", "Kota Banjarbaru", "63.72"),
        ("PROVINSI KALIMANTAN SELATAN", "Wilayah", "Kab. Banjar", "63.03"),
        ("KABUPATEN BANJAR", "Kecamatan", "Martapura", "63.03.05"),
        ("KABUPATEN BANJAR", "Nama Wilayah", "Kec. Martapura", "63.03.05"),
    ],
)
def test_the_heading_says_the_level(
    check_sheet, found, office, heading, name, code
) -> None:
    head = [heading, *HEAD[2:]]
    report = check_sheet(
        [[f"DINAS SOSIAL {office}"], head, [name, "Pemulung", "2024", 1]]
    )
    assert found(report) == []
    assert regions_of(report) == [code]


def test_a_kota_is_not_the_kabupaten_of_its_name(check_sheet) -> None:
    head = ["Kabupaten/Kota", *HEAD[2:]]
    report = check_sheet(
        [["DINAS SOSIAL PROVINSI JAWA BARAT"], head, ["Kota Garut", *row("", "")[2:]]]
    )
    assert report.refused
    assert asked(report)[0][:3] == ("region", "Kota Garut", (3,))


def test_a_small_slip_is_taken_and_told(check_sheet, notes) -> None:
    report = check_sheet([CITY, HEAD, row("Banjarmasin Barat", "Kuin Ceruck")])
    assert regions_of(report) == ["63.71.03.1008"]
    assert (3, "region_misspelt") in notes(report)
    message = next(p.message for p in report.problems if p.rule == "region_misspelt")
    assert message == (
        "“Kuin Ceruck” is read as Kuin Cerucuk, Banjarmasin Barat (63.71.03.1008)."
    )


def test_what_is_only_alike_is_asked(check_sheet, found) -> None:
    rows = [
        CITY,
        HEAD,
        row(None, "Kelayan Baru"),
        row(None, "Kelayan Baru", "Pengemis"),
    ]
    report = check_sheet(rows)
    assert found(report) == [
        ("error", 3, "Desa/Kelurahan", "region_unclear"),
        ("error", 4, "Desa/Kelurahan", "region_unclear"),
    ]
    about, text, numbers, offered = asked(report)[0]
    assert (about, text, numbers) == ("region", "Kelayan Baru", (3, 4))
    assert "63.71.01.1004" in offered  # Kelayan Barat
    answered = check_sheet(rows, labels={"kelayan baru": "63.71.01.1004"})
    assert regions_of(answered) == ["63.71.01.1004"] * 2


def test_a_number_is_never_a_slip(check_sheet) -> None:
    head = ["Desa/Kelurahan", *HEAD[2:]]
    office = ["DINAS SOSIAL KABUPATEN TANAH LAUT"]
    report = check_sheet([office, head, ["Handil Birayang Bawah 3", *row("", "")[2:]]])
    assert report.refused


def test_one_name_in_two_districts(check_sheet, found) -> None:
    office = ["DINAS SOSIAL KABUPATEN BANJAR"]
    rows = [
        office,
        HEAD,
        row(None, AMBIGUOUS),
        row(DISTRICTS[1], AMBIGUOUS, "Pengemis"),
    ]
    report = check_sheet(rows)
    assert found(report) == [("error", 3, "Desa/Kelurahan", "region_unclear")]
    assert asked(report) == [("region", AMBIGUOUS, (3,), CODES)]
    (error,) = (p for p in report.problems if p.severity == "error")
    assert DISTRICTS[0] in error.message
    # What is said counts where the row itself says nothing: row 4 names its district.
    answered = check_sheet(rows, labels={AMBIGUOUS: CODES[0]})
    assert found(answered) == []
    assert regions_of(answered) == CODES


def test_a_village_of_another_district_is_asked(check_sheet, found) -> None:
    rows = [CITY, HEAD, row("Banjarmasin Utara", "Mantuil")]
    report = check_sheet(rows)
    assert found(report) == [("error", 3, "Desa/Kelurahan", "region_unclear")]
    assert asked(report) == [("region", "Mantuil", (3,), ["63.71.01.1001"])]
    answered = check_sheet(rows, labels={"Mantuil": "63.71.01.1001"})
    assert regions_of(answered) == ["63.71.01.1001"]


def test_a_district_that_is_not_known_is_told(check_sheet, found) -> None:
    report = check_sheet([CITY, HEAD, row("Bjm Sltn", "Mantuil")])
    assert found(report) == [("warning", 3, "Kecamatan", "region_name")]
    assert regions_of(report) == ["63.71.01.1001"]


def test_a_level_that_fits_all_names_is_theirs(check_sheet, found) -> None:
    """Sungai Tabuk is a district and a village; beside other districts it is one."""
    office = ["DINAS SOSIAL KABUPATEN BANJAR"]
    head = ["Nama Wilayah", *HEAD[2:]]
    alone = [office, head, ["Sungai Tabuk", *row("", "")[2:]]]
    report = check_sheet(alone)
    assert asked(report) == [
        ("region", "Sungai Tabuk", (3,), ["63.03.08.2026", "63.03.04"])
    ]
    rows = [*alone, ["Martapura", *row("", "")[2:]], ["Astambul", *row("", "")[2:]]]
    report = check_sheet(rows)
    assert found(report) == []
    assert regions_of(report) == ["63.03.04", "63.03.05", "63.03.07"]


def test_names_of_another_office_are_not_looked_for(check_sheet) -> None:
    report = check_sheet([CITY, HEAD, row(None, "Martapura")])
    assert report.refused
    assert all("63.03" not in key for *_, keys in asked(report) for key in keys)


def test_titles_of_groups_are_context(check_sheet, found) -> None:
    office = ["DINAS SOSIAL KABUPATEN BANJAR"]
    head = ["No", "Desa", *HEAD[2:]]
    rows = [
        office,
        head,
        [f"KECAMATAN {DISTRICTS[0].upper()}"],
        [1, AMBIGUOUS, *row("", "")[2:]],
        [f"KECAMATAN {DISTRICTS[1].upper()}"],
        [2, AMBIGUOUS, *row("", "")[2:]],
    ]
    report = check_sheet(rows)
    assert found(report) == []
    assert regions_of(report) == CODES


def test_a_blank_code_is_filled_from_the_name(check_sheet, found) -> None:
    head = ["Kode Wilayah", "Nama Wilayah", *HEAD[2:]]
    rows = [
        head,
        ["63.71.01.1001", "Mantuil", *row("", "")[2:]],
        [None, "Basirih", *row("", "")[2:]],
    ]
    report = check_sheet(rows)
    assert found(report) == []
    assert regions_of(report) == ["63.71.01.1001", "63.71.03.1009"]


def test_a_village_below_a_districts_code(check_sheet, found) -> None:
    head = ["Kode Kecamatan", "Kelurahan", *HEAD[2:]]
    rows = [
        head,
        ["63.71.01", "Mantuil", *row("", "")[2:]],
        ["63.71.01", "Pekauman", *row("", "")[2:]],
    ]
    report = check_sheet(rows)
    assert found(report) == []
    assert regions_of(report) == ["63.71.01.1001", "63.71.01.1003"]


def test_without_an_office_it_is_asked(check_sheet, found) -> None:
    rows = [HEAD, row("Banjarmasin Selatan", "Mantuil")]
    report = check_sheet(rows)
    assert found(report) == [("error", None, "Desa/Kelurahan", "office")]
    assert [q.about for q in report.questions] == ["office"]
    assert regions_of(check_sheet(rows, region="63.71")) == ["63.71.01.1001"]


def test_the_office_may_come_from_the_rows(check_sheet, found) -> None:
    head = ["Kabupaten/Kota", *HEAD]
    report = check_sheet([head, ["Kota Banjarmasin", *row(None, "Mantuil")]])
    assert found(report) == []
    assert [d.office for d in report.drafts] == ["63.71"]


def test_the_office_may_come_from_another_sheet(check, write) -> None:
    head = ["Kode Wilayah", *HEAD[2:]]
    path = write(
        {
            "PPKS": [HEAD, row("Banjarmasin Selatan", "Mantuil")],
            "PPKS 2": [head, ["63.71.01.1002", *row("", "")[2:]]],
        }
    )
    assert regions_of(check(path)) == ["63.71.01.1001", "63.71.01.1002"]


def test_an_answer_that_is_no_code_is_asked_again(check_sheet) -> None:
    rows = [CITY, HEAD, row(None, "Antah Berantah")]
    report = check_sheet(rows, labels={"Antah Berantah": "99.99"})
    assert [q.text for q in report.questions] == ["Antah Berantah"]


def test_a_nik_in_place_of_a_name_is_not_repeated(check_sheet) -> None:
    report = check_sheet([CITY, HEAD, row(None, "6371014107900001")])
    assert report.refused
    assert "6371014107900001" not in repr(report.problems + report.questions)
