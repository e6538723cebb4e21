"""Where regions with few PSM per PMKS lie together, and where those with many do.

Local Moran on rates (Assunção and Reis 1999; Anselin 1995), PSM as events and PMKS as
their base, by PySAL's esda: each region's rate, standardised for its base, times that of
its neighbours, held against what permutations of all others give.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Literal

import numpy as np
import pandas as pd

Cluster = Literal[
    "low_low", "high_high", "low_high", "high_low", "none", "island", "left_out"
]
PERMUTATIONS = 99_999
"""So many that the smallest probability survives the control of false discoveries."""
FEWEST = 20
"""Regions with neighbours below which there is nothing to tell apart."""
FALSE_DISCOVERIES = 0.05
_SEED = 20230222
_QUADRANTS = {1: "high_high", 2: "low_high", 3: "low_low", 4: "high_low"}


def find(
    rows: pd.DataFrame,
    neighbours: Mapping[str, frozenset[str]],
    *,
    permutations: int = PERMUTATIONS,
) -> pd.DataFrame:
    """The cluster of each row (n, with region_code, ppks_persons and psm_active).

    Gives region_code, ``cluster``, ``p_value`` (two-sided), ``p_adjusted`` (Benjamini
    and Hochberg) and the number of ``neighbours`` that count. Regions without PMKS, or
    of which something is not known, are left out before anything is worked out, since
    one of them would leave nothing; ``island`` has no neighbour left. The same rows give
    the same answer: the seed is fixed.
    """
    told = rows[["region_code"]].assign(
        cluster="left_out", p_value=np.nan, p_adjusted=np.nan, neighbours=0
    )
    is_known = rows["psm_active"].notna() & (rows["ppks_persons"].fillna(0) > 0)
    codes = set(rows.loc[is_known, "region_code"])
    near = {code: sorted(neighbours.get(code, frozenset()) & codes) for code in codes}
    told["neighbours"] = [len(near.get(code, ())) for code in told["region_code"]]
    told.loc[is_known, "cluster"] = "island"
    joined = sorted(code for code in codes if near[code])
    if len(joined) < FEWEST:
        told.loc[is_known & (told["neighbours"] > 0), "cluster"] = "none"
        return told
    figures = rows.set_index("region_code").loc[joined]
    p_value, quadrant = _local_moran(
        figures["psm_active"].to_numpy(dtype=float),
        figures["ppks_persons"].to_numpy(dtype=float),
        {code: near[code] for code in joined},
        permutations,
    )
    apart = adjusted(p_value)
    names = [
        _QUADRANTS[int(q)] if p <= FALSE_DISCOVERIES else "none"
        for q, p in zip(quadrant, apart, strict=True)
    ]
    found = pd.DataFrame(
        {"cluster": names, "p_value": p_value, "p_adjusted": apart}, index=joined
    )
    at = told["region_code"].isin(joined)
    for name in found.columns:
        told.loc[at, name] = told.loc[at, "region_code"].map(found[name])
    return told


def _local_moran(
    psm: np.ndarray, ppks: np.ndarray, near: Mapping[str, list[str]], permutations: int
) -> tuple[np.ndarray, np.ndarray]:
    """Two-sided probabilities and quadrants (n each). esda folds its probabilities into
    the nearer tail; they are doubled."""
    from esda import Moran_Local_Rate
    from libpysal.weights import W

    if psm.sum() == 0:  # no rate differs from another
        return np.ones(len(psm)), np.full(len(psm), 3)
    weights = W(dict(near), id_order=list(near), silence_warnings=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what will change in a later esda
        moran = Moran_Local_Rate(
            psm,
            ppks,
            weights,
            permutations=permutations,
            keep_simulations=False,
            seed=_SEED,
        )
    p_value = np.nan_to_num(np.asarray(moran.p_sim, dtype=float), nan=1.0)
    return np.minimum(2 * p_value, 1), np.asarray(moran.q)


def adjusted(p: np.ndarray) -> np.ndarray:
    """``p`` (n) after Benjamini and Hochberg: the share of false discoveries if all up to
    it are taken for true ones. As scipy's `false_discovery_control`, without loading all
    of its statistics."""
    order = np.argsort(p, kind="stable")[::-1]
    ranked = p[order] * len(p) / np.arange(len(p), 0, -1)
    found = np.empty(len(p))
    found[order] = np.minimum(np.minimum.accumulate(ranked), 1)
    return found
