"""Where a meeting stands, as its link says it: the screen, and the way back up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from imbang.app.state.view import View
from imbang.reference import regions
from imbang.reference.levels import LEVELS

SCREEN, FROM = "screen", "from"
ADDRESS = "rapat"
_MOST = 4  # ways back that a link carries: one for each level


@dataclass(frozen=True)
class Step:
    """Where one went down: the region, its screen, and the level of other pages."""

    region: str
    screen: str
    level: str


def current(view: View, keys: Sequence[str]) -> str:
    """The screen that the link names, the first where it names none of ``keys``."""
    asked = view.own.get(SCREEN, "")
    return asked if asked in keys else next(iter(keys), "")


def steps(view: View) -> tuple[Step, ...]:
    """The ways back that the link carries, the last one taken at the end; what is not
    understood is left out."""
    found = []
    for told in view.own.get(FROM, "").split(","):
        region, _mark, rest = told.partition("~")
        screen, _mark, level = rest.partition("~")
        if regions.load().code_for(region) == region and level in LEVELS:
            found.append(Step(region, screen, level))
    return tuple(found[-_MOST:])


def down(view: View, screen: str, region: str) -> View:
    """The same screen of another region, with the way back to where one is."""
    here = Step(view.region, screen, view.level)
    return _at(view, region, screen, (*steps(view), here)[-_MOST:])


def back(view: View) -> View | None:
    """Where one went down last, at its screen; None where one has not."""
    ways = steps(view)
    if not ways:
        return None
    found = _at(view, ways[-1].region, ways[-1].screen, ways[:-1])
    [level] = [one for one in LEVELS if one == ways[-1].level]
    return replace(found, level=level)


def opened(view: View, screen: str, **own: str) -> View:
    """A screen of the region in view with something opened over it."""
    return replace(view, own={**view.own, SCREEN: screen, **own})


def link(view: View) -> str:
    """The address of a meeting."""
    return f"{ADDRESS}?{urlencode(view.to_query())}"


def _at(view: View, region: str, screen: str, ways: Sequence[Step]) -> View:
    rest = {key: text for key, text in view.own.items() if key not in (SCREEN, FROM)}
    own = rest | {SCREEN: screen}
    if ways:
        own[FROM] = ",".join(f"{one.region}~{one.screen}~{one.level}" for one in ways)
    return replace(view.at(region), own=own)
