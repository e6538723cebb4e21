"""The regions of Indonesia, and finding them in what offices write."""

from __future__ import annotations

from collections import Counter

import pytest

from imbang.reference import levels as reference_levels
from imbang.reference import regions

INDONESIA = regions.load()


def count_levels(*, within: str) -> Counter[str]:
    return Counter(
        INDONESIA.level(code)
        for code in INDONESIA.names
        if INDONESIA.is_within(code, within)
    )


def test_every_level_has_as_many_regions_as_the_decree_lists():
    assert count_levels(within="ID") == {
        "province": 38,
        "regency": 514,
        "district": 7285,
        "village": 83762,
    }


def test_south_kalimantan_has_13_regencies_156_districts_and_2016_villages():
    assert count_levels(within="63") == {
        "province": 1,
        "regency": 13,
        "district": 156,
        "village": 2016,
    }


def test_every_region_has_a_known_parent_one_level_up():
    levels = ["nation", "province", "regency", "district", "village"]
    for code in INDONESIA.names:
        parent = INDONESIA.parent(code)
        assert parent == "ID" or parent in INDONESIA.code_set
        above = levels.index(INDONESIA.level(code)) - 1
        assert INDONESIA.level(parent) == levels[above]


def test_ancestors_of_a_village_go_up_to_the_nation():
    expected = ("63.71.01.1001", "63.71.01", "63.71", "63", "ID")
    assert reference_levels.ancestors("63.71.01.1001") == expected
    assert reference_levels.ancestors("63.71") == ("63.71", "63", "ID")
    assert reference_levels.ancestors("ID") == ("ID",)


def test_children_are_one_level_down_in_code_order():
    children = INDONESIA.children("63")
    assert len(children) == 13
    assert children[0] == "63.01" and children[-1] == "63.72"
    assert INDONESIA.children(children[0])[0] == "63.01.01"
    assert len(INDONESIA.children("ID")) == 38
    assert INDONESIA.children("63.71.01.1001") == ()


def test_within_gives_a_region_and_all_below_it_in_the_order_of_codes():
    within = list(INDONESIA.within("63.71"))
    assert within == [code for code in INDONESIA.names if code[:5] == "63.71"]
    assert list(INDONESIA.within("63.71.01.1001")) == ["63.71.01.1001"]
    assert list(INDONESIA.within("ID")) == list(INDONESIA.names)
    assert list(INDONESIA.within("99")) == []


def test_below_gives_all_regions_of_one_level():
    villages = list(INDONESIA.below("63.71", "village"))
    assert len(villages) == 52
    assert villages == sorted(villages)


def test_the_nation_is_a_region_of_its_own():
    assert INDONESIA.name("ID") == "Indonesia"
    assert INDONESIA.level("ID") == "nation"
    assert INDONESIA.parent("ID") is None


def test_a_code_that_is_not_known_is_an_error():
    for look_up in (INDONESIA.name, INDONESIA.level, INDONESIA.parent):
        with pytest.raises(KeyError):
            look_up("63.99")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("63.71.01.1001", "63.71.01.1001"),
        ("6371011001", "63.71.01.1001"),
        ("63 71 01 1001", "63.71.01.1001"),
        (" 6371011001.0 ", "63.71.01.1001"),
        (6371011001, "63.71.01.1001"),
        ("'6371011001", "63.71.01.1001"),
        ("637101", "63.71.01"),
        ("6371", "63.71"),
        ("63.71", "63.71"),
        ("63-71", "63.71"),
        ("63", "63"),
        ("63.0", "63"),
        ("11.10", "11.10"),
        ("ID", "ID"),
        ("11.1", None),
        ("111", None),
        ("6.371", None),
        ("637.1", None),
        ("63.71.01.9999", None),
        ("٦٣", None),
        ("Banjarmasin", None),
        ("", None),
        (None, None),
    ],
)
def test_codes_are_read_as_offices_write_them(written, code):
    assert INDONESIA.normalise([written]) == [code]


def test_regency_11_10_is_not_11_01():
    assert INDONESIA.name("11.10") == "Kabupaten Aceh Singkil"
    assert INDONESIA.name("11.01") == "Kabupaten Aceh Selatan"


def test_many_codes_keep_their_order():
    assert INDONESIA.normalise(["6372", "x", "6371", "6372"]) == [
        "63.72",
        None,
        "63.71",
        "63.72",
    ]


@pytest.mark.parametrize(
    ("codes", "office"),
    [
        (["63.71.01.1001"], "63.71"),
        (["63.71.01.1001", "63.71.02.1001"], "63.71"),
        (["63.71", "63.72.01"], "63"),
        (["63.71", "62.01"], "ID"),
        (["63", "63.71"], "63"),
        (["ID", "63.71"], "ID"),
    ],
)
def test_the_office_is_what_codes_have_in_common(codes, office):
    assert INDONESIA.office_of(codes) == office


def test_no_codes_have_no_office():
    with pytest.raises(ValueError, match="no region codes"):
        INDONESIA.office_of([])


@pytest.mark.parametrize(
    ("title", "office"),
    [
        ("Dinas Sosial Kota Banjarmasin", "63.71"),
        ("DINAS SOSIAL KABUPATEN BANJAR", "63.03"),
        ("KAB. TANAH LAUT", "63.01"),
        ("Kabupaten Kota Baru", "63.02"),
        ("KOTA BANJAR BARU", "63.72"),
        ("Kota Banjar", "32.79"),
        ("Provinsi Kalimantan Selatan", "63"),
        ("PMKS Kalimantan Selatan 2023", "63"),
        ("DINAS SOSIAL KAB. TAPIN PROV. KALIMANTAN SELATAN", "63.05"),
        ("Kecamatan Banjarmasin Timur, Kota Banjarmasin", "63.71"),
        ("Dinas Sosial Hulu Sungai Utara", "63.08"),
        ("Provinsi Kepulauan Riau", "21"),
        ("Prov. DKI Jakarta", "31"),
        ("Kota Adm. Jakarta Pusat", "31.71"),
        ("Dinas Sosial D.I. Yogyakarta", "34"),
        ("Kota Yogyakarta", "34.71"),
        ("Kabupaten Aceh Selatan", "11.01"),
        ("Dinas Sosial Banjar", None),
        ("Dinas Sosial Gorontalo", None),
        ("Kabupaten Tapin dan Kabupaten Banjar", None),
        ("Daftar Pilar Sosial Desa Batu", None),
        ("DAFTAR PILAR SOSIAL", None),
        ("", None),
    ],
)
def test_an_office_is_found_in_a_title(title, office):
    assert INDONESIA.find_office(title) == office


def test_every_office_is_found_by_its_own_name():
    for code, name in INDONESIA.names.items():
        if len(code) <= 5:
            prefix = "Provinsi " if len(code) == 2 else ""
            assert INDONESIA.find_office(f"Dinas Sosial {prefix}{name}") == code, name
