"""How figures stood over months: a panel each, marked only where a report came.

Between two reports a figure is carried forward: the line is pale and broken there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from imbang import formats
from imbang.drawing.colours import PALETTES, Theme
from imbang.drawing.layout import literal, merged, plain_layout
from imbang.drawing.lines import months_axis
from imbang.formats import exists
from imbang.periods import parse_month

_PANEL = 118  # pixels
_GAP = 0.1  # of the height, between two panels
_MOST_WRITTEN = 8


@dataclass(frozen=True)
class Panel:
    """One figure: its name, its value by month YYYY-MM (None where there is none), how
    many reports came in a month, its colour."""

    name: str
    values: Mapping[str, float | None]
    reports: Mapping[str, int]
    colour: str


def history(panels: Sequence[Panel], *, theme: Theme = "light") -> go.Figure:
    """Panels one below the other, on the same months; empty where nothing is known."""
    shown = [panel for panel in panels if any(map(exists, panel.values.values()))]
    months = sorted({month for panel in shown for month in panel.values})
    if not months:
        return go.Figure()
    palette = PALETTES[theme]
    part = (1 - _GAP * (len(shown) - 1)) / len(shown)
    traces, names, axes = [], [], {}
    for i, panel in enumerate(shown):
        top = 1 - i * (part + _GAP)
        axis = f"y{i + 1}" if i else "y"
        traces += [_carried(panel, axis), _reported(panel, axis)]
        names.append(
            {
                "text": f"<b>{literal(panel.name)}</b>",
                "xref": "paper",
                "yref": "paper",
                "x": 0,
                "y": top,
                "xanchor": "left",
                "yanchor": "top",
                "showarrow": False,
                "font": {"color": panel.colour, "size": 12.5},
            }
        )
        axes[f"yaxis{i + 1 if i else ''}"] = {
            "domain": [max(0.0, top - part), top],
            "range": _span(panel),
            "visible": False,
            "fixedrange": True,
        }
    across = months_axis(months)
    layout = merged(
        plain_layout(theme, _PANEL * len(shown) + 40),
        annotations=names,
        xaxis={**across, "anchor": "free", "position": 0, "gridcolor": palette.faded},
        margin={"l": 26, "r": 30, "t": 4, "b": 0},
        showlegend=False,
        **axes,
    )
    return go.Figure(traces, layout)


def _carried(panel: Panel, axis: str) -> go.Scatter:
    """What stands until the next report."""
    months = sorted(panel.values)
    values = [panel.values[month] for month in months]
    return go.Scatter(
        x=[parse_month(month) for month in months],
        y=[v if exists(v) else None for v in values],
        yaxis=axis,
        mode="lines",
        line={"color": panel.colour, "width": 1.6, "dash": "dot", "shape": "hv"},
        opacity=0.55,
        hoverinfo="skip",
    )


def _reported(panel: Panel, axis: str) -> go.Scatter:
    """The months in which a report came; a whole line where one came every month."""
    months = sorted(panel.values)
    values = {
        month: panel.values[month] if panel.reports.get(month, 0) else None
        for month in months
    }
    known = [month for month in months if exists(values[month])]
    written = _written(known)
    return go.Scatter(
        x=[parse_month(month) for month in months],
        y=[values[month] if exists(values[month]) else None for month in months],
        yaxis=axis,
        mode="lines+markers+text",
        line={"color": panel.colour, "width": 2.2, "shape": "hv"},
        marker={"color": panel.colour, "size": 9},
        text=[formats.number(values[m]) if m in written else "" for m in months],
        textposition="top center",
        textfont={"size": 12.5},
        hovertext=[f"{formats.month(m)}: {formats.number(values[m])}" for m in months],
        hovertemplate=f"{literal(panel.name)}<br>%{{hovertext}}<extra></extra>",
        cliponaxis=False,
    )


def _written(months: Sequence[str]) -> frozenset[str]:
    """The months whose value is written: all of a few, else the first and the last."""
    if len(months) <= _MOST_WRITTEN:
        return frozenset(months)
    return frozenset([months[0], months[-1]])


def _span(panel: Panel) -> list[float]:
    """From a little below the least to well above the most, where names stand."""
    known = [float(v) for v in panel.values.values() if v is not None and exists(v)]
    least, most = min(known), max(known)
    height = most - least or max(most, 1.0)
    return [least - 0.25 * height, most + 0.9 * height]
