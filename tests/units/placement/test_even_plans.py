"""Plans for the smallest Gini: exact where small, within its bound elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from imbang.analysis.evenness import gini
from imbang.analysis.placement import even_plans
from imbang.analysis.placement.constraints import Constraints
from imbang.analysis.placement.even_plans import place_evenly
from imbang.analysis.villages import Villages
from tests.units.placement.areas import all_plans, areas, villages

NORM = Fraction(100)


def smallest(area: Villages, posts: int, most: int | None) -> float:
    free = area.is_open & (area.ppks > 0)
    room = np.where(free, 99 if most is None else np.maximum(0, most - area.psm), 0)
    posts = min(posts, int(room.sum()))
    found = [
        gini(area.ppks, area.psm + added)
        for added in all_plans(len(area), posts)
        if (added <= room).all()
    ]
    return min(found)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(area=areas(), posts=st.integers(1, 4), most=st.sampled_from([None, 1, 2]))
def test_small_areas_are_solved_exactly(
    area: Villages, posts: int, most: int | None
) -> None:
    assume((area.is_open & (area.ppks > 0)).any())
    limits = Constraints(most_per_village=most)
    plan = place_evenly(area, NORM, posts=posts, constraints=limits)
    assume(plan.psm_after.sum() > 0)
    best = smallest(area, posts, most)
    assert gini(area.ppks, plan.psm_after) == pytest.approx(best, abs=1e-9)
    assert plan.bound is None


@pytest.fixture
def _searching(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(even_plans, "MOST_EXACT", 0)
    yield


@pytest.mark.usefixtures("_searching")
@pytest.mark.parametrize("seed", range(30))
def test_a_search_is_never_below_its_bound_and_gives_all_places(seed: int) -> None:
    chance = np.random.default_rng(seed)
    area = villages(
        chance.integers(1, 300, 5).tolist(), chance.integers(0, 3, 5).tolist()
    )
    plan = place_evenly(area, NORM, posts=3)
    found, best = gini(area.ppks, plan.psm_after), smallest(area, 3, None)
    assert plan.bound is not None
    assert plan.bound <= best + 1e-9
    assert best <= found + 1e-12
    assert len(plan.given) == 3


def test_a_province_is_made_more_even_within_its_bound() -> None:
    chance = np.random.default_rng(5)
    n = 600
    area = villages(chance.poisson(72, n).tolist(), chance.poisson(0.4, n).tolist())
    plan = place_evenly(area, NORM, posts=80)
    after = gini(area.ppks, plan.psm_after)
    assert plan.bound is not None
    assert plan.bound <= after < gini(area.ppks, area.psm)
    assert len(plan.given) == 80
    # no single move of a place makes it more even
    added = plan.psm_after - area.psm
    for giver in np.flatnonzero(added)[:10]:
        for taker in np.argsort(plan.psm_after / area.ppks)[:10]:
            moved = plan.psm_after.copy()
            moved[giver] -= 1
            moved[taker] += 1
            assert gini(area.ppks, moved) >= after - 1e-12


def test_limits_on_districts_are_refused_rather_than_overlooked() -> None:
    with pytest.raises(ValueError, match="most per village only"):
        place_evenly(
            villages([5, 5], [0, 0]),
            NORM,
            posts=1,
            constraints=Constraints(first_everywhere=True),
        )
