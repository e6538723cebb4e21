"""Recognising which office a title line names: 'DINAS SOSIAL KAB. TANAH LAUT' → 63.01.

Titles are compared word by word, without case or punctuation, and the longest name
wins, so that 'Kepulauan Riau' is not read as 'Riau'.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from imbang.reference.levels import ancestor
from imbang.reference.likeness import OFFERED, likest

Names = Mapping[str, tuple[str, ...]]

_SPELLINGS = {
    "kab": "kabupaten",
    "kabupeten": "kabupaten",
    "prov": "provinsi",
    "prop": "provinsi",
    "propinsi": "provinsi",
}
_DROPPED = {"administrasi", "adm"}
_PREFIXES = ("kabupaten", "kota", "provinsi")
OTHER_NAMES = {
    "31": ("dki jakarta", "jakarta"),
    "34": ("di yogyakarta", "d i yogyakarta", "diy", "yogyakarta"),
}
_LONGEST = 6  # words in the longest name, prefix included
_DISTRICT = {"kecamatan", "kec"}
_OFFICE = ("dinsos", "sosial")
_MISSPELT = 3  # words that a misspelt name may have
_ALIKE = 80.0  # of 100, for an office to be offered
_LONGEST_TITLE = 300  # characters that are looked at


def find_office(text: str, known: Names) -> str | None:
    """The code of the one regency or province that a title names, else None.

    ``known`` is the answer of `known_names`.

    A regency beside its own province is the regency. Two offices, or a bare name that
    both a kabupaten and a kota have, are ambiguous: None.
    """
    found = _names_in(_words(text), known)
    with_prefix = {code for code, is_full in found if is_full}
    codes = with_prefix or {code for code, _ in found}
    above = {code[:2] for code in codes if len(code) > 2}
    lowest = codes - above
    return lowest.pop() if len(lowest) == 1 else None


def likely_offices(titles: Iterable[str], known: Names, districts: Names) -> list[str]:
    """Offices that titles may mean: by a kecamatan they name, or by a name misspelt.

    ``districts`` is spelling without spaces → codes, as ``known`` is of offices.
    """
    found: dict[str, None] = {}
    for title in titles:
        words = _words(title[:_LONGEST_TITLE])
        for at, word in enumerate(words):
            after = ["".join(words[at + 1 : at + n]) for n in range(_LONGEST, 1, -1)]
            if word in _DISTRICT:
                named = next(
                    (districts[name] for name in after if name in districts), ()
                )
                found |= dict.fromkeys(ancestor(code, "regency") for code in named)
            elif word in (*_PREFIXES, *_OFFICE):
                for name in after[-_MISSPELT:]:
                    for codes in likest(name, known, alike=_ALIKE):
                        found |= dict.fromkeys(codes)
    return list(found)[:OFFERED]


def _words(text: str) -> list[str]:
    words = re.findall(r"\w+", text.casefold())
    return [_SPELLINGS.get(word, word) for word in words if word not in _DROPPED]


def _names_in(words: list[str], known: Names) -> list[tuple[str, bool]]:
    """Codes named, leftmost and longest first; True with 'Kota', 'Kabupaten' …."""
    found: list[tuple[str, bool]] = []
    at = 0
    while at < len(words):
        length, codes = _longest_name(words, at, known)
        is_full = words[at] in _PREFIXES
        found += [(code, is_full) for code in codes]
        at += length
    return found


def _longest_name(
    words: list[str], at: int, known: Names
) -> tuple[int, tuple[str, ...]]:
    # A regency without its prefix counts only straight after 'Dinas Sosial': 'Batu' or
    # 'Banjar' elsewhere in a title may be any village.
    after_office = words[at - 2 : at] == ["dinas", "sosial"] or (
        at > 0 and words[at - 1] == "dinsos"
    )
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        codes = known.get("".join(words[at : at + length]), ())
        if words[at] not in _PREFIXES and not after_office:
            codes = tuple(code for code in codes if len(code) == 2)
        if codes:
            return length, codes
    return 1, ()


def known_names(names: Mapping[str, str]) -> Names:
    """Spelling without spaces → codes, from code → name; regencies and provinces only.

    Without spaces, because 'Kotabaru' is written 'Kota Baru' too.
    """
    found: dict[str, tuple[str, ...]] = {}
    for code, name in names.items():
        if len(code) > 5:
            continue
        words = _words(name)
        full = words if len(code) == 5 else ["provinsi", *words]
        bare = words[1:] if len(code) == 5 else words
        others = [other.split() for other in OTHER_NAMES.get(code, ())]
        prefixed = [["provinsi", *other] for other in others]
        for spelling in (full, bare, *others, *prefixed):
            key = "".join(spelling)
            found[key] = (*found.get(key, ()), code)
    return found
