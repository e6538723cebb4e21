"""Lines, marks, areas and words at places of a chart."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from imbang.drawing.paper import symbols, words
from imbang.drawing.paper.axes import LETTERS, Axis
from imbang.drawing.paper.bars import each
from imbang.drawing.paper.canvas import Box, Canvas, Colour, Numbers, colour
from imbang.drawing.paper.known import Undrawn

_DASHES: Mapping[str, tuple[float, ...]] = {
    "dot": (1, 1),
    "dash": (3, 3),
    "longdash": (5, 5),
    "dashdot": (3, 1, 1, 1),
}
_AWAY = 3.0  # pixels from a mark's edge to its words
_WIDEST = 0.4  # of a sheet's width, for the words of a mark


def draw(canvas: Canvas, trace: Any, across: Axis, upwards: Axis, plot: Box) -> None:
    """A trace; what its mode says of lines, marks and words."""
    x, y = across.at(trace.x), upwards.at(trace.y)
    opacity = 1.0 if trace.opacity is None else float(trace.opacity)
    mode = (trace.mode or "lines").split("+")
    within = plot if trace.cliponaxis is not False else None
    if trace.fill == "toself":
        points = np.column_stack([x, y])
        canvas.area(points, colour(trace.fillcolor, opacity), within=within)
    elif trace.fill is not None:
        raise Undrawn([f"fill {trace.fill}"])
    if "lines" in mode:
        _line(canvas, trace, x, y, opacity, within)
    if "markers" in mode:
        _marks(canvas, trace, x, y, opacity)
    if "text" in mode:
        _texts(canvas, trace, x, y)


def dash_of(told: str | None, width: float) -> tuple[float, ...]:
    """The lengths of dashes and gaps of a line, in pixels."""
    if told in (None, "solid"):
        return ()
    if found := re.findall(r"([\d.]+)px", str(told)):
        return tuple(float(one) for one in found)
    unit = max(width, 3.0)
    return tuple(unit * part for part in _DASHES[str(told)])


def _line(
    canvas: Canvas,
    trace: Any,
    x: Numbers,
    y: Numbers,
    opacity: float,
    within: Box | None,
) -> None:
    width = 2.0 if trace.line.width is None else float(trace.line.width)
    if trace.line.shape == "hv":
        x, y = np.repeat(x, 2)[1:], np.repeat(y, 2)[:-1]
    canvas.line(
        x,
        y,
        ink=colour(trace.line.color, opacity),
        width=width,
        dash=dash_of(trace.line.dash, width),
        within=within,
    )


def _marks(canvas: Canvas, trace: Any, x: Numbers, y: Numbers, opacity: float) -> None:
    count = len(x)
    marker = trace.marker
    opacity *= 1.0 if marker.opacity is None else float(marker.opacity)
    own = np.array([one or "circle" for one in each(marker.symbol, count)])
    sizes = np.array([float(s) for s in each(marker.size or 6, count)])
    fills = [colour(one, opacity) for one in each(marker.color, count)]
    lines = each(marker.line.color, count)
    edges = [colour(one or "none", opacity) for one in lines]
    widths = np.array([float(w or 0) for w in each(marker.line.width, count)])
    drawn = ~np.isnan(x) & ~np.isnan(y) & (sizes > 0)
    for symbol in dict.fromkeys(own[drawn].tolist()):
        chosen = np.flatnonzero(drawn & (own == symbol))
        _alike(
            canvas,
            symbol,
            np.column_stack([x, y])[chosen],
            sizes[chosen],
            [fills[i] for i in chosen],
            [edges[i] for i in chosen],
            widths[chosen],
        )


def _alike(
    canvas: Canvas,
    symbol: str,
    places: Numbers,
    sizes: Numbers,
    fills: Sequence[Colour],
    edges: Sequence[Colour],
    widths: Numbers,
) -> None:
    clear = [(0.0, 0.0, 0.0, 0.0)] * len(fills)
    if symbols.is_open(symbol):
        fills, edges, widths = clear, fills, np.maximum(widths, 1.0)
    elif symbols.is_line(symbol):
        fills = clear
    outline = symbols.outline(symbol)
    canvas.marks(outline, places, sizes, fills, edges, widths)
    if symbols.has_dot(symbol):
        small = np.full(len(sizes), 3.0)
        none = np.zeros(len(sizes))
        canvas.marks(symbols.outline("circle"), places, small, edges, clear, none)


def key(canvas: Canvas, trace: Any, box: Box) -> None:
    """A mark or a piece of line of a trace for the legend."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    if "lines" in (trace.mode or "lines"):
        ends = np.array([box.left, box.right])
        _line(canvas, trace, ends, np.array([y, y]), 1.0, None)
    if "markers" in (trace.mode or ""):
        one = type(trace)(trace)
        for of, name in (
            (one.marker, "symbol"),
            (one.marker, "color"),
            (one.marker, "size"),
            (one.marker.line, "color"),
            (one.marker.line, "width"),
        ):
            of[name] = each(of[name], 1)[0]
        if one.marker.size:
            one.marker.size = max(one.marker.size, 8)
        one.marker.opacity = 1
        _marks(canvas, one, np.array([x]), np.array([y]), 1.0)


def _texts(canvas: Canvas, trace: Any, x: Numbers, y: Numbers) -> None:
    count = len(x)
    sizes = each(trace.marker.size, count) if "markers" in trace.mode else [0] * count
    font = trace.textfont
    for i, text in enumerate(each(trace.text, count)):
        if not text or np.isnan(x[i]) or np.isnan(y[i]):
            continue
        position = each(trace.textposition, count)[i] or "middle center"
        up, _space, side = position.partition(" ")
        away = float(sizes[i] or 6) / 2 + _AWAY
        letters = float(each(font.size, count)[i] or LETTERS)
        told = words.fitting(words.lines(str(text)), _WIDEST * canvas.width, letters)
        canvas.text(
            told,
            x[i] + {"left": -away, "right": away}.get(side, 0.0),
            y[i] + {"top": -away, "bottom": away}.get(up, 0.0) * 0.6,
            ink=colour(each(font.color, count)[i] or trace.parent.layout.font.color),
            letters=letters,
            across={"left": 1.0, "right": 0.0}.get(side, 0.5),
            upwards={"top": 1.0, "bottom": 0.0}.get(up, 0.5),
        )
