"""What a figure may hold so that paper shows all of it, and what paper leaves out.

A figure that holds anything else is refused: what the screen shows may not be missing on
paper without anybody knowing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import plotly.graph_objects as go

_LINE = ("line.color", "line.width", "line.dash", "line.shape")
_MARK = ("color", "size", "symbol", "opacity", "line.color", "line.width")
_PATTERN = ("shape", "fgcolor", "size", "fillmode", "solidity")
_WORDS = ("color", "size", "family", "weight", "shadow")

_DRAWN: Mapping[str, frozenset[str]] = {
    "bar": frozenset(
        [
            *("x", "y", "orientation", "name", "showlegend", "opacity"),
            *("text", "textposition", "insidetextanchor", "textangle"),
            *(f"textfont.{one}" for one in _WORDS),
            *(f"marker.{one}" for one in ("color", "line.color", "line.width")),
            *(f"marker.pattern.{one}" for one in _PATTERN),
        ]
    ),
    "scatter": frozenset(
        [
            *("x", "y", "yaxis", "mode", "name", "showlegend", "opacity", "meta"),
            *("connectgaps", "cliponaxis", "fill", "fillcolor", *_LINE),
            *("text", "textposition", *(f"textfont.{one}" for one in _WORDS)),
            *(f"marker.{one}" for one in _MARK),
        ]
    ),
    "choropleth": frozenset(
        [
            *("geojson", "featureidkey", "locations", "z", "zmin", "zmax"),
            *("colorscale", "showscale", "marker.opacity"),
            *("marker.line.color", "marker.line.width", "text", "meta"),
        ]
    ),
    "scattergeo": frozenset(
        [
            *("lon", "lat", "mode", "text", "textposition", "showlegend", "meta"),
            *("geojson", "featureidkey", "locations"),
            *(f"textfont.{one}" for one in _WORDS),
            *("marker.color", "marker.size"),
        ]
    ),
}
_OF_A_POINTER = ("hover", "customdata", "selected.", "unselected.", "type", "uid")

_AXIS = frozenset(
    [
        *("range", "type", "tickvals", "ticktext", "tickangle", "tickfont.color"),
        *("tickfont.size", "visible", "side", "showgrid", "gridcolor", "zeroline"),
        *("title.text", "title.font.color", "title.font.size", "domain", "ticks"),
        *("automargin", "ticklabelstandoff", "ticklabeloverflow", "fixedrange"),
        *("anchor", "position"),
    ]
)
_NOTE = frozenset(
    [
        *("text", "x", "y", "xref", "yref", "xanchor", "yanchor", "xshift", "yshift"),
        *("align", "showarrow", "font.color", "font.size"),
    ]
)
_SHAPE = frozenset(
    [
        *("type", "x0", "x1", "y0", "y1", "xref", "yref", "layer", "fillcolor"),
        *("line.color", "line.width", "line.dash", "opacity"),
    ]
)
_LAYOUT = frozenset(
    [
        *("height", "font.family", "font.size", "font.color", "margin.l", "margin.r"),
        *("margin.t", "margin.b", "barmode", "bargap", "showlegend", "separators"),
        *("legend.orientation", "legend.x", "legend.y", "legend.yanchor"),
        *("legend.traceorder", "uniformtext.mode", "uniformtext.minsize"),
        *("paper_bgcolor", "plot_bgcolor", "geo.visible", "geo.bgcolor"),
        *("geo.projection.type", "geo.lonaxis.range", "geo.lataxis.range"),
    ]
)
_OF_A_SCREEN = (
    *("template.", "hover", "dragmode", "uirevision", "meta.", "legend.item"),
    "clickmode",
)


class Undrawn(Exception):
    """A figure holds something that paper cannot draw; ``what`` names it."""

    def __init__(self, what: list[str]) -> None:
        super().__init__(f"not drawn on paper: {', '.join(what)}")
        self.what = what


def check(figure: go.Figure) -> None:
    """Undrawn for a figure that paper would not show whole."""
    if unknown := sorted(set(_unknown(figure.to_plotly_json()))):
        raise Undrawn(unknown)


def _unknown(told: Mapping[str, Any]) -> Iterator[str]:
    for trace in told["data"]:
        kind = trace.get("type", "scatter")
        if kind not in _DRAWN:
            yield kind
            continue
        for name in _names(trace):
            if name not in _DRAWN[kind] and not name.startswith(_OF_A_POINTER):
                yield f"{kind}.{name}"
    layout = dict(told["layout"])
    for parts, known in (("annotations", _NOTE), ("shapes", _SHAPE)):
        for part in layout.pop(parts, ()):
            yield from (f"{parts}.{n}" for n in _names(part) if n not in known)
    for name in _names(layout):
        axis, _dot, rest = name.partition(".")
        if axis.rstrip("0123456789") in ("xaxis", "yaxis"):
            if rest not in _AXIS:
                yield name
        elif name not in _LAYOUT and not name.startswith(_OF_A_SCREEN):
            yield name


def _names(told: Mapping[str, Any], before: str = "") -> Iterator[str]:
    """The dotted names of all that is set."""
    for name, value in told.items():
        if isinstance(value, Mapping) and "bdata" not in value:
            yield from _names(value, f"{before}{name}.")
        elif value is not None:
            yield f"{before}{name}"
