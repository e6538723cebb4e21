"""Fields of a file of boundaries: which hold codes, which the names of which level.

The names come from those in use: of BIG (``WADMKD``, ``NAMOBJ``), BPS (``nmdesa``), GADM
(``NAME_3``), OCHA (``ADM3_EN``) and offices (``desa_kelur``, ``Kecamatan``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from imbang.intake.headings.region_columns import level_in
from imbang.intake.places import bps
from imbang.intake.places.named import Named
from imbang.intake.places.names import key
from imbang.reference import regions
from imbang.reference.levels import Level, is_below
from imbang.texts.signs import visible

if TYPE_CHECKING:
    import pandas as pd

Texts = list[str | None]
"""What the areas have in a field, one an area; None where nothing."""

_UPWARDS: tuple[Level, ...] = ("village", "district", "regency", "province")
_NUMBERED: dict[Level, str] = {
    "village": r"wiadkd|name4|adm4(en|name)",
    "district": r"wiadkc|name3|adm3(en|name)",
    "regency": r"wiadkk|name2|adm2(en|name)",
    "province": r"wiadpr|name1|adm1(en|name)",
}
_OF_THE_AREA = frozenset({"namobj", "namaobjek", "nama", "name", "wilayah"})
_PCODE = re.compile(r"ID(\d+)", re.ASCII)


@dataclass(frozen=True, eq=False)
class Fields:
    """The fields of a file, as texts; ``names`` by level, ``own`` of a level unsaid.

    ``nothing`` is as long as the other lists.
    """

    texts: dict[str, Texts]
    names: dict[Level, Texts]
    own: Texts | None
    nothing: Texts

    def names_of(self, area: int) -> list[Named]:
        """The names of an area and of what it lies in, from the province down."""
        found = [
            Named(text, level)
            for level in reversed(_UPWARDS)
            if (text := self.names.get(level, self.nothing)[area])
        ]
        own = self.own[area] if self.own else None
        if own is None or (found and key(own) == key(found[-1].text)):
            return found
        return [*found, Named(own, None)]

    def own_name(self, area: int, level: Level | None) -> str | None:
        """What the area itself is called: by its level's field, else by no level's."""
        if level in self.names:
            return self.names[level][area]
        if self.own:
            return self.own[area]
        names = self.names_of(area) if level is None else []
        return names[-1].text if names else None

    def with_codes(self) -> str | None:
        """The field of codes: one that tells the areas apart, Kemendagri's before BPS'."""
        apart = [
            name
            for name, texts in self.texts.items()
            if 2 * len(set(texts) - {None}) > len(texts)
        ]
        deepest = next((level for level in _UPWARDS if level in self.names), None)
        known = (
            name for name in apart if _are_known(self.texts[name], down_to=deepest)
        )
        of_bps = (name for name in apart if _are_of_bps(self.texts[name]))
        return next(known, None) or next(of_bps, None)


def read_fields(table: pd.DataFrame, shapes: str) -> Fields:
    """The fields of a table of boundaries, but for the one of ``shapes``."""
    texts = {
        str(name): [as_text(value) for value in table[name]]
        for name in table.columns
        if name != shapes
    }
    names: dict[Level, Texts] = {}
    for name, own in texts.items():
        level = level_of_field(name)
        if level and level not in names and _are_names(own):
            names[level] = own
    plain = (own for name, own in texts.items() if _compact(name) in _OF_THE_AREA)
    nothing: Texts = [None] * len(table)
    return Fields(texts, names, next(filter(_are_names, plain), None), nothing)


def level_of_field(name: str) -> Level | None:
    """The level of the regions that a field names, if its own name says one."""
    compact = _compact(name)
    own = (level for level in _NUMBERED if re.fullmatch(_NUMBERED[level], compact))
    return next(own, None) or level_in(name)


def as_text(value: object) -> str | None:
    """A cell as text: number columns give 6371.0, empty ones nothing, OCHA ``ID6371``."""
    if value is None or not isinstance(value, str | int | float) or value != value:
        return None
    if isinstance(value, float) and value % 1 == 0:
        value = int(value)
    text = " ".join(visible(str(value)).split())
    code = _PCODE.fullmatch(text)
    return code[1] if code else text or None


def _compact(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())


def _are_names(texts: Iterable[str | None]) -> bool:
    """Whether most of these are words, not numbers."""
    given = [text for text in texts if text]
    words = sum(not any(sign.isdecimal() for sign in text[:3]) for text in given)
    return 2 * words > len(given)


def _are_known(texts: Sequence[str | None], *, down_to: Level | None) -> bool:
    """Whether most of these are codes as Kemendagri's are, of no level above that one."""
    codes = [code for code in regions.load().normalise(texts) if code]
    known = [code for code in codes if not (down_to and is_below(down_to, code))]
    return 2 * len(known) > len(texts)


def _are_of_bps(texts: Iterable[str | None]) -> bool:
    return bps.look_like_bps(sorted({text for text in texts if text}))
