"""A chart on a sheet: room made for all that is written, then drawn part by part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from imbang.drawing.colours import PALETTES
from imbang.drawing.paper import axes, bars, legend, notes, scatter, words
from imbang.drawing.paper.axes import Axis
from imbang.drawing.paper.canvas import EDGE, Box, Canvas, colour

_TRIES = 6
_NAMES = 0.42  # of the width, for names at the left at most
_BESIDE = 0.45  # of the width, for a note at most
_GAP = 8.0  # between a legend and the plot


@dataclass(frozen=True)
class Margins:
    """Pixels around the plot."""

    left: float = EDGE
    top: float = 4.0
    right: float = EDGE
    bottom: float = 4.0


def draw(figure: go.Figure, width: float) -> Canvas:
    """A figure of Plotly ``width`` pixels wide, as high as it says or its words need.

    The plot is as high as on the screen: margins grow until nothing that is written goes
    beyond the sheet.
    """
    entries = legend.of_figure(figure)
    wide = width - 2 * EDGE
    high = legend.height(entries, wide) + _GAP if entries else 0.0
    is_above = figure.layout.legend.y is None or figure.layout.legend.y > 0
    first, last = (high, 0.0) if is_above else (0.0, high)
    margins = Margins()
    for _try in range(_TRIES):
        canvas = _drawn(figure, width, margins, first, last)
        over = canvas.overflow(first, canvas.height - last)
        if max(over.values()) <= 0.5:
            break
        grown = {side: getattr(margins, side) + max(0.0, n) for side, n in over.items()}
        margins = Margins(**grown)
    ink = colour(figure.layout.font.color or PALETTES["light"].ink)
    top = 0.0 if is_above else canvas.height - high + _GAP
    legend.draw(canvas, entries, EDGE, top, wide, ink)
    return canvas


def _drawn(
    figure: go.Figure, width: float, margins: Margins, first: float, last: float
) -> Canvas:
    """A figure with these margins, and room for a legend above (``first``) or below."""
    top = first + margins.top
    bottom = top + _plot_height(figure, width)
    plot = Box(margins.left, top, width - margins.right, bottom)
    own = _axes(figure, plot, width)
    canvas = Canvas(width, bottom + margins.bottom + last)
    for name, axis in own.items():
        if name.startswith("x"):
            axes.draw_across(canvas, axis, plot.top, plot.bottom)
        else:
            axes.draw_upwards(canvas, axis, plot.left, plot.right)
    _draw_parts(canvas, figure, own, plot)
    return canvas


def _draw_parts(
    canvas: Canvas, figure: go.Figure, own: Mapping[str, Axis], plot: Box
) -> None:
    layout = figure.layout
    for shape in layout.shapes:
        notes.shape(canvas, shape, own, plot)
    piles = bars.Piles()
    gap = 0.2 if layout.bargap is None else float(layout.bargap)
    for trace in figure.data:
        across, upwards = own["x"], own[getattr(trace, "yaxis", None) or "y"]
        if trace.type == "bar":
            bars.draw(canvas, trace, across, upwards, piles, gap)
        else:
            scatter.draw(canvas, trace, across, upwards, plot)
    for note in layout.annotations:
        notes.draw(canvas, note, own, plot, _BESIDE * canvas.width)


def _plot_height(figure: go.Figure, width: float) -> float:
    """Pixels of the plot: what the figure's own height leaves, and more where names at
    the left would lie on each other."""
    layout = figure.layout
    margin = layout.margin
    high = float(layout.height or 300) - float(margin.t or 0) - float(margin.b or 0)
    if layout.xaxis.visible is not False:
        across = axes.axis(
            layout.xaxis, 0, width, categories=axes.categories_of(figure, "x")
        )
        high -= across.room()[1] + 4
        if layout.xaxis.title.text:
            high -= 2 * axes.LETTERS
    unit = axes.axis(
        layout.yaxis,
        1,
        0,
        categories=axes.categories_of(figure, "y"),
        widest=_NAMES * width,
    )
    if not unit.is_shown or len(unit.ticks) < 2:
        return high
    heights = [words.size(told, unit.letters)[1] for _place, told in unit.ticks]
    apart = np.abs(
        np.diff(unit.pixels(np.array([place for place, _told in unit.ticks])))
    )
    wanted = (np.array(heights[1:]) + np.array(heights[:-1])) / 2
    return float(max(high, np.max(wanted / apart)))


def _axes(figure: go.Figure, plot: Box, width: float) -> dict[str, Axis]:
    found = {}
    for name in _axis_names(figure):
        letter, number = name[0], name[1:]
        told: Any = figure.layout[f"{letter}axis{number}"]
        low, high = told.domain or (0.0, 1.0)
        categories = axes.categories_of(figure, letter)
        if letter == "x":
            start, end = plot.left + low * plot.width, plot.left + high * plot.width
            widest = 0.9 * plot.width / max(len(categories), 1) if categories else 240.0
        else:
            start, end = (
                plot.bottom - low * plot.height,
                plot.bottom - high * plot.height,
            )
            widest = _NAMES * width
        found[name] = axes.axis(told, start, end, categories=categories, widest=widest)
    return found


def _axis_names(figure: go.Figure) -> list[str]:
    """The axes that the traces are drawn on: x, y, y2 and so on."""
    others = [trace.yaxis for trace in figure.data if getattr(trace, "yaxis", None)]
    return list(dict.fromkeys(["x", "y", *others]))
