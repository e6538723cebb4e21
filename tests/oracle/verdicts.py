"""Verdicts calculated a second time: region by region, with scipy's distributions."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import stats

from .calculation import Calculation, Row
from .sending import region_names, regions_of

TAILS = {"95": 0.025, "998": 0.001}


def with_verdicts(
    calculation: Calculation, region: str, at: str, norm: str | None
) -> list[Row]:
    """What ``coverage`` says of chance for the regions of a level within a region: they
    are judged together with all of their province, provinces with those of the nation."""
    family = regions_of(region[:2], at)
    if at == "province":
        family = tuple(
            code for code in region_names() if code.isdecimal() and len(code) == 2
        )
    rows = [_of(calculation, code, norm) for code in family]
    judged = [row for row in rows if row["reason"] is None]
    spread = _dispersion(judged)
    z = [_z(row["psm"], row["law"]) / math.sqrt(spread) for row in judged]
    p = [2 * stats.norm.sf(abs(one)) for one in z]
    adjusted = stats.false_discovery_control(p) if p else []
    for row, deviation, chance in zip(judged, z, adjusted, strict=True):
        row["p_adjusted"], row["z"] = float(chance), deviation
    asked = set(regions_of(region, at))
    return [_told(row, spread) for row in rows if row["code"] in asked]


def _of(calculation: Calculation, code: str, given: str | None) -> dict[str, Any]:
    """A region's figures, its chances, and why there is no verdict."""
    needs = calculation.ppks(code).count
    psm = calculation.pillars["psm"].known(code).count
    norm = calculation.norm(code, given)
    row: dict[str, Any] = {"code": code, "psm": psm, "law": None, "expected": None}
    if needs is not None and norm.ratio is not None:
        row["expected"] = float(needs / norm.ratio)
        row["is_whole"] = norm.left_out is not None and needs >= norm.numerator
        if norm.left_out is not None and needs <= norm.numerator:
            row["law"] = stats.binom(norm.denominator, needs / norm.numerator)
        else:
            row["law"] = stats.poisson(row["expected"])
    row["reason"] = _reason(needs, psm, row)
    row["has_limits"] = bool(row["expected"]) and not row["is_whole"]
    return row


def _reason(needs: int | None, psm: int | None, row: dict[str, Any]) -> str | None:
    if needs is None:
        return "ppks_unknown"
    if needs == 0:
        return "no_ppks"
    if row["expected"] is None:
        return "no_norm"
    if psm is None:
        return "psm_unknown"
    if row["is_whole"]:
        return "own_norm"
    return "few_expected" if row["expected"] < 5 else None


def _z(psm: int, law: Any) -> float:
    """Deviations of the middle of a number's probability; 37 at most, as no float holds
    a smaller one."""
    if psm < law.mean():
        z = stats.norm.ppf(law.cdf(psm - 1) + law.pmf(psm) / 2)
    else:
        z = stats.norm.isf(law.sf(psm) + law.pmf(psm) / 2)
    return float(min(max(z, -37), 37))


def _dispersion(judged: list[dict[str, Any]]) -> float:
    n, whole = len(judged), sum(row["psm"] for row in judged)
    if n < 2 or whole == 0:
        return 1.0
    expected = sum(row["expected"] for row in judged)
    z = [
        _z(row["psm"], stats.binom(whole, row["expected"] / expected)) for row in judged
    ]
    low, high = np.quantile(z, 0.1), np.quantile(z, 0.9)
    factor = sum(min(max(one, low), high) ** 2 for one in z) / n
    return float(factor) if factor > 1 + 2 * math.sqrt(2 / n) else 1.0


def _told(row: dict[str, Any], spread: float) -> Row:
    told: Row = {
        "region_code": row["code"],
        "expected_psm": row["expected"],
        "verdict_reason": row["reason"],
    }
    if row["reason"] is not None:
        told["verdict"] = "undetermined"
    elif row["p_adjusted"] <= 0.05:
        told["verdict"] = "short" if row["z"] < 0 else "ample"
    else:
        told["verdict"] = "adequate"
    for name, tail in TAILS.items():
        wider = stats.norm.sf(min(stats.norm.isf(tail) * math.sqrt(spread), 37))
        law = row["law"] if row["has_limits"] else None
        low, high = (None, None) if law is None else _limits(law, wider)
        told[f"limit_low_{name}"], told[f"limit_high_{name}"] = low, high
    return told


def _limits(law: Any, tail: float) -> tuple[int, int]:
    """The first number up to which there is at least the tail, and the first beyond
    which there is no more: by looking at all, and adding up from the far ends, since
    scipy's own sums are 0 for some tiny tails."""
    numbers = np.arange(int(law.mean() + 60 * math.sqrt(law.mean())) + 300)
    own = np.exp(law.logpmf(numbers))
    up_to, from_here = np.cumsum(own), np.cumsum(own[::-1])[::-1]
    above = np.append(from_here[1:], 0)
    return int(np.argmax(up_to >= tail)), int(np.argmax(above <= tail))
