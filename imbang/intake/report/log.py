"""Gathering problems while one sheet is looked at: the place is filled in here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
import numpy.typing as npt

from imbang.formats import grouped
from imbang.intake.files.cells import Sheet
from imbang.intake.report.problems import Problem, Severity
from imbang.intake.report.results import About, Answer, Question
from imbang.nik import masked
from imbang.reference.spelling import spelled
from imbang.texts import _

MOST_ALIKE = 500  # problems of one cause and one value that are named one by one
MOST_NAMED = 2_000  # of one cause
MOST_TOGETHER = 10_000  # of all causes; from then on one of each
MOST_ASKED = 100  # different texts of a sheet, of one sort, that are asked about
_LONGEST_ASKED = 300  # characters of a text that an answer can be about

Positions = npt.NDArray[np.intp]


class Origin(Protocol):
    """Where the cells of a table stand in a sheet that is laid out otherwise."""

    def place(self, row: int, column: str | None) -> tuple[int, str | None]:
        """The sheet's row and heading of a cell of the table."""

    def column(self, column: str | None) -> str | None:
        """The heading under which the sheet has a column of the table, if there is one."""


@dataclass(frozen=True)
class _Cause:
    """What problems of one cause have in common."""

    sheet: str | None
    rule: str
    column: str | None
    severity: Severity


@dataclass
class _Count:
    """How many problems of a cause are named, and the rows of the others.

    ``column`` is the sheet's heading, where it has one for the cause.
    """

    column: str | None
    named: int = 0
    alike: Counter[str | None] = field(default_factory=Counter)
    others: list[Positions] = field(default_factory=list)

    @property
    def rows(self) -> Positions:
        """The rows that are not named, each once."""
        return np.unique(np.concatenate(self.others)) if self.others else _NO_ROWS


_NO_ROWS: Positions = np.zeros(0, np.intp)


@dataclass
class Findings:
    """The problems of one file and sheet; rows are given counted from 0.

    The same is told of a cell only once, and of one cause (a rule, and the heading it is
    told under) the first rows are named and the others counted. With an ``origin``, rows
    and headings are those of a table made from the sheet, and problems name the sheet's
    own.
    """

    file: str
    sheet: str | None = None
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    origin: Origin | None = None
    _told: set[Problem] = field(default_factory=set, repr=False)
    _counts: dict[_Cause, _Count] = field(default_factory=dict, repr=False)
    _asked: dict[tuple[str | None, About, str], int] = field(
        default_factory=dict, repr=False
    )

    def of_table(self, origin: Origin) -> Findings:
        """The same findings, for rows and headings of a table made from the sheet."""
        return replace(self, origin=origin)

    def number(self, row: int) -> int:
        """The number that a person sees beside a row of the table."""
        return self._place(row, None)[0]

    def _place(self, row: int, column: str | None) -> tuple[int, str | None]:
        """The sheet's own number of a row, and the heading of a cell in it."""
        if self.origin is not None:
            row, column = self.origin.place(row, column)
        return Sheet.number(row), column

    def add(
        self,
        rule: str,
        message: str,
        *,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
        severity: Severity = "error",
    ) -> None:
        """Note one problem."""
        at = [] if row is None else [row]
        if at and not self.room(
            rule, at, column=column, value=value, severity=severity
        ):
            return
        number = None
        count = self._count(rule, column, severity)
        if row is not None:
            number, column = self._place(row, column)
        elif self.origin is not None:
            column = self.origin.column(column)
        problem = Problem(
            self.file, self.sheet, number, column, value, rule, message, severity
        )
        if problem not in self._told:
            count.named += 1
            count.alike[value] += 1
            self._told.add(problem)
            self.problems.append(problem)

    def room(
        self,
        rule: str,
        rows: Sequence[int] | Positions,
        *,
        column: str | None = None,
        value: str | None = None,
        severity: Severity = "error",
    ) -> int:
        """How many of these rows, the first, are to be named; the others are counted."""
        count = self._count(rule, column, severity)
        most = 1 if len(self.problems) >= MOST_TOGETHER else MOST_NAMED
        free = max(0, most - count.named)
        if value is not None:
            free = max(0, min(free, MOST_ALIKE - count.alike[value]))
        if len(rows) > free:
            count.others.append(np.asarray(rows[free:], np.intp))
        return min(free, len(rows))

    def _count(self, rule: str, column: str | None, severity: Severity) -> _Count:
        cause = _Cause(self.sheet, rule, column, severity)
        if cause not in self._counts:
            own = self.origin.column(column) if self.origin is not None else column
            self._counts[cause] = _Count(own)
        return self._counts[cause]

    def take(self, other: Findings) -> None:
        """Add all that was found in one sheet of the file."""
        self.problems += other.problems
        self.questions += other.questions
        for cause, count in other._counts.items():
            known = self._counts.setdefault(cause, _Count(count.column))
            known.named += count.named
            known.others += count.others

    def all_told(self) -> list[Problem]:
        """The problems, and for each cause with more rows how many these are."""
        rest = [
            self._rest(cause, count.column, len(rows))
            for cause, count in self._counts.items()
            if len(rows := count.rows)
        ]
        return [*self.problems, *rest]

    def _rest(self, cause: _Cause, column: str | None, rows: int) -> Problem:
        message = _(
            "{n} more rows are like these and are not named one by one.",
            n=grouped(rows),
        )
        place = self.file, cause.sheet, None, column, None
        return Problem(*place, cause.rule, message, cause.severity)

    def faulty(self, rows: Positions) -> npt.NDArray[np.bool_]:
        """Which of these rows of the table have an error, named or counted."""
        told = {p.row for p in self.problems if p.severity == "error"}
        named = np.array([self.number(row) in told for row in rows.tolist()], np.bool_)
        for cause, count in self._counts.items():
            if cause.severity == "error" and count.others:
                named |= np.isin(rows, count.rows)
        return named

    def add_rows(
        self,
        rule: str,
        message: str,
        rows: Iterable[int],
        *,
        column: str | None = None,
        value: str | None = None,
        severity: Severity = "error",
    ) -> None:
        """Note the same problem for each of these rows."""
        found = np.asarray([*rows], np.intp)
        free = self.room(rule, found, column=column, value=value, severity=severity)
        for row in found[:free].tolist():
            self.add(
                rule, message, row=row, column=column, value=value, severity=severity
            )

    def ask(
        self,
        rule: str,
        message: str,
        about: About,
        text: str = "",
        *,
        rows: Iterable[int] = (),
        column: str | None = None,
        value: str | None = None,
        offered: Sequence[Answer] = (),
        can_leave_out: bool = False,
        asked: str = "",
        also: Sequence[str] = (),
    ) -> None:
        """Note an error that an answer of the officer puts right, and the question.

        One question is asked about the same text of a sheet, however often it stands.
        """
        places = list(rows)
        if places:
            self.add_rows(rule, message, places, column=column, value=value)
        else:
            self.add(rule, message, column=column, value=value)
        self.question(
            about,
            text,
            rows=places,
            column=column,
            offered=offered,
            can_leave_out=can_leave_out,
            asked=asked,
            also=also,
        )

    def question(
        self,
        about: About,
        text: str = "",
        *,
        rows: Iterable[int] = (),
        column: str | None = None,
        offered: Sequence[Answer] = (),
        can_leave_out: bool = False,
        asked: str = "",
        also: Sequence[str] = (),
    ) -> None:
        """Ask what puts an error right that is noted already."""
        found = [*rows]
        places = {self._place(row, column) for row in found[:MOST_ALIKE]}
        # One question may stand for several columns: it names the first.
        columns = sorted({heading for _row, heading in places if heading})
        question = Question(
            self.file,
            self.sheet,
            about,
            masked(text),
            tuple(sorted({number for number, _heading in places})),
            columns[0] if columns else column,
            tuple(offered),
            can_leave_out,
            masked(asked),
            len(found),
            tuple(map(masked, also)),
        )
        key = self.sheet, about, spelled(question.text)
        if key not in self._asked:
            self._ask_first(key, question)
            return
        other = self.questions[self._asked[key]]
        self.questions[self._asked[key]] = _together(other, question)

    def _ask_first(self, key: tuple[str | None, About, str], asked: Question) -> None:
        alike = sum(q.about == asked.about for q in self.questions)
        if alike < MOST_ASKED and len(asked.text) <= _LONGEST_ASKED:
            self._asked[key] = len(self.questions)
            self.questions.append(asked)

    @property
    def has_errors(self) -> bool:
        """Whether any of them is an error."""
        return any(problem.severity == "error" for problem in self.problems)


def _together(one: Question, other: Question) -> Question:
    """Two questions about the same text as one."""
    count = one.row_count + other.row_count
    if len(one.rows) >= MOST_ALIKE:
        return replace(one, row_count=count)
    keys = {answer.key for answer in one.offered}
    more = [answer for answer in other.offered if answer.key not in keys]
    return replace(
        one,
        rows=tuple(sorted({*one.rows, *other.rows})),
        row_count=count,
        offered=(*one.offered, *more),
    )
