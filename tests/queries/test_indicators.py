"""Every indicator on a small store, each expected figure worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from imbang.publishing.publish import publish
from imbang.questions.asking import ask
from imbang.questions.indicators import indicators
from imbang.store.deliveries import Store

from ..conftest import draft
from ..together import Case, Shared, Together, place, without_maps
from .conftest import need, psm
from .indicator_store import (
    CITY,
    DISTRICT,
    OTHER,
    PROVINCE,
    SILENT,
    V1,
    V2,
    V3,
    YEAR,
    send_everything,
)

Record = Callable[..., Store]
Figure = tuple[float | None, float | None, float | None, str]
LEVELS = {
    PROVINCE: "province",
    CITY: "regency",
    OTHER: "regency",
    DISTRICT: "district",
    V1: "village",
    V2: "village",
    V3: "village",
    SILENT: "village",
}
GONE: Figure = (None, None, None, "not_reported")
NEVER: Figure = (None, None, None, "not_applicable")

# numerator, denominator, value, status as of December 2024
BY_HAND: dict[str, dict[str, Figure]] = {
    # a in two villages and both cities, b, and c in the other city
    "psm_active": {
        V1: (2, None, 2, "reported"),
        V2: (1, None, 1, "reported"),
        V3: (0, None, 0, "reported_zero"),
        DISTRICT: (2, None, 2, "reported"),
        CITY: (2, None, 2, "reported"),
        OTHER: (2, None, 2, "reported"),
        PROVINCE: (3, None, 3, "partial"),
    },
    # PMKS: 300 + 100 + 0 + 50 here, 200 in the other city; families are not added
    "psm_per_1000_ppks": {
        V1: (2, 300, 1000 * 2 / 300, "reported"),
        V3: (0, 0, None, "reported_zero"),
        DISTRICT: (2, 450, 1000 * 2 / 450, "partial"),
        CITY: (2, 450, 1000 * 2 / 450, "partial"),
        OTHER: (2, 200, 10, "reported"),
        PROVINCE: (3, 650, 1000 * 3 / 650, "partial"),
    },
    # V1 and V2 of 12 and 52; one of the other city's 20
    "villages_with_psm_pct": {
        V1: (1, 1, 100, "reported"),
        V3: (0, 1, 0, "reported_zero"),
        DISTRICT: (2, 12, 100 * 2 / 12, "reported"),
        CITY: (2, 52, 100 * 2 / 52, "reported"),
        PROVINCE: (3, 72, 100 * 3 / 72, "partial"),
    },
    # a by certificate, c by the bimtek of the year before; b (stale) is neither
    "psm_trained_pct": {
        V1: (1, 2, 50, "reported"),
        V2: (1, 1, 100, "reported"),
        V3: (0, 0, None, "reported_zero"),
        CITY: (1, 2, 50, "reported"),
        OTHER: (2, 2, 100, "reported"),
        PROVINCE: (2, 3, 100 * 2 / 3, "partial"),
    },
    "pillar_kinds_present": {
        V1: (1, 2, 1, "reported"),
        V3: (0, 2, 0, "reported_zero"),
        DISTRICT: (2, 2, 2, "reported"),
        OTHER: (1, 1, 1, "reported"),
        PROVINCE: (2, 2, 2, "partial"),
    },
    "regencies_with_slrt_pct": {
        V1: NEVER,
        DISTRICT: NEVER,
        CITY: (1, 1, 100, "reported"),
        OTHER: (0, 1, 0, "reported_zero"),
        PROVINCE: (1, 2, 50, "partial"),
    },
    # the province's own 50 with 5 spent come on top; other programmes do not
    "budget_realised_pct": {
        DISTRICT: NEVER,
        CITY: (40, 100, 40, "reported"),
        OTHER: GONE,
        PROVINCE: (45, 150, 30, "partial"),
    },
    # a attended in May; b did not; c did the year before
    "psm_trained_this_year_pct": {
        V1: (1, 2, 50, "reported"),
        V2: (1, 1, 100, "reported"),
        CITY: (1, 2, 50, "reported"),
        # of the other city no list tells: its c is no PSM who did not attend
        PROVINCE: (1, 2, 50, "partial"),
    },
    # a, a, tksk here and a, c there are confirmed; b is not
    "register_current_pct": {
        V1: (1, 2, 50, "reported"),
        V3: (0, 0, None, "reported_zero"),
        DISTRICT: (3, 4, 75, "reported"),
        OTHER: (2, 2, 100, "reported"),
        PROVINCE: (5, 6, 100 * 5 / 6, "partial"),
    },
    # one of three that reported met in each quarter
    "ipsm_met_quarterly_pct": {
        V1: NEVER,
        DISTRICT: (1, 1, 100, "reported"),
        CITY: (1, 3, 100 / 3, "partial"),
        OTHER: GONE,
        PROVINCE: (1, 3, 100 / 3, "partial"),
    },
    "dtks_verified_pct": {
        V1: (50, 100, 50, "reported"),
        V2: (0, 100, 0, "reported_zero"),
        DISTRICT: (50, 200, 25, "partial"),
        PROVINCE: (50, 200, 25, "partial"),
    },
    "dtks_valid_pct": {
        V1: (40, 50, 80, "reported"),
        V2: (0, 0, None, "reported_zero"),
        CITY: (40, 50, 80, "partial"),
    },
    # 30 poor and 6 beggars
    "ppks_assisted": {
        V1: (36, None, 36, "reported"),
        DISTRICT: (36, None, 36, "partial"),
        OTHER: GONE,
        PROVINCE: (36, None, 36, "partial"),
    },
    # of the beggars nobody says with whom
    "ppks_assisted_by_psm": {
        V1: (10, None, 10, "reported"),
        CITY: (10, None, 10, "partial"),
    },
    "referrals_completed_pct": {
        DISTRICT: NEVER,
        CITY: (4, 10, 40, "reported"),
        OTHER: GONE,
        PROVINCE: (4, 10, 40, "partial"),
    },
    "cases_with_psm_pct": {
        V1: (9, 24, 37.5, "reported"),
        V2: GONE,
        DISTRICT: (9, 24, 37.5, "partial"),
        PROVINCE: (9, 24, 37.5, "partial"),
    },
    "ppks_handled_pct": {
        V1: (36, 300, 12, "reported"),
        V2: (None, 100, None, "not_reported"),
        DISTRICT: (36, 450, 8, "partial"),
        OTHER: (None, 200, None, "not_reported"),
        PROVINCE: (36, 650, 100 * 36 / 650, "partial"),
    },
    # norm 650 / 3: V1 300 <= 2 x 216.7 and V2 are, V3 needs none, V5 has nobody
    "villages_proportionate_pct": {
        V1: (1, 1, 100, "reported"),
        V3: (1, 1, 100, "reported"),
        DISTRICT: (3, 4, 75, "partial"),
        OTHER: GONE,
        PROVINCE: (3, 4, 75, "partial"),
    },
    # V5 50 with 0, V1 300 with 2, V2 100 with 1: twice the area under the curve is
    # (50 x 0 + 300 x (0 + 2) + 100 x (2 + 3)) / (450 x 3) = 1100 / 1350
    "coverage_gini": {
        V1: NEVER,
        DISTRICT: (None, None, 1 - 1100 / 1350, "partial"),
        CITY: (None, None, 1 - 1100 / 1350, "partial"),
        OTHER: GONE,
    },
    # 10 and 20 days in V1, 40 in V2; of the province one regency of 13 sends cases
    "days_to_close_median": {
        V1: (None, None, 15, "reported"),
        V2: (None, None, 40, "reported"),
        DISTRICT: (None, None, 20, "reported"),
        PROVINCE: (None, None, 20, "partial"),
        OTHER: GONE,
    },
    # the district's own 8,000; 2,000 in the other city
    "ppks_per_1000_population": {
        V1: (300, 1000, 300, "reported"),
        V2: (100, None, None, "not_reported"),
        DISTRICT: (450, 8000, 56.25, "partial"),
        OTHER: (200, 2000, 100, "reported"),
        PROVINCE: (650, 10000, 65, "partial"),
    },
    "ppks_change_pct": {
        V1: (100, 200, 50, "reported"),
        V2: GONE,
        OTHER: (-50, 250, -20, "reported"),
        # V1 and the other city; V2 and V5 reported for the first time
        PROVINCE: (50, 450, 100 * 50 / 450, "partial"),
    },
    # 20 of the 200 (with the other city: 450) of the December before
    "ppks_independent_pct": {
        V1: (20, 200, 10, "reported"),
        OTHER: GONE,
        PROVINCE: (20, 450, 100 * 20 / 450, "partial"),
    },
}
together = Together()
ELSEWHERE = {"reporting_rate_pct"}  # below, on a store of its own


def values(store: Store, region: str, level: str, as_of: str) -> pd.DataFrame:
    """The answer with the indicator as index; what does not exist is None."""
    found = ask(
        store.folder, "indicator_values", region=region, level=level, as_of=as_of
    )
    found = found.astype(object).where(found.notna(), None)
    return found.set_index(["region_code", "indicator"])


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(tmp_path_factory.mktemp("indicators") / "store")

    def record(dataset: str, office: str, period: str, rows: Any) -> Store:
        one = draft(dataset, office, period, rows)
        store.record([one], by="tester", received_on=date(2025, 1, 10))
        return store

    send_everything(record)
    publish(store)
    return store


@pytest.fixture(scope="module")
def shared(record_once: Record) -> Shared:
    """Cases in one store, each in its own province, published once."""
    store, cases = together.recorded(record_once)
    with without_maps():
        publish(store)
    cases.asker = store
    return cases


@pytest.fixture(scope="module")
def answers(everything: Store) -> dict[str, pd.DataFrame]:
    return {
        level: values(everything, PROVINCE, level, "2024-12")
        for level in set(LEVELS.values())
    }


def test_every_indicator_is_worked_out_by_hand() -> None:
    assert {*BY_HAND, *ELSEWHERE} == set(indicators())


@pytest.mark.parametrize("indicator", BY_HAND)
def test_figures_are_those_worked_out_by_hand(
    indicator: str, answers: dict[str, pd.DataFrame]
) -> None:
    columns = ["numerator", "denominator", "value", "status"]
    for region, expected in BY_HAND[indicator].items():
        row = answers[LEVELS[region]].loc[(region, indicator)]
        assert tuple(row[columns]) == pytest.approx(expected), region


def test_where_nothing_is_sent_nothing_is_zero(
    answers: dict[str, pd.DataFrame],
) -> None:
    silent = answers["village"].loc[SILENT]
    assert set(silent["status"]) == {"not_reported", "not_applicable"}
    assert silent[["numerator", "denominator", "value"]].isna().all(axis=None)


def test_every_region_is_listed_for_every_indicator(
    answers: dict[str, pd.DataFrame],
) -> None:
    regions_of_level = {"province": 1, "regency": 13, "district": 156, "village": 2016}
    for level, count in regions_of_level.items():
        assert len(answers[level]) == count * len(indicators())


def test_quarters_count_once_they_have_elapsed(everything: Store) -> None:
    def ipsm(as_of: str) -> Figure:
        found = values(everything, CITY, "regency", as_of)
        row = found.loc[(CITY, "ipsm_met_quarterly_pct")]
        return tuple(row[["numerator", "denominator", "value", "status"]])

    assert ipsm("2024-02") == GONE
    # the second district met four times, all in the first quarter
    assert ipsm("2024-03") == pytest.approx((2, 3, 100 * 2 / 3, "partial"))
    assert ipsm("2024-06") == pytest.approx((1, 3, 100 / 3, "partial"))
    assert ipsm("2025-01") == GONE


@together
def test_a_kind_that_no_register_holds_is_not_collected(record: Record) -> Case:
    here = place("11")
    other = here.cities[1]
    row = psm("t", here.district, kind="tksk")
    record("pillars", here.city, "2024-12", [row])
    store = yield
    found = values(store, here.province, "regency", "2024-12")
    told = found["status"].unstack("indicator")
    for indicator in ("psm_active", "villages_with_psm_pct", "psm_trained_pct"):
        assert told.loc[here.city, indicator] == "not_collected"
        assert told.loc[other, indicator] == "not_reported"
    assert told.loc[here.city, "pillar_kinds_present"] == "reported"
    assert told.loc[here.city, "ppks_handled_pct"] == "not_reported"


@together
def test_counts_without_names_tell_nothing_of_training(record: Record) -> Case:
    here = place("12")
    v1 = here.villages[0]
    other = here.cities[1]
    count = {"kind": "psm", "count": 3, "region_code": other}
    record("pillar_counts", other, "2024-12", [count])
    record("pillars", here.city, "2024-12", [psm("a", v1)])
    store = yield
    found = values(store, here.province, "regency", "2024-12")
    assert found.loc[(other, "psm_active"), "value"] == 3
    assert found.loc[(other, "psm_trained_pct"), "status"] == "not_reported"
    # no list of participants: who attended is not known
    assert (
        found.loc[(here.city, "psm_trained_this_year_pct"), "status"] == "not_reported"
    )


@together
def test_reports_are_counted_once_due(record: Record) -> Case:
    here = place("63")
    v1 = here.villages[0]
    other, third = here.cities[1:3]
    record("ppks", here.city, "2024-06", [need(v1, 1)])
    record("ppks", here.city, "2024-12", [need(v1, 1)])
    record("ppks", other, "2024-06", [need(other, 1)])
    store = yield

    def rate(region: str, level: str, as_of: str) -> Any:
        found = values(store, region, level, as_of)
        row = found.loc[(region, "reporting_rate_pct")]
        return tuple(row[["numerator", "denominator", "beside", "status"]])

    # 13 regencies owe June and December; all came on 10 January, June's too late
    assert rate(here.province, "province", "2024-12") == (3, 26, 1, "reported")
    assert rate(here.province, "province", "2024-06") == (2, 13, 0, "reported")
    assert rate(here.city, "regency", "2024-12") == (2, 2, 1, "reported")
    assert rate(other, "regency", "2024-12") == (1, 2, 0, "reported")
    assert rate(third, "regency", "2024-12")[:2] == (0, 2)
    assert rate(third, "regency", "2024-12")[3] == "reported_zero"


@together
def test_what_is_not_due_is_not_missing(record: Record) -> Case:
    here = place("73")
    today = date.today()
    half = (today.year, 6 if today.month <= 6 else 12)
    before = (half[0] - 1, 12) if half[1] == 6 else (half[0], 6)
    for year, month in (before,):
        record("ppks", here.city, f"{year}-{month:02d}", [need(here.villages[0], 1)])
    store = yield
    found = values(store, here.city, "regency", f"{half[0]}-{half[1]:02d}")
    row = found.loc[(here.city, "reporting_rate_pct")]
    # as of the end of this half-year its report is still due for another month
    assert tuple(row[["numerator", "denominator"]]) == (1, 1)
    later = f"{half[0] + half[1] // 12}-{half[1] % 12 + 3:02d}"
    found = values(store, here.city, "regency", later)
    row = found.loc[(here.city, "reporting_rate_pct")]
    assert tuple(row[["numerator", "denominator"]]) == (1, 2)


def test_rates_hand_their_targets_down_and_counts_do_not(record: Record) -> None:
    targets = [
        {"indicator": "psm_active", "region_code": PROVINCE, "value": 4},
        {
            "indicator": "psm_trained_pct",
            "region_code": PROVINCE,
            "value": 80,
            "local_code": "IKU 2.1",
        },
        {"indicator": "days_to_close_median", "region_code": PROVINCE, "value": 20},
        {"indicator": "coverage_gini", "region_code": PROVINCE, "value": 0.2},
        {"indicator": "ppks_change_pct", "region_code": PROVINCE, "value": -5},
    ]
    send_everything(record)
    record("targets", PROVINCE, YEAR, targets)
    own = [{"indicator": "psm_trained_pct", "region_code": OTHER, "value": 50}]
    store = record("targets", OTHER, YEAR, own)
    publish(store)
    told = values(store, PROVINCE, "province", "2024-12").loc[PROVINCE]
    columns = ["target", "attainment_pct", "standing"]
    assert tuple(told.loc["psm_active", columns]) == (4, 75, "fair")
    # 2 of 3 are trained; of 80 that is 83.3 %
    assert told.loc["psm_trained_pct", "attainment_pct"] == pytest.approx(250 / 3)
    # down: the median is what it was to be; a Gini of 0.185 is below 0.2
    assert told.loc["days_to_close_median", "attainment_pct"] == 100
    gini = 1 - 1100 / 1350
    attained = told.loc["coverage_gini", "attainment_pct"]
    assert attained == pytest.approx(100 * (0.4 - gini) / 0.2)
    assert tuple(told.loc["ppks_change_pct", columns]) == (-5, None, None)
    below = values(store, PROVINCE, "regency", "2024-12")
    columns = ["target", "target_region", "local_code"]
    inherited = below.loc[(CITY, "psm_trained_pct"), columns]
    assert tuple(inherited) == (80, PROVINCE, "IKU 2.1")
    assert below.loc[(OTHER, "psm_trained_pct"), "target"] == 50
    # one or two of one or two say little against 80 %; a count is reached or not
    columns = ["against", "reference", "judgement"]
    held = below.loc[(CITY, "psm_trained_pct"), columns]
    assert tuple(held) == ("target", 80, "undecided")
    assert tuple(told.loc["psm_active", columns]) == ("target", 4, "clearly_short")
    per_need = below.loc[(CITY, "psm_per_1000_ppks"), "against"]
    assert per_need == "province"
    assert below.loc[(CITY, "psm_active"), "target"] is None
    assert below.loc[(CITY, "coverage_gini"), "target"] is None
    # the year after has no target yet
    later = values(store, PROVINCE, "province", "2025-01")
    assert later["target"].isna().all()


@together
def test_a_flow_is_carried_on_to_the_years_end(record: Record) -> Case:
    here = place("13")
    row = {"region_code": here.city, "kind": "poor", "served": 30, "handled": 1}
    record("cases", here.city, "2024-01/2024-06", [row])
    seen = {"region_code": here.city, "source": "dtks", "listed": 100, "verified": 60}
    record("verification", here.city, "2024-01/2024-06", [seen])
    store = yield

    def forecast(region: str, level: str, as_of: str, indicator: str) -> Any:
        return values(store, region, level, as_of).loc[(region, indicator), "forecast"]

    # six months are half a year; of a list no more than all can be verified
    assert forecast(here.city, "regency", "2024-09", "ppks_assisted") == 60
    assert forecast(here.city, "regency", "2024-09", "dtks_verified_pct") == 100
    assert forecast(here.city, "regency", "2024-12", "ppks_assisted") is None
    # a partial figure is carried nowhere, nor is a stock
    assert forecast(here.province, "province", "2024-09", "ppks_assisted") is None
    assert forecast(here.city, "regency", "2024-09", "psm_active") is None


@together
def test_dtsen_takes_the_place_of_dtks(record: Record) -> Case:
    here = place("15")

    def sent(source: str, verified: int) -> Any:
        figures = {"source": source, "listed": 100, "verified": verified}
        return [{"region_code": here.city, **figures}]

    record("verification", here.city, "2024-01/2024-12", sent("dtks", 80))
    record("verification", here.city, "2025-01/2025-03", sent("dtks", 5))
    record("verification", here.city, "2025-01/2025-06", sent("dtsen", 30))
    store = yield
    trend = ask(
        store.folder,
        "indicator_trend",
        region=here.city,
        indicator="dtks_verified_pct",
        as_of="2025-06",
    ).set_index("month")
    told = trend[["series", "value"]].apply(tuple, axis=1)
    assert told["2024-12"] == ("dtks", 80)
    assert told["2025-05"] == ("dtks", 5)
    assert told["2025-06"] == ("dtsen", 30)
    assert pd.isna(trend.loc["2025-01", "value"])


@together
def test_change_compares_only_what_is_reported_at_both_months(record: Record) -> Case:
    """V1 grows from 100 to 110; V2, where 500 are, reports for the first time. Of
    another kind V1 reports anew and the other city's old report still stands."""
    here = place("16")
    v1, v2, *_ = here.villages
    other = here.cities[1]
    homeless = {"kind": "homeless"}
    record("ppks", here.city, "2023-12", [need(v1, 100), need(v1, 40, **homeless)])
    record("ppks", other, "2023-12", [need(other, 1000, **homeless)])
    late = [need(v1, 110), need(v2, 500), need(v1, 50, **homeless)]
    record("ppks", here.city, "2024-12", late)
    store = yield
    # 10 and 10 more than 100, 40 and 1,000
    for region, level, before in (
        (here.province, "province", 1140),
        (here.city, "regency", 140),
    ):
        told = values(store, region, level, "2024-12").loc[(region, "ppks_change_pct")]
        assert tuple(told[["numerator", "denominator"]]) == (20, before)
        months = {"as_of": "2024-12", "base": "2023-12"}
        growth = ask(store.folder, "growth", region=region, **months).iloc[-1]
        assert told["value"] == pytest.approx(growth["ppks_index"] - 100)
