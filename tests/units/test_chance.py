"""Limits of chance and the place of a figure beside them are one calculation."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from imbang.analysis.verdicts import Chance, limits, positions

EXPECTED = st.floats(0.05, 300)
WHOLE = st.one_of(st.just(np.nan), st.integers(1, 3000))


def many(expected: float, whole: float, n: int) -> Chance:
    share = expected / whole
    return Chance(np.full(n, expected), np.full(n, float(whole)), np.full(n, share))


def law(expected: float, whole: float) -> Any:
    if np.isnan(whole):
        return stats.poisson(expected)
    return stats.binom(int(whole), expected / whole)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(EXPECTED, WHOLE)
def test_the_mid_probability_and_the_limits_say_the_same(
    expected: float, whole: float
) -> None:
    """By scipy's distributions, for every number that may be: outside the limits is where
    its mid-probability is below the tail, and a number equal to a limit is inside."""
    if whole < expected:
        expected = whole / 2
    told = law(expected, whole)
    most = int(told.isf(1e-9)) + 5 if np.isnan(whole) else int(whole)
    numbers = np.arange(most + 1)
    below = told.cdf(numbers - 1) + told.pmf(numbers) / 2
    above = told.sf(numbers) + told.pmf(numbers) / 2
    expected_place = (
        (above < 0.025) + (above < 0.001) * 1 - (below < 0.025) - (below < 0.001) * 1
    )
    by_chance = many(expected, whole, len(numbers))
    found = positions(numbers.astype(float), by_chance)
    assert found.dtype == np.int8
    # where a tail is met but for the last digits of a float, either side is right
    is_sharp = np.ones(len(numbers), dtype=bool)
    for tail in (0.025, 0.001):
        for side in (below, above):
            is_sharp &= np.abs(side / tail - 1) > 1e-9
    assert (found == expected_place)[is_sharp].all()
    printed = limits(by_chance)
    for low, high, far in (
        (printed.low_95, printed.high_95, 1),
        (printed.low_998, printed.high_998, 2),
    ):
        is_outside = (numbers < low) | (numbers > high)
        assert (is_outside == (np.abs(found) >= far)).all()


def test_by_hand() -> None:
    # Poisson(20): P(< 12) = 0.02139, P(≤ 12) = 0.03901, in the middle 0.0302; of 11 0.0160.
    # P(> 29) = 0.0218 and P(29) = 0.0125, in the middle 0.0281; of 30 0.0177
    printed = limits(many(20, np.nan, 1))
    assert [printed.low_95[0], printed.high_95[0]] == [12, 29]
    counts = np.array([7.0, 8, 11, 12, 20, 29, 30, 35, 36])
    found = positions(counts, many(20, np.nan, len(counts)))
    assert found.tolist() == [-2, -1, -1, 0, 0, 0, 1, 1, 2]


def test_where_nothing_is_known_there_is_no_place() -> None:
    by_chance = Chance(
        np.array([np.nan, 20, 0, 0]), np.full(4, np.nan), np.full(4, np.nan)
    )
    found = positions(np.array([3, np.nan, 0, 1]), by_chance)
    assert found.tolist() == [0, 0, 0, 2]
    assert np.isnan(limits(by_chance).low_95).tolist() == [True, False, False, False]


@pytest.mark.parametrize(("share", "whole"), [(0.0, 50), (1.0, 50)])
def test_a_share_of_none_or_all_allows_nothing_else(share: float, whole: int) -> None:
    by_chance = many(share * whole, whole, 2)
    found = positions(np.array([share * whole, abs(share * whole - 1)]), by_chance)
    assert found[0] == 0
    assert abs(found[1]) == 2
