"""Marks on areas: a cross where nobody serves, a pale core where somebody does."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from imbang.analysis.coverage_steps import UNKNOWN
from imbang.drawing.maps import traces
from imbang.drawing.maps.labels import SIZE
from imbang.drawing.maps.scene import Scene, name_colours
from imbang.reference.levels import level_of

CROSS = "✕"


def crosses(scene: Scene, own: NDArray[np.bool_]) -> list[go.Scattergeo]:
    """A cross on each region of ``own`` (n), below its name where that stands in it."""
    if not own.any():
        return []
    codes = scene.rows.loc[own, "region_code"].tolist()
    colours = name_colours(scene)
    looks: dict[tuple[str, str], list[int]] = {}
    for i, code in enumerate(codes):
        looks.setdefault(colours[code], []).append(i)
    ids = scene.ids[own].tolist()
    return [
        traces.names(
            scene.areas,
            [ids[i] for i in chosen],
            [CROSS] * len(chosen),
            colour=letters,
            halo=halo,
            size=SIZE + 4,
            weight=900,
            is_target=False,
            is_mark=True,
        )
        for (letters, halo), chosen in looks.items()
    ]


def cores(scene: Scene, own: NDArray[np.bool_]) -> list[go.Choropleth | go.Scattergeo]:
    """A core in the colour of all within reach in each village of ``own`` (n)."""
    layer = scene.layers.layers.get("village_dot")
    if layer is None or not own.any():
        return []
    ids, colour = scene.ids[own], scene.palette.steps[0]
    if level_of(scene.shown) == "district":  # so large that they hold names as well
        return [traces.dots(scene.areas, ids.tolist(), colour=colour)]
    return [traces.areas(layer, ids, np.zeros(len(ids)), [colour])]


def hatched(scene: Scene, own: NDArray[np.bool_] | None) -> list[go.Choropleth]:
    """Hatching over each region of ``own`` (n, of all values given): figures that are
    older than the others."""
    drawn = None if own is None else np.asarray(own, dtype=bool)[scene.drawn]
    if drawn is None or not drawn.any():
        return []
    letters = [colour for _fill, colour in scene.palette.ramp(scene.ramp)]
    looks = np.where(scene.steps == UNKNOWN, len(letters), scene.steps)[drawn]
    trace = traces.areas(
        scene.areas, scene.ids[drawn], looks, [*letters, scene.palette.ink]
    )
    trace.meta = traces.HATCH
    return [trace]
