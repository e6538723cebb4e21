"""Indicators held against their target or their province: which side, and how surely."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, poisson

from imbang.analysis import verdicts
from imbang.analysis.indicator_judgement import judge
from imbang.analysis.judgement import JUDGEMENTS, of_verdicts, steps_of

SCALES = {"percent": 100, "per 1000": 1000}


def rows(*given_: dict[str, Any]) -> pd.DataFrame:
    """Rows of ``indicator_values`` before they are judged."""
    usual = {
        "indicator": "some",
        "unit": "percent",
        "direction": "up",
        "numerator": None,
        "denominator": None,
        "value": None,
        "target": None,
        "whole_value": None,
        "whole_numerator": None,
        "whole_denominator": None,
    }
    frame = pd.DataFrame([usual | one for one in given_])
    numbers = [name for name in usual if name not in ("indicator", "unit", "direction")]
    return frame.astype(dict.fromkeys(numbers, "float64"))


def share(part: int, whole: int, *, unit: str = "percent", **more: Any) -> dict:
    parts = {"numerator": part, "denominator": whole, "unit": unit}
    return parts | {"value": SCALES[unit] * part / whole} | more


def province(part: int, whole: int, unit: str = "percent") -> dict[str, Any]:
    told = share(part, whole, unit=unit)
    return {f"whole_{k}": told[k] for k in ("numerator", "denominator", "value")}


def judged(
    *given_: dict[str, Any], uncounted: tuple[str, ...] = ()
) -> list[str | None]:
    told = judge(rows(*given_), uncounted)["judgement"]
    return [one if isinstance(one, str) else None for one in told]


def lowest(chance: Any, tail: float) -> int:
    """The smallest number whose mid-probability from below is ``tail`` or more."""
    numbers = range(1000)
    return next(k for k in numbers if chance.cdf(k - 1) + chance.pmf(k) / 2 >= tail)


def test_a_share_is_held_against_its_target_by_the_binomial() -> None:
    low, lower = (lowest(binom(100, 0.6), tail) for tail in (0.025, 0.001))
    parts = (lower - 1, lower, low - 1, low, 60, 80)
    told = judged(*(share(part, 100, target=60) for part in parts))
    assert told == [
        "clearly_short",
        "probably_short",
        "probably_short",
        "undecided",
        "undecided",
        "ample",
    ]
    falls = judged(*(share(part, 100, target=60, direction="down") for part in parts))
    assert falls == [
        "ample",
        "enough",
        "enough",
        "undecided",
        "undecided",
        "clearly_short",
    ]


def test_a_rate_is_poisson_around_its_target() -> None:
    # 20 in 1,000 of 2,000 are 40
    low = next(
        k for k in range(40) if poisson.cdf(k - 1, 40) + poisson.pmf(k, 40) / 2 >= 0.025
    )
    told = [share(n, 2000, unit="per 1000", target=20) for n in (low - 1, low)]
    assert judged(*told) == ["probably_short", "undecided"]


def test_a_rate_is_a_share_of_its_provinces_cases() -> None:
    # a fifth of the need, so a fifth of 100 PSM: binomial, not Poisson, around 20
    whole = province(100, 10_000, "per 1000")
    low = lowest(binom(100, 0.2), 0.025)
    told = [share(n, 2000, unit="per 1000", **whole) for n in (low - 1, low)]
    assert judged(*told) == ["probably_short", "undecided"]
    # fewer than five expected are told from nothing
    assert judged(share(0, 400, unit="per 1000", **whole)) == ["undecided"]


def test_the_target_counts_before_the_province() -> None:
    told = judge(rows(share(40, 100, target=40, **province(900, 1000))), ())
    assert told.loc[0, ["reference", "against", "judgement"]].tolist() == [
        40,
        "target",
        "undecided",
    ]
    told = judge(rows(share(40, 100, **province(900, 1000))), ())
    assert told.loc[0, ["reference", "against", "judgement"]].tolist() == [
        90,
        "province",
        "clearly_short",
    ]


def test_what_is_no_count_of_cases_reaches_its_target_or_not() -> None:
    days = {"unit": "days", "direction": "down", "value": 30.0}
    persons = {"unit": "persons", "value": 882.0, "numerator": 882}
    money = share(99, 100, indicator="budget")
    whole = province(95, 100)
    assert judged(days | {"target": 30}, days | {"target": 29}) == [
        "ample",
        "clearly_short",
    ]
    assert judged(persons | {"target": 920}, persons) == ["clearly_short", None]
    told = (money | {"target": 99}, money | {"target": 99.5}, money | whole)
    assert judged(*told, uncounted=("budget",)) == ["ample", "clearly_short", None]


def test_a_target_of_all_is_reached_or_not() -> None:
    assert judged(share(7, 7, target=100), share(6, 7, target=100)) == [
        "ample",
        "clearly_short",
    ]


@pytest.mark.parametrize("direction", ["change", "near"])
def test_where_neither_side_is_better_nothing_is_judged(direction: str) -> None:
    told = judge(rows(share(1, 100, target=60, direction=direction)), ())
    assert told["judgement"].isna().all()
    assert told["reference"].isna().all()
    assert told["against"].isna().all()


def test_without_a_figure_or_anything_to_hold_it_against() -> None:
    assert judged({"target": 60}, {}, share(1, 2)) == ["unknown", None, None]
    # parts larger than the whole of the province are no share of it
    assert judged(share(9, 9, **province(12, 10))) == [None]


def test_psm_of_a_rate_are_judged_as_coverage_judges_them() -> None:
    psm = np.array([2, 14, 20, 21, 29, 34, 45, 5])
    ppks = np.array([3200] * 7 + [400])
    told = verdicts.judge(
        pd.DataFrame(
            {
                "region_code": [f"63.{i:02}" for i in range(1, 9)],
                "level": "regency",
                "ppks_persons": ppks,
                "psm_active": psm,
                "norm_numerator": ppks.sum(),
                "norm_denominator": psm.sum(),
                "norm_source": "own_ratio",
                "is_asked": True,
            }
        )
    )
    whole = province(int(psm.sum()), int(ppks.sum()), "per 1000")
    pairs = zip(psm.tolist(), ppks.tolist(), strict=True)
    rates = [share(n, need, unit="per 1000", **whole) for n, need in pairs]
    assert judged(*rates) == of_verdicts(told).tolist()
    assert set(judged(*rates)) == set(JUDGEMENTS) - {"unknown"}


FIGURES = st.lists(
    st.tuples(st.integers(0, 300), st.integers(1, 300)), min_size=2, max_size=8
)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(
    pairs=FIGURES,
    target=st.integers(1, 99),
    direction=st.sampled_from(["up", "down"]),
    unit=st.sampled_from(sorted(SCALES)),
)
def test_nothing_better_than_its_reference_is_ever_short(
    pairs: list[tuple[int, int]], target: int, direction: str, unit: str
) -> None:
    told = judge(
        rows(
            *(
                share(
                    min(part, whole) if unit == "percent" else part,
                    whole,
                    unit=unit,
                    target=target,
                    direction=direction,
                )
                for part, whole in pairs
            )
        ),
        (),
    )
    better = told["value"] - told["reference"]
    better = better if direction == "up" else -better
    steps = steps_of(told["judgement"].to_numpy(dtype=object))
    assert (steps[better > 0] >= JUDGEMENTS.index("undecided")).all()
    assert (steps[better < 0] <= JUDGEMENTS.index("undecided")).all()
    # what is printed is what decides
    few = (unit == "per 1000") & (told["reference"] * told["denominator"] < 5000)
    outside = {
        name: (told["value"] < told[f"limit_low_{name}"] - 1e-9)
        | (told["value"] > told[f"limit_high_{name}"] + 1e-9)
        for name in ("95", "998")
    }
    sure = np.isin(told["judgement"], ["clearly_short", "ample"])
    apart = (told["judgement"] != "undecided").to_numpy()
    assert (sure == (outside["998"] & ~few)).all()
    assert (apart == (outside["95"] & ~few)).all()
