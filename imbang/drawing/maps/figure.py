"""A map as a figure: how it is laid out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from imbang.drawing.colours import FONT
from imbang.drawing.maps.labels import window_around
from imbang.drawing.maps.scene import Scene
from imbang.drawing.maps.traces import CLEAR
from imbang.texts import language


def layout(scene: Scene, closer_to: Sequence[str] = ()) -> dict[str, Any]:
    """What all maps have in common: their window, and how they answer the pointer. The
    view is closer to the regions ``closer_to``, where there are any."""
    west, south, east, north = window_around(
        scene.layers, scene.shown, scene.level, closer_to
    )
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
