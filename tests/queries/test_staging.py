"""The staging tables of the newer datasets: names, types, and what a flow covers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from imbang.store.deliveries import Store

from ..conftest import draft
from .conftest import workshop

CITY, VILLAGE, PROVINCE = "63.71", "63.71.01.1001", "63"
JUNE, YEAR = "2024-06", "2024-01/2024-12"
Ask = Callable[[str], list[tuple[Any, ...]]]


def sent() -> list[Any]:
    here = {"region_code": VILLAGE}
    case = here | {"kind": "poor", "flow": "monthly"}
    counts = {"listed": 9, "verified": 7, "valid": 4, "corrected": 2, "rejected": 1}
    people = {"region_code": VILLAGE, "inhabitants": None, "households": None}
    return [
        draft("population", CITY, "2024-01/2024-06", [people | {"households": 7}]),
        draft("population", CITY, "2024-07/2024-12", [people | {"inhabitants": 9}]),
        draft(
            "cases",
            CITY,
            JUNE,
            [
                case | {"reported": 5, "handled": 4, "served": None},
                case | {"reported": 1, "handled": None},
                case | {"kind": "beggar", "flow": None, "closed": 2, "served": 3},
            ],
        ),
        draft(
            "case_records",
            CITY,
            JUNE,
            [
                here
                | {
                    "kind": "poor",
                    "reported_on": date(2024, 1, 30),
                    "closed_on": date(2024, 3, 1),
                    "with_psm": "yes",
                },
                here | {"kind": "poor", "reported_on": date(2024, 5, 1)},
            ],
        ),
        draft(
            "activities",
            PROVINCE,
            JUNE,
            [{"activity": " b-1", "kind": "bimtek", "first_day": date(2024, 2, 29)}],
        ),
        draft(
            "participants",
            PROVINCE,
            JUNE,
            [
                here | {"activity": "B-1", "person_key": "a", "passed": "yes"},
                {"activity": "B-1", "name": "Budi", "attended": "no"},
            ],
        ),
        draft("verification", CITY, JUNE, [here | {"source": "dtsen"} | counts]),
        draft(
            "services",
            CITY,
            YEAR,
            [{"region_code": CITY, "slrt": "no", "operators": 3}],
        ),
        draft(
            "ipsm",
            CITY,
            JUNE,
            [here | {"has_ipsm": "yes", "meetings": 2, "flow": "monthly"}],
        ),
        draft(
            "budget",
            CITY,
            JUNE,
            [
                {
                    "programme": "capacity_building",
                    "fund_source": "dak",
                    "allotted": Decimal("1500.50"),
                    "spent": Decimal(0),
                },
                {
                    "programme": "x",
                    "fund_source": "dak",
                    "year": 2023,
                    "flow": "monthly",
                },
            ],
        ),
        draft(
            "targets",
            CITY,
            YEAR,
            [
                {"region_code": CITY, "indicator": "psm_active", "value": 12.5},
                {"region_code": CITY, "indicator": "coverage_gini", "value": None},
            ],
        ),
    ]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Asks the working database of a publishing in which one office sent it all."""
    folder: Path = tmp_path_factory.mktemp("store")
    store = Store(folder)
    store.record(sent(), by="tester", received_on=date(2024, 7, 1))
    with workshop(store) as work:
        yield lambda sql: work.execute(sql).fetchall()


def test_cases(ask: Ask) -> None:
    rows = ask(
        """
        select kind, flow, from_month, period_to, reported_cases, handled_cases,
            closed_cases, served_persons
        from staging.cases order by kind
        """
    )
    assert rows == [
        ("beggar", "cumulative", 24288, 24293, None, None, 2, 3),
        ("poor", "monthly", 24293, 24293, 6, 4, None, None),
    ]


def test_case_records(ask: Ask) -> None:
    rows = ask(
        """
        select region.code, days_to_close, closed_month, is_with_psm
        from staging.case_records
        inner join reference.regions as region using (region_id)
        order by days_to_close
        """
    )
    # from 30 January to 1 March 2024, a leap year: 31 days
    assert rows == [(VILLAGE, 31, 24290, True), (VILLAGE, None, None, None)]


def test_activities_and_participants(ask: Ask) -> None:
    assert ask("select activity, kind, last_month from staging.activities") == [
        ("B-1", "bimtek", 24289)
    ]
    rows = ask(
        """
        select activity, identity, region_id is null, is_attended, is_passed
        from staging.participants order by identity
        """
    )
    assert rows == [
        ("B-1", "a", False, True, True),
        ("B-1", None, True, False, None),
    ]
    assert ask("select identity, month from intermediate.trainings") == [("a", 24289)]


def test_verification_services_and_ipsm(ask: Ask) -> None:
    rows = ask(
        """
        select source, from_month, listed_entries, verified_entries, valid_entries,
            corrected_entries, rejected_entries
        from staging.verification
        """
    )
    assert rows == [("dtsen", 24288, 9, 7, 4, 2, 1)]
    assert ask(
        "select from_month, has_slrt, operators_persons, referrals_made "
        "from staging.services"
    ) == [(24288, False, 3, None)]
    assert ask("select flow, has_ipsm, meetings from staging.ipsm") == [
        ("monthly", True, 2)
    ]


def test_budget_and_targets(ask: Ask) -> None:
    rows = ask(
        """
        select office.code, budget_year, programme, from_month, allotted_rupiah,
            spent_rupiah
        from staging.budget
        inner join reference.regions as office on budget.office_id = office.region_id
        order by programme
        """
    )
    assert rows == [
        (CITY, 2024, "capacity_building", 24288, Decimal("1500.50"), Decimal("0.00")),
        (CITY, 2023, "x", 24293, None, None),
    ]
    assert ask("select indicator, target_year, target_value from staging.targets") == [
        ("psm_active", 2024, 12.5)
    ]


def test_households_alone_and_half_years(ask: Ask) -> None:
    """A blank is no report; each half-year counts from its first month."""
    rows = ask(
        """
        select kind, unit, value, visible_month, period_to
        from staging.reports inner join staging.series using (series_id)
        where dataset = 'population' order by visible_month
        """
    )
    assert rows == [
        ("households", "family", 7, 24288, 24293),
        ("inhabitants", "person", 9, 24294, 24299),
    ]
    spans = ask(
        """
        select kind, from_month, value
        from intermediate.report_spans inner join staging.series using (series_id)
        where dataset = 'population' order by from_month
        """
    )
    assert spans == [("households", 24288, 7), ("inhabitants", 24294, 9)]
