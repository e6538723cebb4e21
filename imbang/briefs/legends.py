"""The keys of a map's legend, for what is not shown by a style sheet of the pages."""

from __future__ import annotations

import math

from imbang.drawing.paper.swatches import Mark, marks


def legend_key(key: str) -> str:
    """What stands for a key of a legend, as SVG without a text."""
    drawn = "".join(map(_shape, marks(key)))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-12 -8 24 16" '
        f'aria-hidden="true">{drawn}</svg>'
    )


def _shape(mark: Mark) -> str:
    if mark.shape == "ring":
        return (
            f'<circle cx="{mark.across:g}" r="{mark.half:g}" fill="none" '
            f'stroke="{mark.colour}" stroke-width="2"/>'
        )
    if mark.shape == "dot":
        return f'<circle cx="{mark.across:g}" r="{mark.half:g}" fill="{mark.colour}"/>'
    if mark.shape == "hatched":
        half = mark.half
        lines = (
            f"M{-half:g} {half:g} L{half:g} {-half:g}"
            f" M{-half:g} 0 L0 {-half:g} M0 {half:g} L{half:g} 0"
        )
        return (
            f'<path d="{lines}" fill="none" stroke="{mark.colour}" stroke-width="1.5"/>'
        )
    corners = " ".join(
        f"{mark.across + mark.half * math.cos(turn):.1f},{mark.half * math.sin(turn):.1f}"
        for turn in (math.radians(30 + 60 * at) for at in range(6))
    )
    return f'<polygon points="{corners}" fill="{mark.colour}"/>'
