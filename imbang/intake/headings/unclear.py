"""A sheet of which it is not clear what it is: asked, or refused with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from imbang.intake.files.cells import Sheet
from imbang.intake.headings.choosing import Candidate, Choice
from imbang.intake.headings.seen import counted, figures, heading_rows
from imbang.intake.report.log import Findings
from imbang.intake.report.problems import shown
from imbang.intake.report.results import Answer, Options
from imbang.intake.subjects.lines import subject_of
from imbang.reference.datasets import MEASURES, Dataset, load_datasets
from imbang.texts import _

_MOST_NAMED = 3  # columns that are asked about


def ask_which(choice: Choice, findings: Findings) -> None:
    """Ask which of several datasets a sheet is."""
    findings.ask(
        "dataset_unclear",
        _(
            "The headings of the sheet fit {candidates}. Say which it is, or name the "
            "sheet after it.",
            candidates=_(" or ").join(
                f"“{c.dataset.title}”" for c in choice.candidates
            ),
        ),
        "dataset",
        offered=[Answer(c.dataset.key, c.dataset.title) for c in choice.candidates],
    )


def ask_against(candidate: Candidate, findings: Findings) -> None:
    """Ask whether a column is what its heading says where title or unit say otherwise."""
    dataset, headings = candidate.dataset, candidate.headings
    types = {column.key: column.type for column in dataset.columns}
    row = candidate.heading_rows[-1]
    others = {other for of in headings.parts.values() for other in of}
    for at, key in headings.read().items():
        if types[key] not in MEASURES or at in others:
            continue
        text, column = headings.texts[at], dataset.column(key)
        findings.ask(
            "told_otherwise",
            _(
                "“{line}” does not speak of {dataset}. Does the column “{heading}” "
                "hold {column} all the same? If not, Imbang does not count this table.",
                line=shown(candidate.against or ""),
                dataset=dataset.title,
                heading=text,
                column=column.heading,
            ),
            "heading",
            text,
            rows=[row],
            column=text,
            offered=[Answer(key, column.heading), *_of_kinds(candidate)],
        )


def _of_kinds(candidate: Candidate) -> Iterator[Answer]:
    """The other answer, where a kind is named: that its persons are counted."""
    kinds = [kind.label for s in candidate.beside.every for _of, kind, _text in s.kinds]
    if kinds:
        yield Answer("count", ", ".join(dict.fromkeys(kinds)))


def note_kind(candidate: Candidate, findings: Findings) -> None:
    """Say that all figures are of the kind that stands beside the table."""
    if candidate.kind is None or not candidate.kind.is_sure:
        return
    said = {"kind": shown(candidate.kind.text), "line": shown(candidate.kind.line)}
    if candidate.headings.values:
        message = _(
            "No column says the kind; all figures are read as “{kind}”, which stands in "
            "“{line}”.",
            **said,
        )
    else:
        message = _(
            "No column says the kind; all rows are read as “{kind}”, which stands in "
            "“{line}”.",
            **said,
        )
    findings.add(
        "kind_beside",
        message,
        row=candidate.heading_rows[-1],
        severity="info",
    )


def refuse(choice: Choice, sheet: Sheet, options: Options, findings: Findings) -> None:
    """Say why a sheet is none of the datasets, or ask where nothing in it says."""
    rows = heading_rows(choice, sheet)
    tells = counted(choice, sheet, rows)
    dataset = _spoken_of(choice, sheet, findings.file)
    plain_ones = (
        [text for text in figures(sheet, rows) if _may_count(text)] if rows else []
    )
    if dataset is not None and plain_ones:
        _ask_what_counts(dataset, plain_ones, rows, findings)
    elif tells and options.dataset is None:
        message = _(
            "The table tells of {what}, which Imbang does not count; it is not imported.",
            what=", ".join(f"“{shown(text)}”" for text in tells),
        )
        findings.add("not_counted", message, row=rows[-1])
    elif choice.untold:
        titles = [c.dataset.title for c in choice.untold]
        findings.ask(
            "dataset_unclear",
            _(
                "Nothing in the sheet says what it counts: no heading, no title, no "
                "name of the sheet or file. It may be {candidates}. Say which it is.",
                candidates=_(" or ").join(f"“{title}”" for title in titles),
            ),
            "dataset",
            offered=[Answer(c.dataset.key, c.dataset.title) for c in choice.untold],
        )
    else:
        findings.add("unknown_dataset", _no_heading(sheet, options))


def _spoken_of(choice: Choice, sheet: Sheet, file: str) -> Dataset | None:
    """The dataset that titles or names speak of though no column holds its figures."""
    names = (sheet.name or "", Path(file).stem)
    said = choice.seen.beside.every if choice.seen else [*map(subject_of, names)]
    datasets = load_datasets().values()
    return next((d for s in said for d in datasets if s.says(d.key)), None)


def _may_count(heading: str) -> bool:
    """Whether a heading leaves open what is counted: 'Jumlah', not 'Pasien' or 'Wanita'."""
    subject = subject_of(heading)
    return not subject.rest and not subject.parts and not subject.kinds


def _ask_what_counts(
    dataset: Dataset, headings: list[str], rows: tuple[int, ...], findings: Findings
) -> None:
    needed = {key for group in dataset.any_of for key in group}
    measures = [
        column
        for column in dataset.columns
        if column.type in MEASURES and (column.required or column.key in needed)
    ]
    for text in headings[:_MOST_NAMED]:
        findings.ask(
            "unclear_figures",
            _(
                "The sheet speaks of {dataset}, and no column is known to hold its "
                "figures. Is “{heading}” one: {columns}?",
                dataset=dataset.title,
                heading=text,
                columns=_(" or ").join(f"“{column.heading}”" for column in measures),
            ),
            "heading",
            text,
            rows=[rows[-1]],
            column=text,
            offered=[Answer(column.key, column.heading) for column in measures],
        )


def _no_heading(sheet: Sheet, options: Options) -> str:
    first = next((text for row in range(sheet.height) if (text := sheet.row(row))), [])
    found = shown(", ".join(text for text in first if text) or "–")
    if options.dataset is None:
        return _(
            "No heading row is recognised. Expected a row of headings such as those of "
            "the template, for example: Kode Wilayah, Jenis PMKS, Jumlah. The first row "
            "reads: {found}.",
            found=found,
        )
    columns = load_datasets()[options.dataset].columns
    return _(
        "No heading row is recognised. Expected at least these headings: {expected}. "
        "The first row reads: {found}.",
        expected=", ".join(c.heading for c in columns if c.required),
        found=found,
    )
