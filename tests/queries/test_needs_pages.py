"""The questions of the page on needs, each figure worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from imbang.publishing.publish import publish
from imbang.questions.asking import ask
from imbang.reference import regions
from imbang.store.deliveries import Store

from .conftest import need, psm

CITY, DISTRICT, PROVINCE = "63.72", "63.72.02", "63"
OTHER_CITY, OTHER_VILLAGE = "63.71", "63.71.01.1001"
VILLAGES = [c for c in regions.load().names if c.startswith("63.72.") and len(c) == 13]
V1, V2 = f"{DISTRICT}.1003", f"{DISTRICT}.1004"
BEFORE, NOW = "2023-12", "2024-12"
Record = Callable[..., Store]


def everywhere(count: int, **values: Any) -> list[Any]:
    """The same count in every village of the city."""
    return [need(code, count, **values) for code in VILLAGES]


@pytest.fixture(scope="module")
def store(record_once: Record) -> Store:
    """A city with all of its villages in two Decembers, but for a cell now and then."""
    homeless = {"kind": "homeless"}
    record_once(
        "ppks",
        CITY,
        BEFORE,
        [
            *everywhere(10),
            *(need(c, None if c == V1 else 4, **homeless) for c in VILLAGES),
        ],
    )
    family = {"kind": "troubled_family", "unit": "family"}
    flow = {"entered": 3, "exited": 2, "independent": 1}
    record_once(
        "ppks",
        CITY,
        NOW,
        [
            *(need(c, 12, **(flow if c == V1 else {})) for c in VILLAGES),
            *(need(c, 6, **homeless) for c in VILLAGES),
            need(V1, 7, **family),
        ],
    )
    old = {"kind": "neglected_elderly"}
    both_units = [
        need(OTHER_VILLAGE, 5, **old),
        need(OTHER_VILLAGE, 3, unit="family", **old),
    ]
    record_once("ppks", OTHER_CITY, NOW, both_units)
    people = [
        {"region_code": V1, "inhabitants": 2000},
        {"region_code": V2, "inhabitants": 0},
    ]
    record_once("population", CITY, "2024-01/2024-12", people)
    record_once("pillars", CITY, BEFORE, [psm("a", V1), psm("b", V2)])
    made = record_once("pillars", CITY, NOW, [psm("a", V1), psm("b", V2), psm("c", V2)])
    publish(made)
    return made


def asked(store: Store, question: str, **given: str) -> pd.DataFrame:
    return ask(store.folder, question, **{"as_of": NOW, **given})


def test_change_compares_what_both_months_report_whole(store: Store) -> None:
    told = asked(store, "needs_change", region=CITY, base=BEFORE).set_index("kind")
    n = len(VILLAGES)
    assert told.loc["poor", ["count", "compared", "before", "change"]].tolist() == [
        12 * n,
        12 * n,
        10 * n,
        2 * n,
    ]
    # V1 was not reported then: it is left out on both sides, its district goes down
    assert told.loc["homeless", ["count", "compared", "before", "change"]].tolist() == [
        6 * n,
        6 * (n - 1),
        4 * (n - 1),
        2 * (n - 1),
    ]
    assert told.loc["homeless", "status"] == "reported"
    assert told.loc["troubled_family", "unit"] == "family"
    assert pd.isna(told.loc["troubled_family", "change"])
    assert told.loc["beggar", "status"] == "not_collected"


def test_without_a_month_to_compare_there_is_no_change(store: Store) -> None:
    told = asked(store, "needs_change", region=CITY)
    assert told[["compared", "before", "change"]].isna().all(axis=None)


def test_groups_add_up_their_kinds_and_keep_units_apart(store: Store) -> None:
    told = asked(store, "needs_groups", region=CITY, base=BEFORE)
    n = len(VILLAGES)
    rows = [(r.problem_group, r.unit, r.kinds) for r in told.itertuples()]
    assert rows == [
        ("poverty", "person", 1),
        ("social_marginality", "person", 1),
        ("deviant_behaviour", "family", 1),
    ]
    assert told["count"].tolist() == [12 * n, 6 * n, 7]
    assert told["share"].tolist() == pytest.approx([2 / 3, 1 / 3, 1])
    assert told["change"].tolist()[:2] == [2 * n, 2 * (n - 1)]


def test_growth_is_an_index_of_what_can_be_compared(store: Store) -> None:
    told = asked(store, "growth", region=CITY, base=BEFORE).set_index("month")
    n = len(VILLAGES)
    assert told.index[0] == BEFORE
    assert told.index[-1] == NOW
    assert len(told) == 13
    before, now = 10 * n + 4 * (n - 1), 12 * n + 6 * (n - 1)
    assert told.loc[BEFORE, "ppks_index"] == 100
    assert told.loc[NOW, "ppks_index"] == pytest.approx(100 * now / before)
    assert told.loc[NOW, "matched_pct"] == pytest.approx(100 * now / (18 * n))
    assert told.loc["2024-06", "ppks_index"] == 100  # what was reported holds
    assert told.loc[[BEFORE, NOW], "psm_active"].tolist() == [2, 3]
    assert told.loc[NOW, "psm_index"] == 150
    assert told.loc[NOW, "psm_valid"] == 3


def test_growth_of_a_silent_region_is_a_gap(store: Store) -> None:
    told = asked(store, "growth", region="63.01", base=BEFORE)
    assert told[["ppks_index", "psm_index", "matched_pct"]].isna().all(axis=None)


def test_a_province_is_compared_through_its_parts(store: Store) -> None:
    told = asked(store, "needs_change", region=PROVINCE, base=BEFORE).set_index("kind")
    n = len(VILLAGES)
    assert told.loc["poor", "status"] == "partial"
    assert told.loc["poor", ["compared", "before"]].tolist() == [12 * n, 10 * n]


def test_rates_need_inhabitants(store: Store) -> None:
    told = asked(store, "need_rates", region=DISTRICT, level="village")
    rows = told.set_index("region_code")
    assert rows.loc[V1, ["count", "inhabitants"]].tolist() == [18, 2000]
    assert rows.loc[V1, "rate_per_1000"] == 9
    assert pd.isna(rows.loc[V2, "rate_per_1000"])
    one = asked(store, "need_rates", region=DISTRICT, level="village", kind="homeless")
    assert one.set_index("region_code").loc[V1, "rate_per_1000"] == 3
    silent = asked(store, "need_rates", region="63.01", level="regency")
    assert silent["status"].tolist() == ["not_reported"]


def test_a_map_shows_each_region_once_in_the_unit_of_the_kind(store: Store) -> None:
    old = {"level": "village", "kind": "neglected_elderly"}
    told = asked(store, "need_rates", region=OTHER_CITY, **old)
    villages = [c for c in regions.load().names if c[:5] == OTHER_CITY and len(c) == 13]
    assert sorted(told["region_code"]) == villages
    known = told.loc[told["count"].notna(), ["region_code", "unit", "count"]]
    assert known.to_numpy().tolist() == [[OTHER_VILLAGE, "person", 5]]


@pytest.mark.parametrize(
    ("region", "kind", "status"),
    [
        (OTHER_CITY, "beggar", "not_collected"),
        (OTHER_CITY, "neglected_elderly", "partial"),
        (CITY, "homeless", "reported"),
        ("63.01", "beggar", "not_reported"),
    ],
)
def test_what_is_not_counted_is_not_awaited(
    store: Store, region: str, kind: str, status: str
) -> None:
    told = asked(store, "need_rates", region=region, level="regency", kind=kind)
    assert told["status"].tolist() == [status]


def test_who_entered_and_left_this_year(store: Store) -> None:
    [row] = asked(store, "need_flows", region=V1).itertuples()
    assert (row.kind, row.unit) == ("poor", "person")
    assert (row.entered, row.exited, row.independent, row.net) == (3, 2, 1, 1)
    assert not row.is_partial
    [city] = asked(store, "need_flows", region=CITY).itertuples()
    assert (city.entered, city.is_partial) == (3, True)
    regions_told = asked(
        store, "need_flows_by_region", region=DISTRICT, level="village"
    ).set_index("region_code")
    assert regions_told.loc[V1, ["entered", "exited", "net"]].tolist() == [3, 2, 1]
    assert pd.isna(regions_told.loc[V2, "entered"])
    later = ask(store.folder, "need_flows", region=V1, as_of="2025-01")
    assert later.empty
