"""The legend of a map on paper: its keys as style sheets draw them on the screen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.path import Path as Outline

from imbang.drawing.colours import PALETTES, RAMP_KEYS
from imbang.drawing.paper.canvas import Box, Canvas, Colour, colour
from imbang.drawing.paper.legend import Entry
from imbang.drawing.paper.words import Run

_PALETTE = PALETTES["light"]
_HOLLOW = {"unknown": _PALETTE.unknown_line, "idle": _PALETTE.steps[1]}
_CLEAR = (0.0, 0.0, 0.0, 0.0)


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
    if key in _HOLLOW:
        canvas.shapes([_ring(x, y, 5)], [_CLEAR], edge=colour(_HOLLOW[key]), width=1.5)
    elif key == "older":
        corners = [(x - 6, y - 6), (x + 6, y - 6), (x + 6, y + 6), (x - 6, y + 6)]
        canvas.hatching(
            [Outline([*corners, corners[0]], closed=True)], colour(_PALETTE.ink)
        )
    elif key == "no_psm":  # whatever the step
        shades = _PALETTE.steps[1:]
        for place, shade in enumerate(shades):
            middle = x + 5 * (place - 1)
            canvas.shapes([_hexagon(middle, y, 5)], [colour(shade)])
    else:
        canvas.shapes([_hexagon(x, y, 6)], [_fill(key)])
        if key == "short":
            canvas.shapes([_ring(x, y, 2.4)], [colour(_PALETTE.steps[0])])


def _fill(key: str) -> Colour:
    return colour(fills()[key])


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
