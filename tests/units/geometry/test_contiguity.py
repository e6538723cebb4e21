"""Who touches whom where borders were drawn apart: slivers, corners, rivers."""

from __future__ import annotations

import math
from itertools import combinations, pairwise, product
from pathlib import Path

import geopandas
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon, box

from imbang.geometry.contiguity import TOLERANCE_METRES, neighbours, touching
from imbang.intake.outlines.loading import load_boundaries
from imbang.reference import regions

WEST, SOUTH = 114.8, -3.5
Point = tuple[float, float]
Side = tuple[Point, Point]


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


World = tuple[dict[str, Polygon], dict[tuple[str, str], float]]
MARGIN = 0.5  # metres by which measuring on a plane may differ from measuring on earth


def apart(one: Polygon, other: Polygon) -> float:
    """How many metres lie between two shapes by their corners alone: nothing where
    sides cross, else the least from a corner of either to a side of the other."""
    sides = [list(pairwise(shape.exterior.coords)) for shape in (one, other)]
    if any(_cross(a, b) for a, b in product(*sides)):
        return 0.0
    return min(
        _from_side(corner, side)
        for corners, others in (sides, sides[::-1])
        for (corner, _end), side in product(corners, others)
    )


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _cross(one: Side, other: Side) -> bool:
    return (
        _turn(*one, other[0]) * _turn(*one, other[1]) < 0
        and _turn(*other, one[0]) * _turn(*other, one[1]) < 0
    )


def _from_side(corner: Point, side: Side) -> float:
    (x, y), (across, up) = side[0], (side[1][0] - side[0][0], side[1][1] - side[0][1])
    along = ((corner[0] - x) * across + (corner[1] - y) * up) / (across**2 + up**2)
    along = min(1.0, max(0.0, along))
    return math.hypot(corner[0] - x - along * across, corner[1] - y - along * up)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A board of villages, each drawn for itself, cut by a river; and how far apart
    those beside one another lie.

    The corners of the board lie anywhere near their places; each village is then up to
    9 m too large or too small all round, so that borders overlap or gape by 18 m, and
    sharp corners that meet at a point by more or less than 20 m.
    """
    wide, high = draw(st.integers(2, 5)), draw(st.integers(2, 4))
    river = draw(st.integers(1, wide - 1))
    metres = st.integers(-200, 200)
    corners = {
        (x, y): (1000 * x + draw(metres), 1000 * y + draw(metres))
        for x, y in product(range(wide + 1), range(high + 1))
    }
    shapes: dict[str, Polygon] = {}
    for x, y in product(range(wide), range(high)):
        around = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
        shift = 80 if x >= river else 0
        own = Polygon([(a + shift, b) for a, b in (corners[at] for at in around)])
        slack = draw(st.integers(-9, 9))
        shapes[f"{x}{y}"] = own.buffer(slack, join_style="mitre")
    beside = {
        pair: apart(*(shapes[code] for code in pair))
        for pair in combinations(shapes, 2)
        if all(abs(int(a) - int(b)) <= 1 for a, b in zip(*pair, strict=True))
    }
    return shapes, beside


@settings(max_examples=40, derandomize=True, deadline=None)
@given(world=worlds(), west=st.floats(95.5, 140.5), south=st.floats(-10.5, 5.5))
def test_boards_drawn_village_by_village(
    world: World, west: float, south: float
) -> None:
    """Whoever lies near enough, and nobody else; on the very limit either will do."""
    shapes, beside = world
    limits = (TOLERANCE_METRES - MARGIN, TOLERANCE_METRES + MARGIN)
    sure, possible = ({p for p, far in beside.items() if far < m} for m in limits)
    assert sure <= pairs(shapes, west, south) <= possible


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
