"""How much regions differ from each other beyond chance, and who stands out even so.

Additive random effects (Spiegelhalter 2005, "Handling over-dispersion of performance
indicators", Quality and Safety in Health Care 14): each region's own ratio of PSM to
what is expected varies around that of all of them with a standard deviation τ, and
chance adds to it. Regions are held against their own mean and not against a norm, from
which all may differ together. `docs/statistics.md` tells the method in full.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Real = NDArray[np.float64]
Flags = NDArray[np.bool_]

FEWEST_TOLD = 10
"""Regions below which nothing is said of how much they differ."""
FEWEST_PEERS = 20
"""Regions below which none is said to stand out."""
TAIL = 0.001
_DRAWN_IN = 0.1
_KEPT = 0.6786545589528744
"""What is left of the mean square of normal deviations with both outer tenths drawn in:
0.8 - 2 c φ(c) + 0.2 c² at c = 1.2816."""
_LEAST = 1e-3  # a τ that nobody sees, where there is none


def spread(psm: Real, expected: Real) -> float:
    """τ of regions (n): the standard deviation of their ratios of PSM to expectation,
    relative to the mean of all (0.4 is ± 40 %); nan for fewer than `FEWEST_TOLD`.

    The moment estimate of DerSimonian and Laird. With the outer tenths of the deviations
    drawn in, so that a few regions far out do not pass for what is usual, it would come
    out too small; it is brought back by what normal deviations lose.
    """
    if len(psm) < FEWEST_TOLD or not psm.sum():
        return float("nan")
    fair = _fair(psm, expected)
    z = (psm - fair) / np.sqrt(fair)
    drawn_in = np.clip(z, *np.quantile(z, [_DRAWN_IN, 1 - _DRAWN_IN]))
    beyond_chance = float(np.sum(drawn_in**2)) / _KEPT - (len(psm) - 1)
    room = fair.sum() - np.sum(fair**2) / fair.sum()
    return float(np.sqrt(max(0.0, beyond_chance / room)))


def stands_out(psm: Real, expected: Real) -> Flags | None:
    """Which regions (n) chance and the usual spread together leave so far out in fewer
    than 2 of 1,000 cases, above or below; None for fewer than `FEWEST_PEERS`.

    PSM vary as a Poisson number whose mean varies by τ as a gamma: the variance is the
    sum of both, fair + (τ fair)², and none is below 0. Mid-probabilities, as of verdicts.
    """
    if len(psm) < FEWEST_PEERS or not psm.sum():
        return None
    return is_outside(psm, _fair(psm, expected), np.asarray(spread(psm, expected)))


def is_outside(psm: Real, fair: Real, spread: Real) -> Flags:
    """`stands_out` of regions (n) by their fair shares of all PSM and the spread among
    their peers (of one family, or n)."""
    from scipy.special import betainc, betaincc

    shape = np.maximum(spread, _LEAST) ** -2
    share = shape / (shape + fair)
    # a negative binomial: up to psm, and more than psm; nothing is below 0
    up_to = betainc(shape, psm + 1, share)
    above = betaincc(shape, psm + 1, share)
    is_some = psm > 0
    less = np.where(is_some, betainc(shape, np.maximum(psm, 1), share), 0)
    at_least = np.where(is_some, betaincc(shape, np.maximum(psm, 1), share), 1)
    outside = np.minimum((less + up_to) / 2, (at_least + above) / 2)
    return np.asarray(outside < TAIL)


def _fair(psm: Real, expected: Real) -> Real:
    """Each region's share (n) of all PSM by what is expected of it."""
    return np.asarray(expected * (psm.sum() / expected.sum()))
