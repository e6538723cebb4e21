"""Which region each area of a file of boundaries is: by its code, else by its names.

Codes are Kemendagri's. Those of BPS are taken where they say the region; else, and where
a code is none that is known, the names say it, within the regency of the code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from imbang.intake.outlines.fields import Fields, Texts
from imbang.intake.outlines.report import called
from imbang.intake.places import bps
from imbang.intake.places.beside_codes import is_named
from imbang.intake.places.gazetteer import Gazetteer, gazetteer
from imbang.intake.places.named import Finder, Named
from imbang.intake.places.names import key
from imbang.reference import levels, regions
from imbang.reference.levels import Level
from imbang.texts import _


@dataclass
class Matching:
    """The region of each area, None where it is none; what is to be told of the others.

    ``by_name`` are the areas that names say, ``unknown`` what stands at those of no
    region, ``apart`` at those whose code and name are of different regions.
    """

    regions: list[str | None]
    by_name: set[int] = field(default_factory=set)
    unknown: list[str] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)
    compared: int = 0

    @property
    def named(self) -> tuple[str, ...]:
        """The regions that were found by name."""
        return tuple(sorted({self.regions[at] or "" for at in self.by_name}))


def are_codes_of_bps(fields: Fields, name: str) -> bool:
    """Whether the codes of a field are those of BPS.

    By how they are written; else, as in two or four digits both systems look alike, by
    the names beside them; without names, by what the field is called.
    """
    texts = fields.texts[name]
    if bps.look_like_bps(sorted({text for text in texts if text})):
        return True
    of_kemendagri = of_bps = 0
    for area, (text, code) in enumerate(_with_codes(texts)):
        if code is None or not (own := fields.own_name(area, levels.level_of(code))):
            continue
        other = bps.other_meaning(code) if text else None
        is_own = is_named(code, [own])
        of_kemendagri += is_own
        of_bps += not is_own and bool(other and is_named(other, [own]))
    if of_kemendagri or of_bps:
        return of_bps > of_kemendagri
    return "bps" in name.casefold()


def match(fields: Fields, name: str | None, within: str, *, of_bps: bool) -> Matching:
    """The regions of all areas, by the codes of a field (None: by names alone).

    ``within`` is the region in which names without a code are sought.
    """
    texts = fields.texts[name] if name else fields.nothing
    finder = _Finder(fields, within)
    matching = Matching([None] * len(texts))
    for area, (text, code) in enumerate(_with_codes(texts)):
        if of_bps:
            code = (
                bps.region_above(text) if text and not bps.level_below(text) else None
            )
        if code is None:
            _by_name(finder, matching, area, text, of_bps=of_bps)
        elif other := finder.other_by_name(area, code):
            matching.apart.append(
                _("{region}, named “{name}”", region=called(code), name=other)
            )
        else:
            matching.regions[area] = code
    return matching


def _with_codes(texts: Texts) -> Iterator[tuple[str | None, str | None]]:
    """Each text, and the region whose Kemendagri code it is."""
    codes = regions.load().normalise(texts)
    return zip(
        texts, (None if code == levels.NATION else code for code in codes), strict=True
    )


def _by_name(
    finder: _Finder, matching: Matching, area: int, text: str | None, *, of_bps: bool
) -> None:
    """Find an area by its names; what is not found is said with the nearest by name."""
    above = (bps.region_above(text) if of_bps else _above(text)) if text else None
    level = bps.level_below(text) if of_bps and text else None
    code, offered = finder.find(area, above, level)
    matching.regions[area] = code
    if code:
        matching.by_name.add(area)
        return
    own = finder.fields.own_name(area, level) or ""
    said = " ".join(filter(None, (text, f"“{own}”" if own else "")))
    if not said:
        return
    near = _(" (nearest: {region})", region=called(offered[0])) if offered else ""
    matching.unknown.append(said + near)


def _above(text: str) -> str | None:
    """The regency that an unknown code of Kemendagri's begins with, if there is one."""
    digits = "".join(sign for sign in text if sign.isdecimal())
    return regions.load().code_for(digits[:4]) if len(digits) in (6, 10) else None


@dataclass(eq=False)
class _Finder:
    """Finds regions by the names of a file's areas."""

    fields: Fields
    within: str
    finder: Finder = field(init=False)

    def __post_init__(self) -> None:
        self.finder = Finder(self._places, {})

    @property
    def _places(self) -> Gazetteer:
        return gazetteer(levels.NATION)

    def find(
        self, area: int, above: str | None, level: Level | None
    ) -> tuple[str | None, tuple[str, ...]]:
        """The region of an area by its names, within what its code says; or near ones."""
        names = [_official(name, self._places) for name in self.fields.names_of(area)]
        if above:
            names = [n for n in names if n.level not in ("province", "regency")]
        names = _of_level(names, level)
        is_placed = above or self.within != levels.NATION
        if not names or not (is_placed or _says_regency(names)):
            return None, ()
        found = self.finder.find(names, above or self.within)
        return found.code, found.offered

    def other_by_name(self, area: int, code: str) -> str | None:
        """The name of an area where it is that of another region beside its code's.

        Another spelling of the code's own name is none, nor is a name of no region.
        """
        level = levels.level_of(code)
        own = self.fields.own_name(area, level)
        if not own or is_named(code, [own]):
            return None
        beside = (
            levels.NATION if level == "regency" else levels.ancestor(code, "regency")
        )
        if level == "province" or not self._places.exact(own, level, (beside,)):
            return None
        return own


def _official(name: Named, places: Gazetteer) -> Named:
    """A regency without its word as 'Kabupaten', since files call cities 'Kota'."""
    if name.level != "regency":
        return name
    full = f"Kabupaten {name.text}"
    known = places.exact(full, "regency", (levels.NATION,))
    return Named(full, "regency") if known else name


def _of_level(names: Sequence[Named], level: Level | None) -> list[Named]:
    """The names down to a level, the last of them as a name of it."""
    if level is None or not names:
        return list(names)
    order = ("province", "regency", "district", "village")
    kept = [
        name
        for name in names
        if name.level and order.index(name.level) <= order.index(level)
    ]
    own = [Named(name.text, level) for name in names if name.level is None]
    return kept if any(name.level == level for name in kept) else [*kept, *own]


def _says_regency(names: Sequence[Named]) -> bool:
    return any(name.level == "regency" for name in names)


def clashes(fields: Fields, found: Sequence[str | None]) -> dict[str, list[str]]:
    """Regions of several areas that are called differently, with what they are called."""
    called_so: dict[str, dict[str, str]] = defaultdict(dict)
    for area, code in enumerate(found):
        own = fields.own_name(area, levels.level_of(code)) if code else None
        if code and own:
            called_so[code].setdefault(key(own), own)
    return {code: list(own.values()) for code, own in called_so.items() if len(own) > 1}
