"""What moved a figure: which regions, and through numerator or denominator.

A ratio N / D changes from N0 / D0 to N1 / D1. Where the parts of the regions add up to
those of the whole, each region's share of the change is n1 / D1 − n0 / D0: of it
(n1 − n0) / D1 comes through its numerator, the rest through the whole's denominator.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from imbang.reference.units import UNITS


def contributions(
    now: pd.DataFrame,
    before: pd.DataFrame,
    own_now: Mapping[Any, Any],
    own_before: Mapping[Any, Any],
) -> pd.DataFrame:
    """Each region's part in the change of the whole (rows of ``indicator_values``).

    Columns numerator_before, denominator_before, change (of its own value),
    contribution, by_numerator, by_denominator: in the unit of the figure; the last three
    null where regions do not add up to the whole, as people do not, and of regions that
    are not part of it (neither numerator told).
    """
    rows = now.merge(
        before[["region_code", "numerator", "denominator", "value"]],
        on="region_code",
        how="left",
        suffixes=("", "_before"),
    )
    rows = rows.assign(change=rows["value"] - rows["value_before"])
    unit = str(own_now["unit"])
    if not adds_up(rows, own_now, own_before, unit):
        nothing = np.full(len(rows), np.nan)
        return rows.assign(
            contribution=nothing, by_numerator=nothing, by_denominator=nothing
        )
    n1, n0 = rows["numerator"].fillna(0), rows["numerator_before"].fillna(0)
    scale = UNITS[unit].scale
    is_part = rows[["numerator", "numerator_before"]].notna().any(axis=1)
    if scale is None:
        return rows.assign(
            contribution=(n1 - n0).where(is_part),
            by_numerator=(n1 - n0).where(is_part),
            by_denominator=n1.mul(0.0).where(is_part),
        )
    d1, d0 = own_now["denominator"], own_before["denominator"]
    whole = scale * (n1 / d1 - n0 / d0)
    through = scale * (n1 - n0) / d1
    return rows.assign(
        contribution=whole.where(is_part),
        by_numerator=through.where(is_part),
        by_denominator=(whole - through).where(is_part),
    )


def adds_up(
    rows: pd.DataFrame,
    own_now: Mapping[Any, Any],
    own_before: Mapping[Any, Any],
    unit: str,
) -> bool:
    """Whether the parts of the regions are those of the whole, in both months."""
    is_ratio = UNITS[unit].scale is not None
    if not (is_ratio or UNITS[unit].is_count):
        return False
    parts = ["numerator", "denominator"] if is_ratio else ["numerator"]
    return all(
        pd.notna(own[part]) and rows[f"{part}{suffix}"].sum() == own[part]
        for own, suffix in ((own_now, ""), (own_before, "_before"))
        for part in parts
    )
