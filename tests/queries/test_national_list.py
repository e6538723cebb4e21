"""The questions on the national lists against a count of the same rows by pandas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from imbang.publishing.publish import publish
from imbang.questions.asking import ask
from imbang.reference import regions
from imbang.store.deliveries import Store
from tests.together import without_maps

CITY, PROVINCE = "63.71", "63"
V1, D1 = "63.71.01.1001", "63.71.01"
VILLAGES = [*regions.load().children(D1)]
OTHERS = [code for code in regions.load().children(CITY) if code != D1]
Record = Callable[..., Store]
Row = dict[str, Any]


def entry(region: str, source: str, decile: str = "all", **figures: int | None) -> Row:
    return {"region_code": region, "source": source, "decile": decile, **figures}


def deciles(region: str, individuals: int, *upper: str) -> list[Row]:
    """A village's list by deciles, the first of so many, each next one more."""
    names = [*"12345", *upper]
    return [
        entry(region, "dtsen", name, individuals=individuals + n)
        for n, name in enumerate(names)
    ]


IN_VILLAGES = [
    entry(code, "dtks", individuals=100 + 7 * n) for n, code in enumerate(VILLAGES)
]
FAMILIES = [entry(code, "dtks", families=30 + n) for n, code in enumerate(VILLAGES)]
BY_DECILE = [
    row
    for n, code in enumerate(VILLAGES)
    for row in [
        *(
            deciles(code, 10 + n, *"6789", "10")
            if n % 2
            else deciles(code, 10 + n, "6-10")
        ),
        entry(code, "dtsen", "unranked", individuals=2),
    ]
]


@pytest.fixture(scope="module")
def store(record_once: Record) -> Store:
    """A city's lists: DTKS of 2023 in two files, DTSEN of 2025 by deciles."""
    record_once("national_list", CITY, "2023-01/2023-12", IN_VILLAGES)
    record_once("national_list", CITY, "2023-01/2023-12", FAMILIES)
    record_once(
        "national_list",
        CITY,
        "2023-12",
        [entry(code, "dtks", individuals=1000) for code in OTHERS[:1]],
    )
    record_once("national_list", CITY, "2025-06", BY_DECILE)
    # the province's own figure is not taken where the parts are not older
    record_once(
        "national_list", PROVINCE, "2025-06", [entry(D1, "dtsen", individuals=1)]
    )
    store = record_once(
        "population",
        CITY,
        "2023-01/2023-12",
        [{"region_code": code, "inhabitants": 1000} for code in VILLAGES],
    )
    with without_maps():
        publish(store)
    return store


def asked(store: Store, question: str, **given: str) -> pd.DataFrame:
    return ask(store.folder, question, **given)


def listed(store: Store, level: str, as_of: str, source: str) -> pd.DataFrame:
    answer = asked(store, "national_list", region=CITY, level=level, as_of=as_of)
    return answer[answer["source"] == source].set_index("region_code")


def test_a_village_has_what_it_sent_and_its_share_of_inhabitants(store: Store) -> None:
    found = listed(store, "village", "2024-06", "dtks")
    sent = pd.DataFrame(IN_VILLAGES).set_index("region_code")["individuals"]
    assert found["individuals"].astype(int).sort_index().to_dict() == sent.to_dict()
    assert found.loc[V1, "individuals_share"] == 0.1
    assert found.loc[V1, "families"] == 30
    assert found.loc[V1, "individuals_period"] == "2023-12"
    assert set(found["individuals_status"]) == {"reported"}


def test_a_district_is_the_sum_of_its_villages_and_a_city_is_partial(
    store: Store,
) -> None:
    sent = pd.DataFrame(IN_VILLAGES)["individuals"].sum()
    district = listed(store, "district", "2024-06", "dtks").loc[D1]
    assert (district["individuals"], district["individuals_status"]) == (
        sent,
        "reported",
    )
    city = listed(store, "regency", "2024-06", "dtks").loc[CITY]
    assert city["individuals"] == sent + 1000
    assert city["individuals_status"] == "partial"
    assert (city["parts_complete"], city["parts_total"]) == (2, len(OTHERS) + 1)


def test_what_is_not_told_is_no_zero(store: Store) -> None:
    answer = asked(
        store, "national_list", region=CITY, level="district", as_of="2024-06"
    ).set_index("region_code")
    assert set(answer.index) == {D1, *OTHERS}
    untold = answer.loc[OTHERS[1]]
    assert pd.isna(untold["individuals"]) and pd.isna(untold["source"])
    one = answer.loc[OTHERS[0]]
    assert pd.isna(one["families"]) and one["families_status"] == "not_reported"


def test_a_list_told_by_all_its_deciles_is_their_sum(store: Store) -> None:
    sent = pd.DataFrame(BY_DECILE).groupby("region_code")["individuals"].sum()
    found = listed(store, "village", "2025-06", "dtsen")["individuals"]
    assert found.astype(int).sort_index().to_dict() == sent.to_dict()
    district = listed(store, "district", "2025-06", "dtsen").loc[D1]
    assert district["individuals"] == sent.sum()  # not what the province says


def test_deciles_add_up_to_the_district(store: Store) -> None:
    answer = asked(
        store, "national_list_deciles", region=D1, as_of="2025-06"
    ).set_index("decile")
    sent = pd.DataFrame(BY_DECILE).groupby("decile")["individuals"].sum()
    assert answer["individuals"].astype(int).to_dict() == sent.to_dict()
    # half of the villages tell of the upper five together
    assert answer["is_partial"].to_dict() == {
        name: name in {"6", "7", "8", "9", "10", "6-10"} for name in sent.index
    }
    assert [*answer.index] == [*"123456789", "10", "6-10", "unranked"]
    assert answer["individuals_share"].sum() == pytest.approx(1)


def test_no_line_goes_from_one_list_to_the_other(store: Store) -> None:
    answer = asked(store, "national_list_trend", region=D1, as_of="2025-08")
    months = answer.groupby("source")["month"].agg(["min", "max"])
    assert months.loc["dtks"].tolist() == ["2023-12", "2025-05"]
    assert months.loc["dtsen"].tolist() == ["2025-06", "2025-08"]
    dtks = answer[answer["source"] == "dtks"]
    assert set(dtks["individuals"]) == {sum(row["individuals"] for row in IN_VILLAGES)}
    assert set(dtks["families"]) == {sum(row["families"] for row in FAMILIES)}


def test_deciles_without_the_upper_ones_are_no_whole(record: Record) -> None:
    store = record(
        "national_list",
        CITY,
        "2025-06",
        [
            *(entry(V1, "dtsen", name, families=5) for name in "12345"),
            *(entry(VILLAGES[1], "dtsen", name, families=5) for name in "12346789"),
            entry(VILLAGES[1], "dtsen", "10", families=5),
        ],
    )
    with without_maps():
        publish(store)
    found = asked(store, "national_list", region=D1, level="village", as_of="2025-06")
    assert found["families"].isna().all()
    shares = asked(store, "national_list_deciles", region=V1, as_of="2025-06")
    assert shares["families"].tolist() == [5] * 5
    assert shares["families_share"].isna().all()


def test_who_stands_in_a_list_is_not_in_need(store: Store) -> None:
    needs = asked(store, "needs", region=CITY, level="regency", as_of="2025-06")
    assert needs["count"].isna().all()
    [indicators] = [
        asked(store, "indicator_values", region=CITY, level="regency", as_of="2025-06")
    ]
    keys = ["ppks_per_1000_population", "dtks_verified_pct", "dtks_valid_pct"]
    found = indicators.set_index("indicator").loc[keys, "numerator"]
    assert found.isna().all()


def test_files_of_other_figures_are_not_held_against_each_other(record: Record) -> None:
    """Individuals by village, families by district: no region is gone, both contradict."""
    for period in ("2023-12", "2024-12"):
        both = entry(D1, "dtsen", individuals=1, families=9)
        record("national_list", CITY, period, [both])
        record("national_list", CITY, period, IN_VILLAGES)
        record("national_list", CITY, period, [entry(D1, "dtks", families=90)])
    store = record("national_list", CITY, "2025-12", IN_VILLAGES[1:])
    with without_maps():
        publish(store)
    found = asked(store, "findings", region=CITY, as_of="2025-12")
    gone = found[found["rule"] == "regions_gone"]
    assert gone["detail"].str.contains('"gone": ?1[,}]').tolist() == [True]
    at = asked(store, "findings", region=CITY, as_of="2024-12")
    assert "regions_gone" not in set(at["rule"])
    assert "national_list_parts" in set(at["rule"])
