"""A map on a sheet: areas, outlines, marks and names, as the canvas of the pages draws
them."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from matplotlib.path import Path as Outline

from imbang.drawing.maps.traces import HATCH
from imbang.drawing.paper import symbols, words
from imbang.drawing.paper.axes import unpacked
from imbang.drawing.paper.canvas import Box, Canvas, Numbers, colour
from imbang.geometry.rings import Rings

Shapes = Callable[[str], Rings]
"""Gives the shapes at a layer's address (`imbang.geometry.rings.read_rings`)."""

_LOWEST, _HIGHEST = 0.42, 1.1  # of the width
_SMALLEST = 10.0  # pixels of a name's letters
_FULL = 520  # pixels of width from which names are as large as on the screen
_DOT = 0.55  # of its region, a mark at most
_MOVES = sorted(
    itertools.product((0, -0.5, 0.5, -1, 1), (0, 1, -1, 2, -2, 3, -3)),
    key=lambda move: (math.hypot(*move), move),
)
"""How far a name moves aside, in half its width and half its height, the nearest first."""
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
            _dots(canvas, trace, plane, shapes(trace.geojson))
        else:
            _names(canvas, trace, plane, shapes(trace.geojson), taken)
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
    if trace.meta == HATCH:
        for ink in dict.fromkeys(fill for _parts, fill in own):
            hatched = [plane.outline(parts) for parts, fill in own if fill == ink]
            canvas.hatching(hatched, ink)
        return
    line = trace.marker.line
    canvas.shapes(
        [plane.outline(parts) for parts, _fill in own],
        [fill for _parts, fill in own],
        edge=colour(line.color or "none"),
        width=float(line.width or 0),
    )


def _dots(canvas: Canvas, trace: Any, plane: _Plane, rings: Rings) -> None:
    """Marks, smaller where their region is small."""
    places = plane.at(np.column_stack([unpacked(trace.lon), unpacked(trace.lat)]))
    count = len(places)
    none, clear = np.zeros(count), [(0.0, 0.0, 0.0, 0.0)] * count
    rooms = _rooms(trace, plane, rings).min(axis=1)
    sizes = np.minimum(float(trace.marker.size), _DOT * rooms)
    fills = [colour(trace.marker.color)] * count
    canvas.marks(symbols.outline("circle"), places, sizes, fills, clear, none)


def _rooms(trace: Any, plane: _Plane, rings: Rings) -> Numbers:
    """How wide and high the regions of a trace are (n, 2), in pixels."""
    sizes = []
    for one in unpacked(trace.locations):
        points = [plane.at(ring) for ring in rings.get(int(one), ())]
        sizes.append(np.ptp(np.vstack(points), axis=0) if points else np.zeros(2))
    return np.array(sizes).reshape(-1, 2)


def _names(
    canvas: Canvas, trace: Any, plane: _Plane, rings: Rings, taken: list[Box]
) -> None:
    """Names, which move aside for those before them, with a line to their place, and are
    left away where there is no room; marks stand where their region has room for them."""
    font = trace.textfont
    letters = max(_SMALLEST, float(font.size) * min(1.0, plane.width / _FULL))
    halo = _HALO.match(font.shadow or "")
    is_mark, is_above = trace.meta == "mark", trace.textposition == "top center"
    places = plane.at(np.column_stack([unpacked(trace.lon), unpacked(trace.lat)]))
    rooms = (
        _rooms(trace, plane, rings) if is_mark else np.full((len(places), 2), np.inf)
    )
    for (x, y), room, text in zip(places.tolist(), rooms, trace.text, strict=True):
        told = words.lines(text)
        wide, high = words.size(told, letters, int(font.weight))
        if room.min() < min(wide, high):
            continue
        middle = y - high / 2 if is_above else y
        box = _around(x, middle, wide, high)
        if not is_mark:
            free = _free(x, middle, wide, high, plane, taken)
            if free is None:
                continue
            if y < free.top or free.bottom < y:
                near = free.bottom if free.bottom < y else free.top
                across = [(free.left + free.right) / 2, x]
                canvas.line(across, [near, y], ink=colour(font.color), width=0.8)
            box = free
            taken.append(box)
        canvas.text(
            told,
            (box.left + box.right) / 2,
            box.top,
            ink=colour(font.color),
            letters=letters,
            upwards=0.0,
            weight=int(font.weight),
            halo=colour(halo[1]) if halo else None,
        )


def _around(x: float, y: float, wide: float, high: float) -> Box:
    return Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)


def _free(
    x: float, y: float, wide: float, high: float, plane: _Plane, taken: Sequence[Box]
) -> Box | None:
    """The nearest place of a name on the sheet that meets no other; None where none is."""
    for right, down in _MOVES:
        at = min(max(x + right * wide / 2, wide / 2 + 2), plane.width - wide / 2 - 2)
        box = _around(at, y + down * high / 2, wide, high)
        is_on = box.top >= 0 and box.bottom <= plane.height
        if is_on and not any(box.meets(other) for other in taken):
            return box
    return None
