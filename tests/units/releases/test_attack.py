"""The attacker's bounds against all tables there can be, counted one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imbang.releases.attack.bounds import Contradiction
from imbang.releases.attack.report import attack
from tests.units.releases.made_up import keys, needs, pillars, regions, written

MOST = 6


def every_table(shape: tuple[int, int]) -> np.ndarray:
    """All tables of whole numbers from 0 to `MOST`: tables × rows × columns."""
    cells = np.indices((MOST + 1,) * (shape[0] * shape[1]))
    return cells.reshape(shape[0] * shape[1], -1).T.reshape(-1, *shape)


EVERY = every_table((2, 2))


def by_counting(values: np.ndarray, hidden: np.ndarray) -> dict[tuple[int, int], set]:
    """What each hidden cell of a table with margins can be, by trying all tables."""

    def with_margins(tables: np.ndarray) -> np.ndarray:
        wide = np.concatenate([tables, tables.sum(axis=2, keepdims=True)], axis=2)
        return np.concatenate([wide, wide.sum(axis=1, keepdims=True)], axis=1)

    truth, tables = with_margins(values[None])[0], with_margins(EVERY)
    fits = tables[(tables == truth)[:, ~hidden].all(axis=1)]
    return {
        (row, column): set(fits[:, row, column].tolist())
        for row, column in np.argwhere(hidden)
    }


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.integers(0, 3), min_size=4, max_size=4),
    st.lists(st.booleans(), min_size=9, max_size=9),
)
def test_bounds_are_those_of_all_tables_that_fit(cells: list[int], mask: list[bool]):
    values = np.array(cells).reshape(2, 2)
    hidden = np.array(mask).reshape(3, 3)
    hidden[2, 2] = False  # else a total has no end
    places = regions([2])
    places = places[places["level"] != "regency"].assign(
        parent_code=lambda one: one["parent_code"].where(one["level"] == "village", "")
    )
    counts = needs(places, values)
    codes = [*places.loc[places["level"] == "village", "region_code"], "63.01.01"]
    at = {
        (code, kind): (row, column)
        for row, code in enumerate(codes)
        for column, kind in enumerate(("beggar", "poor", "total"))
    }
    place = [at[key] for key in counts[["region_code", "kind"]].itertuples(index=False)]
    files = written(counts, places, np.array([hidden[one] for one in place]))
    found = attack(files, exactly=True).cells
    expected = by_counting(values, hidden)
    assert len(found) == hidden.sum()
    for row in found.itertuples():
        possible = expected[at[row.region_code, row.kind]]
        # counting stops at MOST a cell; a total of 12 has nothing beyond it
        if max(possible) < MOST:
            assert (row.least, row.most) == (min(possible), max(possible))
        assert row.least == min(possible)
        assert row.most >= max(possible)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=12, max_size=12))
def test_what_need_not_be_exact_is_no_wider_than_what_is(cells: list[int]):
    places = regions([2, 2])
    counts = needs(places, np.array(cells).reshape(4, 3))
    hidden = counts["count"].between(1, 4).to_numpy(bool)
    files = written(counts, places, hidden)
    quick, exact = attack(files), attack(files, exactly=True)
    assert keys(quick.cells) == keys(exact.cells)
    assert (quick.cells["least"] >= exact.cells["least"]).all()
    open_above = exact.cells["most"].isna()
    assert (quick.cells["most"] <= exact.cells["most"])[~open_above].all()
    # which cells tell too much is the same: of those the quick bounds are exact
    assert keys(quick.exposed) == keys(exact.exposed)


def test_a_small_count_hidden_alone_is_recovered():
    places = regions([3])
    counts = needs(places, np.array([[3, 7, 8], [9, 6, 5], [7, 7, 7]]))
    hidden = counts["count"].lt(5).to_numpy(bool)
    assert hidden.sum() == 1
    found = attack(written(counts, places, hidden))
    assert found.recovered == 1
    assert found.cells["least"].tolist() == [3]


def test_a_small_difference_of_steps_is_told_though_both_are_large():
    places = regions([1])
    files = written(
        counts := pillars(places, np.array([[9, 8, 8]])),
        places,
        np.zeros(len(counts), dtype=bool),
    )
    told = attack(files).exposed
    assert set(told["measure"]) == {"not_active"}
    assert set(told["least"]) == {1}


def test_a_step_is_bound_by_the_one_before_it():
    places = regions([1])
    counts = pillars(places, np.array([[6, 6, 3]]))
    files = written(counts, places, counts["measure"].eq("valid").to_numpy(bool))
    found = attack(files, exactly=True)
    assert set(zip(found.cells["least"], found.cells["most"], strict=True)) == {(0, 6)}


def test_files_that_contradict_each_other_are_no_release():
    places = regions([2])
    counts = needs(places, np.array([[6, 7, 8], [9, 6, 5]]))
    counts.loc[0, "count"] += 1
    with pytest.raises(Contradiction):
        attack(written(counts, places, np.zeros(len(counts), dtype=bool)))
