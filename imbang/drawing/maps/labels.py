"""Which names a map has, and how far the view reaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from imbang.drawing.colours import Palette
from imbang.drawing.maps import traces
from imbang.geometry.layers import LayerSet
from imbang.reference.levels import lower_level

SIZE = 13
"""Of a name's font, in pixels."""

_NEARLY_ALL = 0.8
"""The part of the whole from which on a closer view is not worth what it leaves out."""

Box = tuple[float, float, float, float]


def window(layers: LayerSet, shown: str) -> Box:
    """West, south, east, north of the view: the shown region with room for names."""
    west, south, east, north = _extent(layers, shown)
    span = max(east - west, north - south)
    side = 0.02 * span
    top = 0.055 * span if _has_names_above(layers, shown) else side
    return west - side, south - side, east + side, north + top


def window_around(
    layers: LayerSet, shown: str, level: str, codes: Sequence[str]
) -> Box:
    """West, south, east, north of the view that holds the regions ``codes`` of ``level``
    with what lies around them: a third of the whole at least; all of it without codes, or
    where little else would be left out."""
    layer = layers.layers[level]
    boxes = [layer.bounds[layer.ids[code]] for code in codes if code in layer.ids]
    whole = window(layers, shown)
    if not boxes:
        return whole
    wests, souths, easts, norths = zip(*boxes, strict=True)
    found = []
    for low, high, first, last in (
        (min(wests), max(easts), whole[0], whole[2]),
        (min(souths), max(norths), whole[1], whole[3]),
    ):
        wide = max(1.25 * (high - low), (last - first) / 3)
        if wide > _NEARLY_ALL * (last - first):
            return whole
        middle = (low + high) / 2
        found.append((middle - wide / 2, middle + wide / 2))
    (west, east), (south, north) = found
    return west, south, east, north


def _extent(layers: LayerSet, shown: str) -> Box:
    """How far the shown region reaches, from the largest level that has it."""
    for level in layers.levels:
        layer = layers.layers[level]
        if boxes := [layer.bounds[i] for i in layer.within(shown)]:
            west, south, east, north = zip(*boxes, strict=True)
            return min(west), min(south), max(east), max(north)
    raise ValueError(f"the map of {layers.province} has nothing in {shown}")


def _has_names_above(layers: LayerSet, shown: str) -> bool:
    return layers.map == "hexagons" and len(shown) < 5


def labels(
    layers: LayerSet,
    *,
    shown: str,
    level: str,
    palette: Palette,
    written: Mapping[str, tuple[str, str]],
) -> list[go.Scattergeo]:
    """The names of the parts of the shown region; the browser shows those that fit.

    Names inside their own coloured area on the schematic map take the colours of
    ``written`` (letters, halo) by code; all others stand in ink with a halo of paper.
    """
    layer = layers.layers.get(_named_level(shown))
    ids = [] if layer is None else layer.within(shown)
    if layer is None or not ids:
        return []
    above = _has_names_above(layers, shown)
    inside = layers.map == "hexagons" and not above and layer.key == level
    plain = (palette.ink, palette.paper)
    looks: dict[tuple[str, str], list[int]] = {}
    for i in ids:
        look = written.get(layer.codes[i], plain) if inside else plain
        looks.setdefault(look, []).append(i)
    return [
        traces.names(
            layer,
            own,
            [layer.labels[i] for i in own],
            colour=letters,
            halo=halo,
            size=SIZE,
            weight=550 if inside else 650,
            position="top center" if above else "middle center",
            is_target=above or layer.key != level,
        )
        for (letters, halo), own in looks.items()
    ]


def _named_level(shown: str) -> str:
    """The level whose names a view shows: that of the parts of its region."""
    return lower_level(shown)
