"""The keys of a map's legend, for what is not shown by a style sheet of the pages."""

from __future__ import annotations

import functools
import math

from imbang.drawing.colours import PALETTES, RAMP_KEYS
from imbang.drawing.paper import picture, swatches
from imbang.drawing.paper.canvas import Box, Canvas
from imbang.drawing.paper.swatches import Mark, marks

_WIDE, _HIGH = 20.0, 14.0  # pixels of a mark


def legend_colours() -> dict[str, str]:
    """The colour (``#rrggbb``) that a key of a legend stands for; none for marks."""
    palette = PALETTES["light"]
    found = {
        key: colour
        for ramp, keys in RAMP_KEYS.items()
        for key, (colour, _written) in zip(keys, palette.ramp(ramp), strict=True)
    }
    return found | {"unknown": palette.unknown}


def legend_key(key: str) -> str:
    """What stands for a key of a legend, as an SVG element without a text."""
    drawn = "".join(map(_shape, marks(key)))
    return f'<svg viewBox="-12 -8 24 16" aria-hidden="true">{drawn}</svg>'


def _shape(mark: Mark) -> str:
    if mark.shape == "ring":
        return (
            f'<circle cx="{mark.across:g}" r="{mark.half:g}" fill="none" '
            f'stroke="{mark.colour}" stroke-width="2"/>'
        )
    if mark.shape == "dot":
        return f'<circle cx="{mark.across:g}" r="{mark.half:g}" fill="{mark.colour}"/>'
    corners = " ".join(
        f"{mark.across + mark.half * math.cos(turn):.1f},{mark.half * math.sin(turn):.1f}"
        for turn in (math.radians(30 + 60 * at) for at in range(6))
    )
    return f'<polygon points="{corners}" fill="{mark.colour}"/>'


@functools.cache
def swatch(key: str) -> str:
    """The mark of a key of a legend as the map has it, as SVG."""
    canvas = Canvas(_WIDE, _HIGH)
    [entry] = swatches.entries([(key, "", "")])
    entry.draw(canvas, Box(0, 0, _WIDE, _HIGH))
    return picture.to_svg(canvas, title="", alt="").decode()
