"""The parts of a map figure: areas, marks, outlines and names as Plotly traces.

Shapes come by address; a trace holds feature ids and small whole numbers only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from imbang.drawing.colours import FONT
from imbang.geometry.layers import Layer

CLEAR = "rgba(0,0,0,0)"
HATCH = "hatch"
"""The ``meta`` of areas that are hatched in their colours, and show what lies below."""
HALO = (1, 2, 2, 2, 3, 3, 3, 5, 5)
"""Blurs, in pixels, of the shadows that make a halo: many, to be nearly opaque."""


def areas(
    layer: Layer,
    ids: NDArray[Any],
    steps: NDArray[Any],
    colours: Sequence[str],
    *,
    template: str | None = None,
    numbers: NDArray[Any] | None = None,
    line: str | None = None,
    width: float = 0,
) -> go.Choropleth:
    """Features ``ids`` (n) filled with ``colours[steps]`` (n).

    With a ``template`` they answer the pointer, reading ``numbers`` (n, k); without,
    the pointer goes through to what lies below.
    """
    hover: dict[str, Any] = {"hoverinfo": "skip"}
    if template is not None:
        hover = {"hovertemplate": template + "<extra></extra>"}
        if numbers is not None:
            hover["customdata"] = small(numbers)
    return go.Choropleth(
        geojson=layer.address,
        featureidkey="id",
        locations=small(ids),
        z=small(steps),
        zmin=-0.5,
        zmax=len(colours) - 0.5,
        colorscale=_discrete(colours),
        showscale=False,
        marker={"line": {"width": width, "color": line or CLEAR}, "opacity": 1},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        **hover,
    )


def outlines(
    layer: Layer, ids: Sequence[int], colour: str, width: float
) -> go.Choropleth:
    """The outlines of features, ``width`` pixels wide, that the pointer passes."""
    chosen = np.asarray(ids, dtype=np.int32)
    flat = np.zeros(len(chosen), dtype=np.int8)
    return areas(layer, chosen, flat, [CLEAR], line=colour, width=width)


def names(
    layer: Layer,
    ids: Sequence[int],
    texts: Sequence[str],
    *,
    colour: str,
    halo: str,
    size: float,
    weight: int = 650,
    position: str = "middle center",
    is_target: bool = True,
    is_mark: bool = False,
) -> go.Scattergeo:
    """Names of the features ``ids`` (n), whose shape says whether there is room for them.

    A click on one tells its region's code, unless the pointer is meant to reach the
    area below it (``is_target`` false). Names give way to each other where they would
    touch; a mark (``is_mark``) stands below the name of its region, or where it would be.
    """
    shadow = ", ".join(f"0 0 {blur}px {halo}" for blur in HALO)
    font = {"family": FONT, "size": size, "weight": weight}
    return go.Scattergeo(
        **_places(layer, ids),
        text=list(texts),
        mode="text",
        textposition=position,
        textfont={**font, "color": colour, "shadow": shadow},
        selected={"textfont": {"color": colour}},
        unselected={"textfont": {"color": colour}},
        hoverinfo="none" if is_target else "skip",
        meta="mark" if is_mark else None,
        showlegend=False,
    )


def dots(layer: Layer, ids: Sequence[int], *, colour: str) -> go.Scattergeo:
    """Marks of a fixed size on features, smaller where these are small on the screen."""
    return go.Scattergeo(
        **_places(layer, ids),
        mode="markers",
        marker={"size": 8, "color": colour},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        hoverinfo="skip",
        showlegend=False,
    )


def _places(layer: Layer, ids: Sequence[int]) -> dict[str, Any]:
    """Where the names of features stand, which features these are, and their codes."""
    return {
        "lon": [layer.x[i] for i in ids],
        "lat": [layer.y[i] for i in ids],
        "customdata": [[layer.codes[i]] for i in ids],
        "geojson": layer.address,
        "featureidkey": "id",
        "locations": small(np.asarray(ids, dtype=np.int32)),
    }


def small(numbers: NDArray[Any]) -> NDArray[Any]:
    """The same whole numbers in as few bytes as they fit."""
    if numbers.size == 0:
        return numbers.astype(np.int8)
    low, high = int(numbers.min()), int(numbers.max())
    for kind in (np.int8, np.uint8, np.int16, np.uint16):
        if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max:
            return numbers.astype(kind)
    return numbers.astype(np.int32)


def _discrete(colours: Sequence[str]) -> list[tuple[float, str]]:
    """A colour scale of steps: each colour at both ends of its share."""
    limits = np.linspace(0, 1, len(colours) + 1).tolist()
    return [
        (limit, colour)
        for index, colour in enumerate(colours)
        for limit in limits[index : index + 2]
    ]
