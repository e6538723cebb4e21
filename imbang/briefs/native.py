"""Charts as programs for slides have them: categories and series, to be edited there.

Bars and lines have a chart of their kind in every such program; what has none (maps,
marks along strips) is told by None, and goes as a picture.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import plotly.graph_objects as go

from imbang import formats
from imbang.drawing.colours import PALETTES
from imbang.periods import format_month
from imbang.questions.encoding import harmless
from imbang.texts import _

Form = Literal["across", "upright", "lines"]
_BREAK = re.compile(r"<br ?/?>")
_TAG = re.compile(r"</?b>")


@dataclass(frozen=True)
class NativeSeries:
    """One series: its name, a value for each category (None where there is none), its
    colour (``#rrggbb``), whether it is broken (carried forward) or, by category, hatched
    (tells of less time)."""

    name: str
    values: tuple[float | None, ...]
    colour: str
    is_broken: bool = False
    hatched: tuple[int, ...] = ()


@dataclass(frozen=True)
class NativeChart:
    """A chart of bars, across or upright and piled up, or of lines; ``hatched_means``
    is what hatched bars tell."""

    form: Form
    categories: tuple[str, ...]
    series: tuple[NativeSeries, ...]
    hatched_means: str = ""

    @property
    def longest(self) -> float:
        """The longest bar, all its parts together."""
        bars = zip(*(one.values for one in self.series), strict=True)
        return max((sum(v for v in bar if v is not None) for bar in bars), default=0.0)

    def part(self, first: int, last: int) -> NativeChart:
        """The same of these categories alone."""
        series = tuple(
            replace(
                one,
                values=one.values[first:last],
                hatched=tuple(i - first for i in one.hatched if first <= i < last),
            )
            for one in self.series
        )
        return replace(self, categories=self.categories[first:last], series=series)


def native(figure: go.Figure) -> NativeChart | None:
    """The figure as a native chart; None where programs have none that shows it."""
    if any(trace.type == "bar" for trace in figure.data):
        return _of_bars(figure)
    if figure.data and all(_is_line(trace) or _is_word(trace) for trace in figure.data):
        return _of_lines(figure)
    return None


def _of_bars(figure: go.Figure) -> NativeChart | None:
    bars = [trace for trace in figure.data if trace.type == "bar" and _any(trace)]
    if not bars or not all(_is_bar_or_label(trace) for trace in figure.data):
        return None
    is_across = bars[0].orientation == "h"
    axis = figure.layout.yaxis if is_across else figure.layout.xaxis
    places = list(axis.tickvals) if axis.tickvals is not None else None
    if places is None:
        places = list(dict.fromkeys(v for b in bars for v in _places(b, is_across)))
        names = [_plain(str(place)) for place in places]
    else:
        names = [_plain(str(text)) for text in axis.ticktext]
    series = []
    for bar in bars:
        lengths = bar.x if is_across else bar.y
        by = dict(zip(_places(bar, is_across), map(_number, lengths), strict=True))
        values = tuple(by.get(place) for place in places)
        shapes = _each(bar.marker.pattern.shape, len(places))
        late = tuple(i for i, shape in enumerate(shapes) if shape == "x")
        series.append(
            NativeSeries(
                _plain(bar.name or ""), values, _colour(bar.marker.color), hatched=late
            )
        )
    keys = [t for t in figure.data if t.type == "bar" and t not in bars and t.name]
    means = " · ".join(_plain(key.name) for key in keys if key.marker.pattern.shape)
    form: Form = "across" if is_across else "upright"
    return NativeChart(form, tuple(names), tuple(series), means)


def _of_lines(figure: go.Figure) -> NativeChart | None:
    drawn = [trace for trace in figure.data if _is_line(trace) and _any(trace)]
    if not drawn or not _are_months(figure.layout.xaxis):
        return None
    months = sorted({month for trace in drawn for month in trace.x})
    names = tuple(map(_month, months))
    series = []
    for trace in drawn:
        by = dict(zip(trace.x, map(_number, trace.y), strict=True))
        is_broken = bool(trace.line.dash and trace.opacity not in (None, 1))
        name = _plain(trace.name or "")
        if is_broken:
            name = f"{name} ({_('carried forward')})".strip()
        values = tuple(by.get(month) for month in months)
        series.append(
            NativeSeries(name, values, _colour(trace.line.color), is_broken=is_broken)
        )
    return NativeChart("lines", names, tuple(series))


def _are_months(axis: Any) -> bool:
    """Whether an axis counts months, as `imbang.drawing.lines.months_axis` does."""
    ticks = list(zip(axis.tickvals or (), axis.ticktext or (), strict=True))
    return bool(ticks) and all(
        isinstance(place, int) and _plain(text) == _month(place)
        for place, text in ticks
    )


def _month(index: int) -> str:
    return formats.short_month(format_month(index))


def _is_bar_or_label(trace: Any) -> bool:
    """Bars, what is written at them, marks of an earlier value."""
    return trace.type == "bar" or (
        trace.type == "scatter" and "lines" not in (trace.mode or "")
    )


def _is_line(trace: Any) -> bool:
    return bool(
        trace.type == "scatter"
        and "lines" in (trace.mode or "")
        and trace.fill in (None, "none")
        and trace.line.shape in (None, "linear", "hv")
    )


def _is_word(trace: Any) -> bool:
    return bool(trace.type == "scatter" and trace.mode == "text")


def _any(trace: Any) -> bool:
    return any(
        _number(v) is not None
        for v in (trace.x if trace.orientation == "h" else trace.y)
    )


def _places(bar: Any, is_across: bool) -> list[Any]:
    return list(bar.y if is_across else bar.x)


def _each(told: Any, count: int) -> Sequence[Any]:
    if told is None or isinstance(told, str):
        return [told] * count
    return list(told)


def _number(value: Any) -> float | None:
    if value is None or isinstance(value, str) or not math.isfinite(value):
        return None
    return float(value)


def _colour(told: Any) -> str:
    """One colour for a series; that of most of its bars where they differ."""
    if isinstance(told, str):
        return told if told.startswith("#") else PALETTES["light"].accent
    colours = [one for one in told if isinstance(one, str) and one.startswith("#")]
    most = max(colours, key=colours.count, default=PALETTES["light"].accent)
    return str(most)


def _plain(text: str) -> str:
    """What a text of Plotly reads as, on one line; the workbook behind a chart would run
    what begins as a formula does."""
    return harmless(html.unescape(_TAG.sub("", _BREAK.sub(" ", text))).strip())
