"""How firm each place of a plan is: in how many scenarios its village gets one.

Scenarios are stated, not sampled anew: the norm as it is, a fifth lower and a fifth
higher, each with PMKS as reported and with PMKS that err by up to an entered share,
every village on its own, from a fixed seed.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from imbang.analysis.evenness import Real
from imbang.analysis.placement.constraints import FREE, Constraints, Objective
from imbang.analysis.placement.even_plans import place_evenly
from imbang.analysis.placement.plans import Plan, place
from imbang.analysis.villages import Villages

NORMS = (Fraction(4, 5), Fraction(1), Fraction(6, 5))
"""What the norm is multiplied by."""
_SEED = 20230222


@dataclass(frozen=True)
class Question:
    """What a plan is asked for."""

    posts: int
    objective: Objective = "uncovered"
    constraints: Constraints = FREE


def answer(
    villages: Villages, norm: Fraction, asked: Question, *, with_ties: bool = True
) -> Plan:
    """The plan for a question, whichever its objective."""
    if asked.objective == "gini":
        return place_evenly(
            villages, norm, posts=asked.posts, constraints=asked.constraints
        )
    return place(
        villages,
        norm,
        posts=asked.posts,
        objective=asked.objective,
        constraints=asked.constraints,
        with_ties=with_ties,
    )


def firmness(
    villages: Villages,
    norm: Fraction,
    asked: Question,
    *,
    error_pct: int = 10,
    draws: int = 10,
) -> Real:
    """The share of scenarios (n, 0 to 1) in which each village is given a place.

    There are ``3 × (1 + draws)`` of them: three norms, each with PMKS as reported and
    ``draws`` times with PMKS up to ``error_pct`` per cent off.
    """
    chance = np.random.default_rng(_SEED)
    scale = 100
    given = np.zeros(len(villages))
    for draw in range(1 + draws):
        error = chance.integers(-error_pct, error_pct, len(villages), endpoint=True)
        ppks = villages.ppks * (scale + (error if draw else 0))
        changed = Villages(
            villages.codes, ppks, villages.psm, villages.district, villages.is_open
        )
        for factor in NORMS:
            plan = answer(changed, norm * factor * scale, asked, with_ties=False)
            given += plan.psm_after > villages.psm
    return given / (len(NORMS) * (1 + draws))
