"""Lorenz, Gini and Theil: by hand, against plain formulas, and what must hold."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from imbang.analysis.evenness import gini, lorenz, theil
from imbang.analysis.villages import Whole

# five villages: PSM per PMKS 0, 0, 1/100, 1/50, 1/20
PPKS = np.array([100, 50, 200, 100, 50])
PSM = np.array([0, 0, 2, 2, 2.5]).astype(np.int64) + np.array([0, 0, 0, 0, 1])


def counts(least: int, most: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, most), min_size=least, max_size=12)


def pairwise(ppks: Whole, psm: Whole) -> float:
    """The Gini as a mean difference over all pairs of PMKS, each with the PSM per PMKS
    of its own village: one row per PMKS, written as weights."""
    x, y = ppks.astype(float), psm.astype(float)
    apart = np.abs(np.outer(x, y) - np.outer(y, x)).sum()
    return float(apart / (2 * x.sum() * y.sum()))


def test_five_villages_by_hand() -> None:
    # PSM 0, 0, 2, 2, 3 over PMKS 100, 50, 200, 100, 50: curve (0.3, 0), (0.7, 2/7),
    # (0.9, 4/7), (1, 1); area below: 0.4 × 1/7 + 0.2 × 3/7 + 0.1 × 11/14
    across, upwards = lorenz(PPKS, PSM)
    assert across.tolist() == pytest.approx([0, 0.2, 0.3, 0.7, 0.9, 1])
    assert upwards.tolist() == pytest.approx([0, 0, 0, 2 / 7, 4 / 7, 1])
    below = 0.4 * 1 / 7 + 0.2 * 3 / 7 + 0.1 * 11 / 14
    assert gini(PPKS, PSM) == pytest.approx(1 - 2 * below)


def test_perfectly_even_and_all_in_one() -> None:
    ppks = np.array([10, 20, 30])
    assert gini(ppks, np.array([1, 2, 3])) == 0
    assert gini(ppks, np.array([0, 0, 6])) == pytest.approx(0.5)
    assert gini(ppks, np.array([6, 0, 0])) == pytest.approx(1 - 10 / 60)


def test_without_people_or_need_there_is_no_gini() -> None:
    none = np.zeros(3, dtype=np.int64)
    assert math.isnan(gini(none, np.array([1, 2, 3])))
    assert math.isnan(gini(np.array([1, 2, 3]), none))
    assert math.isnan(theil(np.array([1, 2, 3]), none, none).total)


@settings(max_examples=80, derandomize=True, deadline=None)
@given(
    pairs=st.lists(
        st.tuples(st.integers(0, 90), st.integers(0, 4)), min_size=2, max_size=12
    )
)
def test_gini_is_that_of_one_row_per_pmks(pairs: list[tuple[int, int]]) -> None:
    ppks, psm = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
    kept = ppks > 0
    assume(kept.any() and psm[kept].any())
    rows = np.repeat(psm[kept] / ppks[kept], ppks[kept])
    apart = np.abs(rows[:, None] - rows[None, :]).mean()
    expanded = apart / (2 * rows.mean())
    assert gini(ppks[kept], psm[kept]) == pytest.approx(expanded, abs=1e-12)
    assert gini(ppks, psm) == pytest.approx(pairwise(ppks, psm), abs=1e-12)


@settings(max_examples=80, derandomize=True, deadline=None)
@given(
    pairs=st.lists(
        st.tuples(st.integers(1, 90), st.integers(0, 4)), min_size=2, max_size=12
    )
)
def test_taking_a_psm_from_the_worst_never_improves_it(
    pairs: list[tuple[int, int]],
) -> None:
    ppks, psm = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
    assume(psm.sum() > 1)
    served = np.where(psm > 0, psm / ppks, np.inf)
    worst = int(np.argmin(served))
    taken = psm.copy()
    taken[worst] -= 1
    assume((psm[psm / ppks < psm[worst] / ppks[worst]] == 0).all())
    assert gini(ppks, taken) >= gini(ppks, psm) - 1e-12


@settings(max_examples=60, derandomize=True, deadline=None)
@given(
    rows=st.lists(
        st.tuples(st.integers(0, 90), st.integers(0, 4), st.integers(0, 3)),
        min_size=2,
        max_size=12,
    )
)
def test_theil_is_that_of_one_row_per_pmks(rows: list[tuple[int, int, int]]) -> None:
    ppks, psm, area = (np.array(s, dtype=np.int64) for s in zip(*rows, strict=True))
    kept = ppks > 0
    assume(kept.any() and psm[kept].any())
    found = theil(ppks, psm, area)
    values = np.repeat(psm[kept] / ppks[kept], ppks[kept])
    group = np.repeat(area[kept], ppks[kept])
    mean = values.mean()

    def index(some: np.ndarray, to: float) -> float:
        share = some[some > 0] / to
        return float((share * np.log(share)).sum() / len(some))

    means = {g: values[group == g].mean() for g in set(group.tolist())}
    between = index(np.array([means[g] for g in group.tolist()]), mean)
    assert found.total == pytest.approx(index(values, mean), abs=1e-9)
    assert found.between == pytest.approx(between, abs=1e-9)
    assert found.within == pytest.approx(found.total - between, abs=1e-9)


def test_order_and_scale_of_villages_do_not_matter() -> None:
    turned = [3, 0, 4, 1, 2]
    assert gini(PPKS[turned], PSM[turned]) == gini(PPKS, PSM)
    assert gini(7 * PPKS, 3 * PSM) == pytest.approx(gini(PPKS, PSM))


@pytest.mark.parametrize("seed", range(5))
def test_gini_and_theil_are_those_of_pysal(seed: int) -> None:
    """On data with one row per PMKS, each with its village's PSM per PMKS."""
    from inequality.gini import Gini
    from inequality.theil import TheilD

    chance = np.random.default_rng(seed)
    ppks = chance.integers(1, 60, 30)
    psm = chance.poisson(1.2, 30)
    area = chance.integers(0, 4, 30)
    rows = np.repeat(psm / ppks, ppks)
    assert gini(ppks, psm) == pytest.approx(Gini(rows).g, abs=1e-9)
    told = TheilD(rows, np.repeat(area, ppks))
    found = theil(ppks, psm, area)
    assert found.total == pytest.approx(float(np.squeeze(told.T)), abs=1e-6)
    assert found.between == pytest.approx(float(np.squeeze(told.bg)), abs=1e-6)
    assert found.within == pytest.approx(float(np.squeeze(told.wg)), abs=1e-6)
