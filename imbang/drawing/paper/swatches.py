"""The legend of a map on paper: its keys as style sheets draw them on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from matplotlib.path import Path as Outline

from imbang.drawing.colours import PALETTES, RAMP_KEYS
from imbang.drawing.paper.canvas import Box, Canvas, colour
from imbang.drawing.paper.legend import Entry
from imbang.drawing.paper.words import Run

_PALETTE = PALETTES["light"]
_HOLLOW = {"unknown": _PALETTE.unknown_line, "idle": _PALETTE.steps[1]}
_HATCHED = ("older", "hidden")
_CLEAR = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Mark:
    """A shape of a key in a colour (``#rrggbb``): a hexagon or a dot, which are filled,
    a ring, or a square that is hatched; ``across`` pixels beside the middle of the key,
    ``half`` as wide."""

    shape: Literal["hexagon", "dot", "ring", "hatched"]
    colour: str
    half: float
    across: float = 0.0


def marks(key: str) -> tuple[Mark, ...]:
    """What stands for a key of a legend, each above the one before it."""
    if key in _HOLLOW:
        return (Mark("ring", _HOLLOW[key], 5),)
    if key in _HATCHED:
        return (Mark("hatched", _PALETTE.ink, 6),)
    if key == "no_psm":  # whatever the step
        shades = enumerate(_PALETTE.steps[1:], -1)
        return tuple(Mark("hexagon", shade, 5, 5.0 * at) for at, shade in shades)
    filled = Mark("hexagon", fills()[key], 6)
    if key == "short":
        return filled, Mark("dot", _PALETTE.steps[0], 2.4)
    return (filled,)


def entries(told: Sequence[tuple[str, str, str]]) -> list[Entry]:
    """A legend of keys, labels and numbers of regions."""
    return [
        Entry(
            lambda canvas, box, key=key: _draw(canvas, box, key),  # type: ignore[misc]
            ((Run(f"{label} "), Run(number, is_bold=True)),),
        )
        for key, label, number in told
    ]


def fills() -> dict[str, str]:
    """The colour of each key that has one."""
    found = {"served": _PALETTE.accent, "short": _PALETTE.steps[3]}
    for ramp, keys in RAMP_KEYS.items():
        shades = (fill for fill, _letters in _PALETTE.ramp(ramp))
        found |= dict(zip(keys, shades, strict=True))
    return found


def _draw(canvas: Canvas, box: Box, key: str) -> None:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    for one in marks(key):
        if one.shape == "hatched":
            canvas.hatching([_square(x, y, one.half)], colour(one.colour))
            continue
        outline = _hexagon if one.shape == "hexagon" else _ring
        shape, filled = outline(x + one.across, y, one.half), colour(one.colour)
        if one.shape == "ring":
            canvas.shapes([shape], [_CLEAR], edge=filled, width=1.5)
        else:
            canvas.shapes([shape], [filled])


def _square(x: float, y: float, half: float) -> Outline:
    corners = [(-half, -half), (half, -half), (half, half), (-half, half)]
    placed = [(x + across, y + down) for across, down in corners]
    return Outline([*placed, placed[0]], closed=True)


def _hexagon(x: float, y: float, half: float) -> Outline:
    angles = np.radians(np.arange(30, 391, 60))
    return Outline(
        np.column_stack([x + half * np.cos(angles), y + half * np.sin(angles)])
    )


def _ring(x: float, y: float, half: float) -> Outline:
    angles = np.linspace(0, 2 * np.pi, 33)
    return Outline(
        np.column_stack([x + half * np.cos(angles), y + half * np.sin(angles)])
    )
