"""Plotly reads tags, entities and names in braces: what stands in a chart is text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from html import unescape
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from imbang.drawing import curves, lines, points, timeline
from imbang.drawing.bars import Series, ranked_bars, stacked_bars
from imbang.screens.training import charts

NAME = '<a href="http://x.test">&lt;b&gt;</a><b>%{x}</b>'
OWN = re.compile(r"</?b>|<br>|<extra></extra>")
SHARES = np.array([0.0, 0.4, 1.0])


def drawn() -> Iterator[tuple[str, go.Figure]]:
    series = [
        Series(NAME, [3, 4], "#000", "#fff"),
        Series(NAME, [1, 1], "#111", "#fff"),
    ]
    yield "stacked bars", stacked_bars([NAME, "b"], series, totals=[NAME, "b"])
    yield "ranked bars", ranked_bars([NAME, "b"], series, totals=[NAME, "b"])
    line = lines.Line(NAME, {"2024-01": 1, "2024-02": 2}, "#000")
    yield "lines", lines.lines([line, line])
    curve = curves.Curve(NAME, SHARES, SHARES, "#000")
    yield "curves", curves.lorenz([curve], across=NAME, upwards=NAME)
    group = points.Group(
        NAME, SHARES, SHARES, ["1"] * 3, [NAME] * 3, [""] * 3, "#000", "x"
    )
    guide = points.Guide(NAME, SHARES, SHARES)
    axis = points.Axis(NAME, 1)
    yield (
        "points",
        points.points([group, group], [guide], across=axis, upwards=axis),
    )
    event = timeline.Event(date(2024, 1, 1), NAME, 3, NAME, [NAME, NAME])
    yield "timeline", timeline.timeline([event], [NAME])


FIGURES = dict(drawn())


def texts(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for value in part.values():
            yield from texts(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from texts(value)


def read(text: str) -> str:
    """What Plotly shows, in one line: own tags gone, entities resolved once."""
    return unescape(OWN.sub(" ", text))


@pytest.mark.parametrize("kind", FIGURES)
def test_a_name_in_a_chart_is_text(kind: str) -> None:
    told = [t for t in texts(FIGURES[kind].to_plotly_json()) if "x.test" in t]
    assert told
    for text in told:
        rest = OWN.sub("", text)
        assert "<" not in rest, text
        assert "%{x}" not in rest.removeprefix("%{x}"), text
    if kind != "lines":  # which cuts long names
        assert any(NAME in " ".join(read(t).split("  ")) for t in told)


def test_a_very_long_name_breaks_no_chart() -> None:
    for long in ("panjang" * 1_500, "kata " * 2_000):
        bars = ranked_bars([long], [Series("a", [3], "#000", "#fff")], totals=["3"])
        (label,) = bars.layout.yaxis.ticktext
        assert label.count("<br>") < 4
        assert label.endswith("…")
        event = timeline.Event(date(2024, 1, 1), "a", 3, long, [long])
        drawn = texts(timeline.timeline([event], ["a"]).to_plotly_json())
        assert max(map(len, drawn)) < 2_000


def test_a_training_and_its_topic_are_text() -> None:
    import pandas as pd

    rows = pd.DataFrame(
        [
            {
                "kind": "bimtek",
                "title": NAME,
                "activity": "a",
                "organiser": NAME,
                "office_name": "",
                "attended": 3,
                "first_day": datetime(2024, 1, 1),
                "last_day": datetime(2024, 1, 2),
            }
        ]
    )
    (told,) = charts.activities(rows, "light").data[0].hovertext
    assert "<" not in OWN.sub("", told)
    assert read(told).count(NAME) == 2
