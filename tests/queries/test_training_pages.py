"""The questions of the page on training, each figure worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from imbang.publishing.publish import publish
from imbang.questions.asking import ask
from imbang.store.deliveries import Store

from .conftest import psm

CITY, OTHER, PROVINCE, DISTRICT = "63.71", "63.72", "63", "63.71.01"
V1, V2 = f"{DISTRICT}.1001", f"{DISTRICT}.1002"
Record = Callable[..., Store]


def held(code: str, kind: str, last: date, **values: Any) -> Any:
    first = values.pop("first_day", last)
    return {
        "activity": code,
        "kind": kind,
        "first_day": first,
        "last_day": last,
        "title": code,
        **values,
    }


def came(code: str, key: str | None, **values: Any) -> Any:
    return {"activity": code, "person_key": key, "element": "psm", **values}


@pytest.fixture(scope="module")
def store(record_once: Record) -> Store:
    """A city with four PSM; a bimtek of its own, one of the province, a selection."""
    record_once(
        "pillars", CITY, "2024-12", [psm(k, V1) for k in "abc"] + [psm(None, V2)]
    )
    record_once(
        "activities",
        CITY,
        "2024-12",
        [
            held(
                "B1",
                "bimtek",
                date(2024, 3, 8),
                first_day=date(2024, 3, 7),
                topics="Kasus; DTKS\nkasus",
            ),
            held("S1", "seleksi", date(2024, 5, 2)),
        ],
    )
    record_once(
        "participants",
        CITY,
        "2024-12",
        [
            came("B1", "a", region_code=V1),
            came("B1", "b", region_code=V1, attended="no"),
            came("B1", None, region_code=V2),
            came("B1", "t", element="tksk", region_code=DISTRICT),
            came("S1", "a", region_code=V1, passed="yes"),
            came("S1", "b", passed="no"),
            came("B9", "c"),  # of an activity that nobody told of
        ],
    )
    record_once(
        "activities",
        PROVINCE,
        "2021-12",
        [held("P1", "bimtek", date(2021, 12, 1), topics="dtks")],
    )
    made = record_once(
        "participants",
        PROVINCE,
        "2021-12",
        [came("P1", "a", region_code=CITY), came("P1", "x", region_code=OTHER)],
    )
    publish(made)
    return made


def asked(store: Store, question: str, **given: str) -> pd.DataFrame:
    return ask(store.folder, question, **{"as_of": "2024-12", **given})


def test_activities_are_those_held_here_and_those_people_went_to(store: Store) -> None:
    told = asked(store, "activities", region=CITY)
    assert told["activity"].tolist() == ["S1", "B1", "P1"]
    assert told["is_own"].tolist() == [True, True, False]
    b1 = told.iloc[1]
    assert (b1["days"], b1["listed"], b1["attended"], b1["by_name_only"]) == (
        2,
        4,
        3,
        1,
    )
    assert (b1["regencies"], b1["districts"], b1["attended_from_here"]) == (1, 1, 3)
    p1 = told.iloc[2]
    assert (p1["attended"], p1["regencies"], p1["attended_from_here"]) == (2, 2, 1)
    assert asked(store, "activities", region="63.01").empty
    earlier = ask(store.folder, "activities", region=CITY, as_of="2024-02")
    assert earlier["activity"].tolist() == ["P1"]


def test_persons_are_fewer_than_attendances(store: Store) -> None:
    told = asked(store, "participants", region=CITY)
    rows = {
        (r.kind, r.element): (r.attendances, r.persons, r.by_name_only)
        for r in told.itertuples()
    }
    assert rows == {
        ("bimtek", "psm"): (3, 1, 1),  # a twice, somebody by name once
        ("bimtek", "tksk"): (1, 1, 0),
        ("seleksi", "psm"): (2, 2, 0),
    }
    this_year = asked(store, "participants", region=CITY, since="2024-01")
    assert this_year["attendances"].sum() == 5


def test_where_participants_come_from(store: Store) -> None:
    told = asked(store, "participants_by_region", region=CITY, level="district")
    rows = told.set_index("region_code")
    # S1's b has no region of his own, P1's a only the city
    assert rows.loc[DISTRICT, ["attendances", "persons", "by_name_only"]].tolist() == [
        4,
        2,
        1,
    ]
    assert rows.loc["63.71.02", "attendances"] == 0


def test_reach_counts_active_psm_once(store: Store) -> None:
    [row] = asked(store, "training_reach", region=CITY, level="regency").itertuples()
    assert (row.active, row.this_year, row.three_years, row.ever) == (4, 1, 1, 1)
    assert (row.never, row.unidentified) == (2, 1)
    assert row.ever_share == pytest.approx(1 / 4)
    before = ask(
        store.folder, "training_reach", region=CITY, level="regency", as_of="2025-12"
    )
    assert before[["this_year", "three_years", "ever"]].iloc[0].tolist() == [0, 1, 1]
    later = ask(
        store.folder, "training_reach", region=CITY, level="regency", as_of="2027-03"
    )
    assert later[["three_years", "ever"]].iloc[0].tolist() == [0, 1]
    silent = asked(store, "training_reach", region="63.01", level="regency")
    assert silent[["active", "ever", "never"]].isna().all(axis=None)


def test_who_came_again(store: Store) -> None:
    told = asked(store, "repeaters", region=CITY)
    # a to B1 and P1, t to B1; b stayed away, and a selection does not train
    assert list(told.itertuples(index=False, name=None)) == [(1, 1), (2, 1)]


def test_topics_are_counted_whatever_their_case(store: Store) -> None:
    told = asked(store, "topics", region=CITY)
    rows = {r.topic.lower(): (r.activities, r.attendances) for r in told.itertuples()}
    assert rows["dtks"] == (2, 5)
    assert rows["kasus"][0] == 1


def test_results_of_a_selection(store: Store) -> None:
    [row] = asked(store, "selection_results", region=CITY).itertuples()
    assert (row.listed, row.attended, row.passed, row.result_not_told) == (2, 2, 1, 0)


def test_published_activities_come_out_as_published(sample_store: Path) -> None:
    told = ask(sample_store, "activities", region=PROVINCE, as_of="2023-12")
    rows = {
        r.kind: (r.attended, r.regencies, r.days, str(r.first_day.date()))
        for r in told[told["office_code"] == PROVINCE].itertuples()
    }
    assert rows == {
        "bimtek": (52, 13, 3, "2023-02-22"),
        "rakor": (60, 13, 3, "2023-03-15"),
    }
