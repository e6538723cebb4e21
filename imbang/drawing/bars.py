"""Bars: numbers of things upright or ranked, stacked, with their labels on them.

The same functions serve all pages; colours are those of the palette, baselines are zero.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from imbang import formats
from imbang.drawing.colours import PALETTES, Palette, Theme
from imbang.drawing.layout import literal, merged, plain_layout
from imbang.texts import _

_LABEL_FROM = 0.12  # of the highest bar: lower parts cannot hold a label
LATE = "x"
"""The hatching of what tells of less time."""

_WIDEST_NAME = 24  # characters of a line of a bar's name
_MOST_LINES = 4


@dataclass(frozen=True)
class Series:
    """One part of every bar: its name, its values, its colour, how it is filled.

    ``pattern`` is a Plotly pattern shape, so that a part is told apart without colour;
    without an ``ink`` its values are not written on it.
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
) -> go.Figure:
    """Vertical bars of counts, one a label, its parts stacked in the order given.

    ``totals`` is what stands above each bar. A part too low for its label has none.
    """
    palette = PALETTES[theme]
    heights = [sum(values) for values in zip(*(s.values for s in series), strict=True)]
    least = _LABEL_FROM * max(heights, default=0)
    written = list(map(literal, labels))
    bars = [
        go.Bar(
            name=literal(one.name),
            x=written,
            y=list(one.values),
            text=[f"{v:g}" if v and v >= least else "" for v in one.values],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": one.ink, "size": 12.5},
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
            hovertemplate=f"%{{x}}<br>{literal(one.name)}: %{{y}}<extra></extra>",
        )
        for one in series
    ]
    above = go.Scatter(
        x=written,
        y=heights,
        mode="text",
        text=list(map(literal, totals)),
        cliponaxis=False,
        textposition="top center",
        hoverinfo="skip",
        showlegend=False,
        textfont={"color": palette.ink, "size": 12.5},
    )
    return go.Figure(
        [*bars, above], _layout(theme, 230, max(heights, default=1) * 1.18)
    )


def first(rows: pd.DataFrame, most: int) -> tuple[pd.DataFrame, int]:
    """The first ``most`` rows, to be drawn, and how many are left out."""
    return rows.head(most), max(0, len(rows) - most)


def ranked_bars(
    names: Sequence[str],
    series: Sequence[Series],
    *,
    totals: Sequence[str],
    codes: Sequence[str] | None = None,
    before: Sequence[float | None] | None = None,
    write: Callable[[object], str] = formats.number,
    left_out: int = 0,
    late: Collection[int] = (),
    theme: Theme = "light",
) -> go.Figure:
    """Horizontal bars, the first name on top, parts of a bar side by side on one line.

    ``totals`` is what stands behind each bar; ``codes`` what a click on it tells
    (``customdata``); ``before`` marks an earlier value of the whole with a line. The
    figure says how many are ``left_out`` (``layout.meta``). Bars at the places ``late``
    tell of less time than the others and are hatched. Without a name it is empty.
    """
    if not names:
        return go.Figure()
    palette = PALETTES[theme]
    places = list(range(len(names)))
    lengths = [sum(values) for values in zip(*(s.values for s in series), strict=True)]
    longest = max([*lengths, *(v for v in before or () if v is not None)], default=1)
    traces = [
        _part(one, names, places, codes, longest, write, late, theme) for one in series
    ]
    if late:
        traces.append(_late_key(palette))
    if before is not None:
        traces.append(_marks_before(before, places, palette))
    ends = [max(v, (before[i] or 0) if before else 0) for i, v in enumerate(lengths)]
    told = go.Scatter(
        x=ends,
        y=places,
        mode="text",
        text=[f"  {literal(total)}" for total in totals],
        textposition="middle right",
        hoverinfo="skip",
        showlegend=False,
        textfont={"color": palette.ink, "size": 12.5},
        cliponaxis=False,
    )
    widest = max(map(len, totals), default=0)
    above = 30 if len(series) > 1 or late else 6
    wrapped = [
        "<br>".join(
            map(
                literal,
                textwrap.wrap(
                    name, _WIDEST_NAME, max_lines=_MOST_LINES, placeholder="…"
                ),
            )
        )
        for name in names
    ]
    layout = merged(
        _layout(theme, above + 28 * len(names), 1),
        meta={"left_out": left_out},
        bargap=0.3,
        margin={"l": 0, "r": 14 + round(7.2 * widest), "t": above, "b": 4},
        showlegend=len(series) > 1 or bool(late),
        legend={"y": 1, "yanchor": "bottom"},
        xaxis={
            "type": "linear",
            "visible": False,
            "range": [0, longest or 1],
            "fixedrange": True,
        },
        yaxis={
            "visible": True,
            "tickvals": places,
            "ticktext": wrapped,
            "automargin": True,
            "ticklabeloverflow": "allow",  # else the last, of two lines, is left away
            "range": [len(names) - 0.5, -0.5],
            "fixedrange": True,
            "zeroline": False,
            "showgrid": False,
            "ticks": "",
            "ticklabelstandoff": 6,
        },
    )
    return go.Figure([*traces, told], layout)


def _part(
    one: Series,
    names: Sequence[str],
    places: Sequence[int],
    codes: Sequence[str] | None,
    longest: float,
    write: Callable[[object], str],
    late: Collection[int],
    theme: Theme,
) -> go.Bar:
    """One part of every horizontal bar, labelled where it is long enough."""
    palette = PALETTES[theme]
    on_late = palette.paper if one.colour == palette.accent else palette.ink
    told = [
        f"{literal(name)}<br>{literal(one.name)}: {write(v)}"
        for name, v in zip(names, one.values, strict=True)
    ]
    return go.Bar(
        name=literal(one.name),
        x=list(one.values),
        y=places,
        orientation="h",
        customdata=list(codes) if codes else None,
        hovertext=told,
        hovertemplate="%{hovertext}<extra></extra>",
        text=[
            write(v) if one.ink and v >= _LABEL_FROM * longest else ""
            for v in one.values
        ],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": one.ink or palette.ink, "size": 12.5},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        marker={
            "color": one.colour,
            "line": {"color": palette.paper, "width": 1},
            "pattern": {
                "shape": [LATE if i in late else one.pattern for i in places]
                if late
                else one.pattern,
                "fillmode": "overlay",
                "fgcolor": [on_late if i in late else palette.quiet_ink for i in places]
                if late
                else palette.quiet_ink,
                "size": 6,
                "solidity": 0.2,
            },
        },
    )


def _late_key(palette: Palette) -> go.Bar:
    """What the hatching of late bars means, for the legend."""
    return go.Bar(
        name=literal(_("Late: up to its last report")),
        x=[None],
        y=[None],
        orientation="h",
        hoverinfo="skip",
        marker={
            "color": palette.card,
            "line": {"color": palette.quiet_ink, "width": 1},
            "pattern": {"shape": LATE, "fgcolor": palette.quiet_ink, "size": 6},
        },
    )


def _marks_before(
    before: Sequence[float | None], places: Sequence[int], palette: Palette
) -> go.Scatter:
    """An upright line at each earlier value."""
    return go.Scatter(
        x=list(before),
        y=list(places),
        mode="markers",
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
        marker={
            "symbol": "line-ns",
            "size": 16,
            "line": {"color": palette.ink, "width": 2},
        },
    )


def _layout(theme: Theme, height: int, top: float) -> Mapping[str, object]:
    return {
        **plain_layout(theme, height),
        "barmode": "stack",
        "bargap": 0.35,
        "uniformtext": {"mode": "hide", "minsize": 12.5},
        "margin": {"l": 0, "r": 0, "t": 6, "b": 0},
        "xaxis": {"type": "category", "fixedrange": True, "automargin": True},
        "yaxis": {"visible": False, "range": [0, top], "fixedrange": True},
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": -0.16,
            "yanchor": "top",
            "traceorder": "normal",
            "itemclick": False,
            "itemdoubleclick": False,
        },
    }
