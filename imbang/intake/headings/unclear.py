"""A sheet of which it is not clear what it is: asked, or refused with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator

from imbang.intake.files.cells import Sheet
from imbang.intake.headings.choosing import Candidate, Choice
from imbang.intake.headings.columns import holds_figures
from imbang.intake.headings.rows import top_of
from imbang.intake.headings.subjects import Subject, subject_of
from imbang.intake.report.log import Findings
from imbang.intake.report.problems import shown
from imbang.intake.report.results import Answer, Options
from imbang.reference.datasets import MEASURES, load_datasets
from imbang.reference.spelling import words_of
from imbang.texts import _

_MOST_NAMED = 3  # headings, or words of a column, that a refusal names
_MOST_WORDS = 12  # different ones of a column that divides the figures
_CODES = words_of(
    "kode code id no nomor nik nip tahun bulan year lat long bujur lintang"
)
_REMARKS = words_of(
    "keterangan ket catatan sumber nama alamat kabupaten kecamatan desa kelurahan satuan"
)


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
    for at, key in headings.read().items():
        if types[key] not in MEASURES:
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
    findings.add(
        "kind_beside",
        _(
            "No column says the kind; all figures are read as “{kind}”, which stands in "
            "“{line}”.",
            kind=shown(candidate.kind.text),
            line=shown(candidate.kind.line),
        ),
        row=candidate.heading_rows[-1],
        severity="info",
    )


def refuse(choice: Choice, sheet: Sheet, options: Options, findings: Findings) -> None:
    """Say why a sheet is none of the datasets, or ask where nothing in it says."""
    rows = _heading_rows(choice, sheet)
    counted = _counted(choice, sheet, rows)
    if counted and options.dataset is None:
        message = _(
            "The table tells of {what}, which Imbang does not count; it is not imported.",
            what=", ".join(f"“{shown(text)}”" for text in counted),
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


def _heading_rows(choice: Choice, sheet: Sheet) -> tuple[int, ...]:
    """The rows of the heading, of whatever table it is; none where there is no table."""
    if choice.seen is not None:
        return choice.seen.heading_rows
    for row in top_of(sheet).rows:
        texts = [text for text in sheet.row(row) if text]
        if len(texts) > 1 and any(_figures(sheet, (row,))):
            return (row,)
    return ()


def _figures(sheet: Sheet, rows: tuple[int, ...]) -> Iterator[str]:
    """The headings of the columns of figures."""
    for at, column in enumerate(sheet.columns):
        text = column.text(rows[-1])
        if not text or text.isdecimal() or not _CODES.isdisjoint(_words(text)):
            continue
        if holds_figures(sheet, at, rows):
            yield text


def _words(text: str) -> list[str]:
    return re.findall("[a-z]+", text.casefold())


def _counted(choice: Choice, sheet: Sheet, rows: tuple[int, ...]) -> list[str]:
    """What the table tells of, in its own words: titles, else headings, else names."""
    if not rows:
        return []
    candidate = choice.seen
    if candidate is not None and (lines := _lines(candidate)):
        return lines[:1]
    known = candidate.headings.known if candidate is not None else set()
    headings = {sheet.columns[at].text(rows[-1]) for at in known}
    figures = [text for text in _figures(sheet, rows) if text not in headings]
    if figures:
        spoken = [text for text in figures if _speaks(subject_of(text))]
        return (spoken or figures)[:_MOST_NAMED]
    if candidate is None:
        return []
    if candidate.beside.file.datasets or candidate.beside.file.kinds:
        return [candidate.beside.file.line]
    return _words_beside(candidate, sheet, rows)


def _lines(candidate: Candidate) -> list[str]:
    """The titles and names that say what is counted, the sheet's own first."""
    said = candidate.beside
    lines = [s.line for s in (*said.titles, said.sheet) if s.counts and _speaks(s)]
    if lines:
        return lines
    near = [
        s.line for s in (*said.titles, said.sheet) if s.datasets or s.kinds or s.parts
    ]
    return near or ([said.file.line] if said.file.counts and _speaks(said.file) else [])


def _speaks(subject: Subject) -> bool:
    """Whether a line has a word for what is counted."""
    return bool(subject.rest or subject.datasets or subject.kinds or subject.parts)


def _words_beside(
    candidate: Candidate, sheet: Sheet, rows: tuple[int, ...]
) -> list[str]:
    """The words of a column that is not read and divides the figures: 'Berisiko'."""
    for at in candidate.headings.unknown:
        heading = candidate.headings.texts[at]
        texts = [text for text in sheet.columns[at].texts if text != heading]
        filled = int((sheet.columns[at].codes >= 0).sum())
        if (
            0 < len(texts) <= min(_MOST_WORDS, filled - 2)  # one cell is the heading
            and _REMARKS.isdisjoint(_words(heading))
            and not holds_figures(sheet, at, rows)
        ):
            return texts[:_MOST_NAMED]
    return []


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
