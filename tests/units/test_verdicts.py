"""Verdicts: against scipy's distributions, by hand, and against chance itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from imbang.analysis import verdicts

COUNTS = st.integers(0, 60)
EXPECTED = st.floats(0.05, 80)


def chance(expected: float, whole: float = np.nan) -> verdicts.Chance:
    n = np.array([expected]), np.array([whole]), np.array([expected / whole])
    return verdicts.Chance(*n)


def law(expected: float, whole: float) -> Any:
    if np.isnan(whole):
        return stats.poisson(expected)
    return stats.binom(whole, expected / whole)


def regions(
    psm: list[Any],
    ppks: list[Any],
    *,
    own: bool = True,
    asked: list[bool] | None = None,
) -> pd.DataFrame:
    """Regencies of one province; their own ratio as norm, or 100 PMKS to one PSM."""
    known = [(p, n) for p, n in zip(psm, ppks, strict=True) if p is not None and n]
    norm = (sum(n for _p, n in known), sum(p for p, _n in known)) if own else (100, 1)
    return pd.DataFrame(
        {
            "region_code": [f"63.{i:02}" for i in range(1, len(psm) + 1)],
            "level": "regency",
            "ppks_persons": pd.array(ppks, "Int64"),
            "psm_active": pd.array(psm, "Int64"),
            "norm_numerator": norm[0],
            "norm_denominator": norm[1],
            "norm_source": "own_ratio" if own else "asked",
            "is_asked": asked or [True] * len(psm),
        }
    )


@settings(max_examples=200, derandomize=True)
@given(COUNTS, EXPECTED, st.one_of(st.just(np.nan), st.integers(81, 400)))
def test_probabilities_are_those_of_scipy(
    count: int, expected: float, whole: float
) -> None:
    held, by_chance = np.array([float(count)]), chance(expected, whole)
    found = by_chance.up_to(held), by_chance.above(held)
    told = law(expected, whole)
    assert found[0] == pytest.approx(told.cdf(count), rel=1e-9)
    assert found[1] == pytest.approx(told.sf(count), rel=1e-8, abs=1e-300)


@settings(max_examples=200, derandomize=True)
@given(EXPECTED, st.one_of(st.just(np.nan), st.integers(81, 400)), st.floats(0.5, 5))
def test_limits_are_quantiles_of_scipy(expected: float, whole: float, z: float) -> None:
    by_chance, told = chance(expected, whole), law(expected, whole)
    tail = stats.norm.sf(z)
    [low], [high] = by_chance.below(np.array([z])), by_chance.beyond(np.array([z]))
    # no probability beyond the limits is more than the tail, and none nearer is less
    assert told.cdf(low - 1) < tail * (1 + 1e-9)
    assert told.cdf(low) >= tail * (1 - 1e-9)
    assert told.sf(high) <= tail * (1 + 1e-9)
    assert high == 0 or told.sf(high - 1) > tail * (1 - 1e-9)


def test_false_discoveries_are_those_of_scipy() -> None:
    rng = np.random.default_rng(1)
    for n in (1, 2, 13, 500):
        p = np.round(rng.random(n), 2)  # with ties
        told = stats.false_discovery_control(p)
        assert verdicts.adjusted(p) == pytest.approx(told)


def test_by_hand() -> None:
    # 100 PMKS to one PSM: 20 expected everywhere. Poisson(20): P(≤ 11) = 0.0214,
    # P(≤ 12) = 0.0390 and P(> 28) = 0.0343, P(> 29) = 0.0218
    rows = regions([20, 21, 19, 20], [2000] * 4, own=False)
    told = verdicts.judge(rows)
    assert told["expected_psm"].tolist() == [20] * 4
    assert told["dispersion"].tolist() == [1] * 4
    assert told["limit_low_95"].tolist() == [12] * 4
    assert told["limit_high_95"].tolist() == [29] * 4
    assert told["limit_low_998"].tolist() == [8] * 4
    assert told["limit_high_998"].tolist() == [35] * 4
    assert told["verdict"].tolist() == ["adequate"] * 4
    assert told["verdict_reason"].isna().all()


def test_far_from_the_norm_is_short_or_ample() -> None:
    psm, ppks = [4, 40, *[20] * 18], [2000] * 20
    told = verdicts.judge(regions(psm, ppks, own=False))
    # two of twenty are drawn in with the outer tenths, and do not widen the limits
    assert told["dispersion"].eq(1).all()
    assert told["verdict"].tolist() == ["short", "ample", *["adequate"] * 18]
    # P(≤ 4) with half of its own: z = -4.09 …; of twenty looks the smallest counts 20 times
    p = 2 * (stats.poisson(20).cdf(3) + stats.poisson(20).cdf(4)) / 2
    assert told["p_adjusted"].iloc[0] == pytest.approx(p * 20)


def test_why_there_is_no_verdict() -> None:
    rows = regions([1, None, 3, 30, 0], [400, 900, None, 3000, 0], own=False)
    told = verdicts.judge(rows)
    assert told["verdict"].tolist() == [
        *["undetermined"] * 3,
        "adequate",
        "undetermined",
    ]
    reasons = ["few_expected", "psm_unknown", "ppks_unknown", None, "no_ppks"]
    assert (
        told["verdict_reason"]
        .astype(object)
        .where(told["verdict_reason"].notna(), None)
        .tolist()
        == reasons
    )
    assert told["limit_low_95"].isna().tolist() == [False, False, True, False, True]
    unknown = rows.assign(norm_numerator=pd.NA, norm_denominator=pd.NA)
    assert set(verdicts.judge(unknown)["verdict_reason"]) >= {"no_norm"}


def test_five_expected_are_enough() -> None:
    told = verdicts.judge(regions([5, 5], [500, 499], own=False))
    assert told["verdict"].tolist() == ["adequate", "undetermined"]


def test_a_region_that_is_the_norm_itself_has_nothing_to_be_held_against() -> None:
    [reason] = verdicts.judge(regions([20], [2000]))["verdict_reason"]
    assert reason == "own_norm"


def test_under_its_own_ratio_psm_are_a_share_of_all() -> None:
    # nine tenths of PMKS in the first: of 100 PSM shared out by chance, 84 to 95
    told = verdicts.judge(regions([91, 9], [9000, 1000]))
    assert told["limit_high_95"].iloc[0] == 95
    assert told["limit_low_95"].iloc[0] == stats.binom(100, 0.9).ppf(0.025)
    assert told["limit_high_998"].iloc[0] == stats.binom(100, 0.9).isf(
        stats.norm.sf(verdicts.Z_998)
    )


def test_what_is_not_asked_for_is_judged_with() -> None:
    psm, ppks = [4, *[20] * 19], [2000] * 20
    whole = verdicts.judge(regions(psm, ppks, own=False))
    one = verdicts.judge(regions(psm, ppks, own=False, asked=[True, *[False] * 19]))
    assert one.to_dict("records") == whole.head(1).to_dict("records")


def test_more_spread_than_chance_widens_the_limits() -> None:
    rng = np.random.default_rng(3)
    psm = rng.negative_binomial(
        4, 0.1, 40
    ).tolist()  # variance ten times that of chance
    told = verdicts.judge(regions(psm, [3600] * 40, own=False))
    assert 5 < told["dispersion"].iloc[0] < 15
    plain = stats.poisson(36)
    assert told["limit_low_95"].iloc[0] < plain.ppf(0.025)
    assert told["limit_high_95"].iloc[0] > plain.ppf(0.975)
    assert (told["verdict"] != "adequate").sum() <= 4


def test_by_chance_alone_few_are_outside_and_fewer_are_judged_apart() -> None:
    """Drawn from the norm itself: what the limits promise is what happens."""
    rng = np.random.default_rng(2023)
    outside_95 = outside_998 = apart = drawn = families = 0
    for _round in range(150):
        ppks = rng.integers(600, 20_000, 40)
        psm = rng.multinomial(int(ppks.sum() // 160), ppks / ppks.sum())
        told = verdicts.judge(regions(psm.tolist(), ppks.tolist()))
        told = told[told["verdict"] != "undetermined"]
        number = told["psm_active"]
        drawn += len(told)
        outside_95 += (
            ~number.between(told["limit_low_95"], told["limit_high_95"])
        ).sum()
        outside_998 += (
            ~number.between(told["limit_low_998"], told["limit_high_998"])
        ).sum()
        apart += (told["verdict"] != "adequate").any()
        families += 1
    assert 0.02 < outside_95 / drawn <= 0.05
    assert outside_998 / drawn <= 0.002
    # of families in which nothing is apart, one in twenty is found to hold something
    assert apart / families <= 0.08


ROWS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 9000)), min_size=2, max_size=12
)


@settings(max_examples=60, derandomize=True)
@given(ROWS, st.randoms(use_true_random=False))
def test_names_and_order_do_not_matter(
    rows: list[tuple[int, int]], chance: Any
) -> None:
    psm, ppks = [list(part) for part in zip(*rows, strict=True)]
    order = list(range(len(rows)))
    chance.shuffle(order)
    told = verdicts.judge(regions(psm, ppks, own=False))
    other = verdicts.judge(
        regions([psm[i] for i in order], [ppks[i] for i in order], own=False)
    )
    columns = ["verdict", "limit_low_95", "limit_high_998"]
    there = other[columns].set_axis(order).sort_index()
    assert told[columns].equals(there)


@settings(max_examples=60, derandomize=True)
@given(ROWS)
def test_one_more_psm_never_looks_like_less(rows: list[tuple[int, int]]) -> None:
    psm, ppks = [list(part) for part in zip(*rows, strict=True)]
    by_chance = verdicts.Chance(
        np.maximum(np.array(ppks) / 100, 0.01),
        np.full(len(ppks), np.nan),
        np.ones(len(ppks)),
    )
    now = verdicts.standardised(np.array(psm, dtype=float), by_chance)
    more = verdicts.standardised(np.array(psm, dtype=float) + 1, by_chance)
    assert (more >= now).all()
