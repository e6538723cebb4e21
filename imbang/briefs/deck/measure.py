"""The room that letters of a slide take, in inches, before they are placed.

Slides are shown in Arial or what stands in for it; the letters measured are those of
paper, which are a little wider, and a little is added: what fits here fits there.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

from imbang.drawing.paper import fonts

LEADING = 1.22
"""From one line to the next, in sizes of the letters."""

_BREAK = re.compile(r"[^\S\xa0]+")
_POINTS = 72.0  # to the inch
_BOLD = 700  # as programs for slides have it
_SPARE = 1.03
_MEASURED = 100.0  # pixels: the size at which words are measured


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is on one line."""
    words = _words(text)
    letters = sum(_word(word, bold) for word in words) + 0.28 * max(0, len(words) - 1)
    return letters * size / _POINTS


def longest_word(text: str, size: float, *, bold: bool = False) -> float:
    """How wide the longest word of a text is."""
    widest = max((_word(word, bold) for word in _words(text)), default=0.0)
    return widest * size / _POINTS


def lines(text: str, size: float, wide: float, *, bold: bool = False) -> int:
    """How many lines a text takes in so many inches; none if it is empty."""
    count, left = 0, -1.0
    for word in _words(text):
        one = _word(word, bold) * size / _POINTS
        blank = 0.28 * size / _POINTS
        if count and one + blank <= left:
            left -= one + blank
            continue
        broken = max(1, math.ceil(one / wide))
        count += broken
        left = broken * wide - one
    return count


def height(text: str, size: float, wide: float, *, bold: bool = False) -> float:
    """How high a text is in so many inches."""
    return lines(text, size, wide, bold=bold) * size * LEADING / _POINTS


def largest(
    sizes: Sequence[int], texts: Iterable[str], wide: float, *, bold: bool = False
) -> int:
    """The largest size (they go down) at which each text is on one line; else the last."""
    told = list(texts)
    fitting = (s for s in sizes if all(width(t, s, bold=bold) <= wide for t in told))
    return next(fitting, sizes[-1])


def _words(text: str) -> list[str]:
    """The words that a line may be broken between."""
    return [word for word in _BREAK.split(text) if word]


def _word(word: str, bold: bool) -> float:
    """Sizes that a word is wide."""
    weight = _BOLD if bold else fonts.PLAIN
    return fonts.width(word, _MEASURED, weight) / _MEASURED * _SPARE
