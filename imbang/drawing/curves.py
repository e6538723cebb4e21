"""Curves over shares from 0 to 1: how far what is given lies from what is needed.

The same function serves all pages; colours are those of the palette. Each curve is named
where it runs, and told apart by its dash as well as by its colour.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from imbang import formats
from imbang.drawing.colours import PALETTES, Palette, Theme
from imbang.drawing.layout import literal, plain_layout
from imbang.texts import _

Shares = NDArray[np.float64]

_MOST_POINTS = 160  # a curve of 2,000 villages looks the same with so many
_FIRST_NAME, _NEXT_NAME = 0.93, 0.11  # heights, in shares, of the names of the curves


@dataclass(frozen=True)
class Curve:
    """One curve: its name, its points as shares (n each, rising), its look.

    ``dash`` is a Plotly dash, so that curves are told apart without colour.
    """

    name: str
    across: Shares
    upwards: Shares
    colour: str
    dash: str = "solid"


def lorenz(
    curves: Sequence[Curve],
    *,
    across: str,
    upwards: str,
    theme: Theme = "light",
    height: int = 340,
) -> go.Figure:
    """Lorenz curves under the diagonal of perfect evenness, each with its name.

    ``across`` and ``upwards`` say what the shares are of. A curve without points, or
    with shares that do not exist (nan), is left out; the figure is empty where none is.
    """
    palette = PALETTES[theme]
    drawn = [
        c for c in curves if len(c.across) and np.isfinite(c.across + c.upwards).all()
    ]
    if not drawn:
        return go.Figure()
    layout = {
        **plain_layout(theme, height),
        "margin": {"l": 0, "r": 26, "t": 8, "b": 0},
        "xaxis": _axis(across, palette),
        "yaxis": _axis(upwards, palette),
    }
    traces = [_trace(curve, across, upwards) for curve in drawn]
    figure = go.Figure([_diagonal(palette), *traces], layout)
    for place, curve in enumerate(drawn):
        figure.add_annotation(_name(curve, _FIRST_NAME - _NEXT_NAME * place))
    figure.add_annotation(
        x=0.5,
        y=0.5,
        text=_("even"),
        showarrow=False,
        xanchor="right",
        yanchor="bottom",
        font={"color": palette.quiet_ink, "size": 12.5},
    )
    return figure


def _trace(curve: Curve, across: str, upwards: str) -> go.Scatter:
    kept = _some(curve.across, curve.upwards)
    right, up, name = literal(across), literal(upwards), literal(curve.name)
    told = [
        f"{right}: {formats.percent(x)}<br>{up}: {formats.percent(y)}"
        for x, y in zip(curve.across[kept], curve.upwards[kept], strict=True)
    ]
    return go.Scatter(
        x=np.round(curve.across[kept], 4),
        y=np.round(curve.upwards[kept], 4),
        mode="lines",
        name=name,
        text=told,
        line={"color": curve.colour, "width": 2.4, "dash": curve.dash},
        hovertemplate=f"{name}<br>%{{text}}<extra></extra>",
        showlegend=False,
    )


def _some(across: Shares, upwards: Shares) -> NDArray[np.int64]:
    """Points enough to draw a curve, evenly spaced along it, with both ends and every
    corner before a leap: the points on both sides of each place wanted."""
    if len(across) <= _MOST_POINTS:
        return np.arange(len(across))
    way = across + upwards
    after = np.searchsorted(way, np.linspace(way[0], way[-1], _MOST_POINTS // 2))
    return np.unique(np.clip(np.r_[0, after, after - 1, len(way) - 1], 0, len(way) - 1))


def _name(curve: Curve, height: float) -> Mapping[str, object]:
    """A curve's name beside it, on the side of the diagonal."""
    return {
        "x": float(np.interp(height, curve.upwards, curve.across)),
        "y": height,
        "text": f"<b>{literal(curve.name)}</b>",
        "xanchor": "right",
        "xshift": -6,
        "showarrow": False,
        "font": {"color": curve.colour, "size": 12.5},
    }


def _diagonal(palette: Palette) -> go.Scatter:
    return go.Scatter(
        x=[0, 1],
        y=[0, 1],
        mode="lines",
        hoverinfo="skip",
        showlegend=False,
        line={"color": palette.unknown_line, "width": 1, "dash": "dot"},
    )


def _axis(title: str, palette: Palette) -> Mapping[str, object]:
    ticks = (0, 0.25, 0.5, 0.75, 1)
    return {
        "title": {
            "text": literal(title),
            "font": {"color": palette.quiet_ink, "size": 12.5},
        },
        "range": [0, 1.01],
        "tickvals": ticks,
        "ticktext": [formats.percent(tick) for tick in ticks],
        "tickfont": {"color": palette.quiet_ink},
        "gridcolor": palette.faded,
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
    }
