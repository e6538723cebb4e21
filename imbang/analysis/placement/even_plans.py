"""Plans for the smallest Gini: exact on small areas, elsewhere a search with a bound.

The Gini of PSM over PMKS is a sum of absolute differences over all pairs of villages,
so that giving one place after the other is not always best. On small areas the integer
programme is solved exactly (scipy's HiGHS). Elsewhere places are shared out as water
fills a vessel, rounded, and improved by single changes until none helps; the bound is
the Gini of the water itself, which no plan of whole PSM can be below.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from imbang.analysis.evenness import Real
from imbang.analysis.placement.constraints import FREE, Constraints
from imbang.analysis.placement.plans import Plan
from imbang.analysis.villages import Villages, Whole

MOST_EXACT = 16
"""Villages up to which the integer programme is solved: it has a variable a pair."""
_MOST_ROUNDS = 400


def place_evenly(
    villages: Villages,
    norm: Fraction,
    *,
    posts: int,
    constraints: Constraints = FREE,
) -> Plan:
    """The plan for the smallest Gini of PSM over PMKS; ``bound`` tells how small it
    could be, None where the plan is proved to be best.

    ``norm`` only orders the places. ValueError for constraints on districts, which this
    objective does not know.
    """
    if constraints.least_per_district or constraints.first_everywhere:
        raise ValueError("evenness knows a most per village only")
    limits = _limits(villages, constraints)
    posts = min(posts, int(limits.sum()))
    if len(villages) <= MOST_EXACT:
        added = _programme(villages, posts, limits)
        return _ordered(villages, norm, added, None)
    water = _fill(villages, posts, limits)
    added = _improve(villages, _rounded(water, posts, limits), limits)
    bound = _gini_of(villages.ppks, villages.psm + water)
    return _ordered(villages, norm, added, bound)


def _limits(villages: Villages, constraints: Constraints) -> Whole:
    """How many places each village (n) may be given."""
    most = constraints.most_per_village
    free = np.where(villages.is_open & (villages.ppks > 0), np.int64(2**31), 0)
    if most is None:
        return free
    return np.minimum(free, np.maximum(0, most - villages.psm))


def _fill(villages: Villages, posts: int, limits: Whole) -> Real:
    """Places (n, fractions) that lift the least served to one level of PSM per PMKS."""
    needs = villages.ppks.astype(float)
    low, high = 0.0, float(villages.psm.max() + posts)
    given = np.zeros(len(villages))
    for _round in range(100):
        level = (low + high) / 2
        given = np.clip(level * needs - villages.psm, 0, limits)
        low, high = (level, high) if given.sum() < posts else (low, level)
    return given


def _rounded(water: Real, posts: int, limits: Whole) -> Whole:
    """Whole places (n) near ``water`` that add up to ``posts``: largest remainders."""
    added = np.minimum(np.floor(water + 1e-9).astype(np.int64), limits)
    while (missing := posts - int(added.sum())) > 0:
        remainder = np.where(added < limits, water - added, -np.inf)
        chosen = np.argsort(-remainder, kind="stable")[:missing]
        added[chosen[np.isfinite(remainder[chosen])]] += 1
    return added


def _improve(villages: Villages, added: Whole, limits: Whole) -> Whole:
    """``added`` after moving single places for as long as the Gini falls by it."""
    needs, added = villages.ppks, added.copy()
    for _round in range(_MOST_ROUNDS):
        psm = villages.psm + added
        givers = _some(np.flatnonzero(added > 0), -_level(needs, psm))
        takers = _some(np.flatnonzero(added < limits), _level(needs, psm))
        if not (givers.size and takers.size):
            break
        change = _changes(needs, psm, givers, takers)
        giver, taker = np.unravel_index(np.argmin(change), change.shape)
        if change[giver, taker] >= 0:
            break
        added[givers[giver]] -= 1
        added[takers[taker]] += 1
    return added


def _some(among: Whole, rank: Real) -> Whole:
    """The first 300 of ``among`` by ``rank``: enough to look at in one round."""
    return np.asarray(among[np.argsort(rank[among], kind="stable")[:300]])


def _level(needs: Whole, psm: Whole | Real) -> Real:
    """PSM per PMKS (n); infinite where there is no need."""
    nowhere = np.full(len(needs), np.inf)
    return np.asarray(np.divide(psm, needs, out=nowhere, where=needs > 0))


def _changes(needs: Whole, psm: Whole, givers: Whole, takers: Whole) -> Whole:
    """What moving a place from each giver to each taker (g, t) adds to the sum over all
    pairs of |x_i y_j - x_j y_i|, of which the Gini is a multiple."""
    less = _apart(needs, psm, givers, psm[givers] - 1) - _apart(
        needs, psm, givers, psm[givers]
    )
    more = _apart(needs, psm, takers, psm[takers] + 1) - _apart(
        needs, psm, takers, psm[takers]
    )
    x, y = needs[givers][:, None], psm[givers][:, None]
    u, v = needs[takers][None, :], psm[takers][None, :]
    # the pair of the two itself changes once, not twice
    moved = np.abs(x * (v + 1) - u * (y - 1))
    counted = (
        np.abs(x * v - u * (y - 1))
        + np.abs(x * (v + 1) - u * y)
        - np.abs(x * v - u * y)
    )
    change = less[:, None] + more[None, :] + moved - counted
    change[givers[:, None] == takers[None, :]] = 0
    return np.asarray(change)


def _apart(needs: Whole, psm: Whole, chosen: Whole, held: Whole) -> Whole:
    """For each chosen village with ``held`` PSM: its part of the sum over all others."""
    return np.array(
        [
            np.abs(needs[village] * psm - needs * y).sum()
            - abs(needs[village] * psm[village] - needs[village] * y)
            for village, y in zip(chosen, held, strict=True)
        ],
        dtype=np.int64,
    )


def _programme(villages: Villages, posts: int, limits: Whole) -> Whole:
    """The best places (n), by integer programme: a variable for each pair's distance."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    n = len(villages)
    first, second = np.triu_indices(n, 1)
    pairs = len(first)
    x, y = villages.ppks.astype(float), villages.psm.astype(float)
    slope = np.zeros((pairs, n))
    slope[np.arange(pairs), first] = -x[second]
    slope[np.arange(pairs), second] = x[first]
    base = x[first] * y[second] - x[second] * y[first]
    # distance >= ±(base + slope · places)
    above = LinearConstraint(np.hstack([-slope, np.eye(pairs)]), lb=base)
    below = LinearConstraint(np.hstack([slope, np.eye(pairs)]), lb=-base)
    all_given = LinearConstraint(np.r_[np.ones(n), np.zeros(pairs)], posts, posts)
    solved = milp(
        np.r_[np.zeros(n), np.ones(pairs)],
        constraints=[above, below, all_given],
        integrality=np.r_[np.ones(n), np.zeros(pairs)],
        bounds=Bounds(0, np.r_[np.minimum(limits, posts), np.full(pairs, np.inf)]),
        options={"mip_rel_gap": 0},
    )
    return np.asarray(np.rint(solved.x[:n]), dtype=np.int64)


def _gini_of(needs: Whole, psm: Real) -> float:
    """The Gini with fractions of PSM, of the villages with PMKS."""
    needs, psm = needs[needs > 0], psm[needs > 0]
    order = np.argsort(psm / needs, kind="stable")
    up = np.cumsum(psm[order])
    area = float(np.sum(needs[order] * (2 * up - psm[order])))
    return 1 - area / (float(needs.sum()) * float(psm.sum()))


def _ordered(
    villages: Villages, norm: Fraction, added: Whole, bound: float | None
) -> Plan:
    """The places in an order to give them in: the least served first."""
    psm = villages.psm.copy()
    left = added.copy()
    given: list[int] = []
    while (open_ := np.flatnonzero(left > 0)).size:
        level = _level(villages.ppks, psm)[open_]
        village = int(open_[np.lexsort((open_, -villages.ppks[open_], level))[0]])
        psm[village] += 1
        left[village] -= 1
        given.append(village)
    return Plan(villages, norm, tuple(given), bound)
