"""What a funnel shows of judged regions beside their verdicts: how many chance alone
would leave outside the limits, and the limits between whole numbers as a curve."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from imbang.analysis import verdicts
from imbang.analysis.verdicts import Real


def outside_by_chance(rows: pd.DataFrame) -> float:
    """How many of the rows of ``coverage`` that have a verdict would lie outside their
    95 % limits by chance alone: the sum of the probabilities beyond whole limits, which
    are steps, so that it is near 5 in 100 of them and not just that."""
    judged = np.flatnonzero((rows["verdict"] != "undetermined").to_numpy())
    chance = verdicts.chance_of(rows)[1].of(judged)
    low, high = chance.within(verdicts.TAIL_95)
    return float(np.sum(chance.up_to(low - 1) + chance.above(high)))


def curve(row: Mapping[str, Any], ppks: Real) -> dict[str, Real]:
    """The limits at other numbers of PMKS (n), as a smooth curve through ``row``'s, which
    is one of ``coverage``.

    The limits of whole PSM are steps; between two of them the curve divides the
    mid-probability of the outer one, so that a region is outside the curve just where it
    is outside the limits.
    """
    rows = pd.DataFrame([dict(row)] * len(ppks)).assign(ppks_persons=ppks)
    _expected, chance = verdicts.chance_of(rows)
    found = {}
    for name, tail in (("95", verdicts.TAIL_95), ("998", verdicts.TAIL_998)):
        low, high = chance.within(tail)
        below, above = chance.at_or_below(low), chance.at_or_above(high)
        lower = (below - tail) / (below - chance.at_or_below(low - 1))
        higher = (above - tail) / (above - chance.at_or_above(high + 1))
        found[f"limit_low_{name}"] = np.maximum(low - lower, 0)
        found[f"limit_high_{name}"] = high + higher
    return found
