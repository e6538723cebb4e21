"""The desk of this session: what was dropped, who sends it, what the check found.

All of it is this session's own and in memory: files hold NIKs, so they go neither to
disk nor into anything that sessions share, and leave with the last word about them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import cast

from imbang import importing, paths, settings
from imbang.importing_view import Desk, Item
from imbang.intake.results import Options, Report
from imbang.store import Slot, Store
from imbang.texts import _
from imbang.widgets import elements as st
from imbang.widgets import person
from imbang.workspace import Workspace

_DESK, _ON, _SEEN = "desk", "desk_received_on", "desk_seen"


def current() -> Desk:
    """What lies on this session's desk."""
    return cast("Desk", st.session_state.get(_DESK, Desk()))


def put(desk: Desk) -> None:
    """Lay something else on the desk."""
    st.session_state[_DESK] = desk


def clear() -> None:
    """Drop every file, with all that was read of it."""
    for name in (_DESK, _SEEN):
        st.session_state.pop(name, None)


def first_seen(told: Mapping[Slot, str | None]) -> Mapping[Slot, str | None]:
    """What was shown as replaced when each slot was first shown to this session."""
    seen: dict[Slot, str | None] = st.session_state.setdefault(_SEEN, {})
    return seen | {slot: seen.setdefault(slot, id) for slot, id in told.items()}


def remove(name: str) -> None:
    """Drop one file."""
    put(current().without(name))


def say(name: str, options: Options) -> None:
    """Say something else about a file; it is checked again in the next run."""
    put(current().answered(name, options))


def received_on() -> date:
    """The day on which the files came."""
    return cast("date", st.session_state.get(_ON, date.today()))


def receive_on(day: date) -> None:
    """Note the day on which the files came, for all that this session sends."""
    st.session_state[_ON] = day


def ask_name() -> None:
    """The field for the name under which this session sends."""
    officers = settings.current(Workspace(paths.store_folder()))["officers"]
    person.ask(_("On behalf of"), officers.splitlines())


def check_what_waits() -> None:
    """Check the files not checked yet, with a bar that says how far it is."""
    waiting = current().unchecked
    if not waiting:
        return
    bar = st.progress(0.0)
    for number, item in enumerate(waiting):
        report = _check(item, bar, number, len(waiting))
        put(current().checked(item.name, report))
    bar.empty()


def _check(item: Item, bar: st.Bar, number: int, of: int) -> Report:
    told = _told(item, number, of)

    def show(_text: str, share: float) -> None:
        bar.progress((number + share) / of, told)

    known = None if item.is_known else Store(paths.store_folder())
    return importing.check([item.source], item.options, progress=show, store=known)


def _told(item: Item, number: int, of: int) -> str:
    if of == 1:
        return _("Checking {file} …", file=item.name)
    return _("Checking {file} ({n} of {m}) …", file=item.name, n=number + 1, m=of)
