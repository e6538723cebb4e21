"""The questions of the page on pillars, each figure worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from imbang.publishing.publish import publish
from imbang.questions.asking import ask
from imbang.store.deliveries import Store

from .conftest import psm

CITY, OTHER, PROVINCE, DISTRICT = "63.71", "63.72", "63", "63.71.01"
V1, V2, V3 = (f"63.71.01.100{n}" for n in (1, 2, 3))
Record = Callable[..., Store]


def role(key: str | None, kind: str, region: str, **values: Any) -> Any:
    return psm(key, region, kind=kind, **values)


@pytest.fixture(scope="module")
def store(record_once: Record) -> Store:
    """A register of a city and counts of the next; the rest of the province is silent."""
    register = [
        # two kinds, three kinds, two roles of one kind
        role("a", "psm", V1, sex="female", birth_year=2000, education="SMA"),
        role("a", "tksk", DISTRICT),
        role("b", "psm", V1, sex="male", birth_year=1990, education="S1"),
        role("b", "tagana", CITY),
        role("b", "tksk", DISTRICT),
        role("c", "psm", V1, sex="female", birth_year=1964, education="S.M.A."),
        role("c", "psm", V2, confirmed_on=date(2023, 11, 1)),
        # nobody knows when, who, how old; never confirmed; no longer
        role(None, "psm", V2, birth_year=None, certificate=None, confirmed_on=None),
        role("d", "psm", V2, status="inactive"),
        role("e", "tagana", CITY, end_date=date(2024, 12, 30)),
        {"region_code": V1, "kind": "karang_taruna", "registration_number": "K1"},
    ]
    record_once("pillars", CITY, "2024-12", register)
    counts = [
        {"region_code": OTHER, "kind": "psm", "count": 5},
        {"region_code": OTHER, "kind": "lk3", "count": 0},
    ]
    needs = [
        {"region_code": V3, "kind": "poor", "unit": "person", "count": 9},
        {"region_code": V1, "kind": "poor", "unit": "person", "count": 1},
    ]
    record_once("ppks", CITY, "2024-12", needs)
    made = record_once("pillar_counts", OTHER, "2024-12", counts)
    publish(made)
    return made


def asked(store: Store, question: str, **given: str) -> Any:
    return ask(store.folder, question, **{"as_of": "2024-12", **given})


def test_pairs_of_kinds_count_people(store: Store) -> None:
    told = asked(store, "role_overlap", region=PROVINCE)
    assert list(told.itertuples(index=False, name=None)) == [
        ("psm", "tksk", 2),
        ("psm", "tagana", 1),
        ("tagana", "tksk", 1),
    ]
    # in a village nobody is TKSK or TAGANA
    assert asked(store, "role_overlap", region=V1).empty


def test_dual_roles_and_what_they_double(store: Store) -> None:
    told = asked(store, "dual_roles", region=PROVINCE, level="regency")
    rows = told.set_index("region_code")
    # psm a, b, c and somebody; tksk a, b; tagana b: 7 added up, 4 people
    assert rows.loc[CITY, "added_up"] == 7
    assert rows.loc[CITY, "persons"] == 4
    assert rows.loc[CITY, "counted_twice"] == 3
    assert (rows.loc[CITY, "two_kinds"], rows.loc[CITY, "three_kinds"]) == (1, 1)
    # counts name nobody
    assert rows.loc[[OTHER]].iloc[:, 1:].isna().all(axis=None)


def test_five_states_of_the_matrix(store: Store) -> None:
    told = asked(store, "pillar_matrix", region=PROVINCE, level="regency")
    told = told.astype(object).where(told.notna(), None)
    rows = zip(
        *(told[c] for c in ("region_code", "kind", "status", "count")), strict=True
    )
    states = {(code, kind): (status, count) for code, kind, status, count in rows}
    nothing = None
    assert states[CITY, "psm"] == ("reported", 4)
    assert states[CITY, "tagana"] == ("reported", 1)
    assert states[CITY, "lk3"] == ("not_collected", nothing)
    assert states[OTHER, "psm"] == ("reported", 5)
    assert states[OTHER, "lk3"] == ("reported_zero", 0)
    assert states[OTHER, "tksk"] == ("not_collected", nothing)
    assert states["63.01", "psm"] == ("not_reported", nothing)
    whole = asked(store, "pillar_matrix", region=PROVINCE, level="province")
    [row] = whole[whole["kind"] == "psm"].itertuples()
    assert row.status == "partial"
    assert whole.loc[row.Index, "count"] == 9


def test_villages_have_no_kinds_that_serve_above_them(store: Store) -> None:
    told = asked(store, "pillar_matrix", region=DISTRICT, level="village")
    assert set(told["kind"]) == {
        "psm",
        "community_extension_worker",
        "karang_taruna",
        "wksbm",
    }
    rows = told[told["region_code"] == V3].set_index("kind")
    assert rows.loc["psm", "status"] == "reported_zero"
    assert rows.loc["wksbm", "status"] == "not_collected"


def test_traits_of_active_psm(store: Store) -> None:
    told = asked(store, "psm_traits", region=CITY)
    traits = {
        (r.trait, r.category or ""): r.persons for r in told.fillna("").itertuples()
    }
    assert traits == {
        ("sex", "female"): 2,
        ("sex", "male"): 1,
        ("sex", ""): 1,
        # 2024: 24, 34 and (c's later row says nothing of 1964 but 1980) 44 years
        ("age", "18_29"): 1,
        ("age", "30_44"): 2,
        ("age", ""): 1,
        ("education", "upper_secondary"): 2,
        ("education", "bachelor"): 1,
        ("education", ""): 1,
        ("training", "certificate"): 3,
        ("training", "unidentified"): 1,
        ("decree", "without_decree"): 4,
    }


def test_age_of_registers_by_hand(store: Store) -> None:
    [row] = asked(
        store, "register_age", region=CITY, level="regency", kind="psm"
    ).itertuples()
    # November 2024 three times, November 2023 once, never once
    assert row.rows == 5
    assert (row.within_6_months, row.within_12_months) == (3, 0)
    assert (row.within_24_months, row.longer_ago, row.never) == (1, 0, 1)
    assert row.current_share == pytest.approx(3 / 5)


def test_vacancies_are_known_ones_by_their_need(store: Store) -> None:
    told = asked(store, "pillar_vacancies", region=DISTRICT, kind="psm")
    assert (told["region_code"].iloc[0], told["ppks_persons"].iloc[0]) == (V3, 9)
    assert not {V1, V2} & set(told["region_code"])
    assert asked(store, "pillar_vacancies", region=CITY, kind="lk3").empty
    lacking = asked(store, "pillar_vacancies", region=PROVINCE, kind="lk3")
    assert lacking["region_code"].tolist() == [OTHER]
    districts = asked(store, "pillar_vacancies", region=CITY, kind="tksk")
    assert DISTRICT not in set(districts["region_code"])
    assert "63.71.02" in set(districts["region_code"])


@pytest.mark.parametrize("kind", ["psm", "tksk", "lk3"])
@pytest.mark.parametrize("region", [PROVINCE, CITY, DISTRICT, V1])
def test_regions_are_staffed_vacant_or_unknown(
    store: Store, region: str, kind: str
) -> None:
    [told] = asked(store, "pillar_staffing", region=region, kind=kind).itertuples()
    vacant = asked(store, "pillar_vacancies", region=region, kind=kind)
    assert told.vacant == len(vacant)
    assert told.staffed + told.vacant + told.unknown == told.regions
    if kind == "psm":
        expected = {PROVINCE: 2016, CITY: 52, DISTRICT: 12, V1: 1}[region]
        assert told.regions == expected
    if (region, kind) == (CITY, "psm"):
        # V1 and V2 have somebody; the register holds the kind, so the rest have nobody
        assert (told.staffed, told.vacant, told.unknown) == (2, 50, 0)
    if (region, kind) == (PROVINCE, "lk3"):
        # the city's register holds none of the kind; of the 13 only one counts it
        assert (told.staffed, told.vacant, told.unknown) == (0, 1, 12)


def test_growth_falls_as_confirmations_age(store: Store) -> None:
    told = ask(store.folder, "pillar_trend", region=CITY, as_of="2025-12", kind="psm")
    by_month = told.set_index("month")
    assert list(by_month.index) == [
        f"{y}-{m:02d}" for y, m in [(2024, 12), *((2025, n) for n in range(1, 13))]
    ]
    # a, b and c: confirmed on 1 November 2024, so current to the end of October 2025
    assert by_month.loc["2024-12", ["active", "current"]].tolist() == [4, 3]
    assert by_month.loc["2025-10", "current"] == 3
    assert by_month.loc["2025-11", "current"] == 0
    assert by_month.loc["2025-11", "active"] == 4


def test_history_tells_which_months_had_a_report(store: Store) -> None:
    [december] = asked(store, "region_history", region=CITY).to_dict("records")
    assert december["ppks_persons"] == 10
    assert december["psm_active"] == 4
    assert (december["ppks_reports"], december["psm_reports"]) == (1, 1)
    # of a village its regency sends the reports
    later = asked(store, "region_history", region=V1, as_of="2025-02")
    assert later["month"].tolist() == ["2024-12", "2025-01", "2025-02"]
    assert later["ppks_persons"].tolist() == [1, 1, 1]
    assert later["ppks_reports"].tolist() == [1, 0, 0]
    whole = asked(store, "region_history", region=PROVINCE)
    assert whole["psm_reports"].tolist() == [2]
    assert asked(store, "region_history", region="63.01").empty
