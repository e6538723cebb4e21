"""Every text that a person reads, in Indonesian or English, from one catalogue.

Code holds the English text; ``locale/id.po`` holds the Indonesian one. The language
is that of the running script or command, Indonesian unless it was changed.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Literal

from imbang import paths
from imbang.texts.signs import isolated

Language = Literal["id", "en"]
LANGUAGES: tuple[Language, ...] = ("id", "en")

_language: ContextVar[Language] = ContextVar("language", default="id")


def use_language(language: str | None) -> Language:
    """Speak ``language`` from here on; anything unknown means Indonesian."""
    chosen: Language = "en" if language == "en" else "id"
    _language.set(chosen)
    return chosen


def language() -> Language:
    """The language now spoken: ``id`` or ``en``."""
    return _language.get()


def _(message: str, /, **values: object) -> str:
    """``message`` in the language now spoken, its ``{names}`` filled in."""
    return _filled(_catalogue(language()).get(message, message), values)


def in_each(make: Callable[[], str]) -> tuple[str, ...]:
    """What ``make`` says in each language, Indonesian first: for what must be understood
    whoever opens it."""
    spoken, told = language(), []
    for one in LANGUAGES:
        use_language(one)
        told.append(make())
    use_language(spoken)
    return tuple(told)


def plural(one: str, many: str, n: int, /, **values: object) -> str:
    """Like `_`, for a text that depends on how many; ``{n}`` is not filled by itself."""
    text = _catalogue(language()).get(one, one if n == 1 else many)
    return _filled(text, values)


def _filled(text: str, values: Mapping[str, object]) -> str:
    """The names of a text filled in; one written from the right turns none of the rest."""
    if not values:
        return text
    return text.format(
        **{k: isolated(v) if isinstance(v, str) else v for k, v in values.items()}
    )


_WRITTEN = r'("(?:.*"\n")*.*")'
_ENTRY = re.compile(
    rf"^msgid {_WRITTEN}\n(?:msgid_plural {_WRITTEN}\n)?msgstr(?:\[0\])? {_WRITTEN}$",
    re.MULTILINE,
)


@functools.cache
def _catalogue(language: Language) -> Mapping[str, str]:
    """What a language says for each English text; nouns have one form in it.

    Every command reads it first, and Babel takes five times as long.
    """
    path = paths.LOCALE / f"{language}.po"
    if not path.is_file():
        return {}
    entries = _ENTRY.findall(path.read_text("utf-8"))
    # of a text that stands there twice the first counts
    said = {_read(english): _read(text) for english, _many, text in reversed(entries)}
    return {english: text for english, text in said.items() if english and text}


def _read(written: str) -> str:
    """A text as it stands in a catalogue, in one line or several."""
    text: str = json.loads(written.replace('"\n"', ""))
    return text
