"""Tables of a slide: columns as wide as their words, as many rows as there is room for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from imbang.briefs.deck import measure
from imbang.briefs.deck.shapes import PALETTE, Box, Line, describe, rgb, style
from imbang.drawing.tables import Column

SIZES = (14, 13, 12)
_SMALLER = (*SIZES, 11, 10)  # where one word of each column is wider than the slide
_SIDE, _ABOVE = 0.07, 0.035  # inches around the text of a cell
_HEAD = "#eef3f1"
_MOST = 3.2  # inches: what is longer goes on in the next line


@dataclass(frozen=True)
class Grid:
    """A table that is laid out: its cells in lines as high, and columns as wide, as they
    need."""

    columns: tuple[Column, ...]
    cells: tuple[tuple[str, ...], ...]
    size: int
    widths: tuple[float, ...]
    head: float
    heights: tuple[float, ...]

    def fitting(self, high: float, first: int = 0) -> int:
        """How many rows from the first there is room for below the headings; one at
        least."""
        left, kept = high - self.head, 0
        for row in self.heights[first:]:
            left -= row
            if left < 0:
                break
            kept += 1
        return max(kept, 1)

    def height(self, first: int, last: int) -> float:
        """How high it is with these rows."""
        return self.head + sum(self.heights[first:last])


def lay_out(
    columns: Sequence[Column],
    rows: Sequence[Mapping[Any, Any]],
    wide: float,
    sizes: Sequence[int] = SIZES,
) -> Grid:
    """The table in so many inches, in the largest letters at which no word is broken."""
    cells = tuple(_cells(columns, row) for row in rows)
    labels = tuple(column.label for column in columns)
    every = [*sizes, *(one for one in _SMALLER if one < min(sizes))]
    fits = (s for s in every if sum(_least(labels, cells, s)) <= wide)
    size = next(fits, every[-1])
    widths = _widths(labels, cells, wide, size)
    return Grid(
        tuple(columns),
        cells,
        size,
        widths,
        _height(labels, widths, size, is_head=True),
        tuple(_height(row, widths, size) for row in cells),
    )


def draw(slide: Any, grid: Grid, box: Box, alt: str, first: int, last: int) -> None:
    """These rows of the table with their headings."""
    place = box.upper(grid.height(first, last))
    frame = slide.shapes.add_table(last - first + 1, len(grid.columns), *place.emus)
    describe(frame, alt)
    table = frame.table
    table.horz_banding = False
    for i, wide in enumerate(grid.widths):
        table.columns[i].width = Box(0, 0, wide, 0).emus[2]
    for i, high in enumerate((grid.head, *grid.heights[first:last])):
        table.rows[i].height = Box(0, 0, 0, high).emus[3]
    for i, column in enumerate(grid.columns):
        is_number = column.kind in ("number", "bar", "count")
        head = Line(column.label, grid.size, bold=True)
        _write(table.cell(0, i), head, _HEAD, is_number=is_number)
        for at, row in enumerate(grid.cells[first:last], 1):
            cell = Line(row[i], grid.size)
            _write(table.cell(at, i), cell, PALETTE.card, is_number=is_number)


def _write(cell: Any, line: Line, colour: str, *, is_number: bool) -> None:
    from pptx.enum.text import PP_ALIGN

    _left, _top, side, above = Box(0, 0, _SIDE, _ABOVE).emus
    cell.margin_left = cell.margin_right = side
    cell.margin_top = cell.margin_bottom = above
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(colour)
    paragraph = cell.text_frame.paragraphs[0]
    style(paragraph, line)
    if is_number:
        paragraph.alignment = PP_ALIGN.RIGHT


def _cells(columns: Sequence[Column], row: Mapping[Any, Any]) -> tuple[str, ...]:
    told = []
    for column in columns:
        cell = column.write(row)
        below = cell.get("under", "")
        told.append(" · ".join(str(part) for part in (cell["text"], below) if part))
    return tuple(told)


def _least(
    labels: Sequence[str], cells: Sequence[Sequence[str]], size: int
) -> list[float]:
    """Inches that each column needs for its longest word."""
    return [
        2 * _SIDE
        + 0.02
        + max(
            measure.longest_word(label, size, bold=True),
            max((measure.longest_word(row[i], size) for row in cells), default=0.0),
        )
        for i, label in enumerate(labels)
    ]


def _widths(
    labels: Sequence[str], cells: Sequence[Sequence[str]], wide: float, size: int
) -> tuple[float, ...]:
    """Inches of each column: its longest word, then what its texts need on one line,
    then an equal share of what is left."""
    least = _least(labels, cells, size)
    texts = [
        max((measure.width(row[i], size) for row in cells), default=0.0)
        for i in range(len(labels))
    ]
    wanted = [
        max(0.0, min(text, _MOST) + 2 * _SIDE + 0.02 - one)
        for text, one in zip(texts, least, strict=True)
    ]
    spare = max(0.0, wide - sum(least))
    share = min(1.0, spare / (sum(wanted) or 1.0))
    widths = [one + more * share for one, more in zip(least, wanted, strict=True)]
    rest = max(0.0, wide - sum(widths)) / len(widths)
    grown = [one + rest for one in widths]
    return tuple(one * wide / sum(grown) for one in grown)


def _height(
    cells: Sequence[str], widths: Sequence[float], size: int, *, is_head: bool = False
) -> float:
    lines = max(
        measure.lines(cell, size, wide - 2 * _SIDE, bold=is_head)
        for cell, wide in zip(cells, widths, strict=True)
    )
    return max(1, lines) * size * measure.LEADING / 72 + 2 * _ABOVE
