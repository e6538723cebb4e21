"""Every region of Indonesia by its Kemendagri code: look-ups for what offices send.

A code is always dotted text: province ``63``, regency ``63.71``, district ``63.71.01``,
village ``63.71.01.1001``; the nation is ``ID``. How an office is recognised in a
title is in `imbang.reference.office_titles`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from imbang import paths
from imbang.reference import office_titles
from imbang.reference.levels import (
    LENGTHS,
    NATION,
    Level,
    ancestor,
    ancestors,
    level_of,
    parent,
)

if TYPE_CHECKING:
    import pandas as pd

NATION_NAME = "Indonesia"
LONGEST_CODE = 40  # characters, with blanks and what a number cell left behind
# Separators only where levels meet, so that the number 11.1 is not read as 11.10.
_BETWEEN = r"(?: ?[.-] ?| )?"
_WRITTEN = re.compile(
    rf"(\d\d)(?:{_BETWEEN}(\d\d)(?:{_BETWEEN}(\d\d)(?:{_BETWEEN}(\d{{4}}))?)?)?",
    re.ASCII,
)
# What a number cell leaves behind, noise in its last digits among it.
_NUMBER_CELL = re.compile(r"(\d+)\.0(?:0{3}\d*)?", re.ASCII)
_JUST_BELOW = re.compile(r"(\d{7,})\.9{4}\d*", re.ASCII)


@dataclass(frozen=True, eq=False)
class Regions:
    """All regions but the nation; ``names`` is code → name in code order."""

    names: dict[str, str] = field(repr=False)

    @functools.cached_property
    def code_set(self) -> frozenset[str]:
        """Every known code, without the nation's."""
        return frozenset(self.names)

    @functools.cached_property
    def _children(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for code in self.names:
            found.setdefault(code.rpartition(".")[0] or NATION, []).append(code)
        return {parent: tuple(codes) for parent, codes in found.items()}

    def normalise(self, texts: Sequence[str | int | None]) -> list[str | None]:
        """The dotted code for each text as offices write it; None where not known.

        Accepts dots, spaces, dashes or nothing between the levels ('32. 04. 05'), blanks
        around, what a number cell leaves behind (``6371011001.0``, and noise such as
        ``6371011001.0000005``), and zeros for levels that are not meant ('3204000000').
        """
        codes = {text: self.code_for(text) for text in set(texts)}
        return [codes[text] for text in texts]

    def code_for(self, text: str | int | None) -> str | None:
        """As `normalise`, of one text."""
        if text is None or len(str(text)) > LONGEST_CODE:
            return None
        written = whole_number(" ".join(str(text).strip(" '’\t").rstrip(".").split()))
        if written == NATION:
            return NATION
        if not (parts := _WRITTEN.fullmatch(written)):
            return None
        levels = [part for part in parts.groups() if part]
        while len(levels) > 1 and not levels[-1].strip("0"):
            levels.pop()  # zeros stand for a level that is not meant
        code = ".".join(levels)
        return code if code in self.names else None

    def province_for(self, text: str) -> str | None:
        """The province that the beginning of an unknown code names, if there is one."""
        return self.code_for(re.sub(r"\D", "", text)[: LENGTHS["province"]])

    def sought(self, text: str) -> str:
        """What a search looks for, in lower case: of a region's code the dotted one."""
        return (self.code_for(text) or text).strip().casefold()

    def name(self, code: str) -> str:
        """The official name; KeyError for a code that is not known."""
        return NATION_NAME if code == NATION else self.names[code]

    def level(self, code: str) -> Level:
        """The level of a known code; KeyError for any other."""
        self.name(code)
        return level_of(code)

    def parent(self, code: str) -> str | None:
        """The code one level up; None for the nation, KeyError when not known."""
        self.name(code)
        return None if code == NATION else ancestors(code)[1]

    def children(self, code: str) -> tuple[str, ...]:
        """The codes one level down, in code order; none for a village."""
        self.name(code)
        return self._children.get(code, ())

    def is_within(self, code: str, ancestor: str) -> bool:
        """Whether a region is the other one or below it."""
        return ancestor in ancestors(code)

    def below(self, code: str, level: Level) -> Iterator[str]:
        """All regions of a level within a region, in code order."""
        found = (code,) if code in self.names else self._children.get(code, ())
        while found and level_of(found[0]) != level:
            found = tuple(c for one in found for c in self._children.get(one, ()))
        return iter(found)

    def within(self, code: str) -> Iterator[str]:
        """The region and all below it, in code order; of the nation all but itself."""
        if code in self.names:
            yield code
        for child in self._children.get(code, ()):
            yield from self.within(child)

    def office_of(self, codes: Iterable[str]) -> str:
        """The office that a file with these codes comes from.

        It is what the codes have in common, at most as small as a regency: the regency,
        else the province, else the nation. ValueError without any code.
        """
        regencies = {ancestor(code, "regency") for code in codes}
        if not regencies:
            raise ValueError("no region codes to find an office from")
        first = ancestors(min(regencies))
        return next(c for c in first if all(c in ancestors(r) for r in regencies))

    @functools.cached_property
    def _office_names(self) -> office_titles.Names:
        return office_titles.known_names(self.names)

    def find_office(self, text: str) -> str | None:
        """The one regency or province that a title names (`imbang.reference.office_titles`)."""
        return office_titles.find_office(text, self._office_names)

    @functools.cached_property
    def _district_names(self) -> office_titles.Names:
        found: dict[str, tuple[str, ...]] = {}
        for code, name in self.names.items():
            if level_of(code) == "district":
                key = "".join(re.findall(r"\w+", name.casefold()))
                found[key] = (*found.get(key, ()), code)
        return found

    def likely_offices(self, titles: Iterable[str]) -> list[str]:
        """Offices that titles may mean which name none (`imbang.reference.office_titles`)."""
        return office_titles.likely_offices(
            titles, self._office_names, self._district_names
        )


def whole_number(text: str) -> str:
    """The digits of a code that a number cell held: '6371011001.0' and '….0000005'."""
    if number := _NUMBER_CELL.fullmatch(text):
        return number[1]
    if number := _JUST_BELOW.fullmatch(text):
        return str(int(number[1]) + 1)
    return text


@functools.cache
def load() -> Regions:
    """The regions of ``data/reference/regions.parquet``, read once a process."""
    import pyarrow.parquet as pq

    table = pq.ParquetFile(paths.REFERENCE / "regions.parquet").read()
    codes, names = (table[column].to_pylist() for column in ("code", "name"))
    return Regions(dict(zip(codes, names, strict=True)))


def parents(rows: pd.DataFrame, *, besides: str) -> dict[str, str]:
    """What each village or district of ``rows`` lies in, by its code (``region_code``).

    Others are told by their own names, as are those directly inside ``besides``.
    """
    names = load().names
    codes = (c for c in rows["region_code"] if level_of(c) in ("district", "village"))
    within = {code: parent(code) for code in codes}
    return {code: names[above] for code, above in within.items() if above != besides}
