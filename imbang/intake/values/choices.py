"""Columns of a few words to choose from: which one a text is, or which it may be."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping

from imbang.intake.report.results import Answer
from imbang.intake.values.parsing import Rejected, is_blank_word, parse_text
from imbang.reference.datasets import Choice, Column
from imbang.reference.likeness import OFFERED, likest
from imbang.reference.spelling import plain, spelled
from imbang.texts import _


def find_choice(text: str, column: Column) -> Choice | None:
    """The choice whose key, label or synonym the text is."""
    return _by_name(column.choices).get(_spelled(text))


@functools.cache
def _by_name(choices: tuple[Choice, ...]) -> Mapping[str, Choice]:
    """A column's choices by what they go by, the first of two that go by the same."""
    found: dict[str, Choice] = {}
    for choice in choices:
        for name in (choice.key, choice.label, *choice.synonyms):
            found.setdefault(_spelled(name), choice)
    return found


def _spelled(text: str) -> str:
    """As `spelled`, with signs that make it mean more: 'Desil 4+' is not 'Desil 4'."""
    return spelled(text) + "".join(sign for sign in "+<>≥≤" if sign in text)


Likely = Callable[[str], list[Answer]]


def parse_choice(text: str, column: Column, likely: Likely | None = None) -> str | None:
    """The key of the choice meant, an open column's own words; None for a dash.

    ``likely`` gives the choices that an unknown text may mean, in place of
    `likely_choices`.
    """
    if choice := find_choice(text, column):
        return choice.key
    if is_blank_word(text):
        return column.if_blank
    if column.is_open:
        return parse_text(text)
    raise Rejected(
        "choice",
        _(
            "“{text}” is not known here; expected one of: {choices}.",
            text=text,
            choices=", ".join(choice.label for choice in column.choices),
        ),
        about="choice",
        offered=likely(text) if likely else likely_choices(text, column),
        can_leave_out=True,
    )


def likely_choices(text: str, column: Column) -> list[Answer]:
    """The choices that may be meant, the likest first."""
    names = {
        plain(name): choice
        for choice in column.choices
        for name in (choice.key, choice.label, *choice.synonyms)
    }
    found = [*likest(plain(text), names), *column.choices]
    return [Answer(c.key, c.label) for c in dict.fromkeys(found)][:OFFERED]
