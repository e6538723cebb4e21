"""A spine chart: figures of any unit under one another, each between the worst and the
best of its peers, better always to the right.

Name and value stand above each line, the worst and the best at its ends, so that nothing
is looked up in a legend or on an axis.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from imbang import formats
from imbang.drawing.colours import PALETTES, Palette, Theme
from imbang.drawing.layout import literal, merged, plain_layout

_ROW = 40  # pixels
_VALUE = 58  # pixels that a value takes at most
_END = 0.2  # of the line's length, on each side for the worst and the best


@dataclass(frozen=True)
class Strip:
    """One figure: its name, its value and the ends of its line as written, and places
    from 0 (worst) to 1 (best): the value, the middle half and the median of the peers,
    ``mark``, what it is held against, and the limits of chance around that. A place that
    does not exist is nan. ``colour`` and ``sign`` say its judgement, ``symbol`` is Plotly's; ``told`` are
    lines for the pointer.
    """

    name: str
    value: str
    sign: str
    worst: str
    best: str
    at: float
    limits: tuple[float, float]
    middle: tuple[float, float]
    median: float
    mark: float
    colour: str
    symbol: str
    told: Sequence[str]


def spine(strips: Sequence[Strip], *, theme: Theme = "light") -> go.Figure:
    """The strips from top to bottom; empty where there are none."""
    if not strips:
        return go.Figure()
    palette = PALETTES[theme]
    ranged = [(y, s) for y, s in enumerate(strips) if formats.exists(s.at)]
    chance = [(y, s.limits) for y, s in ranged if formats.exists(s.limits[0])]
    marks = [(y, s.mark) for y, s in ranged if formats.exists(s.mark)]
    traces = [
        _bars([(y, (0.0, 1.0)) for y, _s in ranged], palette.faded, 12),
        _bars([(y, strip.middle) for y, strip in ranged], palette.unknown_line, 12),
        _ticks([(y, s.median) for y, s in ranged], palette.paper, 6),
        _bars(chance, palette.accent, 1.6),
        _ticks(marks, palette.accent, 11),
        _values(ranged, palette),
    ]
    layout = merged(
        plain_layout(theme, _ROW * len(strips) + 6),
        annotations=[
            note for y, strip in enumerate(strips) for note in _notes(y, strip, palette)
        ],
        xaxis={"range": [-_END, 1 + _END], "visible": False, "fixedrange": True},
        yaxis={
            "range": [len(strips) - 0.62, -0.78],
            "visible": False,
            "fixedrange": True,
        },
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        showlegend=False,
    )
    return go.Figure(traces, layout)


def _bars(
    ends: Sequence[tuple[int, tuple[float, float]]], colour: str, width: float
) -> go.Scatter:
    """Lines along the strips, in one trace."""
    return go.Scatter(
        x=[x for _y, (low, high) in ends for x in (low, high, None)],
        y=[v for y, _ends in ends for v in (y, y, None)],
        mode="lines",
        line={"color": colour, "width": width},
        hoverinfo="skip",
    )


def _ticks(places: Sequence[tuple[int, float]], colour: str, half: float) -> go.Scatter:
    """Upright marks across the strips, ``half`` pixels to each side."""
    reach = half / _ROW
    return go.Scatter(
        x=[v for _y, x in places for v in (x, x, None)],
        y=[v for y, _x in places for v in (y - reach, y + reach, None)],
        mode="lines",
        line={"color": colour, "width": 2.4},
        hoverinfo="skip",
    )


def _values(ranged: Sequence[tuple[int, Strip]], palette: Palette) -> go.Scatter:
    return go.Scatter(
        x=[strip.at for _y, strip in ranged],
        y=[y for y, _strip in ranged],
        mode="markers",
        hovertext=["<br>".join(map(literal, s.told)) for _y, s in ranged],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
        marker={
            "color": [strip.colour for _y, strip in ranged],
            "symbol": [strip.symbol for _y, strip in ranged],
            "size": 14,
            "line": {"color": palette.ink, "width": 1.2},
        },
    )


def _notes(y: int, strip: Strip, palette: Palette) -> list[dict[str, object]]:
    plain = {"y": y, "showarrow": False}
    quiet = {"color": palette.quiet_ink, "size": 12.5}
    above = {**plain, "yshift": 17, "font": {"color": palette.ink, "size": 12.5}}
    return [
        {**above, "x": -_END, "xanchor": "left", "text": literal(strip.name)},
        {
            **above,
            "x": 1 + _END,
            "xanchor": "right",
            "text": f"<b>{literal(strip.value)}</b>",
        },
        {
            **above,
            "x": 1 + _END,
            "xanchor": "right",
            "xshift": -_VALUE,
            "text": literal(strip.sign),
        },
        {
            **plain,
            "x": -0.02,
            "xanchor": "right",
            "text": literal(strip.worst),
            "font": quiet,
        },
        {
            **plain,
            "x": 1.02,
            "xanchor": "left",
            "text": literal(strip.best),
            "font": quiet,
        },
    ]
