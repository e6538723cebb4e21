"""Columns of regions by one rule: 'bps_kode_desa_kelurahan', 'KODE_KEC', 'namakab'.

Portals and offices name them in their own words, in any order and with any signs between
or none. A heading is such a column if each of its words is one of those below, and they
say a code, a name or a level.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from imbang.reference.levels import Level

System = Literal["kemendagri", "bps"]
Key = Literal["region_code", "region_name"]
_LONGEST = 80  # characters of a heading; a sentence names no column
_BRACKETS = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[a-z]+")
_OTHER = re.compile(r"[^\sa-z_./,()&|+:-]")  # digits and signs that no such heading has

_CODE, _NAME, _REGION, _SERVED = "code", "name", "region", "served"
_LEVEL_WORDS: Mapping[Level, str] = {
    "province": "provinsi propinsi prov prop province wadmpr",
    "regency": "kabupaten kab kota kabkot kabkota kotakab kokab regency city wadmkk",
    "district": (
        "kecamatan kec distrik district subdistrict kapanewon kemantren wadmkc"
    ),
    "village": (
        "desa kelurahan kel ds kalurahan nagari gampong village deskel keldes wadmkd"
    ),
}
_SYSTEM_WORDS: Mapping[System, str] = {
    "kemendagri": "kemendagri mendagri depdagri permendagri kepmendagri dagri",
    "bps": "bps",
}
_OTHER_WORDS = {
    _CODE: "kode kd code",
    _NAME: "nama nm name",
    _REGION: "wilayah daerah administrasi lokasi",
    _SERVED: "tugas bertugas penugasan kerja dampingan binaan",
}
# Attributes of the base map of BIG: codes of Kemendagri (PUM) and of BPS, by level.
_ATTRIBUTES: Mapping[str, tuple[System, Level]] = {
    "kdppum": ("kemendagri", "province"),
    "kdpkab": ("kemendagri", "regency"),
    "kdcpum": ("kemendagri", "district"),
    "kdepum": ("kemendagri", "village"),
    "kdpbps": ("bps", "province"),
    "kdbbps": ("bps", "regency"),
    "kdcbps": ("bps", "district"),
    "kdebps": ("bps", "village"),
}
_ORDER: tuple[Level, ...] = ("village", "district", "regency", "province")
_TOO_SHORT = frozenset({"kel", "ds", "kd"})  # alone they may mean anything


@dataclass(frozen=True)
class RegionColumn:
    """What a heading says of a column of regions; None where it does not say it.

    ``level`` is the lowest that it names. ``is_served`` of the place that somebody
    serves ('Kecamatan Lokasi Tugas'), which counts before the home.
    """

    key: Key
    system: System | None
    level: Level | None
    is_served: bool = False


def region_column(heading: str) -> RegionColumn | None:
    """The column of regions that a heading names, None for any other heading.

    What stands in brackets may be left out.
    """
    if len(heading) > _LONGEST:
        return None
    lowered = heading.casefold()
    found = _region_column(lowered)
    if found is None and "(" in heading:
        found = _region_column(_BRACKETS.sub(" ", lowered))
    return found


@functools.lru_cache(maxsize=8192)  # each dataset is tried on the same cells
def _region_column(heading: str) -> RegionColumn | None:
    found = _WORD.findall(heading)
    if not found or _OTHER.search(heading) or "".join(found) in _TOO_SHORT:
        return None
    if len(found) == 1 and found[0] in _ATTRIBUTES:
        system, level = _ATTRIBUTES[found[0]]
        return RegionColumn("region_code", system, level)
    tokens: list[str] = []
    for word in found:
        parts = _tokens(word)
        if parts is None:
            return None
        tokens += parts
    says = set(_meanings(tokens))
    lowest = _lowest(says)
    is_served = _SERVED in says
    if not says & {_CODE, _NAME} and lowest is None and not {_REGION, _SERVED} <= says:
        return None  # 'Wilayah' and 'BPS' alone
    if not says - {_CODE, _NAME, _SERVED} or {_CODE, _NAME} <= says:
        return None  # 'Kode', 'Nama', 'Nama Tugas', 'Kode/Nama Desa'
    said: System | None = next((s for s in _SYSTEM_WORDS if s in says), None)
    key: Key = "region_code" if _CODE in says else "region_name"
    return RegionColumn(key, said, lowest, is_served)


def is_above(level: Level, other: Level) -> bool:
    """Whether regions of one level hold those of the other."""
    return _ORDER.index(level) > _ORDER.index(other)


def level_in(heading: str) -> Level | None:
    """The lowest level that a heading names, whatever else it says."""
    if column := region_column(heading):
        return column.level
    tokens = (
        token
        for word in _WORD.findall(heading[:_LONGEST].casefold())
        for token in _tokens(word) or ()
    )
    return _lowest({_WORDS[token] for token in tokens})


def system_in(heading: str) -> System | None:
    """The system of codes that the heading of a column of regions names."""
    column = region_column(heading)
    return column.system if column else None


def _words() -> Iterator[tuple[str, str]]:
    for groups in (_LEVEL_WORDS, _SYSTEM_WORDS, _OTHER_WORDS):
        for meaning, words in groups.items():
            yield from ((word, meaning) for word in words.split())


_WORDS: Mapping[str, str] = dict(_words())


@functools.lru_cache(maxsize=8192)
def _tokens(word: str) -> tuple[str, ...] | None:
    """The words that were written as one: 'namakabkota'; None where it is another."""
    if word in _WORDS:
        return (word,)
    for end in range(len(word) - 1, 1, -1):
        if word[:end] in _WORDS and (rest := _tokens(word[end:])):
            return (word[:end], *rest)
    return None


def _meanings(tokens: list[str]) -> Iterator[str]:
    """What the words say; of 'KODE_KD' the second is 'kelurahan/desa'."""
    is_code = False
    for at, token in enumerate(tokens):
        if token == "kd" and (is_code or at == len(tokens) - 1):
            yield "village"
            continue
        is_code = is_code or _WORDS[token] == _CODE
        yield _WORDS[token]


def _lowest(says: set[str]) -> Level | None:
    return next((level for level in _ORDER if level in says), None)
