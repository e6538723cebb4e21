"""What a coverage map draws: a scene, and its layers from the ground up.

The figure itself is put together in `imbang.wording.coverage_map`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from imbang.drawing.colours import PALETTES, Palette, Theme
from imbang.drawing.maps import traces
from imbang.drawing.maps.labels import dot_places
from imbang.geometry.layers import AREA_LEVELS, Layer, LayerSet
from imbang.texts import _
from imbang.wording.coverage_legend import STEPS, UNKNOWN, classify_uncovered

LEVELS = {2: "province", 5: "regency", 8: "district", 13: "village"}


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
    faded: NDArray[np.bool_]
    drawn: NDArray[np.bool_]
    theme: Theme

    @property
    def areas(self) -> Layer:
        return self.layers.layers[self.level]


def set_scene(
    layers: LayerSet,
    values: pd.DataFrame,
    level: str,
    shown: str,
    theme: Theme,
    wanted: Collection[str] | None,
) -> Scene:
    """The scene of uncovered persons; regions of other steps than ``wanted`` fade."""
    steps = classify_uncovered(values, level)
    scene = scene_of(layers, values, steps, level, shown, theme)
    if not wanted:
        return scene
    keep = [
        STEPS.index(key) if key in STEPS else UNKNOWN
        for key in sorted(set(wanted) - {"no_psm"})
    ]
    faded = ~np.isin(scene.steps, keep)
    if "no_psm" in wanted:
        faded &= (scene.rows["state"] != "no_psm").to_numpy()
    return replace(scene, faded=faded)


def scene_of(
    layers: LayerSet,
    values: pd.DataFrame,
    steps: NDArray[np.int8],
    level: str,
    shown: str,
    theme: Theme,
) -> Scene:
    """The regions of ``values`` (n) that have a shape, with their ``steps`` (n)."""
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
        np.zeros(int(drawn.sum()), dtype=bool),
        drawn,
        theme,
    )


def name_colours(scene: Scene) -> dict[str, tuple[str, str]]:
    """The colours of a name, and of its halo, on its own area, by code."""
    palette = scene.palette
    on_step = [
        *zip(palette.written, palette.steps, strict=True),
        (palette.quiet_ink, palette.faded),
        (palette.ink, palette.unknown),
    ]
    steps = np.where(scene.faded, len(STEPS), scene.steps).tolist()
    looks = (on_step[step] for step in steps)
    return dict(zip(scene.rows["region_code"], looks, strict=True))


def surroundings(scene: Scene) -> list[go.Choropleth]:
    """On the real map, the other regions of the shown one's level: pale, named."""
    if scene.layers.map == "hexagons":
        return []
    layer = scene.layers.layers.get(LEVELS.get(len(scene.shown), ""))
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


def filled(scene: Scene) -> list[go.Choropleth]:
    """The regions in the colours of their steps; unknown ones hollow."""
    palette = scene.palette
    ppks, psm = (
        scene.rows[c].notna().to_numpy() for c in ("ppks_persons", "psm_active")
    )
    is_known = scene.steps != UNKNOWN
    is_least = scene.rows["is_uncovered_at_least"].to_numpy(dtype=bool)
    line, colours = quiet_line(scene), [*palette.steps, palette.faded]
    found = [
        _group(scene, is_known & ~is_least, colours, _template(), line),
        _group(scene, is_known & is_least, colours, _template(is_least=True), line),
    ]
    for has_ppks, has_psm in (
        (True, True),
        (True, False),
        (False, True),
        (False, False),
    ):
        own = ~is_known & (ppks == has_ppks) & (psm == has_psm)
        template = _template(has_ppks=has_ppks, has_psm=has_psm, is_known=False)
        hollow = [palette.unknown] * 4 + [palette.faded]
        found.append(_group(scene, own, hollow, template, (palette.unknown_line, 0.7)))
    return [trace for trace in found if trace is not None]


def quiet_line(scene: Scene) -> tuple[str, float]:
    """Real villages need a line between them; hexagons have their gaps."""
    if scene.layers.map == "hexagons":
        return traces.CLEAR, 0
    return scene.palette.gap, 0.25 if scene.level == "village" else 0.8


def _group(
    scene: Scene,
    own: NDArray[np.bool_],
    colours: Sequence[str],
    template: str,
    line: tuple[str, float],
) -> go.Choropleth | None:
    if not own.any():
        return None
    columns = ["ppks_persons", "psm_active", "uncovered_persons", "shortage"]
    numbers = scene.rows.loc[own, columns].fillna(0).to_numpy(dtype="float64")
    steps = np.where(scene.faded, len(STEPS), np.maximum(scene.steps, 0))[own]
    return traces.areas(
        scene.areas,
        scene.ids[own],
        steps,
        colours,
        template=template,
        numbers=np.floor(numbers + 0.5 + 1e-9).astype(np.int64),
        line=line[0],
        width=line[1],
    )


def _template(
    *,
    has_ppks: bool = True,
    has_psm: bool = True,
    is_known: bool = True,
    is_least: bool = False,
) -> str:
    ppks, psm, uncovered, shortage = (f"%{{customdata[{i}]:,d}}" for i in range(4))
    lines = [
        "<b>%{properties.name}</b>",
        "%{properties.within}",
        _("PMKS: {n} people", n=ppks) if has_ppks else _("PMKS: not reported"),
        _("Active PSM: {n}", n=psm) if has_psm else _("Active PSM: not reported"),
    ]
    if is_least:
        lines.append(_("Beyond reach: at least {n} people", n=uncovered))
        lines.append(_("PSM wanted: at least {n}", n=shortage))
    elif is_known:
        lines.append(_("Beyond reach: {n} people", n=uncovered))
        lines.append(_("PSM wanted: {n}", n=shortage))
    return "<br>".join(lines)


def marks(scene: Scene) -> list[go.Choropleth | go.Scattergeo]:
    """A dot where nobody serves."""
    layer = scene.layers.layers.get(f"{scene.level}_dot")
    bare = (scene.rows["state"] == "no_psm").to_numpy() & ~scene.faded
    bare &= scene.steps != UNKNOWN
    if layer is None or not bare.any():
        return []
    if len(scene.shown) == 8:
        x, y = zip(
            *dot_places(scene.layers, scene.shown, scene.ids[bare].tolist()),
            strict=True,
        )
        return [traces.dots(x, y, colour=scene.palette.paper)]
    flat = np.zeros(int(bare.sum()))
    return [traces.areas(layer, scene.ids[bare], flat, [scene.palette.paper])]


def borders(scene: Scene) -> list[go.Choropleth]:
    """Dark around regencies, light around districts."""
    layers, palette = scene.layers.layers, scene.palette
    if "regency_border" in layers and len(scene.shown) == 2:
        # Filled rings, which grow and shrink with the map.
        ring = layers["regency_border"]
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
    layer = scene.layers.layers.get(LEVELS.get(len(selected or ""), ""))
    if layer is None or selected not in layer.ids:
        return []
    return [
        traces.outlines(layer, [layer.ids[selected]], scene.palette.paper, 5),
        traces.outlines(layer, [layer.ids[selected]], scene.palette.ink, 2.5),
    ]
