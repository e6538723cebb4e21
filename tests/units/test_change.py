"""Intervals of changes against published ones and scipy, and the verdict against them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from imbang import formats
from imbang.analysis.change import (
    Events,
    Interval,
    of_events,
    of_parts,
    of_rates,
    of_shares,
)

# Newcombe 1998, Statistics in Medicine 17, 873-890, table II, method 10
PUBLISHED = [
    ((56, 70, 48, 80), (0.0524, 0.3339)),
    ((9, 10, 3, 10), (0.1705, 0.8090)),
    ((6, 7, 2, 7), (0.0582, 0.8062)),
    ((5, 56, 0, 29), (-0.0381, 0.1926)),
    ((0, 10, 0, 20), (-0.1611, 0.2775)),
    ((0, 10, 0, 10), (-0.2775, 0.2775)),
    ((10, 10, 0, 20), (0.6791, 1.0000)),
    ((10, 10, 0, 10), (0.6075, 1.0000)),
]


@pytest.mark.parametrize(("counts", "limits"), PUBLISHED, ids=str)
def test_shares_as_published(
    counts: tuple[int, int, int, int], limits: tuple[float, float]
) -> None:
    found = of_shares(*counts)
    assert (round(found.low, 4), round(found.high, 4)) == limits
    back = of_shares(*counts[2:], *counts[:2])
    assert (back.low, back.high) == pytest.approx((-found.high, -found.low))


def garwood(count: int) -> tuple[float, float]:
    low = stats.chi2.ppf(0.025, 2 * count) / 2 if count else 0.0
    return low, stats.chi2.ppf(0.975, 2 * count + 2) / 2


@pytest.mark.parametrize("count", [0, 1, 6, 42, 892])
def test_single_events_have_the_exact_poisson_limits(count: int) -> None:
    assert Events(count, count).limits() == pytest.approx(garwood(count))


def test_sizes_as_fay_and_feuer_have_them() -> None:
    """Two events of 3 and one of 10: y = 16, v = 118, w = 10."""
    low = 118 / 32 * stats.chi2.ppf(0.025, 2 * 16**2 / 118)
    high = 218 / 52 * stats.chi2.ppf(0.975, 2 * 26**2 / 218)
    assert Events(16, 118, 10).limits() == pytest.approx((low, high))


def test_eight_who_came_by_hand() -> None:
    """8 came, none went: 8 - √((8 - 3.454)² + 3.689²) to 8 + (15.763 - 8)."""
    found = of_parts([5, 3, 0], 8, singly=True)
    assert (found.low, found.high) == pytest.approx((2.145, 15.763), abs=1e-3)
    assert found.printed(0) == Interval(8, 2, 16)
    # what places do not add up to came or went as well
    assert of_parts([5], 8, singly=True) == found


def test_one_place_alone_is_never_beyond_chance() -> None:
    """A report comes as a bundle: one village that says 300 fewer is one event."""
    found = of_parts([-300], -300, singly=False)
    assert found.low < 0 < found.high
    assert of_parts([-60] * 8, -480, singly=False).printed(0).verdict == "moved"


def test_rates_are_differences_of_exact_limits() -> None:
    found = of_rates(30, 1000, 12, 800)
    (low, high), (low_before, high_before) = garwood(30), garwood(12)
    change = 30 / 1000 - 12 / 800
    assert found.change == pytest.approx(change)
    assert found.low == pytest.approx(
        change - math.hypot((30 - low) / 1000, (high_before - 12) / 800)
    )
    assert found.high == pytest.approx(
        change + math.hypot((high - 30) / 1000, (12 - low_before) / 800)
    )


@pytest.mark.parametrize("expected", [1, 3, 10, 40])
def test_coming_and_going_alike_is_seldom_called_moved(expected: int) -> None:
    """As many come as go: in at most 5 of 100 cases the interval says otherwise."""
    most = int(stats.poisson.ppf(1 - 1e-7, expected)) + 1
    chance = stats.poisson.pmf(np.arange(most), expected)
    wrong = sum(
        chance[came] * chance[went]
        for came in range(most)
        for went in range(most)
        if of_events(Events(came, came), Events(went, went)).printed(0).verdict
        == "moved"
    )
    assert 0 <= wrong < 0.05


@pytest.mark.parametrize(("share", "cases"), [(0.1, 40), (0.5, 20), (0.66, 60)])
def test_like_shares_are_seldom_called_moved(share: float, cases: int) -> None:
    chance = stats.binom.pmf(np.arange(cases + 1), cases, share)
    wrong = sum(
        chance[now] * chance[before]
        for now in range(cases + 1)
        for before in range(cases + 1)
        if of_shares(now, cases, before, cases).verdict == "moved"
    )
    assert wrong < 0.06


SIZES = st.lists(st.floats(-500, 500, allow_nan=False).map(lambda n: round(n, 1)))


@given(SIZES, st.booleans(), st.integers(0, 2))
def test_verdict_and_printed_interval_never_contradict(
    parts: list[float], singly: bool, digits: int
) -> None:
    found = of_parts(parts, math.fsum(parts), singly=singly).printed(digits)
    assert found.low <= found.change <= found.high
    is_up = formats.signed(found.low, digits).startswith("+")
    is_down = formats.signed(found.high, digits).startswith(formats.MINUS)
    assert (found.verdict == "moved") == (is_up or is_down)


@given(st.data())
def test_shares_and_rates_stay_around_their_change(data: st.DataObject) -> None:
    whole, before = (data.draw(st.integers(1, 3000)) for _side in range(2))
    part, part_before = (data.draw(st.integers(0, n)) for n in (whole, before))
    for found in (
        of_shares(part, whole, part_before, before),
        of_rates(part, whole, part_before, before),
    ):
        assert found.low <= found.change <= found.high
        printed = found.times(100).printed(1)
        assert (printed.verdict == "moved") == (printed.low > 0 or printed.high < 0)
        if printed.verdict == "moved":
            assert found.verdict == "moved"
