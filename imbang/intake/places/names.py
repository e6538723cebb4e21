"""Spellings of places: 'Kec. Bjm. Selatan', 'Kotabaru', 'Kelayan II' made comparable.

A name becomes a key: its words without case, signs and blanks, abbreviations written
out, roman numerals as digits. Official names and those of a file go the same way.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from imbang.reference.levels import Level

_REMEMBERED = 200  # characters; thousands of longer texts would fill the memory
_MOST_PREFIXES = 3  # words in front of one name that say its level
_WORD = re.compile(r"[a-z0-9]+")
_INSIDE_WORDS = re.compile(r"['’‘`\"]")
_ROMAN = re.compile(r"(?=[ivx])(x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_WRITTEN_OUT = {
    "kab": "kabupaten",
    "kabupeten": "kabupaten",
    "kodya": "kota",
    "kotamadya": "kota",
    "prov": "provinsi",
    "prop": "provinsi",
    "propinsi": "provinsi",
    "kec": "kecamatan",
    "kel": "kelurahan",
    "ds": "desa",
    "kep": "kepulauan",
    "sei": "sungai",
    "sungei": "sungai",
    "tj": "tanjung",
    "tg": "tanjung",
    "tanjong": "tanjung",
    "gn": "gunung",
    "kp": "kampung",
    "kampong": "kampung",
    "utr": "utara",
    "slt": "selatan",
}
_DROPPED = frozenset({"administrasi", "adm"})
# Words that say which level is meant; of regencies they are part of the name.
_PREFIXES: dict[str, Level] = {
    "kecamatan": "district",
    "distrik": "district",
    "kapanewon": "district",
    "kemantren": "district",
    "kelurahan": "village",
    "desa": "village",
    "kalurahan": "village",
    "nagari": "village",
    "gampong": "village",
    "pekon": "village",
    "kampung": "village",
    "provinsi": "province",
    "kabupaten": "regency",
    "kota": "regency",
}


@dataclass(frozen=True)
class Spelling:
    """One way to read a text: the key, and the level its first word says, if any."""

    key: str
    level: Level | None = None


def words(text: str) -> list[str]:
    """The words of a place's name, each in its one spelling."""
    lowered = _INSIDE_WORDS.sub("", text.casefold())
    found = _WORD.findall(lowered)
    if found[:1] == ["p"] and len(found) > 1 and len(found[1]) > 1:
        found[0] = "pulau"  # 'P. Panggang', and not 'P A P U A'
    written = [_WRITTEN_OUT.get(word, word) for word in found]
    return [_number(word) for word in written if word not in _DROPPED]


def _number(word: str) -> str:
    match = _ROMAN.fullmatch(word)
    if match is None:
        return word
    return str(10 * len(match[1]) + _ROMAN_ONES.index(match[2]))


def key(text: str) -> str:
    """The name without case, signs and blanks: 'Kota Baru' and 'KOTABARU' alike."""
    return "".join(words(text))


def spellings(text: str) -> tuple[Spelling, ...]:
    """The ways to read a text, as a name whole first: 'Kota Baru' is a village too."""
    known = _spellings if len(text) <= _REMEMBERED else _spellings.__wrapped__
    return known(text)


@functools.lru_cache(maxsize=100_000)
def _spellings(text: str) -> tuple[Spelling, ...]:
    parts = words(text)
    found = [Spelling("".join(parts))]
    level = _PREFIXES.get(parts[0]) if parts else None
    if level == "regency":
        # 'Kota Bandung' is not 'Kabupaten Bandung': the word stays.
        found.append(Spelling("".join(parts), "regency"))
        return tuple(found)
    rest = parts
    # One by one: 'Desa/Kelurahan Baru', and 'Kelurahan Kampung Baru'.
    while len(found) <= _MOST_PREFIXES and _says(rest, level):
        rest = rest[1:]
        found.append(Spelling("".join(rest), level))
    return tuple(found)


def _says(parts: list[str], level: Level | None) -> bool:
    """Whether the first word says the level, and more follows."""
    return len(parts) > 1 and level is not None and _PREFIXES.get(parts[0]) == level


def said_level(text: str) -> Level | None:
    """The level that a name's first word says, if it is such a word and more follows."""
    spelling = spellings(text)[-1]
    return spelling.level


def bare_key(name: str) -> str:
    """An official name's key without 'Kabupaten' or 'Kota'."""
    parts = words(name)
    return "".join(parts[1:] if parts[0] in {"kabupaten", "kota"} else parts)


def fixed_parts(text: str) -> list[str]:
    """Numbers and words of one or two letters: what a misspelling may not touch."""
    return sorted(w for w in words(text) if len(w) <= 2 or w.isdecimal())
