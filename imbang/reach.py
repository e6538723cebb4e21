"""How far beyond reach a region's people are, in the four steps that colours show."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

Reach = Literal["none", "low", "middle", "high"]
REACHES: tuple[Reach, ...] = ("none", "low", "middle", "high")


def reach(coverage: pd.DataFrame) -> "pd.Series[str]":
    """The step of each row of ``coverage``; null where uncovered persons are unknown.

    Villages in steps of the norm: none, up to half of it, up to once, more. Regions
    above them by uncovered persons as a share of PMKS: none, to 25 %, to 50 %, more.
    """
    uncovered = coverage["uncovered_persons"].astype("float64")
    is_village = coverage["level"] == "village"
    whole = coverage["norm"].where(is_village, coverage["ppks_persons"] / 2)
    whole = whole.astype("float64")
    steps = np.select(
        [uncovered.isna(), uncovered <= 0, 2 * uncovered <= whole, uncovered <= whole],
        ["", *REACHES[:3]],
        REACHES[3],
    )
    return pd.Series(steps, index=coverage.index).replace("", None)
