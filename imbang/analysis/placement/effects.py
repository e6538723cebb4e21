"""What an area looks like with other numbers of PSM, under one norm: its villages, and
the figures they add up to.

The rows are those of the question ``coverage`` for level village; what depends on PSM
and norm is worked out again by the same definitions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd

from imbang.analysis import evenness
from imbang.analysis.norm import exact_norm
from imbang.analysis.villages import Villages, from_coverage

_OF_PSM = (
    "ratio_low",
    "ratio_high",
    "psm_status",
    "psm_period",
    "villages_no_psm",
    "villages_short",
    "shortage_no_psm",
    "shortage_short",
    "verdict",
    "verdict_strength",
    "verdict_reason",
    "limit_low_95",
    "limit_high_95",
    "limit_low_998",
    "limit_high_998",
    "deviation",
    "spread",
    "stands_out",
)
WORKED_OUT = (
    "psm_active",
    "ratio_ppks_per_psm",
    "state",
    "shortage",
    "uncovered_persons",
)


@dataclass(frozen=True)
class Figures:
    """What the villages of an area add up to.

    ``without`` are villages with PMKS and no PSM, ``lacking`` the PSM lacking;
    ``states`` the number of villages of each state there is; ``gini`` is nan without
    PMKS or PSM.
    """

    psm: int
    uncovered: float
    without: int
    lacking: int
    gini: float
    states: Mapping[str, int]


def with_psm(rows: pd.DataFrame, added: Mapping[str, int]) -> pd.DataFrame:
    """``rows`` with so many more PSM (fewer, below 0) in the villages named by code.

    Only villages whose PMKS and PSM are known change. Columns that cannot follow (how
    PSM were reported, intervals of the ratio, verdicts) are left out. Without a norm the rows stay
    as they are. ValueError for a village that is not known, or that would have fewer
    than no PSM.
    """
    kept = rows.drop(columns=[*_OF_PSM], errors="ignore")
    norm = exact_norm(rows)
    if norm is None:
        return kept
    is_known = rows["ppks_persons"].notna() & rows["psm_active"].notna()
    known = kept[is_known].sort_values("region_code")
    if unknown := added.keys() - set(known["region_code"]):
        raise ValueError(f"PMKS or PSM are not known: {', '.join(sorted(unknown))}")
    villages = from_coverage(known)
    more = np.array([added.get(code, 0) for code in villages.codes], dtype=np.int64)
    changed = _worked_out(villages.with_psm(villages.psm + more), norm)
    changed.index = known.index
    for name in WORKED_OUT:
        column = kept[name].where(~is_known, changed[name].reindex(kept.index))
        kept = kept.assign(**{name: column})
    return kept


def measure(rows: pd.DataFrame) -> Figures:
    """What rows of ``coverage``, or of `with_psm`, add up to."""
    known = from_coverage(rows)
    return Figures(
        psm=int(known.psm.sum()),
        uncovered=float(rows["uncovered_persons"].sum()),
        without=int((rows["state"] == "no_psm").sum()),
        lacking=int(rows["shortage"].sum()),
        gini=evenness.gini(known.ppks, known.psm),
        states={str(k): int(n) for k, n in rows["state"].value_counts().items()},
    )


def _worked_out(villages: Villages, norm: Fraction) -> pd.DataFrame:
    """The columns of known villages (n) that depend on PSM and norm."""
    ppks, psm = villages.ppks, villages.psm
    if (psm < 0).any():
        raise ValueError("a village cannot have fewer than no PSM")
    uncovered = villages.uncovered(norm)
    state = np.select(
        [ppks == 0, psm == 0, uncovered > 0],
        ["not_needed", "no_psm", "short"],
        "proportionate",
    )
    ratio = np.divide(ppks, psm, out=np.full(len(psm), np.nan), where=psm > 0)
    found = (psm, ratio, state, villages.shortage(norm), uncovered / norm.denominator)
    return pd.DataFrame(dict(zip(WORKED_OUT, found, strict=True)))
