"""The table of BPS' codes below the regency, and the tool that makes it."""

import pandas as pd

from imbang.intake.places import bps
from imbang.reference import levels, regions
from tools import make_bps_codes

LEVELS = {7: "district", 10: "village"}


def test_every_code_says_one_region_of_its_level_in_its_regency() -> None:
    table = bps.crosswalk_below()
    assert len(table) == 7263 + 73_207
    assert len(set(table.values())) == len(table)
    known = regions.load().code_set
    moved = 0
    for code, region in table.items():
        assert region in known and levels.level_of(region) == LEVELS[len(code)]
        regency = bps.region_above(code)
        assert regency is None or levels.is_within(region, regency)
        moved += regency is None
    assert moved < 100  # regencies that BPS numbers anew since a province was divided


def test_known_pairs() -> None:
    table = bps.crosswalk_below()
    assert table["3273111001"] == "32.73.28.1004"  # Mekar Mulya, by Open Data Bandung
    assert table["6371010"] == "63.71.01"
    assert "6371019" not in table


def frame(columns: str, *rows: str) -> pd.DataFrame:
    return pd.DataFrame([row.split(",") for row in rows], columns=columns.split(","))


def test_districts_are_taken_as_bridged_where_the_name_agrees() -> None:
    bridged = frame(
        "kode_kecamatan,nama_kecamatan,kode_kecamatan_dagri,nama_kecamatan_dagri",
        "6371010,BJM SLT,637101,Banjarmasin Selatan",
        "6371020,BANJARMASIN TIMUR,637104,Timur",  # another's code: by name
        "6371099,PASAR RAYA,,",
    )
    listed = frame("code,regency,name", "6372010,6372,LANDASAN ULIN")
    assert make_bps_codes.districts(bridged, listed) == {
        "6371010": "63.71.01",
        "6371020": "63.71.02",
        "6372010": "63.72.02",
    }


def test_villages_are_found_in_their_district_else_alone_in_their_regency() -> None:
    within = {"6371010": "63.71.01", "6371020": "63.71.02"}
    listed = frame(
        "code,district,name",
        "6371010001,6371010,MANTUIL",
        "6371010002,6371010,KELAYAN SELATEN",
        "6371020009,6371020,PEMURUS DALAM",  # has moved: in the regency there is one
        "6371020010,6371020,NIRWANA RAYA",
    )
    found = make_bps_codes.villages(listed, within)
    assert found["6371010001"] == "63.71.01.1001"
    assert regions.load().name(found["6371010002"]) == "Kelayan Selatan"
    assert regions.load().name(found["6371020009"]) == "Pemurus Dalam"
    assert "6371020010" not in found
    twice = {"1": "63.71.01.1001", "2": "63.71.01.1001", "3": "63.71.01.1002"}
    assert make_bps_codes.once(twice) == {"3": "63.71.01.1002"}
