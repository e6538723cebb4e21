"""A report as text for a person: by file and sheet, errors first, like rows together."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from imbang.formats import grouped
from imbang.intake.report.grouping import (
    Together,
    columns_words,
    rows_words,
    together,
)
from imbang.intake.report.printed_questions import question_lines, sheet_lines
from imbang.intake.report.problems import Problem
from imbang.nik import masked as masked
from imbang.nik import masked_name as masked_name
from imbang.reference import regions
from imbang.texts import _, plural

if TYPE_CHECKING:
    from imbang.intake.report.problems import Problem
    from imbang.intake.report.results import Report


_ORDER = {"error": 0, "warning": 1, "info": 2}
_LIKE_SHOWN = 8  # lines of one rule and column, before the rest is summed up


def print_report(report: Report) -> str:
    """The whole report, ending with what would be imported or that it is refused."""
    found: dict[tuple[str, str | None], list[Problem]] = {}
    for problem in report.problems:
        found.setdefault((problem.file, problem.sheet), []).append(problem)
    read: dict[tuple[str, str | None], list[str]] = {}
    for sheet in report.sheets:
        if lines := list(sheet_lines(sheet)):
            read.setdefault((sheet.file, sheet.sheet), []).extend(lines)
    blocks = []
    for place in dict.fromkeys((*found, *read)):
        file, name = place
        title = file
        if name is not None:
            title = _("{file}, sheet {sheet}", file=file, sheet=name)
        lines = [*read.get(place, []), *_lines(found.get(place, []))]
        blocks.append("\n".join([title, *lines]))
    if questions := list(question_lines(report.questions)):
        blocks.append("\n".join(questions))
    blocks.append(_conclusion(report))
    return "\n\n".join(blocks)


def _lines(problems: Sequence[Problem]) -> list[str]:
    """One line for each different thing found, many of one rule cut short.

    What is worse comes first, then what stands higher in the sheet; what is counted
    only follows what is named.
    """
    by_rule: dict[tuple[int, str, tuple[str, ...]], list[Together]] = {}
    for one in together(problems):
        key = (_ORDER[one.severity], one.rule, one.columns)
        by_rule.setdefault(key, []).append(one)
    lines: list[tuple[int, int, str]] = []
    for (order, _rule, columns), found in by_rule.items():
        found.sort(key=lambda one: one.rows[0] is None)
        said = [(one.message, one.rows) for one in found[:_LIKE_SHOWN]]
        if rest := [row for one in found[_LIKE_SHOWN:] for row in one.rows]:
            said.append((_("and more of the same kind"), tuple(rest)))
        first = min(row or 0 for row in said[0][1])
        for message, rows in said:
            row = min((r for r in rows if r is not None), default=first)
            text = f"  {_severity_words()[order]}  {_place(rows, columns)}{message}"
            lines.append((order, row, text))
    return [text for _order, _row, text in sorted(lines, key=lambda line: line[:2])]


def _severity_words() -> tuple[str, str, str]:
    words = (_("Error"), _("Warning"), _("Note"))
    width = max(map(len, words))
    return (words[0].ljust(width), words[1].ljust(width), words[2].ljust(width))


def _place(rows: Sequence[int | None], columns: Sequence[str]) -> str:
    parts = [*filter(None, (rows_words(rows), columns_words(columns)))]
    return f"{', '.join(parts)}: " if parts else ""


def _conclusion(report: Report) -> str:
    errors = sum(p.severity == "error" for p in report.problems)
    warnings = sum(p.severity == "warning" for p in report.problems)
    if report.refused:
        return _(
            "Refused: {errors}, {warnings}. Nothing can be imported until the errors "
            "are put right.",
            errors=plural(
                "{count} error", "{count} errors", errors, count=grouped(errors)
            ),
            warnings=plural(
                "{count} warning", "{count} warnings", warnings, count=grouped(warnings)
            ),
        )
    head = _("Can be imported:")
    if warnings:
        head = _(
            "Can be imported, with {warnings}:",
            warnings=plural(
                "{count} warning", "{count} warnings", warnings, count=grouped(warnings)
            ),
        )
    return "\n".join([head, *(_draft_lines(report))])


def _draft_lines(report: Report) -> list[str]:
    places = regions.load()
    lines = []
    for draft in report.drafts:
        rows = draft.table.num_rows
        text = plural("{count} row", "{count} rows", rows, count=grouped(rows))
        office = f"{places.name(draft.office)} ({draft.office})"
        lines.append(f"  {draft.title} · {office} · {draft.period} · {text}")
    return lines


def as_json(report: Report) -> str:
    """All problems as a JSON list of objects with the keys of the contract."""
    items = [_ordered(problem) for problem in report.problems]
    return json.dumps(items, ensure_ascii=False, indent=2)


def _ordered(problem: Problem) -> dict[str, object]:
    keys = ("file", "sheet", "row", "column", "value", "rule", "message", "severity")
    values = asdict(problem)
    return {key: values[key] for key in keys}


def as_text(report: Report) -> str:
    """The report for a person, in the language now spoken; like rows stand together."""
    from imbang.intake.report import printing  # which itself masks what it prints

    return printing.print_report(report)
