"""Levels of regions, from nation to village, as the shape of a code tells them.

This is the one place that knows how codes are built: ``63`` a province, ``63.71`` a
regency, ``63.71.01`` a district, ``63.71.01.1001`` a village (Kemendagri), ``ID`` all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    import pandas as pd

Level = Literal["nation", "province", "regency", "district", "village"]
LEVELS: tuple[Level, ...] = get_args(Level)
NATION = "ID"

_LEVEL_BY_LENGTH: dict[int, Level] = {
    2: "province",
    5: "regency",
    8: "district",
    13: "village",
}
LENGTHS = {level: length for length, level in _LEVEL_BY_LENGTH.items()}
"""How long the codes of a level are; those of the nation are of no level's."""
_UPWARDS = sorted(LENGTHS.values(), reverse=True)


def level_of(region: str) -> Level:
    """The level of a region code; codes of unknown shape are the nation."""
    return "nation" if region == NATION else _LEVEL_BY_LENGTH.get(len(region), "nation")


def ancestors(region: str) -> tuple[str, ...]:
    """The code itself and all above it, upwards: village … province, nation."""
    above = (region[:length] for length in _UPWARDS if len(region) >= length)
    return (NATION,) if region == NATION else (*above, NATION)


def ancestor(region: str, level: Level) -> str:
    """The region of ``level`` that holds ``region``, or is it; NATION for the nation."""
    return NATION if level == "nation" else region[: LENGTHS[level]]


def ancestors_at(regions: pd.Series[str], level: Level) -> pd.Series[str]:
    """`ancestor` of each of ``regions`` (n); those above ``level`` stay as they are."""
    if level == "nation":
        return regions.mask(regions.notna(), NATION)
    return regions.str[: LENGTHS[level]]


def around(region: str) -> str:
    """The region itself; of a village, its district, so that there is a context."""
    return parent(region) if level_of(region) == "village" else region


def is_within(region: str, area: str) -> bool:
    """Whether ``region`` is ``area`` or lies in it."""
    return area in ancestors(region)


def toward(area: str, region: str) -> str:
    """The region one level below ``area`` that holds ``region``; itself where it is
    above that or lies elsewhere."""
    level = lower_level(area)
    if not is_within(region, area) or not is_below(level, area):
        return region
    return ancestor(region, level)


def parent(region: str) -> str:
    """The region right above; the nation's is the nation."""
    return ancestors(region)[1] if region != NATION else NATION


def is_below(level: Level, region: str) -> bool:
    """Whether ``region`` can be divided into regions of ``level``."""
    return LEVELS.index(level) > LEVELS.index(level_of(region))


def lower_level(region: str) -> Level:
    """The level into which ``region`` is divided next; a village is not."""
    return LEVELS[min(LEVELS.index(level_of(region)) + 1, len(LEVELS) - 1)]


def levels_below(region: str) -> tuple[Level, ...]:
    """The levels into which ``region`` can be divided, the next one first."""
    return LEVELS[LEVELS.index(level_of(region)) + 1 :]


def default_level(region: str) -> Level:
    """Villages; of the whole nation, which has too many of them, provinces."""
    return "province" if region == NATION else "village"
