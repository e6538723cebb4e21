"""Events that trends are read with: those there are, the form for one, their history."""

from __future__ import annotations

from dataclasses import asdict

from imbang import formats
from imbang.app import elements as st
from imbang.app.shown import controls, parts
from imbang.app.shown.table import show_table
from imbang.app.state import session
from imbang.drawing.tables import pages, part
from imbang.reference import levels, regions
from imbang.screens.settings import event_tables, saving
from imbang.settings import events
from imbang.settings.events import KINDS, LONGEST_TEXT, TRENDS, Event
from imbang.store.workspace import Entry
from imbang.texts import _, plural
from imbang.wording.exhibits import events as wording

_AT = "events"


def show_events() -> None:
    """The events beside the form for one of them; below, who changed what."""
    found = events.kept(saving.workspace())
    asked = session.current().own.get("event")
    left, right = st.columns([11, 9], gap="large")
    with left:
        _show_list(found, asked)
    with right, st.container(border=True, key="setting_events"):
        _show_form(asked if asked in found else None, found)
    _show_history()


def _show_list(found: dict[str, tuple[Event, Entry]], asked: str | None) -> None:
    n = len(found)
    parts.show_heading(
        plural("{n} event", "{n} events", n, n=formats.number(n)),
        _(
            "Drawn on the trends of its region and of all regions in it, and in the brief"
        ),
    )
    if not found:
        parts.show_nothing(
            _(
                "No event is noted yet: a decree, a change of list or method, a large"
                " bimtek that a trend is to be read with."
            )
        )
    else:
        show_table(
            event_tables.kept(found, asked),
            key="events",
            on_choose=lambda number: session.choose("event", number),
        )
    if (gone := events.last_removed(saving.workspace())) is not None:
        st.button(
            _("Bring back “{name}”", name=gone[1].text),
            key="event_back",
            icon=":material/undo:",
            on_click=lambda: saving.do(
                _AT, lambda by: events.bring_back(saving.workspace(), by=by)
            ),
        )


def _show_form(number: str | None, found: dict[str, tuple[Event, Entry]]) -> None:
    """The fields of an event; an empty form where none is chosen."""
    if number is None:
        event, key = None, f"event_new_{saving.workspace().version()}"
        parts.show_heading(_("Note an event"))
    else:
        event, entry = found[number]
        key = f"event_{number}_{entry.changed_at}"
        parts.show_heading(event.text)
        st.caption(
            _(
                "Set by {name}, {when}",
                name=entry.changed_by,
                when=formats.moment(entry.changed_at),
            )
        )
    _show_fields(event, key)
    saving.show_refusal(_AT)
    with st.container(key="save_events", horizontal=True):
        st.button(
            _("Save"),
            key="event_save",
            type="primary",
            on_click=_save,
            args=(number, key),
        )
        if number is not None:
            st.button(
                _("Remove"),
                key="event_remove",
                icon=":material/delete:",
                on_click=_remove,
                args=(number,),
            )
            st.button(
                _("Close"),
                key="event_close",
                type="tertiary",
                on_click=session.choose,
                args=("event", None),
            )


def _show_fields(event: Event | None, key: str) -> None:
    st.text_input(
        _("What happened"),
        value=event.text if event else "",
        key=f"{key}_text",
        max_chars=LONGEST_TEXT,
        placeholder=_("Governor's decree 188.44/012 on the norm"),
    )
    with st.container(key="event_when", horizontal=True):
        st.text_input(
            _("When (day or month)"),
            value=event.when if event else "",
            key=f"{key}_when",
            max_chars=10,
            placeholder="2024-03-15, 2024-03",
            width=200,
        )
        names = {kind: wording.kind_name(kind) for kind in KINDS}
        st.selectbox(
            _("Kind"),
            list(KINDS),
            key=f"{key}_kind",
            index=KINDS.index(event.kind) if event and event.kind in names else 0,
            format_func=names.__getitem__,
            width=240,
        )
    places = _places(event)
    codes = sorted(places, key=places.__getitem__)
    shown = event.region if event else session.current().region
    st.selectbox(
        _("Region"),
        codes,
        key=f"{key}_region",
        index=codes.index(shown) if shown in codes else None,
        format_func=places.__getitem__,
        placeholder=_("Choose"),
    )
    trends = {trend: wording.trend_name(trend) for trend in TRENDS}
    st.pills(
        _("Drawn on (none chosen: all trends)"),
        list(trends),
        key=f"{key}_trends",
        selection_mode="multi",
        default=list(event.trends) if event else [],
        format_func=trends.__getitem__,
    )


def _places(event: Event | None) -> dict[str, str]:
    """Where an event can be: the nation, provinces and regencies, the region in view with
    those above it, and where it is already."""
    view = session.current()
    known = regions.load()
    codes = {
        code for code in known.names if levels.level_of(code) in ("province", "regency")
    }
    codes |= {*levels.ancestors(view.region), levels.NATION}
    codes |= {event.region} if event else set()
    return {
        code: f"{wording.region_name(code)} · {code}"
        for code in codes
        if code == levels.NATION or code in known.names
    }


def _save(number: str | None, key: str) -> None:
    given = st.session_state
    event = Event(
        when=given.get(f"{key}_when") or "",
        region=given.get(f"{key}_region") or "",
        kind=given.get(f"{key}_kind") or "",
        text=given.get(f"{key}_text") or "",
        trends=tuple(given.get(f"{key}_trends") or ()),
    )

    def put(by: str) -> None:
        if number is None:
            events.keep(saving.workspace(), event, by=by)
        else:
            events.change(saving.workspace(), number, asdict(event), by=by)
        session.choose("event", None)

    saving.do(_AT, put)


def _remove(number: str) -> None:
    def gone(by: str) -> None:
        events.remove(saving.workspace(), number, by=by)
        session.choose("event", None)

    saving.do(_AT, gone)


def _show_history() -> None:
    changes = events.history(saving.workspace())
    if not changes:
        return
    n = len(changes)
    parts.show_heading(
        _("History of events"),
        plural("{count} change", "{count} changes", n, count=formats.number(n)),
    )
    controls.show_pages(
        pages(n),
        lambda page: show_table(event_tables.log(changes[part(page)]), key="event_log"),
        key="event_log",
        of=str(pages(n)),
        rows=n,
    )
