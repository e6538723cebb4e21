"""Numbers, shares and months as people of each language write them."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from imbang import formats
from imbang.texts import use_language


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    use_language("id")
    yield
    use_language("id")


@pytest.mark.parametrize(
    ("value", "digits", "written"),
    [
        (1234.5, 1, "1.234,5"),
        (144808, 0, "144.808"),
        (0, 0, "0"),
        (0.5, 0, "1"),
        (2.5, 0, "3"),
        (-2.5, 0, "−3"),
        (-0.2, 0, "0"),
        (None, 0, "–"),
        (float("nan"), 0, "–"),
        (pd.NA, 0, "–"),
        ("text", 0, "–"),
    ],
)
def test_numbers_are_indonesian_and_missing_is_a_dash(
    value: object, digits: int, written: str
) -> None:
    assert formats.number(value, digits) == written


def test_english_turns_points_and_commas_round() -> None:
    use_language("en")
    assert formats.number(1234.5, 1) == "1,234.5"
    assert formats.percent(0.031, 1) == "3.1%"
    assert formats.month("2024-12") == "December 2024"


def test_ratios_are_whole_where_a_decimal_says_nothing() -> None:
    assert formats.ratio(162.34) == "162"
    assert formats.ratio(19.96) == "20"
    assert formats.ratio(9.55) == "9,6"
    assert formats.ratio(None) == "–"


def test_changes_carry_their_sign() -> None:
    assert formats.signed(23) == "+23"
    assert formats.signed(-23) == "−23"
    assert formats.signed(0.2) == "0"
    assert formats.signed(None) == "–"


def test_months_and_shares() -> None:
    assert formats.month("2024-12") == "Desember 2024"
    assert formats.short_month("2023-02") == "Feb 2023"
    assert formats.month(None) == "–"
    assert formats.percent(0.031, 1) == "3,1\N{NO-BREAK SPACE}%"
    assert formats.percent(None) == "–"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, "–"),
        (0, "0,0"),
        (0.0042, "0,0042"),
        (0.37, "0,37"),
        (7.26, "7,3"),
        (208.6, "209"),
    ],
)
def test_a_small_rate_keeps_two_digits(value: float | None, told: str) -> None:
    assert formats.rate(value) == told


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("WIB", "3 Jan 2025, 12.05"),
        ("WITA", "3 Jan 2025, 13.05"),
        ("WIT", "3 Jan 2025, 14.05"),
    ],
)
def test_times_are_told_in_the_zone_of_the_office(zone: str, told: str) -> None:
    formats.use_time_zone(zone)
    try:
        assert formats.moment("2025-01-03T05:05:00+00:00") == told
    finally:
        formats.use_time_zone("")
    assert formats.time_zone() == ""
