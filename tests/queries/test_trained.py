"""Trained by a bimtek: who counts, from when, and whose list it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd

from imbang.store.deliveries import Store

from .conftest import psm

Record = Callable[..., Store]
Answer = Callable[..., pd.DataFrame]
CITY, NEXT, PROVINCE = "63.71", "63.72", "63"
V1 = "63.71.01.1001"


def trained(answer: Answer, store: Store, as_of: str = "2024-12") -> int:
    asked = {"region": CITY, "level": "regency", "kind": "psm", "as_of": as_of}
    return int(answer(store, "pillar_ladder", **asked).loc[CITY, "trained"])


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


def untrained(*keys: str) -> list[dict[str, Any]]:
    return [psm(key, V1, certificate=None) for key in keys]


def test_only_who_attended_a_bimtek_and_is_known(record: Record, answer) -> None:
    people = untrained("came", "stayed away", "met", "chosen", "by name only", "late")
    record("pillars", CITY, "2024-12", people)
    held = [
        activity("B-1", date(2024, 2, 24)),
        activity("R-1", date(2024, 3, 15), "rakor"),
        activity("S-1", date(2024, 4, 15), "seleksi"),
        activity("B-2", date(2025, 1, 2)),
    ]
    record("activities", PROVINCE, "2024-12", held)
    came = [
        attendance(" b-1", "came"),  # the code without case and blanks
        attendance("B-1", "stayed away", "no"),
        attendance("R-1", "met"),
        attendance("S-1", "chosen"),
        attendance("B-1", None),
        attendance("B-2", "late"),
        attendance("B-9", "late"),  # no such activity
    ]
    store = record("participants", PROVINCE, "2024-12", came)
    # of six: came; met and chosen were not at a bimtek, late only in January
    assert trained(answer, store) == 1
    assert trained(answer, store, "2025-01") == 2


def test_from_the_month_of_the_last_day(record: Record, answer) -> None:
    record("pillars", CITY, "2024-01", [*untrained("a"), psm("b", V1)])
    held = activity("B-1", date(2024, 3, 1)) | {"first_day": date(2024, 2, 28)}
    record("activities", CITY, "2024-12", [held])
    store = record("participants", CITY, "2024-12", [attendance("B-1", "a")])
    # b holds a certificate from the start
    assert trained(answer, store, "2024-02") == 1
    assert trained(answer, store, "2024-03") == 2


def test_an_activity_of_one_day(record: Record, answer) -> None:
    record("pillars", CITY, "2024-01", untrained("a"))
    held = activity("B-1", date(2024, 3, 1)) | {"last_day": None}
    record("activities", CITY, "2024-12", [held])
    store = record("participants", CITY, "2024-12", [attendance("B-1", "a")])
    assert trained(answer, store, "2024-02") == 0
    assert trained(answer, store, "2024-03") == 1


def test_a_list_is_of_the_office_s_own_activity(record: Record, answer) -> None:
    record("pillars", CITY, "2024-12", untrained("a", "b"))
    record("activities", PROVINCE, "2023-12", [activity("1", date(2023, 2, 24))])
    record("activities", NEXT, "2024-12", [activity("1", date(2024, 2, 1), "rakor")])
    record("participants", NEXT, "2024-12", [attendance("1", "a")])
    store = record("participants", PROVINCE, "2024-12", [attendance("1", "b")])
    # activity 1 of the next city was a rakor; the province's came in another file
    assert trained(answer, store) == 1


def test_of_an_activity_the_latest_submission_counts(record: Record, answer) -> None:
    record("pillars", CITY, "2024-01", untrained("a", "b", "c"))
    record("activities", CITY, "2024-06", [activity("1", date(2024, 2, 1), "rakor")])
    record(
        "participants", CITY, "2024-06", [attendance("1", "a"), attendance("2", "c")]
    )
    record("activities", CITY, "2024-12", [activity("1", date(2024, 2, 1))])
    record("activities", CITY, "2024-03", [activity("2", date(2024, 3, 1))])
    store = record("participants", CITY, "2024-12", [attendance("1", "b")])
    # 1 was a bimtek after all, and b came, not a; the list of 2 stands as it was
    assert trained(answer, store, "2024-02") == 1
    assert trained(answer, store) == 2


def test_every_role_of_the_person_and_no_institution(record: Record, answer) -> None:
    roles = [
        *untrained("a"),
        psm("a", "63.71.01", kind="tksk", certificate="no"),
        psm(None, CITY, kind="lks", registration_number="a"),
    ]
    record("pillars", CITY, "2024-12", roles)
    record("activities", CITY, "2024-12", [activity("1", date(2024, 2, 1))])
    store = record("participants", CITY, "2024-12", [attendance("1", "a")])
    asked = {"region": CITY, "level": "regency", "as_of": "2024-12"}
    for kind, expected in (("psm", 1), ("tksk", 1), (None, 1)):
        given = {**asked, "kind": kind} if kind else asked
        got = answer(store, "pillar_ladder", **given).loc[CITY]
        assert (got["trained"], got["valid"]) == (expected, expected), kind
    lks = answer(store, "pillar_ladder", **asked, kind="lks").loc[CITY]
    assert pd.isna(lks["trained"])
