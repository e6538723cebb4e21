"""One small store with every dataset, for figures worked out by hand.

Kota Banjarmasin (63.71) has 5 districts and 52 villages, Banjarmasin Selatan (63.71.01)
12; Kota Banjarbaru (63.72) has 20 villages. The province has 13 regencies.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from imbang.store.deliveries import Store

from .conftest import Row, need, psm

Record = Callable[..., Store]
PROVINCE, CITY, DISTRICT, OTHER = "63", "63.71", "63.71.01", "63.72"
V1, V2, V3, V4, V5 = (f"63.71.01.100{n}" for n in (1, 2, 3, 4, 5))
W1 = "63.72.02.1003"
SILENT = "63.01.01.2001"  # a village whose office sends nothing
YEAR = "2024-01/2024-12"


def send_everything(record: Record) -> Store:
    """The store, with what two cities and the province send for 2023 and 2024."""
    _send_people(record)
    _send_needs(record)
    _send_cases(record)
    _send_services(record)
    return _send_verification(record)


def _send_people(record: Record) -> None:
    record(
        "pillars",
        CITY,
        "2024-12",
        [
            psm("a", V1),
            psm("a", V2),  # the same person again
            psm("b", V1, certificate="no", confirmed_on=date(2023, 1, 1)),
            psm("t", DISTRICT, kind="tksk"),
        ],
    )
    roles = [psm("a", W1), psm("c", W1, certificate="no")]
    record("pillars", OTHER, "2024-12", roles)
    for office, year, who in ((OTHER, 2023, "c"), (CITY, 2024, "a")):
        held = {"activity": "B1", "kind": "bimtek", "title": "Bimtek"}
        day = {"first_day": date(year, 5, 1), "last_day": date(year, 5, 2)}
        record("activities", office, f"{year}-05", [held | day])
        seen = {"activity": "B1", "person_key": who, "name": "X", "attended": "yes"}
        record("participants", office, f"{year}-05", [seen])


def _send_needs(record: Record) -> None:
    record("ppks", CITY, "2023-12", [need(V1, 200)])
    record("ppks", OTHER, "2023-12", [need(OTHER, 250)])
    rows = [
        need(V1, 300, independent=20),
        need(V1, 10, unit="family"),
        need(V2, 100),
        need(V3, 0),
        need(V4, None),
        need(V5, 50),
    ]
    record("ppks", CITY, "2024-12", rows)
    record("ppks", OTHER, "2024-12", [need(OTHER, 200)])
    people = [
        {"region_code": V1, "inhabitants": 1000},
        {"region_code": DISTRICT, "inhabitants": 8000},
    ]
    record("population", CITY, YEAR, people)
    record("population", OTHER, YEAR, [{"region_code": OTHER, "inhabitants": 2000}])


def _send_cases(record: Record) -> None:
    rows: list[Row] = [
        {
            "kind": "poor",
            "handled": 20,
            "handled_with_psm": 5,
            "served": 30,
            "served_with_psm": 10,
        },
        {"kind": "beggar", "handled": 4, "handled_with_psm": 4, "served": 6},
    ]
    record("cases", CITY, YEAR, [{"region_code": V1, **row} for row in rows])
    dates: list[tuple[str, date, date | None]] = [
        (V1, date(2024, 3, 1), date(2024, 3, 11)),
        (V1, date(2024, 3, 1), date(2024, 3, 21)),
        (V2, date(2024, 3, 1), date(2024, 4, 10)),
        (V2, date(2024, 11, 1), None),  # still open
        (V2, date(2023, 1, 1), date(2023, 12, 31)),  # not of this year
    ]
    records = [
        {"region_code": code, "kind": "poor", "reported_on": begun, "closed_on": closed}
        for code, begun, closed in dates
    ]
    record("case_records", CITY, YEAR, records)


def _send_services(record: Record) -> None:
    made: dict[str, Any] = {"referrals_made": 10, "referrals_completed": 4}
    record("services", CITY, YEAR, [{"region_code": CITY, "slrt": "yes", **made}])
    record("services", OTHER, YEAR, [{"region_code": OTHER, "slrt": "no"}])
    spent = {"programme": "capacity_building", "year": 2024}
    other = {"programme": "social_protection", "year": 2024}
    rows = [
        {**spent, "allotted": 100, "spent": 40},
        {**other, "allotted": 9, "spent": 9},
    ]
    record("budget", CITY, YEAR, rows)
    record("budget", PROVINCE, YEAR, [{**spent, "allotted": 50, "spent": 5}])
    for month, meetings in (("03", 1), ("06", 2), ("09", 3), ("12", 4)):
        both = [
            {"region_code": DISTRICT, "has_ipsm": "yes", "meetings": meetings},
            # all of its meetings were in the first quarter
            {"region_code": "63.71.02", "has_ipsm": "yes", "meetings": 4},
            {"region_code": "63.71.03", "has_ipsm": "no"},
        ]
        record("ipsm", CITY, f"2024-01/2024-{month}", both)


def _send_verification(record: Record) -> Store:
    entries = [
        {"verified": 50, "valid": 30, "corrected": 10, "rejected": 10},
        {"verified": 0, "valid": 0, "corrected": 0, "rejected": 0},
    ]
    rows = [
        {"region_code": code, "source": "dtks", "listed": 100, **found}
        for code, found in zip((V1, V2), entries, strict=True)
    ]
    return record("verification", CITY, YEAR, rows)
