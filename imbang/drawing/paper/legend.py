"""The legend: what stands for what, in lines as wide as the sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from imbang.drawing.layout import ON_PAPER
from imbang.drawing.paper import bars, fonts, scatter, words
from imbang.drawing.paper.axes import LETTERS
from imbang.drawing.paper.canvas import Box, Canvas, Colour
from imbang.drawing.paper.words import Lines

_KEY, _GAP, _APART = 18.0, 7.0, 18.0  # pixels
LINE = 1.55 * LETTERS
"""Pixels from one line to the next."""


@dataclass(frozen=True)
class Entry:
    """Something drawn, and what it means."""

    draw: Callable[[Canvas, Box], None]
    told: Lines


def of_figure(figure: go.Figure) -> list[Entry]:
    """What Plotly would write into its legend, and what the page tells in one of its own."""
    named = [t for t in figure.data if t.showlegend is not False and t.name]
    is_shown = figure.layout.showlegend
    if is_shown is False or (is_shown is None and len(named) < 2):
        named = []
    told = [t for t in figure.data if t in named or (t.meta == ON_PAPER and len(t.x))]
    return [Entry(_drawing(trace), words.lines(trace.name)) for trace in told]


def _drawing(trace: Any) -> Callable[[Canvas, Box], None]:
    drawn = bars.key if trace.type == "bar" else scatter.key
    return lambda canvas, box: drawn(canvas, trace, box)


def lines(
    entries: Sequence[Entry], most: float
) -> list[list[tuple[Entry, Lines, float]]]:
    """Entries by lines of ``most`` pixels, each with its words and its left."""
    rows: list[list[tuple[Entry, Lines, float]]] = [[]]
    left = 0.0
    for entry in entries:
        told = words.fitting(entry.told, most - _KEY - _GAP, LETTERS)
        wide = _KEY + _GAP + words.size(told, LETTERS)[0]
        if rows[-1] and left + wide > most:
            rows.append([])
            left = 0.0
        rows[-1].append((entry, told, left))
        left += wide + _APART
    return rows if entries else []


def height(entries: Sequence[Entry], most: float) -> float:
    """Pixels that the legend is high."""
    return sum(map(_height, lines(entries, most)))


def _height(row: Sequence[tuple[Entry, Lines, float]]) -> float:
    return max(LINE, *(words.size(told, LETTERS)[1] for _entry, told, _left in row))


def draw(
    canvas: Canvas,
    entries: Sequence[Entry],
    left: float,
    top: float,
    most: float,
    ink: Colour,
) -> None:
    """The legend with its upper left corner there."""
    for row in lines(entries, most):
        high = _height(row)
        for entry, told, right in row:
            middle = top + LINE / 2
            key = Box(left + right, middle - 6, left + right + _KEY, middle + 6)
            entry.draw(canvas, key)
            canvas.text(
                told,
                left + right + _KEY + _GAP,
                top + (LINE - fonts.LINE * LETTERS) / 2,
                ink=ink,
                letters=LETTERS,
                across=0.0,
                upwards=0.0,
            )
        top += high
