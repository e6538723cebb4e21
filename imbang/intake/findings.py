"""Gathering problems while one sheet is looked at: the place is filled in here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from imbang.intake.cells import Sheet
from imbang.intake.headings import spelled
from imbang.intake.problems import Problem, Severity, masked
from imbang.intake.results import About, Answer, Question


@dataclass
class Findings:
    """The problems of one file and sheet; rows are given counted from 0."""

    file: str
    sheet: str | None = None
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

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
        number = None if row is None else Sheet.number(row)
        self.problems.append(
            Problem(
                self.file, self.sheet, number, column, value, rule, message, severity
            )
        )

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
        asked = Question(
            self.file,
            self.sheet,
            about,
            masked(text),
            tuple(map(Sheet.number, places)),
            column,
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
