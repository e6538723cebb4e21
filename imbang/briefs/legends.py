"""The colours that legends of maps name, for what is not shown by a style sheet."""

from __future__ import annotations

from imbang.drawing.colours import PALETTES, RAMP_KEYS


def legend_colours() -> dict[str, str]:
    """The colour (``#rrggbb``) that a key of a legend stands for; none for marks."""
    palette = PALETTES["light"]
    found = {
        key: colour
        for ramp, keys in RAMP_KEYS.items()
        for key, (colour, _written) in zip(keys, palette.ramp(ramp), strict=True)
    }
    return found | {"unknown": palette.unknown}
