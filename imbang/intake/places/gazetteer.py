"""The regions of one office's area by name: exact matches, certain ones, likely ones."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from imbang.intake.places.names import bare_key, fixed_parts, key, spellings
from imbang.reference import levels, regions
from imbang.reference.levels import Level
from imbang.reference.likeness import OFFERED
from imbang.reference.office_titles import OTHER_NAMES

LEVELS: tuple[Level, ...] = ("village", "district", "regency", "province")
_ALIKE = 60.0  # of 100, for a region to be offered
# Slips that a certain match may have, by the length of its key; no other region may be
# as near as twice as many.
_SLIPS = ((12, 2), (5, 1))


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Regions within an area, the area among them, by level and by key of their name.

    Those of a level are only looked through when one is asked for.
    """

    area: str
    _within: dict[tuple[Level, tuple[str, ...]], dict[str, tuple[str, ...]]] = field(
        default_factory=dict, repr=False
    )

    def named(self, level: Level, scope: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Key → codes of a level, of the regions in or around those of the scope."""
        wanted = tuple(scope)
        if (level, wanted) not in self._within:
            is_whole = wanted == (self.area,)  # of it none of the regions around
            codes = (
                regions.load().below(self.area, level)
                if is_whole
                else _of_level(level, wanted)
            )
            self._within[level, wanted] = _by_key(codes)
        return self._within[level, wanted]

    def exact(
        self, text: str, level: Level | None, scope: Sequence[str]
    ) -> tuple[str, ...]:
        """The regions that bear this name, at a level or, for None, at any.

        A name that says another level ('Kec. X' among villages) is looked for there
        when nothing of the level wanted bears it.
        """
        found = self._bearing(text, level, scope)
        if level is None or found:
            return found
        said = {s.level for s in spellings(text)} - {None, level}
        return tuple(
            code
            for other in said
            if other
            for code in self._bearing(text, other, scope)
        )

    def _bearing(
        self, text: str, level: Level | None, scope: Sequence[str]
    ) -> tuple[str, ...]:
        codes: list[str] = []
        for spelling in spellings(text):
            for at in _levels(level):
                if spelling.level in (None, at):
                    codes += self.named(at, scope).get(spelling.key, ())
        return tuple(dict.fromkeys(codes))

    def certain(
        self, text: str, level: Level | None, scope: Sequence[str]
    ) -> str | None:
        """The one region whose name this can only be, misspelt by a letter or two."""
        most = _slips(spellings(text)[-1].key)
        near: dict[str, float] = {}
        for code, distance in self._near(text, level, scope, 2 * most):
            near[code] = min(distance, near.get(code, distance))
        for slips in range(1, most + 1):
            alike = [code for code, distance in near.items() if distance <= 2 * slips]
            if len(alike) == 1 and near[alike[0]] <= slips:
                official = regions.load().name(alike[0])
                is_same = fixed_parts(text) == fixed_parts(official)
                return alike[0] if is_same else None
        return None

    def _near(
        self, text: str, level: Level | None, scope: Sequence[str], farthest: int
    ) -> Iterator[tuple[str, float]]:
        """Code and number of slips, of each region whose name is as near as that."""
        for spelled in {spelling.key for spelling in spellings(text)}:
            for at in _levels(level):
                named = self.named(at, scope)
                for name, distance, _ in process.extract(
                    spelled,
                    named.keys(),
                    scorer=OSA.distance,
                    score_cutoff=farthest,
                    limit=None,
                ):
                    yield from ((code, distance) for code in named[name])

    def compared(self, level: Level | None, scope: Sequence[str]) -> int:
        """With how many names `certain` and `likely` compare a text."""
        return sum(len(self.named(at, scope)) for at in _levels(level))

    def likely(
        self, text: str, level: Level | None, scope: Sequence[str]
    ) -> tuple[str, ...]:
        """A few regions whose names are like this one, the likest first."""
        spelling = spellings(text)[-1].key
        scores: dict[str, float] = {}
        for at in _levels(level):
            named = self.named(at, scope)
            for name, score, _ in process.extract(
                spelling,
                named.keys(),
                scorer=fuzz.ratio,
                score_cutoff=_ALIKE,
                limit=OFFERED,
            ):
                for code in named[name]:
                    scores[code] = max(score, scores.get(code, 0))
        return tuple(sorted(scores, key=lambda code: -scores[code])[:OFFERED])


@functools.lru_cache(maxsize=4)
def gazetteer(area: str) -> Gazetteer:
    """The gazetteer of an office's area: a region with everything below it."""
    return Gazetteer(area)


def _by_key(codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code in codes:
        for name in keys_of(code):
            found[name] = (*found.get(name, ()), code)
    return found


def _levels(level: Level | None) -> tuple[Level, ...]:
    return LEVELS if level is None else (level,)


def _slips(spelled: str) -> int:
    return next((most for long, most in _SLIPS if len(spelled) >= long), 0)


def _of_level(level: Level, scope: tuple[str, ...]) -> list[str]:
    """The regions of a level in the scope; above it, those that the scope lies in."""
    places = regions.load()
    found: dict[str, None] = {}
    for top in scope:
        above = [c for c in levels.ancestors(top) if c != top and c != levels.NATION]
        found |= dict.fromkeys(c for c in above if places.level(c) == level)
        pending = [top]
        while pending:
            code = pending.pop()
            if places.level(code) == level:
                found[code] = None
            elif LEVELS.index(level) < _depth(code):
                pending += reversed(places.children(code))
    return list(found)


def _depth(code: str) -> int:
    level = levels.level_of(code)
    return len(LEVELS) if level == "nation" else LEVELS.index(level)


def keys_of(code: str) -> tuple[str, ...]:
    """The keys by which a region is found: its name, and a regency's without its word.

    Of provinces also what everybody calls them: 'DKI Jakarta'.
    """
    name = regions.load().name(code)
    bare = bare_key(name) if len(code) == 5 else key(name)
    others = map(key, OTHER_NAMES.get(code, ()))
    return tuple(dict.fromkeys((key(name), bare, *others)))
