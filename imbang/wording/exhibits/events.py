"""Events in words, and as what a chart over time is marked with."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from imbang import formats
from imbang.drawing.events import Mark
from imbang.reference import regions
from imbang.reference.levels import NATION, level_of
from imbang.settings.events import Event
from imbang.texts import _
from imbang.wording.names import full_name


def marks(
    events: Sequence[Event], months: Collection[str], since: str = ""
) -> tuple[Mark, ...]:
    """Those of ``events`` within ``months`` (YYYY-MM), numbered from 1, the earliest first.

    ``since`` is where the chart begins, where that is later than the first of the months.
    """
    if not months:
        return ()
    first, last = max(since, min(months)), max(months)
    within = sorted(
        (event for event in events if first <= event.month <= last),
        key=lambda event: (event.day, event.has_day),
    )
    return tuple(
        Mark(number, event.day, told(event)) for number, event in enumerate(within, 1)
    )


def notes(drawn: Sequence[Mark]) -> list[str]:
    """What stands below a chart of the events on it."""
    return [f"({mark.number}) {mark.told}" for mark in drawn]


def told(event: Event) -> str:
    """When, of which kind, what, and where: one line."""
    return _(
        "{when} · {kind}: {text} ({region})",
        when=when(event),
        kind=kind_name(event.kind),
        text=event.text,
        region=region_name(event.region),
    )


def when(event: Event) -> str:
    """The day, or the month where no more is known."""
    if event.has_day:
        return formats.short_day(event.day)
    return formats.short_month(event.month)


def kind_name(kind: str) -> str:
    """A kind of event; its key where this version has none like it."""
    return {
        "decree": _("Decree"),
        "method": _("List or method changed"),
        "bimtek": _("Bimtek"),
        "other": _("Event"),
    }.get(kind, kind)


def trend_name(trend: str) -> str:
    """What an event may bear on."""
    return {
        "ppks": _("PMKS"),
        "pillars": _("PSM and other pillars"),
        "training": _("Training"),
        "verification": _("Verification"),
        "cases": _("Cases and services"),
    }.get(trend, trend)


def trend_names(trends: Sequence[str]) -> str:
    """Several of them in words; none is all."""
    return ", ".join(map(trend_name, trends)) or _("All trends")


def region_name(region: str) -> str:
    """A region as a sentence names it."""
    if region == NATION:
        return "Indonesia"
    return full_name(regions.load().name(region), level_of(region))
