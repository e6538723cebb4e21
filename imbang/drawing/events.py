"""Events on charts over time: a thin line at each, its number above the plot.

The numbers are those of the notes below the chart, which say what happened. Where lines
are near to each other their numbers stand in two rows in turn, and where that is not
enough they share one ("2–4"), so that none lies on another on the narrowest screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import plotly.graph_objects as go

from imbang.drawing.colours import PALETTES, Theme
from imbang.drawing.layout import literal
from imbang.periods import month_index

_ROW = 16  # pixels that a row of numbers takes above the plot
_NARROWEST = 140  # pixels of a plot on a telephone
_LETTER, _APART = 7.5, 5  # pixels
_FULL = 1.4  # width of a line


@dataclass(frozen=True)
class Mark:
    """An event on a chart: its number there, the day, what the pointer is told."""

    number: int
    day: date
    told: str


def with_events(
    figure: go.Figure, marks: Sequence[Mark], *, theme: Theme = "light"
) -> go.Figure:
    """``figure`` with a line at each of ``marks``, in the order of their numbers; as it is
    where it is empty.

    Its axis across is one of months (`imbang.drawing.lines.months_axis`) or of days.
    """
    if not marks or not figure.data:
        return figure
    palette, axis = PALETTES[theme], figure.layout.xaxis
    begin, end = (_number(one) for one in axis.range)
    places = {mark: _place(mark, axis.range[0]) for mark in marks}
    for place in dict.fromkeys(places.values()):
        figure.add_shape(
            type="line",
            x0=place,
            x1=place,
            y0=0,
            y1=1,
            yref="paper",
            layer="below",
            line={"color": palette.quiet_ink, "width": _FULL, "dash": "6px,3px"},
        )
    shares = [(_number(places[mark]) - begin) / (end - begin) for mark in marks]
    numbers = [mark.number for mark in marks]
    rows = 1 if len(_groups(numbers, shares, 1)) == len(set(shares)) else 2
    for place, (first, last) in enumerate(_groups(numbers, shares, rows)):
        told = "<br>".join(
            f"{mark.number} {literal(mark.told)}" for mark in marks[first : last + 1]
        )
        figure.add_annotation(
            x=(shares[first] + shares[last]) / 2,
            xref="x domain",
            y=1,
            yref="paper",
            xanchor="center",
            yanchor="bottom",
            yshift=2 + _ROW * (place % rows),
            text=f"<b>{_label(marks[first].number, marks[last].number)}</b>",
            hovertext=told,
            showarrow=False,
            font={"color": palette.ink, "size": 12.5},
        )
    layout, room = figure.layout, 4 + _ROW * rows
    return figure.update_layout(
        height=layout.height + room, margin={"t": (layout.margin.t or 0) + room}
    )


def _groups(
    numbers: Sequence[int], shares: Sequence[float], rows: int
) -> list[tuple[int, int]]:
    """Which marks share a label: places of the first and the last of each; the labels
    stand in so many rows in turn."""
    groups: list[tuple[int, int]] = []
    for place, share in enumerate(shares):
        if place and share == shares[place - 1]:
            groups[-1] = (groups[-1][0], place)
        else:
            groups.append((place, place))
    while True:
        touching = (
            i
            for i in range(rows, len(groups))
            if _touch(groups[i - rows], groups[i], numbers, shares)
        )
        if (at := next(touching, None)) is None:
            return groups
        groups[at - 1 : at + 1] = [(groups[at - 1][0], groups[at][1])]


def _touch(
    left: tuple[int, int],
    right: tuple[int, int],
    numbers: Sequence[int],
    shares: Sequence[float],
) -> bool:
    """Whether the labels of two groups lie on each other on the narrowest plot."""
    middles = [_NARROWEST * (shares[a] + shares[b]) / 2 for a, b in (left, right)]
    widths = [_LETTER * len(_label(numbers[a], numbers[b])) for a, b in (left, right)]
    return middles[1] - middles[0] < sum(widths) / 2 + _APART


def _label(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _place(mark: Mark, like: Any) -> Any:
    """Where an event stands on an axis whose ends are ``like`` this: months or days."""
    if isinstance(like, int | float):
        return month_index(mark.day.year, mark.day.month)
    return mark.day


def _number(place: Any) -> float:
    return float(place.toordinal()) if isinstance(place, date) else float(place)
