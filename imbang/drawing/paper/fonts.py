"""The letters of paper: Inter as on the screen, its room measured and broken into lines.

matplotlib finds fonts by family in all of a machine; ours have families of their own, so
that a picture is the same wherever it is made.
"""

from __future__ import annotations

import functools
from pathlib import Path

import matplotlib
from matplotlib import font_manager
from matplotlib.font_manager import FontEntry, FontProperties
from matplotlib.textpath import text_to_path

from imbang.paths import ASSETS
from imbang.texts.signs import visible

PLAIN, BOLD = 400, 600
LINE = 1.3
"""Height of a line, in sizes of its letters."""

_FAMILY, _SIGNS = "Imbang Inter", "Imbang DejaVu"  # the second has signs like ≥ and ✕
_WEIGHTS = (400, 600, 700)


@functools.cache
def _load() -> None:
    entries = font_manager.fontManager.ttflist
    for weight in _WEIGHTS:
        path = ASSETS / "paper" / f"inter-5.3.0-{weight}.ttf"
        entries.append(FontEntry(fname=str(path), name=_FAMILY, weight=weight))
    signs = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
    for weight in _WEIGHTS:
        entries.append(FontEntry(fname=str(signs), name=_SIGNS, weight=weight))


def font(size: float, weight: int = PLAIN) -> FontProperties:
    """Letters of ``size`` pixels, as heavy as there are any at most."""
    _load()
    own = max(one for one in _WEIGHTS if one <= max(weight, PLAIN))
    return FontProperties(family=[_FAMILY, _SIGNS], size=size, weight=own)


@functools.lru_cache(20_000)
def width(text: str, size: float, weight: int = PLAIN) -> float:
    """Pixels that a line of text is wide."""
    if not text.strip():
        return 0.27 * size * len(text)
    wide, _high, _deep = text_to_path.get_text_width_height_descent(
        visible(text), font(size, weight), ismath=False
    )
    return float(wide)


def cut(text: str, most: float, size: float, weight: int = PLAIN) -> str:
    """As much of a line as ``most`` pixels hold, the rest as three dots."""
    if width(text, size, weight) <= most:
        return text
    kept = text
    while kept and width(f"{kept.rstrip()}…", size, weight) > most:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def wrap(text: str, most: float, size: float, weight: int = PLAIN) -> list[str]:
    """Lines of at most ``most`` pixels; a word that is longer is broken."""
    lines = [""]
    for word in text.split(" "):
        line = f"{lines[-1]} {word}" if lines[-1] else word
        if width(line, size, weight) <= most:
            lines[-1] = line
            continue
        first, *others = _broken(word, most, size, weight)
        lines[-1:] = [lines[-1], first] if lines[-1] else [first]
        lines.extend(others)
    return lines


def _broken(word: str, most: float, size: float, weight: int) -> list[str]:
    parts = [""]
    for letter in word:
        if parts[-1] and width(parts[-1] + letter, size, weight) > most:
            parts.append("")
        parts[-1] += letter
    return parts
