"""Counting rules on small stores, each expected figure worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest
from scipy.stats import chi2

from imbang.store.deliveries import Store
from tests.together import Case, Shared, Together, place

from .conftest import asker, need, psm

Record = Callable[..., Store]
Answer = Callable[..., pd.DataFrame]
DECEMBER = {"as_of": "2024-12"}

IN_LEAP_YEARS = place("72")
V1, V2, V3, V4, *_ = IN_LEAP_YEARS.villages
LEAP = {  # by village: when its PSM was confirmed, when is asked, whether it is current
    # twelve months before 29 February 2024 is 28 February 2023
    V1: (date(2023, 2, 28), "2024-02", 1),
    V2: (date(2023, 2, 27), "2024-02", 0),
    # twelve months before 28 February 2025 is 28 February 2024
    V3: (date(2024, 2, 28), "2025-02", 1),
    V4: (date(2024, 2, 27), "2025-02", 0),
}

together = Together()


@pytest.fixture(scope="module")
def shared(record_once: Record) -> Shared:
    """All cases in one store, each in its own province, published once."""
    roles = [psm(v, v, confirmed_on=on) for v, (on, _as_of, _n) in LEAP.items()]
    record_once("pillars", IN_LEAP_YEARS.city, "2023-01", roles)
    store, cases = together.recorded(record_once)
    cases.asker = asker(store)
    return cases


def steps(answer: Answer, city: str, **given: str) -> list[Any]:
    asked = {"region": city, "level": "regency", **DECEMBER, **given}
    row = answer("pillar_ladder", **asked).loc[city]
    ladder = ["roles", "persons", "active", "current", "trained", "valid"]
    return [None if pd.isna(row[step]) else int(row[step]) for step in ladder]


@together
def test_a_person_with_two_roles_counts_once(record: Record) -> Case:
    here = place("11")
    v1, v2, *_ = here.villages
    roles = [
        psm("a", v1),
        psm("a", v2),  # the same person in two villages
        psm("b", v1),
        psm("b", here.district, kind="tksk"),
        psm(None, v1),  # nobody knows who: a person of its own, never valid
    ]
    record("pillars", here.city, "2024-12", roles)
    answer = yield
    assert steps(answer, here.city, kind="psm") == [4, 3, 3, 3, 3, 2]
    assert steps(answer, here.city, kind="tksk") == [1, 1, 1, 1, 1, 1]
    assert steps(answer, here.city) == [5, 3, 3, 3, 3, 2]


@together
def test_why_people_fall_out(record: Record) -> Case:
    here = place("12")
    v1 = here.villages[0]
    roles = [
        psm("valid", v1),
        psm("inactive", v1, status="inactive"),
        psm("ended", v1, end_date=date(2024, 12, 30)),
        psm("last day", v1, end_date=date(2024, 12, 31)),
        psm("not begun", v1, start_date=date(2025, 1, 1)),
        psm("stale", v1, confirmed_on=date(2023, 12, 30)),
        psm("just current", v1, confirmed_on=date(2023, 12, 31)),
        psm("never confirmed", v1, confirmed_on=None),
        psm("untrained", v1, certificate="no"),
        psm("trained later", v1, certificate="2025-01-01"),
        psm("trained in time", v1, certificate="2024-12-31"),
        psm("too young", v1, birth_year=2007),
        psm("eighteen", v1, birth_year=2006),
        psm("no age", v1, birth_year=None),
        psm("above the village", here.district),
    ]
    record("pillars", here.city, "2024-12", roles)
    # 15 people; minus inactive, ended, not begun: 12; minus stale, never confirmed: 10;
    # minus untrained, trained later: 8; minus too young, no age, above the village: 5
    answer = yield
    assert steps(answer, here.city, kind="psm") == [15, 15, 12, 10, 8, 5]


@together
def test_a_month_later_figures_move_on(record: Record) -> Case:
    here = place("13")
    v1 = here.villages[0]
    roles = [
        psm("a", v1, end_date=date(2025, 1, 15)),
        psm("b", v1, confirmed_on=date(2024, 1, 31)),
        psm("c", v1, birth_year=2007),
    ]
    record("pillars", here.city, "2024-12", roles)
    answer = yield
    assert steps(answer, here.city, kind="psm") == [3, 3, 3, 3, 3, 2]
    # at the end of January 2025 a is gone, b just current, c is 18
    assert steps(answer, here.city, kind="psm", as_of="2025-01") == [3, 3, 2, 2, 2, 2]
    assert steps(answer, here.city, kind="psm", as_of="2025-02") == [3, 3, 2, 1, 1, 1]


@pytest.mark.parametrize("village", LEAP)
def test_leap_years(shared: Shared, village: str) -> None:
    _confirmed, as_of, current = LEAP[village]
    asked = {"region": village, "level": "village", "kind": "psm", "as_of": as_of}
    row = shared.asker("pillar_ladder", **asked).loc[village]
    assert (row["active"], row["current"]) == (1, current)


@together
def test_institutions_count_by_registration(record: Record) -> Case:
    here = place("15")
    lks = {"kind": "lks", "region_code": here.city, "status": "active"}
    confirmed = {"confirmed_on": date(2024, 12, 1)}
    roles = [
        lks | confirmed | {"registration_number": "001/LKS"},
        lks | confirmed | {"registration_number": " 001/lks "},  # the same
        lks | confirmed | {"registration_number": "002/LKS"},
        lks | confirmed,  # without a number
    ]
    record("pillars", here.city, "2024-12", roles)
    answer = yield
    assert steps(answer, here.city, kind="lks") == [4, 3, 3, 3, None, 2]


@together
def test_the_lower_office_counts_where_two_hold_a_role(record: Record) -> Case:
    here = place("16")
    v1 = here.villages[0]
    record("pillars", here.province, "2024-12", [psm("a", v1), psm("z", v1)])
    record("pillars", here.city, "2024-12", [psm("a", v1, status="inactive")])
    # the regency says that a is inactive, only the province knows z
    answer = yield
    assert steps(answer, here.city, kind="psm") == [2, 2, 1, 1, 1, 1]


@together
def test_a_later_register_replaces_the_one_before(record: Record) -> Case:
    here = place("17")
    v1 = here.villages[0]
    record("pillars", here.city, "2024-06", [psm("a", v1), psm("b", v1)])
    record("pillars", here.city, "2024-12", [psm("x", v1)])
    record("pillars", here.city, "2024-12", [psm("a", v1)])  # the correction
    answer = yield
    assert steps(answer, here.city, kind="psm") == [1, 1, 1, 1, 1, 1]
    assert steps(answer, here.city, kind="psm", as_of="2024-11")[:3] == [2, 2, 2]
    assert steps(answer, here.city, kind="psm", as_of="2024-05")[:3] == [
        None,
        None,
        None,
    ]


@together
def test_zero_is_not_blank(record: Record) -> Case:
    here = place("63")
    v1, v2, v3, *_ = here.villages
    record("pillars", here.city, "2024-12", [psm("a", v1)])
    record("ppks", here.city, "2024-12", [need(v1, 100), need(v2, 0), need(v3, None)])
    answer = yield
    asked = {"region": here.district, "level": "village", **DECEMBER}
    got = answer("coverage", **asked)
    columns = ["ppks_status", "psm_status", "state"]
    assert got.loc[v1, columns].tolist() == ["reported", "reported", "proportionate"]
    assert got.loc[v2, columns].tolist() == [
        "reported_zero",
        "reported_zero",
        "not_needed",
    ]
    assert got.loc[v3, columns].tolist() == ["not_reported", "reported_zero", "unknown"]
    assert len(got) == 12  # every village of the district, reported or not
    whole = answer("needs", region=here.city, level="regency", **DECEMBER)
    by_kind = whole.set_index("kind")
    assert by_kind.loc["poor", "status"] == "partial"
    assert by_kind.loc["beggar", "status"] == "not_collected"
    elsewhere = answer("needs", region="63.72", level="regency", **DECEMBER)
    assert set(elsewhere["status"]) == {"not_reported"}
    tagana = answer(
        "pillar_ladder", region=here.city, level="regency", kind="tagana", **DECEMBER
    )
    assert tagana.loc[here.city, "status"] == "not_collected"


@together
def test_children_against_the_direct_report(record: Record) -> Case:
    here = place("14")
    office, district = here.city, here.district
    one, two, three, four = here.villages  # no more than these
    record("ppks", office, "2024-05", [need(one, 10), need(two, 10)])
    record("ppks", office, "2024-06", [need(one, 11)])
    record("ppks", office, "2024-07", [need(district, 99)])
    record("ppks", office, "2024-08", [need(one, 12), need(three, 10)])
    record("ppks", office, "2024-09", [need(four, 5)])
    record("ppks", office, "2024-10", [need(two, 20)])
    answer = yield
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
        got = answer("needs", region=district, level="district", as_of=month)
        row = got.set_index("kind").loc["poor"]
        assert (row["count"], row["status"], row["period"]) == figure, month


@together
def test_labels_of_one_kind_are_added_up(record: Record) -> Case:
    here = place("18")
    v1, v2, *_ = here.villages
    rows = [need(v1, 3), need(v1, 4), need(v2, None), need(v2, 6)]
    record("ppks", here.city, "2024-12", rows)
    answer = yield
    got = answer("needs", region=here.district, level="village", **DECEMBER)
    poor = got[got["kind"] == "poor"]["count"]
    assert (poor[v1], poor[v2]) == (7, 6)


@together
def test_partial_totals_say_of_how_many(record: Record) -> Case:
    here = place("32")
    v1, v2, *_ = here.villages
    record("ppks", here.city, "2024-12", [need(v1, 3), need(v2, 4)])
    answer = yield
    district = answer("needs", region=here.city, level="district", **DECEMBER)
    row = (
        district.reset_index()
        .set_index(["region_code", "kind"])
        .loc[(here.district, "poor")]
    )
    assert (row["count"], row["status"]) == (7, "partial")
    assert (row["parts_complete"], row["parts_total"]) == (2, 13)


@together
def test_units_never_mix(record: Record) -> Case:
    here = place("19")
    v1 = here.villages[0]
    record("pillars", here.city, "2024-12", [psm("a", v1)])
    rows = [
        need(v1, 5),
        need(v1, 7, unit="family"),
        need(v1, 2, kind="troubled_family", unit="family"),
        need(v1, 4, kind="beggar"),
    ]
    record("ppks", here.city, "2024-12", rows)
    answer = yield
    got = answer("coverage", region=v1, level="village", **DECEMBER).loc[v1]
    assert (got["ppks_persons"], got["ppks_families"]) == (9, 9)
    only = {"region": v1, "level": "village", "kinds": "beggar", **DECEMBER}
    assert answer("coverage", **only).loc[v1, "ppks_persons"] == 4
    few = {**only, "kinds": "without_poor"}
    assert answer("coverage", **few).loc[v1, "ppks_families"] == 2


@together
def test_counts_stand_where_no_register_is(record: Record) -> Case:
    here = place("64")
    v1, v2, *_ = here.villages
    other = here.cities[1]
    count = {"kind": "psm", "count": 3}
    record("pillars", here.city, "2024-12", [psm("a", v1)])
    record("pillar_counts", here.city, "2024-12", [count | {"region_code": v2}])
    record("pillar_counts", other, "2024-12", [count | {"region_code": other}])
    answer = yield
    asked = {"region": here.province, "level": "regency", **DECEMBER}
    got = answer("coverage", **asked)["psm_active"]
    # the city's register gives its figure, not its count
    assert (got[here.city], got[other]) == (1, 3)
    whole = {"region": here.province, "level": "province", **DECEMBER}
    assert answer("coverage", **whole).loc[here.province, "psm_active"] == 4
    ladder = answer("pillar_ladder", **whole, kind="psm").loc[here.province]
    assert (ladder["reported"], ladder["counts_only"], ladder["roles"]) == (4, 3, 1)


@together
def test_states_at_the_norm_exactly(record: Record) -> Case:
    here = place("65")
    v1, v2, v3, v4, *_ = here.villages
    record("pillars", here.city, "2024-12", [psm("a", v1), psm("b", v2), psm("c", v4)])
    rows = [need(v1, 100), need(v2, 101), need(v3, 1), need(v4, 0)]
    record("ppks", here.city, "2024-12", rows)
    answer = yield
    asked = {"region": here.district, "level": "village", "norm": "100", **DECEMBER}
    got = answer("coverage", **asked)
    columns = ["state", "shortage", "uncovered_persons"]
    assert got.loc[v1, columns].tolist() == ["proportionate", 0, 0]
    assert got.loc[v2, columns].tolist() == ["short", 1, 1]
    assert got.loc[v3, columns].tolist() == ["no_psm", 1, 1]
    assert got.loc[v4, columns].tolist() == ["not_needed", 0, 0]
    # 202 PMKS to 3 PSM is proportionate, and yet two people are uncovered inside
    above = {"region": here.city, "level": "regency", "norm": "100", **DECEMBER}
    city = answer("coverage", **above).loc[here.city]
    assert city[columns].tolist() == ["proportionate", 2, 2]
    assert (city["shortage_no_psm"], city["shortage_short"]) == (1, 1)
    # the default norm is the province's own ratio, a fraction: 202 / 3
    own = answer("coverage", region=v1, level="village", **DECEMBER).loc[v1]
    assert (own["norm_numerator"], own["norm_denominator"]) == (202, 3)
    assert own["norm_left_out"] == 4
    assert own["uncovered_persons"] == pytest.approx(100 - 202 / 3)


@together
def test_a_norm_leaves_out_regencies_with_one_side(record: Record) -> Case:
    here = place("61")
    v1, other = here.villages[0], "61.02.01.1006"
    record("pillars", here.city, "2024-12", [psm("a", v1), psm("b", v1)])
    record("pillars", here.cities[1], "2024-12", [psm("a", other), psm("c", other)])
    record("ppks", here.city, "2024-12", [need(v1, 50)])
    answer = yield
    asked = {"region": here.province, "level": "regency", **DECEMBER}
    got = answer("coverage", **asked).loc[here.city]
    # a serves in both; only the city has both sides: 50 / 2
    assert (got["norm_numerator"], got["norm_denominator"]) == (50, 2)
    whole = {"region": here.province, "level": "province", **DECEMBER}
    assert answer("coverage", **whole).loc[here.province, "psm_active"] == 3


@together
def test_intervals_are_exact(record: Record) -> Case:
    here = place("62")
    v1, v2, *_ = here.villages
    record("pillars", here.city, "2024-12", [psm(str(n), v1) for n in range(4)])
    record("ppks", here.city, "2024-12", [need(v1, 648), need(v2, 60)])
    answer = yield
    asked = {"region": here.district, "level": "village", **DECEMBER}
    got = answer("coverage", **asked)
    assert got.loc[v1, "ratio_ppks_per_psm"] == 162
    assert got.loc[v1, "ratio_low"] == pytest.approx(648 / (chi2.ppf(0.975, 10) / 2))
    assert got.loc[v1, "ratio_high"] == pytest.approx(648 / (chi2.ppf(0.025, 8) / 2))
    assert got.loc[v2, "ratio_low"] == pytest.approx(60 / 3.689, rel=1e-4)
    assert pd.isna(got.loc[v2, "ratio_high"])
    assert pd.isna(got.loc[v2, "ratio_ppks_per_psm"])


@together
def test_a_stock_holds_and_population_counts_from_january(record: Record) -> Case:
    here = place("71")
    v1 = here.villages[0]
    record("ppks", here.city, "2023-01/2023-12", [need(v1, 8)])
    answer = yield
    asked = {"region": v1, "level": "village"}
    early = answer("needs", **asked, as_of="2023-11").set_index("kind")
    assert early.loc["poor", "status"] == "not_reported"
    later = answer("needs", **asked, as_of="2026-03").set_index("kind")
    assert later.loc["poor", ["count", "period"]].tolist() == [8, "2023"]
