"""Verdicts: against scipy's distributions, by hand, and against their own limits."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from imbang.analysis import funnel, judgement, verdicts

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


def test_by_hand() -> None:
    # 100 PMKS to one PSM: 20 expected everywhere. Poisson(20): P(≤ 11) = 0.0214 and
    # P(≤ 12) = 0.0390, in the middle of 12 0.0302; of 11 0.0160. P(≥ 29) = 0.0343 and
    # P(≥ 30) = 0.0218, in the middle of 29 0.0281; of 30 0.0177
    rows = regions([20, 21, 19, 20], [2000] * 4, own=False)
    told = verdicts.judge(rows)
    assert told["expected_psm"].tolist() == [20] * 4
    assert told["limit_low_95"].tolist() == [12] * 4
    assert told["limit_high_95"].tolist() == [29] * 4
    assert told["limit_low_998"].tolist() == [8] * 4
    assert told["limit_high_998"].tolist() == [35] * 4
    assert told["verdict"].tolist() == ["adequate"] * 4
    assert told["verdict_reason"].isna().all()


def test_outside_the_printed_limits_is_apart() -> None:
    psm = [7, 8, 11, 12, 29, 30, 35, 36]
    told = verdicts.judge(regions(psm, [2000] * 8, own=False))
    assert told["limit_low_998"].eq(8).all()
    assert told["limit_high_998"].eq(35).all()
    kinds = [*["short"] * 3, *["adequate"] * 2, *["ample"] * 3]
    assert told["verdict"].tolist() == kinds
    strengths = ["clear", "probable", "probable", "", "", "probable", "probable"]
    assert told["verdict_strength"].fillna("").tolist() == [*strengths, "clear"]


def test_regions_that_differ_much_do_not_widen_each_others_limits() -> None:
    """42 PSM where about 114 are expected are short whatever the others have."""
    ppks, psm = [18_500, *[10_000] * 12], [42, *[90] * 6, *[52] * 6]
    told = verdicts.judge(regions(psm, ppks))
    assert told.loc[0, "expected_psm"] > 100
    assert told.loc[0, "limit_low_998"] > 42
    assert told.loc[0, ["verdict", "verdict_strength"]].tolist() == ["short", "clear"]
    assert told["verdict"].isin(["short", "ample"]).sum() > 6
    without = verdicts.judge(regions(psm[:-1], ppks[:-1]))
    assert without.loc[0, "verdict"] == "short"


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
    # what is not judged has no limits that it could be seen to be outside of
    assert told["limit_low_95"].isna().tolist() == [True, True, True, False, True]
    assert told["verdict_strength"].isna().all()
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
    law = stats.binom(100, 0.9)
    told = verdicts.judge(regions([91, 9], [9000, 1000]))
    numbers = np.arange(101)
    above = law.sf(numbers) + law.pmf(numbers) / 2
    below = law.cdf(numbers) - law.pmf(numbers) / 2
    assert told["limit_low_95"].iloc[0] == numbers[below >= 0.025].min() == 84
    assert told["limit_high_95"].iloc[0] == numbers[above >= 0.025].max() == 95
    assert told["limit_low_998"].iloc[0] == numbers[below >= 0.001].min()
    assert told["limit_high_998"].iloc[0] == numbers[above >= 0.001].max()


def test_what_is_not_asked_for_is_judged_with() -> None:
    psm, ppks = [4, *[20] * 19], [2000] * 20
    whole = verdicts.judge(regions(psm, ppks, own=False))
    one = verdicts.judge(regions(psm, ppks, own=False, asked=[True, *[False] * 19]))
    assert one.to_dict("records") == whole.head(1).to_dict("records")


ROWS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 9000)), min_size=2, max_size=12
)


@settings(max_examples=30, derandomize=True, deadline=None)
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
    columns = ["verdict", "verdict_strength", "limit_low_95", "limit_high_998"]
    there = other[columns].set_axis(order).sort_index()
    assert told[columns].equals(there)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(ROWS, st.booleans())
def test_the_verdict_is_the_place_beside_the_printed_limits(
    rows: list[tuple[int, int]], own: bool
) -> None:
    psm, ppks = [list(part) for part in zip(*rows, strict=True)]
    if own:
        psm[0], ppks[0] = psm[0] + 1, ppks[0] + 1
    told = verdicts.judge(regions(psm, ppks, own=own))
    told["verdict_strength"] = told["verdict_strength"].fillna("")
    for row in told.to_dict("records"):
        assert (row["verdict"], row["verdict_strength"]) == seen(row)


def seen(row: dict[str, Any]) -> tuple[str, str]:
    """The verdict that a reader finds who looks at the number and the limits only."""
    if pd.isna(row["limit_low_95"]):
        return "undetermined", ""
    for reach, strength in (("998", "clear"), ("95", "probable")):
        if row["psm_active"] < row[f"limit_low_{reach}"]:
            return "short", strength
        if row["psm_active"] > row[f"limit_high_{reach}"]:
            return "ample", strength
    return "adequate", ""


@settings(max_examples=30, derandomize=True, deadline=None)
@given(ROWS)
def test_one_more_psm_never_looks_like_less(rows: list[tuple[int, int]]) -> None:
    psm, ppks = [list(part) for part in zip(*rows, strict=True)]
    more = [n + 1 for n in psm]
    now, then = (
        verdicts.judge(regions(numbers, ppks, own=False))["deviation"].dropna()
        for numbers in (psm, more)
    )
    assert (then >= now).all()


@settings(max_examples=30, derandomize=True, deadline=None)
@given(ROWS)
def test_the_order_by_deviation_is_the_order_of_judgements(
    rows: list[tuple[int, int]],
) -> None:
    psm, ppks = [list(part) for part in zip(*rows, strict=True)]
    told = verdicts.judge(regions(psm, ppks, own=False))
    told = told.dropna(subset="deviation").sort_values("deviation")
    steps = judgement.steps_of(judgement.of_verdicts(told))
    assert (np.diff(steps) >= 0).all()


def test_how_many_chance_leaves_outside() -> None:
    """The probabilities beyond whole limits, added up by scipy."""
    psm, ppks = [20, 9, 30, 1], [2000, 1000, 3000, 100]
    told = verdicts.judge(regions(psm, ppks, own=False))
    laws = [stats.poisson(expected) for expected in (20, 10, 30)]
    outside = sum(
        law.cdf(low - 1) + law.sf(high)
        for law, low, high in zip(
            laws, told["limit_low_95"][:3], told["limit_high_95"][:3], strict=True
        )
    )
    assert funnel.outside_by_chance(told) == pytest.approx(outside)
    assert funnel.outside_by_chance(told.iloc[3:]) == 0
