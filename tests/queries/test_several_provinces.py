"""The nation's figures where provinces have norms of their own, worked out by hand.

| province | village | PMKS | PSM | norm | beyond reach | PSM lacking |
| --- | --- | --- | --- | --- | --- | --- |
| 63 | V1 | 10 | 1 | 100 / 1 | 0 | 0 |
| 63 | V2 | 90 | 0 | 100 / 1 | 90 | 1 |
| 62 | W1 | 100 | 1 | 150 / 3 | 50 | 1 |
| 62 | W2 | 50 | 2 | 150 / 3 | 0 | 0 |

The nation's own norm is 250 PMKS to 4 PSM, 62.5.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from imbang.publishing.publish import publish
from imbang.questions.asking import ask
from imbang.store.deliveries import Store

from .conftest import need, psm

V1, V2 = "63.71.01.1001", "63.71.01.1002"
W1, W2 = "62.71.03.1001", "62.71.03.1002"
NORM = ["uncovered_norm_numerator", "uncovered_norm_denominator"]


@pytest.fixture(scope="module")
def two_provinces(record_once: Callable[..., Store]) -> Store:
    record_once("pillars", "63.71", "2024-12", [psm("a", V1)])
    record_once("ppks", "63.71", "2024-12", [need(V1, 10), need(V2, 90)])
    held = [psm("b", W1), psm("c", W2), psm("d", W2)]
    record_once("pillars", "62.71", "2024-12", held)
    store = record_once("ppks", "62.71", "2024-12", [need(W1, 100), need(W2, 50)])
    publish(store)
    return store


def _coverage(store: Store, level: str, **given: str) -> pd.DataFrame:
    rows = ask(
        store.folder, "coverage", region="ID", level=level, as_of="2024-12", **given
    )
    return rows.set_index("region_code")


def test_people_beyond_reach_add_up_over_provinces(two_provinces: Store) -> None:
    nation = _coverage(two_provinces, "nation").loc["ID"]
    assert nation["uncovered_persons"] == 140
    assert nation["shortage"] == 2
    provinces = _coverage(two_provinces, "province")["uncovered_persons"]
    assert (provinces["63"], provinces["62"]) == (90, 50)
    villages = _coverage(two_provinces, "village")["uncovered_persons"]
    assert villages.sum() == 140


def test_a_figure_says_which_norm_it_was_made_with(two_provinces: Store) -> None:
    nation = _coverage(two_provinces, "nation").loc["ID"]
    assert (nation["norm_numerator"], nation["norm_denominator"]) == (250, 4)
    low, high = nation["uncovered_norm_low"], nation["uncovered_norm_high"]
    assert (low, high) == (50, 100)
    assert nation[NORM].isna().all()
    # a province is held against the nation, its villages against its own ratio
    provinces = _coverage(two_provinces, "province")
    assert provinces.loc["63", "norm"] == 62.5
    assert provinces.loc["63", NORM].tolist() == [100, 1]
    assert provinces.loc["62", NORM].tolist() == [150, 3]
    village = _coverage(two_provinces, "village").loc[W1]
    assert village[["norm_numerator", "norm_denominator"]].tolist() == [150, 3]
    assert village[NORM].tolist() == [150, 3]


def test_one_norm_for_all_is_said_as_one(two_provinces: Store) -> None:
    nation = _coverage(two_provinces, "nation", norm="40").loc["ID"]
    # 10 and 90 of 40 to 1 and to none; 100 of 40; 50 of 80
    assert nation["uncovered_persons"] == 0 + 90 + 60 + 0
    assert nation[NORM].tolist() == [40, 1]
    assert nation["uncovered_norm_low"] == nation["uncovered_norm_high"] == 40


def test_a_province_that_reports_as_a_whole_is_held_against_its_own_norm(
    record: Callable[..., Store],
) -> None:
    """62 as a whole has 100 PMKS and 1 PSM, and of its villages one with 40 and none is
    known: 40 are beyond reach. 63 has 100 to 10. By the nation's norm, 200 PMKS to 11,
    62 would leave 82 beyond it."""
    count = {"kind": "psm"}
    record("ppks", "63.71", "2024-12", [need("63.71", 100)])
    whole = [{**count, "region_code": "63.71", "count": 10}]
    record("pillar_counts", "63.71", "2024-12", whole)
    record("ppks", "62.71", "2024-12", [need("62.71", 100), need(W1, 40)])
    people = [{"region_code": "62.71", "count": 1}, {"region_code": W1, "count": 0}]
    store = record("pillar_counts", "62.71", "2024-12", [count | row for row in people])
    publish(store)
    provinces = _coverage(store, "province")
    assert provinces["uncovered_persons"].dropna().to_dict() == {"62": 40, "63": 0}
    assert provinces["is_uncovered_at_least"][["63", "62"]].all()
    assert provinces.loc["62", NORM].tolist() == [100, 1]
    assert _coverage(store, "nation").loc["ID", "uncovered_persons"] == 40
