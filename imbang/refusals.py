"""What is refused, and told to the person in full; a NIK in it is masked."""

from __future__ import annotations

from imbang import nik
from imbang.texts import _
from imbang.texts.signs import visible

_LONGEST = 60


class Refusal(Exception):
    """Something that cannot be done as asked; its text is for the person who asked."""

    def __init__(self, text: str = "") -> None:
        super().__init__(visible(nik.without_nik(text)))


class Misuse(Exception):
    """Something asked in a way that has no meaning; its text says what would have."""

    def __init__(self, text: str = "") -> None:
        super().__init__(visible(nik.without_nik(text)))


def refuse_nik(*texts: str) -> None:
    """Misuse where one of ``texts``, typed by a person and about to be kept, holds a NIK."""
    for text in texts:
        if nik.holds(text):
            shown = " ".join(nik.without_nik(text).split())
            raise Misuse(
                _(
                    "“{text}” holds a NIK. A NIK is never kept: leave it out.",
                    text=shown if len(shown) <= _LONGEST else shown[:_LONGEST] + "…",
                )
            )
