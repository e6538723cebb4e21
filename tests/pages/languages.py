"""What a page says in the language that it should not speak."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from babel.messages.pofile import read_po
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from imbang import paths

# what is no text for a reader: programs, styles, keys
_UNREAD = {"js_content", "css_content", "html_content", "id", "form_id", "user_key"}
_CODE = {"style", "pre", "code"}  # SQL and commands are of no language
_SHOWN = {"aria-label", "title", "placeholder", "alt", "data-label"}
_KEY = re.compile(r"[a-z_]+")  # how charts and lists name things among themselves
_FEWEST_WORDS = 3  # of a piece of a sentence, to be no coincidence


def foreign(app: AppTest, language: str) -> set[str]:
    """The texts of a page that are the catalogue's in the other language."""
    return {text for text in texts(app) if is_foreign(text, language)}


@functools.cache
def is_foreign(text: str, language: str) -> bool:
    """Whether a text is a message of the other language, or holds a piece of one."""
    whole, pieces = _foreign_to(language)
    return text in whole or any(
        piece in text for word in {*text.split()} for piece in pieces.get(word, ())
    )


@functools.cache
def _foreign_to(language: str) -> tuple[frozenset[str], dict[str, list[str]]]:
    """The other language's messages, and their longest pieces between values, by a word
    of theirs that a text with them must have."""
    spoken: dict[str, set[str]] = {"id": set(), "en": set()}
    with (paths.LOCALE / "id.po").open("rb") as file:
        for message in read_po(file, locale="id"):
            if message.id:
                spoken["en"].update(_forms(message.id))
                spoken["id"].update(_forms(message.string))
    own = spoken.pop(language)
    [other] = [texts - own for texts in spoken.values()]
    said = "\n".join(own)
    pieces = {max(re.split(r"{\w+}", text), key=len).strip() for text in other}
    by_word: dict[str, list[str]] = {}
    for piece in sorted(pieces):
        if len(piece.split()) >= _FEWEST_WORDS and piece not in said:
            _first, *inner, _last = piece.split()
            by_word.setdefault(max(inner, key=len), []).append(piece)
    return frozenset(other), by_word


def _forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def texts(app: AppTest) -> set[str]:
    """Every text of a page: of elements, their markup, charts and lists."""
    found = {
        text
        for element in app
        if element.type != "code"
        if isinstance(proto := getattr(element, "proto", None), Message)
        for value in _strings(proto)
        for text in _read(value)
    }
    return {text.replace("\u2060", "").strip() for text in found}


def _strings(message: Message) -> Iterator[str]:
    for field, value in message.ListFields():
        if field.name in _UNREAD:
            continue
        for one in value if field.is_repeated else [value]:
            if isinstance(one, str):
                yield one
            elif isinstance(one, Message):
                yield from _strings(one)


def _read(value: str) -> Iterator[str]:
    if value.startswith(("{", "[")):
        try:
            yield from _leaves(json.loads(value))
            return
        except ValueError:
            pass  # a text in brackets
    if "<" not in value:
        yield value
        return
    markup = _Markup()
    markup.feed(value)
    yield from markup.texts


def _leaves(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        if not _KEY.fullmatch(data):
            yield from _read(data)
    elif isinstance(data, list | dict):
        for one in data.values() if isinstance(data, dict) else data:
            yield from _leaves(one)


class _Markup(HTMLParser):
    """Texts and attributes that are read out, styles left out."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.in_code = False

    def handle_data(self, data: str) -> None:
        if not self.in_code:
            self.texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.in_code = self.in_code and tag not in _CODE

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_code = self.in_code or tag in _CODE
        self.texts += [value for name, value in attrs if name in _SHOWN and value]
