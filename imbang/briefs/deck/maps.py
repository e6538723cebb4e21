"""The legend of a map on a slide: its keys as shapes, what each means beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from imbang.briefs.deck import measure, shapes
from imbang.briefs.deck.shapes import Box, Line
from imbang.briefs.model import Legend
from imbang.drawing.paper.swatches import Mark, marks

_KEY = 0.42  # inches, of the shapes before the words
_APART = 0.35
_PIXEL = 1 / 72  # inches: shapes are larger across a room than on a page
SIZE = 14


def height(entries: Sequence[Legend], wide: float) -> float:
    """How high a legend is, in lines of so many inches."""
    return len(_lines(entries, wide)) * _line() + 0.08 if entries else 0.0


def widest(entries: Sequence[Legend]) -> float:
    """How wide a legend is that has its entries one below the other."""
    return max(map(_wide, entries), default=0.0)


def draw(
    slide: Any, entries: Sequence[Legend], box: Box, *, is_column: bool = False
) -> None:
    """The legend, in lines as wide as the place has room for, or one below the other."""
    lines = [[one] for one in entries] if is_column else _lines(entries, box.wide)
    for at, line in enumerate(lines):
        top, left = box.top + at * _line(), box.left
        for entry in line:
            for mark in marks(entry.key):
                _draw(slide, mark, left + _KEY / 2, top + _line() / 2)
            words = Box(left + _KEY, top, _wide(entry) - _KEY + 0.04, _line())
            shapes.write(slide, [Line(_told(entry), SIZE)], words)
            left += _wide(entry) + _APART


def _lines(entries: Sequence[Legend], wide: float) -> list[list[Legend]]:
    lines: list[list[Legend]] = [[]]
    left = 0.0
    for entry in entries:
        if lines[-1] and left + _wide(entry) > wide:
            lines.append([])
            left = 0.0
        lines[-1].append(entry)
        left += _wide(entry) + _APART
    return lines if entries else []


def _line() -> float:
    return SIZE * measure.LEADING / 72 + 0.04


def _told(entry: Legend) -> str:
    return f"{entry.label} {entry.count}"


def _wide(entry: Legend) -> float:
    return _KEY + measure.width(_told(entry), SIZE) + 0.05


def _draw(slide: Any, mark: Mark, x: float, y: float) -> None:
    from pptx.enum.dml import MSO_PATTERN
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.util import Pt

    half = mark.half * _PIXEL
    angular = {"hexagon": MSO_SHAPE.HEXAGON, "hatched": MSO_SHAPE.RECTANGLE}
    kind = angular.get(mark.shape, MSO_SHAPE.OVAL)
    box = Box(x + mark.across * _PIXEL - half, y - half, 2 * half, 2 * half)
    shape = slide.shapes.add_shape(kind, *box.emus)
    if mark.shape == "hexagon":
        shape.rotation = 90
    shapes.fill(shape, mark.colour)
    if mark.shape == "hatched":
        shape.fill.patterned()
        shape.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        shape.fill.fore_color.rgb = shapes.rgb(mark.colour)
        shape.fill.back_color.rgb = shapes.rgb("#ffffff")
    if mark.shape == "ring":
        shape.fill.background()
        shape.line.color.rgb, shape.line.width = shapes.rgb(mark.colour), Pt(1.5)
    shapes.decorative(shape)
