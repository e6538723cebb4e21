"""Bars, upright or lying, their parts one after another, with what is written in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from imbang.drawing.paper import axes, words
from imbang.drawing.paper.axes import LETTERS, Axis
from imbang.drawing.paper.canvas import Box, Canvas, colour
from imbang.formats import exists

HATCHES: Mapping[str, str] = {
    "": "",
    "x": "xx",
    "/": "//",
    "\\": "\\\\",
    "-": "--",
    "|": "||",
    "+": "++",
    ".": "..",
}
"""Plotly's patterns in the words of matplotlib."""

_FROM_EDGE = 2.0  # pixels between a bar's end and what is written in it


def each(told: Any, count: int) -> list[Any]:
    """A property for each of ``count`` things, given once or for each."""
    if isinstance(told, list | tuple | np.ndarray):
        return list(told)
    return [told] * count


def draw(
    canvas: Canvas, trace: Any, across: Axis, upwards: Axis, piles: Piles, gap: float
) -> None:
    """One part of all bars, on what the others have piled up before."""
    is_lying = trace.orientation == "h"
    along, side = (across, upwards) if is_lying else (upwards, across)
    x, y = axes.unpacked(trace.x), axes.unpacked(trace.y)
    lengths, places = (x, y) if is_lying else (y, x)
    middles = side.at(places)
    [first, second] = side.pixels(np.array([0.0, 1.0]))
    half = abs(second - first) * (1 - gap) / 2
    count = len(middles)
    texts = each(trace.text, count)
    for i, (middle, length) in enumerate(zip(middles, lengths, strict=True)):
        if not exists(length) or np.isnan(middle):
            continue
        ends = along.pixels(np.array(piles.add(str(places[i]), float(length))))
        low, high = float(ends.min()), float(ends.max())
        box = (
            Box(low, middle - half, high, middle + half)
            if is_lying
            else Box(middle - half, low, middle + half, high)
        )
        if length:
            _bar(canvas, trace, box, i, count)
            _write(canvas, trace, box, texts[i], i, count)


class Piles:
    """How far the bars at each place reach already, above zero and below it."""

    def __init__(self) -> None:
        self._reach: dict[tuple[str, bool], float] = {}

    def add(self, place: str, length: float) -> tuple[float, float]:
        """Where a part of this length begins and ends."""
        key = place, length < 0
        begins = self._reach.get(key, 0.0)
        self._reach[key] = begins + length
        return begins, begins + length


def _bar(canvas: Canvas, trace: Any, box: Box, i: int, count: int) -> None:
    marker = trace.marker
    pattern = marker.pattern
    canvas.bar(
        box,
        colour(each(marker.color, count)[i]),
        edge=colour(each(marker.line.color, count)[i] or "none"),
        width=float(each(marker.line.width, count)[i] or 0),
        hatch=HATCHES[each(pattern.shape, count)[i] or ""],
        hatch_ink=colour(each(pattern.fgcolor, count)[i] or "#000000"),
    )


def key(canvas: Canvas, trace: Any, box: Box) -> None:
    """A bar of a trace for the legend; a pattern that only some of its bars have is left
    away."""
    shapes = set(each(trace.marker.pattern.shape, 1))
    kept = trace if len(shapes) == 1 else without_pattern(trace)
    _bar(canvas, kept, box, 0, len(each(trace.marker.color, 1)))


def without_pattern(trace: Any) -> Any:
    """The same bars, none of them hatched."""
    plain = type(trace)(trace)
    plain.marker.pattern.shape = ""
    return plain


def _write(canvas: Canvas, trace: Any, box: Box, text: Any, i: int, count: int) -> None:
    """What is written in a bar, where it holds it."""
    if not text:
        return
    told = words.lines(str(text))
    letters = float(each(trace.textfont.size, count)[i] or LETTERS)
    wide, high = words.size(told, letters)
    if wide > box.width - 2 * _FROM_EDGE or high * 0.8 > box.height:
        return
    canvas.text(
        told,
        (box.left + box.right) / 2,
        (box.top + box.bottom) / 2,
        ink=colour(each(trace.textfont.color, count)[i]),
        letters=letters,
    )
