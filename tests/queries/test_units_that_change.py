"""A kind of need that is reported in another unit than before, worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from imbang.publishing.publish import publish
from imbang.questions.asking import ask
from imbang.store.deliveries import Store

from .conftest import need

Record = Callable[..., Store]
# Landasan Ulin has four villages, Banjarbaru five districts
CITY, DISTRICT, PROVINCE = "63.72", "63.72.02", "63"
V1, V2, V3, V4 = (f"63.72.02.100{n}" for n in (3, 4, 5, 6))
W1 = "63.72.03.1001"
KELAYAN = "63.71.01"  # 12 villages
KELAYAN_VILLAGES = [f"{KELAYAN}.10{n:02d}" for n in range(1, 13)]


@pytest.fixture(scope="module")
def units(record_once: Record) -> Store:
    """Cases in districts of their own, so that none has to do with another."""
    # a village and a whole district change from families to persons
    families = [need(code, n, unit="family") for code, n in ((V1, 5), (V2, 7))]
    record_once("ppks", CITY, "2023-12", [*families, need(W1, 3, unit="family")])
    persons = [need(code, n) for code, n in ((V1, 20), (V2, 30), (V3, 0), (V4, 1))]
    both = [need(W1, 9), need(W1, 4, unit="family")]
    record_once("ppks", CITY, "2024-06", [*persons, *both])
    record_once("ppks", CITY, "2024-12", [need(V2, 8, unit="family")])
    # a district counts families; its villages report persons one after the other
    record_once("ppks", "63.71", "2023-12", [need(KELAYAN, 40, unit="family")])
    some = [need(code, 2) for code in KELAYAN_VILLAGES[:11]]
    record_once("ppks", "63.71", "2024-06", some)
    store = record_once("ppks", "63.71", "2024-12", [need(KELAYAN_VILLAGES[11], 5)])
    # the other way round: the district tells later, in persons
    below = [need("63.71.02.1001", 6, unit="family"), need("63.71.02.1002", None)]
    record_once("ppks", "63.71", "2023-09", below)
    record_once("ppks", "63.71", "2024-03", [need("63.71.02", 33)])
    publish(store)
    return store


def told(store: Store, region: str, level: str, as_of: str) -> dict[str, Any]:
    """The rows of *fakir miskin* in a region: what is counted by unit, how firmly."""
    rows = ask(store.folder, "needs", region=region, level=level, as_of=as_of)
    rows = rows[(rows["kind"] == "poor") & (rows["region_code"] == region)]
    found = rows.astype(object).where(rows.notna(), None)
    return {row["unit"]: (row["count"], row["status"]) for _, row in found.iterrows()}


def test_a_later_report_in_the_other_unit_ends_the_earlier(units: Store) -> None:
    assert told(units, V1, "village", "2024-05") == {"family": (5, "reported")}
    assert told(units, V1, "village", "2024-06") == {"person": (20, "reported")}
    assert told(units, V1, "village", "2025-12") == {"person": (20, "reported")}
    # and so does one that goes back to families
    assert told(units, V2, "village", "2024-11") == {"person": (30, "reported")}
    assert told(units, V2, "village", "2024-12") == {"family": (8, "reported")}


def test_two_units_of_one_period_stand_side_by_side(units: Store) -> None:
    assert told(units, W1, "village", "2024-05") == {"family": (3, "reported")}
    assert told(units, W1, "village", "2024-12") == {
        "person": (9, "reported"),
        "family": (4, "reported"),
    }


def test_the_levels_above_follow_the_villages(units: Store) -> None:
    assert told(units, DISTRICT, "district", "2024-05") == {"family": (12, "partial")}
    assert told(units, DISTRICT, "district", "2024-06") == {"person": (51, "reported")}
    # one of four counts families again: neither unit is whole, none ends the other
    assert told(units, DISTRICT, "district", "2024-12") == {
        "person": (21, "partial"),
        "family": (8, "partial"),
    }


def test_a_report_ends_where_all_villages_tell_later_in_the_other_unit(
    units: Store,
) -> None:
    assert told(units, KELAYAN, "district", "2024-05") == {"family": (40, "reported")}
    # eleven of twelve: the twelfth's people are in the families alone
    assert told(units, KELAYAN, "district", "2024-06") == {
        "family": (40, "reported"),
        "person": (22, "partial"),
    }
    assert told(units, KELAYAN, "district", "2024-12") == {"person": (27, "reported")}


def test_a_regions_later_report_ends_the_older_units_of_its_villages(
    units: Store,
) -> None:
    district = "63.71.02"
    assert told(units, district, "district", "2024-02") == {"family": (6, "partial")}
    assert told(units, district, "district", "2024-03") == {"person": (33, "reported")}
    # of the village itself nothing else is known
    village = told(units, "63.71.02.1001", "village", "2024-12")
    assert village == {"family": (6, "reported")}


def test_pmks_and_families_of_all_kinds_change_with_it(units: Store) -> None:
    def both(as_of: str) -> tuple[Any, Any]:
        found = ask(
            units.folder, "coverage", region=DISTRICT, level="district", as_of=as_of
        ).iloc[0]
        families = found["ppks_families"]
        persons = found["ppks_persons"]
        return (
            None if pd.isna(persons) else persons,
            None if pd.isna(families) else families,
        )

    assert both("2024-05") == (None, 12)
    assert both("2024-06") == (51, None)


def test_nothing_is_compared_across_a_change_of_unit(units: Store) -> None:
    rows = ask(
        units.folder, "needs_change", region=DISTRICT, as_of="2024-06", base="2023-12"
    )
    poor = rows[rows["kind"] == "poor"].iloc[0]
    assert (poor["unit"], poor["count"]) == ("person", 51)
    assert poor[["compared", "before", "change"]].isna().all()
