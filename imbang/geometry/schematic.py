"""The layers of the schematic map: what is drawn of a layout of hexagons."""

from __future__ import annotations

import functools
import math
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from imbang import paths
from imbang.geometry.hexagons import RADIUS, Centres, Layout, lay_out
from imbang.geometry.layers import Layer, LayerSet, write_layer
from imbang.geometry.names import properties, short_names, wrap
from imbang.reference.levels import LENGTHS

DEGREES = 0.1
"""Degrees a width of a hexagon: a province stays near the equator, undistorted."""

DECIMALS = 3
"""Hundredths of a hexagon. Middles and corners are rounded each by itself, so that
all hexagons stay equal and the same few numbers repeat, which packs well."""

DRAWN = 0.955
"""A hexagon is drawn this much smaller than its cell: the gap is its border."""

DOT = 0.24
"""Radius of a marked village's core, in widths of a hexagon."""

MARGIN = 0.28
"""From the cells of a regency to its outline, in widths."""


@dataclass(frozen=True)
class _Groups:
    """Cells gathered by a level: codes in order, and the group of each cell."""

    codes: NDArray[np.str_]
    of_cell: NDArray[np.intp]

    def gather(self, shapes: NDArray[Any]) -> NDArray[Any]:
        """One multi-shape a group."""
        order = np.argsort(self.of_cell, kind="stable")
        return np.asarray(
            shapely.multipolygons(shapes[order], indices=self.of_cell[order])
        )


def regency_centres() -> dict[str, tuple[float, float]]:
    """The approximate places of ``data/reference/regency_centres.csv``."""
    table = pd.read_csv(
        paths.REFERENCE / "regency_centres.csv", dtype={"region_code": str}
    )
    places = zip(table["lon"].tolist(), table["lat"].tolist(), strict=True)
    return dict(zip(table["region_code"].tolist(), places, strict=True))


def write_hexagons(
    folder: Path,
    regions: pd.DataFrame,
    province: str,
    centres: Centres | None = None,
) -> LayerSet:
    """Lay out ``province`` and write its layers to ``folder``.

    ``regions`` has ``code`` and ``name``, at least those of the province; ``centres``
    places by code, else the reference's. ValueError when the province has no village.
    """
    own = regions[regions["code"].str.startswith(f"{province}.")]
    names = tuple(zip(own["code"].tolist(), own["name"].tolist(), strict=True))
    places = regency_centres() if centres is None else centres
    layers, files = _drawn(province, names, tuple(sorted(places.items())))
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files:
        (folder / name).write_bytes(content)
    return LayerSet(province, "hexagons", {one.key: one for one in layers})


@functools.lru_cache(maxsize=8)
def _drawn(
    province: str,
    names: tuple[tuple[str, str], ...],
    places: tuple[tuple[str, tuple[float, float]], ...],
) -> tuple[tuple[Layer, ...], tuple[tuple[str, bytes], ...]]:
    """The layers of a province and their files: the same from the same regions, so that
    who publishes again in one process need not draw again."""
    own = pd.DataFrame(names, columns=["code", "name"])
    villages = own[own["code"].str.len() == LENGTHS["village"]]
    if villages.empty:
        raise ValueError(f"province {province} has no villages to draw")
    named = dict(names)
    short = short_names(named)
    layout = lay_out(villages, short, dict(places))
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder)
        layers = _write(Drawing(written, named, short), layout)
        files = [(path.name, path.read_bytes()) for path in sorted(written.iterdir())]
    return tuple(layers), tuple(files)


@dataclass(frozen=True)
class Drawing:
    """Writes layers to a folder, with the names of their regions."""

    folder: Path
    names: Mapping[str, str]
    short: Mapping[str, str]

    def areas(
        self,
        key: str,
        shapes: NDArray[Any],
        codes: NDArray[np.str_],
        points: NDArray[np.float64],
    ) -> Layer:
        """The areas of a level, in widths of a hexagon, their names at ``points``."""
        return write_layer(
            self.folder,
            key,
            to_degrees(shapes),
            codes.tolist(),
            properties=properties(codes.tolist(), self.names, self.short),
            labels=[wrap(self.short[code]) for code in codes],
            label_points=points * DEGREES,
            decimals=DECIMALS,
        )

    def marks(self, key: str, shapes: NDArray[Any], codes: NDArray[np.str_]) -> Layer:
        """Shapes without names."""
        drawn = to_degrees(shapes)
        return write_layer(
            self.folder, key, drawn, codes.tolist(), properties={}, decimals=DECIMALS
        )


def _write(drawing: Drawing, layout: Layout) -> list[Layer]:
    """All layers of a layout, areas first."""
    codes = np.array(layout.codes)
    districts = _Groups(*np.unique(codes.astype("<U8"), return_inverse=True))
    regencies = _Groups(*np.unique(codes.astype("<U5"), return_inverse=True))
    cells = polygons(layout.places, RADIUS, corners=6)
    drawn = polygons(layout.places, DRAWN * RADIUS, corners=6)
    dots = polygons(layout.places, DOT, corners=8)
    joined = _joined(districts.gather(cells))
    hulled = hulls(regencies.gather(cells))
    ringed = rings(hulled, layout.places)
    return [
        drawing.areas("village", drawn, codes, layout.places),
        drawing.areas("district", joined, districts.codes, _middles(joined)),
        drawing.areas("regency", hulled, regencies.codes, tops(hulled)),
        drawing.marks("village_dot", dots, codes),
        drawing.marks("regency_border", ringed, regencies.codes),
    ]


def rings(outlines: NDArray[Any], places: NDArray[np.float64]) -> NDArray[Any]:
    """Outlines as filled rings: they grow and shrink with the map of ``places``."""
    half = max(0.06, float(np.ptp(places[:, 0])) * 0.0009)
    outer = shapely.buffer(outlines, half, quad_segs=3)
    return np.asarray(shapely.difference(outer, shapely.buffer(outlines, -half)))


def polygons(
    middles: NDArray[np.float64], radius: float, *, corners: int
) -> NDArray[Any]:
    """Equal regular polygons, one corner to the north, on the grid of `DECIMALS`."""
    grid = DECIMALS + round(math.log10(DEGREES))
    angle = np.radians(90 + 360 / corners * np.arange(corners))
    ring = radius * np.column_stack([np.cos(angle), np.sin(angle)])
    corner = np.round(middles, grid)[:, None, :] + np.round(ring, grid)[None, :, :]
    return np.asarray(shapely.polygons(corner))


def to_degrees(shapes: NDArray[Any]) -> NDArray[Any]:
    """From widths of a hexagon to degrees."""
    return np.asarray(shapely.transform(shapes, lambda xy: xy * DEGREES))


def hulls(groups: NDArray[Any]) -> NDArray[Any]:
    """Round outlines around groups of cells, which are as good as discs."""
    hulls = shapely.convex_hull(groups)
    round_by = 0.5 * np.sqrt(shapely.area(hulls) / math.pi)
    inner = shapely.buffer(hulls, -round_by)
    return np.asarray(shapely.buffer(inner, round_by + MARGIN, quad_segs=12))


def _joined(groups: NDArray[Any]) -> NDArray[Any]:
    """Groups of cells as areas, without the slivers that rounding left between cells."""
    wide = shapely.buffer(groups, 0.04, join_style="mitre")
    return np.asarray(shapely.buffer(wide, -0.04, join_style="mitre"))


def _middles(shapes: NDArray[Any]) -> NDArray[np.float64]:
    return np.asarray(shapely.get_coordinates(shapely.centroid(shapes)))


def tops(shapes: NDArray[Any]) -> NDArray[np.float64]:
    """Where names stand above shapes."""
    west, _south, east, north = shapely.bounds(shapes).T
    return np.column_stack([(west + east) / 2, north])
