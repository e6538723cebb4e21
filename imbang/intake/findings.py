"""Gathering problems while one sheet is looked at: the place is filled in here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from imbang.intake.cells import Sheet
from imbang.intake.problems import Problem, Severity


@dataclass
class Findings:
    """The problems of one file and sheet; rows are given counted from 0."""

    file: str
    sheet: str | None = None
    problems: list[Problem] = field(default_factory=list)

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

    @property
    def has_errors(self) -> bool:
        """Whether any of them is an error."""
        return any(problem.severity == "error" for problem in self.problems)
