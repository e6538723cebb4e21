"""Gathering problems while one sheet is looked at: the place is filled in here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Protocol

from imbang.intake.cells import Sheet
from imbang.intake.problems import Problem, Severity


class Origin(Protocol):
    """Where the cells of a table stand in a sheet that is laid out otherwise."""

    def place(self, row: int, column: str | None) -> tuple[int, str | None]:
        """The sheet's row and heading of a cell of the table."""


@dataclass
class Findings:
    """The problems of one file and sheet; rows are given counted from 0.

    The same is told of a cell only once. With an ``origin``, rows and headings are
    those of a table made from the sheet, and problems name the sheet's own.
    """

    file: str
    sheet: str | None = None
    problems: list[Problem] = field(default_factory=list)
    origin: Origin | None = None
    _told: set[Problem] = field(default_factory=set, repr=False)

    def of_table(self, origin: Origin) -> Findings:
        """The same findings, for rows and headings of a table made from the sheet."""
        return replace(self, origin=origin)

    def number(self, row: int) -> int:
        """The number that a person sees beside a row of the table."""
        return Sheet.number(self.origin.place(row, None)[0] if self.origin else row)

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
        if row is not None and self.origin is not None:
            row, column = self.origin.place(row, column)
        number = None if row is None else Sheet.number(row)
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

    @property
    def has_errors(self) -> bool:
        """Whether any of them is an error."""
        return any(problem.severity == "error" for problem in self.problems)
