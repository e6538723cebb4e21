"""What a title, a sheet's name or a file's name says in place of a column: which list."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from imbang.intake.files.cells import Sheet
from imbang.intake.headings.headings import Headings
from imbang.intake.report.log import Findings
from imbang.intake.report.results import Answer, Options
from imbang.intake.values.choices import find_choice
from imbang.reference.datasets import Column, Dataset
from imbang.reference.spelling import spelled
from imbang.texts import _

Said = Mapping[str, frozenset[str]]  # by the column's key, the choices that are named
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_LONGEST = 300  # characters of a line that are looked at


def names(text: str, wanted: Iterable[str]) -> bool:
    """Whether one of these stands in a text, as words of it: 'dtks' in 'kk_dtks'."""
    return bool(_any_of(tuple(wanted)).search(f" {_words(text)} "))


@functools.cache
def _any_of(wanted: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of words; ``wanted`` are names of a dataset, of which there are few."""
    return re.compile(f" (?:{'|'.join(map(re.escape, map(_words, wanted)))}) ")


@functools.lru_cache(maxsize=4096)  # each dataset is tried on the same lines
def _words(text: str) -> str:
    return _NO_LETTER.sub(" ", text[:_LONGEST].casefold()).strip()


def said_beside(
    sheet: Sheet, file: Path, dataset: Dataset, headings: Headings, rows: Sequence[int]
) -> Said:
    """What the titles and the sheet's name say, else the file's name.

    Of columns of ``dataset`` that may be said so and do not stand in the table whose
    heading is in ``rows``.
    """
    titles = [text for row in range(rows[0]) for text in sheet.row(row) if text]
    return {
        column.key: _named([sheet.name or "", *titles], column)
        or _named([file.stem], column)
        for column in dataset.columns
        if column.is_titled and column.key not in headings.keys
    }


def _named(texts: Sequence[str], column: Column) -> frozenset[str]:
    return frozenset(
        choice.key
        for choice in column.choices
        if any(names(t, (choice.label, *choice.synonyms)) for t in texts)
    )


def settle(
    dataset: Dataset, said: Said, options: Options, findings: Findings
) -> dict[str, str]:
    """The one choice of each of these columns, which is told; asked where none or several
    are named."""
    answers = options.meanings
    settled = {}
    for key, found in said.items():
        column = dataset.column(key)
        answer = find_choice(answers.get(spelled(column.heading), ""), column)
        if answer:
            settled[key] = answer.key
        elif len(found) == 1:
            settled[key] = next(iter(found))
            _tell(column, settled[key], findings)
        else:
            _ask(column, found, findings)
    return settled


def _tell(column: Column, key: str, findings: Findings) -> None:
    findings.add(
        "said_beside",
        _(
            "“{heading}” of all rows is {choice}: a title or the name of the sheet or "
            "the file says so.",
            heading=column.heading,
            choice=next(c.label for c in column.choices if c.key == key),
        ),
        severity="info",
    )


def _ask(column: Column, found: frozenset[str], findings: Findings) -> None:
    offered = [c for c in column.choices if c.key in found or not found]
    choices = _(" or ").join(choice.label for choice in offered)
    if found:
        message = _(
            "Title and names say several: {choices}. Expected is a column “{heading}” "
            "that says it row by row. Say which it is, if it is one.",
            heading=column.heading,
            choices=choices,
        )
    else:
        message = _(
            "Nothing says which “{heading}” this tells of: {choices}. Write it into a "
            "column, above the table or into the name of the sheet or the file, or say "
            "which it is.",
            heading=column.heading,
            choices=choices,
        )
    findings.ask(
        "not_said",
        message,
        "choice",
        column.heading,
        offered=[Answer(choice.key, choice.label) for choice in offered],
    )
