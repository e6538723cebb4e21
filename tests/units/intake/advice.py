"""Following what a report says, as a person would who does nothing else.

Questions are answered with the options as they are printed, the first of each (or the
last); what no option answers is put right in the cells, by what the message says is
expected. Cells are those of the book that was read, so that a file is read only once.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from imbang.cli.intake import _options
from imbang.intake.checking import _check_options
from imbang.intake.files.cells import Book, Cells, Sheet
from imbang.intake.files.sources import Source
from imbang.intake.one_file import check_read
from imbang.intake.report.printed_questions import question_lines
from imbang.intake.report.problems import Problem
from imbang.intake.report.results import CheckedFile, Options, Question
from imbang.intake.sheet import SheetChecks
from tests.units.intake.conftest import identify

MOST_STEPS = 40  # answers and cells put right, until a file goes in or is refused
# Where a file may end without going in: nothing is left of it, or nothing was in it.
ENDS = frozenset(
    [
        "no_rows",
        "no_counts",
        "unknown_dataset",
        "not_counted",
        "register_of_list",
        "totals_only",
    ]
)
_ROWS_DELETED = frozenset({"duplicate", "example_changed", "overlap", "third_part"})
_BLANKED = frozenset({"identity_elsewhere", "order"})
_EXPECTED = (
    re.compile(r"write (\S+?)(?:,| or)"),
    re.compile(
        r"(?:such as:?|one of:|Expected:.*such as) ([^\s,;()]+?)(?: or |[\s,;.(]|$)"
    ),
    re.compile(r"expected (\S+) or (?:more|less|earlier|later)"),
    re.compile(r"is not a year from (\d{4}) to"),
)
_PLACEHOLDERS = {"CODE": "63.71", "YYYY-MM": "2024-06"}


@dataclass(frozen=True, eq=False)
class State:
    """A file as it stands, and what is said of it."""

    book: Book
    options: Options
    today: date

    def checked(self) -> CheckedFile:
        """What is found in it now."""
        wrong = _check_options(self.options, [Source("office.xlsx", b"")])
        if wrong:
            return CheckedFile("office.xlsx", wrong)
        checks = SheetChecks(self.options, identify, self.today)
        return check_read("office.xlsx", self.book, checks, None)


class Stuck(Exception):
    """Advice that led nowhere."""


def follow(state: State, pick: Callable[[Sequence[str]], str]) -> list[str]:
    """The rules that were put right, one after the other, until the file goes in.

    ``pick`` chooses one of the printed answers. Raises Stuck where what is said does
    not put right what it is said of.
    """
    steps: list[str] = []
    found = state.checked()
    for _step in range(MOST_STEPS):
        errors = errors_of(found)
        if {p.rule for p in errors} <= ENDS:
            return steps
        if found.questions:
            asked = found.questions[0]
            state = answered(state, asked, pick)
            found = state.checked()
            if key(asked) in map(key, found.questions):
                raise Stuck(f"{asked} is asked again with {state.options}")
            steps.append(f"asked {asked.about}")
            continue
        state = mended(state, found, errors[0])
        found = state.checked()
        if place(errors[0]) in map(place, errors_of(found)):
            raise Stuck(f"{errors[0]} is told again")
        steps.append(errors[0].rule)
    raise Stuck(f"no end after {steps}")


def errors_of(found: CheckedFile) -> list[Problem]:
    """What keeps it from going in."""
    return [p for p in found.problems if p.severity == "error"]


def key(question: Question) -> tuple[object, ...]:
    """What is asked, whatever is offered."""
    return question.sheet, question.about, question.texts, question.asked


def place(problem: Problem) -> tuple[object, ...]:
    """What is wrong where."""
    what = problem.message if problem.row is None else ""
    return problem.sheet, problem.rule, problem.row, problem.column, problem.value, what


def answered(
    state: State, question: Question, pick: Callable[[Sequence[str]], str]
) -> State:
    """With one printed answer more."""
    lines = [*question_lines([question])][2:]
    option = pick([line.strip() for line in lines]).split("  ")[0]
    words = shlex.split(option)
    said: dict[str, list[str]] = {}
    for name, value in zip(words[::2], words[1::2], strict=True):
        said.setdefault(name, []).append(value)
    for placeholder, meant in _PLACEHOLDERS.items():
        for values in said.values():
            values[:] = [
                value.replace(placeholder, meant)
                if value.endswith(placeholder)
                else value
                for value in values
            ]
    given = _options(
        *(said.get(name, [None])[0] for name in ("--dataset", "--region", "--period")),
        *(said.get(name) for name in ("--map", "--value", "--leave-out")),
    )
    before = state.options
    return replace(
        state,
        options=replace(
            before,
            dataset=given.dataset or before.dataset,
            region=given.region or before.region,
            period=given.period or before.period,
            headings={**before.headings, **given.headings},
            labels={**before.labels, **given.labels},
            leave_out=before.leave_out | given.leave_out,
        ),
    )


def first(lines: Sequence[str]) -> str:
    """The best offer; where nothing is offered, leaving out rather than a code."""
    return lines[-1] if _is_open(lines[0]) and len(lines) > 1 else lines[0]


def last(lines: Sequence[str]) -> str:
    """The last one that may be given: leaving out, where that is offered."""
    given = [line for line in lines if not _is_open(line)]
    return given[-1] if given else lines[-1]


def _is_open(line: str) -> bool:
    """Whether the officer has to write what is meant."""
    option = line.split("  ")[0].rstrip("'")
    return option.endswith(("KEY", "CODE", "COLUMN", "DATASET", "YYYY-MM"))


def mended(state: State, found: CheckedFile, problem: Problem) -> State:
    """With the cell, row or column of a problem as the message says."""
    if problem.rule == "option":
        return without_option(state, problem)
    at = column_of(found, problem)
    row = None if problem.row is None else problem.row - 1
    if problem.rule == "doubled_column":  # called the same: "Keep one"
        return with_column(state, problem, at, blank)
    if problem.rule == "missing_column":
        return with_new_column(state, problem)
    if problem.rule == "thousands":  # "in full, and delete the words"
        assert row is not None and at is not None
        sheet = next(s for s in state.book.sheets if s.name == problem.sheet)
        below = range(row + 1, sheet.height)
        cells = [(n, at) for n in below if sheet.columns[at].codes[n] >= 0]
        state = with_cells(state, problem, cells, "5000")
        titles = [
            (n, m)
            for m, column in enumerate(sheet.columns)
            for n in range(row)
            if "ribuan" in column.text(n)
        ]
        return with_cells(state, problem, titles, "Tahun 2024")
    if problem.rule == "merged":  # "split it and give each row its own value"
        state = replace(state, book=_unmerged(state.book))
        return with_cells(state, problem, merged_rows(problem, at), "5")
    if row is None or (at is None and problem.rule not in _ROWS_DELETED):
        raise Stuck(f"nothing says what to do about {problem}")
    if problem.rule in _ROWS_DELETED:
        return with_cells(state, problem, [(row, n) for n in range(200)], "")
    assert at is not None
    return with_cells(state, problem, [(row, at)], expected(problem))


def expected(problem: Problem) -> str:
    """What the message says that a cell should hold."""
    if problem.rule in _BLANKED or "Leave it blank" in problem.message:
        return ""
    if problem.rule in ("nik", "nik_as_number"):
        return "3" * 15 + "1"
    for pattern in _EXPECTED:
        if match := pattern.search(problem.message):
            return match[1]
    if "Expected one of them" in problem.message:
        return "Warga Rekaan"
    if "26 kinds" in problem.message:
        return "Pemulung"
    if "past or present period" in problem.message:
        return "2024"
    raise Stuck(f"nothing says what is expected: {problem}")


def without_option(state: State, problem: Problem) -> State:
    """With another answer, of those that the message names."""
    if "no dataset" in problem.message:
        match = re.search(r"there are: (\w+)", problem.message)
        assert match
        return replace(state, options=replace(state.options, dataset=match[1]))
    if "no region" in problem.message:
        match = re.search(r"such as (\S+)\.", problem.message)
        assert match
        return replace(state, options=replace(state.options, region=match[1]))
    match = re.search(r"columns are: ([^,.]+)", problem.message)
    assert match and problem.column
    headings = {**state.options.headings, problem.column: match[1]}
    return replace(state, options=replace(state.options, headings=headings))


def column_of(found: CheckedFile, problem: Problem) -> int | None:
    """Where a heading stands, from the right: of columns called the same, the second."""
    for read in found.sheets:
        if read.sheet == problem.sheet and problem.column in read.headings:
            return max(n for n, t in enumerate(read.headings) if t == problem.column)
    return None


def blank(_text: str) -> str:
    """Nothing."""
    return ""


def with_column(
    state: State, problem: Problem, at: int | None, change: Callable[[str], str]
) -> State:
    """With all cells of a column changed."""
    assert at is not None
    sheet = next(s for s in state.book.sheets if s.name == problem.sheet)
    places = [(row, at) for row in range(sheet.height)]
    return with_cells(state, problem, places, change(""))


def with_cells(
    state: State, problem: Problem, places: Sequence[tuple[int, int]], text: str
) -> State:
    """With one text in all these cells."""
    sheets = tuple(
        _with_cells(sheet, places, text) if sheet.name == problem.sheet else sheet
        for sheet in state.book.sheets
    )
    return replace(state, book=replace(state.book, sheets=sheets))


def _with_cells(sheet: Sheet, places: Sequence[tuple[int, int]], text: str) -> Sheet:
    columns = list(sheet.columns)
    for at in {at for _row, at in places if at < len(columns)}:
        cells = columns[at]
        codes = np.array(cells.codes)
        rows = [row for row, one in places if one == at and row < sheet.height]
        codes[rows] = len(cells.texts) if text else -1
        columns[at] = Cells(codes, (*cells.texts, text), (*cells.is_number, False))
    return replace(sheet, columns=tuple(columns))


def _unmerged(book: Book) -> Book:
    return replace(book, sheets=tuple(replace(s, merged=()) for s in book.sheets))


def merged_rows(problem: Problem, at: int | None) -> list[tuple[int, int]]:
    """The cells that one stood for, by what the message says."""
    rows = re.search(r"rows (\d+)–(\d+)", problem.message)
    assert rows and at is not None
    return [(row - 1, at) for row in range(int(rows[1]), int(rows[2]) + 1)]


def with_new_column(state: State, problem: Problem) -> State:
    """With a column of that name, and a figure in each row that has any."""
    assert problem.column and problem.row
    sheets = []
    for sheet in state.book.sheets:
        if sheet.name == problem.sheet:
            codes = np.where(sheet.filled().any(axis=1), 1, -1).astype(np.int32)
            codes[: problem.row] = -1
            codes[problem.row - 1] = 0
            new = Cells(codes, (problem.column, "5"), (False, True))
            sheet = replace(sheet, columns=(*sheet.columns, new))
        sheets.append(sheet)
    return replace(state, book=replace(state.book, sheets=tuple(sheets)))
