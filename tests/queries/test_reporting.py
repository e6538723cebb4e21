"""Who sent what on time: each expected status worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from imbang import settings
from imbang.periods import format_month
from imbang.publishing import publish
from imbang.querying import ask
from imbang.store import Store
from imbang.workspace import Workspace

from ..conftest import draft
from .conftest import need, psm

CITY, OTHER, PROVINCE = "63.71", "63.72", "63"
V1 = "63.71.01.1001"
Send = Callable[..., None]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture
def send(store: Store) -> Send:
    """One submission: dataset, office, period and the day it came."""

    def send_one(dataset: str, office: str, period: str, day: str, **more: Any) -> None:
        place = f"{office}.01.1001"
        rows = {
            "pillars": [psm("a", place)],
            "ppks": [need(place, 5)],
            "pillar_counts": [{"region_code": office, "kind": "psm", "count": 2}],
            "population": [{"region_code": office, "inhabitants": 9}],
        }[dataset]
        store.record(
            [draft(dataset, office, period, rows)],
            by="tester",
            received_on=date.fromisoformat(day),
            **more,
        )

    return send_one


def reporting(store: Store, office: str, dataset: str, as_of: str = "2024-12") -> Any:
    rows = ask(store.folder, "reporting", region=office, as_of=as_of)
    own = rows[(rows["dataset"] == dataset) & (rows["region_code"] == office)]
    return [(row.period, row.status) for row in own.itertuples()]


def test_on_time_is_until_the_due_day_and_late_from_the_next(
    store: Store, send: Send
) -> None:
    send("ppks", CITY, "2024-06", "2024-07-30")  # thirty days after 30 June
    send("ppks", OTHER, "2024-06", "2024-07-31")
    publish(store)
    asked = ask(store.folder, "reporting", region=CITY, as_of="2024-06")
    row = asked[asked["dataset"] == "ppks"].iloc[0]
    assert (row["status"], row["period"]) == ("on_time", "2024-06")
    assert (row["received_on"], row["due_on"]) == (
        pd.Timestamp("2024-07-30"),
        pd.Timestamp("2024-07-30"),
    )
    assert reporting(store, OTHER, "ppks", "2024-06") == [("2024-06", "late")]


def test_what_has_not_come_is_missing_when_it_was_due(store: Store, send: Send) -> None:
    send("ppks", CITY, "2023-12", "2024-01-05")
    publish(store)
    missing = [("2024-06", "missing"), ("2024-12", "missing")]
    assert reporting(store, CITY, "ppks") == [("2023-12", "on_time"), *missing]
    # another office of the province is expected from the same period on
    assert reporting(store, OTHER, "ppks") == [("2023-12", "missing"), *missing]
    # one of another province is not
    assert reporting(store, "62.71", "ppks") == []


def test_nothing_is_missing_before_it_is_due(store: Store, send: Send) -> None:
    today = date.today()
    at = 12 * today.year + today.month - 1
    ended = at - (at + 1) % 6  # the last month of the latest half-year that has ended
    before, next_end = format_month(ended - 6), format_month(ended + 6)
    send("ppks", CITY, before, (today - timedelta(days=120)).isoformat())
    publish(store)
    # its end lies ahead, so it is not due by today, but by the as-of month it may be
    assert next_end not in dict(reporting(store, CITY, "ppks", next_end))
    later = format_month(ended + 12)
    assert dict(reporting(store, CITY, "ppks", later))[next_end] == "missing"
    assert later not in dict(reporting(store, CITY, "ppks", later))


def test_a_correction_does_not_make_an_office_late(store: Store, send: Send) -> None:
    send("ppks", CITY, "2024-06", "2024-07-10")
    send("ppks", CITY, "2024-06", "2025-03-01")
    publish(store)
    assert reporting(store, CITY, "ppks", "2024-06") == [("2024-06", "on_time")]


def test_a_sample_does_not_stand_for_what_really_came(store: Store, send: Send) -> None:
    send("ppks", CITY, "2024-06", "2024-07-10", is_sample=True)
    send("ppks", CITY, "2024-06", "2024-08-10")
    publish(store)
    assert reporting(store, CITY, "ppks", "2024-06") == [("2024-06", "late")]


def test_a_period_near_the_expected_one_answers_it(store: Store, send: Send) -> None:
    send("ppks", CITY, "2024-02", "2024-03-10")  # too early to tell of June
    send("ppks", CITY, "2024-05", "2024-06-10")
    send("ppks", OTHER, "2024-03", "2024-04-10")
    publish(store)
    # what answers nothing stands beside, with a due day of its own
    assert reporting(store, CITY, "ppks", "2024-06") == [
        ("2024-02", "on_time"),
        ("2024-05", "on_time"),
    ]
    assert reporting(store, OTHER, "ppks", "2024-06") == [
        ("2024-03", "on_time"),
        ("2024-06", "missing"),
    ]


def test_counts_may_stand_for_a_register(store: Store, send: Send) -> None:
    send("pillars", CITY, "2024-06", "2024-07-10")
    send("pillar_counts", OTHER, "2024-06", "2024-08-10")
    publish(store)
    assert reporting(store, OTHER, "pillar_counts", "2024-06") == [("2024-06", "late")]
    assert reporting(store, OTHER, "pillars", "2024-06") == [
        ("2024-06", "not_collected")
    ]
    assert reporting(store, CITY, "pillar_counts", "2024-06") == []


def test_what_nobody_sends_is_not_collected(store: Store, send: Send) -> None:
    send("population", CITY, "2023-01/2023-12", "2024-03-01")
    publish(store)
    assert reporting(store, CITY, "population") == [
        ("2023", "on_time"),
        ("2024", "missing"),
    ]
    assert reporting(store, CITY, "cases") == [("2024-12", "not_collected")]


def test_a_setting_changes_what_is_expected(store: Store, send: Send) -> None:
    send("ppks", CITY, "2024-06", "2024-08-10")
    exceptions = (
        f'[{{"office": "{CITY}", "dataset": "ppks", "due_days": 60}},'
        f' {{"office": "{OTHER}", "dataset": "ppks", "collected": false}}]'
    )
    settings.change(Workspace(store.folder), "expectations", exceptions, by="Ani")
    publish(store)
    assert reporting(store, CITY, "ppks", "2024-06") == [("2024-06", "on_time")]
    assert reporting(store, OTHER, "ppks", "2024-06") == [("2024-06", "not_collected")]


def test_completeness_counts_what_was_expected(store: Store, send: Send) -> None:
    send("ppks", CITY, "2024-02", "2024-03-10")
    send("ppks", CITY, "2024-06", "2024-07-10")
    send("ppks", OTHER, "2024-06", "2024-09-10")
    publish(store)
    asked = {"region": PROVINCE, "as_of": "2024-12"}
    rows = ask(store.folder, "completeness", **asked)
    told = rows[["month", "dataset", "expected", "received", "on_time"]]
    assert told.values.tolist() == [
        ["2024-06", "ppks", 13, 2, 1],
        ["2024-12", "ppks", 13, 0, 0],
    ]
    later = ask(store.folder, "completeness", **asked, since="2024-07")
    assert later["month"].tolist() == ["2024-12"]
