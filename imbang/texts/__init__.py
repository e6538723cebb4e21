"""Every text that a person reads, in Indonesian or English, from one catalogue.

Code holds the English text; ``locale/id.po`` holds the Indonesian one. The language
is that of the running script or command, Indonesian unless it was changed.
"""

from __future__ import annotations

import functools
import gettext
import io
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Literal

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

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
    return _filled(_catalogue(language()).gettext(message), values)


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
    return _filled(_catalogue(language()).ngettext(one, many, n), values)


def _filled(text: str, values: Mapping[str, object]) -> str:
    """The names of a text filled in; one written from the right turns none of the rest."""
    if not values:
        return text
    return text.format(
        **{k: isolated(v) if isinstance(v, str) else v for k, v in values.items()}
    )


@functools.cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    path = paths.LOCALE / f"{language}.po"
    if not path.is_file():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
