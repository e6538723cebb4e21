"""A map as a figure: how it is laid out, what Plotly is told, what a click on it means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from imbang.drawing.clicks import clicked_code, clicked_point
from imbang.drawing.colours import FONT
from imbang.drawing.maps.labels import window
from imbang.drawing.maps.scene import Scene
from imbang.drawing.maps.traces import CLEAR
from imbang.geometry.layers import LayerSet
from imbang.texts import language


def map_config() -> dict[str, Any]:
    """Plotly's configuration for a map: nothing from outside, no tool bar, no zoom."""
    return {
        "topojsonURL": "/topo/",
        "displayModeBar": False,
        "scrollZoom": False,
        "doubleClick": False,
        "showTips": False,
    }


def clicked_region(event: Mapping[str, Any], layers: LayerSet) -> str | None:
    """The region code of a Plotly selection event, from an area or a name."""
    point = clicked_point(event)
    if point is None:
        return None
    if code := (point.get("properties") or {}).get("code"):
        return str(code)
    location = point.get("location")
    if location is not None and "village" in layers.layers:
        codes = layers.layers["village"].codes
        index = int(location)
        return codes[index] if 0 <= index < len(codes) else None
    return clicked_code(event)


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
