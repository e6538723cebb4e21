"""What a slide shows beside its words: a chart, a map, as much of a table as is seen."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from imbang import formats
from imbang.briefs.deck import charts, grids, maps, shapes
from imbang.briefs.deck.shapes import QUIET, Box, Line
from imbang.briefs.model import Chart, Exhibit, Map, Table, told_shown
from imbang.briefs.native import NativeChart, native
from imbang.texts import _, plural

if TYPE_CHECKING:
    import plotly.graph_objects as go

Picture = Callable[[Chart | Map, float], bytes]
"""A chart or map as PNG, so many pixels wide."""
Show = Callable[[Any, Box], None]
"""Puts what is shown onto a slide, into its place."""

_GAP = 0.25  # inches between a map and its legend
_PX = 96  # pixels of a picture to the inch


def shown(exhibit: Exhibit, picture: Picture) -> Iterator[Show]:
    """What shows an exhibit: once, a chart of many bars in parts."""
    if isinstance(exhibit, Table):
        yield lambda slide, box: _table(slide, exhibit, _head(slide, exhibit, box))
        return
    drawn = exhibit.draw("light")
    chart = native(drawn) if isinstance(exhibit, Chart) else None
    told = _limits(drawn, chart.hatched_means if chart else "")
    if chart is None or isinstance(exhibit, Map):
        yield lambda slide, box: _image(
            slide, exhibit, picture, _head(slide, exhibit, box, told), drawn
        )
        return
    for part in charts.parts(chart):
        yield partial(_chart, exhibit=exhibit, part=part, whole=chart, told=told)


def _chart(
    slide: Any,
    box: Box,
    exhibit: Chart,
    part: NativeChart,
    whole: NativeChart,
    told: str,
) -> None:
    """A part of a chart, as long as the whole."""
    box = _head(slide, exhibit, box, told)
    charts.draw(slide, part, exhibit.alt, box, whole.longest)


def _head(slide: Any, exhibit: Exhibit, box: Box, told: str = "") -> Box:
    """What an exhibit says and shows, in words; the place left below."""
    lines = [Line(exhibit.title, 18, bold=True)]
    under = [text for text in (exhibit.under, told) if text]
    lines.extend(Line(text, 14, colour=QUIET) for text in under)
    taken = shapes.height(lines, box.wide)
    shapes.write(slide, lines, box.upper(taken))
    return box.below(taken + 0.12)


def _limits(drawn: go.Figure, hatched_means: str) -> str:
    """What a chart does not show, and what its hatching means."""
    told = [_("Hatched: {what}", what=hatched_means)] if hatched_means else []
    if left_out := (drawn.layout.meta or {}).get("left_out"):
        more = plural(
            "{count} more is in the table.",
            "{count} more are in the table.",
            left_out,
            count=formats.number(left_out),
        )
        told.append(more)
    return " · ".join(told)


def _image(
    slide: Any, exhibit: Chart | Map, picture: Picture, box: Box, drawn: go.Figure
) -> None:
    """A picture as large as there is room for, the legend of a map where the picture
    leaves most."""
    if not drawn.data:
        return
    entries = exhibit.legend if isinstance(exhibit, Map) else ()
    content = picture(exhibit, box.wide * _PX)
    left, top, _wide, _high = box.emus
    shape = slide.shapes.add_picture(io.BytesIO(content), left, top)
    shapes.describe(shape, exhibit.alt)
    shape_of = shape.height / shape.width
    beside = maps.widest(entries) + _GAP if entries else 0.0
    below = maps.height(entries, box.wide)
    wide_above = min(box.wide, (box.high - below) / shape_of)
    wide_beside = min(box.wide - beside, box.high / shape_of)
    wide = max(wide_above, wide_beside)
    _left, _top, shape.width, shape.height = Box(0, 0, wide, wide * shape_of).emus
    both = max(0.0, box.wide - wide - (0 if wide_above >= wide_beside else beside))
    shape.left = Box(box.left + both / 2, 0, 0, 0).emus[0]
    if wide_above >= wide_beside:
        maps.draw(slide, entries, box.below(wide * shape_of + 0.08))
    else:
        right = box.left + both / 2 + wide + _GAP
        place = Box(right, box.top, beside, box.high)
        maps.draw(slide, entries, place, is_column=True)


def _table(slide: Any, table: Table, box: Box) -> None:
    """As much of a table as a meeting sees."""
    columns = table.seen_columns or table.columns
    rows = table.seen_rows.to_dict("records")
    if not rows:
        return
    for size in grids.SIZES:  # the largest letters that leave no row away
        grid = grids.lay_out(columns, rows, box.wide, (size,))
        kept = grid.fitting(box.high - 0.35)
        if kept == len(rows):
            break
    grids.draw(slide, grid, box, table.title, 0, kept)
    if told := told_shown(table, kept):
        end = grid.height(0, kept) + 0.08
        shapes.write(slide, [Line(told, 14, colour=QUIET)], box.below(end).upper(0.27))
