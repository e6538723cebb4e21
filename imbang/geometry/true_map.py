"""The layers of the real map: loaded shapes simplified, levels dissolved, marks placed.

Edges that neighbours share stay shared (`shapely.coverage_simplify`); levels above the
lowest one that were not loaded are dissolved from it after simplifying, so that their
borders run along the same points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from imbang.geometry.layers import (
    AREA_LEVELS,
    DECIMALS,
    Layer,
    LayerSet,
    packed_size,
    write_layer,
)
from imbang.geometry.names import properties, short_names, wrap
from imbang.geometry.schematic import polygons
from imbang.reference import regions

Shapes = Mapping[str, Any]
"""Polygons by region code, in degrees."""

BUDGET = 250_000
"""Bytes that a layer may have, packed."""

FINEST = 0.0004
"""Tolerance that simplifying begins with, in degrees: about 40 metres …"""

COARSEST = 0.05
"""… and the one it ends with, whatever the size."""

TINY_HOLE = 4e-6
"""Square degrees, about 5 hectares: smaller holes in dissolved areas are gaps."""

DOT_SHARE = 0.5
"""Radius of a mark, as a share of the largest circle in its area …"""

DOT_LARGEST = 0.008
"""… and never more than this share of the province's width."""


def draw_province(
    folder: Path, province: str, loaded: Mapping[str, Shapes]
) -> LayerSet:
    """Write the layers of a province from what is ``loaded``, by level."""
    names = regions.load().names
    names = {code: name for code, name in names.items() if code.startswith(province)}
    short = short_names(names)
    layers: list[Layer] = []
    for level, shapes in _levels(loaded, names, short).items():
        codes = list(shapes)
        drawn = np.array(list(shapes.values()), dtype=object)
        layers.append(
            write_layer(
                folder,
                level,
                drawn,
                codes,
                properties=properties(codes, names, short),
                labels=[wrap(short[code]) for code in codes],
                label_points=_inner_points(drawn),
            )
        )
        if level == "village":
            layers.append(_write_dots(folder, "village_dot", drawn, codes))
    return LayerSet(province, "boundaries", {layer.key: layer for layer in layers})


def _levels(
    loaded: Mapping[str, Shapes], names: Mapping[str, str], short: Mapping[str, str]
) -> dict[str, Shapes]:
    """Shapes for every level from the lowest loaded up, simplified, in code order."""
    found: dict[str, Shapes] = {}
    below: Shapes = {}
    for level in reversed(AREA_LEVELS[1:]):  # a province is a map of its own
        if level in loaded:
            below = _within_budget(loaded[level], names, short)
        elif below:
            below = _dissolved(below, level)
        if below:
            found[level] = below
    return found


def _within_budget(
    shapes: Shapes, names: Mapping[str, str], short: Mapping[str, str]
) -> Shapes:
    """``shapes`` simplified as little as makes their layer small enough."""
    codes = sorted(shapes)
    whole = np.array([shapes[code] for code in codes], dtype=object)
    said = properties(codes, names, short)
    tolerance = FINEST
    while True:
        simple = _on_grid(shapely.coverage_simplify(whole, tolerance))
        if packed_size(simple, said) <= BUDGET or tolerance > COARSEST:
            return dict(zip(codes, simple, strict=True))
        tolerance *= 1.4


def _on_grid(shapes: NDArray[Any]) -> NDArray[Any]:
    """Coordinates as they are written; what vanishes becomes a small square."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    rounded = shapely.transform(parts, lambda xy: np.round(xy, DECIMALS))
    kept = shapely.area(rounded) > 0
    found = np.array(
        shapely.multipolygons(
            rounded[kept], indices=owner[kept], out=np.full(len(shapes), None)
        )
    )
    lost = np.flatnonzero([shape is None for shape in found])
    middles = shapely.get_coordinates(shapely.centroid(shapes[lost]))
    found[lost] = shapely.buffer(shapely.points(middles), 3e-4, cap_style="square")
    return found


def _dissolved(shapes: Shapes, level: str) -> dict[str, Any]:
    length = {"regency": 5, "district": 8}[level]
    groups: dict[str, list[Any]] = {}
    for code, shape in sorted(shapes.items()):
        groups.setdefault(code[:length], []).append(shape)
    return {code: _without_gaps(own) for code, own in groups.items()}


def _without_gaps(shapes: Sequence[Any]) -> Any:
    """The union of neighbours: hairline gaps closed, tiny holes dropped."""
    grid = 2 * 10.0**-DECIMALS
    mended = [shapely.make_valid(shape) for shape in shapes]
    wide = shapely.buffer(mended, grid, join_style="mitre", mitre_limit=2)
    joined = shapely.buffer(
        shapely.union_all(wide), -grid, join_style="mitre", mitre_limit=2
    )
    parts = [
        shapely.Polygon(part.exterior, [r for r in part.interiors if _is_hole(r)])
        for part in shapely.get_parts(joined)
    ]
    return shapely.simplify(shapely.multipolygons(parts), grid)


def _is_hole(ring: Any) -> bool:
    return bool(shapely.area(shapely.polygons(ring)) > TINY_HOLE)


def _write_dots(
    folder: Path, key: str, shapes: NDArray[Any], codes: Sequence[str]
) -> Layer:
    """Marks that fit in their areas, so that they never hide a small one."""
    areas = _largest_parts(shapes)
    west, _south, east, _north = shapely.total_bounds(areas)
    circles = shapely.maximum_inscribed_circle(areas, tolerance=1e-3)
    largest = DOT_LARGEST * (east - west)
    radius = np.minimum(DOT_SHARE * shapely.length(circles), largest)
    middles = shapely.get_coordinates(shapely.get_point(circles, 0))
    unit = polygons(np.zeros((1, 2)), 1.0, corners=6)[0]
    corners = shapely.get_coordinates(unit)
    rings = middles[:, None, :] + radius[:, None, None] * corners[None]
    return write_layer(
        folder, key, shapely.polygons(rings), codes, properties={}, decimals=5
    )


def _inner_points(shapes: NDArray[Any]) -> NDArray[np.float64]:
    """The middle of the largest circle in each area: where its name stands."""
    circles = shapely.maximum_inscribed_circle(_largest_parts(shapes), tolerance=1e-3)
    return np.asarray(shapely.get_coordinates(shapely.get_point(circles, 0)))


def _largest_parts(shapes: NDArray[Any]) -> NDArray[Any]:
    parts, owner = shapely.get_parts(shapes, return_index=True)
    order = np.lexsort((shapely.area(parts), owner))
    last = np.flatnonzero(np.diff(owner[order], append=-1))
    largest = shapely.make_valid(
        parts[order][last], method="structure", keep_collapsed=False
    )
    lost = shapely.is_empty(largest)  # too thin for anything of them to be left
    largest[lost] = shapely.buffer(shapely.centroid(parts[order][last][lost]), 3e-4)
    return np.asarray(largest)
