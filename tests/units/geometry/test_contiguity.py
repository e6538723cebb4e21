"""Who touches whom where borders were drawn apart: slivers, corners, rivers."""

from __future__ import annotations

import math
from itertools import product
from pathlib import Path

import geopandas
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon, box

from imbang.geometry.boundaries import load_boundaries
from imbang.geometry.contiguity import TOLERANCE_METRES, neighbours, touching
from imbang.reference import regions

WEST, SOUTH = 114.8, -3.5


def placed(shape: Polygon, west: float = WEST, south: float = SOUTH) -> Polygon:
    """A shape in metres, put on the earth with its origin there."""
    across = 111_320 * math.cos(math.radians(south))
    return shapely.transform(shape, lambda at: at / (across, 110_574) + (west, south))


def pairs(shapes: dict[str, Polygon], *where: float) -> set[tuple[str, str]]:
    on_earth = {code: placed(shape, *where) for code, shape in shapes.items()}
    return {pair for pair in touching(on_earth) if pair[0] < pair[1]}


LEFT = box(0, 0, 1000, 1000)


@pytest.mark.parametrize(
    ("right", "is_neighbour"),
    [
        pytest.param(box(1000, 0, 2000, 1000), True, id="the same edge"),
        # no corner of one is a corner of the other
        pytest.param(box(1000, 300, 2000, 700), True, id="a part of an edge"),
        pytest.param(box(995, -20, 2000, 990), True, id="overlapping by 5 m"),
        pytest.param(box(1005, 10, 2000, 1010), True, id="5 m apart"),
        pytest.param(box(1018, 0, 2000, 1000), True, id="just near enough"),
        pytest.param(box(1022, 0, 2000, 1000), False, id="just too far"),
        pytest.param(box(1060, 0, 2000, 1000), False, id="across a river"),
        pytest.param(box(1000, 1000, 2000, 2000), True, id="a corner"),
        pytest.param(box(1004, 1003, 2000, 2000), True, id="a corner, 5 m apart"),
        pytest.param(box(990, 990, 2000, 2000), True, id="overlapping at a corner"),
        pytest.param(box(1020, 1020, 2000, 2000), False, id="a corner, 28 m apart"),
        pytest.param(
            Polygon([(1000, 0), (1008, 500), (1000, 1000), (2000, 1000), (2000, 0)]),
            True,
            id="a sliver opening in between",
        ),
        pytest.param(
            Polygon([(1003, 0), (997, 500), (1003, 1000), (2000, 1000), (2000, 0)]),
            True,
            id="crossing to and fro",
        ),
    ],
)
def test_slivers_by_hand(right: Polygon, is_neighbour: bool) -> None:
    assert TOLERANCE_METRES == 20
    assert pairs({"a": LEFT, "b": right}) == ({("a", "b")} if is_neighbour else set())


@st.composite
def worlds(draw: st.DrawFn) -> tuple[dict[str, Polygon], set[tuple[str, str]]]:
    """A board of villages, each drawn for itself, cut by a river; and who touches whom.

    The corners of the board lie anywhere near their places; each village is then up to
    3 m too large or too small all round, so that borders overlap or gape by 6 m, and
    sharp corners that meet at a point by less than 20 m.
    """
    wide, high = draw(st.integers(2, 5)), draw(st.integers(2, 4))
    river = draw(st.integers(1, wide - 1))
    metres = st.integers(-200, 200)
    corners = {
        (x, y): (1000 * x + draw(metres), 1000 * y + draw(metres))
        for x, y in product(range(wide + 1), range(high + 1))
    }
    shapes, found = {}, set()
    for x, y in product(range(wide), range(high)):
        around = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
        shift = 80 if x >= river else 0
        own = Polygon([(a + shift, b) for a, b in (corners[at] for at in around)])
        slack = draw(st.integers(-3, 3))
        shapes[f"{x}{y}"] = own.buffer(slack, join_style="mitre")
        for a, b in ((0, 1), (1, -1), (1, 0), (1, 1)):
            is_on_board = x + a < wide and 0 <= y + b < high
            if is_on_board and (x + a < river) == (x < river):
                found.add((f"{x}{y}", f"{x + a}{y + b}"))
    return shapes, found


@settings(max_examples=40, derandomize=True, deadline=None)
@given(world=worlds(), west=st.floats(95.5, 140.5), south=st.floats(-10.5, 5.5))
def test_boards_drawn_village_by_village(
    world: tuple[dict[str, Polygon], set[tuple[str, str]]], west: float, south: float
) -> None:
    shapes, found = world
    assert pairs(shapes, west, south) == found


def load(store: Path, shapes: dict[str, Polygon]) -> None:
    frame = geopandas.GeoDataFrame(
        {"kode": list(shapes)}, geometry=list(map(placed, shapes.values())), crs=4326
    )
    frame.to_file(store / "some.geojson", driver="GeoJSON")
    load_boundaries(store, store / "some.geojson", "kode")


def test_districts_touch_where_their_villages_do(tmp_path: Path) -> None:
    """A coarser file of districts leaves 60 m open where villages of both meet."""
    one, other = "63.72.02", "63.72.03"
    villages = [regions.load().children(district)[0] for district in (one, other)]
    load(tmp_path, {one: box(0, 0, 970, 1000), other: box(1030, 0, 2000, 1000)})
    assert neighbours(tmp_path, "63", "district") == {one: set(), other: set()}
    assert neighbours(tmp_path, "63", "village") is None
    load(tmp_path, dict(zip(villages, (LEFT, box(995, 0, 2000, 1000)), strict=True)))
    assert neighbours(tmp_path, "63", "district") == {one: {other}, other: {one}}
    assert neighbours(tmp_path, "63", "regency") == {"63.72": set()}
