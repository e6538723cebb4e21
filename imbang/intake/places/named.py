"""Which region a row names: by its own name, within what else the row says of its place.

A name that fits one region alone is that region. Anything else is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from imbang.intake.places.gazetteer import LEVELS, Gazetteer
from imbang.intake.places.names import said_level, words
from imbang.reference import levels, regions
from imbang.reference.levels import Level
from imbang.reference.likeness import Effort
from imbang.reference.spelling import spelled

_LONGEST = 200  # characters of a text that may be a name misspelt
How = Literal["exact", "said", "close", "ambiguous", "elsewhere", "unknown"]


@dataclass(frozen=True)
class Named:
    """One cell that names a place; ``level`` is what its heading says, if anything.

    One of ``is_context`` names what the row lies in, never the row's own region.
    """

    text: str
    level: Level | None
    heading: str = ""
    is_context: bool = False


@dataclass(frozen=True)
class Found:
    """What a row's names come to: a code, or the regions between which to choose.

    ``name`` is the one that counts; ``within`` the region that it was looked for in,
    ``unread`` the names beside it that are no region's.
    """

    name: Named
    how: How
    code: str | None = None
    offered: tuple[str, ...] = ()
    within: str | None = None
    unread: tuple[Named, ...] = ()


@dataclass(frozen=True, eq=False)
class Finder:
    """Finds regions by name in one office's area.

    ``said`` holds what the officer says of names, by `spelled` name; ``preferred`` is
    the level of names whose heading says none; ``in_full`` the regencies that are named
    with 'Kabupaten' or 'Kota': beside 'KOTA BOGOR' 'BOGOR' is the other one.
    """

    places: Gazetteer
    said: Mapping[str, str]
    preferred: Level | None = None
    in_full: frozenset[str] = frozenset()
    effort: Effort = field(default_factory=Effort)

    def find(self, names: Sequence[Named], within: str) -> Found:
        """The region of a row that names these, inside the region ``within``."""
        *above, target = sorted(names, key=_height)
        scope: tuple[str, ...] = (within,)
        unread: list[Named] = []
        for name in above:
            narrower = self._narrow(name, scope)
            if narrower is None:
                unread.append(name)
            scope = narrower or scope
        found = self._target(target, scope, within)
        return replace(found, unread=tuple(unread))

    def _narrow(self, name: Named, scope: tuple[str, ...]) -> tuple[str, ...] | None:
        """The regions of a name that a row's region lies in; None when it is no name."""
        said = self._said(name, scope)
        if said and levels.level_of(said) == (name.level or "district"):
            return (said,)
        if name.level and _is_above(name.level, scope):
            return scope
        codes = self.places.exact(name.text, name.level, scope)
        if name.level is None:
            codes = tuple(c for c in codes if levels.level_of(c) != "village")
        if codes or name.level is None:
            return codes or None
        if not self._may_seek(name, name.level, scope):
            return None
        certain = self.places.certain(name.text, name.level, scope)
        return (certain,) if certain else None

    def _may_seek(
        self, name: Named, level: Level | None, scope: tuple[str, ...]
    ) -> bool:
        """Whether names like this one are sought, which costs time for each known one."""
        if len(name.text) > _LONGEST:
            return False
        return self.effort.spend(self.places.compared(level, scope))

    def _target(self, name: Named, scope: tuple[str, ...], within: str) -> Found:
        inside = scope[0] if len(scope) == 1 else within
        codes = self._exact(name, scope)
        said = self._said(name, scope)
        # What is said of a name is not said of its namesake in the kecamatan that
        # another row names, nor of one of another level.
        is_of_level = name.level in (None, levels.level_of(said) if said else None)
        is_clear = len(codes) == 1 and (scope != (within,) or not is_of_level)
        if said and not is_clear:
            return Found(name, "said", said, (), inside)
        if len(codes) == 1:
            return Found(name, "exact", codes[0], (), inside)
        if codes:
            return Found(name, "ambiguous", None, codes, inside)
        if top := self._top(name, within):
            return Found(name, "exact", top, (), inside)
        level = name.level or self.preferred
        may_seek = self._may_seek(name, name.level, scope)
        if scope != (within,) and (
            outside := self._exact(name, _around(scope, within))
        ):
            near = self._near(name, level, scope) if may_seek else ()
            offered = tuple(dict.fromkeys((*near, *outside)))
            return Found(name, "elsewhere", None, offered, inside)
        if not may_seek:
            return Found(name, "unknown", None, (), inside)
        if certain := self.places.certain(name.text, level, scope):
            return Found(name, "close", certain, (), inside)
        likely = self.places.likely(name.text, name.level, scope)
        return Found(name, "unknown", None, likely, inside)

    def _near(
        self, name: Named, level: Level | None, scope: tuple[str, ...]
    ) -> tuple[str, ...]:
        """The one region in the scope that the name may be a slip of."""
        certain = self.places.certain(name.text, level, scope)
        return (certain,) if certain else ()

    def _top(self, name: Named, within: str) -> str | None:
        """The province itself, named among its regencies."""
        if levels.level_of(within) != "province" or name.level not in (None, "regency"):
            return None
        codes = self.places.exact(name.text, "province", (within,))
        return within if within in codes else None

    def _exact(self, name: Named, scope: tuple[str, ...]) -> tuple[str, ...]:
        codes = self.places.exact(name.text, name.level, scope)
        if name.level is None and self.preferred:
            at = tuple(c for c in codes if levels.level_of(c) == self.preferred)
            codes = at or codes
        if len(codes) > 1 and not _is_in_full(name.text):
            codes = tuple(c for c in codes if c not in self.in_full) or codes
        return _of_said_kind(name.text, codes) if len(codes) > 1 else codes

    def _said(self, name: Named, scope: tuple[str, ...]) -> str | None:
        """What the officer says of a name, where the row's other names agree."""
        code = self.said.get(spelled(name.text))
        if code not in regions.load().names or not any(
            regions.load().is_within(code, s) for s in scope
        ):
            return None
        return code


def _around(scope: tuple[str, ...], within: str) -> tuple[str, ...]:
    """Where a name's namesake may be meant: in the regency of what the row names."""
    regencies = {levels.ancestor(code, "regency") for code in scope}
    is_wider = levels.level_of(within) in ("nation", "province")
    return tuple(sorted(regencies)) if is_wider else (within,)


def _is_in_full(text: str) -> bool:
    return said_level(text) == "regency"


def named_in_full(texts: Iterable[str], places: Gazetteer) -> frozenset[str]:
    """The regencies that these texts name with the word for what they are."""
    found = (
        places.exact(text, "regency", (places.area,))
        for text in texts
        if _is_in_full(text)
    )
    return frozenset(codes[0] for codes in found if len(codes) == 1)


def preferred_level(texts: Sequence[str], places: Gazetteer) -> Level | None:
    """The level of names without a heading that says: the one that all of them have.

    Fewer than half of them may be names of another level too.
    """
    counts: dict[Level, int] = dict.fromkeys(LEVELS, 0)
    known = 0
    for text in texts:
        codes = places.exact(text, None, (places.area,))
        if places.area in codes and levels.level_of(places.area) == "province":
            continue  # its total, or a row of its own
        known += bool(codes)
        for level in {levels.level_of(code) for code in codes}:
            counts[level] += 1
    first, second = sorted(LEVELS, key=lambda level: -counts[level])[:2]
    is_clear = counts[first] == known > 0 and 2 * counts[second] < known
    return first if is_clear else None


def _height(name: Named) -> tuple[bool, int]:
    """Context first, provinces first, villages last; no level after the districts."""
    order: tuple[Level | None, ...] = (
        "province",
        "regency",
        "district",
        None,
        "village",
    )
    return not name.is_context, order.index(name.level)


def _is_above(level: Level, scope: tuple[str, ...]) -> bool:
    """Whether a level is above or at that of the scope: nothing in it has that level."""
    depths = [levels.level_of(code) for code in scope]
    return all(
        depth in LEVELS and LEVELS.index(level) > LEVELS.index(depth)
        for depth in depths
    )


def _of_said_kind(text: str, codes: tuple[str, ...]) -> tuple[str, ...]:
    """Of villages of one name, the kelurahan or the desa, if the text says which."""
    first = words(text)[0]
    kind = {"kelurahan": "1", "desa": "2"}.get(first)
    fitting = tuple(code for code in codes if code[9:10] == kind)
    return fitting or codes
