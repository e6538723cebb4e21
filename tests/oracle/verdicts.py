"""Verdicts calculated a second time: region by region, with scipy's distributions."""

from __future__ import annotations

import functools
import math
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from .calculation import Calculation, Row
from .sending import NATION, regions_of

TAILS = {"95": 0.025, "998": 0.001}
STRENGTHS = {"95": "probable", "998": "clear"}


def with_verdicts(
    calculation: Calculation, region: str, at: str, norm: str | None
) -> list[Row]:
    """What ``coverage`` says of chance for the regions of a level within a region; how
    much they differ is that of all of their province, of provinces that of the nation."""
    over = NATION if at == "province" else region[:2]
    rows, tau, marks = _family(calculation, over, at, norm)
    return [
        {**_plain(row), "spread": tau, "stands_out": marks.get(row["region_code"])}
        for row in rows.loc[[*regions_of(region, at)]].to_dict("records")
    ]


@functools.lru_cache(maxsize=8)  # those of one calculation, asked of several regions
def _family(
    calculation: Calculation, over: str, at: str, norm: str | None
) -> tuple[pd.DataFrame, float | None, dict[str, bool]]:
    """The regions of a level that are judged together, how much they differ, and who
    stands out."""
    family = regions_of(over, at)
    rows = pd.DataFrame([_of(calculation, code, norm) for code in family])
    rows = rows.set_index("region_code", drop=False)
    judged = rows[rows["verdict_reason"].isna()]
    tau = _spread(judged)
    return rows, tau, _marks(judged, 0.0 if tau is None else tau)


def _of(calculation: Calculation, code: str, given: str | None) -> dict[str, Any]:
    """A region's figures, its limits, and its verdict or why there is none."""
    needs = calculation.ppks(code).count
    psm = calculation.pillars["psm"].known(code).count
    norm: Any = calculation.norm(code, given)
    is_own = norm.left_out is not None
    expected, is_whole = None, False
    if needs is not None and norm.ratio is not None:
        expected = float(needs / norm.ratio)
        is_whole = is_own and needs >= norm.numerator
    reason = _reason(needs, psm, expected, is_whole=is_whole)
    row: dict[str, Any] = {
        "region_code": code,
        "psm": psm,
        "expected_psm": expected,
        "verdict": "undetermined",
        "verdict_strength": None,
        "verdict_reason": reason,
        "deviation": None,
        **{f"limit_{side}_{name}": None for side in ("low", "high") for name in TAILS},
    }
    if needs is None or psm is None or reason is not None:
        return row
    law = (
        stats.binom(norm.denominator, needs / norm.numerator)
        if is_own and needs <= norm.numerator
        else stats.poisson(expected)
    )
    row["verdict"], row["deviation"] = "adequate", _deviation(psm, law)
    for name, tail in TAILS.items():
        low, high = _limits(law, tail)
        row[f"limit_low_{name}"], row[f"limit_high_{name}"] = low, high
        if not low <= psm <= high:
            row["verdict"] = "short" if psm < low else "ample"
            row["verdict_strength"] = STRENGTHS[name]
    return row


def _reason(
    needs: int | None, psm: int | None, expected: float | None, *, is_whole: bool
) -> str | None:
    if needs is None:
        return "ppks_unknown"
    if needs == 0:
        return "no_ppks"
    if expected is None:
        return "no_norm"
    if psm is None:
        return "psm_unknown"
    if is_whole:
        return "own_norm"
    return "few_expected" if expected < 5 else None


def _limits(law: Any, tail: float) -> tuple[int, int]:
    """The first and the last of all numbers whose own half and all that is farther out is
    no less than the tail."""
    numbers = np.arange(int(law.mean() + 60 * math.sqrt(law.mean())) + 300)
    half = law.pmf(numbers) / 2
    below = numbers[law.cdf(numbers - 1) + half >= tail]
    above = numbers[law.sf(numbers) + half >= tail]
    return int(below[0]), int(above[-1])


def _deviation(psm: int, law: Any) -> float:
    """Standard deviations of the middle of a number's probability; 37 at most, as no
    float holds a smaller one."""
    half = law.pmf(psm) / 2
    if psm < law.mean():
        z = stats.norm.ppf(law.cdf(psm - 1) + half)
    else:
        z = stats.norm.isf(law.sf(psm) + half)
    return float(min(max(z, -37), 37))


def _spread(judged: pd.DataFrame) -> float | None:
    """By the formula, region by region: the excess of squared deviations over chance."""
    n, whole = len(judged), judged["psm"].sum()
    if n < 10 or whole == 0:
        return None
    fair = [e * whole / judged["expected_psm"].sum() for e in judged["expected_psm"]]
    z = [(k - f) / math.sqrt(f) for k, f in zip(judged["psm"], fair, strict=True)]
    low, high = np.quantile(z, 0.1), np.quantile(z, 0.9)
    edge = stats.norm.ppf(0.9)
    kept = 0.8 - 2 * edge * stats.norm.pdf(edge) + 0.2 * edge**2
    excess = sum(min(max(x, low), high) ** 2 for x in z) / kept - (n - 1)
    room = sum(fair) - sum(f * f for f in fair) / sum(fair)
    return math.sqrt(max(0.0, excess / room))


def _marks(judged: pd.DataFrame, tau: float) -> dict[str, bool]:
    """Who stands out, of twenty or more: a Poisson number around a gamma mean."""
    whole = judged["psm"].sum()
    if len(judged) < 20 or whole == 0:
        return {}
    found = {}
    for row in judged.to_dict("records"):
        fair = row["expected_psm"] * whole / judged["expected_psm"].sum()
        law = (
            stats.nbinom(tau**-2, 1 / (1 + fair * tau**2))
            if tau > 0.01
            else stats.poisson(fair)
        )
        half = law.pmf(row["psm"]) / 2
        outer = min(law.cdf(row["psm"] - 1) + half, law.sf(row["psm"]) + half)
        found[row["region_code"]] = bool(outer < 0.001)
    return found


def _plain(row: dict[Any, Any]) -> Row:
    """Without what was only needed on the way; None for what there is not."""
    return {k: None if pd.isna(v) else v for k, v in row.items() if k != "psm"}
