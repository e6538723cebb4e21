"""One figure of every kind that `imbang.drawing` makes, by the function that makes it, with
names as hostile and as long as they come."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pkgutil import walk_packages

import numpy as np
import plotly.graph_objects as go

import imbang.drawing
from imbang.drawing.bars import Series, ranked_bars, stacked_bars
from imbang.drawing.completeness import STATES, completeness
from imbang.drawing.curves import Curve, lorenz
from imbang.drawing.events import Mark, with_events
from imbang.drawing.history import Panel, history
from imbang.drawing.lines import Line, lines
from imbang.drawing.points import Axis, Group, Guide, points
from imbang.drawing.spine import Strip, spine
from imbang.drawing.timeline import Event, timeline

HOSTILE = "$x^2$ & <b>_{a}</b> \\frac ≥ ✕"
LONG = "Kabupaten Pangkajene dan Kepulauan"
WORD = "Desa" + "panjang" * 8  # 60 letters without a space
NAMES = [HOSTILE, LONG, WORD, "Tapin"]
SHARES = np.array([0.0, 0.4, 1.0])


def figures() -> Iterator[tuple[str, go.Figure]]:
    series = [
        Series(HOSTILE, [30, 4, 2, 1], "#1f5f57", "#fff"),
        Series(LONG, [10, 1, 0, 5], "#e6b565", "#000", "/"),
    ]
    yield "stacked_bars", stacked_bars(NAMES, series, totals=NAMES)
    yield (
        "ranked_bars",
        ranked_bars(
            NAMES, series, totals=NAMES, late=[1], before=[50, None, 3, 2], left_out=3
        ),
    )
    months = {f"2024-{month:02d}": float(month) for month in range(1, 13)}
    reports = {"2024-03": "all", "2024-06": "some", "2024-12": "none"}
    yield (
        "lines",
        lines(
            [
                Line(name, months, "#1f5f57", "dash", holds=True, reports=reports)
                for name in NAMES
            ],
            reference=6,
        ),
    )
    yield (
        "history",
        history([Panel(name, months, {"2024-06": 1}, "#8a2415") for name in NAMES]),
    )
    marks = [
        Mark(number, date(2024, month, 5), HOSTILE)
        for number, month in enumerate((2, 3, 3, 4, 11), 1)
    ]
    one = Line(LONG, months, "#1f5f57", reports=reports)
    yield "with_events", with_events(lines([one]), marks)
    curves = [Curve(name, SHARES, SHARES**2, "#000", "dot") for name in NAMES[:2]]
    yield "lorenz", lorenz(curves, across=LONG, upwards=HOSTILE)
    across, upwards = np.array([3.0, 9.0]), np.array([2.0, 5.0])
    groups = [
        Group(
            name, across, upwards, ["1", "2"], NAMES[:2], ["a", ""], "#d17a2c", symbol
        )
        for name, symbol in zip(
            NAMES, ("circle-open", "triangle-up-dot", "x", "triangle-left"), strict=True
        )
    ]
    guide = Guide(LONG, across, upwards, "dash", is_strong=True)
    axis = Axis(HOSTILE, 10)
    yield "points", points(groups, [guide], across=axis, upwards=axis)
    strips = [
        Strip(
            *(name, "12,5", "▲ cukup", "1,0", "99,9", 0.7),
            *((0.4, 0.8), (0.3, 0.6), 0.5, 0.6, "#2f7a78", "diamond", [name]),
        )
        for name in NAMES
    ]
    yield "spine", spine(strips)
    events = [
        Event(date(2024, 1 + i, 5), name, 3 + 40 * i, str(3 + 40 * i), [name])
        for i, name in enumerate(NAMES)
    ]
    yield "timeline", timeline(events, NAMES)
    cells = {(i, "2024-06"): state for i, state in enumerate(STATES)}
    cells |= {(0, "2024-12"): "late"}
    told = {state: f"{state} {LONG}" for state in STATES}
    yield (
        "completeness",
        completeness([*NAMES, "Banjar"], ["2024-06", "2024-12"], cells, told),
    )


FIGURES = dict(figures())


def makers() -> set[str]:
    """The public functions of the drawing layer that make a chart."""
    found = set()
    for module in walk_packages(imbang.drawing.__path__, "imbang.drawing."):
        if module.name.startswith(
            ("imbang.drawing.paper", "imbang.drawing.maps", "imbang.drawing.enlarged")
        ):
            continue
        for name, one in inspect.getmembers(
            import_module(module.name), inspect.isfunction
        ):
            makes = inspect.signature(one).return_annotation == "go.Figure"
            if makes and one.__module__ == module.name and not name.startswith("_"):
                found.add(name)
    return found
