"""Axes: where a number, a day or a name stands on the sheet, and what is written there."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import plotly.graph_objects as go

from imbang.drawing.paper import words
from imbang.drawing.paper.canvas import Canvas, Numbers, colour
from imbang.drawing.paper.words import Lines

LETTERS = 12.5
"""Pixels of letters of charts, where nothing else is said."""

_GAP = 6.0  # between an axis and what is written at it
_GRID = "#eeeeee"  # Plotly's


@dataclass(frozen=True)
class Axis:
    """From ``low`` at the pixel ``start`` to ``high`` at the pixel ``end``; ``ticks`` are
    places with what is written there."""

    told: Any
    low: float
    high: float
    start: float
    end: float
    categories: tuple[str, ...]
    ticks: tuple[tuple[float, Lines], ...]

    def at(self, values: Any) -> Numbers:
        """The pixels of values (n); nan for none."""
        return self.pixels(as_numbers(values, self.categories))

    def pixels(self, numbers: Numbers) -> Numbers:
        """The pixels of numbers (n)."""
        share = (numbers - self.low) / ((self.high - self.low) or 1.0)
        return self.start + share * (self.end - self.start)

    @property
    def is_shown(self) -> bool:
        return bool(self.told.visible is not False and self.ticks)

    @property
    def has_grid(self) -> bool:
        return self.is_shown and self.told.showgrid is not False and not self.categories

    @property
    def letters(self) -> float:
        return float(self.told.tickfont.size or LETTERS)

    def room(self) -> tuple[float, float]:
        """Width and height of the largest of what is written at it."""
        sizes = [words.size(told, self.letters) for _place, told in self.ticks]
        widths, heights = zip(*sizes, strict=True) if sizes else ((0.0,), (0.0,))
        return max(widths), max(heights)


def axis(
    told: Any,
    start: float,
    end: float,
    *,
    categories: Sequence[str] = (),
    widest: float = 240.0,
) -> Axis:
    """An axis of a layout between two pixels; what is written at it is broken into lines
    of at most ``widest`` pixels."""
    names = tuple(categories)
    if told.range is not None:
        low, high = as_numbers(told.range, names).tolist()
    else:
        low, high = -0.5, max(len(names), 1) - 0.5
    places, texts = _ticks(told, names)
    letters = float(told.tickfont.size or LETTERS)
    written = tuple(
        (float(place), words.fitting(words.lines(str(text)), widest, letters))
        for place, text in zip(places, texts, strict=True)
        if min(low, high) <= place <= max(low, high)
    )
    return Axis(told, low, high, start, end, names, written)


def _ticks(told: Any, names: tuple[str, ...]) -> tuple[Numbers, Sequence[object]]:
    if told.tickvals is not None:
        return as_numbers(told.tickvals, names), list(told.ticktext)
    return np.arange(len(names), dtype=float), names


def as_numbers(values: Any, categories: Sequence[str] = ()) -> Numbers:
    """Values as an axis counts them: days from day to day, names by their places."""
    values = unpacked(values)
    if categories:
        places = {name: place for place, name in enumerate(categories)}
        return np.array([places.get(str(v), np.nan) for v in values], dtype=float)
    return np.array([_number(value) for value in values], dtype=float)


def unpacked(values: Any) -> Any:
    """Values of a figure, also those that were packed on its way here."""
    if isinstance(values, Mapping):
        shape = str(values.get("shape") or "-1").split(",")
        flat = np.frombuffer(base64.b64decode(values["bdata"]), values["dtype"])
        return flat.reshape([int(one) for one in shape])
    return values if values is not None else ()


def _number(value: object) -> float:
    if value is None:
        return np.nan
    if isinstance(value, str):
        value = date.fromisoformat(value[:10])
    return float(value.toordinal() if isinstance(value, date) else value)  # type: ignore[arg-type]


def categories_of(figure: go.Figure, letter: str) -> tuple[str, ...]:
    """The names on an axis of names, in the order in which they come."""
    if figure.layout[f"{letter}axis"].type != "category":
        return ()
    values = [v for trace in figure.data for v in unpacked(trace[letter])]
    return tuple(dict.fromkeys(str(v) for v in values))


def draw_across(canvas: Canvas, own: Axis, top: float, bottom: float) -> None:
    """An axis that runs across: its grid, its ticks below or above, its title."""
    if not own.is_shown:
        return
    if own.has_grid:
        for x in own.pixels(np.array([place for place, _told in own.ticks])):
            canvas.line([x, x], [top, bottom], ink=_grid(own), width=1)
    is_above = own.told.side == "top"
    _wide, high = own.room()
    gap = float(own.told.ticklabelstandoff or 0) + 4
    last = -np.inf
    for place, told in own.ticks:
        [x] = own.pixels(np.array([place]))
        wide, _high = words.size(told, own.letters)
        if x - wide / 2 < last + 4:  # no room
            continue
        last = x + wide / 2
        y = top - gap if is_above else bottom + gap
        _write(canvas, own, told, x, y, across=0.5, upwards=1.0 if is_above else 0.0)
    if own.told.title.text:
        y = bottom + gap + high + 3
        x = (own.start + own.end) / 2
        _title(canvas, own, words.lines(own.told.title.text), x, y, upwards=0.0)


def draw_upwards(canvas: Canvas, own: Axis, left: float, right: float) -> None:
    """An axis that runs upwards: its grid, its ticks at the left; its title above them,
    where it is read without turning the head."""
    if not own.is_shown:
        return
    gap = float(own.told.ticklabelstandoff or 0) + _GAP
    for place, told in own.ticks:
        [y] = own.pixels(np.array([place]))
        if own.has_grid:
            canvas.line([left, right], [y, y], ink=_grid(own), width=1)
        _write(canvas, own, told, left - gap, y, across=1.0, upwards=0.5)
    if own.told.title.text:
        wide, _high = own.room()
        y = min(own.start, own.end) - own.letters
        told = words.lines(own.told.title.text)
        _title(canvas, own, told, left - gap - wide, y, across=0.0, upwards=1.0)


def _write(
    canvas: Canvas,
    own: Axis,
    told: Lines,
    x: float,
    y: float,
    *,
    across: float,
    upwards: float,
) -> None:
    ink = colour(own.told.tickfont.color or own.told.parent.font.color)
    canvas.text(
        told, x, y, ink=ink, letters=own.letters, across=across, upwards=upwards
    )


def _title(
    canvas: Canvas,
    own: Axis,
    told: Lines,
    x: float,
    y: float,
    *,
    across: float = 0.5,
    upwards: float,
) -> None:
    font = own.told.title.font
    canvas.text(
        told,
        x,
        y,
        ink=colour(font.color or own.told.parent.font.color),
        letters=float(font.size or LETTERS),
        across=across,
        upwards=upwards,
    )


def _grid(own: Axis) -> tuple[float, float, float, float]:
    return colour(own.told.gridcolor or _GRID)
