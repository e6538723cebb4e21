"""The shapes of marks, by Plotly's names, one pixel across, as large as Plotly draws them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.path import Path as Outline
from matplotlib.transforms import Affine2D

_HALF = 0.5
_POINTED = 1.3 * _HALF
_SIDE = 2 * _HALF / math.sqrt(3)
_ARM, _REACH = 0.4 * _HALF, 1.2 * _HALF
_LINE = 1.4 * _HALF

_CROSS = [
    (-_ARM, -_REACH),
    (_ARM, -_REACH),
    (_ARM, -_ARM),
    (_REACH, -_ARM),
    (_REACH, _ARM),
    (_ARM, _ARM),
    (_ARM, _REACH),
    (-_ARM, _REACH),
    (-_ARM, _ARM),
    (-_REACH, _ARM),
    (-_REACH, -_ARM),
    (-_ARM, -_ARM),
]
_UP = [(-_SIDE, -_HALF / 2), (_SIDE, -_HALF / 2), (0.0, _HALF)]
_RINGS: dict[str, Sequence[tuple[float, float]]] = {
    "square": [(-_HALF, -_HALF), (_HALF, -_HALF), (_HALF, _HALF), (-_HALF, _HALF)],
    "diamond": [(-_POINTED, 0), (0, -_POINTED), (_POINTED, 0), (0, _POINTED)],
    "cross": _CROSS,
    "x": [((x - y) / math.sqrt(2), (x + y) / math.sqrt(2)) for x, y in _CROSS],
    "triangle-up": _UP,
    "triangle-down": [(x, -y) for x, y in _UP],
    "triangle-right": [(y, x) for x, y in _UP],
    "triangle-left": [(-y, x) for x, y in _UP],
}
_LINES: dict[str, Sequence[tuple[float, float]]] = {
    "line-ew": [(-_LINE, 0), (_LINE, 0)],
    "line-ns": [(0, -_LINE), (0, _LINE)],
    "x-thin": [(-_HALF, -_HALF), (_HALF, _HALF), (-_HALF, _HALF), (_HALF, -_HALF)],
}


def base(symbol: str) -> str:
    """The name of a symbol's shape, whether it is open or has a dot."""
    return symbol.removesuffix("-dot").removesuffix("-open")


def is_open(symbol: str) -> bool:
    """Whether only the outline is drawn, in the colour of the mark."""
    return symbol.removesuffix("-dot").endswith("-open")


def has_dot(symbol: str) -> bool:
    """Whether a dot stands in its middle."""
    return symbol.endswith("-dot")


def is_line(symbol: str) -> bool:
    """Whether the shape is made of lines, which are drawn in the colour of its edge."""
    return base(symbol) in _LINES


def outline(symbol: str) -> Outline:
    """The shape of a symbol; KeyError for one that paper cannot draw."""
    name = base(symbol)
    if name == "circle":
        return Outline.unit_circle().transformed(Affine2D().scale(_HALF))
    if name in _RINGS:
        return Outline([*_RINGS[name], _RINGS[name][0]], closed=True)
    ends = _LINES[name]
    moves = [Outline.MOVETO, Outline.LINETO] * (len(ends) // 2)
    return Outline(ends, moves)
