"""Which region each area of a file of boundaries is: by its code, else by its names.

Codes are Kemendagri's, or BPS' where a table has them. Where it has not, or the area is
called otherwise, and where a code is none that is known, the names say the region, within
the regency of the code.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from imbang.intake.headings.region_columns import system_in
from imbang.intake.outlines.fields import Fields, Texts
from imbang.intake.outlines.finding import AreaFinder, Sought
from imbang.intake.outlines.report import called
from imbang.intake.places import bps
from imbang.intake.places.names import key
from imbang.intake.places.own_names import is_named
from imbang.reference import levels, regions
from imbang.texts import _

_BELOW_REGENCY = re.compile(r"(\d\d)\W?(\d\d)\W?\d\d(?:\W?\d{4})?", re.ASCII)


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

    def leave(self, area: int, said: str) -> None:
        """Leave an area out, since its code and its name are of different regions."""
        self.regions[area] = None
        self.by_name.discard(area)
        self.apart.append(said)

    def of_several(self) -> dict[str, list[int]]:
        """The regions of more than one area, and which these are."""
        areas: dict[str, list[int]] = defaultdict(list)
        for area, code in enumerate(self.regions):
            if code:
                areas[code].append(area)
        return {code: own for code, own in areas.items() if len(own) > 1}

    @property
    def named(self) -> tuple[str, ...]:
        """The regions that were found by name."""
        return tuple(sorted({self.regions[at] or "" for at in self.by_name}))


def are_codes_of_bps(fields: Fields, name: str) -> bool:
    """Whether the codes of a field are those of BPS.

    By how they are written; else, as in two or four digits and in some of ten both
    systems look alike, by the names beside them; without names, by the field's own.
    """
    texts = fields.texts[name]
    if bps.look_like_bps(sorted({text for text in texts if text})):
        return True
    of_kemendagri = of_bps = 0
    for area, (text, code) in enumerate(_with_codes(texts)):
        if (
            text is None
            or code is None
            or not (own := fields.own_name(area, levels.level_of(code)))
        ):
            continue
        other = bps.region_of(text)
        if other in (None, code):
            continue
        of_kemendagri += is_named(code, [own])
        of_bps += is_named(str(other), [own])
    if of_kemendagri or of_bps:
        return of_bps > of_kemendagri
    return system_in(name) == "bps"


def match(fields: Fields, name: str | None, within: str, *, of_bps: bool) -> Matching:
    """The regions of all areas, by the codes of a field (None: by names alone).

    ``within`` is the region in which names without a code are sought.
    """
    texts = fields.texts[name] if name else fields.nothing
    finder = AreaFinder(fields, within)
    matching = Matching([None] * len(texts))
    sought: list[Sought] = []
    for area, (text, code) in enumerate(_with_codes(texts)):
        if of_bps:
            code = bps.region_of(text) if text else None
        named = finder.named_otherwise(area, code) if code else None
        if code is None or (named and of_bps):
            sought.append(_sought(area, text, of_bps=of_bps))
        elif named:
            matching.leave(area, _apart(code, named))
        else:
            matching.regions[area] = code
    for one, code, near in finder.find_all(sought):
        matching.regions[one.area] = code
        if code:
            matching.by_name.add(one.area)
        elif said := _said(fields, one):
            nearest = _(" (nearest: {region})", region=called(near)) if near else ""
            matching.unknown.append(said + nearest)
    _leave_strangers(fields, matching)
    return matching


def _leave_strangers(fields: Fields, matching: Matching) -> None:
    """Leave out areas called unlike the region of their code, beside one called so."""
    for code, areas in matching.of_several().items():
        names = {at: fields.own_name(at, levels.level_of(code)) for at in areas}
        own = {at for at, name in names.items() if name and is_named(code, [name])}
        for at, name in names.items():
            if own and name and at not in own:
                matching.leave(at, _apart(code, name))


def _apart(code: str, name: str) -> str:
    return _("{region}, named “{name}”", region=called(code), name=name)


def _sought(area: int, text: str | None, *, of_bps: bool) -> Sought:
    if text is None:
        return Sought(area, None, None, None)
    if of_bps:
        return Sought(area, text, bps.region_above(text), bps.level_below(text))
    return Sought(area, text, _regency_of(text), None)


def _regency_of(text: str) -> str | None:
    """The regency that an unknown code of Kemendagri's begins with, if there is one."""
    begins = _BELOW_REGENCY.fullmatch(text)
    return regions.load().code_for(f"{begins[1]}{begins[2]}") if begins else None


def _said(fields: Fields, sought: Sought) -> str:
    own = fields.own_name(sought.area, sought.level)
    return " ".join(filter(None, (sought.text, f"“{own}”" if own else "")))


def _with_codes(texts: Texts) -> Iterator[tuple[str | None, str | None]]:
    """Each text, and the region whose Kemendagri code it is."""
    codes = regions.load().normalise(texts)
    return zip(
        texts, (None if code == levels.NATION else code for code in codes), strict=True
    )


def clashes(fields: Fields, matching: Matching) -> dict[str, list[str]]:
    """Regions of several areas that are called differently, with what they are called."""
    found: dict[str, list[str]] = {}
    for code, areas in matching.of_several().items():
        names = [fields.own_name(at, levels.level_of(code)) for at in areas]
        different = {key(name): name for name in names if name}
        if len(different) > 1 and not is_named(code, list(different.values())):
            found[code] = list(different.values())
    return found
