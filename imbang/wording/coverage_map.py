"""The charts: one function each, from numbers to a Plotly figure.

Figures know no Streamlit and fetch nothing: they get values and what is known of the
map's layers, and tell the browser where the shapes are.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from imbang.analysis.coverage_steps import STEPS, UNKNOWN, classify_uncovered
from imbang.drawing.colours import Theme
from imbang.drawing.maps import scene as map_scene
from imbang.drawing.maps import traces
from imbang.drawing.maps.figure import clicked_region, layout, map_config
from imbang.drawing.maps.labels import dot_places, labels
from imbang.drawing.maps.scene import Scene, _group, quiet_line, scene_of
from imbang.geometry.layers import LayerSet
from imbang.reference.levels import around, level_of
from imbang.texts import _
from imbang.wording.coverage_legend import legend

__all__ = [
    "classify_uncovered",
    "clicked_region",
    "coverage_map",
    "layout",
    "legend",
    "map_config",
    "not_drawn",
]


def not_drawn(layers: LayerSet, values: pd.DataFrame, level: str) -> list[str]:
    """Codes of ``values`` that this map has no shape for."""
    ids = layers.layers[level].ids
    return [code for code in values["region_code"] if code not in ids]


def coverage_map(
    layers: LayerSet,
    values: pd.DataFrame,
    *,
    level: str,
    focus: str,
    selected: str | None = None,
    theme: Theme = "light",
    steps: Collection[str] | None = None,
) -> go.Figure:
    """The map of uncovered persons.

    ``values`` is the answer of ``coverage`` for ``level`` within ``focus``; regions
    without a shape are left out (`not_drawn`). ``focus`` fills the view: a province,
    regency or district; a village means its district, with itself outlined. With
    ``steps`` (keys of `legend`) other regions fade. KeyError for a level that the map
    does not have (``layers.levels``).
    """
    shown = around(focus)
    chosen = selected or (focus if level_of(focus) == "village" else None)
    scene = set_scene(layers, values, level, shown, theme, steps)
    return go.Figure(
        data=[
            *map_scene.surroundings(scene),
            *filled(scene),
            *marks(scene),
            *map_scene.borders(scene),
            *map_scene.selection(scene, chosen),
            *labels(
                layers,
                shown=shown,
                level=level,
                palette=scene.palette,
                written=map_scene.name_colours(scene),
            ),
        ],
        layout=layout(scene),
    )


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
