"""The brief as slides (PPTX): a message a slide, charts and tables that can be edited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from imbang import formats
from imbang.briefs.deck import exhibits, file, grids, measure, shapes
from imbang.briefs.deck.file import Page
from imbang.briefs.deck.shapes import QUIET, Box, Line
from imbang.briefs.model import (
    BigNumber,
    Brief,
    Exhibit,
    Map,
    Screen,
    stands_alone,
)
from imbang.briefs.workbook import about_rows
from imbang.texts import _

_SIDE, _GAP = 4.8, 0.45  # inches of numbers and sentences beside an exhibit
_BIG = (44, 36, 32, 28, 24)
_SENTENCES = (20, 18, 16, 14)


def as_slides(brief: Brief, picture: exhibits.Picture) -> bytes:
    """The brief as PPTX, 16 to 9.

    A slide says what the brief is of; then each screen has one, and one more for each
    further exhibit; its sentences and sources are in the speaker notes. What has been
    restated since an earlier paper has slides of its own. Every table and
    the figures of every chart follow whole, their headings repeated; the last slides say
    how the figures are worked out. Charts are native, maps are pictures, whose figures
    by region stand in the workbook; everything has a text alternative.
    """
    pages = [_cover(brief)]
    for screen in brief.screens:
        pages.extend(_screen(screen, picture))
    pages.extend(_differs(brief))
    for screen in brief.screens:
        for exhibit in screen.exhibits:
            if not isinstance(exhibit, Map):
                pages.extend(_whole(brief, screen, exhibit))
    pages.extend(_about(brief))
    return file.write(brief, pages)


def _cover(brief: Brief) -> Page:
    head = brief.letterhead
    asked = [Line(f"{name}: {value}", 20, after=0.4) for name, value in brief.filters]
    office = [Line(line, 16) for line in (head.office, *head.address) if line]

    def fill(slide: Any, box: Box) -> None:
        end = shapes.height(office, box.wide)
        place = box.below(0.3).upper(box.high - 0.4 - end)
        shapes.write(slide, shapes.fitting(asked, place), place)
        shapes.write(slide, office, box.below(box.high - end))

    told = [f"{name}: {value}" for name, value in brief.filters]
    return Page(brief.title, fill, [brief.made_up, *told, *brief.method])


def _screen(screen: Screen, picture: exhibits.Picture) -> Iterator[Page]:
    """A slide with all that a screen says and what it shows first, unless that stands
    alone;
    one for each other exhibit, and part of one."""
    figures = [
        " · ".join(part for part in (n.label, n.text, n.change, n.note) if part)
        for n in screen.numbers
    ]
    limits = [*screen.notes, *screen.sources]
    shown = [one for each in screen.exhibits for one in exhibits.shown(each, picture)]
    has_room = bool(screen.exhibits) and not stands_alone(screen.exhibits[0])
    first = shown.pop(0) if has_room else None
    notes = [screen.message, *figures, *screen.sentences, *limits]
    yield Page(screen.message, partial(_fill, screen=screen, first=first), notes)
    for show in shown:
        yield Page(screen.message, show, [screen.message, *limits])


def _fill(slide: Any, box: Box, screen: Screen, first: exhibits.Show | None) -> None:
    """What a screen says, and what it shows first beside it."""
    if first is None:
        _tell(slide, screen, box, columns=max(1, len(screen.numbers)))
        return
    beside = Box(box.left, box.top, _SIDE, box.high)
    _tell(slide, screen, beside, columns=2 if len(screen.numbers) > 1 else 1)
    left = _SIDE + _GAP
    first(slide, Box(box.left + left, box.top, box.wide - left, box.high))


def _tell(slide: Any, screen: Screen, box: Box, *, columns: int) -> None:
    """The numbers of a screen, its sentences below them."""
    box = box.below(_numbers(slide, screen.numbers, box, columns))
    for size in _SENTENCES:
        lines = [Line(text, size, after=0.5) for text in screen.sentences]
        if shapes.height(lines, box.wide) <= box.high:
            break
    shapes.write(slide, shapes.fitting(lines, box), box)


def _numbers(slide: Any, numbers: Sequence[BigNumber], box: Box, columns: int) -> float:
    """Numbers side by side, as many as columns; how high they are in all."""
    taken, wide = 0.0, box.column(0, columns, 0.25).wide
    size = measure.largest(_BIG, [n.text for n in numbers], wide, bold=True)
    label = measure.largest((18, 16, 14), [n.label for n in numbers], wide)
    for at in range(0, len(numbers), columns):
        row = numbers[at : at + columns]
        told = [_number(one, size, label, wide) for one in row]
        high = max(shapes.height(lines, wide) for lines in told)
        for place, lines in enumerate(told):
            cell = box.below(taken).column(place, columns, 0.25).upper(high)
            shapes.write(slide, lines, cell)
        taken += high + 0.2
    return taken


def _number(number: BigNumber, big: int, label: int, wide: float) -> list[Line]:
    lines = [Line(number.text, big, bold=True), Line(number.label, label)]
    if number.change:
        size = measure.largest((14, 12), [number.change], wide)
        lines.append(Line(number.change, size, colour=QUIET))
    if number.note and measure.lines(number.note, 12, wide) <= 2:
        lines.append(Line(number.note, 12, colour=QUIET))
    return lines


def _whole(brief: Brief, screen: Screen, exhibit: Exhibit) -> Iterator[Page]:
    """All rows of an exhibit, on as many slides as they need."""
    rows = exhibit.rows.to_dict("records")
    if not rows:
        return
    title = f"{screen.name}: {exhibit.title}"
    limits = [*screen.notes, *screen.sources]
    box = file.room(brief, title + file.PART, is_small=True)
    under = Line(exhibit.under or " ", 12, colour=QUIET).height(box.wide * 0.75) + 0.08
    grid, parts = min(
        (_parts(exhibit, size, box.below(under)) for size in grids.SIZES),
        key=lambda one: len(one[1]),
    )
    for first, last in parts:
        told = [exhibit.under] if exhibit.under else []
        if last - first < len(rows):
            told.append(
                _(
                    "rows {first}–{last} of {all}",
                    first=formats.number(first + 1),
                    last=formats.number(last),
                    all=formats.number(len(rows)),
                )
            )

        lines = [Line(" · ".join(told), 12, colour=QUIET)] if told else []
        fill = partial(_rows, head=lines, grid=grid, first=first, last=last)
        yield Page(title, fill, limits, is_small=True)


def _rows(
    slide: Any, box: Box, head: Sequence[Line], grid: grids.Grid, first: int, last: int
) -> None:
    """Some rows of a table, and what they are of above them."""
    taken = shapes.height(head, box.wide)
    shapes.write(slide, head, box.upper(taken))
    alt = slide.shapes.title.text_frame.text
    grids.draw(slide, grid, box.below(taken + 0.08), alt, first, last)


def _parts(
    exhibit: Exhibit, size: int, box: Box
) -> tuple[grids.Grid, list[tuple[int, int]]]:
    """All rows of an exhibit in letters of a size, by the parts that have room."""
    rows = exhibit.rows.to_dict("records")
    grid = grids.lay_out(exhibit.columns, rows, box.wide, (size,))
    parts, first = [], 0
    while first < len(rows):
        last = first + grid.fitting(box.high, first)
        parts.append((first, last))
        first = last
    return grid, parts


def _differs(brief: Brief) -> Iterator[Page]:
    """What has been restated since earlier papers."""
    lines = []
    for earlier in brief.differs:
        lines.append(Line(earlier.title, 18, bold=True, after=0.2))
        lines.extend(Line(one.sentence, 18, after=0.35) for one in earlier.restated)
    title = _("What has been restated since an earlier paper")
    yield from _paged(brief, title, lines, is_small=False)


def _about(brief: Brief) -> Iterator[Page]:
    """What the file says of itself."""
    told = [f"{name}: {text}" for name, text in about_rows(brief)]
    lines = [Line(text, 14, after=0.35) for text in told]
    yield from _paged(brief, _("What these figures are"), lines, is_small=True)


def _paged(
    brief: Brief, title: str, lines: Sequence[Line], *, is_small: bool
) -> Iterator[Page]:
    """Paragraphs in parts that each have room."""
    box = file.room(brief, title + file.PART, is_small=is_small)
    while lines:
        part = shapes.fitting(lines, box) or lines[:1]
        lines = lines[len(part) :]
        told = [] if is_small else [line.text for line in part]
        yield Page(title, partial(_words, lines=part), told, is_small=is_small)


def _words(slide: Any, box: Box, lines: Sequence[Line]) -> None:
    shapes.write(slide, lines, box)
