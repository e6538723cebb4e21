"""Who sent what on time: each expected status worked out by hand.

Every case has a province of its own with two offices, and all are built at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import duckdb
import pytest

from imbang.periods import format_month
from imbang.progress import silently
from imbang.publishing.figures import building
from imbang.publishing.figures.material import gather
from imbang.questions.asking import sql_values
from imbang.questions.catalogue import bind, questions
from imbang.reference import regions
from imbang.settings import settings
from imbang.store.deliveries import Store
from imbang.store.workspace import Workspace

from ..conftest import draft
from .conftest import Row, need, psm

TODAY = date.today()
THIS_MONTH = 12 * TODAY.year + TODAY.month - 1
HALF_YEAR = THIS_MONTH - (THIS_MONTH + 1) % 6  # the last month of the latest one ended
LONG_AGO = (TODAY - timedelta(days=300)).isoformat()

# dataset, which office of the province, period, the day it came
Sent = tuple[str, int, str, str]
SENT: dict[str, list[Sent]] = {
    # due thirty days after 30 June
    "due": [("ppks", 1, "2024-06", "2024-07-30"), ("ppks", 2, "2024-06", "2024-07-31")],
    "missing": [("ppks", 1, "2023-12", "2024-01-05")],
    "ahead": [("ppks", 1, format_month(HALF_YEAR - 6), LONG_AGO)],
    "corrected": [
        ("ppks", 1, "2024-06", "2024-07-10"),
        ("ppks", 1, "2024-06", "2025-03-01"),
    ],
    "near": [
        ("ppks", 1, "2024-02", "2024-03-10"),  # too early to tell of June
        ("ppks", 1, "2024-05", "2024-06-10"),
        ("ppks", 2, "2024-03", "2024-04-10"),
    ],
    "instead": [
        ("pillars", 1, "2024-06", "2024-07-10"),
        ("pillar_counts", 2, "2024-06", "2024-08-10"),
    ],
    "yearly": [("population", 1, "2023-01/2023-12", "2024-03-01")],
    "set": [("ppks", 1, "2024-06", "2024-08-10")],
    "complete": [
        ("ppks", 1, "2024-02", "2024-03-10"),
        ("ppks", 1, "2024-06", "2024-07-10"),
        ("ppks", 2, "2024-06", "2024-09-10"),
    ],
    "sample": [("ppks", 1, "2024-06", "2024-08-10")],
}
PROVINCES = dict(
    zip(SENT, (code for code in regions.load().names if len(code) == 2), strict=False)
)


def office(case: str, number: int = 1) -> str:
    return f"{PROVINCES[case]}.0{number}"


def rows(dataset: str, at: str) -> list[Row]:
    place = next(
        code
        for code in regions.load().names
        if code.startswith(f"{at}.") and code.count(".") == 3
    )
    return {
        "pillars": [psm("a", place)],
        "ppks": [need(place, 5)],
        "pillar_counts": [{"region_code": at, "kind": "psm", "count": 2}],
        "population": [{"region_code": at, "inhabitants": 9}],
    }[dataset]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """All cases as the tables that questions read."""
    store = Store(tmp_path_factory.mktemp("reporting"))
    sample = ("ppks", 1, "2024-06", "2024-07-10")
    cases = [("sample", sample, True)]
    cases += [(case, one, False) for case, sent in SENT.items() for one in sent]
    for case, (dataset, number, period, day), is_sample in cases:
        at = office(case, number)
        store.record(
            [draft(dataset, at, period, rows(dataset, at))],
            by="tester",
            received_on=date.fromisoformat(day),
            is_sample=is_sample,
        )
    workspace = Workspace(store.folder)
    exceptions = [
        {"office": office("set", 1), "dataset": "ppks", "due_days": 60},
        {"office": office("set", 2), "dataset": "ppks", "collected": False},
    ]
    settings.change(workspace, "expectations", json.dumps(exceptions), by="Ani")
    chosen = settings.bearing_on_figures(workspace)
    with duckdb.connect() as work:
        building.build(work, gather(store, store.counted(), chosen), silently)
        for macro in building.macros():
            work.execute(macro.replace("create macro", "create or replace macro"))
        yield work


def ask(built: Any, question: str, **given: str) -> list[Any]:
    asked = questions()[question]
    values = sql_values(asked, bind(asked, given), built)
    frame = built.execute(asked.sql, values).df()
    return list(frame.itertuples(index=False))


def reporting(built: Any, at: str, dataset: str, as_of: str = "2024-12") -> Any:
    found = ask(built, "reporting", region=at, as_of=as_of)
    assert {row.region_code for row in found} <= {at}
    return [(row.period, row.status) for row in found if row.dataset == dataset]


def test_on_time_is_until_the_due_day_and_late_from_the_next(built: Any) -> None:
    asked = ask(built, "reporting", region=office("due"), as_of="2024-06")
    [row] = [row for row in asked if row.dataset == "ppks"]
    assert (row.period, row.status, row.is_expected) == ("2024-06", "on_time", True)
    days = (row.received_on.date(), row.due_on.date())
    assert days == (date(2024, 7, 30), date(2024, 7, 30))
    late = reporting(built, office("due", 2), "ppks", "2024-06")
    assert late == [("2024-06", "late")]


def test_what_has_not_come_is_missing_when_it_was_due(built: Any) -> None:
    missing = [("2024-06", "missing"), ("2024-12", "missing")]
    sent = reporting(built, office("missing"), "ppks")
    assert sent == [("2023-12", "on_time"), *missing]
    # another office of the province is expected from the same period on
    other = reporting(built, office("missing", 2), "ppks")
    assert other == [("2023-12", "missing"), *missing]


def test_offices_of_a_province_that_takes_no_part_are_not_expected(built: Any) -> None:
    assert "96" not in PROVINCES.values()
    assert ask(built, "reporting", region="96", as_of="2024-12") == []


def test_nothing_is_missing_before_it_is_due(built: Any) -> None:
    coming, later = format_month(HALF_YEAR + 6), format_month(HALF_YEAR + 12)
    # its end lies ahead: not due by today, but by a later as-of month it may be
    assert coming not in dict(reporting(built, office("ahead"), "ppks", coming))
    looked_ahead = dict(reporting(built, office("ahead"), "ppks", later))
    assert looked_ahead[coming] == "missing"
    assert later not in looked_ahead


def test_a_correction_does_not_make_an_office_late(built: Any) -> None:
    told = reporting(built, office("corrected"), "ppks", "2024-06")
    assert told == [("2024-06", "on_time")]


def test_a_sample_does_not_stand_for_what_really_came(built: Any) -> None:
    told = reporting(built, office("sample"), "ppks", "2024-06")
    assert told == [("2024-06", "late")]


def test_a_period_near_the_expected_one_answers_it(built: Any) -> None:
    # what answers nothing stands beside, with a due day of its own
    told = reporting(built, office("near"), "ppks", "2024-06")
    assert told == [("2024-02", "on_time"), ("2024-05", "on_time")]
    other = reporting(built, office("near", 2), "ppks", "2024-06")
    assert other == [("2024-03", "on_time"), ("2024-06", "missing")]


def test_counts_may_stand_for_a_register(built: Any) -> None:
    at = office("instead", 2)
    assert reporting(built, at, "pillar_counts", "2024-06") == [("2024-06", "late")]
    assert reporting(built, at, "pillars", "2024-06") == [("2024-06", "not_collected")]
    assert reporting(built, office("instead"), "pillar_counts", "2024-06") == []


def test_what_nobody_sends_is_not_collected(built: Any) -> None:
    told = reporting(built, office("yearly"), "population")
    assert told == [("2023", "on_time"), ("2024", "missing")]
    assert reporting(built, office("yearly"), "cases") == [("2024-12", "not_collected")]


def test_a_setting_changes_what_is_expected(built: Any) -> None:
    assert reporting(built, office("set"), "ppks", "2024-06") == [
        ("2024-06", "on_time")
    ]
    assert reporting(built, office("set", 2), "ppks", "2024-06") == [
        ("2024-06", "not_collected")
    ]


def test_completeness_counts_what_was_expected(built: Any) -> None:
    province = PROVINCES["complete"]
    offices = [
        code
        for code in regions.load().names
        if code.startswith(f"{province}.") and len(code) == 5
    ]
    asked = {"region": province, "as_of": "2024-12"}
    told = [tuple(row) for row in ask(built, "completeness", **asked)]
    assert told == [
        ("2024-06", "ppks", len(offices), 2, 1),
        ("2024-12", "ppks", len(offices), 0, 0),
    ]
    [later] = ask(built, "completeness", **asked, since="2024-07")
    assert later.month == "2024-12"
