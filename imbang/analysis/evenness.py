"""How evenly PSM lie over PMKS: Lorenz curve, Gini and Theil.

The curve is of PSM over PMKS, not of villages: villages in the order of PSM per PMKS,
cumulative PMKS across, cumulative PSM upwards. PMKS are the weights (Lerman and
Yitzhaki 1989 for weighted data); villages without PSM are part of it. Villages without
PMKS are not, nor are their PSM: nobody there lacks any, and the indicator
``coverage_gini`` leaves them out as well.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imbang.analysis.villages import Whole

Real = NDArray[np.float64]


@dataclass(frozen=True)
class Theil:
    """Theil's T, which is the sum of what lies between districts and within them."""

    total: float
    between: float
    within: float


def lorenz(ppks: Whole, psm: Whole) -> tuple[Real, Real]:
    """Shares of PMKS and of PSM (n + 1 each), from (0, 0) to (1, 1).

    ``ppks`` (n) and ``psm`` (n) are whole numbers, of which the villages with PMKS
    count; nan where either sums to 0.
    """
    ppks, psm = _with_need(ppks, psm)
    order = np.argsort(psm / ppks, kind="stable")
    across = np.concatenate([[0], np.cumsum(ppks[order])])
    upwards = np.concatenate([[0], np.cumsum(psm[order])])
    with np.errstate(invalid="ignore", divide="ignore"):
        return across / across[-1], upwards / upwards[-1]


def gini(ppks: Whole, psm: Whole) -> float:
    """Twice the area between the curve and the diagonal: 0 even, towards 1 uneven.

    nan where there are no PMKS or no PSM. Worked out in whole numbers: the result is
    the nearest float to the exact fraction.
    """
    ppks, psm = _with_need(ppks, psm)
    needs, people = int(ppks.sum()), int(psm.sum())
    if needs == 0 or people == 0:
        return float("nan")
    order = np.argsort(psm / ppks, kind="stable")
    upwards = np.cumsum(psm[order].astype(object))
    below = upwards - psm[order].astype(object)
    twice_area = int(np.sum(ppks[order].astype(object) * (upwards + below)))
    return 1 - twice_area / (needs * people)


def theil(ppks: Whole, psm: Whole, district: Whole) -> Theil:
    """Theil's T of PSM per PMKS, weighted by PMKS, split by district (n numbers).

    Villages without PMKS are left out; nan where none of either is left.
    """
    _names, group = np.unique(district[ppks > 0], return_inverse=True)
    needs, people = (one.astype(float) for one in _with_need(ppks, psm))
    if people.sum() == 0:
        return Theil(float("nan"), float("nan"), float("nan"))
    total = _divergence(people, needs)
    between = _divergence(
        np.bincount(group, weights=people).astype(float),
        np.bincount(group, weights=needs).astype(float),
    )
    return Theil(total, between, total - between)


def _divergence(parts: Real, weights: Real) -> float:
    """The sum of p ln(p / w) over shares; what is 0 adds 0."""
    shares, expected = parts / parts.sum(), weights / weights.sum()
    some = shares > 0
    return float(np.sum(shares[some] * np.log(shares[some] / expected[some])))


def _with_need(ppks: Whole, psm: Whole) -> tuple[Whole, Whole]:
    """PMKS and PSM of the villages that have PMKS."""
    kept = ppks > 0
    return ppks[kept], psm[kept]
