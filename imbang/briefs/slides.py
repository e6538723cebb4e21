"""The brief as slides (PPTX): a message a slide, charts and tables that can be edited."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from imbang import formats
from imbang.briefs.model import Brief, Chart, Exhibit, Map, Screen, Table, told_shown
from imbang.briefs.native import NativeChart, NativeSeries, native
from imbang.briefs.workbook import about_rows
from imbang.drawing.colours import PALETTES
from imbang.drawing.tables import Column
from imbang.texts import _

Picture = Callable[[Chart | Map, float], bytes]
"""A chart or map as PNG, so many pixels wide."""

_WIDE, _HIGH = 13.333, 7.5  # inches: 16 to 9
_EDGE = 0.55
_TOP = 1.75  # below the title
_FOOT = 7.02
_ROWS = 13  # of a table on one slide, below its headings
_WIDEST = 9  # columns of a table on one slide
_LONG_TITLE = 90  # letters
_LETTER = 0.55  # of its height, how wide a letter is
_LEADING = 1.2  # of its height, from one line to the next
_FEW = 7  # columns in letters of full size
_DARK = 140  # of 255: below it letters on a colour are white
_PX = 96  # pixels of a picture to the inch
"""Letters are in points; measures in inches."""


def as_slides(brief: Brief, picture: Picture) -> bytes:
    """The brief as PPTX, 16 to 9.

    A slide says what the brief is of; then each screen has one, its sentences and sources
    in the speaker notes; every table and the figures of every chart follow whole, their
    headings repeated; the last slides say how the figures are worked out. Charts are
    native, maps are pictures, whose figures by region stand in the workbook; everything
    has a text alternative.
    """
    return _Deck(brief, picture).write()


class _Deck:
    """A presentation that is being written."""

    def __init__(self, brief: Brief, picture: Picture) -> None:
        from pptx import Presentation
        from pptx.util import Inches

        self._brief, self._picture = brief, picture
        self._deck = Presentation()
        self._deck.slide_width, self._deck.slide_height = Inches(_WIDE), Inches(_HIGH)
        core = self._deck.core_properties
        core.title, core.author, core.language = brief.title, "Imbang", brief.asked.lang
        core.subject, core.comments = brief.name, brief.snapshot.sha256

    def write(self) -> bytes:
        """The bytes of the file."""
        self._cover()
        for screen in self._brief.screens:
            self._screen(screen)
        for screen in self._brief.screens:
            for exhibit in screen.exhibits:
                if not isinstance(exhibit, Map):
                    self._whole(screen, exhibit)
        self._about()
        self._number()
        target = io.BytesIO()
        self._deck.save(target)
        return target.getvalue()

    def _cover(self) -> None:
        brief = self._brief
        head = brief.letterhead
        slide = self._slide(brief.title)
        lines = [f"{name}: {value}" for name, value in brief.filters]
        told = [*([brief.made_up] if brief.made_up else []), *lines]
        self._words(slide, told, _EDGE, _TOP, _WIDE - 2 * _EDGE, 3.8, size=20)
        office = [line for line in (head.office, *head.address) if line]
        self._words(slide, office, _EDGE, 5.9, _WIDE - 2 * _EDGE, 1.0, size=14)
        self._note(slide, [*told, *brief.method])

    def _screen(self, screen: Screen) -> None:
        slide = self._slide(screen.message)
        wide = _WIDE - 2 * _EDGE
        top = _below(screen.message)
        if screen.numbers:
            self._numbers(slide, screen, top)
            top += 1.6
        exhibits = screen.exhibits[:2]
        left = {0: wide, 1: wide * 0.32, 2: 0.0}[len(exhibits)]
        if left:
            told = _fitting(screen.sentences, 16, left - 0.25, _FOOT - top - 0.1)
            high = _FOOT - top - 0.1
            self._words(slide, told, _EDGE, top, left - 0.25, high, size=16)
        at, room = _EDGE + (left if exhibits else 0), wide - left
        each = room / max(len(exhibits), 1)
        for place, exhibit in enumerate(exhibits):
            x = at + place * each
            self._exhibit(slide, exhibit, x, top, each - 0.2, _FOOT - 0.1 - top)
        figures = [
            " · ".join(part for part in (n.label, n.text, n.change, n.note) if part)
            for n in screen.numbers
        ]
        self._note(
            slide,
            [
                screen.message,
                *figures,
                *screen.sentences,
                *screen.notes,
                *screen.sources,
            ],
        )

    def _numbers(self, slide: Any, screen: Screen, top: float) -> None:
        each = (_WIDE - 2 * _EDGE) / len(screen.numbers)
        for place, number in enumerate(screen.numbers):
            x = _EDGE + place * each
            box = self._box(slide, x, top, each - 0.2, 1.2)
            self._line(box, number.text, size=32, bold=True)
            self._line(box, number.label, size=14)
            for told in (number.change, number.note):
                if told and _lines(told, 12, each - 0.2) == 1:
                    self._line(box, told, size=12, quiet=True)

    def _exhibit(
        self, slide: Any, exhibit: Exhibit, x: float, y: float, wide: float, high: float
    ) -> None:
        rows = (
            _lines(exhibit.title, 14, wide) * 14 + _lines(exhibit.under, 12, wide) * 12
        )
        taken = rows * _LEADING / 72 + 0.15
        head = self._box(slide, x, y, wide, taken)
        self._line(head, exhibit.title, size=14, bold=True)
        if exhibit.under:
            self._line(head, exhibit.under, size=12, quiet=True)
        y, high = y + taken, high - taken
        if isinstance(exhibit, Table):
            self._table(slide, exhibit, x, y, wide, high)
            return
        drawn = exhibit.draw("light")
        chart = native(drawn) if isinstance(exhibit, Chart) else None
        if chart is not None:
            self._chart(slide, chart, exhibit.alt, x, y, wide, high)
        elif drawn.data:
            self._image(slide, exhibit, x, y, wide, high)

    def _chart(
        self,
        slide: Any,
        chart: NativeChart,
        alt: str,
        x: float,
        y: float,
        wide: float,
        high: float,
    ) -> None:
        from pptx.chart.data import CategoryChartData
        from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
        from pptx.util import Inches, Pt

        data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
        data.categories = chart.categories
        for one in chart.series:
            data.add_series(one.name, one.values)
        several = len(chart.series) > 1
        kind = {
            "across": XL_CHART_TYPE.BAR_STACKED
            if several
            else XL_CHART_TYPE.BAR_CLUSTERED,
            "upright": XL_CHART_TYPE.COLUMN_STACKED
            if several
            else XL_CHART_TYPE.COLUMN_CLUSTERED,
            "lines": XL_CHART_TYPE.LINE,
        }[chart.form]
        place = (Inches(x), Inches(y), Inches(wide), Inches(high))
        frame = slide.shapes.add_chart(kind, *place, data)
        _describe(frame, alt)
        made = frame.chart
        made.font.size = Pt(12)
        made.has_title = False
        made.has_legend = several
        if several:
            made.legend.position = XL_LEGEND_POSITION.TOP
            made.legend.include_in_layout = False
        pattern = _pattern(chart)
        if chart.form == "across":
            made.category_axis.reverse_order = True
            _name_every(made.category_axis)
        made.value_axis.has_major_gridlines = chart.form == "lines"
        made.value_axis.visible = chart.form == "lines"
        made.value_axis.tick_labels.number_format = pattern
        made.value_axis.tick_labels.number_format_is_linked = False
        made.category_axis.format.line.color.rgb = _rgb(PALETTES["light"].unknown_line)
        made.category_axis.has_major_gridlines = False
        plot = made.plots[0]
        if chart.form != "lines":
            plot.gap_width = 45
        for told, one in zip(chart.series, plot.series, strict=True):
            if chart.form != "lines":
                _label(one, told, pattern, is_inside=several)
            _colour_series(chart, told, one)

    def _image(
        self,
        slide: Any,
        exhibit: Chart | Map,
        x: float,
        y: float,
        wide: float,
        high: float,
    ) -> None:
        from pptx.util import Inches

        content = self._picture(exhibit, wide * _PX)
        shape = slide.shapes.add_picture(
            io.BytesIO(content), Inches(x), Inches(y), width=Inches(wide)
        )
        if shape.height > Inches(high):
            shape.width = int(shape.width * Inches(high) / shape.height)
            shape.height = Inches(high)
        _describe(shape, exhibit.alt)

    def _table(
        self, slide: Any, table: Table, x: float, y: float, wide: float, high: float
    ) -> None:
        """As much of a table as a meeting sees."""
        columns = table.seen_columns or table.columns[:_WIDEST]
        cells = [_cells(columns, row) for row in table.seen_rows.to_dict("records")]
        kept = self._fit(columns, cells, wide, high - 0.4)
        self._grid(slide, columns, cells[:kept], x, y, wide, table.title)
        if told := told_shown(table, kept):
            end = y + high - 0.32
            self._words(slide, [told], x, end, wide, 0.32, size=12, quiet=True)

    def _fit(
        self,
        columns: Sequence[Column],
        cells: Sequence[Sequence[str]],
        wide: float,
        high: float,
    ) -> int:
        """How many of the rows have room, one at least."""
        size = _size(columns)
        widths = _widths(columns, cells, wide)
        labels = [column.label for column in columns]
        left = high - _row_height(labels, widths, size)
        for kept, row in enumerate(cells):
            left -= _row_height(row, widths, size)
            if left < 0:
                return max(kept, 1)
        return len(cells)

    def _whole(self, screen: Screen, exhibit: Exhibit) -> None:
        """All rows of an exhibit, on as many slides as they need."""
        columns = exhibit.columns
        rows = exhibit.rows.to_dict("records")
        if not rows:
            return
        parts = -(-len(rows) // _ROWS)
        for at in range(parts):
            slide = self._slide(exhibit.title, small=True)
            part = rows[at * _ROWS : (at + 1) * _ROWS]
            cells = [_cells(columns, row) for row in part]
            wide = _WIDE - 2 * _EDGE
            self._grid(slide, columns, cells, _EDGE, 1.25, wide, exhibit.title)
            told = [exhibit.under] if exhibit.under else []
            if parts > 1:
                told.append(
                    _(
                        "rows {first}–{last} of {all}",
                        first=formats.number(at * _ROWS + 1),
                        last=formats.number(at * _ROWS + len(part)),
                        all=formats.number(len(rows)),
                    )
                )
            self._words(
                slide, [" · ".join(told)], _EDGE, 0.85, wide, 0.35, size=12, quiet=True
            )
            self._note(slide, [*screen.notes, *screen.sources])

    def _about(self) -> None:
        rows = about_rows(self._brief)
        told = [f"{name}: {text}" for name, text in rows]
        for part in _by_length(told, 1500):
            slide = self._slide(_("What these figures are"), small=True)
            self._words(slide, part, _EDGE, 1.2, _WIDE - 2 * _EDGE, 5.6, size=12)

    def _slide(self, title: str, *, small: bool = False) -> Any:
        from pptx.enum.shapes import MSO_SHAPE
        from pptx.enum.text import MSO_ANCHOR
        from pptx.util import Inches

        slide = self._deck.slides.add_slide(self._deck.slide_layouts[5])
        shape = slide.shapes.title
        shape.left, shape.top = Inches(_EDGE), Inches(0.3)
        shape.width = Inches(_WIDE - 2 * _EDGE)
        shape.height = Inches(0.6 if small else 1.3)
        frame = shape.text_frame
        frame.word_wrap = True
        frame.vertical_anchor = MSO_ANCHOR.TOP
        frame.margin_left = 0
        frame.text = _flowing(title)
        size = 16 if small else _title_size(title)
        self._style(frame.paragraphs[0], size=size, bold=True)
        rule = slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, 0, 0, self._deck.slide_width, Inches(0.09)
        )
        rule.fill.solid()
        rule.fill.fore_color.rgb = _rgb(PALETTES["light"].accent)
        rule.line.fill.background()
        _describe(rule, "")
        return slide

    def _number(self) -> None:
        """At the foot of each slide what it is of, and its number."""
        brief, slides = self._brief, list(self._deck.slides)
        told = " · ".join(dict.fromkeys(value for _name, value in brief.filters))
        for count, slide in enumerate(slides, 1):
            end = f"{told} · {count} / {len(slides)}"
            self._words(
                slide, [end], _EDGE, _FOOT, _WIDE - 2 * _EDGE, 0.3, size=11, quiet=True
            )

    def _grid(
        self,
        slide: Any,
        columns: Sequence[Column],
        rows: Sequence[Sequence[str]],
        x: float,
        y: float,
        wide: float,
        alt: str,
    ) -> None:
        from pptx.util import Inches

        place = (Inches(x), Inches(y), Inches(wide), Inches(0.36 * (len(rows) + 1)))
        frame = slide.shapes.add_table(len(rows) + 1, len(columns), *place)
        _describe(frame, alt)
        table = frame.table
        table.horz_banding = False
        widths = _widths(columns, rows, wide)
        for i, width in enumerate(widths):
            table.columns[i].width = Inches(width)
        size = _size(columns)
        labels = [column.label for column in columns]
        for i, row in enumerate((labels, *rows)):
            table.rows[i].height = Inches(_row_height(row, widths, size))
        for i, column in enumerate(columns):
            is_number = column.kind in ("number", "bar", "count")
            cell = table.cell(0, i)
            self._cell(cell, column.label, size, is_number=is_number, head=True)
            for at, row in enumerate(rows, 1):
                self._cell(table.cell(at, i), row[i], size, is_number=is_number)

    def _cell(
        self, cell: Any, text: str, size: int, *, is_number: bool, head: bool = False
    ) -> None:
        from pptx.enum.text import PP_ALIGN
        from pptx.util import Inches

        palette = PALETTES["light"]
        cell.margin_left = cell.margin_right = Inches(0.06)
        cell.margin_top = cell.margin_bottom = Inches(0.03)
        cell.fill.solid()
        cell.fill.fore_color.rgb = _rgb("#eef3f1" if head else palette.card)
        frame = cell.text_frame
        frame.text = _flowing(text)
        self._style(frame.paragraphs[0], size=size, bold=head)
        if is_number:
            frame.paragraphs[0].alignment = PP_ALIGN.RIGHT

    def _box(self, slide: Any, x: float, y: float, wide: float, high: float) -> Any:
        from pptx.util import Inches

        box = slide.shapes.add_textbox(Inches(x), Inches(y), Inches(wide), Inches(high))
        frame = box.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = 0
        return frame

    def _words(
        self,
        slide: Any,
        lines: Sequence[str],
        x: float,
        y: float,
        wide: float,
        high: float,
        *,
        size: int,
        quiet: bool = False,
    ) -> None:
        if not lines:
            return
        box = self._box(slide, x, y, wide, high)
        for line in lines:
            self._line(box, line, size=size, quiet=quiet, space=0.35)

    def _line(
        self,
        frame: Any,
        text: str,
        *,
        size: int,
        bold: bool = False,
        quiet: bool = False,
        space: float = 0.0,
    ) -> None:
        from pptx.util import Pt

        first = frame.paragraphs[0]
        is_first = not first.runs and len(frame.paragraphs) == 1
        paragraph = first if is_first else frame.add_paragraph()
        paragraph.text = _flowing(text)
        paragraph.space_after = Pt(size * space)
        self._style(paragraph, size=size, bold=bold, quiet=quiet)

    def _style(
        self, paragraph: Any, *, size: int, bold: bool = False, quiet: bool = False
    ) -> None:
        from pptx.enum.text import PP_ALIGN
        from pptx.util import Pt

        palette = PALETTES["light"]
        font = paragraph.font
        font.size, font.bold = Pt(size), bold
        font.color.rgb = _rgb(palette.border if quiet else palette.ink)
        paragraph.alignment = PP_ALIGN.LEFT

    def _note(self, slide: Any, lines: Sequence[str]) -> None:
        snapshot = _("Snapshot {id}", id=self._brief.snapshot.id)
        told = [line for line in (*lines, snapshot) if line]
        slide.notes_slide.notes_text_frame.text = "\n".join(map(_flowing, told))


def _lines(text: str, size: float, wide: float) -> int:
    """About how many lines a text takes in so many inches."""
    return math.ceil(len(text) * size * _LETTER / (72 * wide))


def _fitting(
    lines: Sequence[str], size: float, wide: float, high: float
) -> Sequence[str]:
    """The first of the sentences that there is room for."""
    left = high
    for kept, line in enumerate(lines):
        left -= (_lines(line, size, wide) * _LEADING + 0.35) * size / 72
        if left < 0:
            return lines[:kept]
    return lines


def _size(columns: Sequence[Column]) -> int:
    """Points of the letters of a table."""
    return 12 if len(columns) <= _FEW else 10


def _widths(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], wide: float
) -> list[float]:
    """Inches of each column: as wide as its longest word at least, then by its texts."""
    letter = _size(columns) * _LETTER / 72
    words = [
        max(map(len, " ".join([column.label, *(row[i] for row in rows)]).split()))
        for i, column in enumerate(columns)
    ]
    least = [word * letter + 0.16 for word in words]
    texts = [
        min(40, max((len(row[i]) for row in rows), default=1))
        for i in range(len(columns))
    ]
    spare = max(0.0, wide - sum(least))
    widths = [one + spare * n / sum(texts) for one, n in zip(least, texts, strict=True)]
    return [width * wide / sum(widths) for width in widths]


def _row_height(cells: Sequence[str], widths: Sequence[float], size: int) -> float:
    lines = max(
        _lines(cell, size, width - 0.12)
        for cell, width in zip(cells, widths, strict=True)
    )
    return max(1, lines) * size * _LEADING / 72 + 0.08


def _pattern(chart: NativeChart) -> str:
    """The number format of a chart's values: shares as percentages, else whole numbers
    or one decimal."""
    values = [v for one in chart.series for v in one.values if v is not None]
    if values and max(map(abs, values)) <= 1 and any(v % 1 for v in values):
        return "0.0%"
    return "#,##0" if all(v % 1 == 0 for v in values) else "#,##0.0"


def _name_every(axis: Any) -> None:
    """Leave no name of a category away where room is short."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    every = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>')
    before = axis._element.xpath("c:noMultiLvlLbl")
    if before:
        before[0].addprevious(every)
    else:
        axis._element.append(every)


def _label(one: Any, told: NativeSeries, pattern: str, *, is_inside: bool) -> None:
    """The values of a series at its bars, behind them where there is room."""
    from pptx.enum.chart import XL_LABEL_POSITION
    from pptx.util import Pt

    labels = one.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = pattern, False
    labels.font.size = Pt(12)
    palette = PALETTES["light"]
    is_dark = is_inside and _brightness(told.colour) < _DARK
    labels.font.color.rgb = _rgb(palette.card if is_dark else palette.ink)
    labels.position = (
        XL_LABEL_POSITION.CENTER if is_inside else XL_LABEL_POSITION.OUTSIDE_END
    )


def _brightness(colour: str) -> float:
    """How bright a colour is, from 0 to 255 (ITU-R BT.601)."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _title_size(title: str) -> int:
    return 30 if len(title) < _LONG_TITLE else 26


def _below(title: str) -> float:
    """Where what follows a title begins, in inches."""
    size = _title_size(title)
    lines = -(-len(title) * size * _LETTER // (72 * (_WIDE - 2 * _EDGE)))
    return 0.55 + lines * size * 1.2 / 72


def _colour_series(chart: NativeChart, told: Any, one: Any) -> None:
    from pptx.enum.dml import MSO_LINE, MSO_PATTERN
    from pptx.util import Pt

    if chart.form == "lines":
        one.smooth = False
        one.format.line.color.rgb = _rgb(told.colour)
        one.format.line.width = Pt(2.25)
        if told.is_broken:
            one.format.line.dash_style = MSO_LINE.DASH
        return
    one.format.fill.solid()
    one.format.fill.fore_color.rgb = _rgb(told.colour)
    for place in told.hatched:
        fill = one.points[place].format.fill
        fill.patterned()
        fill.pattern = MSO_PATTERN.DIAGONAL_CROSS
        fill.fore_color.rgb = _rgb(told.colour)
        fill.back_color.rgb = _rgb(PALETTES["light"].card)
        letters = one.points[place].data_label.font
        letters.size, letters.color.rgb = Pt(12), _rgb(PALETTES["light"].ink)


def _cells(columns: Sequence[Column], row: dict[Any, Any]) -> list[str]:
    told = []
    for column in columns:
        cell = column.write(row)
        below = cell.get("under", "")
        told.append(" · ".join(str(part) for part in (cell["text"], below) if part))
    return told


def _flowing(text: str) -> str:
    """A text on one line: what would begin another is a blank."""
    return " ".join(text.split())


def _by_length(lines: Sequence[str], most: int) -> Iterator[list[str]]:
    """Lines in parts of about ``most`` letters."""
    part: list[str] = []
    for line in lines:
        if part and sum(map(len, part)) + len(line) > most:
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _describe(shape: Any, alt: str) -> None:
    """What a shape shows, in words."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", alt)


def _rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor

    made: Any = RGBColor
    return made(*(int(colour[i : i + 2], 16) for i in (1, 3, 5)))
