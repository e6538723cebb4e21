"""Dates and periods as offices write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imbang.intake.values.dates import find_date, find_period, parse_date, parse_period
from imbang.intake.values.parsing import Rejected
from imbang.periods import Period, month_index
from imbang.reference.datasets import load_datasets

START = load_datasets()["pillars"].column("start_date")
CONFIRMED = load_datasets()["pillars"].column("confirmed_on")
TODAY = date(2025, 3, 31)
MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]


@pytest.mark.parametrize(
    "text",
    [
        "12-02-2023",
        "12/02/2023",
        "12.2.2023",
        "2023-02-12",
        "2023/02/12",
        "2023-02-12 00:00:00",
        "2023-02-12T08:30",
        "12 Februari 2023",
        "12 FEBRUARI 2023",
        "12 Pebruari 2023",
        "12-Feb-2023",
        "Minggu, 12 Februari 2023",
        "44969",
        "44969.5",
    ],
)
def test_dates(text: str) -> None:
    assert parse_date(text, START, today=TODAY) == date(2023, 2, 12)


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2023",
        "12/31/2023",
        "12-02-23",
        "2023",
        "Februari 2023",
        "kemarin",
        "99999999",
    ],
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(Rejected, match="not a date"):
        parse_date(text, START, today=TODAY)


def test_dates_out_of_bounds() -> None:
    assert parse_date("31-03-2025", CONFIRMED, today=TODAY) == TODAY
    with pytest.raises(Rejected, match="too late; expected 31-03-2025"):
        parse_date("01-04-2025", CONFIRMED, today=TODAY)
    assert parse_date("01-01-2026", START, today=TODAY) == date(2026, 1, 1)
    with pytest.raises(Rejected, match="too late"):
        parse_date("01-01-2052", START, today=TODAY)
    with pytest.raises(Rejected, match="too early; expected 17-08-1945"):
        parse_date("01-01-0203", START, today=TODAY)


@given(st.dates(date(1950, 1, 1), date(2025, 3, 31)))
@settings(max_examples=150)
def test_dates_in_every_form_come_back(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    for text in (
        f"{day:%d-%m-%Y}",
        f"{day:%d/%m/%Y}",
        day.isoformat(),
        f"{day} 00:00:00",
        f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        str(serial),
    ):
        assert parse_date(text, START, today=TODAY) == day


def months(first: str, last: str) -> Period:
    """A period from two months as YYYY-MM."""
    (a, b), (c, d) = (map(int, text.split("-")) for text in (first, last))
    return Period(month_index(a, b), month_index(c, d))


JUNE = months("2024-06", "2024-06")
QUARTER = months("2024-04", "2024-06")
HALF = months("2024-01", "2024-06")
YEAR = months("2024-01", "2024-12")


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024", YEAR),
        ("2024.0", YEAR),
        ("Tahun 2024", YEAR),
        ("TA 2024", YEAR),
        ("2024-06", JUNE),
        ("06/2024", JUNE),
        ("6-2024", JUNE),
        ("202406", JUNE),
        ("Juni 2024", JUNE),
        ("JUNI  2024", JUNE),
        ("Jun 2024", JUNE),
        ("Juni Tahun 2024", JUNE),
        ("2024 Juni", JUNE),
        ("Bulan: Juni 2024", JUNE),
        ("Keadaan : Juni 2024", JUNE),
        ("s.d. Juni 2024", JUNE),
        ("s/d Juni 2024", JUNE),
        ("sd. Juni 2024", JUNE),
        ("sampai dengan Juni 2024", JUNE),
        ("per 30 Juni 2024", JUNE),
        ("30-06-2024", JUNE),
        ("2024-06-01", JUNE),
        ("45444", JUNE),
        ("Triwulan II 2024", QUARTER),
        ("triwulan 2 tahun 2024", QUARTER),
        ("TW II/2024", QUARTER),
        ("2024-Q2", QUARTER),
        ("Q2 2024", QUARTER),
        ("Semester I 2024", HALF),
        ("Smt. 1 2024", HALF),
        ("2024-S1", HALF),
        ("Januari - Juni 2024", HALF),
        ("Januari s.d. Juni 2024", HALF),
        ("April 2024 - Juni 2024", QUARTER),
        ("2023-11/2024-02", months("2023-11", "2024-02")),
    ],
)
def test_periods(text: str, period: Period) -> None:
    assert find_period(text) == period


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Juni",
        "2042x",
        "0024",
        "13/2024",
        "2024-13",
        "Semester 3 2024",
        "Q5 2024",
        "Juni 2024 - Mei 2024",
        "2024/2025",
        "lalu",
    ],
)
def test_what_is_no_period(text: str) -> None:
    assert find_period(text) is None
    with pytest.raises(Rejected, match="not a period"):
        parse_period(text)


@given(st.integers(1990, 2040), st.integers(1, 12))
@settings(max_examples=100)
def test_every_way_to_name_a_month(year: int, month: int) -> None:
    wanted = Period(month_index(year, month), month_index(year, month))
    name = MONTHS[month - 1]
    forms = (f"{year}-{month:02d}", f"{month}/{year}", f"{name} {year}", str(wanted))
    for text in (*forms, f"{name.upper()[:3]} {year}", f"s.d. {name} {year}"):
        assert find_period(text) == wanted


@given(st.integers(12 * 1990, 12 * 2040), st.integers(0, 30))
@settings(max_examples=150)
def test_a_period_as_printed_comes_back(first: int, months_more: int) -> None:
    period = Period(first, first + months_more)
    # A year and a half that begins in January has no short name either: first/last.
    assert find_period(str(period)) == period


@given(st.text(max_size=30))
@settings(max_examples=200)
def test_any_text_is_read_without_a_crash(text: str) -> None:
    find_date(text)
    find_period(text)
