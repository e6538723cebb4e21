"""Points over two numbers, with the lines they are held against.

The same function serves all pages; colours are those of the palette. Groups of points
are told apart by their symbol as well as by their colour; lines have their name where
they end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from imbang import formats
from imbang.drawing.colours import PALETTES, Palette, Theme
from imbang.drawing.layout import literal, merged, plain_layout
from imbang.drawing.ticks import tick_step

Numbers = NDArray[np.float64]
_LETTER = 0.015  # of the width of a chart


@dataclass(frozen=True)
class Group:
    """Points that mean the same: their name, numbers (n each), codes, names, look.

    ``written`` are the names to be written beside points as Plotly reads them
    (`imbang.drawing.layout.literal`), "" for most. A ``symbol`` is
    Plotly's.
    """

    name: str
    across: Numbers
    upwards: Numbers
    codes: Sequence[str]
    names: Sequence[str]
    written: Sequence[str]
    colour: str
    symbol: str


@dataclass(frozen=True)
class Guide:
    """A line that points are held against, with its name at its right end."""

    name: str
    across: Numbers
    upwards: Numbers
    dash: str = "solid"
    is_strong: bool = False


@dataclass(frozen=True)
class Axis:
    """What a number is, how it is written, and how far the axis goes."""

    title: str
    most: float
    write: Callable[[object], str] = formats.number


def points(
    groups: Sequence[Group],
    guides: Sequence[Guide],
    *,
    across: Axis,
    upwards: Axis,
    theme: Theme = "light",
    height: int = 420,
    marked: str = "",
) -> go.Figure:
    """Points from (0, 0) up, with guides behind them; empty where there is no point.

    A click on a point tells its code (``customdata``); the one of ``marked`` has a ring.
    """
    palette = PALETTES[theme]
    shown = [group for group in groups if len(group.across)]
    if not shown:
        return go.Figure()
    longest = max((len(guide.name) for guide in guides), default=0)
    layout = merged(
        plain_layout(theme, height),
        xaxis=_axis(across, palette),
        yaxis=_axis(upwards, palette),
        margin={"l": 0, "r": 12 + round(6.6 * longest), "t": 30, "b": 0},
        showlegend=len(shown) > 1,
        legend={
            "orientation": "h",
            "y": 1,
            "yanchor": "bottom",
            "x": 0,
            "itemclick": False,
            "itemdoubleclick": False,
        },
    )
    figure = go.Figure([_line(guide, palette) for guide in guides], layout)
    for guide, shift in _ends(guides, upwards.most, height):
        figure.add_annotation(
            x=float(guide.across[-1]),
            y=float(guide.upwards[-1]),
            yshift=shift,
            xshift=5,
            xanchor="left",
            text=literal(guide.name),
            showarrow=False,
            font={
                "color": palette.ink if guide.is_strong else palette.quiet_ink,
                "size": 12.5,
            },
        )
    seen: list[tuple[float, float, float]] = []
    marks = [at for g in shown for at in zip(g.across, g.upwards, strict=True)]
    for group in shown:
        written = _readable(group, seen, marks, across.most, upwards.most / height)
        figure.add_trace(_cloud(group, written, across, upwards, palette))
        if marked in group.codes:
            figure.add_trace(_ring(group, list(group.codes).index(marked), palette))
    return figure


def _line(guide: Guide, palette: Palette) -> go.Scatter:
    return go.Scatter(
        x=np.round(guide.across, 3),
        y=np.round(guide.upwards, 4),
        mode="lines",
        hoverinfo="skip",
        showlegend=False,
        line={
            "color": palette.ink if guide.is_strong else palette.quiet_ink,
            "width": 1.8 if guide.is_strong else 1.1,
            "dash": guide.dash,
        },
    )


def _ring(group: Group, at: int, palette: Palette) -> go.Scatter:
    """A ring around a point, which takes no click from it."""
    return go.Scatter(
        x=[round(float(group.across[at]), 3)],
        y=[round(float(group.upwards[at]), 4)],
        mode="markers",
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
        marker={
            "symbol": "circle-open",
            "size": 20,
            "color": palette.ink,
            "line": {"width": 2.5},
        },
    )


def _readable(
    group: Group,
    seen: list[tuple[float, float, float]],
    marks: Sequence[tuple[float, float]],
    widest: float,
    pixel: float,
) -> list[str]:
    """The names to be written, without those that would cover another (``seen``: left,
    right, height of each so far) or a point (``marks``: across and upwards of all).
    ``pixel`` is its height in what is measured."""
    kept = []
    for name, x, y in zip(group.written, group.across, group.upwards, strict=True):
        if not name:
            kept.append("")
            continue
        long = _length(name) * widest
        left = x if _is_at_the_edge(name, x, widest) else x - long / 2
        box = (left, left + long, y + 14 * pixel)
        is_free = "<b>" in name or (
            all(
                box[1] < start or end < box[0] or abs(box[2] - at) > 19 * pixel
                for start, end, at in seen
            )
            and not any(
                box[0] < across < box[1] and abs(box[2] - up) < 11 * pixel
                for across, up in marks
            )
        )
        kept.append(name if is_free else "")
        if is_free:
            seen.append(box)
    return kept


def _length(name: str) -> float:
    """The length of a name as a share of the width of a chart that is not wide."""
    return _LETTER * len(name.replace("<b>", "").replace("</b>", ""))


def _is_at_the_edge(name: str, x: float, widest: float) -> bool:
    """Whether a name in the middle over its point would run into the axis."""
    return x < _length(name) / 2 * widest


def _cloud(
    group: Group, written: Sequence[str], across: Axis, upwards: Axis, palette: Palette
) -> go.Scatter:
    many = len(group.across) > 300
    told = [
        f"<b>{literal(name)}</b><br>{literal(across.title)}: {across.write(x)}"
        f"<br>{literal(upwards.title)}: {upwards.write(y)}"
        for name, x, y in zip(group.names, group.across, group.upwards, strict=True)
    ]
    return go.Scatter(
        name=literal(group.name),
        x=np.round(group.across, 3),
        y=np.round(group.upwards, 4),
        customdata=list(group.codes),
        hovertext=told,
        hovertemplate="%{hovertext}<extra></extra>",
        mode="markers+text" if any(written) else "markers",
        text=list(written),
        cliponaxis=False,
        textposition=[
            "top right" if _is_at_the_edge(name, x, across.most) else "top center"
            for name, x in zip(written, group.across, strict=True)
        ],
        textfont={"color": palette.ink, "size": 12.5},
        selected={"marker": {"opacity": 0.55 if many else 0.95}},
        unselected={"marker": {"opacity": 0.55 if many else 0.95}},
        marker={
            "color": group.colour,
            "symbol": group.symbol,
            "size": 6 if many else 11,
            "opacity": 0.55 if many else 0.95,
            "line": {"color": palette.ink, "width": 0.3 if many else 0.8},
        },
    )


def _ends(
    guides: Sequence[Guide], most: float, height: int
) -> list[tuple[Guide, float]]:
    """The guides that are named, and how many pixels each name moves up to be read."""
    named = [guide for guide in guides if guide.name and len(guide.upwards)]
    ends = sorted(named, key=lambda guide: float(guide.upwards[-1]))
    pixels = max(height - 80, 1) / most
    placed: list[float] = []
    for guide in ends:
        at = pixels * float(guide.upwards[-1])
        placed.append(max(at, placed[-1] + 16) if placed else at)
    return [
        (guide, at - pixels * float(guide.upwards[-1]))
        for guide, at in zip(ends, placed, strict=True)
    ]


def _axis(axis: Axis, palette: Palette) -> Mapping[str, object]:
    step = tick_step(axis.most / 5, axis.write)
    ticks = np.arange(0, axis.most * 1.0001, step)
    return {
        "title": {
            "text": literal(axis.title),
            "font": {"color": palette.quiet_ink, "size": 12.5},
        },
        "range": [-0.025 * axis.most, axis.most],
        "tickvals": ticks,
        "ticktext": [axis.write(float(tick)) for tick in ticks],
        "tickfont": {"color": palette.quiet_ink},
        "gridcolor": palette.faded,
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
    }
