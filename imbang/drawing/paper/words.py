"""Texts of Plotly: lines of words, bold or plain, without tags and entities."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from imbang.drawing.paper import fonts

_TAGS = re.compile(r"(</?b>)")


@dataclass(frozen=True)
class Run:
    """Words of one weight."""

    text: str
    is_bold: bool = False


Lines = tuple[tuple[Run, ...], ...]


def lines(text: str) -> Lines:
    """A text as `imbang.drawing.layout.literal` and its callers write it."""
    found = []
    is_bold = False
    for line in text.split("<br>"):
        runs = []
        for part in _TAGS.split(line):
            if part in ("<b>", "</b>"):
                is_bold = part == "<b>"
            elif part:
                runs.append(Run(unescape(part), is_bold))
        found.append(tuple(runs))
    return tuple(found)


def plain(text: str) -> str:
    """The words of a text of Plotly in one line."""
    return " ".join("".join(run.text for run in line) for line in lines(text))


def weight_of(run: Run, weight: int) -> int:
    """How heavy the letters of a run are, in a text that is ``weight``."""
    return max(weight, fonts.BOLD) if run.is_bold else weight


def size(told: Lines, letters: float, weight: int = fonts.PLAIN) -> tuple[float, float]:
    """Width and height of lines, in pixels."""
    wide = max((_line_width(line, letters, weight) for line in told), default=0.0)
    return wide, fonts.LINE * letters * len(told)


def _line_width(line: tuple[Run, ...], letters: float, weight: int) -> float:
    return sum(fonts.width(run.text, letters, weight_of(run, weight)) for run in line)


def fitting(told: Lines, most: float, letters: float) -> Lines:
    """The lines broken, as far as they are wider than ``most`` pixels."""
    found: list[tuple[Run, ...]] = []
    for line in told:
        if _line_width(line, letters, fonts.PLAIN) <= most:
            found.append(line)
            continue
        is_bold = any(run.is_bold for run in line)
        whole = "".join(run.text for run in line)
        weight = weight_of(Run("", is_bold), fonts.PLAIN)
        parts = fonts.wrap(whole, most, letters, weight)
        found.extend((Run(part, is_bold),) for part in parts)
    return tuple(found)
