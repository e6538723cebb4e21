"""What all charts have in common: font, colours, no frame, no dragging."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import plotly.graph_objects as go

from imbang.drawing.colours import FONT, PALETTES, Theme
from imbang.texts import language

_LONGEST = 500
CLEAR = "rgba(0,0,0,0)"
ON_PAPER = "on paper"
"""The ``meta`` of traces that a legend tells of on paper alone: the page has its own."""


def plain_layout(theme: Theme, height: int) -> Mapping[str, object]:
    """The layout of a chart ``height`` pixels high, on whatever lies behind it."""
    palette = PALETTES[theme]
    return {
        "template": go.layout.Template(),
        "height": height,
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": {"family": FONT, "size": 12.5, "color": palette.ink},
        "separators": ",." if language() == "id" else ".,",
        "hovermode": "closest",
        "dragmode": False,
        "hoverlabel": {"bgcolor": palette.card, "font": {"color": palette.ink}},
    }


def merged(layout: Mapping[str, Any], **own: Any) -> dict[str, Any]:
    """A layout and what of it is a chart's own: of what both tell in parts, the own parts
    besides (not parts of parts). `Figure.update_layout` told each to listeners that there
    are none of, which was 7 % of what a server does."""
    both = {**layout, **own}
    for name in layout.keys() & own.keys():
        if isinstance(layout[name], Mapping) and isinstance(own[name], Mapping):
            both[name] = {**layout[name], **own[name]}
    return both


def literal(text: str) -> str:
    """A text of Plotly that is read as ``text``.

    Plotly takes tags (links among them), entities and ``%{names}`` for its own; whoever
    draws a chart writes ``<b>`` and ``<br>`` around what came through here. What is longer
    than any chart has room for is cut: the whole stands in its table and its files.
    """
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST]}…"
    return escape(text, quote=False).replace("%{", "%&#123;")
