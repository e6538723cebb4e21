"""The colours and marks that legends of maps name, for what no style sheet draws."""

from __future__ import annotations

import functools

from imbang.drawing.colours import PALETTES, RAMP_KEYS
from imbang.drawing.paper import picture, swatches
from imbang.drawing.paper.canvas import Box, Canvas

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


@functools.cache
def swatch(key: str) -> str:
    """The mark of a key of a legend as the map has it, as SVG."""
    canvas = Canvas(_WIDE, _HIGH)
    [entry] = swatches.entries([(key, "", "")])
    entry.draw(canvas, Box(0, 0, _WIDE, _HIGH))
    return picture.to_svg(canvas, title="", alt="").decode()
