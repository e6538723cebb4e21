"""Checking one sheet: which dataset, which table, which columns, then every cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from imbang.intake.files.cells import Sheet
from imbang.intake.headings import unclear
from imbang.intake.headings.checks import check_columns, tell_unknown
from imbang.intake.headings.choosing import Candidate, Choice, choose, is_guide
from imbang.intake.headings.one_region import Place
from imbang.intake.headings.titled import settle
from imbang.intake.layout import faults
from imbang.intake.layout.all_of_kind import with_kind_of_all
from imbang.intake.layout.blanks import fill_down
from imbang.intake.layout.layout import Layout, Part, lay_out
from imbang.intake.layout.no_counts import are_no_counts
from imbang.intake.layout.sheet_period import period_of
from imbang.intake.layout.thousands import read_thousands
from imbang.intake.layout.titles import find_periods
from imbang.intake.layout.totals import check_totals
from imbang.intake.registers.counting import (
    ask_to_count,
    counted,
    emptied,
    refuse_list,
    without_persons,
)
from imbang.intake.registers.finding import NEEDS, Register, find_register, is_of_list
from imbang.intake.report.log import Findings
from imbang.intake.report.problems import heading
from imbang.intake.report.results import Options, SheetRead
from imbang.intake.splits.answers import COUNT_ROWS, is_said
from imbang.intake.splits.finding import find_splits
from imbang.intake.splits.part_columns import add_part_columns
from imbang.intake.subjects.about import NOTHING, About, is_about
from imbang.intake.typed.made_long import made_long
from imbang.intake.typed.reading import Reading
from imbang.reference.datasets import load_datasets
from imbang.reference.spelling import plain
from imbang.texts import _

Step = Literal["reading", "table", "cells", "rows"]


@dataclass(frozen=True)
class SheetChecks:
    """What the checks of every sheet need; ``told`` hears what is done of which sheet.

    ``about`` is what a sheet of the same file says of the others.
    """

    options: Options
    identify: Callable[[Sequence[str]], list[str]]
    today: date
    told: Callable[[Step, str | None, float], None] = lambda *_told: None
    about: About = NOTHING


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a sheet is: none, unknown, a table with errors or without rows, or one to read.

    ``read`` says how it was understood, as far as that went.
    """

    read: SheetRead
    reading: Reading | None = None
    is_unknown: bool = False
    is_table: bool = False


def check_sheet(
    sheet: Sheet, file: Path, checks: SheetChecks, findings: Findings
) -> Outcome:
    """Understand one sheet of a file, adding all that is found; its cells come after."""
    nothing = SheetRead(findings.file, sheet.name, None, content=sheet)
    if is_about(sheet):
        text = _("The sheet describes the others; it is read for what it says of them.")
        findings.add("about_sheet", text, severity="info")
        return Outcome(nothing)
    if is_guide(sheet) or not sheet.filled().any():
        text = _("Sheet without data, not read.")
        findings.add("no_data_sheet", text, severity="info")
        return Outcome(nothing)
    options = checks.options
    place = Place(file, options.region)
    choice = choose(sheet, place, options.dataset, options.given, checks.about)
    if register := find_register(choice, sheet, place, options, checks.about):
        return _check_register(register, nothing, checks, findings)
    if choice.chosen is not None and is_of_list(choice.chosen):
        refuse_list(choice.chosen, findings)
        below = choice.chosen.heading_rows[-1] + 1
        return Outcome(replace(nothing, content=emptied(sheet, below)), is_table=True)
    if choice.chosen is None:
        return _unclear(choice, nothing, options, findings)
    candidate = choice.chosen
    read = _as_read(candidate, nothing)
    if candidate.against is not None and candidate.is_whole:
        unclear.ask_against(candidate, findings)
        return Outcome(read, is_table=True)
    unclear.note_kind(candidate, findings)
    if not check_columns(candidate, sheet, options, findings):
        return Outcome(read, is_table=True)
    layout = lay_out(
        sheet, candidate.dataset, candidate.heading_rows, candidate.headings
    )
    layout = _with_about(layout, checks.about)
    _name_parts(layout, findings)
    if not len(layout.rows):
        tell_unknown(candidate, findings)
        findings.add(
            "no_rows",
            _("No row of data under the heading; not imported."),
            severity="info",
        )
        return Outcome(read, is_table=True)
    if are_no_counts(sheet, candidate.dataset, layout, findings):
        return Outcome(read, is_table=True)
    _note_changed_examples(sheet, candidate, layout, findings)
    period = period_of(candidate, layout, sheet, options, findings)
    dataset, headings, rows = candidate.dataset, candidate.headings, layout.rows
    filled = faults.fill_merged(sheet, dataset, headings, rows, findings)
    filled = fill_down(filled, dataset, layout, findings)
    filled = read_thousands(filled, dataset, layout, findings, options)
    check_totals(filled, dataset, layout, findings, options=options, today=checks.today)
    filled, layout = add_part_columns(
        filled, dataset, layout, findings, options=options, today=checks.today
    )
    filled, layout = with_kind_of_all(filled, dataset, layout, candidate.kind)
    found = find_splits(filled, dataset, layout, findings, options=options)
    tell_unknown(candidate, findings, but=found.told)
    reading = Reading(
        filled,
        dataset,
        layout,
        options,
        findings,
        period,
        checks.today,
        checks.identify,
        splits=found.splits,
        said=settle(dataset, candidate.said, options, findings),
    )
    read = replace(read, period=period, rows=len(rows))
    return Outcome(read, made_long(reading), is_table=True)


def _check_register(
    register: Register, nothing: SheetRead, checks: SheetChecks, findings: Findings
) -> Outcome:
    """A register of persons in need: its rows counted, if that is said."""
    assert nothing.content is not None
    sheet, options = nothing.content, checks.options
    needs, headings = load_datasets()[NEEDS], register.counted
    candidate = Candidate(needs, register.heading_rows, headings, {}, register.beside)
    read = replace(
        _as_read(candidate, nothing), content=without_persons(register, sheet)
    )
    if not is_said(options.labels, register.asked, COUNT_ROWS):
        ask_to_count(register, findings)
        layout = lay_out(sheet, needs, register.heading_rows, headings)
        layout = _with_about(layout, checks.about)
        period_of(candidate, layout, sheet, options, findings)
        return Outcome(read, is_table=True)
    unclear.note_kind(replace(candidate, kind=register.kind), findings)
    found = counted(register, sheet, findings)
    layout = _with_about(found.layout, checks.about)
    _name_parts(layout, findings)
    period = period_of(candidate, layout, found.sheet, options, findings)
    reading = Reading(
        found.sheet,
        needs,
        layout,
        options,
        findings,
        period,
        checks.today,
        checks.identify,
        counts_rows=True,
    )
    read = replace(read, period=period, rows=len(layout.rows))
    return Outcome(read, reading, is_table=True)


def _with_about(layout: Layout, about: About) -> Layout:
    """With what another sheet says of this one, where its own titles say no period."""
    periods = () if find_periods(layout.titles) else about.periods
    return replace(layout, titles=(*layout.titles, *about.titles, *periods))


def _as_read(candidate: Candidate, nothing: SheetRead) -> SheetRead:
    """The sheet with what its headings were understood as."""
    headings = candidate.headings
    return replace(
        nothing,
        dataset=candidate.dataset.key,
        heading_rows=tuple(map(Sheet.number, candidate.heading_rows)),
        headings=tuple(map(heading, headings.texts)),
        columns=headings.read(),
    )


def _unclear(
    choice: Choice, nothing: SheetRead, options: Options, findings: Findings
) -> Outcome:
    """A sheet that may be one of several datasets, which is asked, or is none."""
    if choice.candidates:
        unclear.ask_which(choice, findings)
    else:
        assert nothing.content is not None
        unclear.refuse(choice, nothing.content, options, findings)
    seen = choice.candidates[0] if choice.candidates else choice.seen
    if seen is None or not findings.questions:
        return Outcome(nothing, is_unknown=True)
    read = replace(_as_read(seen, nothing), dataset=None, columns={})
    return Outcome(read, is_table=True)


def _name_parts(layout: Layout, findings: Findings) -> None:
    """Name every row that was recognised as something else than a row of the table."""
    texts: dict[Part, str] = {
        "blank": _("Blank row, not imported."),
        "numbering": _("Row of column numbers, not imported."),
        "heading_again": _("Heading repeated, not imported."),
        "example": _("The template's example row, not imported."),
        "untouched": _("Only the region is filled in; not imported."),
        "total": _("Total, not imported."),
        "group_title": _("Title of a group of rows, not imported."),
        "note": _("A note between the rows, not imported."),
        "footer": _("Footer, not imported."),
    }
    for part, rows in layout.parts.items():
        findings.add_rows(f"{part}_row", texts[part], rows, severity="info")


def _note_changed_examples(
    sheet: Sheet, candidate: Candidate, layout: Layout, findings: Findings
) -> None:
    """An error for rows still marked as the example that say something else by now."""
    for column in candidate.dataset.of_type("ignored"):
        for at in candidate.headings.columns.get(column.key, ()):
            marked = sheet.columns[at].flags(
                lambda t: plain(t) in {"contoh", "example"}
            )
            findings.add_rows(
                "example_changed",
                _(
                    "The row is marked “Contoh” but is not the template's example. "
                    "Delete the row, or the word if its data count."
                ),
                layout.rows[marked[layout.rows]].tolist(),
                column=candidate.headings.texts[at],
            )
