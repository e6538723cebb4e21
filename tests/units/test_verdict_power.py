"""What verdicts find and what they flag by mistake, where regions truly differ by so much.

Thirteen regencies of the size of those in the sample and all their PSM, shared out by the
need of each times a ratio of its own that is drawn anew in every round: lognormal with
mean 1. A region is held against the province's own ratio, as on the page.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest

from imbang.analysis.verdicts import Chance, positions

EXPECTED = np.array(
    [165.4, 114.1, 86.0, 73.5, 70.8, 58.0, 61.3, 51.5, 52.6, 40.6, 34.9, 42.6, 30.7]
)
ROUNDS = 3000


class Found(NamedTuple):
    """Shares of regions: flagged of all; of those truly below 60 % of the norm found
    short, and clearly so; of those truly within 10 % of it flagged, and as short; on the
    wrong side of those flagged; and how many are truly below 60 % (n)."""

    flagged: float
    found: float
    clear: float
    false: float
    falsely_short: float
    wrong_side: float
    low: int


def simulate(spread: float) -> Found:
    rng = np.random.default_rng(892)
    variance = np.log1p(spread**2)
    own = rng.lognormal(-variance / 2, np.sqrt(variance), (ROUNDS, len(EXPECTED)))
    share = EXPECTED / EXPECTED.sum()
    whole = round(EXPECTED.sum())
    drawn = own * share
    psm = rng.multinomial(whole, drawn / drawn.sum(axis=1, keepdims=True))
    # what is true of the norm that is the province's own ratio
    true = (own / drawn.sum(axis=1, keepdims=True)).ravel()
    n = len(true)
    shares = np.tile(share, ROUNDS)
    by_chance = Chance(shares * whole, np.full(n, float(whole)), shares)
    place = positions(psm.ravel().astype(float), by_chance)
    low, near = true < 0.6, np.abs(true - 1) <= 0.1
    flagged = place != 0
    return Found(
        flagged.mean(),
        (place[low] < 0).mean() if low.any() else np.nan,
        (place[low] == -2).mean() if low.any() else np.nan,
        flagged[near].mean(),
        (place[near] < 0).mean(),
        (np.sign(place) != np.sign(true - 1))[flagged].mean(),
        int(low.sum()),
    )


def test_by_chance_alone_one_in_twenty_is_outside() -> None:
    told = simulate(0)
    assert told.flagged == pytest.approx(0.05, abs=0.006)
    assert told.false == told.flagged


@pytest.mark.parametrize("spread", [0.3, 0.45])
def test_who_is_far_below_the_norm_is_found(spread: float) -> None:
    told = simulate(spread)
    assert told.low > 500
    assert told.found > 0.94
    assert told.clear > 0.75
    assert told.false < 0.09
    assert told.falsely_short < 0.05
    assert told.wrong_side < 0.01
