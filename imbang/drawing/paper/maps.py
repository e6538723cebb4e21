"""A map on a sheet: areas, outlines, marks and names, as the canvas of the pages draws
them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from matplotlib.path import Path as Outline

from imbang.drawing.paper import symbols, words
from imbang.drawing.paper.axes import unpacked
from imbang.drawing.paper.canvas import Box, Canvas, Numbers, colour
from imbang.geometry.rings import Rings

Shapes = Callable[[str], Rings]
"""Gives the shapes at a layer's address (`imbang.geometry.rings.read_rings`)."""

_LOWEST, _HIGHEST = 0.42, 1.1  # of the width
_SMALLEST = 10.0  # pixels of a name's letters
_FULL = 520  # pixels of width from which names are as large as on the screen
_HALO = re.compile(r"0 0 \d+px ([^,]+(?:\([^)]*\))?)")


def is_map(figure: go.Figure) -> bool:
    """Whether a figure is a map."""
    return any(trace.type in ("choropleth", "scattergeo") for trace in figure.data)


def draw(figure: go.Figure, width: float, shapes: Shapes) -> Canvas:
    """A map ``width`` pixels wide, as high as the region in view asks for."""
    plane = _Plane(figure, width)
    canvas = Canvas(width, plane.height)
    taken: list[Box] = []
    for trace in figure.data:
        if trace.type == "choropleth":
            _areas(canvas, trace, plane, shapes(trace.geojson))
        elif trace.mode == "markers":
            _dots(canvas, trace, plane)
        else:
            _names(canvas, trace, plane, taken)
    return canvas


class _Plane:
    """From degrees to pixels."""

    def __init__(self, figure: go.Figure, width: float) -> None:
        geo = figure.layout.geo
        self._is_mercator = geo.projection.type == "mercator"
        (west, east), (south, north) = geo.lonaxis.range, geo.lataxis.range
        corners = self._flat(np.array([[west, north], [east, south]]))
        wide, high = np.abs(corners[1] - corners[0]).tolist()
        self.height = float(
            np.clip(width * high / wide, _LOWEST * width, _HIGHEST * width)
        )
        self._scale = min(width / wide, self.height / high)
        middle = corners.mean(axis=0) * self._scale
        self._origin = np.array([width / 2, self.height / 2]) - middle
        self.width = width

    def _flat(self, degrees: Numbers) -> Numbers:
        x, y = degrees[:, 0], degrees[:, 1]
        if self._is_mercator:
            y = np.degrees(np.arcsinh(np.tan(np.radians(y))))
        return np.column_stack([x, -y])

    def at(self, degrees: Numbers) -> Numbers:
        """The pixels of places (n, 2)."""
        return np.asarray(self._origin + self._flat(degrees) * self._scale)

    def outline(self, rings: Sequence[Numbers]) -> Outline:
        """The rings of a region as one shape."""
        return Outline.make_compound_path(
            *(Outline(self.at(ring), closed=True) for ring in rings)
        )


def _areas(canvas: Canvas, trace: Any, plane: _Plane, rings: Rings) -> None:
    steps = unpacked(trace.z)
    ids = unpacked(trace.locations)
    fills = [colour(one) for _place, one in trace.colorscale[::2]]
    own = [
        (rings[int(i)], fills[int(s)])
        for i, s in zip(ids, steps, strict=True)
        if int(i) in rings
    ]
    if not own:
        return
    line = trace.marker.line
    canvas.shapes(
        [plane.outline(parts) for parts, _fill in own],
        [fill for _parts, fill in own],
        edge=colour(line.color or "none"),
        width=float(line.width or 0),
    )


def _dots(canvas: Canvas, trace: Any, plane: _Plane) -> None:
    places = plane.at(np.column_stack([unpacked(trace.lon), unpacked(trace.lat)]))
    count = len(places)
    none, clear = np.zeros(count), [(0.0, 0.0, 0.0, 0.0)] * count
    sizes = np.full(count, float(trace.marker.size))
    fills = [colour(trace.marker.color)] * count
    canvas.marks(symbols.outline("circle"), places, sizes, fills, clear, none)


def _names(canvas: Canvas, trace: Any, plane: _Plane, taken: list[Box]) -> None:
    """Names, which give way to those before them; marks stand where they are."""
    font = trace.textfont
    letters = max(_SMALLEST, float(font.size) * min(1.0, plane.width / _FULL))
    halo = _HALO.match(font.shadow or "")
    is_above = trace.textposition == "top center"
    places = plane.at(np.column_stack([unpacked(trace.lon), unpacked(trace.lat)]))
    for (x, y), text in zip(places.tolist(), trace.text, strict=True):
        told = words.lines(text)
        wide, high = words.size(told, letters, int(font.weight))
        top = y - high if is_above else y - high / 2
        box = Box(x - wide / 2, top, x + wide / 2, top + high)
        is_mark = trace.meta == "mark"
        if not is_mark and any(box.meets(other) for other in taken):
            continue
        if not is_mark:
            taken.append(box)
        canvas.text(
            told,
            min(max(x, wide / 2 + 2), plane.width - wide / 2 - 2),
            top,
            ink=colour(font.color),
            letters=letters,
            upwards=0.0,
            weight=int(font.weight),
            halo=colour(halo[1]) if halo else None,
        )
