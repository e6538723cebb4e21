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
from imbang.intake.headings.columns import BETWEEN
from imbang.intake.headings.one_region import Place
from imbang.intake.headings.titled import settle
from imbang.intake.layout import faults
from imbang.intake.layout.blanks import fill_down
from imbang.intake.layout.layout import Layout, Part, lay_out
from imbang.intake.layout.no_counts import are_no_counts
from imbang.intake.layout.thousands import read_thousands
from imbang.intake.layout.titles import find_periods
from imbang.intake.layout.totals import check_totals
from imbang.intake.report.log import Findings
from imbang.intake.report.problems import heading
from imbang.intake.report.results import Answer, Options, SheetRead
from imbang.intake.splits.finding import find_splits
from imbang.intake.splits.part_columns import add_part_columns
from imbang.intake.subjects.about import NOTHING, About, is_about
from imbang.intake.typed.made_long import made_long
from imbang.intake.typed.reading import Reading
from imbang.intake.values.year_parts import is_period, says_part
from imbang.periods import Period
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
    period = _period(candidate, layout, sheet, options, findings)
    dataset, headings, rows = candidate.dataset, candidate.headings, layout.rows
    filled = faults.fill_merged(sheet, dataset, headings, rows, findings)
    filled = fill_down(filled, dataset, layout, findings)
    filled = read_thousands(filled, dataset, layout, findings, options)
    check_totals(filled, dataset, layout, findings, options=options, today=checks.today)
    filled, layout = add_part_columns(
        filled, dataset, layout, findings, options=options, today=checks.today
    )
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


def _say_period(candidate: Candidate, layout: Layout, sheet: Sheet) -> bool:
    """Whether rows or headings name a period, and not only a part of a year."""
    headings = candidate.headings
    keys = {column.key for column in candidate.dataset.of_type("period")}
    columns = [at for key in keys for at in headings.columns.get(key, ())]
    if not columns or any(keys & value.says.keys() for value in headings.values):
        return bool(keys & headings.keys)
    return not all(
        says_part(headings.texts[at].split(BETWEEN)[-1])
        and not sheet.columns[at].flags(is_period)[layout.rows].any()
        for at in columns
    )


def _period(
    candidate: Candidate,
    layout: Layout,
    sheet: Sheet,
    options: Options,
    findings: Findings,
) -> Period | None:
    """The period for rows that name none: the title's, else the officer's."""
    found = find_periods(layout.titles)
    if len(found) == 1:
        return found[0]
    if options.period is not None:
        return options.period
    if _say_period(candidate, layout, sheet):
        return None
    if found:
        message = _(
            "The titles name several periods ({periods}); expected one. Leave one "
            "in the titles, or say which it is.",
            periods=", ".join(map(str, found)),
        )
    else:
        message = _(
            "The sheet does not say which period it tells of. Write it above the table, "
            "for example “Keadaan: Desember 2024”, or say which it is."
        )
    offered = [Answer(str(period), str(period)) for period in found]
    findings.ask("period_missing", message, "period", offered=offered)
    return None
