"""Offices by rounds: who reported, with what, and who did not.

States differ in shape and in lightness, so that they are told apart in grey too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from imbang import formats
from imbang.drawing.colours import PALETTES, Palette, Theme
from imbang.drawing.layout import ON_PAPER, literal, merged, plain_layout

STATES = ("reported", "accepted", "late", "carried", "missing")
"""From the best to the worst that can be said of a report."""

_SYMBOLS: Mapping[str, str] = {
    "reported": "square",
    "accepted": "square-dot",
    "late": "diamond",
    "carried": "line-ew",
    "missing": "x-thin",
}
_ROW, _ABOVE = 21, 40  # pixels
_FEWEST = 6  # rounds that the width is made for, so that few do not lie far apart


def completeness(
    names: Sequence[str],
    months: Sequence[str],
    cells: Mapping[tuple[int, str], str],
    state_names: Mapping[str, str],
    *,
    theme: Theme = "light",
) -> go.Figure:
    """Marks of offices (rows, the first on top) by rounds (months YYYY-MM, above).

    ``cells`` gives by row and month one of `STATES`, ``state_names`` these in words. What
    is not expected is blank. Without an office the figure is empty.
    """
    if not names or not months:
        return go.Figure()
    palette = PALETTES[theme]
    places = {month: place for place, month in enumerate(months)}
    traces = []
    for state in STATES:
        held = [(row, month) for (row, month), one in cells.items() if one == state]
        traces.append(
            go.Scatter(
                x=[places[month] for _row, month in held],
                y=[row for row, _month in held],
                mode="markers",
                name=literal(state_names[state]),
                hovertext=[
                    f"{literal(names[row])}<br>{formats.month(month)}:"
                    f" {literal(state_names[state])}"
                    for row, month in held
                ],
                hovertemplate="%{hovertext}<extra></extra>",
                marker=_marker(state, palette),
                showlegend=False,
                meta=ON_PAPER,
                cliponaxis=False,
            )
        )
    fixed = {"fixedrange": True, "zeroline": False, "ticks": ""}
    layout = merged(
        plain_layout(theme, _ABOVE + _ROW * len(names)),
        margin={"l": 0, "r": 8, "t": 0, "b": 0},
        xaxis={
            **fixed,
            "side": "top",
            "tickfont": {"size": 12.5},
            "showgrid": False,
            "tickvals": list(places.values()),
            "ticktext": [
                formats.short_month(month).replace(" ", "<br>") for month in months
            ],
            "tickangle": 0,
            "automargin": True,
            "range": [-0.5, max(len(months), _FEWEST) - 0.5],
        },
        yaxis={
            **fixed,
            "gridcolor": palette.faded,
            "tickvals": list(range(len(names))),
            "ticktext": list(map(literal, names)),
            "automargin": True,
            "range": [len(names) - 0.5, -0.5],
        },
    )
    return go.Figure(traces, layout)


def _marker(state: str, palette: Palette) -> Mapping[str, object]:
    dark, middle, strong = palette.accent, palette.steps[2], palette.steps[3]
    fill = {"reported": dark, "accepted": palette.steps[0], "late": middle}
    line = {"accepted": dark, "carried": palette.quiet_ink, "missing": strong}
    return {
        "symbol": _SYMBOLS[state],
        "size": 12,
        "color": fill.get(state, palette.paper),
        "line": {
            "color": line.get(state, palette.paper),
            "width": 2.5 if state in ("carried", "missing") else 1.5,
        },
    }
