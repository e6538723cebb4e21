"""A table as a picture: its headings, its first rows, and how many of all these are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from imbang import formats
from imbang.drawing.colours import PALETTES
from imbang.drawing.paper import fonts, swatches, words
from imbang.drawing.paper.canvas import Box, Canvas, colour
from imbang.drawing.paper.words import Lines, Run
from imbang.drawing.tables import Cell, Column
from imbang.formats import exists
from imbang.texts import _

ROWS = 40
"""Rows that a picture holds at most."""

_LETTERS, _SMALL = 12.5, 11.0
_PAD, _GAP = 5.0, 16.0  # above and below a cell's words, and between columns
_LEAST, _MOST = 46.0, 240.0  # pixels of a column
_BAR = 60.0  # pixels of the longest bar in a cell
_PALETTE = PALETTES["light"]


@dataclass(frozen=True)
class _Written:
    """A cell: its words with their mark, those below them, how long its bar is as a
    share, and its colour."""

    text: str
    under: str
    share: float
    tone: str


def draw(rows: pd.DataFrame, columns: Sequence[Column], width: float) -> Canvas:
    """The first rows, in ``width`` pixels or as many as the columns need."""
    records: Sequence[Any] = rows.head(ROWS).to_dict("records")
    shown = [[_written(column.write(row)) for column in columns] for row in records]
    widths = _widths(columns, shown, width)
    total = sum(widths) + _GAP * max(len(widths) - 1, 0)
    heads = [_lines(c.label, w, _SMALL) for c, w in zip(columns, widths, strict=True)]
    heights = [
        max(_height(cell, w) for cell, w in zip(row, widths, strict=True))
        for row in shown
    ]
    top = max((words.size(one, _SMALL)[1] for one in heads), default=0) + 2 * _PAD
    told = _left_out(len(rows))
    below = 2 * _PAD + fonts.LINE * _LETTERS if told else 0.0
    canvas = Canvas(max(total, width), top + sum(heights) + below)
    _draw_heads(canvas, columns, heads, widths, top)
    y = top
    for row, high in zip(shown, heights, strict=True):
        _draw_row(canvas, columns, row, widths, y, high)
        y += high
    if told:
        canvas.text(
            ((Run(told),),),
            0,
            y + _PAD,
            ink=colour(_PALETTE.quiet_ink),
            letters=_LETTERS,
            across=0,
            upwards=0,
        )
    return canvas


def _left_out(count: int) -> str:
    if count == 0:
        return _("No rows.")
    if count <= ROWS:
        return ""
    return _(
        "{shown} of {count} rows",
        shown=formats.number(ROWS),
        count=formats.number(count),
    )


def _written(cell: Cell) -> _Written:
    parts = (cell.get("mark", ""), str(cell.get("text", "")))
    share = cell.get("bar")
    return _Written(
        " ".join(filter(None, parts)),
        str(cell.get("under") or ""),
        min(float(share), 1.0) if share is not None and exists(share) else 0.0,
        swatches.fills().get(cell.get("tone", ""), _PALETTE.accent),
    )


def _is_right(column: Column) -> bool:
    return column.kind in ("number", "bar", "count")


def _bar(column: Column) -> float:
    return _BAR + 6 if column.kind == "bar" else 0.0


def _widths(
    columns: Sequence[Column], shown: Sequence[Sequence[_Written]], width: float
) -> list[float]:
    """Pixels of each column: what its words need, within limits, and what is left shared
    out among those of words."""
    found = []
    for place, column in enumerate(columns):
        wide = max(map(_word, column.label.split()), default=0.0)
        for row in shown:
            wide = max(
                wide,
                fonts.width(row[place].text, _LETTERS) + _bar(column),
                fonts.width(row[place].under, _SMALL),
            )
        found.append(min(max(wide, _LEAST), _MOST))
    spare = width - sum(found) - _GAP * max(len(found) - 1, 0)
    free = [i for i, column in enumerate(columns) if not _is_right(column)]
    if spare > 0 and free:
        found = [w + spare / len(free) if i in free else w for i, w in enumerate(found)]
    return found


def _word(word: str) -> float:
    return fonts.width(word, _SMALL)


def _lines(text: str, most: float, letters: float) -> Lines:
    if not text:
        return ()
    return tuple((Run(line),) for line in fonts.wrap(text, most, letters))


def _height(cell: _Written, width: float) -> float:
    first = words.size(_lines(cell.text, width, _LETTERS), _LETTERS)[1]
    second = words.size(_lines(cell.under, width, _SMALL), _SMALL)[1]
    return max(first, fonts.LINE * _LETTERS) + second + 2 * _PAD


def _draw_heads(
    canvas: Canvas,
    columns: Sequence[Column],
    heads: Sequence[Lines],
    widths: Sequence[float],
    bottom: float,
) -> None:
    left = 0.0
    for column, told, wide in zip(columns, heads, widths, strict=True):
        side = 1.0 if _is_right(column) else 0.0
        canvas.text(
            told,
            left + side * wide,
            bottom - _PAD,
            ink=colour(_PALETTE.quiet_ink),
            letters=_SMALL,
            across=side,
            upwards=1.0,
        )
        left += wide + _GAP
    ink = colour(_PALETTE.unknown_line)
    canvas.line([0, canvas.width], [bottom, bottom], ink=ink, width=1.2)


def _draw_row(
    canvas: Canvas,
    columns: Sequence[Column],
    row: Sequence[_Written],
    widths: Sequence[float],
    top: float,
    high: float,
) -> None:
    left = 0.0
    for column, cell, wide in zip(columns, row, widths, strict=True):
        side = 1.0 if _is_right(column) else 0.0
        box = canvas.text(
            _lines(cell.text, wide, _LETTERS),
            left + side * wide,
            top + _PAD,
            ink=colour(_PALETTE.ink),
            letters=_LETTERS,
            across=side,
            upwards=0.0,
            weight=500 if column.kind == "name" else fonts.PLAIN,
        )
        canvas.text(
            _lines(cell.under, wide, _SMALL),
            left + side * wide,
            box.bottom,
            ink=colour(_PALETTE.quiet_ink),
            letters=_SMALL,
            across=side,
            upwards=0.0,
        )
        if column.kind == "bar" and cell.share > 0:
            bar = Box(left, top + _PAD + 4, left + _BAR * cell.share, top + _PAD + 12)
            canvas.bar(bar, colour(cell.tone))
        left += wide + _GAP
    y = top + high
    canvas.line([0, canvas.width], [y, y], ink=colour(_PALETTE.faded), width=1)
