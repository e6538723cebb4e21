"""Neighbours, clusters, smoothing, class breaks, reach: by hand and against PySAL."""

from __future__ import annotations

import math
import warnings
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from shapely.geometry import box

from imbang.analysis import class_breaks, distances, hot_spots, smoothing
from imbang.geometry.contiguity import neighbours
from imbang.intake.outlines.loading import load_boundaries
from imbang.reference import regions

VILLAGES = [
    code for code in regions.load().names if len(code) == 13 and code.startswith("63.")
]


def rows(
    ppks: list[float], psm: list[float], codes: list[str] | None = None
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "region_code": codes or [f"r{i:03}" for i in range(len(ppks))],
            "ppks_persons": pd.array(ppks, "Float64"),
            "psm_active": pd.array(psm, "Float64"),
        }
    )


def grid(side: int) -> dict[str, frozenset[str]]:
    """Squares on a board, each touching up to eight others."""

    def code(x: int, y: int) -> str:
        return f"r{x * side + y:03}"

    found = {}
    for x in range(side):
        for y in range(side):
            around = [(x + a, y + b) for a in (-1, 0, 1) for b in (-1, 0, 1) if a or b]
            found[code(x, y)] = frozenset(
                code(a, b) for a, b in around if 0 <= a < side and 0 <= b < side
            )
    return found


def board(side: int = 12) -> pd.DataFrame:
    """A corner of ten squares' width where PSM are many, few elsewhere."""
    rng = np.random.default_rng(5)
    psm = [
        float(rng.poisson(12 if x < 4 and y < 4 else 3))
        for x in range(side)
        for y in range(side)
    ]
    return rows([500.0] * side**2, psm)


def test_a_corner_of_many_is_found() -> None:
    told = hot_spots.find(board(), grid(12), permutations=9_999).set_index(
        "region_code"
    )
    hot = set(told.index[told["cluster"] == "high_high"])
    corner = {f"r{x * 12 + y:03}" for x in range(4) for y in range(4)}
    assert len(hot & corner) >= 8
    assert not hot - {f"r{x * 12 + y:03}" for x in range(5) for y in range(5)}
    assert told.loc["r000", "neighbours"] == 3
    assert (told["p_adjusted"] >= told["p_value"]).all()


def test_the_same_question_has_the_same_answer() -> None:
    first = hot_spots.find(board(), grid(12), permutations=999)
    again = hot_spots.find(board(), grid(12), permutations=999)
    pd.testing.assert_frame_equal(first, again)


def test_chance_alone_makes_no_clusters() -> None:
    rng = np.random.default_rng(11)
    apart = 0
    for _round in range(10):
        made = rows([400.0] * 100, rng.poisson(4, 100).astype(float).tolist())
        told = hot_spots.find(made, grid(10), permutations=4_999)
        apart += int((told["cluster"] != "none").sum())
    assert apart <= 5


def test_what_is_unknown_is_left_out_before_anything_is_worked_out() -> None:
    made = board()
    made.loc[0, "ppks_persons"] = 0
    made.loc[1, "psm_active"] = pd.NA
    told = hot_spots.find(made, grid(12), permutations=999)
    assert told["cluster"].tolist()[:2] == ["left_out", "left_out"]
    assert told.loc[2:, "p_value"].notna().all()
    near = {**grid(12), "r143": frozenset()}
    near = {code: others - {"r143"} for code, others in near.items()}
    told = hot_spots.find(made, near, permutations=999)
    assert told["cluster"].iloc[143] == "island"


def test_few_regions_are_not_told_apart() -> None:
    told = hot_spots.find(rows([100.0] * 9, [1.0] * 9), grid(3))
    assert set(told["cluster"]) == {"none"}
    nobody = hot_spots.find(rows([100.0] * 25, [0.0] * 25), grid(5), permutations=99)
    assert set(nobody["cluster"]) == {"none"}


def squares(path: Path, codes: list[str], width: int) -> Path:
    """Villages as squares of a hundredth of a degree in rows, as a file of boundaries."""
    shapes = [
        box(
            114 + 0.01 * (i % width),
            -3 + 0.01 * (i // width),
            114.01 + 0.01 * (i % width),
            -2.99 + 0.01 * (i // width),
        )
        for i in range(len(codes))
    ]
    frame = geopandas.GeoDataFrame({"kode": codes}, geometry=shapes, crs=4326)
    file = path / "villages.geojson"
    frame.to_file(file, driver="GeoJSON")
    return file


def test_neighbours_of_loaded_boundaries(tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert neighbours(store, "63", "village") is None
    codes = VILLAGES[:6]
    load_boundaries(store, squares(tmp_path, codes, 3), "kode")
    told = neighbours(store, "63", "village")
    assert told is not None
    # 0 1 2
    # 3 4 5
    assert told[codes[0]] == {codes[1], codes[3], codes[4]}
    assert told[codes[1]] == set(codes) - {codes[1]}
    districts = neighbours(store, "63", "district")
    assert districts is not None
    assert set(districts) == {code[:8] for code in codes}
    assert all(own not in others for own, others in districts.items())


def test_smoothing_is_that_of_pysal() -> None:
    from esda.smoothing import Empirical_Bayes

    made = rows([100.0, 2000.0, 50.0, 0.0, 300.0], [2.0, 9.0, 0.0, 0.0, np.nan])
    told = smoothing.smoothed_ratio(made)
    own = Empirical_Bayes(np.array([2.0, 9, 0]), np.array([100.0, 2000, 50])).r.ravel()
    assert told.iloc[:3].tolist() == pytest.approx((1 / own).tolist())
    assert told.iloc[3:].isna().all()
    assert smoothing.smoothed_ratio(rows([10.0], [0.0])).isna().all()


def test_smoothing_draws_towards_the_whole() -> None:
    rng = np.random.default_rng(2)
    ppks = rng.integers(20, 4000, 60).astype(float)
    psm = rng.poisson(ppks / 150).astype(float)
    told = smoothing.smoothed_ratio(rows(ppks.tolist(), psm.tolist()))
    whole = ppks.sum() / psm.sum()
    own = np.divide(psm, ppks)
    assert (np.abs(1 / told - 1 / whole) <= np.abs(own - 1 / whole) + 1e-12).all()


VALUES = st.lists(
    st.one_of(st.integers(0, 9).map(float), st.floats(0, 1e4), st.just(math.nan)),
    max_size=60,
)


@settings(max_examples=120, derandomize=True, deadline=None)
@given(VALUES, st.sampled_from([s for s in class_breaks.SCHEMES if s != "policy"]))
def test_no_class_is_empty_and_equal_values_stay_together(
    values: list[float], scheme: class_breaks.Scheme
) -> None:
    told = np.array(values, dtype=float)
    limits = class_breaks.limits(told, scheme, ())
    assert list(limits) == sorted(set(limits))
    steps = class_breaks.steps(told, limits)
    known = ~np.isnan(told)
    assert (steps[~known] == -1).all()
    if known.any():
        assert set(steps[known].tolist()) == set(range(len(limits) + 1))
    for value in np.unique(told[known]):
        assert len(set(steps[told == value].tolist())) == 1


def test_class_breaks_by_hand() -> None:
    values = np.array([1.0, 2, 3, 4, 5, 6, 7, 8])
    assert class_breaks.limits(values, "quantiles", ()) == (2.75, 4.5, 6.25)
    assert class_breaks.limits(values, "equal", ()) == (2.75, 4.5, 6.25)
    assert class_breaks.limits(values, "policy", (3, 6)) == (3, 6)
    assert class_breaks.steps(values, (3, 6)).tolist() == [0, 0, 0, 1, 1, 1, 2, 2]
    clumps = np.array([1.0, 1.1, 5, 5.2, 9, 9.1, 20, 21])
    assert class_breaks.limits(clumps, "natural", ()) == (1.1, 5.2, 9.1)
    zeros = np.array([0.0] * 30 + [3, 5, 8, 9, 11])
    assert class_breaks.limits(zeros, "quantiles", ()) == (0,)
    assert class_breaks.limits(np.array([4.0, 4, 4]), "natural", ()) == ()


def test_class_breaks_are_quiet() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        class_breaks.limits(np.arange(30.0), "natural", ())


def test_reach_by_hand() -> None:
    made = rows([50, 0, 40, 30, 20], [0, 0, 2, 1, 0], ["a", "b", "c", "d", "e"])
    # a degree along the equator is 111.195 km
    centres = {"a": (0.0, 0.0), "b": (0.5, 0.0), "c": (2.0, 0.0), "d": (-1.0, 0.0)}
    told = distances.distances(made, centres)
    assert told["region_code"].tolist() == ["a"]  # b has no PMKS, e has no place
    assert told["nearest_code"].tolist() == ["d"]
    assert told["distance_km"].iloc[0] == pytest.approx(111.195, abs=0.001)
    assert distances.distances(made.head(2), centres).empty


def test_the_nearest_is_the_nearest_on_earth() -> None:
    """Far from the equator a degree of longitude is short."""
    made = rows([50, 40, 40], [0, 1, 1], ["a", "b", "c"])
    centres = {"a": (100.0, 60.0), "b": (101.5, 60.0), "c": (100.0, 61.0)}
    told = distances.distances(made, centres)
    assert told["nearest_code"].tolist() == ["b"]
    assert told["distance_km"].iloc[0] == pytest.approx(83.4, abs=0.1)


def test_false_discoveries_are_those_of_scipy() -> None:
    rng = np.random.default_rng(1)
    for n in (1, 2, 13, 500):
        p = np.round(rng.random(n), 2)  # with ties
        told = stats.false_discovery_control(p)
        assert hot_spots.adjusted(p) == pytest.approx(told)
