"""Places that end or fall vacant: by hand, from the register to the plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from imbang.publishing.publish import publish
from imbang.questions.asking import ask
from imbang.store.deliveries import Store

from .conftest import need, psm

CITY = "63.71"
V1, V2, V3, V4 = (f"63.71.01.100{n}" for n in (1, 2, 3, 4))


@pytest.fixture(scope="module")
def store(record_once: Callable[..., Store]) -> Store:
    """Four villages as of December 2024, with what their register says of service."""
    people = [
        psm("a", V1, end_date=date(2025, 3, 15)),  # ends in three months
        psm("b", V1),
        psm("c", V2, end_date=date(2024, 10, 15)),  # ended two months ago
        psm("d", V2, status="inactive", end_date=date(2024, 9, 30)),  # three ago
        psm("e", V2, start_date=date(2024, 11, 1)),  # has come for one of them
        psm("f", V3, end_date=date(2024, 12, 1)),  # ended this month
        psm("g", V3, start_date=date(2024, 12, 1)),  # and was followed
        psm("h", V4, end_date=date(2025, 1, 1)),  # one role of two ends
        psm("h", V4, end_date=date(2026, 1, 1)),
        psm("i", V4, status="inactive"),  # nobody knows since when
    ]
    needs = [need(V1, 150), need(V2, 500), need(V3, 80), need(V4, 90)]
    record_once("ppks", CITY, "2024-12", needs)
    made = record_once("pillars", CITY, "2024-12", people)
    publish(made)
    return made


def places(store: Store, months: int) -> dict[str, tuple[int, int]]:
    told = ask(
        store.folder, "vacancies", region=CITY, as_of="2024-12", months=str(months)
    )
    return {
        row.region_code: (row.ending, row.vacated)
        for row in told.itertuples(index=False)
    }


def plan(store: Store, **given: str) -> list[Any]:
    asked = {"region": CITY, "level": "village", "as_of": "2024-12", "norm": "100"}
    answer = ask(store.folder, "placement", **{**asked, "posts": "0", **given})
    return [
        (row.region_code, row.psm_before, row.psm_after, row.is_refill)
        for row in answer.itertuples(index=False)
    ]


def test_places_by_hand(store: Store) -> None:
    assert places(store, 0) == {}
    assert places(store, 2) == {}
    # within three months c and d have ended in the second, and e has come
    assert places(store, 3) == {V1: (1, 0), V2: (0, 1)}
    # h serves until 2026 by the longer role
    assert places(store, 12) == {V1: (1, 0), V2: (0, 1)}
    assert places(store, 13) == {V1: (1, 0), V2: (0, 1), V4: (1, 0)}


def test_a_place_goes_where_it_helps_most(store: Store) -> None:
    # without a, the first village has one PSM for 150; the second one for 500
    told = plan(store, vacant_months="3")
    assert told == [(V2, 1, 2, True), (V2, 2, 3, False)]
    assert plan(store) == []
    assert plan(store, posts="1") == [(V2, 1, 2, False)]


def test_a_place_that_ends_is_missed_first(store: Store) -> None:
    # enough places for all: the one that ends is given back where it was
    told = plan(store, vacant_months="3", posts="3")
    assert told[:4] == [
        (V2, 1, 2, True),
        (V2, 2, 3, False),
        (V2, 3, 4, False),
        (V2, 4, 5, False),
    ]
    assert told[4] == (V1, 1, 2, True)


def test_only_places_of_chosen_regencies_are_given_out(store: Store) -> None:
    limits = "regencies=63.72"
    assert plan(store, vacant_months="3", constraints=limits) == []
