"""Made-up messy files as text: what stands in their cells, and what must be read.

A file under `messy/` has sections, each begun by a line ``== name``. Above them stands,
in lines with ``#``, what is hard about it.

``== file NAME``
    The name of the file, where it matters.
``== sheet NAME`` (``hidden sheet NAME``) or ``== csv MARK ENCODING``
    One line a row, cells between ``|``. A whole number is a number cell, ``=12.5`` any
    other number, ``@2024-06-01`` a date, ``"…"`` a text as it stands; ``<`` is merged
    with the cell on its left, ``^`` with the one above. A blank line is a blank row.
``== options``
    One option of the check a line: ``period = 2024``, ``label Pemulng = scavenger``.
``== rows DATASET OFFICE PERIOD``
    The rows of one draft: a line of column names, then one line for each row. ``~`` is
    a figure that nobody reported. The order does not matter.
``== found``
    Everything that is told: ``severity | row | column | rule | words | words``.
    The words stand in the message. ``5-7, 9`` says the same of several rows, ``PPKS!5``
    of a row of that sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from imbang.intake.report.results import Options, Report
from imbang.intake.values.dates import parse_period
from imbang.store.drafts import Draft

FOLDER = Path(__file__).parent / "messy"
Lines = list[str]


@dataclass(frozen=True)
class Told:
    """One thing that must be told; all ``words`` stand in its message."""

    severity: str
    sheet: str | None
    row: int | None
    column: str | None
    rule: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Messy:
    """One made-up file and what must become of it; drafts by dataset, office, period."""

    sections: list[tuple[str, Lines]] = field(default_factory=list)

    @property
    def options(self) -> Options:
        """What the officer says beside the file."""
        given: dict[str, object] = {}
        for line in self._of("options"):
            name, value = (part.strip() for part in line.split("=", 1))
            word, _space, text = name.partition(" ")
            if word == "heading":
                given.setdefault("headings", {})[text] = value  # type: ignore[index]
            elif word == "label":
                given.setdefault("labels", {})[text] = value  # type: ignore[index]
            elif word == "leave_out":
                given["leave_out"] = frozenset(value.split(", "))
            else:
                given[word] = parse_period(value) if word == "period" else value
        return Options(**given)  # type: ignore[arg-type]

    @property
    def drafts(self) -> dict[tuple[str, ...], tuple[list[str], list[tuple[str, ...]]]]:
        """By dataset, office and period the names of columns and the rows, in order."""
        found = {}
        for name, lines in self.sections:
            if name.startswith("rows "):
                names, *rows = (_split(line) for line in lines)
                key = tuple(name.split(" ")[1:])
                found[key] = (names, sorted(map(tuple, rows)))
        return found

    @property
    def told(self) -> list[Told]:
        """All that must be told, a line for each row."""
        return [told for line in self._of("found") for told in _told(line)]

    def write(self, folder: Path) -> Path:
        """Write the file."""
        called = next(
            (name[5:] for name, _lines in self.sections if name.startswith("file ")),
            None,
        )
        for name, lines in self.sections:
            if name.startswith("csv"):
                _csv, mark, encoding = name.split(" ")
                path = folder / (called or "office.csv")
                return _write_csv(path, lines, mark, encoding)
        path = folder / (called or "office.xlsx")
        with xlsxwriter.Workbook(path) as book:
            for name, lines in self.sections:
                hidden, is_sheet, sheet = name.rpartition("sheet ")
                if is_sheet:
                    _write_sheet(book.add_worksheet(sheet), lines, book)
                if is_sheet and hidden:
                    book.get_worksheet_by_name(sheet).hide()
        return path

    def _of(self, wanted: str) -> Lines:
        return [
            line for name, lines in self.sections if name == wanted for line in lines
        ]


def load(path: Path) -> Messy:
    """Read one description."""
    messy = Messy()
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("== "):
            messy.sections.append((line[3:].strip(), []))
        elif messy.sections:
            messy.sections[-1][1].append(line)
    for _name, lines in messy.sections:
        while lines and not lines[-1].strip():  # the gap before the next section
            lines.pop()
    return messy


def rows_of(draft: Draft, names: Sequence[str]) -> list[tuple[str, ...]]:
    """The rows of a draft as texts in order, a null as ``~``."""
    columns = [draft.table[name].to_pylist() for name in names]
    texts = [["~" if v is None else str(v) for v in column] for column in columns]
    return sorted(zip(*texts, strict=True))


def found_in(report: Report) -> list[tuple[Told, str]]:
    """All that a report tells, with the messages."""
    return [
        (Told(p.severity, p.sheet, p.row, p.column, p.rule), p.message)
        for p in report.problems
    ]


def _told(line: str) -> Iterator[Told]:
    severity, place, column, rule, *words = _split(line)
    sheet, has_sheet, rows = place.rpartition("!")
    for row in _numbers(rows) or [None]:
        yield Told(
            severity,
            sheet if has_sheet else None,
            row,
            column or None,
            rule,
            tuple(words),
        )


def _numbers(text: str) -> list[int | None]:
    found: list[int | None] = []
    for part in filter(None, text.replace(" ", "").split(",")):
        first, _dash, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


def _split(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def _write_csv(path: Path, lines: Lines, mark: str, encoding: str) -> Path:
    mark = {"tab": "\t"}.get(mark, mark)
    rows = [[_bare(cell) for cell in _split(line)] for line in lines]
    path.write_text("\n".join(map(mark.join, rows)) + "\n", encoding)
    return path


def _bare(cell: str) -> str:
    return cell[1:-1] if cell.startswith('"') else cell


def _write_sheet(sheet: Worksheet, lines: Lines, book: xlsxwriter.Workbook) -> None:
    as_date = book.add_format({"num_format": "dd/mm/yyyy"})
    rows = [_split(line) for line in lines]
    for top, row in enumerate(rows):
        for left, cell in enumerate(row):
            if cell in {"", "<", "^"}:
                continue
            bottom, right = _reach(rows, top, left)
            value = _value(cell)
            if (bottom, right) != (top, left):
                sheet.merge_range(top, left, bottom, right, value)
            elif isinstance(value, datetime):
                sheet.write_datetime(top, left, value, as_date)
            elif isinstance(value, str):
                sheet.write_string(top, left, value)
            else:
                sheet.write_number(top, left, value)


def _reach(rows: list[list[str]], top: int, left: int) -> tuple[int, int]:
    """The last row and column of the merged cell that begins here."""
    bottom, right = top, left
    while right + 1 < len(rows[top]) and rows[top][right + 1] == "<":
        right += 1
    while bottom + 1 < len(rows) and rows[bottom + 1][left : left + 1] == ["^"]:
        bottom += 1
    return bottom, right


def _value(cell: str) -> str | int | float | datetime:
    if cell.startswith('"'):
        return cell[1:-1]
    if cell.startswith("@"):
        return datetime.combine(date.fromisoformat(cell[1:]), datetime.min.time())
    if cell.startswith("="):
        return float(cell[1:])
    return int(cell) if re.fullmatch("[0-9]{1,15}", cell) else cell
