"""Lines over months: each named at its end, gaps left as gaps.

The same function serves all pages; colours are those of the palette.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape

import plotly.graph_objects as go

from imbang import formats
from imbang.drawing.colours import PALETTES, Theme
from imbang.drawing.layout import literal, merged, plain_layout
from imbang.drawing.ticks import tick_step
from imbang.formats import exists
from imbang.periods import format_month, parse_month
from imbang.texts import _

_NEAREST = 17  # pixels between the names of two lines
_MOST_TICKS = 7


@dataclass(frozen=True)
class Line:
    """One line: its name, its values by month (None where there is none), its look.

    ``dash`` is a Plotly dash, so that lines are told apart without colour; a line
    without a name (a reference) has no label of its own. What ``holds`` until the next
    report goes up and down in steps. ``reports`` tells of months whether ``all``, ``some``
    or ``none`` of the reports of a round came: marks stand at these, hollow for some; what
    follows none is carried forward, and drawn so. Without it every month has its mark.
    """

    name: str
    values: Mapping[str, float | None]
    colour: str
    dash: str = "solid"
    holds: bool = False
    reports: Mapping[str, str] | None = None


def lines(
    drawn: Sequence[Line],
    *,
    write: Callable[[object], str] = formats.number,
    theme: Theme = "light",
    height: int = 280,
    from_zero: bool = True,
    reference: float | None = None,
) -> go.Figure:
    """Lines over months YYYY-MM, from zero unless told, each labelled at its last value.

    A month without a value breaks its line. ``reference`` draws a level to compare with
    (an index of 100, a target).
    """
    palette = PALETTES[theme]
    months = sorted({month for line in drawn for month in line.values})
    if not months:
        return go.Figure()
    known = [v for line in drawn for v in line.values.values() if exists(v)]
    low, high = _span([float(v) for v in known if v is not None], reference, from_zero)
    traces = [trace for line in drawn for trace in _traces(line, write, theme)]
    layout = merged(
        plain_layout(theme, height),
        xaxis=months_axis(months),
        yaxis=_values_axis(low, high, write, theme),
        margin={"l": 0, "r": _room(drawn, write), "t": 8, "b": 0},
        annotations=[
            {
                "x": 1.005,
                "xref": "paper",
                "y": y,
                "yshift": shift,
                "xanchor": "left",
                "align": "left",
                "text": _told(line, write(y), months[-1]),
                "showarrow": False,
                "font": {"color": line.colour, "size": 12.5},
            }
            for line, y, shift in _labels(drawn, low, high, height)
        ],
    )
    figure = go.Figure(traces, layout)
    if reference is not None:
        figure.add_hline(
            reference, line={"color": palette.unknown_line, "width": 1, "dash": "dot"}
        )
    return figure


def _traces(
    line: Line, write: Callable[[object], str], theme: Theme
) -> list[go.Scatter]:
    """The line with its marks and, where a part is carried forward, that part."""
    months = sorted(line.values)
    values = [line.values[month] for month in months]
    carried = _carried(months, line.reports or {})
    # a stretch carried forward begins at the month before it
    begins = [*carried[1:], False]
    parts = [("", [v if not c else None for v, c in zip(values, carried, strict=True)])]
    if any(carried):
        pairs = zip(values, carried, begins, strict=True)
        parts.append(("carried", [v if c or b else None for v, c, b in pairs]))
    told = [
        f"{formats.month(m)}: {write(v)}" for m, v in zip(months, values, strict=True)
    ]
    return [_part(line, months, part, told, kind, theme) for kind, part in parts]


def _carried(months: Sequence[str], reports: Mapping[str, str]) -> list[bool]:
    """Of each month, whether the round that it is in, or the last one, brought no report."""
    ends = sorted(reports)
    states = []
    for month in months:
        place = min(bisect.bisect_left(ends, month), len(ends) - 1)
        states.append(reports[ends[place]] if ends else "")
    return [state == "none" for state in states]


def _part(
    line: Line,
    months: Sequence[str],
    values: Sequence[float | None],
    told: Sequence[str],
    kind: str,
    theme: Theme,
) -> go.Scatter:
    """One stretch of a line, with marks only where a report came."""
    marked = [
        "all" if line.reports is None else line.reports.get(month, "none")
        for month in months
    ]
    is_carried = kind == "carried"
    behind, paper = _("carried forward"), PALETTES[theme].paper
    return go.Scatter(
        x=[parse_month(month) for month in months],
        y=[float(v) if v is not None and exists(v) else None for v in values],
        text=[f"{one} ({behind})" for one in told] if is_carried else told,
        mode="lines" if is_carried else "lines+markers",
        connectgaps=False,
        name=literal(line.name),
        opacity=0.6 if is_carried else 1,
        line={
            "color": line.colour,
            "width": 1.8 if is_carried else 2.4,
            "dash": "4px,4px" if is_carried else line.dash,
            "shape": "hv" if line.holds else "linear",
        },
        marker={
            "color": [paper if mark == "some" else line.colour for mark in marked],
            "size": [0 if mark == "none" else 7 for mark in marked],
            "opacity": 1,
            "line": {"color": line.colour, "width": 1.6},
        }
        if line.reports is not None
        else {"color": line.colour, "size": 6},
        hovertemplate=f"{literal(line.name)}<br>%{{text}}<extra></extra>",
        showlegend=False,
        cliponaxis=False,
    )


def _span(
    values: Sequence[float], reference: float | None, from_zero: bool
) -> tuple[float, float]:
    seen = [*values, *([reference] if reference is not None else [])] or [0.0]
    low = min(0.0, *seen) if from_zero else min(seen)
    high = max(seen) if max(seen) > low else low + 1
    edge = 0.06 * (high - low)
    return (low if from_zero and low == 0 else low - edge), high + edge


def _labels(
    drawn: Sequence[Line], low: float, high: float, height: int
) -> list[tuple[Line, float, float]]:
    """Each line with its last value, and how many pixels its name moves up to be read."""
    ends = [
        (line, [v for _month, v in sorted(line.values.items()) if exists(v)])
        for line in drawn
    ]
    last = sorted(
        (
            (line, float(values[-1]))
            for line, values in ends
            if values and values[-1] is not None
        ),
        key=lambda pair: pair[1],
    )
    pixels = max(height - 40, 1) / (high - low)
    heights = [pixels * (value - low) for _line, value in last]
    placed: list[float] = []
    for y in heights:
        placed.append(max(y, placed[-1] + _NEAREST) if placed else y)
    excess = max(0.0, (placed[-1] if placed else 0.0) - pixels * (high - low))
    return [
        (line, value, at - y - excess)
        for (line, value), y, at in zip(last, heights, placed, strict=True)
    ]


def months_axis(months: Sequence[str]) -> Mapping[str, object]:
    """An axis of months YYYY-MM, from the first to the last of those given in order."""
    first, last = parse_month(months[0]), parse_month(months[-1])
    every = next(
        n
        for n in itertools.chain((1, 2, 3, 6, 12, 24), itertools.count(60, 60))
        if (last - first) // n < _MOST_TICKS
    )
    ticks = list(range(last, first - 1, -every))[::-1]
    edge = max(0.3, 0.015 * (last - first))
    return {
        "range": [first - edge, last + edge],
        "tickvals": ticks,
        "ticktext": [
            formats.short_month(format_month(t)).replace(" ", "<br>") for t in ticks
        ],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "tickangle": 0,
        "automargin": True,
    }


def _values_axis(
    low: float, high: float, write: Callable[[object], str], theme: Theme
) -> Mapping[str, object]:
    palette = PALETTES[theme]
    step = tick_step((high - low) / 4, write)
    first = -(-low // step) * step
    ticks = [first + i * step for i in range(int((high - first) / step) + 1)]
    return {
        "range": [low, high],
        "tickvals": ticks,
        "ticktext": [write(t) for t in ticks],
        "fixedrange": True,
        "gridcolor": palette.faded,
        "zeroline": False,
        "automargin": True,
        "tickfont": {"color": palette.quiet_ink},
    }


def _told(line: Line, value: str, last: str) -> str:
    """A line's name and last value, with its month where that is not the last drawn."""
    month = max(m for m, v in line.values.items() if exists(v))
    when = "" if month == last else f" ({formats.short_month(month)})"
    name = f"<b>{literal(_short(line.name))}</b>  " if line.name else ""
    return f"{name}{value}{when}"


def _short(name: str) -> str:
    return name if len(name) <= 22 else f"{name[:21]}…"


def _room(drawn: Sequence[Line], write: Callable[[object], str]) -> int:
    """Pixels to the right that the longest label needs."""
    months = sorted({month for line in drawn for month in line.values})
    told = [
        unescape(
            re.sub("<[^>]+>", "", _told(line, write(max(known, key=abs)), months[-1]))
        )
        for line in drawn
        if (known := [v for v in line.values.values() if v is not None and exists(v)])
    ]
    return 16 + round(6.9 * max(map(len, told), default=0))
