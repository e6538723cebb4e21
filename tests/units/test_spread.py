"""How much regions differ beyond chance, against truth in simulation, and by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from imbang.analysis import spread

EXPECTED = np.random.default_rng(5).lognormal(3.4, 0.5, 66)


def drawn(tau: float, rng: np.random.Generator, n: int = 66) -> np.ndarray:
    """PSM (n) whose true ratios to expectation vary by ``tau`` around 1."""
    ratio = rng.gamma(tau**-2, tau**2, n) if tau else np.ones(n)
    return rng.poisson(EXPECTED[:n] * ratio).astype(float)


def test_by_hand() -> None:
    """Region by region, with the formula of DerSimonian and Laird."""
    psm, expected = [4, 40, 12, 29, 30, 11, 20, 18, 22, 25], [20.0] * 9 + [31.0]
    fair = [e * sum(psm) / sum(expected) for e in expected]
    z = [(n - f) / math.sqrt(f) for n, f in zip(psm, fair, strict=True)]
    low, high = np.quantile(z, 0.1), np.quantile(z, 0.9)
    q = sum(min(max(one, low), high) ** 2 for one in z)
    c = stats.norm.ppf(0.9)
    kept = 0.8 - 2 * c * stats.norm.pdf(c) + 0.2 * c**2
    room = sum(fair) - sum(f * f for f in fair) / sum(fair)
    tau = math.sqrt((q / kept - 9) / room)
    found = spread.spread(np.array(psm, dtype=float), np.array(expected))
    assert found == pytest.approx(tau, rel=1e-5)


@pytest.mark.parametrize(("tau", "n"), [(0.2, 66), (0.45, 66), (0.3, 13), (0.45, 13)])
def test_it_is_near_the_truth(tau: float, n: int) -> None:
    rng = np.random.default_rng(11)
    found = [spread.spread(drawn(tau, rng, n), EXPECTED[:n]) for _round in range(300)]
    assert np.median(found) == pytest.approx(tau, rel=0.15)


def test_chance_alone_is_no_spread() -> None:
    rng = np.random.default_rng(12)
    found = [spread.spread(drawn(0, rng), EXPECTED) for _round in range(300)]
    assert np.median(found) < 0.03
    assert max(found) < 0.2


def test_a_norm_from_which_all_differ_alike_is_no_spread() -> None:
    """Half of what is expected everywhere: that is no difference between regions."""
    psm = np.full(20, 10.0)
    assert spread.spread(psm, np.full(20, 20.0)) == 0
    marks = spread.stands_out(psm, np.full(20, 20.0))
    assert marks is not None
    assert not marks.any()


def test_a_few_far_out_do_not_pass_for_what_is_usual() -> None:
    psm = np.full(40, 20.0)
    psm[[3, 9]] = 120, 150
    assert spread.spread(psm, np.full(40, 20.0)) < 0.2
    marks = spread.stands_out(psm, np.full(40, 20.0))
    assert marks is not None
    assert np.flatnonzero(marks).tolist() == [3, 9]


def test_too_few_are_not_compared() -> None:
    nine, nineteen = np.arange(10.0, 19), np.arange(10.0, 29)
    assert math.isnan(spread.spread(nine, np.full(9, 14.0)))
    assert spread.stands_out(nineteen, np.full(19, 19.0)) is None
    assert spread.stands_out(np.arange(10.0, 30), np.full(20, 19.5)) is not None
    assert math.isnan(spread.spread(np.zeros(30), np.full(30, 6.0)))
    assert spread.stands_out(np.zeros(30), np.full(30, 6.0)) is None


@pytest.mark.parametrize("tau", [0.0, 0.3])
def test_who_stands_out_is_that_of_scipys_distributions(tau: float) -> None:
    rng = np.random.default_rng(13)
    psm = drawn(tau, rng)
    psm[:4] = 0, 1, 90, 4
    found = spread.spread(psm, EXPECTED)
    fair = EXPECTED * psm.sum() / EXPECTED.sum()
    law = (
        stats.nbinom(found**-2, 1 / (1 + fair * found**2))
        if found
        else stats.poisson(fair)
    )
    middle = law.cdf(psm) - law.pmf(psm) / 2
    marks = spread.stands_out(psm, EXPECTED)
    assert marks is not None
    assert marks.tolist() == (np.minimum(middle, 1 - middle) < 0.001).tolist()
    assert marks[0]


def test_the_usual_spread_makes_few_stand_out() -> None:
    rng = np.random.default_rng(14)
    for tau in (0.0, 0.3, 0.45):
        marks = [spread.stands_out(drawn(tau, rng), EXPECTED) for _round in range(150)]
        shares = [found.mean() for found in marks if found is not None]
        assert np.mean(shares) < 0.006
