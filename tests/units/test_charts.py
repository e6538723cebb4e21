"""Ranked bars and lines: what they say, what they leave out, where labels stand."""

from __future__ import annotations

import itertools

import pytest

from imbang.drawing.bars import Series, ranked_bars
from imbang.drawing.lines import Line, lines
from imbang.texts import use_language

MONTHS = ("2023-06", "2023-12", "2024-06", "2024-12")


def line(name: str, *values: float | None) -> Line:
    return Line(name, dict(zip(MONTHS, values, strict=True)), "#123456")


def test_a_month_without_a_value_breaks_the_line() -> None:
    figure = lines([line("PSM", 3, None, 5, 6)])
    [trace] = figure.data
    assert list(trace.y) == [3, None, 5, 6]
    assert trace.connectgaps is False


def test_lines_are_named_at_their_last_value_and_begin_at_zero() -> None:
    figure = lines([line("PSM", 3, 4, 1234, None)])
    [label] = figure.layout.annotations
    # the value is older than the last month drawn, and says so
    assert label.text == "<b>PSM</b>  1.234 (Jun 2024)"
    assert figure.layout.yaxis.range[0] == 0


def test_an_index_does_not_begin_at_zero_and_shows_what_it_is_held_against() -> None:
    figure = lines([line("PSM", 100, 101, 102, 103)], from_zero=False, reference=100)
    assert 90 < figure.layout.yaxis.range[0] < 100
    assert [shape.y0 for shape in figure.layout.shapes] == [100]


@pytest.mark.parametrize("values", [(5, 5, 5), (1, 2, 100), (99, 100, 100), (0, 0, 0)])
def test_names_of_lines_never_lie_on_each_other(values: tuple[int, ...]) -> None:
    figure = lines([line(f"Garis {v}", 1, 2, 3, v) for v in values])
    low, high = figure.layout.yaxis.range
    pixels = (figure.layout.height - 40) / (high - low)
    at = sorted(pixels * (a.y - low) + a.yshift for a in figure.layout.annotations)
    assert all(b - a >= 16.9 for a, b in itertools.pairwise(at))
    assert at[-1] <= figure.layout.height


def test_no_months_are_an_empty_chart() -> None:
    assert len(lines([]).data) == 0
    assert len(lines([Line("PSM", {}, "#123456")]).data) == 0


def test_months_are_in_the_language_spoken_and_few() -> None:
    many = {
        f"{year}-{month:02d}": 1.0
        for year in range(2019, 2025)
        for month in range(1, 13)
    }
    use_language("id")
    ticks = lines([Line("PSM", many, "#123456")]).layout.xaxis.ticktext
    assert ticks[-1] == "Des<br>2024"
    assert 3 < len(ticks) <= 7


def test_bars_tell_the_code_of_their_region_and_their_total() -> None:
    parts = [Series("Sah", [6, 2], "#111", "#fff"), Series("Lain", [4, 1], "#222", "")]
    figure = ranked_bars(
        ["A", "B"], parts, totals=["10", "3"], codes=["63.01", "63.02"]
    )
    first, second, totals = figure.data
    assert list(first.customdata) == ["63.01", "63.02"]
    assert list(first.text) == ["6", "2"]
    assert list(second.text) == ["", ""]
    assert list(totals.x) == [10, 3]
    assert figure.layout.xaxis.range == (0, 10)
    assert figure.layout.yaxis.range == (1.5, -0.5)


def test_an_earlier_value_is_marked_and_total_stands_behind_it() -> None:
    figure = ranked_bars(
        ["A", "B"],
        [Series("PSM", [4, 2], "#111", "")],
        totals=["4", "2"],
        before=[6, None],
    )
    _bars, marks, totals = figure.data
    assert list(marks.x) == [6, None]
    assert list(totals.x) == [6, 2]
    assert figure.layout.xaxis.range == (0, 6)
