"""Texts from outside as signs that a reader sees: nothing hidden, nothing that turns lines.

What a person types or a file holds comes through `visible` before it is kept, compared or
told. Kinds of signs are those of the Unicode Character Database (Unicode Standard Annex
44), directions those of the Bidirectional Algorithm (Annex 9).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

_MOST_MARKS = 4
"""On one letter, as many as any writing of Indonesia has, and Vietnamese and Arabic."""
_LOST = "\N{REPLACEMENT CHARACTER}"
_FIRST_STRONG_ISOLATE, _POP_DIRECTIONAL_ISOLATE = "\u2068", "\u2069"

_LINE_END = re.compile(r"\r\n?")
# What ends lines, pages and fields for some programs only, and letters that are blank.
_BLANK = re.compile("[\x0b\x0c\x1c-\x1f\x85\u2028\u2029\u115f\u1160\u2800\u3164\uffa0]")
# What no XML may hold, and so no workbook, slide or picture, or is no character at all.
_NONE = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+")
# Controls of terminals and of the direction of writing, marks of languages and notes,
# joiners, soft hyphens and selectors: what is seen only by what it does to others.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0d\ufeff\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
# Joiners and selectors have a meaning within writings and pictures that need them.
_JOINING = re.compile(
    "(?<![^\x00-\u02ff])[\u200c\u200d\ufe0e\ufe0f]+"
    "|[\u200c\u200d]+(?![^\x00-\u02ff\u200c\u200d])"
    "|(?<=[\u200c\u200d\ufe0e\ufe0f])[\u200c\u200d\ufe0e\ufe0f]+"
)
_FROM_THE_RIGHT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def visible(text: str) -> str:
    """``text`` with what cannot be seen left out: what is read is all there is.

    Lines end with a line feed. Of more than four marks on one letter the first four stay;
    what is no character becomes U+FFFD. Done twice it is as done once.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _NONE.sub(_LOST, _BLANK.sub(" ", _LINE_END.sub("\n", text)))
    text = _JOINING.sub("", _UNSEEN.sub("", text))
    return text if text.isascii() else _without_towers(text)


def one_line(text: str) -> str:
    """`visible` without ends of lines: a name can begin no line of a log or a list."""
    return " ".join(visible(text).splitlines())


def printable(text: str) -> str:
    """``text`` without what PDF, slides and pictures (XML 1.0) may not hold."""
    return _NONE.sub(_LOST, _CONTROLS.sub("", text))


def each(value: Any, change: Callable[[str], str]) -> Any:
    """A value that JSON can hold, with every text in it changed, names of fields too."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {change(name): each(inner, change) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [each(inner, change) for inner in value]
    return value


def _without_towers(text: str) -> str:
    """At most so many marks on one letter."""
    kept: list[str] = []
    marks = 0
    for sign in text:
        is_mark = sign > "\u02ff" and unicodedata.category(sign) in ("Mn", "Me")
        marks = marks + 1 if is_mark else 0
        if marks <= _MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def isolated(text: str) -> str:
    """``text`` for the middle of a sentence: read from the right, it turns nothing else.

    Only where a letter of it is written from right to left.
    """
    if text.isascii() or not _FROM_THE_RIGHT.search(text):
        return text
    return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_DIRECTIONAL_ISOLATE}"
