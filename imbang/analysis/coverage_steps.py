"""Which step of coverage a region is on: none, low, middle, high, or unknown."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

STEPS = ("none", "low", "middle", "high")
UNKNOWN = -1


def classify_uncovered(values: pd.DataFrame, level: str) -> NDArray[np.int8]:
    """The step (n) of each row of ``coverage``: 0 to 3, or `UNKNOWN`.

    Villages: 0, up to half a norm, up to one norm, more. Above: 0, to 25 %, to 50 %,
    more of PMKS. Limits belong to the lower step. Whole numbers are multiplied
    crosswise, so that no rounding moves a region over a limit. The norm is the one that
    each row's uncovered persons were worked out with.
    """
    numerator = _whole(values["uncovered_norm_numerator"])
    denominator = _whole(values["uncovered_norm_denominator"])
    if level == "village":
        return _by_norm(values, numerator, denominator)
    return _by_share(values, np.maximum(denominator, 1))


def _by_norm(
    values: pd.DataFrame, numerator: NDArray[np.int64], denominator: NDArray[np.int64]
) -> NDArray[np.int8]:
    # uncovered = PMKS - norm × PSM, so uncovered ≤ k × norm is PMKS ≤ (k + PSM) × norm
    twice = 2 * denominator * _whole(values["ppks_persons"])
    psm = _whole(values["psm_active"])
    state = values["state"].to_numpy(dtype=object)
    has_norm = (numerator > 0) & (denominator > 0)
    steps = np.select(
        [
            np.isin(state, ("proportionate", "not_needed")),
            ~np.isin(state, ("short", "no_psm")) | ~has_norm,
            twice <= numerator * (2 * psm + 1),
            twice <= numerator * (2 * psm + 2),
        ],
        [0, UNKNOWN, 1, 2],
        3,
    )
    return steps.astype(np.int8)


def _by_share(values: pd.DataFrame, denominator: NDArray[np.int64]) -> NDArray[np.int8]:
    known = (values["uncovered_persons"].notna() & values["ppks_persons"].notna()).array
    uncovered = values["uncovered_persons"].fillna(0).astype("float64").to_numpy()
    # A sum of PMKS - norm × PSM: times the norm's denominator it is a whole number.
    scaled = np.rint(uncovered * denominator).astype(np.int64)
    ppks = denominator * _whole(values["ppks_persons"])
    steps = np.select(
        [
            ~np.asarray(known, dtype=bool),
            scaled <= 0,
            4 * scaled <= ppks,
            2 * scaled <= ppks,
        ],
        [UNKNOWN, 0, 1, 2],
        3,
    )
    return steps.astype(np.int8)


def _whole(column: pd.Series[Any]) -> NDArray[np.int64]:
    """Whole numbers, 0 where there is none."""
    return np.asarray(column.fillna(0).astype("int64").to_numpy())
