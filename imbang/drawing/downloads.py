"""Files of figures to take away: a workbook for people and further use, a CSV for people.

The first sheet of a workbook, and a CSV, hold the table as the page words it; the other
sheets the answers it was made of, with the keys and all the columns of ``imbang query``.
Text that a spreadsheet would run as a formula is made harmless.
"""

from __future__ import annotations

import codecs
import csv
import io
import math
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

import pandas as pd

from imbang import formats
from imbang.drawing.columns import DAY, MONTH
from imbang.drawing.tables import Column, Figure, Row
from imbang.formats import exists
from imbang.questions.encoding import harmless, would_run
from imbang.texts import _, language
from imbang.texts.signs import printable

_NARROWEST, _WIDEST = 9, 46  # columns, in characters
_LETTERS_OF_A_NUMBER = 12
_LINE = 15  # points
_DECIMALS = 4  # of a CSV: more than any page shows
_LINK_IS_TOO_LONG = 2000  # Excel takes 2,079


@dataclass(frozen=True)
class About:
    """What a workbook says of its figures.

    ``title`` is their sentence, ``lines`` stand below it, ``notes`` below the table,
    ``link`` leads to the page.
    """

    title: str
    lines: Sequence[str] = ()
    notes: Sequence[str] = ()
    link: str = ""


def as_csv(rows: pd.DataFrame, columns: Sequence[Column]) -> bytes:
    """The table as a CSV that opens in columns where the reader's language is spoken.

    In Indonesian columns are parted by semicolons and decimals by a comma, in English by
    commas and a point; a mark says that the file is UTF-8. A cell that a spreadsheet
    would run as a formula begins with an apostrophe; null is an empty cell.
    """
    is_indonesian = language() == "id"
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if is_indonesian else ",")
    writer.writerow([harmless(column.label) for column in columns])
    for row in rows.to_dict("records"):
        figures = [_figure(column, row) for column in columns]
        writer.writerow([_spelt(*figure, by_comma=is_indonesian) for figure in figures])
    return codecs.BOM_UTF8 + out.getvalue().encode()


def as_workbook(
    rows: pd.DataFrame,
    columns: Sequence[Column],
    answers: Mapping[str, pd.DataFrame],
    *,
    about: About,
) -> bytes:
    """An Excel workbook: the table for people, then ``answers`` by the name of their
    sheet."""
    with Book(about.title) as book:
        book.sheet(_("Table")).write(rows, columns, about)
        for name, answer in answers.items():
            book.sheet(name).write_answer(answer)
    return book.content


class Book:
    """An Excel workbook that is being written; ``content`` holds it once it is closed."""

    def __init__(self, title: str, made_at: datetime | None = None) -> None:
        import xlsxwriter

        self.content = b""
        self._target = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book = xlsxwriter.Workbook(self._target, options)
        made = {"created": made_at} if made_at else {}
        self._book.set_properties({"title": title[:255], "author": "Imbang"} | made)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        if kind is None:
            self._book.close()
            self.content = self._target.getvalue()

    def sheet(self, name: str) -> Sheet:
        """A further sheet; no other may have its name."""
        return Sheet(self._book, self._book.add_worksheet(name))


class Sheet:
    """A sheet of a workbook that is being written."""

    def __init__(self, book: Any, sheet: Any) -> None:
        self._book, self._sheet = book, sheet
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def write(
        self,
        rows: pd.DataFrame,
        columns: Sequence[Column],
        about: About,
        *,
        widest: int = _WIDEST,
    ) -> None:
        """The table as the page has it: what it is above, what to know of it below. A
        column is at most ``widest`` characters wide; longer texts have several lines."""
        top = self._write_about(about)
        figures = [
            [_figure(column, row) for column in columns]
            for row in rows.to_dict("records")
        ]
        lines: dict[int, int] = {}
        for place, column in enumerate(columns):
            cells = [line[place] for line in figures]
            width = self._write_column(top, place, column, cells, widest)
            self._sheet.set_column(place, place, width)
            told = [column.label, *(value for value, _pattern in cells)]
            for row, value in enumerate(told, top):
                if isinstance(value, str):
                    lines[row] = max(lines.get(row, 1), _lines(value, width))
        for row, count in lines.items():
            if count > 1:  # not every program finds the height of such a row by itself
                self._sheet.set_row(row, count * _LINE)
        bottom = top + len(figures)
        names = [i for i, column in enumerate(columns) if column.kind == "name"]
        self._sheet.freeze_panes(top + 1, names[0] + 1 if names else 0)
        self._sheet.autofilter(top, 0, max(bottom, top + 1), len(columns) - 1)
        quiet = self._format(font_color="#555555")
        for line, note in enumerate(about.notes, bottom + 2):
            self._write_text(line, 0, note, quiet)
        self._lay_out_for_paper(top, about)

    def write_answer(self, answer: pd.DataFrame) -> None:
        """An answer with its keys, its headings fixed and ready to filter by."""
        names = [str(name) for name in answer.columns]
        for place, name in enumerate(names):
            self._write_text(0, place, name, self._format(bold=True, bottom=1))
        for place, name in enumerate(answer.columns):
            for row, value in enumerate(answer[name].tolist(), 1):
                self._write_value(row, place, value, "")
        self._sheet.freeze_panes(1, 2)
        self._sheet.autofilter(0, 0, max(len(answer), 1), max(len(names), 1) - 1)
        self._sheet.set_column(0, max(len(names), 1) - 1, 16)

    def _write_about(self, about: About) -> int:
        """Title, lines and link; the row that is free for the headings after them."""
        self._write_text(0, 0, about.title, self._format(bold=True, font_size=14))
        quiet = self._format(font_color="#555555")
        for row, line in enumerate(about.lines, 1):
            self._write_text(row, 0, line, quiet)
        row = 1 + len(about.lines)
        if about.link.startswith(("http://", "https://")):
            if len(about.link) < _LINK_IS_TOO_LONG:
                self._sheet.write_url(row, 0, about.link, string=about.link[:255])
            else:
                self._write_text(row, 0, about.link, quiet)
            row += 1
        return row + 1

    def _write_column(
        self,
        top: int,
        place: int,
        column: Column,
        cells: Sequence[Figure],
        widest: int,
    ) -> float:
        """Heading and cells of a column; how wide it is to be, in characters."""
        values = [value for value, _pattern in cells]
        texts = [value for value in values if isinstance(value, str)]
        is_number = column.kind in ("number", "bar", "count")
        longest = max((len(text) for text in texts), default=0)
        heading = self._format(
            bold=True,
            bottom=1,
            text_wrap=True,
            valign="top",
            bg_color="#EEF3F1",
            align="right" if is_number else "left",
        )
        self._write_text(top, place, column.label, heading)
        for row, (value, pattern) in enumerate(cells, top + 1):
            is_long = isinstance(value, str) and len(value) > widest
            self._write_value(row, place, value, pattern, is_long=is_long)
        words = max((len(word) for word in column.label.split()), default=0)
        least = _LETTERS_OF_A_NUMBER if is_number else _NARROWEST
        return float(min(widest, max(longest + 2, words + 4, least)))

    def _write_value(
        self,
        row: int,
        place: int,
        value: object,
        pattern: str,
        *,
        is_long: bool = False,
    ) -> None:
        if isinstance(value, str):
            told: dict[str, object] = {"valign": "top"}
            told |= {"text_wrap": True} if is_long else {}
            self._write_text(row, place, value, self._format(**told), told)
        elif isinstance(value, bool):
            self._sheet.write_boolean(row, place, value, self._format(valign="top"))
        elif isinstance(value, date):
            if not pd.isna(value):
                look = self._format(num_format=pattern or DAY, valign="top")
                self._sheet.write_datetime(row, place, value, look)
        elif isinstance(value, Iterable):
            self._write_text(row, place, ", ".join(map(str, value)), None)
        elif exists(value) and math.isfinite(number := float(value)):  # type: ignore[arg-type]
            looks = {"valign": "top"} | ({"num_format": pattern} if pattern else {})
            self._sheet.write_number(row, place, number, self._format(**looks))

    def _write_text(
        self,
        row: int,
        place: int,
        text: str,
        look: Any,
        looks: Mapping[str, object] | None = None,
    ) -> None:
        """Text stays text, also when somebody edits the cell."""
        if would_run(text):
            look = self._format(quote_prefix=True, **(looks or {}))
        self._sheet.write_string(row, place, printable(text), look)

    def _lay_out_for_paper(self, top: int, about: About) -> None:
        self._sheet.set_paper(9)  # A4
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(top)
        self._sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        title = about.title[:180].replace("&", "&&")
        self._sheet.set_footer(f"&L{title}&R&P / &N")

    def _format(self, **looks: object) -> Any:
        key = tuple(sorted(looks.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(dict(looks)) if looks else None
        return self._formats[key]


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in so many characters."""
    return len(textwrap.wrap(text, max(1, int(width - 1)))) or 1


def _figure(column: Column, row: Row | Mapping[Any, Any]) -> Figure:
    """What a cell of a file holds, and the number format it is shown with."""
    if column.figure is not None:
        return column.figure(row)
    text = column.write(row)["text"]
    return (None if text in ("", formats.MISSING) else text), ""


def _spelt(value: object, pattern: str, *, by_comma: bool) -> str:
    """A figure as a spreadsheet of the reader's country takes it from text."""
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value).lower()
    if isinstance(value, date):
        if pd.isna(value):
            return ""
        is_month = pattern == MONTH
        return (
            formats.short_month(f"{value:%Y-%m}") if is_month else f"{value:%Y-%m-%d}"
        )
    if not exists(value):
        return ""
    scale = 100 if pattern.endswith("%") else 1
    number = f"{round(scale * float(value), _DECIMALS):.15g}"  # type: ignore[arg-type]
    before = re.match(r'"([^"]*)"', pattern)
    told = (before[1] if before else "") + (
        number.replace(".", ",") if by_comma else number
    )
    return f"{told}%" if scale == 100 else told
