"""Where a region stands among its peers, figure by figure: the numbers of a spine chart.

Each figure is laid on a line from the worst of the peers (0) to the best (1), whichever
way it counts, so that figures of any unit stand under one another and better is always
the same side. Public Health England's area profiles are the model. How a figure is judged
is the answer's own judgement (`imbang.analysis.indicator_judgement`): one figure, one word.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from imbang.reference.levels import level_of
from imbang.reference.units import UNITS

MOST = 10
"""Figures that are shown: more are not taken in at a glance."""
FEWEST_PEERS = 3
"""Known figures below which there is no worst and no best."""
_FIRST = (
    "psm_per_1000_ppks",
    "villages_with_psm_pct",
    "villages_proportionate_pct",
    "coverage_gini",
    "psm_trained_pct",
    "register_current_pct",
    "ppks_per_1000_population",
    "ppks_handled_pct",
    "cases_with_psm_pct",
    "days_to_close_median",
    "dtks_verified_pct",
    "reporting_rate_pct",
)
_OF_VILLAGES = ("villages_with_psm_pct", "villages_proportionate_pct")  # one has none
_DRAWN = (
    "at",
    "at_low",
    "at_high",
    "at_quarter",
    "at_median",
    "at_three",
    "at_reference",
)


def spine(own: pd.DataFrame, peers: pd.DataFrame) -> pd.DataFrame:
    """One row per figure that is better the higher, or the lower, and that is known of
    the region: the first `MOST` by what they tell of the balance.

    ``own`` is the answer of ``indicator_values`` of one region, ``peers`` that of all
    regions that it is laid among. Columns beside those of ``own``: ``worst``, ``median``,
    ``best``, ``peers`` (known figures), and what is drawn, from 0 to 1: ``at``, the 95 %
    limits around what the figure is held against ``at_low`` and ``at_high``,
    ``at_quarter``, ``at_median``, ``at_three``, ``at_reference``.
    """
    shown = own[own["value"].notna() & own["direction"].isin(["up", "down"])]
    shown = shown[[not UNITS[unit].is_count for unit in shown["unit"]]]
    if len(own) and level_of(own["region_code"].iloc[0]) == "village":
        shown = shown[~shown["indicator"].isin(_OF_VILLAGES)]
    order = {key: place for place, key in enumerate(_FIRST)}
    rank = shown["indicator"].map(order).fillna(len(order))
    shown = shown.assign(rank=rank).sort_values("rank", kind="stable").head(MOST)
    return pd.DataFrame(
        [
            _vertebra(row, peers.loc[peers["indicator"] == row["indicator"], "value"])
            for row in shown.drop(columns="rank").to_dict("records")
        ]
    )


def _vertebra(row: dict[Any, Any], peers: pd.Series[float]) -> dict[str, Any]:
    known = peers.dropna().to_numpy(dtype=float)
    falls = row["direction"] == "down"
    found = {
        **row,
        "peers": len(known),
        "worst": np.nan,
        "median": np.nan,
        "best": np.nan,
        **dict.fromkeys(_DRAWN, np.nan),
    }
    if len(known) < FEWEST_PEERS:
        return found
    least, most = known.min(), known.max()
    worst, best = (most, least) if falls else (least, most)
    quarters = np.quantile(known, [0.75, 0.5, 0.25] if falls else [0.25, 0.5, 0.75])

    def at(value: float) -> float:
        if best == worst:
            return 0.5
        return float(np.clip((value - worst) / (best - worst), 0, 1))

    ends = (row["limit_low_95"], row["limit_high_95"])
    values = (
        row["value"],
        *(ends[::-1] if falls else ends),
        *quarters,
        row["reference"],
    )
    drawn = dict(zip(_DRAWN, map(at, values), strict=True))
    return found | {"worst": worst, "median": quarters[1], "best": best} | drawn
