"""What a text says of the sex of those counted: men, women, both together, or nothing."""

from __future__ import annotations

import re
from typing import Literal

Sex = Literal["men", "women", "both"]
_TOKEN = re.compile("[a-z0-9]+")
_MEN = frozenset({"l", "lk", "laki", "lakilaki", "pria", "male", "men"})
_WOMEN = frozenset({"p", "pr", "perempuan", "wanita", "female", "women"})
_CODES = {"1": "men", "2": "women", "m": "men", "f": "women"}  # as cells only
_BOTH = frozenset({"jumlah", "jml", "total", "semua", "keduanya", "both", "gabungan"})
# Words that say nothing of what is counted.
_IDLE = frozenset(
    {"jumlah", "jml", "total", "banyaknya", "orang", "org", "jiwa", "dan", "and"}
)
_CITIZENS = frozenset({"wni", "wna"})  # who are counted apart, and added as well
_JOINING = frozenset({"dan", "and", "serta"})
_LONGEST = 100  # characters of a text that names a sex


def sex_of(text: str) -> Sex | None:
    """What a cell of a column of sexes says; None where it is neither."""
    tokens = _tokens(text)
    if len(tokens) == 1 and tokens[0] in _CODES:
        return "men" if _CODES[tokens[0]] == "men" else "women"
    men, women = _MEN & {*tokens}, _WOMEN & {*tokens}
    rest = {*tokens} - _MEN - _WOMEN
    if not tokens or rest - _IDLE - _BOTH:
        return None
    if men and women:
        return "both"
    if men or women:
        return "men" if men else "women"
    return "both" if rest & _BOTH else None


def part_of(text: str) -> tuple[Sex, str] | None:
    """Of whom alone a heading says that it counts, and what it says besides.

    'Laki-laki' gives men and nothing, 'Jumlah Penduduk Perempuan (jiwa)' women and
    'jumlah penduduk'; a heading of both, or of neither, gives None.
    """
    tokens = _tokens(text)
    men, women = _MEN & {*tokens}, _WOMEN & {*tokens}
    if bool(men) == bool(women):
        return None
    rest = [token for token in tokens if token not in men | women | _CITIZENS]
    while rest and rest[-1] in _IDLE:
        rest.pop()
    if _JOINING & {*rest}:
        return None
    said = [token for token in rest if token not in _IDLE]
    return ("men" if men else "women"), " ".join(rest) if said else ""


def citizens_of(text: str) -> str:
    """Whether a heading counts citizens (``wni``) or foreigners (``wna``) alone, else empty."""
    found = _CITIZENS & {*_tokens(text)}
    return next(iter(found)) if len(found) == 1 else ""


def sex_counted(label: str) -> Sex | None:
    """The sex that a kind is of by its name, such as women at risk."""
    tokens = {t for t in _tokens(label) if len(t) > 2}
    men, women = _MEN & tokens, _WOMEN & tokens
    if bool(men) == bool(women):
        return None
    return "men" if men else "women"


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text.casefold()) if len(text) <= _LONGEST else []
