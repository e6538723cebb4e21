"""A sheet as its errors are shown: rows with problems in place, and those beside them.

Every text that leaves here is masked; whoever draws it escapes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from xlsxwriter.utility import xl_col_to_name

from imbang.intake.report.problems import Problem, Severity, masked_identity, shown
from imbang.intake.report.results import SheetRead
from imbang.reference.datasets import load_datasets

MARKED_ROWS = 12  # on one page, before their neighbours
_AROUND = 1
_MOST_COLUMNS = 60
_WORST = ("error", "warning", "info")


@dataclass(frozen=True)
class Note:
    """What is wrong, and where: the column's letter, empty for the whole row."""

    letter: str
    severity: Severity
    message: str


@dataclass(frozen=True)
class Row:
    """One row as shown: its number from 1, its texts, marks by place, and notes.

    ``worst`` is the gravest of its problems, noted here or told further up.
    ``follows`` is whether the row before it in the sheet stands above it here too.
    """

    number: int
    texts: tuple[str, ...]
    is_heading: bool = False
    marks: Mapping[int, Severity] = field(default_factory=dict)
    worst: Severity | None = None
    notes: tuple[Note, ...] = ()
    follows: bool = True


@dataclass(frozen=True)
class Preview:
    """One page of a sheet: the letters of its columns, and rows in their order."""

    letters: tuple[str, ...]
    rows: tuple[Row, ...]


def pages(problems: Iterable[Problem]) -> int:
    """How many pages the rows fill that ``problems`` of a sheet name."""
    marked = {problem.row for problem in problems} - {None}
    return max(1, -(-len(marked) // MARKED_ROWS))


def preview(
    sheet: SheetRead, problems: Sequence[Problem], *, page: int = 1
) -> Preview | None:
    """The rows of a sheet that ``problems`` name, on pages; None where there are none.

    ``problems`` are those of this sheet; headings stand on every page.
    """
    content = sheet.content
    by_row: dict[int, list[Problem]] = {}
    for problem in problems:
        if problem.row is not None:
            by_row.setdefault(problem.row, []).append(problem)
    if content is None or not by_row:
        return None
    numbers = sorted(by_row)
    start = MARKED_ROWS * (page - 1)
    marked = numbers[start : start + MARKED_ROWS]
    beside = {n + step for n in marked for step in range(-_AROUND, _AROUND + 1)}
    listed = sorted(
        {*sheet.heading_rows, *(n for n in beside if 1 <= n <= content.height)}
    )
    width = min(len(content.columns), _MOST_COLUMNS)
    drawn = _Drawn(sheet, width)
    rows = [
        drawn.row(n, by_row.get(n, ()), follows=k == 0 or listed[k - 1] == n - 1)
        for k, n in enumerate(listed)
    ]
    return Preview(tuple(map(xl_col_to_name, range(width))), tuple(rows))


def samples(sheet: SheetRead, position: int, *, most: int = 2) -> list[str]:
    """The first different texts under a heading, as they may be shown."""
    if sheet.content is None or position >= len(sheet.content.columns):
        return []
    column = sheet.content.columns[position]
    below = column.codes[max(sheet.heading_rows, default=0) :].tolist()
    codes = list(dict.fromkeys(code for code in below[:200] if code >= 0))[:most]
    hidden = position in _identities(sheet)
    return [_shown(column.texts[code], is_identity=hidden) for code in codes]


class _Drawn:
    """Draws rows of one sheet."""

    def __init__(self, sheet: SheetRead, width: int) -> None:
        self.sheet, self.width = sheet, width
        self.identities = _identities(sheet)
        self.told: set[Note] = set()
        self.places: dict[str, list[int]] = {}
        for position, heading in enumerate(sheet.headings):
            self.places.setdefault(heading, []).append(position)

    def row(self, number: int, problems: Iterable[Problem], *, follows: bool) -> Row:
        found = sorted(problems, key=lambda p: _WORST.index(p.severity))
        marks: dict[int, Severity] = {}
        for problem in found:
            for position in self._at(problem):
                marks.setdefault(position, problem.severity)
        is_heading = number in self.sheet.heading_rows
        return Row(
            number=number,
            texts=self._texts(number, is_heading),
            is_heading=is_heading,
            marks=marks,
            worst=found[0].severity if found else None,
            notes=self._notes(found),
            follows=follows,
        )

    def _at(self, problem: Problem) -> list[int]:
        return self.places.get(problem.column or "", [])

    def _notes(self, problems: Sequence[Problem]) -> tuple[Note, ...]:
        """What is told here first: further down the page, the mark alone is enough."""
        notes = [
            Note(", ".join(map(xl_col_to_name, self._at(p))), p.severity, p.message)
            for p in problems
        ]
        fresh = [note for note in dict.fromkeys(notes) if note not in self.told]
        self.told.update(fresh)
        return tuple(fresh)

    def _texts(self, number: int, is_heading: bool) -> tuple[str, ...]:
        assert self.sheet.content is not None
        return tuple(
            _shown(
                column.text(number - 1),
                is_identity=position in self.identities and not is_heading,
            )
            for position, column in enumerate(self.sheet.content.columns[: self.width])
        )


def _identities(sheet: SheetRead) -> frozenset[int]:
    """The columns that hold a NIK."""
    if sheet.dataset is None:
        return frozenset()
    keys = {column.key for column in load_datasets()[sheet.dataset].of_type("identity")}
    return frozenset(at for at, key in sheet.columns.items() if key in keys)


def _shown(text: str, *, is_identity: bool) -> str:
    return masked_identity(text) if is_identity and text else shown(text)
