"""Ratios of a region and of the regions in it: where counts add up, and where not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from imbang.publishing.publish import publish
from imbang.questions.asking import ask
from imbang.reference import regions
from imbang.store.deliveries import Store
from tests.together import Case, Shared, Together, place, without_maps

from ..conftest import draft
from .conftest import need, psm
from .indicator_store import CITY, DISTRICT, V1

Record = Callable[..., Store]
VILLAGES = [c for c in regions.load().names if c.startswith(f"{CITY}.") and len(c) > 8]
ADDED_UP = (
    "villages_with_psm_pct",
    "villages_proportionate_pct",
    "ppks_per_1000_population",
    "ppks_handled_pct",
    "cases_with_psm_pct",
    "dtks_verified_pct",
    "dtks_valid_pct",
    "ppks_change_pct",
    "ppks_independent_pct",
)
COUNTED_AGAIN = ("psm_active", "psm_per_1000_ppks", "psm_trained_pct")


def parts(store: Store, level: str, city: str = CITY) -> pd.DataFrame:
    """Numerator, denominator and value of the city's regions, by indicator."""
    found = ask(
        store.folder, "indicator_values", region=city, level=level, as_of="2024-12"
    )
    return found.set_index("indicator")[["numerator", "denominator", "value"]]


@st.composite
def village_rows(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """What each village of a city sends of everything: counts whose parts fit."""
    rows: dict[str, list[dict[str, Any]]] = {
        name: []
        for name in ("before", "ppks", "population", "cases", "verification", "pillars")
    }
    some = st.integers(0, 40)
    for number, code in enumerate(VILLAGES):
        ppks, handled, verified = draw(some), draw(some), draw(some)
        left = draw(st.integers(0, verified))
        rows["before"].append(need(code, 40 + number))
        rows["ppks"].append(need(code, ppks, independent=draw(some)))
        rows["population"].append({"region_code": code, "inhabitants": 100 + number})
        case = {"handled": handled, "handled_with_psm": draw(st.integers(0, handled))}
        case |= {"served": draw(some), "kind": "poor", "region_code": code}
        rows["cases"].append(case)
        entries = {"listed": 50, "verified": verified, "valid": left, "corrected": 0}
        entries |= {"region_code": code, "source": "dtks"}
        rows["verification"].append(entries)
        for who in draw(st.sets(st.sampled_from("abcdefgh"), max_size=2)):
            rows["pillars"].append(psm(who, code))
    rows["pillars"].append(psm("z", V1))
    return rows


@settings(
    max_examples=2,
    derandomize=True,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
@given(sent=village_rows())
def test_a_parents_ratio_is_that_of_the_sums(sent: dict[str, Any]) -> None:
    periods = {"before": "2023-12", "pillars": "2024-12", "ppks": "2024-12"}
    with TemporaryDirectory() as folder:
        store = Store(Path(folder) / "store")
        for name, rows in sent.items():
            dataset = "ppks" if name == "before" else name
            period = periods.get(name, "2024-01/2024-12")
            one = draft(dataset, CITY, period, rows)
            store.record([one], by="tester", received_on=date(2025, 1, 10))
        publish(store)
        city, villages = parts(store, "regency"), parts(store, "village")
        districts = parts(store, "district")
    for indicator in ADDED_UP:
        whole = city.loc[indicator]
        times = 1000 if "_per_1000_" in indicator else 100
        for below in (villages, districts):
            sums = below.loc[indicator, ["numerator", "denominator"]].sum()
            assert whole["numerator"] == sums["numerator"], indicator
            assert whole["denominator"] == sums["denominator"], indicator
            if not sums["denominator"]:
                assert pd.isna(whole["value"]), indicator
                continue
            ratio = times * sums["numerator"] / sums["denominator"]
            assert whole["value"] == pytest.approx(ratio), indicator
    people = {row["person_key"] for row in sent["pillars"]}
    assert city.loc["psm_active", "numerator"] == len(people)
    assert villages.loc["psm_active", "numerator"].sum() == len(sent["pillars"])


together = Together()


@pytest.fixture(scope="module")
def shared(record_once: Record) -> Shared:
    """All cases in one store, each in its own province, published once."""
    store, cases = together.recorded(record_once)
    with without_maps():
        publish(store)
    cases.asker = store
    return cases


@together
def test_a_person_of_two_villages_is_one_of_the_district(record: Record) -> Case:
    here = place("11")
    v1, v2, *_ = here.villages
    record("ppks", here.city, "2024-12", [need(v1, 10), need(v2, 30)])
    record("pillars", here.city, "2024-12", [psm("a", v1), psm("a", v2)])
    store = yield
    city = parts(store, "regency", here.city)
    villages = parts(store, "village", here.city)
    for indicator in COUNTED_AGAIN:
        assert villages.loc[indicator, "numerator"].sum() == 2
        assert city.loc[indicator, "numerator"] == 1
    # neither the sum's ratio, 2 of 40, nor the mean of 100 and 33.3: 1 of 40
    assert city.loc["psm_per_1000_ppks", "value"] == 25


@together
def test_gini_of_five_villages(record: Record) -> Case:
    needs, people = (40, 30, 0, 20, 10), (0, 1, 5, 2, 3)
    codes = [f"{DISTRICT}.{1001 + n}" for n in range(5)]
    rows = [need(code, count) for code, count in zip(codes, needs, strict=True)]
    record("ppks", CITY, "2024-12", rows)
    counts = [
        {"region_code": code, "kind": "psm", "count": count}
        for code, count in zip(codes, people, strict=True)
    ]
    record("pillar_counts", CITY, "2024-12", counts)
    store = yield
    found = parts(store, "district").loc["coverage_gini", "value"].dropna()
    # the third has no PMKS and is not on the curve, nor are its 5 PSM; the others from
    # the least PSM per PMKS: 0/40, 1/30, 2/20, 3/10, so y is 0, 1, 3, 6 of 6 and x 40,
    # 70, 90, 100 of 100: 40 x 0 + 30 x (0 + 1) + 20 x (1 + 3) + 10 x (3 + 6) = 200
    by_hand = 1 - 200 / (100 * 6)
    assert found.tolist() == pytest.approx([by_hand])
    # as on a list with one row for each of the 100 PMKS: the mean difference of all pairs
    shares = [p / n for n, p in zip(needs, people, strict=True) for _ in range(n) if n]
    apart = sum(abs(one - other) for one in shares for other in shares)
    assert by_hand == pytest.approx(apart / (2 * len(shares) * sum(shares)))
