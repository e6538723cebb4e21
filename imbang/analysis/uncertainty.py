"""How sure a ratio is: exact or near-exact 95 % intervals, so that small denominators are
not ranked as if they were large."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Real = NDArray[np.float64]
TAIL_95, TAIL_998 = 0.025, 0.001
"""How much of chance lies beyond an interval on each side."""
_Z = {TAIL_95: 1.959963984540054, TAIL_998: 3.090232306167813}


def intervals(
    rows: pd.DataFrame, unit: str, *, tail: float = TAIL_95
) -> tuple[Real, Real]:
    """Lower and upper limits (n each) of the values of ``indicator_values``: those of 95 %
    unless ``tail`` is `TAIL_998`.

    Percentages of a whole: Wilson's interval (1927). Rates per 1,000: the exact Poisson
    interval of the numerator (Garwood 1936). NaN for other units, for parts larger than
    the whole, and where a part is missing.
    """
    part = rows["numerator"].to_numpy(dtype=float, na_value=np.nan)
    whole = rows["denominator"].to_numpy(dtype=float, na_value=np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        if unit == "percent":
            return _wilson(part, whole, _Z[tail])
        if unit == "per 1000":
            return _poisson(part, whole, tail)
    nothing = np.full(len(rows), np.nan)
    return nothing, nothing


def _wilson(part: Real, whole: Real, z: float) -> tuple[Real, Real]:
    is_share = (whole > 0) & (part >= 0) & (part <= whole)
    n, p = np.where(is_share, whole, np.nan), part / whole
    centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    return 100 * np.maximum(centre - half, 0), 100 * np.minimum(centre + half, 1)


def _poisson(part: Real, whole: Real, tail: float) -> tuple[Real, Real]:
    from scipy.stats import chi2

    count = np.where((whole > 0) & (part >= 0), part, np.nan)
    low = np.where(count > 0, chi2.ppf(tail, 2 * np.maximum(count, 1)) / 2, 0)
    high = chi2.ppf(1 - tail, 2 * count + 2) / 2
    low = np.where(np.isnan(count), np.nan, low)
    return 1000 * low / whole, 1000 * high / whole


def with_intervals(rows: pd.DataFrame, unit: str, own: float | None) -> pd.DataFrame:
    """``rows`` with ``low``, ``high`` and whether each is clearly apart from ``own``, the
    figure of the region that they are part of (``is_apart``; null where unknown)."""
    low, high = intervals(rows, unit)
    apart = pd.Series([None] * len(rows), index=rows.index, dtype=object)
    if own is not None:
        known = ~np.isnan(low)
        apart = pd.Series((own < low) | (own > high), index=rows.index, dtype=object)
        apart[~known] = None
    return rows.assign(low=low, high=high, is_apart=apart)
