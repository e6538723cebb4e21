"""Tables of events: those that there are, and who changed which of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from imbang import formats
from imbang.drawing import columns
from imbang.drawing.tables import Table, draw
from imbang.settings import events
from imbang.settings.events import Event
from imbang.store.workspace import Change, Entry
from imbang.texts import _
from imbang.wording.exhibits import events as wording


def kept(found: Mapping[str, tuple[Event, Entry]], chosen: str | None) -> Table:
    """The events there are, the latest first; pressing one chooses it."""
    headings = (
        columns.name("text", _("What happened"), under="kind"),
        columns.text("when", _("When")),
        columns.text("region", _("Region")),
        columns.text("trends", _("Drawn on")),
    )
    rows = [
        {
            "number": number,
            "text": event.text,
            "kind": wording.kind_name(event.kind),
            "when": wording.when(event).replace(" ", "\N{NO-BREAK SPACE}"),
            "region": wording.region_name(event.region),
            "trends": wording.trend_names(event.trends),
        }
        for number, (event, _entry) in reversed(list(found.items()))
    ]
    return draw(
        rows,
        headings,
        caption=_("Events"),
        chosen=chosen,
        lead=lambda row: (row["number"], _("Change or remove this event")),
    )


def log(changes: Sequence[Change]) -> Table:
    """Who noted, changed or removed what."""
    headings = (
        columns.text("when", _("When")),
        columns.text("by", _("By")),
        columns.text("before", _("Before")),
        columns.text("after", _("After")),
    )
    rows = [
        {
            "when": formats.moment(one.changed_at).replace(" ", "\N{NO-BREAK SPACE}"),
            "by": one.changed_by,
            "before": _told(events.of_value(one.before)),
            "after": _told(events.of_value(one.after)),
        }
        for one in changes
    ]
    return draw(rows, headings, caption=_("Changes of events"))


def _told(event: Event | None) -> str:
    if event is None:
        return formats.MISSING
    if not event.trends:
        return wording.told(event)
    return f"{wording.told(event)} · {wording.trend_names(event.trends)}"
