"""Checking what one file holds: all its sheets, which together are one office's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow as pa

from imbang.intake import assembling
from imbang.intake.files.cells import Book, Sheet
from imbang.intake.layout.several_tables import tables_of
from imbang.intake.report.log import Findings
from imbang.intake.report.problems import Problem
from imbang.intake.report.results import CheckedFile, SheetRead
from imbang.intake.rules import doubles, flows, references, same_again, targets
from imbang.intake.rules import rows as rules
from imbang.intake.sheet import Outcome, SheetChecks, check_sheet
from imbang.intake.subjects.about import about_of
from imbang.intake.typed.typed_sheet import TypedSheet, type_sheet, with_period
from imbang.texts import _


def check_book(book: Book, path: Path, checks: SheetChecks) -> CheckedFile:
    """Check what a file holds; all of its sheets together are one office's."""
    findings = Findings(path.name)
    _note_aside(book, findings)
    for name in book.hidden:
        findings.sheet = name
        findings.add("hidden_sheet", _("Hidden sheet, not read."), severity="info")
    reads, typed, area = _check_sheets(book, path, checks, findings)
    result = CheckedFile(
        path.name,
        findings.all_told(),
        has_identities=any(t.has_identities for t in typed),
        sheets=reads,
        questions=findings.questions,
        office=area,
        book=book,
    )
    if not typed:
        return result
    findings.sheet = None
    checks.told("rows", None, 0.9)
    office = assembling.find_office(typed, checks.options, findings)
    result.office = office or area
    if office is not None:
        assembling.check_within(typed, office, findings)
    typed = same_again.read_once(typed, findings)
    typed = doubles.leave_out(typed, checks.options, findings)
    _check_rules(typed, findings)
    result.problems = findings.all_told()
    if office is not None and not findings.has_errors:
        result.drafts = list(assembling.make_drafts(typed, office, path.name))
    return result


def _note_aside(book: Book, findings: Findings) -> None:
    """Name what the file holds beside its tables, which nothing here opens or runs."""
    texts = {
        "macros": _("The file holds macros; they are neither run nor kept."),
        "external_links": _(
            "The file links to other workbooks. The values stored in it count; the "
            "other workbooks are not opened."
        ),
    }
    for what in book.aside:
        findings.add(what, texts[what], severity="info")


def _check_sheets(
    book: Book, path: Path, checks: SheetChecks, findings: Findings
) -> tuple[list[SheetRead], list[TypedSheet], str | None]:
    """How each sheet was understood, the typed tables among them, and the file's area.

    A sheet of no dataset is an error only if no other sheet is a table. Cells are read
    when all sheets are understood: names of regions are those of the file's office. What
    was laid out to read them is let go of.
    """
    given = checks.options.given
    checks = replace(checks, about=about_of(book.sheets))
    tables = [
        table for sheet in book.sheets for table in tables_of(sheet, given, path.stem)
    ]
    owns: list[Findings] = []
    outcomes: list[Outcome] = []
    for table, share in zip(tables, _shares(0.5, 0.6, tables), strict=True):
        checks.told("table", table.name, share)
        owns.append(Findings(path.name, table.name))
        outcomes.append(check_sheet(table, path, checks, owns[-1]))
    if any(outcome.reading for outcome in outcomes):
        _let_others_be_another(tables, path, checks, outcomes, owns)
    readings = [outcome.reading for outcome in outcomes if outcome.reading]
    reads = [outcome.read for outcome in outcomes]
    area = assembling.find_area(reads, readings, checks.options)
    typed = []
    for reading, share in zip(readings, _shares(0.6, 0.9, readings), strict=True):
        checks.told("cells", reading.sheet.name, share)
        typed.append(type_sheet(replace(reading, area=area)))
    is_table = any(outcome.is_table for outcome in outcomes)
    for outcome, own in zip(outcomes, owns, strict=True):
        sheet = outcome.read.content if outcome.is_unknown and is_table else None
        if sheet is not None and not same_again.tells_totals(sheet, typed, own):
            own.problems = [_as_warning(problem) for problem in own.problems]
        findings.take(own)
    for name, reason in book.strays.items():
        findings.sheet = name
        findings.add("stray_cell", reason, severity="warning" if is_table else "error")
    if not typed and not findings.has_errors:
        findings.sheet = None
        findings.add("no_rows", _("The file holds no row of data."))
    return reads, typed, area


def _let_others_be_another(
    tables: Sequence[Sheet],
    path: Path,
    checks: SheetChecks,
    outcomes: list[Outcome],
    owns: list[Findings],
) -> None:
    """The dataset that is said was asked of one table: others may surely be another."""
    free = replace(checks, options=replace(checks.options, dataset=None))
    for at, table in enumerate(tables if checks.options.dataset else ()):
        if outcomes[at].reading is None:
            own = Findings(path.name, table.name)
            outcome = check_sheet(table, path, free, own)
            if outcome.reading is not None:
                outcomes[at], owns[at] = outcome, own


def _shares(first: float, last: float, parts: Sequence[object]) -> list[float]:
    """The share of the work at which each of these parts begins."""
    return [first + (last - first) * n / len(parts) for n in range(len(parts))]


def _as_warning(problem: Problem) -> Problem:
    return replace(problem, severity="warning")


def _check_rules(typed: Sequence[TypedSheet], findings: Findings) -> None:
    """The rules over all sheets of one dataset together."""
    for key in dict.fromkeys(sheet.dataset.key for sheet in typed):
        same = [sheet for sheet in typed if sheet.dataset.key == key]
        headings = {k: text for sheet in same for k, text in sheet.headings.items()}
        tables = [with_period(sheet) for sheet in same]
        rows = _frame(pa.concat_tables(tables, promote_options="default"))
        rules.check_rules(rows, same[0].dataset, headings, findings)
        flows.check_overlaps(rows, same[0].dataset, headings, findings)
        targets.check_percentages(rows, same[0].dataset, headings, findings)
    references.check_references(typed, findings)


def _frame(table: pa.Table) -> pd.DataFrame:
    """The table for pandas: whole numbers that may be missing, texts told apart fast."""
    frame: pd.DataFrame = table.to_pandas(
        types_mapper={
            pa.int64(): pd.Int64Dtype(),
            pa.int32(): pd.Int32Dtype(),
            pa.int16(): pd.Int16Dtype(),
        }.get
    )
    return frame
