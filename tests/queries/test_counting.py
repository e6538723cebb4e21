"""Counting rules on small stores, each expected figure worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest
from scipy.stats import chi2

from imbang.publishing.publish import publish
from imbang.questions.asking import ask
from imbang.store.deliveries import Store

from .conftest import need, psm

Record = Callable[..., Store]
Answer = Callable[..., pd.DataFrame]
CITY, DISTRICT = "63.71", "63.71.01"
V1, V2, V3, V4 = (f"63.71.01.100{n}" for n in (1, 2, 3, 4))
DECEMBER = {"as_of": "2024-12"}


def steps(answer: Answer, store: Store, **given: str) -> list[Any]:
    asked = {"region": CITY, "level": "regency", **DECEMBER, **given}
    row = answer(store, "pillar_ladder", **asked).loc[CITY]
    ladder = ["roles", "persons", "active", "current", "trained", "valid"]
    return [None if pd.isna(row[step]) else int(row[step]) for step in ladder]


def test_a_person_with_two_roles_counts_once(record: Record, answer: Answer) -> None:
    roles = [
        psm("a", V1),
        psm("a", V2),  # the same person in two villages
        psm("b", V1),
        psm("b", DISTRICT, kind="tksk"),
        psm(None, V1),  # nobody knows who: a person of its own, never valid
    ]
    store = record("pillars", CITY, "2024-12", roles)
    assert steps(answer, store, kind="psm") == [4, 3, 3, 3, 3, 2]
    assert steps(answer, store, kind="tksk") == [1, 1, 1, 1, 1, 1]
    assert steps(answer, store) == [5, 3, 3, 3, 3, 2]


def test_why_people_fall_out(record: Record, answer: Answer) -> None:
    roles = [
        psm("valid", V1),
        psm("inactive", V1, status="inactive"),
        psm("ended", V1, end_date=date(2024, 12, 30)),
        psm("last day", V1, end_date=date(2024, 12, 31)),
        psm("not begun", V1, start_date=date(2025, 1, 1)),
        psm("stale", V1, confirmed_on=date(2023, 12, 30)),
        psm("just current", V1, confirmed_on=date(2023, 12, 31)),
        psm("never confirmed", V1, confirmed_on=None),
        psm("untrained", V1, certificate="no"),
        psm("trained later", V1, certificate="2025-01-01"),
        psm("trained in time", V1, certificate="2024-12-31"),
        psm("too young", V1, birth_year=2007),
        psm("eighteen", V1, birth_year=2006),
        psm("no age", V1, birth_year=None),
        psm("above the village", DISTRICT),
    ]
    store = record("pillars", CITY, "2024-12", roles)
    # 15 people; minus inactive, ended, not begun: 12; minus stale, never confirmed: 10;
    # minus untrained, trained later: 8; minus too young, no age, above the village: 5
    assert steps(answer, store, kind="psm") == [15, 15, 12, 10, 8, 5]


def test_a_month_later_figures_move_on(record: Record, answer: Answer) -> None:
    roles = [
        psm("a", V1, end_date=date(2025, 1, 15)),
        psm("b", V1, confirmed_on=date(2024, 1, 31)),
        psm("c", V1, birth_year=2007),
    ]
    store = record("pillars", CITY, "2024-12", roles)
    assert steps(answer, store, kind="psm") == [3, 3, 3, 3, 3, 2]
    # at the end of January 2025 a is gone, b just current, c is 18
    assert steps(answer, store, kind="psm", as_of="2025-01") == [3, 3, 2, 2, 2, 2]
    assert steps(answer, store, kind="psm", as_of="2025-02") == [3, 3, 2, 1, 1, 1]


LEAP = {  # by village: when its PSM was confirmed, when is asked, whether it is current
    # twelve months before 29 February 2024 is 28 February 2023
    V1: (date(2023, 2, 28), "2024-02", 1),
    V2: (date(2023, 2, 27), "2024-02", 0),
    # twelve months before 28 February 2025 is 28 February 2024
    V3: (date(2024, 2, 28), "2025-02", 1),
    V4: (date(2024, 2, 27), "2025-02", 0),
}


@pytest.fixture(scope="module")
def in_leap_years(record_once: Record) -> Store:
    roles = [
        psm(code, code, confirmed_on=on) for code, (on, _as_of, _n) in LEAP.items()
    ]
    store = record_once("pillars", CITY, "2023-01", roles)
    publish(store)
    return store


@pytest.mark.parametrize("village", LEAP)
def test_leap_years(in_leap_years: Store, village: str) -> None:
    _confirmed, as_of, current = LEAP[village]
    asked = {"region": village, "level": "village", "kind": "psm", "as_of": as_of}
    [row] = ask(in_leap_years.folder, "pillar_ladder", **asked).to_dict("records")
    assert (row["active"], row["current"]) == (1, current)


def test_institutions_count_by_registration(record: Record, answer: Answer) -> None:
    lks = {"kind": "lks", "region_code": CITY, "status": "active"}
    confirmed = {"confirmed_on": date(2024, 12, 1)}
    roles = [
        lks | confirmed | {"registration_number": "001/LKS"},
        lks | confirmed | {"registration_number": " 001/lks "},  # the same
        lks | confirmed | {"registration_number": "002/LKS"},
        lks | confirmed,  # without a number
    ]
    store = record("pillars", CITY, "2024-12", roles)
    assert steps(answer, store, kind="lks") == [4, 3, 3, 3, None, 2]


def test_the_lower_office_counts_where_two_hold_a_role(
    record: Record, answer: Answer
) -> None:
    record("pillars", "63", "2024-12", [psm("a", V1), psm("z", V1)])
    store = record("pillars", CITY, "2024-12", [psm("a", V1, status="inactive")])
    # the regency says that a is inactive, only the province knows z
    assert steps(answer, store, kind="psm") == [2, 2, 1, 1, 1, 1]


def test_a_later_register_replaces_the_one_before(
    record: Record, answer: Answer
) -> None:
    record("pillars", CITY, "2024-06", [psm("a", V1), psm("b", V1)])
    record("pillars", CITY, "2024-12", [psm("x", V1)])
    store = record("pillars", CITY, "2024-12", [psm("a", V1)])  # the correction
    assert steps(answer, store, kind="psm") == [1, 1, 1, 1, 1, 1]
    assert steps(answer, store, kind="psm", as_of="2024-11")[:3] == [2, 2, 2]
    assert steps(answer, store, kind="psm", as_of="2024-05")[:3] == [None, None, None]


def test_zero_is_not_blank(record: Record, answer: Answer) -> None:
    record("pillars", CITY, "2024-12", [psm("a", V1)])
    store = record(
        "ppks", CITY, "2024-12", [need(V1, 100), need(V2, 0), need(V3, None)]
    )
    asked = {"region": DISTRICT, "level": "village", **DECEMBER}
    got = answer(store, "coverage", **asked)
    columns = ["ppks_status", "psm_status", "state"]
    assert got.loc[V1, columns].tolist() == ["reported", "reported", "proportionate"]
    assert got.loc[V2, columns].tolist() == [
        "reported_zero",
        "reported_zero",
        "not_needed",
    ]
    assert got.loc[V3, columns].tolist() == ["not_reported", "reported_zero", "unknown"]
    assert len(got) == 12  # every village of the district, reported or not
    whole = answer(store, "needs", region=CITY, level="regency", **DECEMBER)
    by_kind = whole.set_index("kind")
    assert by_kind.loc["poor", "status"] == "partial"
    assert by_kind.loc["beggar", "status"] == "not_collected"
    elsewhere = answer(store, "needs", region="63.72", level="regency", **DECEMBER)
    assert set(elsewhere["status"]) == {"not_reported"}
    tagana = answer(
        store, "pillar_ladder", region=CITY, level="regency", kind="tagana", **DECEMBER
    )
    assert tagana.loc[CITY, "status"] == "not_collected"


def test_children_against_the_direct_report(record: Record, answer: Answer) -> None:
    office, district = "63.72", "63.72.02"
    one, two, three, four = (f"{district}.100{n}" for n in (3, 4, 5, 6))
    record("ppks", office, "2024-05", [need(one, 10), need(two, 10)])
    record("ppks", office, "2024-06", [need(one, 11)])
    record("ppks", office, "2024-07", [need(district, 99)])
    record("ppks", office, "2024-08", [need(one, 12), need(three, 10)])
    record("ppks", office, "2024-09", [need(four, 5)])
    store = record("ppks", office, "2024-10", [need(two, 20)])
    expected = {
        "2024-05": (20, "partial", "2024-05"),
        "2024-06": (21, "partial", "2024-05"),
        "2024-07": (99, "reported", "2024-07"),
        "2024-08": (99, "reported", "2024-07"),
        # all four have a figure, but that of the second is older than the direct one
        "2024-09": (99, "reported", "2024-07"),
        "2024-10": (12 + 20 + 10 + 5, "reported", "2024-08"),
    }
    for month, figure in expected.items():
        got = answer(store, "needs", region=district, level="district", as_of=month)
        row = got.set_index("kind").loc["poor"]
        assert (row["count"], row["status"], row["period"]) == figure, month


def test_labels_of_one_kind_are_added_up(record: Record, answer: Answer) -> None:
    rows = [need(V1, 3), need(V1, 4), need(V2, None), need(V2, 6)]
    store = record("ppks", CITY, "2024-12", rows)
    got = answer(store, "needs", region=DISTRICT, level="village", **DECEMBER)
    poor = got[got["kind"] == "poor"]["count"]
    assert (poor[V1], poor[V2]) == (7, 6)


def test_partial_totals_say_of_how_many(record: Record, answer: Answer) -> None:
    store = record("ppks", CITY, "2024-12", [need(V1, 3), need(V2, 4)])
    district = answer(store, "needs", region=CITY, level="district", **DECEMBER)
    row = (
        district.reset_index()
        .set_index(["region_code", "kind"])
        .loc[(DISTRICT, "poor")]
    )
    assert (row["count"], row["status"]) == (7, "partial")
    assert (row["parts_complete"], row["parts_total"]) == (2, 12)


def test_units_never_mix(record: Record, answer: Answer) -> None:
    record("pillars", CITY, "2024-12", [psm("a", V1)])
    rows = [
        need(V1, 5),
        need(V1, 7, unit="family"),
        need(V1, 2, kind="troubled_family", unit="family"),
        need(V1, 4, kind="beggar"),
    ]
    store = record("ppks", CITY, "2024-12", rows)
    got = answer(store, "coverage", region=V1, level="village", **DECEMBER).loc[V1]
    assert (got["ppks_persons"], got["ppks_families"]) == (9, 9)
    only = {"region": V1, "level": "village", "kinds": "beggar", **DECEMBER}
    assert answer(store, "coverage", **only).loc[V1, "ppks_persons"] == 4
    few = {**only, "kinds": "without_poor"}
    assert answer(store, "coverage", **few).loc[V1, "ppks_families"] == 2


def test_counts_stand_where_no_register_is(record: Record, answer: Answer) -> None:
    count = {"kind": "psm", "count": 3}
    record("pillars", CITY, "2024-12", [psm("a", V1)])
    record("pillar_counts", CITY, "2024-12", [count | {"region_code": V2}])
    store = record(
        "pillar_counts", "63.72", "2024-12", [count | {"region_code": "63.72"}]
    )
    asked = {"region": "63", "level": "regency", **DECEMBER}
    got = answer(store, "coverage", **asked)["psm_active"]
    # the city's register gives its figure, not its count
    assert (got[CITY], got["63.72"]) == (1, 3)
    whole = {"region": "63", "level": "province", **DECEMBER}
    assert answer(store, "coverage", **whole).loc["63", "psm_active"] == 4
    ladder = answer(store, "pillar_ladder", **whole, kind="psm").loc["63"]
    assert (ladder["reported"], ladder["counts_only"], ladder["roles"]) == (4, 3, 1)


def test_states_at_the_norm_exactly(record: Record, answer: Answer) -> None:
    record("pillars", CITY, "2024-12", [psm("a", V1), psm("b", V2), psm("c", V4)])
    rows = [need(V1, 100), need(V2, 101), need(V3, 1), need(V4, 0)]
    store = record("ppks", CITY, "2024-12", rows)
    asked = {"region": DISTRICT, "level": "village", "norm": "100", **DECEMBER}
    got = answer(store, "coverage", **asked)
    columns = ["state", "shortage", "uncovered_persons"]
    assert got.loc[V1, columns].tolist() == ["proportionate", 0, 0]
    assert got.loc[V2, columns].tolist() == ["short", 1, 1]
    assert got.loc[V3, columns].tolist() == ["no_psm", 1, 1]
    assert got.loc[V4, columns].tolist() == ["not_needed", 0, 0]
    # 202 PMKS to 3 PSM is proportionate, and yet two people are uncovered inside
    above = {"region": CITY, "level": "regency", "norm": "100", **DECEMBER}
    city = answer(store, "coverage", **above).loc[CITY]
    assert city[columns].tolist() == ["proportionate", 2, 2]
    assert (city["shortage_no_psm"], city["shortage_short"]) == (1, 1)
    # the default norm is the province's own ratio, a fraction: 202 / 3
    own = answer(store, "coverage", region=V1, level="village", **DECEMBER).loc[V1]
    assert (own["norm_numerator"], own["norm_denominator"]) == (202, 3)
    assert own["norm_left_out"] == 12
    assert own["uncovered_persons"] == pytest.approx(100 - 202 / 3)


def test_a_norm_leaves_out_regencies_with_one_side(
    record: Record, answer: Answer
) -> None:
    other = "63.72.02.1003"
    record("pillars", CITY, "2024-12", [psm("a", V1), psm("b", V1)])
    record("pillars", "63.72", "2024-12", [psm("a", other), psm("c", other)])
    store = record("ppks", CITY, "2024-12", [need(V1, 50)])
    asked = {"region": "63", "level": "regency", **DECEMBER}
    got = answer(store, "coverage", **asked).loc[CITY]
    # a serves in both; only the city has both sides: 50 / 2
    assert (got["norm_numerator"], got["norm_denominator"]) == (50, 2)
    whole = {"region": "63", "level": "province", **DECEMBER}
    assert answer(store, "coverage", **whole).loc["63", "psm_active"] == 3


def test_intervals_are_exact(record: Record, answer: Answer) -> None:
    record("pillars", CITY, "2024-12", [psm(str(n), V1) for n in range(4)])
    store = record("ppks", CITY, "2024-12", [need(V1, 648), need(V2, 60)])
    asked = {"region": DISTRICT, "level": "village", **DECEMBER}
    got = answer(store, "coverage", **asked)
    assert got.loc[V1, "ratio_ppks_per_psm"] == 162
    assert got.loc[V1, "ratio_low"] == pytest.approx(648 / (chi2.ppf(0.975, 10) / 2))
    assert got.loc[V1, "ratio_high"] == pytest.approx(648 / (chi2.ppf(0.025, 8) / 2))
    assert got.loc[V2, "ratio_low"] == pytest.approx(60 / 3.689, rel=1e-4)
    assert pd.isna(got.loc[V2, "ratio_high"])
    assert pd.isna(got.loc[V2, "ratio_ppks_per_psm"])


def test_a_stock_holds_and_population_counts_from_january(
    record: Record, answer: Answer
) -> None:
    store = record("ppks", CITY, "2023-01/2023-12", [need(V1, 8)])
    asked = {"region": V1, "level": "village"}
    early = answer(store, "needs", **asked, as_of="2023-11").set_index("kind")
    assert early.loc["poor", "status"] == "not_reported"
    later = answer(store, "needs", **asked, as_of="2026-03").set_index("kind")
    assert later.loc["poor", ["count", "period"]].tolist() == [8, "2023"]
