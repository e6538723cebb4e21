"""Bars: numbers of things side by side or stacked, with their labels on them.

The same functions serve all pages; colours are those of the palette, baselines are zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from imbang.colours import FONT, PALETTES, Theme
from imbang.texts import language

_CLEAR = "rgba(0,0,0,0)"
_LABEL_FROM = 0.12  # of the highest bar: lower parts cannot hold a label


@dataclass(frozen=True)
class Series:
    """One part of every bar: its name, its values, its colour, how it is filled.

    ``pattern`` is a Plotly pattern shape, so that a part is told apart without colour.
    """

    name: str
    values: Sequence[float]
    colour: str
    ink: str
    pattern: str = ""


def stacked_bars(
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    totals: Sequence[str],
    theme: Theme = "light",
    height: int = 230,
) -> go.Figure:
    """Vertical bars of counts, one a label, its parts stacked in the order given.

    ``totals`` is what stands above each bar. A part too low for its label has none.
    """
    palette = PALETTES[theme]
    heights = [sum(values) for values in zip(*(s.values for s in series), strict=True)]
    least = _LABEL_FROM * max(heights, default=0)
    bars = [
        go.Bar(
            name=one.name,
            x=list(labels),
            y=list(one.values),
            text=[f"{v:g}" if v and v >= least else "" for v in one.values],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": one.ink, "size": 12},
            marker={
                "color": one.colour,
                "line": {"color": palette.paper, "width": 1},
                "pattern": {
                    "shape": one.pattern,
                    "fillmode": "overlay",
                    "fgcolor": palette.quiet_ink,
                    "size": 6,
                    "solidity": 0.2,
                },
            },
            hovertemplate=f"%{{x}}<br>{one.name}: %{{y}}<extra></extra>",
        )
        for one in series
    ]
    above = go.Scatter(
        x=list(labels), y=heights, mode="text", text=list(totals), cliponaxis=False,
        textposition="top center", hoverinfo="skip", showlegend=False,
        textfont={"color": palette.ink, "size": 12.5},
    )  # fmt: skip
    return go.Figure(
        [*bars, above], _layout(theme, height, max(heights, default=1) * 1.18)
    )


def _layout(theme: Theme, height: int, top: float) -> Mapping[str, object]:
    palette = PALETTES[theme]
    return {
        "template": go.layout.Template(),
        "barmode": "stack",
        "bargap": 0.35,
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 6, "b": 0},
        "paper_bgcolor": _CLEAR,
        "plot_bgcolor": _CLEAR,
        "font": {"family": FONT, "size": 12.5, "color": palette.ink},
        "separators": ",." if language() == "id" else ".,",
        "xaxis": {"type": "category", "fixedrange": True, "automargin": True},
        "yaxis": {"visible": False, "range": [0, top], "fixedrange": True},
        "legend": {
            "orientation": "h", "x": 0, "y": -0.16, "yanchor": "top",
            "traceorder": "normal", "itemclick": False, "itemdoubleclick": False,
        },
        "hoverlabel": {"bgcolor": palette.card, "font": {"color": palette.ink}},
    }  # fmt: skip
