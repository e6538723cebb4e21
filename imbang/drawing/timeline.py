"""A timeline: what happened when, each kind of thing on a lane of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from imbang import formats
from imbang.drawing.colours import FONT, PALETTES, Theme
from imbang.drawing.layout import literal
from imbang.texts import language

_CLEAR = "rgba(0,0,0,0)"
_SMALLEST, _LARGEST = 14, 46  # pixels across


@dataclass(frozen=True)
class Event:
    """Something that happened: when, on which lane, how large, what it says: on its
    disc, and to the pointer in lines, of which the first is its name."""

    day: date
    lane: str
    size: int
    label: str
    told: Sequence[str]


def timeline(
    events: Sequence[Event], lanes: Sequence[str], *, theme: Theme = "light"
) -> go.Figure:
    """Events as discs on their lanes, the first lane on top; area follows size.

    Without an event the figure is empty.
    """
    if not events:
        return go.Figure()
    palette = PALETTES[theme]
    largest = max((event.size for event in events), default=1) or 1
    across = [
        max(_SMALLEST, _LARGEST * (event.size / largest) ** 0.5) for event in events
    ]
    places = {lane: i for i, lane in enumerate(lanes)}
    discs = go.Scatter(
        x=[event.day for event in events],
        y=[places[event.lane] for event in events],
        mode="markers+text",
        text=[literal(event.label) for event in events],
        textposition="middle center",
        textfont={"color": palette.paper, "size": 12.5},
        hovertext=[_told(event) for event in events],
        hovertemplate="%{hovertext}<extra></extra>",
        marker={
            "size": across,
            "color": palette.accent,
            "opacity": 0.92,
            "line": {"color": palette.paper, "width": 1.5},
        },
        showlegend=False,
        cliponaxis=False,
    )
    return go.Figure([discs], _layout(events, lanes, theme))


def _told(event: Event) -> str:
    name, *more = map(literal, event.told)
    return "<br>".join((f"<b>{name}</b>", *more))


def _layout(
    events: Sequence[Event], lanes: Sequence[str], theme: Theme
) -> dict[str, object]:
    palette = PALETTES[theme]
    first = min(event.day for event in events)
    last = max(event.day for event in events)
    quarters = _quarters(first, last)
    return {
        "template": go.layout.Template(),
        "height": 60 + 62 * len(lanes),
        "margin": {"l": 0, "r": 16, "t": 8, "b": 0},
        "paper_bgcolor": _CLEAR,
        "plot_bgcolor": _CLEAR,
        "dragmode": False,
        "font": {"family": FONT, "size": 12.5, "color": palette.ink},
        "separators": ",." if language() == "id" else ".,",
        "xaxis": {
            "range": [_before(quarters[0]), _after(quarters[-1])],
            "tickvals": quarters,
            "ticktext": [
                formats.short_month(f"{day:%Y-%m}").replace(" ", "<br>")
                for day in quarters
            ],
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "automargin": True,
            "tickangle": 0,
        },
        "yaxis": {
            "range": [len(lanes) - 0.5, -0.5],
            "tickvals": list(range(len(lanes))),
            "ticktext": list(map(literal, lanes)),
            "fixedrange": True,
            "gridcolor": palette.faded,
            "zeroline": False,
            "automargin": True,
            "ticklabelstandoff": 8,
        },
        "hoverlabel": {"bgcolor": palette.card, "font": {"color": palette.ink}},
    }


def _quarters(first: date, last: date) -> list[date]:
    """At most seven first days of months, evenly apart, around both days."""
    begin, end = 12 * first.year + first.month - 1, 12 * last.year + last.month
    every = next(n for n in (1, 3, 6, 12, 24, 60, 120) if (end - begin) / n <= 6)
    months = range(begin - begin % every, end + every, every)
    return [date(month // 12, month % 12 + 1, 1) for month in months]


def _before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 12)


def _after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 12)
