"""Flows from January to a month: by hand, and against a plain calculation."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imbang.periods import format_month, parse_month
from imbang.reference import regions
from imbang.store.deliveries import Store
from tests.conftest import draft
from tests.together import Case, Shared, Together, place

from .conftest import workshop

Record = Callable[..., Store]
CITY, DISTRICT = "63.71", "63.71.01"
VILLAGES = [c for c in regions.load().names if c.startswith(f"{DISTRICT}.")]


def case(region: str, period: str, handled: int | None, flow: str | None = None) -> Any:
    first, _slash, last = period.partition("/")
    return {
        "region_code": region,
        "kind": "poor",
        "handled": handled,
        "flow": flow,
        "period_from": parse_month(first),
        "period_to": parse_month(last or first),
    }


def handled(work: duckdb.DuckDBPyConnection, region: str, month: str) -> Any:
    """Cases handled from January to ``month``, whether all of it is there."""
    return work.execute(
        """
        select flow.value, flow.is_complete, month_text(flow.period_to)
        from marts.flows as flow inner join reference.regions as region using (region_id)
        where region.code = ? and dataset = 'cases' and measure = 'handled'
            and from_month <= ? and ? < to_month
        """,
        [region, parse_month(month), parse_month(month)],
    ).fetchone()


together = Together()


@pytest.fixture(scope="module")
def shared(record_once: Record) -> Iterator[Shared]:
    """All cases in one store, each in its own province, built once."""
    store, cases = together.recorded(record_once)
    with workshop(store) as work:
        cases.asker = work
        yield cases


@together
def test_up_to_now_is_the_latest_and_a_new_year_begins_anew(record: Record) -> Case:
    here = place("11")
    v1 = here.villages[0]
    record("cases", here.city, "2023-12", [case(v1, "2023-01/2023-12", 30)])
    record("cases", here.city, "2024-06", [case(v1, "2024-01/2024-06", 7)])
    record("cases", here.city, "2024-09", [case(v1, "2024-01/2024-09", 9)])
    work = yield
    assert handled(work, v1, "2023-11") is None
    assert handled(work, v1, "2023-12") == (30, True, "2023-12")
    assert handled(work, v1, "2024-01") is None
    assert handled(work, v1, "2024-05") is None
    assert handled(work, v1, "2024-08") == (7, True, "2024-06")
    assert handled(work, v1, "2024-12") == (9, True, "2024-09")
    assert handled(work, v1, "2025-01") is None


@together
def test_months_are_added_up_and_a_gap_is_told(record: Record) -> Case:
    here = place("12")
    v1 = here.villages[0]
    rows = [case(v1, f"2024-0{n}", n, "monthly") for n in (1, 2, 4)]
    record("cases", here.city, "2024-01/2024-04", rows)
    work = yield
    assert handled(work, v1, "2024-01") == (1, True, "2024-01")
    assert handled(work, v1, "2024-03") == (3, True, "2024-02")
    assert handled(work, v1, "2024-04") == (7, False, "2024-04")
    assert handled(work, v1, "2024-12") == (7, False, "2024-04")


@together
def test_months_follow_a_figure_up_to_now(record: Record) -> Case:
    here = place("13")
    v1 = here.villages[0]
    record("cases", here.city, "2024-06", [case(v1, "2024-01/2024-06", 10)])
    # April to June are in the ten; July and August come on top
    rows = [
        case(v1, "2024-04/2024-06", 5, "monthly"),
        case(v1, "2024-07/2024-08", 3, "monthly"),
    ]
    record("cases", here.city, "2024-04/2024-08", rows)
    work = yield
    assert handled(work, v1, "2024-06") == (10, True, "2024-06")
    assert handled(work, v1, "2024-08") == (13, True, "2024-08")


@together
def test_of_months_told_twice_the_later_submission_counts(record: Record) -> Case:
    here = place("15")
    v1 = here.villages[0]
    record(
        "cases",
        here.city,
        "2024-01/2024-03",
        [case(v1, "2024-01/2024-03", 9, "monthly")],
    )
    rows = [case(v1, f"2024-0{n}", n, "monthly") for n in (1, 2, 3)]
    record("cases", here.city, "2024-03", rows)
    work = yield
    assert handled(work, v1, "2024-03") == (6, True, "2024-03")


@together
def test_blank_is_no_report_and_zero_is_one(record: Record) -> Case:
    here = place("16")
    v1, v2, *_ = here.villages
    rows = [case(v1, "2024-06", None), case(v2, "2024-06", 0)]
    record("cases", here.city, "2024-06", rows)
    work = yield
    assert handled(work, v1, "2024-06") is None
    assert handled(work, v2, "2024-06") == (0, True, "2024-06")


@together
def test_levels_follow_the_rule_of_reports(record: Record) -> Case:
    here = place("17")
    v1 = here.villages[0]
    record("cases", here.city, "2024-03", [case(here.district, "2024-01/2024-03", 50)])
    # one village of all: partial, and the district's own report stays the figure
    record("cases", here.city, "2024-06", [case(v1, "2024-01/2024-06", 7)])
    everyone = [case(code, "2024-01/2024-09", 2) for code in here.villages]
    record("cases", here.city, "2024-09", everyone)
    work = yield
    assert handled(work, here.district, "2024-06") == (50, True, "2024-03")
    twice = 2 * len(here.villages)
    assert handled(work, here.district, "2024-09") == (twice, True, "2024-09")
    assert handled(work, here.city, "2024-06") == (50, False, "2024-03")


@together
def test_a_gap_below_makes_the_total_partial(record: Record) -> Case:
    here = place("18")
    v1 = here.villages[0]
    rows = [case(code, "2024-01/2024-02", 2, "monthly") for code in here.villages]
    rows += [case(v1, "2024-04", 1, "monthly")]
    record("cases", here.city, "2024-01/2024-04", rows)
    work = yield
    twice = 2 * len(here.villages)
    assert handled(work, here.district, "2024-02") == (twice, True, "2024-02")
    assert handled(work, here.district, "2024-04")[:2] == (twice + 1, False)


def value(work: duckdb.DuckDBPyConnection, region: str, **named: str) -> Any:
    conditions = " and ".join(f"{name} is not distinct from ?" for name in named)
    return work.execute(
        "select flow.value, flow.is_complete, parts_complete, parts_total"
        " from marts.flows as flow inner join reference.regions as region using (region_id)"
        f" where region.code = ? and from_month <= ? and ? < to_month and {conditions}",
        [region, parse_month("2024-12"), parse_month("2024-12"), *named.values()],
    ).fetchall()


@together
def test_what_offices_do_is_added_over_offices(record: Record) -> Case:
    for office, made in (("63.71", 8), ("63.72", 5)):
        row = {"region_code": office, "slrt": "yes", "referrals_made": made}
        record("services", office, "2024-01/2024-12", [row])
    spent = {"programme": "capacity_building", "year": 2024, "allotted": 100}
    sources = [
        {**spent, "fund_source": "apbd_regency", "spent": 40},
        {**spent, "fund_source": "csr", "spent": 2, "allotted": 10},
    ]
    record("budget", "63.71", "2024-01/2024-12", sources)
    record("budget", "63", "2024-01/2024-12", [{**spent, "spent": 9}])
    work = yield
    assert value(work, "63", measure="referrals_made") == [(13, False, 2, 13)]
    assert value(work, "63.71", measure="referrals_made") == [(8, True, 1, 1)]
    assert value(work, "63.72", measure="spent") == []
    assert value(work, "63.71", measure="spent")[0][0] == 42
    assert value(work, "63.71", measure="allotted")[0][0] == 110
    assert value(work, "63", measure="spent")[0][0] == 51
    assert value(work, "63", measure="allotted")[0][0] == 210


@together
def test_what_is_allotted_is_seen_from_january(record: Record) -> Case:
    here = place("32")
    row = {"programme": "capacity_building", "year": 2024, "allotted": 100, "spent": 1}
    record("budget", here.city, "2024-06", [row])
    work = yield
    seen = "select from_month, to_month from marts.flows where measure = ? and region_id = (select region_id from reference.regions where code = ?)"
    assert work.execute(seen, ["allotted", here.city]).fetchall() == [(24288, 24300)]
    assert work.execute(seen, ["spent", here.city]).fetchall() == [(24293, 24300)]


@together
def test_entries_listed_are_a_stock(record: Record) -> Case:
    here = place("21")
    v1 = here.villages[0]
    row = {"region_code": v1, "source": "dtks", "listed": 90, "verified": 30}
    record("verification", here.city, "2023-01/2023-12", [row])
    work = yield
    told = {"dataset": "verification", "kind": "dtks"}
    assert value(work, v1, measure="listed", **told)[0][:2] == (90, True)
    assert value(work, v1, measure="verified", **told) == []


@together
def test_persons_and_families_who_entered_stay_apart(record: Record) -> Case:
    here = place("31")
    v1 = here.villages[0]
    rows = [
        {"region_code": v1, "kind": "poor", "unit": unit, "count": 5, "entered": n}
        for unit, n in (("person", 3), ("family", 1))
    ]
    record("ppks", here.city, "2024-12", rows)
    work = yield
    assert value(work, v1, measure="entered", unit="person")[0][:2] == (3, True)
    assert value(work, v1, measure="entered", unit="family")[0][:2] == (1, True)


# --- against a plain calculation -------------------------------------------------


@dataclass(frozen=True)
class Told:
    """A row of a submission: months of 2024 from 1 to 12, and what it says."""

    first: int
    last: int
    flow: str
    value: int


@st.composite
def submissions(draw: st.DrawFn) -> list[list[Told]]:
    """Up to four submissions of one office, rows of one never telling a month twice."""
    sent = []
    for _number in range(draw(st.integers(1, 4))):
        if draw(st.booleans()):
            ends = draw(st.sets(st.integers(1, 12), min_size=1, max_size=3))
            sent.append(
                [
                    Told(1, e, "cumulative", draw(st.integers(0, 50)))
                    for e in sorted(ends)
                ]
            )
            continue
        cuts = sorted(draw(st.sets(st.integers(1, 13), min_size=2, max_size=5)))
        kept = [
            Told(a, b - 1, "monthly", draw(st.integers(0, 9)))
            for a, b in itertools.pairwise(cuts)
            if draw(st.booleans())
        ]
        if kept:
            sent.append(kept)
    return sent


def expected(sent: list[list[Told]], month: int) -> tuple[int, bool, int] | None:
    """What was handled from January to ``month``, worked out month by month."""
    rows = [
        (n, row) for n, told in enumerate(sent) for row in told if row.last <= month
    ]
    base = max(
        ((row.last, n, row.value) for n, row in rows if row.flow == "cumulative"),
        default=None,
    )
    until = base[0] if base else 0
    monthly = [(n, r) for n, r in rows if r.flow == "monthly" and r.first > until]
    standing = [
        (n, r)
        for n, r in monthly
        if not any(
            m > n and o.first <= r.last and o.last >= r.first for m, o in monthly
        )
    ]
    if base is None and not standing:
        return None
    covered = set(range(1, until + 1))
    for _n, row in standing:
        covered |= set(range(row.first, row.last + 1))
    total = (base[2] if base else 0) + sum(row.value for _n, row in standing)
    last = max(covered)
    return total, covered == set(range(1, last + 1)), last


@settings(max_examples=4, derandomize=True, deadline=None)
@given(each=st.lists(submissions(), min_size=9, max_size=9))
def test_any_mixture_of_reports(each: list[list[list[Told]]]) -> None:
    """Nine villages a store, each with reports of its own."""
    sent = list(zip(VILLAGES, each, strict=False))
    with TemporaryDirectory() as folder:
        store = Store(Path(folder) / "store")
        for village, told in ((v, told) for v, all_told in sent for told in all_told):
            rows = [
                case(village, f"2024-{r.first:02d}/2024-{r.last:02d}", r.value, r.flow)
                for r in told
            ]
            # a period of its own for each, so that none takes another's place
            period = _period(told, len(store.counted()))
            store.record(
                [draft("cases", CITY, period, rows)],
                by="tester",
                received_on=date(2025, 1, 5),
            )
        with workshop(store) as work:
            for (village, told), month in itertools.product(sent, range(1, 13)):
                wanted = expected(told, month)
                told_as = wanted and (*wanted[:2], f"2024-{wanted[2]:02d}")
                found = handled(work, village, f"2024-{month:02d}")
                assert found == told_as, (month, told)


def _period(told: list[Told], number: int) -> str:
    last = max(row.last for row in told)
    return f"{format_month(parse_month('2023-01') + number)}/2024-{last:02d}"
