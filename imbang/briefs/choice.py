"""Which screens an office shows in its meetings, in which order, as its setting says.

The setting is keys with commas between, one that is left out with a minus before it:
``standing,growth,-gaps``. A key that is not known, or no longer, is passed over; a screen
that the setting does not name stands at the end and is shown, so that what a new version
brings is seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from imbang.briefs import making


@dataclass(frozen=True)
class Place:
    """A screen's place in a meeting: its key, and whether it is shown."""

    key: str
    is_shown: bool


def places(setting: str) -> tuple[Place, ...]:
    """All screens there are in the order of the setting; "" is the usual one."""
    known = [one.KEY for one in making.contents()]
    named = {
        part.strip().lstrip("-"): not part.strip().startswith("-")
        for part in setting.split(",")
    }
    found = [Place(key, shown) for key, shown in named.items() if key in known]
    return (*found, *(Place(key, True) for key in known if key not in named))


def keys(setting: str) -> tuple[str, ...]:
    """The screens that are shown, in their order: all where none would be."""
    found = places(setting)
    return tuple(one.key for one in found if one.is_shown) or tuple(
        one.key for one in found
    )


def written(chosen: Sequence[Place]) -> str:
    """The setting that says so; "" for the usual order with all screens."""
    usual = tuple(Place(one.KEY, True) for one in making.contents())
    if tuple(chosen) == usual:
        return ""
    return ",".join(one.key if one.is_shown else f"-{one.key}" for one in chosen)


def moved(chosen: Sequence[Place], key: str, by: int) -> tuple[Place, ...]:
    """The same with one screen ``by`` places further down; the ends hold it."""
    rest = [one for one in chosen if one.key != key]
    at = next(n for n, one in enumerate(chosen) if one.key == key)
    rest.insert(max(0, min(len(rest), at + by)), chosen[at])
    return tuple(rest)


def turned(chosen: Sequence[Place], key: str) -> tuple[Place, ...]:
    """The same with one screen shown that was not, or the other way."""
    return tuple(Place(one.key, one.is_shown != (one.key == key)) for one in chosen)
