"""Ratios that do not mistake chance for need: drawn towards the whole, small ones most."""

from __future__ import annotations

import numpy as np
import pandas as pd


def smoothed_ratio(rows: pd.DataFrame) -> pd.Series:
    """PMKS per PSM (n) by the empirical-Bayes rate of PSM per PMKS (Marshall 1991).

    A region's own rate counts the more, the more PMKS it has; the rest is the rate of
    all rows together, which are to be all regions of one level in a province. A village
    without a PSM so has a ratio too. NaN without PMKS or where something is not known
    (they are left out first: one base of 0 would leave nothing), and where nobody has a
    PSM.
    """
    found = pd.Series(np.nan, index=rows.index)
    known = rows["psm_active"].notna() & (rows["ppks_persons"].fillna(0) > 0)
    psm = rows.loc[known, "psm_active"].to_numpy(dtype=float)
    ppks = rows.loc[known, "ppks_persons"].to_numpy(dtype=float)
    if not psm.sum():
        return found
    from esda.smoothing import Empirical_Bayes

    rate = np.asarray(Empirical_Bayes(psm, ppks).r, dtype=float).ravel()
    found[known] = np.divide(1, rate, out=np.full(len(rate), np.nan), where=rate > 0)
    return found
