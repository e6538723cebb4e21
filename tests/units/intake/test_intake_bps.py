"""BPS codes: recognised, refused with their name, and read as such when that is said."""

from __future__ import annotations

import pytest

from imbang.intake.places import bps
from imbang.reference import regions

HEAD = ["Kode", "Desa/Kelurahan", "Jenis PMKS", "Periode", "Jumlah"]
CITY = [
    ["6371010001", "Mantuil", "Pemulung", "2024", 1],
    ["6371010002", "Kelayan Selatan", "Pemulung", "2024", 2],
]


def codes(report) -> list[str]:
    return [c for d in report.drafts for c in d.table["region_code"].to_pylist()]


def test_every_regency_has_one_bps_code() -> None:
    known = regions.load()
    upper = {code for code in known.names if len(code) <= 5}
    assert set(bps.crosswalk().values()) == upper
    assert len(bps.crosswalk()) == len(upper) == 38 + 514
    differing = [b for b, code in bps.crosswalk().items() if b != code.replace(".", "")]
    assert sum(len(code) == 4 for code in differing) == 199


@pytest.mark.parametrize(
    ("code", "region"),
    [
        ("1101", "Kabupaten Simeulue"),
        ("1110", "Kabupaten Bireuen"),
        ("3171", "Kota Administrasi Jakarta Selatan"),
        ("6371", "Kota Banjarmasin"),
        ("9471", "Kota Jayapura"),
        ("9171", None),
        ("94", "Papua"),
        ("6371010", "Kota Banjarmasin"),
        ("6371010001.0", "Kota Banjarmasin"),
        ("63.71", None),
        ("637101", None),
    ],
)
def test_known_pairs(code: str, region: str | None) -> None:
    found = bps.region_above(code)
    assert (found and regions.load().name(found)) == region


def test_names_beside_them_show_whose_they_are(check_sheet, found) -> None:
    report = check_sheet([HEAD, *CITY])
    assert found(report) == []
    assert codes(report) == ["63.71.01.1001", "63.71.01.1002"]
    (told,) = (p for p in report.problems if p.rule == "region_code_system")
    assert (told.severity, told.column, told.value) == ("info", "Kode", "6371010001")
    assert report.questions == ()


def test_with_names_of_elsewhere_they_are_asked_about_once(check_sheet, found) -> None:
    rows = [[code, "Bakarangan", *rest] for code, _name, *rest in CITY]
    report = check_sheet([HEAD, *rows])
    assert found(report) == [("error", None, "Kode", "region_code_system")]
    assert "BPS" in report.problems[0].message
    assert "6371010001" in report.problems[0].message
    (question,) = report.questions
    assert (question.about, question.text) == ("choice", "Kode")
    assert [answer.key for answer in question.offered] == ["bps", "kemendagri"]


def test_of_several_columns_it_is_asked_once(check_sheet, found) -> None:
    """One answer is for all columns that do not say whose codes they hold."""
    head = ["kode_kabupaten", "kode_kecamatan", "kode_desa", *HEAD[2:]]
    rows = [
        [code[:4], code[:7], code, "Pemulung", "2024", n]
        for n, code in enumerate(["6371010001", "6371010002"])
    ]
    report = check_sheet([head, *rows])
    assert found(report) == [("error", None, "kode_desa", "region_code_system")]
    (question,) = report.questions
    assert question.text == "kode_desa"
    said = check_sheet([head, *rows], labels={"kode_desa": "bps"})
    assert {rule for *_rest, rule in found(said)} == {"region"}
    assert said.questions == ()


def test_said_to_be_bps_the_names_tell_which(check_sheet, found) -> None:
    report = check_sheet([HEAD, *CITY], labels={"Kode": "bps"})
    assert found(report) == []
    assert codes(report) == ["63.71.01.1001", "63.71.01.1002"]
    assert [draft.office for draft in report.drafts] == ["63.71"]


def test_without_names_only_the_table_tells_which(check_sheet, found) -> None:
    """The table has Mantuil's code and none for Kelayan Selatan."""
    rows = [[code, *rest] for code, _name, *rest in CITY]
    report = check_sheet([[HEAD[0], *HEAD[2:]], *rows], labels={"Kode": "bps"})
    assert found(report) == [("error", 3, "Kode", "region")]
    assert "no column names it" in report.problems[0].message
    alone = check_sheet([[HEAD[0], *HEAD[2:]], rows[0]], labels={"Kode": "bps"})
    assert codes(alone) == ["63.71.01.1001"]


def test_a_name_in_the_regency_counts_before_the_table(check_sheet, found) -> None:
    row = ["6371010001", "Kelayan Selatan", *CITY[0][2:]]
    report = check_sheet([HEAD, row], labels={"Kode": "bps"})
    assert found(report) == []
    assert codes(report) == ["63.71.01.1002"]


def test_where_the_name_is_no_regions_the_table_is_offered_first(check_sheet) -> None:
    row = ["6371010001", "Desa Baru Sekali", *CITY[0][2:]]
    report = check_sheet([HEAD, row], labels={"Kode": "bps"})
    assert report.questions[0].offered[0].key == "63.71.01.1001"


def test_of_villages_of_one_name_the_code_says_which(check_sheet, found) -> None:
    table, names = bps.crosswalk_below(), regions.load().names
    by_name = {}
    for code, region in table.items():
        if len(code) == 10 and region.startswith("32.05"):
            by_name.setdefault(names[region], []).append((code, region))
    name, pairs = next((n, p) for n, p in by_name.items() if len(p) > 1)
    rows = [[code, name, "Pemulung", "2024", 1] for code, _region in pairs]
    report = check_sheet([HEAD, *rows], labels={"Kode": "bps"})
    assert found(report) == []
    assert codes(report) == [region for _code, region in pairs]


def test_said_to_be_kemendagri_each_is_an_error(check_sheet, found) -> None:
    report = check_sheet([HEAD, *CITY], labels={"Kode": "kemendagri"})
    assert found(report) == [
        ("error", 2, "Kode", "region"),
        ("error", 3, "Kode", "region"),
    ]


def test_names_give_away_the_codes_of_regencies(check_sheet, found) -> None:
    head = ["Kode", "Kabupaten/Kota", *HEAD[2:]]
    names = [("1101", "Simeulue"), ("1102", "Aceh Singkil"), ("1103", "Aceh Selatan")]
    rows = [head, *([code, name, "Pemulung", "2024", 1] for code, name in names)]
    report = check_sheet(rows)
    assert found(report) == []
    assert codes(report) == ["11.09", "11.10", "11.01"]
    assert codes(check_sheet(rows, labels={"Kode": "bps"})) == codes(report)
    (told,) = (p for p in report.problems if p.rule == "region_code_system")
    assert told.severity == "info"


def test_two_provinces_by_the_codes_of_bps(check_sheet, found) -> None:
    head = ["kode_provinsi", "nama_provinsi", *HEAD[2:]]
    names = [("32", "JAWA BARAT"), ("91", "PAPUA BARAT"), ("94", "PAPUA")]
    rows = [head, *([code, name, "Pemulung", "2024", 1] for code, name in names)]
    report = check_sheet(rows)
    assert found(report) == []
    assert codes(report) == ["32", "92", "91"]


def test_names_of_both_systems_are_asked_about(check_sheet, found) -> None:
    head = ["Kode", "Kabupaten/Kota", *HEAD[2:]]
    names = [("1101", "Simeulue"), ("1102", "Aceh Singkil"), ("1103", "Aceh Selatan")]
    more = [("1104", "Aceh Tenggara"), ("1105", "Aceh Barat")]  # 1105 is Kemendagri's
    rows = [head, *([c, name, "Pemulung", "2024", 1] for c, name in names + more)]
    report = check_sheet(rows)
    assert found(report) == [("error", None, "Kode", "region_code_system")]


def test_one_odd_code_among_others_is_only_wrong(check_sheet, found) -> None:
    rows = [[f"63.71.01.100{n}", None, "Pemulung", "2024", n] for n in range(1, 5)]
    report = check_sheet([HEAD, *rows, ["6371010", None, "Pemulung", "2024", 1]])
    assert found(report) == [("error", 6, "Kode", "region")]


def test_codes_of_kemendagri_without_dots_are_no_bps_codes(check_sheet, found) -> None:
    rows = [["6371011001", "Mantuil", *CITY[0][2:]], ["3201", "Bogor", *CITY[1][2:]]]
    assert found(check_sheet([HEAD, *rows[:1]])) == []
    assert codes(check_sheet([HEAD, *rows[1:]])) == ["32.01"]


def test_codes_that_the_table_has_need_no_question(check_sheet, found) -> None:
    own = [c for c in bps.crosswalk_below() if len(c) == 10 and c.startswith("6371")]
    rows = [[code, "Pemulung", "2024", 1] for code in own[:8] if code[6] == "0"]
    report = check_sheet([[HEAD[0], *HEAD[2:]], *rows])
    assert found(report) == []
    assert codes(report) == [bps.crosswalk_below()[row[0]] for row in rows]
    few = check_sheet([[HEAD[0], *HEAD[2:]], *rows[:2]])
    assert few.questions[0].text == "Kode"
