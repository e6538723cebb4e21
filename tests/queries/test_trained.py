"""Trained by a bimtek: who counts, from when, and whose list it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from imbang.store.deliveries import Store
from tests.together import Case, Shared, Together, place

from .conftest import asker, psm

Record = Callable[..., Store]
Answer = Callable[..., pd.DataFrame]

together = Together()


@pytest.fixture(scope="module")
def shared(record_once: Record) -> Shared:
    """All cases in one store, each with its own province and people, published once."""
    store, cases = together.recorded(record_once)
    cases.asker = asker(store)
    return cases


def trained(answer: Answer, city: str, as_of: str = "2024-12") -> int:
    asked = {"region": city, "level": "regency", "kind": "psm", "as_of": as_of}
    return int(answer("pillar_ladder", **asked).loc[city, "trained"])


def activity(code: str, last_day: date, kind: str = "bimtek") -> dict[str, Any]:
    return {
        "activity": code,
        "kind": kind,
        "title": code,
        "first_day": last_day,
        "last_day": last_day,
    }


def attendance(code: str, key: str | None, attended: str = "yes") -> dict[str, Any]:
    return {"activity": code, "person_key": key, "attended": attended}


def untrained(village: str, *keys: str) -> list[dict[str, Any]]:
    return [psm(key, village, certificate=None) for key in keys]


@together
def test_only_who_attended_a_bimtek_and_is_known(record: Record) -> Case:
    here = place("11")
    v1 = here.villages[0]
    people = untrained(
        v1, "came", "stayed away", "met", "chosen", "by name only", "late"
    )
    record("pillars", here.city, "2024-12", people)
    held = [
        activity("B-1", date(2024, 2, 24)),
        activity("R-1", date(2024, 3, 15), "rakor"),
        activity("S-1", date(2024, 4, 15), "seleksi"),
        activity("B-2", date(2025, 1, 2)),
    ]
    record("activities", here.province, "2024-12", held)
    came = [
        attendance(" b-1", "came"),  # the code without case and blanks
        attendance("B-1", "stayed away", "no"),
        attendance("R-1", "met"),
        attendance("S-1", "chosen"),
        attendance("B-1", None),
        attendance("B-2", "late"),
        attendance("B-9", "late"),  # no such activity
    ]
    record("participants", here.province, "2024-12", came)
    answer = yield
    # of six: came; met and chosen were not at a bimtek, late only in January
    assert trained(answer, here.city) == 1
    assert trained(answer, here.city, "2025-01") == 2


@together
def test_from_the_month_of_the_last_day(record: Record) -> Case:
    here = place("12")
    v1 = here.villages[0]
    record("pillars", here.city, "2024-01", [*untrained(v1, "2a"), psm("2b", v1)])
    held = activity("B-1", date(2024, 3, 1)) | {"first_day": date(2024, 2, 28)}
    record("activities", here.city, "2024-12", [held])
    record("participants", here.city, "2024-12", [attendance("B-1", "2a")])
    answer = yield
    # 2b holds a certificate from the start
    assert trained(answer, here.city, "2024-02") == 1
    assert trained(answer, here.city, "2024-03") == 2


@together
def test_an_activity_of_one_day(record: Record) -> Case:
    here = place("13")
    v1 = here.villages[0]
    record("pillars", here.city, "2024-01", untrained(v1, "3a"))
    held = activity("B-1", date(2024, 3, 1)) | {"last_day": None}
    record("activities", here.city, "2024-12", [held])
    record("participants", here.city, "2024-12", [attendance("B-1", "3a")])
    answer = yield
    assert trained(answer, here.city, "2024-02") == 0
    assert trained(answer, here.city, "2024-03") == 1


@together
def test_a_list_is_of_the_office_s_own_activity(record: Record) -> Case:
    here = place("14")
    v1 = here.villages[0]
    record("pillars", here.city, "2024-12", untrained(v1, "4a", "4b"))
    record("activities", here.province, "2023-12", [activity("1", date(2023, 2, 24))])
    record(
        "activities",
        here.cities[1],
        "2024-12",
        [activity("1", date(2024, 2, 1), "rakor")],
    )
    record("participants", here.cities[1], "2024-12", [attendance("1", "4a")])
    record("participants", here.province, "2024-12", [attendance("1", "4b")])
    answer = yield
    # activity 1 of the next city was a rakor; the province's came in another file
    assert trained(answer, here.city) == 1


@together
def test_of_an_activity_the_latest_submission_counts(record: Record) -> Case:
    here = place("15")
    v1 = here.villages[0]
    record("pillars", here.city, "2024-01", untrained(v1, "5a", "5b", "5c"))
    record(
        "activities", here.city, "2024-06", [activity("1", date(2024, 2, 1), "rakor")]
    )
    record(
        "participants",
        here.city,
        "2024-06",
        [attendance("1", "5a"), attendance("2", "5c")],
    )
    record("activities", here.city, "2024-12", [activity("1", date(2024, 2, 1))])
    record("activities", here.city, "2024-03", [activity("2", date(2024, 3, 1))])
    record("participants", here.city, "2024-12", [attendance("1", "5b")])
    answer = yield
    # 1 was a bimtek after all, and 5b came, not 5a; the list of 2 stands as it was
    assert trained(answer, here.city, "2024-02") == 1
    assert trained(answer, here.city) == 2


@together
def test_every_role_of_the_person_and_no_institution(record: Record) -> Case:
    here = place("16")
    v1 = here.villages[0]
    roles = [
        *untrained(v1, "6a"),
        psm("6a", here.district, kind="tksk", certificate="no"),
        psm(None, here.city, kind="lks", registration_number="6a"),
    ]
    record("pillars", here.city, "2024-12", roles)
    record("activities", here.city, "2024-12", [activity("1", date(2024, 2, 1))])
    record("participants", here.city, "2024-12", [attendance("1", "6a")])
    answer = yield
    asked = {"region": here.city, "level": "regency", "as_of": "2024-12"}
    for kind, expected in (("psm", 1), ("tksk", 1), (None, 1)):
        given = {**asked, "kind": kind} if kind else asked
        got = answer("pillar_ladder", **given).loc[here.city]
        assert (got["trained"], got["valid"]) == (expected, expected), kind
    lks = answer("pillar_ladder", **asked, kind="lks").loc[here.city]
    assert pd.isna(lks["trained"])
