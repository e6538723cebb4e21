"""Charts of a slide as its program has them, to be edited there."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from imbang import formats
from imbang.briefs.deck import measure
from imbang.briefs.deck.shapes import PALETTE, Box, describe, letters_on, rgb
from imbang.briefs.native import NativeChart, NativeSeries

_ROOMY, _SMALL = 14, 12  # points of letters
_MOST_BARS = 14
_THICK = 0.6  # inches, of a bar
_ROW = 0.33  # inches that a bar across needs for letters of full size
_LEGEND = 0.45  # inches, of a line
_NAMES = 0.42  # of the chart at most, for names of categories
_AROUND = 0.25  # inches beside bars that are not theirs


def parts(chart: NativeChart) -> list[NativeChart]:
    """The chart in parts whose bars can be told apart across a room, as equal as may
    be."""
    count = len(chart.categories)
    if chart.form != "across" or count <= _MOST_BARS:
        return [chart]
    each = math.ceil(count / math.ceil(count / _MOST_BARS))
    return [chart.part(at, at + each) for at in range(0, count, each)]


def draw(
    slide: Any, chart: NativeChart, alt: str, box: Box, longest: float = 0.0
) -> None:
    """The chart, and what it shows in words; ``longest`` is the value at which its axis
    ends, that of its longest bar by itself."""
    from pptx.util import Pt

    frame = slide.shapes.add_chart(_kind(chart), *box.emus, _data(chart))
    describe(frame, alt)
    made = frame.chart
    size = _size(chart, box)
    made.font.size = Pt(size)
    made.font.color.rgb = rgb(PALETTE.ink)
    made.has_title = False
    _legend(made, chart)
    pattern = _pattern(chart)
    longest = longest or chart.longest
    _axes(made, chart, pattern, longest)
    _name_each(made.category_axis, _skip(chart, box, size))
    plot = made.plots[0]
    if chart.form != "lines":
        plot.gap_width = _gap(chart, box)
        if len(chart.series) > 1:
            plot.overlap = 100
    for place, one in enumerate(plot.series):
        told = chart.series[place]
        _colour(chart, told, one)
        if chart.form != "lines":
            _label(chart, told, one, pattern, size, _room(chart, box, size, longest))


def _kind(chart: NativeChart) -> Any:
    from pptx.enum.chart import XL_CHART_TYPE as KINDS

    several = len(chart.series) > 1
    return {
        "across": KINDS.BAR_STACKED if several else KINDS.BAR_CLUSTERED,
        "upright": KINDS.COLUMN_STACKED if several else KINDS.COLUMN_CLUSTERED,
        "lines": KINDS.LINE,
    }[chart.form]


def _data(chart: NativeChart) -> Any:
    from pptx.chart.data import CategoryChartData

    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = chart.categories
    for one in chart.series:
        data.add_series(one.name, one.values)
    return data


def _size(chart: NativeChart, box: Box) -> int:
    """Points of its letters: names of bars may not run into each other."""
    is_tight = (
        chart.form == "across" and len(chart.categories) * _ROW > box.high - _LEGEND
    ) or (chart.form != "across" and len(chart.categories) > 12)
    return _SMALL if is_tight else _ROOMY


def _legend(made: Any, chart: NativeChart) -> None:
    from pptx.enum.chart import XL_LEGEND_POSITION

    made.has_legend = len(chart.series) > 1 or chart.form == "lines"
    if made.has_legend:
        made.legend.position = XL_LEGEND_POSITION.TOP
        made.legend.include_in_layout = False


def _gap(chart: NativeChart, box: Box) -> int:
    """Percent of a bar between two of them: few bars are not thick."""
    long = box.high if chart.form == "across" else box.wide
    each = (long - 2 * _LEGEND) / len(chart.categories)
    return round(min(500, max(45, 100 * (each / _THICK - 1))))


def _axes(made: Any, chart: NativeChart, pattern: str, longest: float) -> None:
    is_lines = chart.form == "lines"
    names, values = made.category_axis, made.value_axis
    if chart.form == "across":
        names.reverse_order = True
    names.format.line.color.rgb = rgb(PALETTE.unknown_line)
    names.has_major_gridlines = False
    values.has_major_gridlines = is_lines
    values.visible = is_lines
    values.tick_labels.number_format = pattern
    values.tick_labels.number_format_is_linked = False
    if is_lines:
        values.major_gridlines.format.line.color.rgb = rgb(PALETTE.faded)
        values.format.line.fill.background()
    elif longest:
        values.minimum_scale = 0
        values.maximum_scale = longest * (1.0 if len(chart.series) > 1 else 1.15)


def _skip(chart: NativeChart, box: Box, size: int) -> int:
    """Of how many categories one is named: of every bar, of as many months as have room
    on one line."""
    if chart.form != "lines":
        return 1
    widest = max(measure.width(name, size) for name in chart.categories) + 0.15
    return math.ceil(len(chart.categories) * widest / (box.wide - 2 * _LEGEND))


def _name_each(axis: Any, skip: int) -> None:
    """Name every so many categories, whatever a program would leave away by itself."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    every = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="{skip}"/>')
    axis._element.xpath("c:noMultiLvlLbl")[0].addprevious(every)


def _room(chart: NativeChart, box: Box, size: int, longest: float) -> float:
    """About how many inches a bar has for each 1 of its value."""
    if not longest:
        return 0.0
    if chart.form == "upright":
        return (box.high - _LEGEND - 0.7) / longest
    widest = max(measure.width(name, size) for name in chart.categories)
    names = min(widest, _NAMES * box.wide)
    return (box.wide - names - 2 * _AROUND) / longest


def _label(
    chart: NativeChart,
    told: NativeSeries,
    one: Any,
    pattern: str,
    size: int,
    room: float,
) -> None:
    """The values of a series at its bars; of parts of a bar those that have room."""
    from pptx.enum.chart import XL_LABEL_POSITION
    from pptx.util import Pt

    is_inside = len(chart.series) > 1
    labels = one.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = pattern, False
    labels.font.size = Pt(size)
    letters = letters_on(told.colour) if is_inside else PALETTE.ink
    labels.font.color.rgb = rgb(letters)
    labels.position = (
        XL_LABEL_POSITION.CENTER if is_inside else XL_LABEL_POSITION.OUTSIDE_END
    )
    for place, value in enumerate(told.values):
        if is_inside and not _has_room(chart, value, pattern, size, room):
            _leave_out(labels, place)


def _has_room(
    chart: NativeChart, value: float | None, pattern: str, size: int, room: float
) -> bool:
    if not value:
        return False
    needed = (
        size * measure.LEADING / 72
        if chart.form == "upright"
        else measure.width(_written(value, pattern), size)
    )
    return value * room >= needed + 0.08


def _written(value: float, pattern: str) -> str:
    if pattern.endswith("%"):
        return formats.percent(value)
    return formats.number(value, 1 if "." in pattern else 0)


def _leave_out(labels: Any, place: int) -> None:
    """No label at one point; they stand in the order of their places, before all else."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    gone = parse_xml(
        f'<c:dLbl {nsdecls("c")}><c:idx val="{place}"/><c:delete val="1"/></c:dLbl>'
    )
    element = labels._element
    before = element.xpath("c:dLbl")
    if before:
        before[-1].addnext(gone)
    else:
        element.insert(0, gone)


def _colour(chart: NativeChart, told: NativeSeries, one: Any) -> None:
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Pt

    if chart.form == "lines":
        one.smooth = False
        one.format.line.color.rgb = rgb(told.colour)
        one.format.line.width = Pt(2.5)
        if told.is_broken:
            one.format.line.dash_style = MSO_LINE.DASH
        return
    one.format.fill.solid()
    one.format.fill.fore_color.rgb = rgb(told.colour)
    _hatch(told, one, told.hatched)


def _hatch(told: NativeSeries, one: Any, places: Sequence[int]) -> None:
    """Bars that tell of less time: striped, wide enough apart for a figure on them."""
    from pptx.enum.dml import MSO_PATTERN

    for place in places:
        fill = one.points[place].format.fill
        fill.patterned()
        fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        fill.fore_color.rgb = rgb(PALETTE.unknown_line)
        fill.back_color.rgb = rgb(told.colour)


def _pattern(chart: NativeChart) -> str:
    """The number format of a chart's values: shares as percentages, else whole numbers
    or one decimal. The signs are those of who opens it."""
    values = [v for one in chart.series for v in one.values if v is not None]
    if values and max(map(abs, values)) <= 1 and any(v % 1 for v in values):
        return "0%"
    return "#,##0" if all(v % 1 == 0 for v in values) else "#,##0.0"
