"""Finding regions by the names that a file of boundaries has of its areas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from imbang.intake.outlines.fields import Fields
from imbang.intake.places.gazetteer import Gazetteer, gazetteer
from imbang.intake.places.named import Finder, Found, Named
from imbang.intake.places.own_names import is_named
from imbang.reference import levels
from imbang.reference.levels import Level


@dataclass(frozen=True)
class Sought:
    """An area to find by its names: within what its code says, at the code's level."""

    area: int
    text: str | None
    above: str | None
    level: Level | None


@dataclass(eq=False)
class AreaFinder:
    """Finds regions by the names of a file's areas."""

    fields: Fields
    within: str
    places: Gazetteer = field(init=False)
    finder: Finder = field(init=False)

    def __post_init__(self) -> None:
        self.places = gazetteer(levels.NATION)
        self.finder = Finder(self.places, {})

    def find_all(
        self, sought: Sequence[Sought]
    ) -> Iterator[tuple[Sought, str | None, str | None]]:
        """Each area with its region, or with the one that is called most like it.

        Names of no level that may be of several are of the one that most others are of.
        """
        found = [self._find(one, one.level) for one in sought]
        of_levels = Counter(
            levels.level_of(one.code) for one in found if one and one.code
        )
        usual = max(of_levels, key=lambda level: of_levels[level], default=None)
        for one, by_name in zip(sought, found, strict=True):
            if (
                by_name
                and by_name.code is None
                and by_name.name.level is None
                and usual
            ):
                by_name = self._find(one, usual)
            if by_name is None:
                yield one, None, None
            else:
                yield one, by_name.code, self._nearest(by_name)

    def _find(self, sought: Sought, level: Level | None) -> Found | None:
        names = [self._official(name) for name in self.fields.names_of(sought.area)]
        if sought.above:
            names = [n for n in names if n.level not in ("province", "regency")]
        names = _of_level(names, level)
        within = sought.above or self.within
        if not names or (within == levels.NATION and not _says_where(names)):
            return None
        return self.finder.find(names, within)

    def _nearest(self, found: Found) -> str | None:
        """A region within the same one that is called most like what was not found."""
        if found.code or not found.within or found.within == levels.NATION:
            return None
        if found.how == "elsewhere" and len(found.offered) == 1:
            return found.offered[0]
        near = self.places.likely(found.name.text, found.name.level, (found.within,))
        return near[0] if near else None

    def _official(self, name: Named) -> Named:
        """A regency without its word as 'Kabupaten', since files call cities 'Kota'."""
        full = f"Kabupaten {name.text}"
        is_one = self.places.exact(full, "regency", (levels.NATION,))
        return Named(full, "regency") if name.level == "regency" and is_one else name

    def named_otherwise(self, area: int, code: str) -> str | None:
        """The names of an area where one is that of another region than the code says.

        Another spelling of the code's own name is none, nor is a name of no region.
        """
        names = [name for name in self.fields.names_of(area) if name.text]
        if any(self._is_of_another(name, code) for name in names):
            return ", ".join(name.text for name in reversed(names))
        return None

    def _is_of_another(self, name: Named, code: str) -> bool:
        level = name.level or levels.level_of(code)
        of_code = levels.ancestor(code, level)
        if levels.level_of(of_code) != level or is_named(of_code, [name.text]):
            return False
        is_below = level in ("district", "village")
        beside = levels.ancestor(code, "regency") if is_below else levels.NATION
        return bool(self.places.exact(name.text, level, (beside,)))


def _says_where(names: Sequence[Named]) -> bool:
    """Whether names are of no more than one region of Indonesia."""
    return names[-1].level == "province" or any(n.level == "regency" for n in names)


def _of_level(names: Sequence[Named], level: Level | None) -> list[Named]:
    """The names down to a level, the last of them as a name of it."""
    if level is None or not names:
        return list(names)
    kept = [
        name
        for name in names
        if name.level and levels.LEVELS.index(name.level) <= levels.LEVELS.index(level)
    ]
    own = [Named(name.text, level) for name in names if name.level is None]
    return kept if any(name.level == level for name in kept) else [*kept, *own]
