"""Which names a map shows, where they fit, and how far the view reaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from imbang.drawing.colours import Palette
from imbang.drawing.maps import traces
from imbang.geometry.layers import Layer, LayerSet

WIDTH, HEIGHT = 660, 620
"""Pixels that a map is taken to measure where room for names is judged."""

SIZE = 13
"""Of a name's font, in pixels."""

CHARACTER = 0.57
"""Width of a character, as a share of the font's size."""

MOVES = ((0, 0), (0, 1), (0, -1), (0.6, 0), (-0.6, 0), (0.6, 1), (0.6, -1), (-0.6, -1))
"""How far a name may move that finds its place taken: half widths, lines."""

Box = tuple[float, float, float, float]
Point = tuple[float, float]


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
    with what lies around them: a third of the whole at least; all of it without codes."""
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
    """The names of the parts of the shown region, those that fit.

    Names inside their own coloured area on the schematic map take the colours of
    ``written`` (letters, halo) by code; all others stand in ink with a halo of paper.
    """
    layer = layers.layers.get(_named_level(shown))
    ids = [] if layer is None else layer.within(shown)
    if layer is None or not ids:
        return []
    above = _has_names_above(layers, shown)
    inside = layers.map == "hexagons" and not above and layer.key == level
    places = {i: (layer.x[i], layer.y[i]) for i in ids}
    if not above:
        places = _fitting(layer, ids, pixel(layers, shown))
    plain = (palette.ink, palette.paper)
    looks: dict[tuple[str, str], list[int]] = {}
    for i in places:
        look = written.get(layer.codes[i], plain) if inside else plain
        looks.setdefault(look, []).append(i)
    return [
        traces.names(
            [layer.codes[i] for i in own],
            [layer.labels[i] for i in own],
            [places[i][0] for i in own],
            [places[i][1] for i in own],
            colour=letters,
            halo=halo,
            size=SIZE,
            weight=550 if inside else 650,
            position="top center" if above else "middle center",
            is_target=above or layer.key != level,
        )
        for (letters, halo), own in looks.items()
    ]


def mark_places(
    layers: LayerSet, shown: str, level: str, ids: Sequence[int]
) -> list[Point]:
    """Where marks of regions stand: in their middle, or under the name that stands there."""
    layer, degree = layers.layers[level], pixel(layers, shown)
    named: Mapping[int, Point] = {}
    if _named_level(shown) == level and not _has_names_above(layers, shown):
        named = _fitting(layer, layer.within(shown), degree)
    places = []
    for i in ids:
        if i in named:
            x, y = named[i]
            y -= (_half_height(layer, i) + 8) * degree
        elif layers.map == "hexagons":
            west, south, east, north = layer.bounds[i]
            x, y = (west + east) / 2, (south + north) / 2
        else:
            x, y = layer.x[i], layer.y[i]
        places.append((x, y))
    return places


def _named_level(shown: str) -> str:
    """The level whose names a view shows: that of the parts of its region."""
    return {2: "regency", 5: "district"}.get(len(shown), "village")


def pixel(layers: LayerSet, shown: str) -> float:
    """Degrees that a pixel of the view is taken to be."""
    west, south, east, north = window(layers, shown)
    return max((east - west) / WIDTH, (north - south) / HEIGHT)


def _fitting(layer: Layer, ids: Sequence[int], degree: float) -> dict[int, Point]:
    """Where names stand without touching each other, by feature id.

    The largest regions come first, and a name that meets another may move a little;
    one that finds no place is left out. ``degree`` is degrees a pixel.
    """

    def area(i: int) -> float:
        west, south, east, north = layer.bounds[i]
        return (east - west) * (north - south)

    placed: list[Box] = []
    found: dict[int, Point] = {}
    moves = ((0, 0),) if layer.key == "village" else MOVES
    for i in sorted(ids, key=area, reverse=True):
        for right, up in moves:
            box = _text_box(layer, i, degree, right, up)
            if not any(_meet(box, other) for other in placed):
                placed.append(box)
                found[i] = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
                break
    return dict(sorted(found.items()))


def _half_height(layer: Layer, i: int) -> float:
    return (layer.labels[i].count("<br>") + 1) * 0.6 * SIZE


def _text_box(layer: Layer, i: int, degree: float, right: float, up: float) -> Box:
    widest = max(map(len, layer.labels[i].split("<br>")))
    half_width = widest * CHARACTER * SIZE * degree / 2
    half_height = _half_height(layer, i) * degree
    x = layer.x[i] + right * half_width
    y = layer.y[i] + up * SIZE * degree
    return x - half_width, y - half_height, x + half_width, y + half_height


def _meet(one: Box, other: Box) -> bool:
    return (
        one[0] < other[2]
        and other[0] < one[2]
        and one[1] < other[3]
        and other[1] < one[3]
    )
