"""Checking files: everything wrong with them, and what could be imported if nothing is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa

from imbang import regions
from imbang.building import Progress, silently
from imbang.intake import assembling, indicators, overlaps, references, rules
from imbang.intake.datasets import load_datasets
from imbang.intake.findings import Findings
from imbang.intake.problems import Problem, in_order
from imbang.intake.reading import Book, read_file
from imbang.intake.results import Draft, Options, Question, Report, SheetRead
from imbang.intake.several_tables import tables_of
from imbang.intake.sheets import Outcome, SheetChecks, check_sheet
from imbang.intake.sources import File, open_source
from imbang.intake.tables import Identify, TypedSheet, type_sheet
from imbang.refusals import Refusal
from imbang.texts import _

__all__ = ["Draft", "Options", "Report", "check_files"]


@dataclass
class _File:
    """What became of one file."""

    name: str
    problems: list[Problem] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    has_identities: bool = False
    sheets: list[SheetRead] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    office: str | None = None


def check_files(
    files: Sequence[File],
    options: Options,
    *,
    identify: Callable[[Sequence[str]], list[str]],
    today: date | None = None,
    progress: Progress = silently,
) -> Report:
    """Check files whole: problems with their place, and drafts when there is no error.

    ``identify`` turns NIKs of sixteen digits into identities, in the order given; no
    NIK is kept. ``today`` is for tests; ``progress`` hears what is done. A file that cannot be read is a problem like
    any other; nothing is raised for what a file holds.
    """
    day = today or date.today()
    wrong_options = _check_options(options, files)
    if wrong_options:
        return Report(tuple(wrong_options), ())
    checked = [
        _check_file(
            file, options.of(file.name), identify, day, _Part(progress, n, len(files))
        )
        for n, file in enumerate(files)
    ]
    problems = [
        problem for file in checked for problem in in_order(file.problems, file.sheets)
    ]
    drafts = [draft for file in checked for draft in file.drafts]
    problems += given_twice(drafts)
    refused = any(problem.severity == "error" for problem in problems)
    return Report(
        problems=tuple(problems),
        drafts=() if refused else tuple(drafts),
        has_identities=any(file.has_identities for file in checked),
        sheets=tuple(sheet for file in checked for sheet in file.sheets),
        questions=tuple(asked for file in checked for asked in file.questions),
        offices={file.name: file.office for file in checked if file.office},
    )


def _check_options(options: Options, files: Sequence[File]) -> list[Problem]:
    """What the officer said that means nothing; told with the first file."""
    findings = Findings(files[0].name if files else "")
    datasets = load_datasets()
    if options.dataset is not None and options.dataset not in datasets:
        findings.add(
            "option",
            _(
                "There is no dataset “{name}”; there are: {known}.",
                name=options.dataset,
                known=", ".join(datasets),
            ),
        )
    if options.region is not None and not regions.load().normalise([options.region])[0]:
        findings.add(
            "option",
            _(
                "“{code}” is no region that is known; expected a Kemendagri code such "
                "as 63.71.",
                code=options.region,
            ),
        )
    return findings.problems


@dataclass(frozen=True)
class _Part:
    """Progress within one of several files."""

    progress: Progress
    number: int
    of: int

    def __call__(self, text: str, share: float) -> None:
        self.progress(text, (self.number + share) / self.of)


def _check_file(
    file: File, options: Options, identify: Identify, today: date, progress: Progress
) -> _File:
    findings = Findings(file.name)
    told = _("reading {file}", file=file.name)
    path = Path(file.name)
    try:
        book = read_file(open_source(file), lambda share: progress(told, 0.5 * share))
    except Refusal as reason:
        findings.add("unreadable", str(reason))
        return _File(path.name, findings.problems)
    progress(_("checking {file}", file=file.name), 0.5)
    return _check_book(book, path, SheetChecks(options, identify, today))


def _check_book(book: Book, path: Path, checks: SheetChecks) -> _File:
    """Check what a file holds; all of its sheets together are one office's."""
    findings = Findings(path.name)
    _note_aside(book, findings)
    for name in book.hidden:
        findings.sheet = name
        findings.add("hidden_sheet", _("Hidden sheet, not read."), severity="info")
    outcomes, typed, area = _check_sheets(book, path, checks, findings)
    result = _File(
        path.name,
        findings.problems,
        has_identities=any(t.has_identities for t in typed),
        sheets=[outcome.read for outcome in outcomes],
        questions=findings.questions,
        office=area,
    )
    if not typed:
        return result
    findings.sheet = None
    office = assembling.find_office(typed, checks.options, findings)
    result.office = office or area
    if office is not None:
        assembling.check_within(typed, office, findings)
    _check_rules(typed, findings)
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
) -> tuple[list[Outcome], list[TypedSheet], str | None]:
    """How each sheet was understood, the typed tables among them, and the file's area.

    A sheet of no dataset is an error only if no other sheet is a table. Cells are read
    when all sheets are understood: names of regions are those of the file's office.
    """
    given = checks.options.headings
    tables = [table for sheet in book.sheets for table in tables_of(sheet, given)]
    owns = [Findings(path.name, table.name) for table in tables]
    outcomes = [
        check_sheet(table, path, checks, own)
        for table, own in zip(tables, owns, strict=True)
    ]
    readings = [outcome.reading for outcome in outcomes if outcome.reading]
    area = assembling.find_area(readings, checks.options)
    typed = [type_sheet(replace(reading, area=area)) for reading in readings]
    is_table = any(outcome.is_table for outcome in outcomes)
    for outcome, own in zip(outcomes, owns, strict=True):
        if outcome.is_unknown and is_table:
            own.problems = [_as_warning(problem) for problem in own.problems]
        findings.problems += own.problems
        findings.questions += own.questions
    if not typed and not findings.has_errors:
        findings.sheet = None
        findings.add("no_rows", _("The file holds no row of data."))
    return outcomes, typed, area


def _as_warning(problem: Problem) -> Problem:
    return replace(problem, severity="warning")


def _check_rules(typed: Sequence[TypedSheet], findings: Findings) -> None:
    """The rules over all sheets of one dataset together."""
    for key in dict.fromkeys(sheet.dataset.key for sheet in typed):
        same = [sheet for sheet in typed if sheet.dataset.key == key]
        headings = {k: text for sheet in same for k, text in sheet.headings.items()}
        tables = [assembling.with_period(sheet) for sheet in same]
        rows = _frame(pa.concat_tables(tables, promote_options="default"))
        rules.check_rules(rows, same[0].dataset, headings, findings)
        overlaps.check_overlaps(rows, same[0].dataset, headings, findings)
        indicators.check_percentages(rows, same[0].dataset, headings, findings)
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


def given_twice(drafts: Sequence[Draft]) -> list[Problem]:
    """Errors where two files give the same: the second would silently replace the first."""
    keys = Counter((d.dataset, d.office, d.period) for d in drafts)
    problems = []
    for draft in drafts:
        if keys[draft.dataset, draft.office, draft.period] < 2:
            continue
        findings = Findings(draft.file)
        findings.add(
            "given_twice",
            _(
                "{dataset} of {office} for {period} stands in several of these files. "
                "Put it into one file, or import the files one after the other.",
                dataset=load_datasets()[draft.dataset].title,
                office=regions.load().name(draft.office),
                period=draft.period,
            ),
        )
        problems += findings.problems
    return problems
