"""How far it is from a village without a PSM to the nearest one that has some."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

EARTH_KM = 6371.0088
"""The mean radius of the earth (IUGG)."""


def distances(
    rows: pd.DataFrame, centres: Mapping[str, tuple[float, float]]
) -> pd.DataFrame:
    """One row per village with PMKS and no PSM, the furthest first: region_code,
    nearest_code and distance_km.

    ``rows`` are those of ``coverage`` for level village, ``centres`` longitude and
    latitude by code. Great-circle distance between centres, as the crow flies, not the
    way there. Villages without a known place are left out.
    """
    placed = rows[rows["region_code"].isin(centres.keys())]
    bare = placed[(placed["psm_active"] == 0) & (placed["ppks_persons"] > 0)]
    served = placed[placed["psm_active"].fillna(0) > 0]
    columns = ["region_code", "nearest_code", "distance_km"]
    if bare.empty or served.empty:
        return pd.DataFrame(columns=columns)
    from scipy.spatial import cKDTree

    chord, nearest = cKDTree(_on_sphere(served, centres)).query(
        _on_sphere(bare, centres)
    )
    found = pd.DataFrame(
        {
            "region_code": bare["region_code"].to_numpy(),
            "nearest_code": served["region_code"].to_numpy()[nearest],
            "distance_km": 2 * EARTH_KM * np.arcsin(np.clip(chord / 2, 0, 1)),
        }
    )
    return found.sort_values(
        ["distance_km", "region_code"], ascending=[False, True], ignore_index=True
    )


def _on_sphere(
    rows: pd.DataFrame, centres: Mapping[str, tuple[float, float]]
) -> np.ndarray:
    """Places (n, 3) on a sphere of radius 1, where the nearest is the nearest on earth."""
    degrees = np.array([centres[code] for code in rows["region_code"]])
    east, north = np.radians(degrees).T
    return np.column_stack(
        [np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)]
    )
