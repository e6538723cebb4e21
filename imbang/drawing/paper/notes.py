"""Notes and lines that a chart's layout holds besides its traces."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from imbang.drawing.paper import words
from imbang.drawing.paper.axes import LETTERS, Axis
from imbang.drawing.paper.canvas import Box, Canvas, colour
from imbang.drawing.paper.known import Undrawn
from imbang.drawing.paper.scatter import dash_of

_ACROSS = {"left": 0.0, "center": 0.5, "right": 1.0}
_UPWARDS = {"top": 0.0, "middle": 0.5, "bottom": 1.0}

Axes = Mapping[str, Axis]


def draw(canvas: Canvas, note: Any, axes: Axes, plot: Box, most: float) -> None:
    """One note, in lines of at most ``most`` pixels."""
    if note.showarrow is not False:
        raise Undrawn(["a note with an arrow"])
    x = _place(note.x, note.xref or "x", axes, plot.left, plot.right)
    y = _place(note.y, note.yref or "y", axes, plot.bottom, plot.top)
    canvas.text(
        words.fitting(words.lines(note.text), most, float(note.font.size or LETTERS)),
        x + float(note.xshift or 0),
        y - float(note.yshift or 0),
        ink=colour(note.font.color or note.parent.font.color),
        letters=float(note.font.size or LETTERS),
        across=_ACROSS[note.xanchor or "center"],
        upwards=_UPWARDS[note.yanchor or "middle"],
    )


def shape(canvas: Canvas, told: Any, axes: Axes, plot: Box) -> None:
    """A line or a band."""
    xs = [
        _place(v, told.xref or "x", axes, plot.left, plot.right)
        for v in (told.x0, told.x1)
    ]
    ys = [
        _place(v, told.yref or "y", axes, plot.bottom, plot.top)
        for v in (told.y0, told.y1)
    ]
    opacity = 1.0 if told.opacity is None else float(told.opacity)
    width = 2.0 if told.line.width is None else float(told.line.width)
    if told.type == "line":
        canvas.line(
            xs,
            ys,
            ink=colour(told.line.color, opacity),
            width=width,
            dash=dash_of(told.line.dash, width),
        )
    elif told.type == "rect":
        canvas.bar(
            Box(min(xs), min(ys), max(xs), max(ys)),
            colour(told.fillcolor or "none", opacity),
            edge=colour(told.line.color or "none", opacity),
            width=width if told.line.color else 0.0,
        )
    else:
        raise Undrawn([f"a shape that is a {told.type}"])


def _place(value: Any, of: str, axes: Axes, low: float, high: float) -> float:
    """The pixel of a value of an axis, or of a share of the plot."""
    if of == "paper" or of.endswith(" domain"):
        return low + float(value) * (high - low)
    [pixel] = axes[of].at(np.array([value]))
    return float(pixel)
