"""What a table tells of that is none of the datasets, in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from imbang.intake.files.cells import Sheet
from imbang.intake.headings.choosing import Candidate, Choice
from imbang.intake.headings.columns import holds_figures
from imbang.intake.headings.rows import top_of
from imbang.intake.subjects.lines import Subject, subject_of
from imbang.reference.datasets import load_datasets
from imbang.reference.spelling import words_of

_MOST_NAMED = 3  # headings, or words of a column, that a refusal names
_MOST_WORDS = 12  # different ones of a column that divides the figures
_CODES = words_of(
    "kode code id no nomor nik nip tahun bulan year lat long bujur lintang"
)
_REMARKS = words_of(
    "keterangan ket catatan sumber nama alamat kabupaten kecamatan desa kelurahan satuan"
)


def heading_rows(choice: Choice, sheet: Sheet) -> tuple[int, ...]:
    """The rows of the heading, of whatever table it is; none where there is no table."""
    if choice.seen is not None:
        return choice.seen.heading_rows
    for row in top_of(sheet).rows:
        texts = [text for text in sheet.row(row) if text]
        if len(texts) > 1 and any(figures(sheet, (row,))):
            return (row,)
    return ()


def figures(sheet: Sheet, rows: tuple[int, ...]) -> Iterator[str]:
    """The headings of the columns of figures."""
    for at, column in enumerate(sheet.columns):
        text = column.text(rows[-1])
        if not text or text.isdecimal() or not _CODES.isdisjoint(_words(text)):
            continue
        if holds_figures(sheet, at, rows):
            yield text


def _words(text: str) -> list[str]:
    return re.findall("[a-z]+", text.casefold())


def counted(choice: Choice, sheet: Sheet, rows: tuple[int, ...]) -> list[str]:
    """What the table tells of, in its own words: titles, else headings, else names."""
    if not rows:
        return []
    candidate = choice.seen
    if candidate is not None and (lines := _lines(candidate)):
        return lines[:1]
    known = _known(candidate) if candidate is not None else set()
    headings = {sheet.columns[at].text(rows[-1]) for at in known}
    found = [text for text in figures(sheet, rows) if text not in headings]
    if found:
        spoken = [text for text in found if _speaks(subject_of(text))]
        if any(subject_of(text).says(d) for text in spoken for d in load_datasets()):
            return []  # it is counted, and something else is missing
        return (spoken or found)[:_MOST_NAMED]
    if candidate is None:
        return []
    if candidate.beside.file.datasets or candidate.beside.file.kinds:
        return [candidate.beside.file.line]
    return _words_beside(candidate, sheet, rows)


def _known(candidate: Candidate) -> set[int]:
    """The columns that are known; what only may be kinds is not."""
    long = {at for found in candidate.headings.columns.values() for at in found}
    return long if candidate.headings.values else candidate.headings.known


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
