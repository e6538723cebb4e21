"""Problems that say the same as one line: their rows and columns together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from imbang.formats import grouped, row_ranges
from imbang.intake.report.problems import Problem, Severity
from imbang.texts import _, plural

_COLUMNS_SHOWN = 20


@dataclass(frozen=True)
class Together:
    """What several problems of one sheet say, and where; a row None is the whole sheet."""

    severity: Severity
    rule: str
    message: str
    columns: tuple[str, ...]
    rows: tuple[int | None, ...]

    @property
    def count(self) -> int:
        """How many problems it stands for."""
        return len(self.rows) * max(1, len(self.columns))


def together(problems: Iterable[Problem]) -> list[Together]:
    """Problems of one rule and message, in the order in which the first of each comes.

    Those of several columns stand together where they are about the same rows.
    """
    alike: dict[tuple[Severity, str, str], dict[str, list[int | None]]] = {}
    for problem in problems:
        key = (problem.severity, problem.rule, problem.message)
        rows = alike.setdefault(key, {}).setdefault(problem.column or "", [])
        rows.append(problem.row)
    found = []
    for (severity, rule, message), by_column in alike.items():
        by_rows: dict[tuple[int | None, ...], list[str]] = {}
        for column, at in by_column.items():
            by_rows.setdefault(tuple(at), []).append(column)
        found += [
            Together(severity, rule, message, tuple(filter(None, columns)), at)
            for at, columns in by_rows.items()
        ]
    return found


def columns_words(columns: Sequence[str]) -> str:
    """``kolom A, B``; of very many the first, and how many more there are."""
    if not columns:
        return ""
    if len(columns) == 1:
        return _("column {column}", column=columns[0])
    shown = list(columns[:_COLUMNS_SHOWN])
    if rest := len(columns) - len(shown):
        shown.append(_("and {n} more", n=grouped(rest)))
    return _("columns {columns}", columns=", ".join(shown))


def rows_words(rows: Iterable[int | None]) -> str:
    """``baris 3–5, 7``."""
    numbers = [row for row in rows if row is not None]
    if not numbers:
        return ""
    text = row_ranges(numbers)
    return plural("row {rows}", "rows {rows}", len(set(numbers)), rows=text)
