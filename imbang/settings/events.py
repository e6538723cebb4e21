"""Events that a trend is read with: a decree, a change of list or method, a large bimtek.

They are entries of the workspace, whose log keeps every change. An event touches its own
region and all inside it, and nothing above: what a regency decides explains no figure of
its province. It bears on the trends that it names, on all where it names none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any, Literal, get_args

from imbang.reference import regions
from imbang.reference.levels import NATION, is_within
from imbang.refusals import Misuse
from imbang.settings.settings import person
from imbang.store import named
from imbang.store.workspace import EVENT, Change, Entry, Workspace
from imbang.texts import _

Kind = Literal["decree", "method", "bimtek", "other"]
KINDS: tuple[Kind, ...] = get_args(Kind)
TRENDS: Mapping[str, frozenset[str]] = {
    "ppks": frozenset({"ppks"}),
    "pillars": frozenset({"pillars", "pillar_counts", "ipsm"}),
    "training": frozenset({"activities", "participants"}),
    "verification": frozenset({"verification", "national_list"}),
    "cases": frozenset({"cases", "case_records", "services"}),
}
"""What an event may bear on, and the datasets that these trends rest on."""
LONGEST_TEXT = 80
_FIRST_YEAR, _LAST_YEAR = 1945, 2100
_WRITTEN = (
    re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?"),
    re.compile(r"(?:(?P<d>\d{1,2})[-/.])?(?P<m>\d{1,2})[-/.](?P<y>\d{4})"),
)


@dataclass(frozen=True)
class Event:
    """Something that happened: ``when`` is a day or a month (ISO 8601), ``region`` a code,
    ``trends`` keys of `TRENDS`, none for all of them."""

    when: str
    region: str
    kind: str
    text: str
    trends: tuple[str, ...] = ()

    @property
    def month(self) -> str:
        """The month it happened in, YYYY-MM."""
        return self.when[:7]

    @property
    def day(self) -> date:
        """The day it happened on; of one whose month alone is known, the first."""
        return date.fromisoformat(self.when if self.has_day else f"{self.when}-01")

    @property
    def has_day(self) -> bool:
        """Whether more than the month is known."""
        return len(self.when) > len("2024-03")

    def touches(self, region: str, datasets: Collection[str]) -> bool:
        """Whether it is to be seen on a trend of ``region`` that rests on ``datasets``."""
        bears = not self.trends or any(
            TRENDS[trend] & set(datasets) for trend in self.trends
        )
        return bears and is_within(region, self.region)


def keep(workspace: Workspace, event: Event, *, by: str) -> str:
    """Note an event; gives its number, ``0001`` the first.

    Misuse for a date, region, kind, text or trend without meaning, for a NIK in a text,
    or without somebody who notes it.
    """
    return workspace.add(EVENT, asdict(_clean(event)), by=person(by))


def change(
    workspace: Workspace, number: str, values: Mapping[str, Any], *, by: str
) -> Event:
    """Change an event; what is not in ``values`` stays. Misuse as `keep`, and where there
    is no such event."""

    def changed(value: Any) -> dict[str, Any]:
        return asdict(_clean(replace(_read(_there(value, number)), **values)))

    return _read(workspace.alter(EVENT, _key(number), changed, by=person(by)))


def remove(workspace: Workspace, number: str, *, by: str) -> None:
    """Take an event away; the log keeps it. Misuse where there is no such event."""

    def gone(value: Any) -> None:
        _there(value, number)

    workspace.alter(EVENT, _key(number), gone, by=person(by))


def bring_back(workspace: Workspace, *, by: str) -> None:
    """Put back what was taken away last, if that was the last change."""
    if (gone := last_removed(workspace)) is not None:
        number, event = gone
        workspace.put(EVENT, number, asdict(event), by=person(by))


def last_removed(workspace: Workspace) -> tuple[str, Event] | None:
    """Number and event that was taken away last, if that was the last change."""
    gone = named.last_removed(workspace, EVENT)
    return None if gone is None else (gone[0], _read(gone[1]))


def kept(workspace: Workspace) -> dict[str, tuple[Event, Entry]]:
    """All events by number, the earliest first, with who changed each last when."""
    found = {
        number: (_read(entry.value), entry)
        for number, entry in workspace.entries(EVENT).items()
    }
    return dict(sorted(found.items(), key=lambda item: (item[1][0].when, item[0])))


def touching(
    workspace: Workspace, region: str, datasets: Collection[str]
) -> list[Event]:
    """The events to be seen on a trend of ``region`` that rests on ``datasets``, the
    earliest first."""
    return [
        event
        for event, _entry in kept(workspace).values()
        if event.touches(region, datasets)
    ]


def history(workspace: Workspace, *, most: int = 500) -> list[Change]:
    """Who changed which event when, the latest first."""
    return workspace.changes(EVENT, most=most)


def of_value(value: Any) -> Event | None:
    """The event of a value of the log; None where there was none."""
    return None if value is None else _read(value)


def _clean(event: Event) -> Event:
    """An event as it is kept; Misuse, with what is expected, for one that cannot be."""
    text = " ".join(event.text.split())
    if not text or len(text) > LONGEST_TEXT:
        raise Misuse(
            _("Say what happened, in up to {n} characters.", n=LONGEST_TEXT),
        )
    if event.kind not in KINDS:
        raise Misuse(
            _(
                "{kind} is no kind of event: {kinds}.",
                kind=event.kind,
                kinds=", ".join(KINDS),
            )
        )
    if unknown := [one for one in event.trends if one not in TRENDS]:
        raise Misuse(
            _(
                "{trend} is no trend: {trends}.",
                trend=", ".join(unknown),
                trends=", ".join(TRENDS),
            )
        )
    trends = tuple(one for one in TRENDS if one in event.trends)
    return replace(
        event,
        text=text,
        when=_when(event.when),
        region=_region(event.region),
        trends=() if len(trends) == len(TRENDS) else trends,
    )


def _when(text: str) -> str:
    """A day or a month as ISO 8601, of what people write: ``2024-03``, ``5/3/2024``."""
    wrong = Misuse(
        _("{text} is no date; expected: 2024-03-15, or 2024-03.", text=text.strip())
    )
    found = next(filter(None, (one.fullmatch(text.strip()) for one in _WRITTEN)), None)
    if found is None:
        raise wrong
    year, month, day = (int(found[part] or 0) for part in "ymd")
    try:
        when = date(year, month, day or 1)
    except ValueError as error:
        raise wrong from error
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise wrong
    return f"{when:%Y-%m-%d}" if day else f"{when:%Y-%m}"


def _region(text: str) -> str:
    if text.strip().upper() == NATION:
        return NATION
    code = regions.load().code_for(text)
    if code is None:
        raise Misuse(_("There is no region {region}.", region=text.strip()))
    return code


def _there(value: Any, number: str) -> Mapping[str, Any]:
    if value is None:
        raise Misuse(_("There is no event {number}.", number=number))
    return dict(value)


def _key(number: str) -> str:
    return number.strip().zfill(4)


def _read(value: Mapping[str, Any]) -> Event:
    known = {one.name for one in fields(Event)}
    said = {name: found for name, found in value.items() if name in known}
    return Event(**{**said, "trends": tuple(said.get("trends", ()))})
