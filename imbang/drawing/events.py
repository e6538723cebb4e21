"""Events on charts over time: a thin line at each, its number above the plot.

The numbers are those of the notes below the chart, which say what happened. Lines nearer
to each other than their numbers are wide share one label ("2–4"), so that none lies on
another on the narrowest screen.
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

_ROOM = 20  # pixels above the plot
_NARROWEST = 190  # pixels of a plot on a telephone
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
    for first, last in _groups([mark.number for mark in marks], shares):
        told = "<br>".join(
            f"{mark.number} {literal(mark.told)}" for mark in marks[first : last + 1]
        )
        figure.add_annotation(
            x=(shares[first] + shares[last]) / 2,
            xref="x domain",
            y=1,
            yref="paper",
            yanchor="bottom",
            yshift=2,
            text=f"<b>{_label(marks[first].number, marks[last].number)}</b>",
            hovertext=told,
            showarrow=False,
            font={"color": palette.ink, "size": 12.5},
        )
    layout = figure.layout
    return figure.update_layout(
        height=layout.height + _ROOM, margin={"t": (layout.margin.t or 0) + _ROOM}
    )


def _groups(numbers: Sequence[int], shares: Sequence[float]) -> list[tuple[int, int]]:
    """Which marks share a label: places of the first and the last of each."""
    groups: list[tuple[int, int]] = []
    for place in range(len(numbers)):
        groups.append((place, place))
        while len(groups) > 1 and _touch(groups[-2], groups[-1], numbers, shares):
            last = groups.pop()
            groups[-1] = (groups[-1][0], last[1])
    return groups


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
