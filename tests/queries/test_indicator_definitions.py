"""Definitions of indicators on their smallest cases, each worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import duckdb
import pandas as pd
import pytest

from imbang import paths
from imbang.publishing.publish import publish
from imbang.questions.asking import ask
from imbang.screens.indicators import words
from imbang.store.deliveries import Store
from imbang.texts import use_language

from .conftest import psm

Record = Callable[..., Store]
PROVINCE, CITY, OTHER, DISTRICT = "63", "63.71", "63.72", "63.71.01"
V1, V2 = "63.71.01.1001", "63.71.01.1002"
W1 = "63.72.02.1003"
LEVELS = {2: "province", 5: "regency", 8: "district", 13: "village"}


@pytest.fixture(scope="module")
def store(record_once: Record) -> Store:
    _send_cases(record_once)
    _send_people(record_once)
    _send_verification(record_once)
    sent = record_once("pillars", PROVINCE, "2024-12", _of_the_province())
    publish(sent)
    return sent


def _send_cases(record: Record) -> None:
    def case(region: str, days: int) -> dict[str, Any]:
        closed = date(2024, 3, 1 + days)
        dates = {"reported_on": date(2024, 3, 1), "closed_on": closed}
        return {"region_code": region, "kind": "poor", **dates}

    record("case_records", CITY, "2024-03", [case(V1, 4), case(V1, 8), case(V2, 20)])
    still_open = {"region_code": W1, "kind": "poor", "reported_on": date(2024, 4, 1)}
    record("case_records", OTHER, "2024-05", [still_open])
    # a district's own list covers the district, not its regency
    record("case_records", "63.04.06", "2024-03", [case("63.04.06.2001", 6)])
    # Kalimantan Utara has five regencies, and all of them send
    for number, days in enumerate((2, 4, 6, 8)):
        code = ("65.01", "65.02", "65.03", "65.04")[number]
        record("case_records", code, "2024-03", [case(code, days)])
    record("case_records", "65.71", "2024-06", [case("65.71", 10)])


def _send_people(record: Record) -> None:
    record("pillars", CITY, "2024-01", [psm("a", V1), psm("b", V2)])
    record("pillars", OTHER, "2024-01", [psm("c", W1)])
    for office, kind, who in ((CITY, "rakor", "a"), (OTHER, "bimtek", "nobody")):
        held = {"activity": "X1", "kind": kind, "title": "X"}
        day = {"first_day": date(2024, 5, 1), "last_day": date(2024, 5, 2)}
        record("activities", office, "2024-05", [held | day])
        seen = {"activity": "X1", "person_key": who, "name": "X", "attended": "yes"}
        record("participants", office, "2024-05", [seen])


def _send_verification(record: Record) -> None:
    def sent(source: str, **figures: int) -> list[dict[str, Any]]:
        return [{"region_code": CITY, "source": source, **figures}]

    record("verification", CITY, "2023-01/2023-12", sent("dtks", listed=80, verified=8))
    told = sent("dtsen", listed=100, verified=90)
    record("verification", CITY, "2024-01/2024-12", told)
    record("verification", CITY, "2025-01/2025-03", sent("dtsen", verified=30))
    record("verification", CITY, "2025-01/2025-05", sent("dtsen", listed=120))


def _of_the_province() -> list[dict[str, Any]]:
    return [psm("p", "63.01.01.2001"), psm("q", "63.01.01.2002", kind="tksk")]


def _value(store: Store, region: str, as_of: str, indicator: str) -> tuple[Any, ...]:
    level = LEVELS[len(region)]
    rows = ask(
        store.folder, "indicator_values", region=region, level=level, as_of=as_of
    )
    rows = rows.astype(object).where(rows.notna(), None).set_index("indicator")
    columns = ["numerator", "denominator", "value", "status", "beside"]
    return tuple(rows.loc[indicator, columns])


def test_a_median_is_partial_where_offices_are_missing(store: Store) -> None:
    def days(region: str, as_of: str) -> tuple[Any, ...]:
        return _value(store, region, as_of, "days_to_close_median")[2:]

    # 4, 8 and 20 days, all of its office's list
    assert days(V1, "2024-03") == (6, "reported", 2)
    assert days(CITY, "2024-03") == (8, "reported", 3)
    # of 13 regencies one has sent, and a district: 4, 6, 8, 20
    assert days(PROVINCE, "2024-03") == (7, "partial", 4)
    assert days("63.04.06", "2024-03") == (6, "reported", 1)
    assert days("63.04", "2024-03") == (6, "partial", 1)
    # four of five regencies, then all
    assert days("65", "2024-03") == (5, "partial", 4)
    assert days("65", "2024-06") == (6, "reported", 5)
    # a list without a closed case tells of no days
    assert days(OTHER, "2024-05") == (None, "not_reported", None)


def test_a_median_says_of_how_many_cases() -> None:
    use_language("id")
    row = {"unit": "days", "value": 7.0, "status": "partial", "beside": 1204}
    assert words.told_cases(row) == "dari 1.204 kasus"
    assert words.told_cases(row | {"beside": None}) == ""
    assert words.told_cases(row | {"unit": "percent"}) == ""


def test_a_rakor_list_tells_nothing_of_bimtek(store: Store) -> None:
    def trained(region: str) -> tuple[Any, ...]:
        return _value(store, region, "2024-06", "psm_trained_this_year_pct")[:4]

    # a and b: the office sent a rakor list only
    assert trained(CITY) == (None, None, None, "not_reported")
    assert trained(V1) == (None, None, None, "not_reported")
    # a bimtek list on which c is not
    assert trained(OTHER) == (0, 1, 0, "reported_zero")


def test_what_is_listed_holds_in_a_new_year(store: Store) -> None:
    def verified(as_of: str) -> tuple[Any, ...]:
        return _value(store, CITY, as_of, "dtks_verified_pct")[:4]

    assert verified("2023-12") == (8, 80, 10, "reported")
    # in January the list stands; nothing is said yet of what was verified
    assert verified("2024-01") == (None, 80, None, "not_reported")
    assert verified("2024-12") == (90, 100, 90, "reported")
    # two lists stand: DTSEN goes before DTKS
    assert verified("2025-01") == (None, 100, None, "not_reported")
    # what is verified this year is held against the list of the year before
    assert verified("2025-03") == (30, 100, 30, "reported")
    # and a later list counts from its month on
    assert verified("2025-05") == (30, 120, 25, "reported")
    assert verified("2026-01") == (None, 120, None, "not_reported")


def test_a_provinces_register_makes_no_kind_collected(store: Store) -> None:
    def matrix(region: str, kind: str, as_of: str) -> tuple[Any, Any]:
        level = LEVELS[len(region)]
        rows = ask(
            store.folder, "pillar_matrix", region=region, level=level, as_of=as_of
        )
        row = rows[(rows["region_code"] == region) & (rows["kind"] == kind)].iloc[0]
        return (None if pd.isna(row["count"]) else row["count"], row["status"])

    # the province names a PSM in one village of Tanah Laut, whose office sends nothing
    assert matrix("63.01.01.2001", "psm", "2024-12") == (1, "reported")
    assert matrix("63.01.01.2002", "psm", "2024-12") == (None, "not_reported")
    assert matrix("63.01", "psm", "2024-12") == (1, "partial")
    # nor does it leave a kind out for them: nobody says that it is not counted
    assert matrix("63.01", "tagana", "2024-12") == (None, "not_reported")
    # Banjarmasin's own register holds PSM alone; the province has TKSK elsewhere
    assert matrix(CITY, "tksk", "2024-12") == (None, "not_collected")
    assert matrix("63.02", "tksk", "2024-12") == (None, "not_reported")


@pytest.mark.parametrize(
    ("direction", "value", "target", "attained"),
    [
        ("down", 10, 20, 150),
        ("down", 20, 20, 100),
        ("down", 40, 20, 0),
        ("down", 41, 20, 0),  # 100 × (40 - 41) / 20 would be below nothing
        ("down", None, 20, None),
        ("down", 5, 0, None),
        ("up", 10, 20, 50),
        ("near", 10, 20, None),
    ],
)
def test_no_attainment_is_below_nothing(
    direction: str, value: float | None, target: float, attained: float | None
) -> None:
    with duckdb.connect() as work:
        work.execute((paths.QUERIES / "macros" / "attainment.sql").read_text("utf-8"))
        [(found,)] = work.execute(
            "select attainment(?, ?::double, ?::double)", [direction, value, target]
        ).fetchall()
    assert found == attained
