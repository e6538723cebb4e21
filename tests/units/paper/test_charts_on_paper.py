"""Charts on paper: what they show is what the screen shows, whole and inside the sheet."""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from imbang.drawing.bars import Series, ranked_bars
from imbang.drawing.lines import Line, lines
from imbang.drawing.paper import fonts, picture, words
from imbang.drawing.paper.canvas import Canvas
from imbang.drawing.paper.known import Undrawn
from imbang.drawing.paper.picture import Frame
from imbang.drawing.points import Axis, Group, points
from imbang.texts import use_language
from tests.units.paper.cases import FIGURES, HOSTILE, LONG, NAMES, WORD, makers

FRAME = Frame(
    f"{HOSTILE} {WORD} {LONG}; " * 3,
    HOSTILE,
    ["Kalimantan Selatan · per Desember 2024", f"http://x.test/{WORD}{WORD}{WORD}"],
)


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    use_language("id")
    yield
    use_language("id")


def found(canvas: Canvas, kind: type) -> list[Any]:
    return [one for one in canvas.axes.get_children() if type(one) is kind]


def letters(canvas: Canvas) -> str:
    """All that is written, without spaces: lines are broken as room allows."""
    return "".join("".join(text for text, _box in canvas.boxes).split())


def test_every_chart_has_its_case() -> None:
    assert makers() == set(FIGURES)


@pytest.mark.parametrize("kind", FIGURES)
@pytest.mark.parametrize("width", [360.0, 720.0])
def test_all_that_is_written_lies_on_the_sheet(kind: str, width: float) -> None:
    canvas = picture.compose(FIGURES[kind], FRAME, width=width)
    sheet = canvas.sheet
    assert canvas.boxes
    for text, box in canvas.boxes:
        assert box.left >= sheet.left - 0.6, text
        assert box.right <= sheet.right + 0.6, text
        assert box.top >= sheet.top - 0.6, text
        assert box.bottom <= sheet.bottom + 0.6, text
    # what is measured is what matplotlib draws
    canvas.figure.draw_without_rendering()
    high = canvas.figure.get_size_inches()[1] * 72
    for text in found(canvas, Text):
        drawn = text.get_window_extent()
        assert drawn.x0 >= -1, text
        assert drawn.x1 <= width + 1, text
        assert drawn.y0 >= -1, text
        assert drawn.y1 <= high + 1, text


@pytest.mark.parametrize("kind", FIGURES)
def test_title_and_foot_lie_beside_the_chart(kind: str) -> None:
    canvas = picture.compose(FIGURES[kind], FRAME)
    *drawn, title, under, foot = [box for _text, box in canvas.boxes]
    assert title.bottom <= under.top + 0.01
    for own, frame in itertools.product(drawn, (title, under, foot)):
        assert not own.meets(frame)


@pytest.mark.parametrize("kind", FIGURES)
def test_names_at_an_axis_do_not_lie_on_each_other(kind: str) -> None:
    canvas = picture.compose(FIGURES[kind])
    names = [
        box for text, box in canvas.boxes if text.startswith(("Desapanj", "$x^2$"))
    ]
    if kind in ("stacked_bars", "spine", "points", "lorenz"):
        return  # names there are not those of an axis
    for one, other in itertools.combinations(names, 2):
        assert not one.meets(other)


@pytest.mark.parametrize("kind", FIGURES)
def test_every_word_of_a_chart_is_on_paper(kind: str) -> None:
    figure = FIGURES[kind]
    written = letters(picture.compose(figure))
    wanted = [note.text for note in figure.layout.annotations]
    for axis in (figure.layout.xaxis, figure.layout.yaxis):
        if axis.visible is not False and axis.ticktext is not None:
            wanted += [str(text) for text in axis.ticktext]
    wanted += [
        text
        for trace in figure.data
        if "text" in (trace.mode or "" if trace.type == "scatter" else "")
        for text in trace.text
        if text
    ]
    assert wanted
    for text in wanted:
        assert "".join(words.plain(text).split()) in written


@pytest.mark.parametrize("kind", FIGURES)
def test_a_picture_is_the_same_twice(kind: str) -> None:
    assert picture.svg(FIGURES[kind], FRAME) == picture.svg(FIGURES[kind], FRAME)


def test_a_png_is_the_same_twice_and_in_several_threads() -> None:
    figure = FIGURES["ranked_bars"]
    first = picture.png(figure, FRAME, sharp=1)
    with ThreadPoolExecutor(4) as pool:
        others = pool.map(lambda _n: picture.png(figure, FRAME, sharp=1), range(4))
        assert set(others) == {first}
    assert first.startswith(b"\x89PNG")


@pytest.mark.parametrize("kind", FIGURES)
def test_an_svg_is_sound_and_tells_what_it_shows(kind: str) -> None:
    content = picture.svg(FIGURES[kind], Frame(HOSTILE), alt=LONG)
    root = ET.fromstring(content)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert HOSTILE in "".join(root.itertext())
    assert LONG in "".join(root.itertext())
    assert b"<script" not in content
    assert b"<b>" not in content
    assert b"2026-" not in content  # no day


def test_hostile_words_are_letters_and_no_formula() -> None:
    figure = ranked_bars([HOSTILE], [Series("a", [3], "#000", "")], totals=["$y$"])
    texts = [one.get_text() for one in found(picture.compose(figure), Text)]
    assert HOSTILE in texts
    assert "$y$" in texts
    assert all(not one.get_parse_math() for one in found(picture.compose(figure), Text))


def test_bars_are_as_long_as_their_numbers() -> None:
    series = [
        Series("A", [40, 10, 0], "#1f5f57", "#fff"),
        Series("B", [20, 25, 0], "#e6b565", "#000", "/"),
    ]
    canvas = picture.compose(ranked_bars(["x", "y", "z"], series, totals=["", "", ""]))
    bars = [
        one
        for one in found(canvas, Rectangle)
        if one.get_fill() and one.get_height() > 13  # not those of the legend
    ]
    lengths = [one.get_width() for one in bars]
    assert np.allclose(np.array(lengths) / lengths[0], [1, 10 / 40, 20 / 40, 25 / 40])
    assert [to_hex(one.get_facecolor()) for one in bars] == ["#1f5f57"] * 2 + [
        "#e6b565"
    ] * 2
    assert bars[2].get_x() == pytest.approx(bars[0].get_x() + lengths[0])
    hatched = [one for one in found(canvas, Rectangle) if one.get_hatch()]
    assert len(hatched) == 3  # two bars and the legend


def test_points_stand_at_their_numbers_in_their_colour() -> None:
    x, y = np.array([2.0, 4.0, 8.0]), np.array([1.0, 5.0, 3.0])
    group = Group("A", x, y, ["1", "2", "3"], ["a"] * 3, [""] * 3, "#d17a2c", "diamond")
    canvas = picture.compose(
        points([group], [], across=Axis("x", 10), upwards=Axis("y", 10))
    )
    [cloud] = found(canvas, PathCollection)
    places = np.asarray(cloud.get_offsets())
    right, up = places[:, 0] - places[0, 0], places[0, 1] - places[:, 1]
    assert np.allclose(right / right[2], (x - 2) / 6)
    assert np.allclose(up / up[1], (y - 1) / 4)
    assert {to_hex(c) for c in cloud.get_facecolors()} == {"#d17a2c"}


def test_a_line_is_broken_where_there_is_no_number() -> None:
    values = {"2024-01": 1.0, "2024-02": None, "2024-03": 3.0}
    canvas = picture.compose(lines([Line("A", values, "#123456")]))
    drawn = [one for one in canvas.axes.lines if to_hex(one.get_color()) == "#123456"]
    [own] = drawn
    assert np.isnan(np.asarray(own.get_ydata(), dtype=float)).tolist() == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("id", "Tidak ada angka untuk digambar."),
        ("en", "There are no figures to draw."),
    ],
)
def test_an_empty_chart_says_so(language: str, told: str) -> None:
    use_language(language)
    canvas = picture.compose(ranked_bars([], [], totals=[]), Frame("Judul"))
    assert [text for text, _box in canvas.boxes] == [told, "Judul"]


@pytest.mark.parametrize(
    ("figure", "what"),
    [
        (go.Figure(go.Pie(values=[1, 2])), ["pie"]),
        (
            go.Figure(go.Scatter(x=[1], y=[1], error_x={"array": [1]})),
            ["scatter.error_x.array"],
        ),
        (go.Figure(layout={"images": [{"source": "x"}]}), ["images"]),
        (
            go.Figure(layout={"xaxis": {"rangebreaks": [{"values": [1]}]}}),
            ["xaxis.rangebreaks"],
        ),
    ],
)
def test_what_paper_cannot_draw_is_refused(figure: go.Figure, what: list[str]) -> None:
    with pytest.raises(Undrawn) as refused:
        picture.svg(figure)
    assert refused.value.what == what


def test_a_line_of_words_keeps_within_its_room() -> None:
    for text in (HOSTILE, WORD, LONG, " ".join(NAMES)):
        told = fonts.wrap(text, 80, 12.5)
        assert max(fonts.width(line, 12.5) for line in told) <= 80
        assert "".join(told).replace(" ", "") == text.replace(" ", "")
    assert unescape(words.plain("&lt;b&gt; <b>x</b>")) == "<b> x"
