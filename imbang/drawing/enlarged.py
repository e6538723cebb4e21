"""A chart as it is read across a room: larger letters, and as many rows as they
leave room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

import plotly.graph_objects as go

from imbang.drawing.bars import LATE

LETTERS = 24
"""Pixels of the smallest letters on a screen of 1280 × 720."""

_TIMES = 1.8  # lines, marks and distances, as letters of that size need
_ROW, _TALL_ROW = 42, 62  # pixels of a bar whose name takes one line, or two
_MOST_TICKS = 5
_STEADY = frozenset({"line", "marker"})


@dataclass(frozen=True)
class Key:
    """What one colour of a chart stands for; ``is_hatched`` where it is not told by its
    colour alone."""

    label: str
    colour: str
    is_hatched: bool


def keys(figure: go.Figure) -> tuple[Key, ...]:
    """The legend of a chart, for a page that draws it itself: as it does for a chart that
    `enlarge` has made."""
    return tuple(
        Key(
            unescape(one.name),
            one.marker.color,
            bool(_pattern(one.marker.pattern.shape)),
        )
        for one in figure.data
        if one.type == "bar" and one.name and (figure.layout.meta or {}).get("keys")
    )


def _pattern(shape: str | Sequence[str] | None) -> str:
    """How bars of a part are filled that are not late; ``shape`` is of all, or of each."""
    if isinstance(shape, str) or shape is None:
        return shape or ""
    return next((one for one in shape if one != LATE), LATE)


def enlarge(figure: go.Figure, *, height: int) -> go.Figure:
    """``figure``, its letters at least `LETTERS` pixels high; a new one.

    A chart becomes ``height`` pixels high, without its legend (`keys`). Horizontal bars
    that have no room are left out, the last first; ``layout.meta`` says how many
    (``left_out``), with those that the figure has left out already.
    """
    if not figure.data:
        return figure
    told = figure.to_plotly_json()
    data, layout = list(told["data"]), dict(told["layout"])
    margin = {k: round(_TIMES * v) for k, v in layout.get("margin", {}).items()}
    layout = _larger(layout, _TIMES) | {"height": height, "margin": margin}
    data = [_larger(one, _TIMES) for one in data]
    if any(one.get("orientation") == "h" for one in data):
        data, layout = _first(data, layout)
    else:
        for axis in ("xaxis", "yaxis"):
            layout[axis] = _with_fewer_ticks(layout.get(axis, {}))
    return go.Figure(data, layout)


def _larger(part: Any, times: float, under: str = "") -> Any:
    """A part of a figure: letters large enough, lines and marks so many times as large."""
    if isinstance(part, dict):
        return {k: _entry(k, value, times, under) for k, value in part.items()}
    if isinstance(part, list | tuple):
        return [
            _larger(one, times, under) if isinstance(one, dict) else one for one in part
        ]
    return part


def _entry(key: str, value: Any, times: float, under: str) -> Any:
    if key == "minsize" or (key == "size" and under.endswith("font")):
        return max(LETTERS, value)
    if (under in _STEADY and key in ("size", "width")) or key == "yshift":
        return (
            [times * one for one in value] if isinstance(value, list) else times * value
        )
    return _larger(value, times, key)


def _with_fewer_ticks(axis: dict[str, Any]) -> dict[str, Any]:
    """An axis with no more ticks than have room, the last one among them."""
    values = list(axis.get("tickvals") or ())
    step = -(-len(values) // _MOST_TICKS) or 1
    if step == 1:
        return axis
    kept = sorted(range(len(values) - 1, -1, -step))
    names = list(axis.get("ticktext") or ())
    return axis | {
        "tickvals": [values[n] for n in kept],
        "ticktext": [names[n] for n in kept] if names else None,
    }


def _first(data: list[Any], layout: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    """The bars that have room, from the first on."""
    axis = layout["yaxis"]
    names = list(axis["ticktext"])
    most = range(len(names), 1, -1)
    kept = next((n for n in most if _tall(names[:n]) <= layout["height"] - 12), 1)
    layout["yaxis"] = axis | {
        "tickvals": list(axis["tickvals"])[:kept],
        "ticktext": names[:kept],
        "range": [kept - 0.5, -0.5],
    }
    tall = min(layout["height"], 12 + _tall(names[:kept]))
    before = (layout.get("meta") or {}).get("left_out", 0)
    layout |= {
        "height": tall,
        "margin": layout["margin"] | {"t": 8, "b": 4},
        "meta": {
            "left_out": before + len(names) - kept,
            "keys": bool(layout.get("showlegend")),
        },
        "showlegend": False,
    }
    return [_of_bars(one, kept) for one in data], layout


def _tall(names: list[str]) -> int:
    return sum(_TALL_ROW if "<br>" in name else _ROW for name in names)


def _of_bars(trace: dict[str, Any], kept: int) -> dict[str, Any]:
    """What a trace says of the first bars; one entry stands for each of them."""
    places = trace.get("y")
    if places is None or len(places) < kept:
        return trace
    return {key: _part(value, len(places), kept) for key, value in trace.items()}


def _part(value: Any, most: int, kept: int) -> Any:
    if isinstance(value, dict):
        return {key: _part(one, most, kept) for key, one in value.items()}
    is_row = not isinstance(value, str) and hasattr(value, "__len__")
    return value[:kept] if is_row and len(value) == most else value
