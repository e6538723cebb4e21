"""Plans against every plan there could be, and against an integer programme."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from imbang.analysis.placement.constraints import Constraints, Objective
from imbang.analysis.placement.objectives import leading, ranking
from imbang.analysis.placement.plans import Plan, place
from imbang.analysis.villages import Villages, Whole
from tests.units.placement.areas import all_plans, areas, norms, villages

Measure = Callable[[Villages, Fraction, Whole], object]


def uncovered(area: Villages, norm: Fraction, psm: Whole) -> int:
    return int(area.uncovered(norm, psm).sum())


def bare(area: Villages, _norm: Fraction, psm: Whole) -> tuple[int, int]:
    """Villages with need and no PSM, then their PMKS."""
    without = (area.ppks > 0) & (psm == 0)
    return int(without.sum()), int(area.ppks[without].sum())


def shortage(area: Villages, norm: Fraction, psm: Whole) -> tuple[int, int]:
    return int(area.shortage(norm, psm).sum()), uncovered(area, norm, psm)


def ratios(area: Villages, _norm: Fraction, psm: Whole) -> list[object]:
    """Every village's ratio, the worst first; without PSM worse than any, by PMKS."""
    told = [
        (1, Fraction(p)) if s == 0 else (0, Fraction(p, s))
        for p, s in zip(area.ppks.tolist(), psm.tolist(), strict=True)
        if p > 0
    ]
    return sorted(told, reverse=True)


MEASURES: dict[Objective, Measure] = {
    "uncovered": uncovered,
    "villages": bare,
    "shortage": shortage,
    "worst": ratios,
}


def allowed(area: Villages, limits: Constraints, plan: Whole) -> bool:
    after = area.psm + plan
    most = limits.most_per_village
    return bool(
        not plan[~area.is_open].any()
        and (most is None or (after <= most)[plan > 0].all())
    )


@pytest.mark.parametrize("objective", MEASURES)
@settings(max_examples=80, derandomize=True, deadline=None)
@given(
    area=areas(most=12),
    norm=norms,
    most=st.integers(0, 12),
    scale=st.sampled_from([1, 100]),
)
def test_those_that_lead_are_the_first_by_their_ranks(
    objective: Objective, area: Villages, norm: Fraction, most: int, scale: int
) -> None:
    area = replace(area, ppks=area.ppks * scale)
    rank = ranking(objective, area, norm * scale)
    ranks = {
        village: found
        for village in np.flatnonzero(area.is_open).tolist()
        if (found := rank(village, int(area.psm[village]))) is not None
    }
    first = sorted(ranks, key=lambda village: (ranks[village], village))[:most]
    assert leading(objective, area, norm * scale, most).tolist() == first


def test_of_equal_ratios_that_which_falls_farthest_leads() -> None:
    # 400 to 2 and 200 to 1 are equal; one more makes them 133 and 100
    area = villages([400, 200], [2, 1])
    assert leading("worst", area, Fraction(50), 1).tolist() == [1]


@pytest.mark.parametrize("objective", MEASURES)
@settings(max_examples=80, derandomize=True, deadline=None)
@given(
    area=areas(most=12),
    norm=norms,
    posts=st.integers(0, 12),
    limits=st.builds(
        Constraints,
        first_everywhere=st.booleans(),
        most_per_village=st.sampled_from([None, None, 1, 2, 3]),
        least_per_district=st.integers(0, 2),
    ),
    scale=st.sampled_from([1, 100, 2**52]),
)
def test_a_plan_without_ties_is_the_same(
    objective: Objective,
    area: Villages,
    norm: Fraction,
    posts: int,
    limits: Constraints,
    scale: int,
) -> None:
    """It looks at the villages alone that may be given any."""
    area = replace(area, ppks=area.ppks * scale)
    told, short = (
        place(
            area,
            norm * scale,
            posts=posts,
            objective=objective,
            constraints=limits,
            with_ties=with_ties,
        )
        for with_ties in (True, False)
    )
    assert short.given == told.given
    assert (len(told.ties), short.ties) == (len(told.given), ())


@pytest.mark.parametrize("objective", MEASURES)
@settings(max_examples=60, derandomize=True, deadline=None)
@given(
    area=areas(),
    norm=norms,
    posts=st.integers(1, 4),
    most=st.sampled_from([None, 1, 2, 3]),
)
def test_no_plan_is_better(
    objective: Objective, area: Villages, norm: Fraction, posts: int, most: int | None
) -> None:
    limits = Constraints(most_per_village=most)
    plan = place(area, norm, posts=posts, objective=objective, constraints=limits)
    measure = MEASURES[objective]
    found = measure(area, norm, plan.psm_after)
    assert allowed(area, limits, plan.psm_after - area.psm)
    for n in range(posts + 1):
        for other in all_plans(len(area), n):
            if allowed(area, limits, other):
                assert found <= measure(area, norm, area.psm + other)  # type: ignore[operator]


@settings(max_examples=60, derandomize=True, deadline=None)
@given(area=areas(), norm=norms, posts=st.integers(1, 5))
def test_one_everywhere_first_is_kept_and_best(
    area: Villages, norm: Fraction, posts: int
) -> None:
    plan = place(
        area, norm, posts=posts, constraints=Constraints(first_everywhere=True)
    )
    found = uncovered(area, norm, plan.psm_after)

    def keeps(added: Whole) -> bool:
        waits = area.is_open & (area.ppks > 0) & (area.psm + added == 0)
        further = added > (area.psm == 0)
        return not (waits.any() and further.any()) and not added[~area.is_open].any()

    assert keeps(plan.psm_after - area.psm)
    others = [a for a in all_plans(len(area), len(plan.given)) if keeps(a)]
    assert found == min(uncovered(area, norm, area.psm + a) for a in others)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(area=areas(), norm=norms, posts=st.integers(1, 5), least=st.integers(1, 3))
def test_a_least_in_each_district_is_kept_and_best(
    area: Villages, norm: Fraction, posts: int, least: int
) -> None:
    limits = Constraints(least_per_district=least)
    plan = place(area, norm, posts=posts, constraints=limits)

    def lacking(psm: Whole) -> int:
        can = {int(d) for d in area.district[area.is_open & (area.ppks > 0)]}
        held = [int(psm[area.district == d].sum()) for d in can]
        return sum(max(0, least - n) for n in held)

    short = lacking(plan.psm_after)
    if short:  # all places went to districts that lack some
        assert short == lacking(area.psm) - posts
        return
    others = [
        a
        for n in range(posts + 1)
        for a in all_plans(len(area), n)
        if not a[~area.is_open].any() and not lacking(area.psm + a)
    ]
    best = min(uncovered(area, norm, area.psm + a) for a in others)
    assert uncovered(area, norm, plan.psm_after) == best


def programme(area: Villages, norm: Fraction, posts: int, most: int) -> float:
    """The fewest uncovered persons of any plan, by integer programme."""
    n = len(area)
    places = np.hstack([np.eye(n) * float(norm), np.eye(n)])
    reached = LinearConstraint(places, lb=area.ppks - float(norm) * area.psm)
    given_ = LinearConstraint(np.r_[np.ones(n), np.zeros(n)], ub=posts)
    room = np.where(area.is_open, np.maximum(0, most - area.psm), 0)
    solved = milp(
        np.r_[np.zeros(n), np.ones(n)],
        constraints=[reached, given_],
        integrality=np.r_[np.ones(n), np.zeros(n)],
        bounds=Bounds(0, np.r_[room, np.full(n, np.inf)]),
        options={"mip_rel_gap": 0},
    )
    return float(solved.fun)


@pytest.mark.parametrize("seed", range(4))
def test_hundreds_of_villages_against_an_integer_programme(seed: int) -> None:
    area, norm = made_up(seed), Fraction(144808, 892)
    limits = Constraints(most_per_village=3)
    plan = place(area, norm, posts=60, constraints=limits)
    found = uncovered(area, norm, plan.psm_after) / norm.denominator
    assert math.isclose(found, programme(area, norm, 60, 3), rel_tol=1e-9)


def made_up(seed: int, n: int = 300) -> Villages:
    chance = np.random.default_rng(seed)
    return villages(
        chance.negative_binomial(1, 0.01, n).tolist(),
        chance.poisson(0.4, n).tolist(),
        is_open=(chance.random(n) < 0.9).tolist(),
    )


@pytest.mark.parametrize("seed", range(3))
def test_shortage_against_an_integer_programme(seed: int) -> None:
    """The least shortage of any plan; of those, the fewest uncovered persons."""
    area, norm, posts = made_up(seed), Fraction(144808, 892), 60
    n = len(area)
    plan = place(area, norm, posts=posts, objective="shortage")
    wanted = area.shortage(norm)
    # places, shortage left and persons uncovered of each village
    zero, one = np.zeros((n, n)), np.eye(n)
    ratio = float(norm)
    fewer = LinearConstraint(np.hstack([one, one, zero]), lb=wanted)
    reached = LinearConstraint(
        np.hstack([one * ratio, zero, one]), lb=area.ppks - ratio * area.psm
    )
    given_ = LinearConstraint(np.r_[np.ones(n), np.zeros(2 * n)], ub=posts)
    solved = milp(
        np.r_[np.zeros(n), np.full(n, 1e6), np.ones(n)],
        constraints=[fewer, reached, given_],
        integrality=np.r_[np.ones(2 * n), np.zeros(n)],
        bounds=Bounds(
            0, np.r_[np.where(area.is_open, posts, 0), np.full(2 * n, np.inf)]
        ),
        options={"mip_rel_gap": 0},
    )
    lacking, left = shortage(area, norm, plan.psm_after)
    told = 1e6 * lacking + left / norm.denominator
    assert math.isclose(told, float(solved.fun), rel_tol=1e-10)


@pytest.mark.parametrize("seed", range(3))
def test_no_worst_ratio_is_smaller(seed: int) -> None:
    """To bring every open village below the worst ratio left takes more places."""
    area, norm, posts = made_up(seed), Fraction(162), 150
    plan = place(area, norm, posts=posts, objective="worst")
    after, open_ = plan.psm_after, area.is_open & (area.ppks > 0)
    bare = int((after[open_] == 0).sum())
    if bare:  # every place ended a village without a PSM, of those with most PMKS
        assert bare == int((area.psm[open_] == 0).sum()) - posts
        return
    worst = max(
        Fraction(int(p), int(s))
        for p, s in zip(area.ppks[open_], after[open_], strict=True)
    )
    places = 0
    for ppks, psm in zip(
        area.ppks[open_].tolist(), area.psm[open_].tolist(), strict=True
    ):
        least = math.floor(ppks / worst) + 1  # the fewest PSM with a smaller ratio
        places += max(0, least - psm)
    assert places > posts


@pytest.mark.parametrize("seed", range(3))
def test_districts_against_an_integer_programme(seed: int) -> None:
    """At least two PSM in every district, then the fewest uncovered persons."""
    area, norm, posts, least = made_up(seed), Fraction(144808, 892), 120, 2
    n = len(area)
    district = np.arange(n) // 8
    area = Villages(
        area.codes, area.ppks, area.psm, district.astype(np.int64), area.is_open
    )
    plan = place(
        area, norm, posts=posts, constraints=Constraints(least_per_district=least)
    )
    can = [
        d
        for d in np.unique(district)
        if (area.is_open & (area.ppks > 0) & (district == d)).any()
    ]
    held = np.array([plan.psm_after[district == d].sum() for d in can])
    assert (held >= least).all()
    members = np.array([(district == d).astype(float) for d in can])
    ratio = float(norm)
    needs = LinearConstraint(
        np.hstack([members, np.zeros((len(can), n))]),
        lb=least - np.array([area.psm[district == d].sum() for d in can]),
    )
    reached = LinearConstraint(
        np.hstack([np.eye(n) * ratio, np.eye(n)]), lb=area.ppks - ratio * area.psm
    )
    given_ = LinearConstraint(np.r_[np.ones(n), np.zeros(n)], ub=posts)
    room = np.where(area.is_open & (area.ppks > 0), posts, 0)
    solved = milp(
        np.r_[np.zeros(n), np.ones(n)],
        constraints=[needs, reached, given_],
        integrality=np.r_[np.ones(n), np.zeros(n)],
        bounds=Bounds(0, np.r_[room, np.full(n, np.inf)]),
        options={"mip_rel_gap": 0},
    )
    found = uncovered(area, norm, plan.psm_after) / norm.denominator
    assert math.isclose(found, float(solved.fun), rel_tol=1e-9)


def given_codes(plan: Plan) -> Iterator[str]:
    for village in plan.given:
        yield plan.villages.codes[village]


def test_the_order_of_giving_and_ties_by_hand() -> None:
    # norm 100: C reaches 100 of 250, A and B 100 of 100, then C 100 of 150, D 40
    area = villages([100, 100, 250, 40, 0], [0, 0, 0, 0, 0])
    plan = place(area, Fraction(100), posts=9)
    assert [code[-1] for code in given_codes(plan)] == ["3", "3", "1", "2", "3", "4"]
    # equal villages: the lower code first
    assert plan.villages.codes[plan.given[2]] < plan.villages.codes[plan.given[3]]


def test_more_places_than_help_are_not_given() -> None:
    assert place(villages([10, 0], [1, 0]), Fraction(10), posts=5).given == ()


def test_what_one_more_buys_never_grows() -> None:
    area = villages([310, 120, 55, 40], [0, 1, 0, 0])
    plan = place(area, Fraction(50), posts=12)
    left = [
        int(
            area.uncovered(
                Fraction(50), area.psm + np.bincount(plan.given[:k], minlength=4)
            ).sum()
        )
        for k in range(len(plan.given) + 1)
    ]
    bought = -np.diff(left)
    assert (np.diff(bought) <= 0).all()
    assert left[-1] == 0


@settings(max_examples=40, derandomize=True, deadline=None)
@given(
    area=areas(),
    norm=norms,
    posts=st.integers(1, 6),
    objective=st.sampled_from(list(MEASURES)),
    times=st.integers(2, 9),
)
def test_scaling_all_counts_of_need_changes_no_plan(
    area: Villages, norm: Fraction, posts: int, objective: Objective, times: int
) -> None:
    scaled = Villages(
        area.codes, area.ppks * times, area.psm, area.district, area.is_open
    )
    plan = place(area, norm, posts=posts, objective=objective)
    again = place(scaled, norm * times, posts=posts, objective=objective)
    assert plan.given == again.given


def test_of_equally_bad_villages_the_one_that_falls_farthest_comes_first() -> None:
    area = villages([20, 10], [2, 1])
    plan = place(area, Fraction(5), posts=1, objective="worst")
    assert plan.given == (1,)  # 10 and 5 are left, not 10 and 6.67


@pytest.mark.parametrize("objective", MEASURES)
@settings(max_examples=40, derandomize=True, deadline=None)
@given(area=areas(), norm=norms, posts=st.integers(1, 5))
def test_a_tie_counts_the_villages_that_serve_as_well(
    objective: Objective, area: Villages, norm: Fraction, posts: int
) -> None:
    plan = place(area, norm, posts=posts, objective=objective)
    psm = area.psm.copy()
    for village, tie in zip(plan.given, plan.ties, strict=True):

        def serves(other: int, held: Whole = psm) -> object:
            after = held + np.bincount([other], minlength=len(area))
            return MEASURES[objective](area, norm, after), uncovered(area, norm, after)

        before = MEASURES[objective](area, norm, psm), uncovered(area, norm, psm)
        found = serves(village)
        alike = [
            other
            for other in np.flatnonzero(area.is_open).tolist()
            if serves(other) == found != before
        ]
        assert tie.villages == len(alike)
        assert (tie.broken_by is None) == (len(alike) == 1)
        psm[village] += 1


def test_what_told_equal_villages_apart() -> None:
    area = villages([100, 300, 300, 20], [0, 0, 0, 0])
    plan = place(area, Fraction(100), posts=6)
    told = [
        (v, tie.villages, tie.broken_by)
        for v, tie in zip(plan.given, plan.ties, strict=True)
    ]
    assert told == [
        (1, 3, "code"),  # as many beyond reach in the next one
        (2, 3, "more_beyond_reach"),  # 300, beside 200 and 100
        (1, 3, "code"),
        (2, 3, "more_beyond_reach"),
        (0, 3, "code"),
        (1, 2, "code"),
    ]
