"""The checked workbook given back: wrong cells marked, each with what is wrong with it.

It is written anew from the cells that were read and not edited: whatever else a workbook
may hold (hidden sheets, macros, links, old versions) stays behind, and with it every NIK
that nobody looked at. Those in cells are masked as everywhere.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import xlsxwriter

from imbang.intake.files.cells import Cells, Sheet
from imbang.intake.report.marking_places import Place, list_name, place_of, sheet_names
from imbang.intake.report.problems import Problem, masked_identity
from imbang.intake.report.results import SheetRead
from imbang.nik import masked
from imbang.reference.datasets import load_datasets
from imbang.texts import _

_MOST_FROZEN = 20  # rows that stay in sight; the heading of a later table does not
MOST_NOTES = 2_000  # comments in cells; what goes beyond is coloured only
MOST_LISTED = 10_000  # problems on the first sheet
_FILLS = {"error": "#F4B6A6", "warning": "#FBE3B0"}
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")  # how it begins
_AS_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]+)?")


def marked_name(stem: str) -> str:
    """What the checked copy of a file is called."""
    return _("{name}_checked.xlsx", name=stem)


def mark(sheets: Sequence[SheetRead], problems: Iterable[Problem]) -> bytes:
    """An xlsx of the sheets of one file as they were read, with its problems marked.

    ``problems`` are in the order of the sheet; notes are left out. Without a sheet that
    was read there is nothing but the list of what is wrong.
    """
    told = [p for p in problems if p.severity != "info"]
    shown = [read for read in sheets if read.content is not None]
    names = sheet_names(shown)
    places = [place_of(problem, shown, names) for problem in told]
    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        formats = _Formats(book)
        _write_list(book.add_worksheet(list_name(names)), formats, told, places)
        for read, name in zip(shown, names, strict=True):
            here = [
                (place, problem)
                for place, problem in zip(places, told, strict=True)
                if place is not None and place.sheet == name
            ]
            _write_sheet(book.add_worksheet(name), formats, read, here)
    return target.getvalue()


class _Formats:
    """The formats of the new workbook: plain cells, marked cells, the list.

    ``quoted`` are those of cells for texts that begin like a formula: they stay texts
    when somebody edits them.
    """

    def __init__(self, book: Any) -> None:
        plain = {"font_size": 10, "valign": "top"}
        self.cell = book.add_format(plain)
        self.bold = book.add_format({"font_size": 10, "bold": True, "valign": "top"})
        self.title = book.add_format({"font_size": 14, "bold": True})
        self.wrap = book.add_format(
            {"font_size": 10, "text_wrap": True, "valign": "top"}
        )
        self.link = book.add_format(
            {"font_size": 10, "valign": "top", "underline": 1, "font_color": "#1f5f57"}
        )
        marked = {
            severity: {**plain, "bg_color": fill, "border": 1}
            for severity, fill in _FILLS.items()
        }
        self.marked = {key: book.add_format(look) for key, look in marked.items()}
        self.quoted = {
            self.cell: book.add_format({**plain, "quote_prefix": True}),
            **{
                self.marked[key]: book.add_format({**look, "quote_prefix": True})
                for key, look in marked.items()
            },
        }


def _write_list(
    sheet: Any,
    formats: _Formats,
    problems: Sequence[Problem],
    places: Sequence[Place | None],
) -> None:
    """The first sheet: every problem in the order of the file, linked to its cell."""
    sheet.hide_gridlines(2)
    for position, width in enumerate((12, 20, 8, 24, 26, 90)):
        sheet.set_column(position, position, width)
    sheet.write_string(0, 0, _("What the check found"), formats.title)
    headings = (
        _("Severity"),
        _("Sheet"),
        _("Row"),
        _("Column"),
        _("Found"),
        _("What is wrong"),
    )
    for position, heading in enumerate(headings):
        sheet.write_string(2, position, heading, formats.bold)
    sheet.freeze_panes(3, 0)
    words = {"error": _("Error"), "warning": _("Warning")}
    pairs = list(zip(problems, places, strict=True))
    for row, (problem, place) in enumerate(pairs[:MOST_LISTED], 3):
        fill = formats.marked[problem.severity]
        sheet.write_string(row, 0, words[problem.severity], fill)
        sheet.write_string(row, 1, problem.sheet or "", formats.cell)
        if place is not None and problem.row is not None:
            sheet.write_url(row, 2, place.link, formats.link, str(problem.row))
        for at, text in ((3, problem.column), (4, problem.value)):
            sheet.write_string(row, at, masked(text or ""), formats.wrap)
        sheet.write_string(row, 5, problem.message, formats.wrap)
    if len(pairs) > MOST_LISTED:
        more = _("and {n} more", n=len(pairs) - MOST_LISTED)
        sheet.write_string(MOST_LISTED + 3, 0, more, formats.bold)


def _write_sheet(
    sheet: Any,
    formats: _Formats,
    read: SheetRead,
    here: Sequence[tuple[Place, Problem]],
) -> None:
    """One sheet as it was read: every cell where it stood, the wrong ones marked."""
    content = read.content
    assert content is not None
    marks: dict[tuple[int, int], list[Problem]] = {}
    for place, problem in here:
        marks.setdefault((place.row, place.column), []).append(problem)
    for at, cells in enumerate(content.columns):
        sheet.set_column(at, at, _width(cells))
    columns = [
        (cells, *_masked(read, at, cells)) for at, cells in enumerate(content.columns)
    ]
    below = max(read.heading_rows, default=0)
    for row in range(content.height):
        for at, (cells, above_heading, in_table) in enumerate(columns):
            code = int(cells.codes[row])
            if code >= 0:
                text = (in_table if row >= below else above_heading)[code]
                cell = _format(formats, marks.get((row, at)))
                is_number = cells.is_number[code] and bool(_AS_NUMBER.fullmatch(text))
                if not is_number and _FORMULA.match(text):
                    cell = formats.quoted[cell]
                _write_cell(sheet, row, at, text, is_number, cell)
    for (row, at), problems in marks.items():
        if at >= len(columns) or columns[at][0].codes[row] < 0:
            sheet.write_blank(row, at, None, _format(formats, problems))
    for (row, at), problems in list(marks.items())[:MOST_NOTES]:
        note = "\n".join(dict.fromkeys(problem.message for problem in problems))
        sheet.write_comment(row, at, note, {"x_scale": 2.2, "y_scale": 1.3})
    _merge(sheet, formats, content, marks)
    if read.heading_rows and read.heading_rows[-1] <= _MOST_FROZEN:
        sheet.freeze_panes(read.heading_rows[-1], 0)


def _format(formats: _Formats, problems: Sequence[Problem] | None) -> Any:
    if not problems:
        return formats.cell
    is_error = any(problem.severity == "error" for problem in problems)
    return formats.marked["error" if is_error else "warning"]


def _masked(
    read: SheetRead, at: int, cells: Cells
) -> tuple[Sequence[str], Sequence[str]]:
    """The distinct texts of a column as they may be shown, above and in the table."""
    texts = [masked(text) for text in cells.texts]
    if read.dataset is not None and at in read.columns:
        column = load_datasets()[read.dataset].column(read.columns[at])
        if column.type == "identity":
            return texts, [masked_identity(text) for text in cells.texts]
    return texts, texts


def _write_cell(
    sheet: Any, row: int, at: int, text: str, is_number: bool, cell: Any
) -> None:
    if is_number:
        sheet.write_number(row, at, float(text), cell)
    else:
        sheet.write_string(row, at, text, cell)


def _width(cells: Cells) -> float:
    """A width that shows most of what a column holds."""
    lengths = sorted(map(len, cells.texts[:2000])) or [8]
    return min(44, max(8, lengths[int(0.9 * (len(lengths) - 1))] + 2))


def _merge(
    sheet: Any, formats: _Formats, content: Sheet, marks: Mapping[tuple[int, int], Any]
) -> None:
    """Merge what was merged, but for areas with a mark in them, which would not be seen.

    The first cell has been written; the others of a merged area are blank.
    """
    for top, left, bottom, right in content.merged:
        is_marked = any(top <= r <= bottom and left <= c <= right for r, c in marks)
        if is_marked or (top, left) == (bottom, right):
            continue
        shown = content.columns[left].text(top) if left < len(content.columns) else ""
        sheet.merge_range(top, left, bottom, right, masked(shown), formats.cell)
