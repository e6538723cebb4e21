"""What a coverage map draws: a scene, and its layers from the ground up.

The figure itself is put together in `imbang.wording.coverage.coverage_map`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from imbang.drawing.colours import PALETTES, Palette, Ramp, Theme
from imbang.drawing.maps import traces
from imbang.geometry.layers import AREA_LEVELS, Layer, LayerSet
from imbang.reference.levels import level_of, lower_level


@dataclass(frozen=True)
class Scene:
    """What one map shows, ready to be drawn."""

    layers: LayerSet
    palette: Palette
    level: str
    shown: str
    ids: NDArray[np.int32]
    rows: pd.DataFrame
    steps: NDArray[np.int8]
    drawn: NDArray[np.bool_]
    theme: Theme
    ramp: Ramp = "need"

    @property
    def areas(self) -> Layer:
        return self.layers.layers[self.level]


def scene_of(
    layers: LayerSet,
    values: pd.DataFrame,
    steps: NDArray[np.int8],
    level: str,
    shown: str,
    theme: Theme,
    ramp: Ramp = "need",
) -> Scene:
    """The regions of ``values`` (n) that have a shape, with their ``steps`` (n) of
    ``ramp``."""
    known = layers.layers[level].ids
    ids = values["region_code"].map(known).to_numpy(dtype="float64", na_value=np.nan)
    drawn = ~np.isnan(ids)
    return Scene(
        layers,
        PALETTES[theme],
        level,
        shown,
        ids[drawn].astype(np.int32),
        values[drawn],
        steps[drawn],
        drawn,
        theme,
        ramp,
    )


def name_colours(scene: Scene) -> dict[str, tuple[str, str]]:
    """The colours of a name, and of its halo, on its own area, by code."""
    palette = scene.palette
    on_step = [(letters, fill) for fill, letters in palette.ramp(scene.ramp)]
    on_step.append((palette.ink, palette.unknown))
    looks = (on_step[step] for step in scene.steps.tolist())  # the last is `UNKNOWN`
    return dict(zip(scene.rows["region_code"], looks, strict=True))


def surroundings(scene: Scene) -> list[go.Choropleth]:
    """On the real map, the other regions of the shown one's level: pale, named."""
    if scene.layers.map == "hexagons":
        return []
    layer = scene.layers.layers.get(level_of(scene.shown))
    if layer is None:
        return []
    inside = set(layer.within(scene.shown))
    others = np.array([i for i in range(len(layer.codes)) if i not in inside])
    template = "<b>%{properties.name}</b><br>%{properties.within}"
    return [
        traces.areas(
            layer,
            others,
            np.zeros(len(others)),
            [scene.palette.faded],
            template=template,
            line=scene.palette.gap,
            width=1,
        )
    ]


def quiet_line(scene: Scene) -> tuple[str, float]:
    """Real villages need a line between them; hexagons have their gaps."""
    if scene.layers.map == "hexagons":
        return traces.CLEAR, 0
    return scene.palette.gap, 0.25 if scene.level == "village" else 0.8


def borders(scene: Scene) -> list[go.Choropleth]:
    """Dark around regencies, light around districts."""
    layers, palette = scene.layers.layers, scene.palette
    if ring := layers.get(f"{lower_level(scene.shown)}_border"):
        # Filled rings, which grow and shrink with the map.
        ids = np.arange(len(ring.codes))
        return [traces.areas(ring, ids, np.zeros(len(ids)), [palette.border])]
    lines = {"district": (palette.gap, 0.9), "regency": (palette.border, 1.2)}
    above = AREA_LEVELS[: AREA_LEVELS.index(scene.level)]
    if scene.layers.map == "hexagons":
        above = ("regency",)
    return [
        traces.outlines(layers[key], layers[key].within(scene.shown), *lines[key])
        for key in reversed(above)
        if key in layers and layers[key].within(scene.shown)
    ]


def selection(scene: Scene, selected: str | None) -> list[go.Choropleth]:
    layer = scene.layers.layers.get(level_of(selected or ""))
    if layer is None or selected not in layer.ids:
        return []
    return [
        traces.outlines(layer, [layer.ids[selected]], scene.palette.paper, 5),
        traces.outlines(layer, [layer.ids[selected]], scene.palette.ink, 2.5),
    ]
