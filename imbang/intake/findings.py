"""Gathering problems while one sheet is looked at: the place is filled in here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from imbang.intake.cells import Sheet
from imbang.intake.headings import spelled
from imbang.intake.problems import Problem, Severity, masked
from imbang.intake.results import About, Answer, Question


class Origin(Protocol):
    """Where the cells of a table stand in a sheet that is laid out otherwise."""

    def place(self, row: int, column: str | None) -> tuple[int, str | None]:
        """The sheet's row and heading of a cell of the table."""

    def column(self, column: str | None) -> str | None:
        """The heading under which the sheet has a column of the table, if there is one."""


@dataclass
class Findings:
    """The problems of one file and sheet; rows are given counted from 0.

    The same is told of a cell only once. With an ``origin``, rows and headings are
    those of a table made from the sheet, and problems name the sheet's own.
    """

    file: str
    sheet: str | None = None
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    origin: Origin | None = None
    _told: set[Problem] = field(default_factory=set, repr=False)

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
        number = None
        if row is not None:
            number, column = self._place(row, column)
        elif self.origin is not None:
            column = self.origin.column(column)
        problem = Problem(
            self.file, self.sheet, number, column, value, rule, message, severity
        )
        if problem not in self._told:
            self._told.add(problem)
            self.problems.append(problem)

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
        for row in rows:
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
    ) -> None:
        """Ask what puts an error right that is noted already."""
        places = {self._place(row, column) for row in rows}
        # One question may stand for several columns: it names the first.
        columns = sorted({heading for _row, heading in places if heading})
        asked = Question(
            self.file,
            self.sheet,
            about,
            masked(text),
            tuple(sorted({number for number, _heading in places})),
            columns[0] if columns else column,
            tuple(offered),
            can_leave_out,
        )
        for at, other in enumerate(self.questions):
            if _same(other, asked):
                self.questions[at] = replace(
                    other,
                    rows=tuple(sorted({*other.rows, *asked.rows})),
                    offered=tuple(dict.fromkeys((*other.offered, *asked.offered))),
                )
                return
        self.questions.append(asked)

    @property
    def has_errors(self) -> bool:
        """Whether any of them is an error."""
        return any(problem.severity == "error" for problem in self.problems)


def _same(one: Question, other: Question) -> bool:
    """Whether both ask the same, case and signs apart."""
    texts = spelled(one.text), spelled(other.text)
    return (one.sheet, one.about) == (other.sheet, other.about) and len(set(texts)) < 2
