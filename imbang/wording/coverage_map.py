"""The charts: one function each, from numbers to a Plotly figure.

Figures know no Streamlit and fetch nothing: they get values and what is known of the
map's layers, and tell the browser where the shapes are.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from imbang.drawing.colours import FONT, Theme
from imbang.drawing.maps import scene as map_scene
from imbang.drawing.maps.labels import labels, window
from imbang.drawing.maps.scene import Scene
from imbang.drawing.maps.traces import CLEAR
from imbang.geometry.layers import LayerSet
from imbang.texts import language
from imbang.wording.coverage_legend import classify_uncovered, legend

__all__ = [
    "classify_uncovered",
    "clicked_region",
    "coverage_map",
    "layout",
    "legend",
    "map_config",
    "not_drawn",
]


def map_config(base: str = "") -> dict[str, Any]:
    """Plotly's configuration for a map: nothing from outside, no tool bar, no zoom.

    ``base`` is the path under which the app is served ('' or '/imbang').
    """
    return {
        "topojsonURL": f"{base}/topo/",
        "displayModeBar": False,
        "scrollZoom": False,
        "doubleClick": False,
        "showTips": False,
    }


def not_drawn(layers: LayerSet, values: pd.DataFrame, level: str) -> list[str]:
    """Codes of ``values`` that this map has no shape for."""
    ids = layers.layers[level].ids
    return [code for code in values["region_code"] if code not in ids]


def clicked_region(event: Mapping[str, Any], layers: LayerSet) -> str | None:
    """The region code of a Plotly selection event, from an area or a name."""
    points = event.get("selection", event).get("points") or []
    if not points:
        return None
    point = points[0]
    if code := (point.get("properties") or {}).get("code"):
        return str(code)
    location = point.get("location")
    if location is not None and "village" in layers.layers:
        codes = layers.layers["village"].codes
        index = int(location)
        return codes[index] if 0 <= index < len(codes) else None
    said = point.get("customdata")
    if isinstance(said, Mapping):
        said = list(said.values())
    first = said[0] if isinstance(said, list) and said else said
    return first if isinstance(first, str) else None


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
    shown = focus[:8] if len(focus) == 13 else focus
    chosen = selected or (focus if len(focus) == 13 else None)
    scene = map_scene.set_scene(layers, values, level, shown, theme, steps)
    return go.Figure(
        data=[
            *map_scene.surroundings(scene),
            *map_scene.filled(scene),
            *map_scene.marks(scene),
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


def layout(scene: Scene) -> dict[str, Any]:
    """What all maps have in common: their window, and how they answer the pointer."""
    west, south, east, north = window(scene.layers, scene.shown)
    palette = scene.palette
    return {
        "template": go.layout.Template(),  # Plotly's own would be a sixth of all bytes
        "geo": {
            "visible": False,
            "bgcolor": CLEAR,
            "projection": {"type": scene.layers.projection},
            "lonaxis": {"range": [west, east]},
            "lataxis": {"range": [south, north]},
        },
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "dragmode": "orbit",
        "hovermode": "closest",
        "hoverdistance": 6,
        "separators": ",." if language() == "id" else ".,",
        "hoverlabel": {
            "bgcolor": palette.card,
            "bordercolor": palette.unknown_line,
            "align": "left",
            "font": {"family": FONT, "size": 13, "color": palette.ink},
        },
        "showlegend": False,
        "uirevision": "map",
    }
