"""What a plan is to make smallest: how much one more PSM in a village is worth.

An objective ranks villages by a tuple, the smallest first; None where one more PSM
there does nothing for it. A rank never gets better as PSM are added, so that the best
village may be taken from a heap (`imbang.analysis.placement.plans`).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np

from imbang.analysis.placement.constraints import Objective
from imbang.analysis.villages import Villages, Whole

Rank = tuple[float, ...]
Ranking = Callable[[int, int], Rank | None]
"""(village, PSM it has now) → its rank."""

MEASURED: dict[Objective, int] = {
    "uncovered": 1,
    "shortage": 1,
    "villages": 2,
    "worst": 3,
}
"""How many parts of a rank the objective itself measures. Villages alike in these serve
it equally well; what follows only tells them apart."""


_LARGEST = 2**53
"""Whole numbers below it are exact in 64 bits, as floats too."""


def ranking(objective: Objective, villages: Villages, norm: Fraction) -> Ranking:
    """The ranking of an objective; KeyError for ``gini``, which has none."""
    ppks = villages.ppks.tolist()
    make = {
        "uncovered": _by_uncovered,
        "shortage": _by_uncovered,
        "villages": _by_villages,
        "worst": _by_ratio,
    }[objective]
    return make(ppks, norm)


def _by_uncovered(ppks: list[int], norm: Fraction) -> Ranking:
    """By persons that one more PSM reaches, then by persons uncovered before.

    One more PSM lowers the shortage by one exactly where it reaches somebody, so that
    this also makes the total shortage smallest and, of all such plans, leaves the
    fewest uncovered.
    """
    numerator, denominator = norm.numerator, norm.denominator

    def rank(village: int, psm: int) -> Rank | None:
        uncovered = denominator * ppks[village] - numerator * psm
        if uncovered <= 0:
            return None
        return (-min(uncovered, numerator), -uncovered)

    return rank


def _by_villages(ppks: list[int], norm: Fraction) -> Ranking:
    """Villages with need and no PSM by PMKS; then as for uncovered persons."""
    others = _by_uncovered(ppks, norm)

    def rank(village: int, psm: int) -> Rank | None:
        if psm == 0 and ppks[village] > 0:
            return (0, -ppks[village])
        after = others(village, psm)
        return None if after is None else (1, *after)

    return rank


def _by_ratio(ppks: list[int], _norm: Fraction) -> Ranking:
    """The highest ratio first, of equal ones that which falls farthest; villages without
    a PSM before it, by PMKS.

    A float holds the ratio of two whole numbers below 2**53 correctly rounded: equal
    ratios stay equal, and those of different villages are further apart than that.
    """

    def rank(village: int, psm: int) -> Rank | None:
        if ppks[village] == 0:
            return None
        if psm == 0:
            return (0, -ppks[village])
        return (1, -ppks[village] / psm, ppks[village] / (psm + 1))

    return rank


def leading(
    objective: Objective, villages: Villages, norm: Fraction, most: int
) -> Whole:
    """The numbers of the ``most`` open villages that rank first; of all that are open where
    figures are too large for 64 bits.

    A plan of so many places gives none to another village: each of these would have to be
    given one before it, because its rank is better until then.
    """
    ppks, psm = villages.ppks, villages.psm
    numerator, denominator = norm.numerator, norm.denominator
    largest = [int(side.max(initial=0)) for side in (ppks, psm)]
    if max(denominator * largest[0], numerator * largest[1]) >= _LARGEST:
        return np.flatnonzero(villages.is_open)
    beyond = denominator * ppks - numerator * psm
    reached = np.minimum(beyond, numerator)
    is_bare = (psm == 0) & (ppks > 0)
    if objective == "worst":
        ranked = ppks > 0
        ratio, after = ppks / np.maximum(psm, 1), ppks / (psm + 1)
        keys = [~is_bare, -ratio, np.where(is_bare, 0.0, after)]
    elif objective == "villages":
        ranked = is_bare | (beyond > 0)
        keys = [
            ~is_bare,
            -np.where(is_bare, ppks, reached),
            np.where(is_bare, 0, -beyond),
        ]
    else:
        ranked = beyond > 0
        keys = [-reached, -beyond]
    numbers = np.flatnonzero(ranked & villages.is_open)
    first = np.lexsort(
        [key[numbers] for key in reversed(keys)]
    )  # of equal ones the lower
    return numbers[first[:most]]
