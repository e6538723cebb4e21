"""The desk of this session: what was dropped, who sends it, what the check found.

All of it is this session's own and in memory: files hold NIKs, so they go neither to
disk nor into anything that sessions share, and leave with the last word about them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from imbang import formats, importing, paths, settings
from imbang.importing_view import Desk, Item
from imbang.intake.results import Options, Report
from imbang.intake.sources import Source
from imbang.store import Slot
from imbang.texts import _, plural
from imbang.widgets import forms, person, session
from imbang.workspace import Workspace

KINDS = ("xlsx", "xlsm", "xls", "ods", "csv")
if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_DESK, _ROUND, _ON, _SEEN = "desk", "desk_round", "desk_received_on", "desk_seen"
_DAYS = 366  # back from today, to choose the day of receipt from


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


def show_drop() -> None:
    """The place to drop files, the sender's name, the day."""
    rounds = st.session_state.setdefault(_ROUND, 0)
    key = f"uploads_{rounds}"
    with st.container(key="drop"):
        st.file_uploader(
            _("Drop files here, or choose them"), KINDS, key=key,
            accept_multiple_files=True, on_change=lambda: _take(key),
        )  # fmt: skip
    with st.container(key="sender", horizontal=True, vertical_alignment="bottom"):
        ask_name()
        _ask_day()
        forms.offer_template()


def _ask_day() -> None:
    # no calendar: Streamlit's speaks the browser's language, not the page's
    days = [date.today() - timedelta(n) for n in range(_DAYS)]
    names = {day: formats.day(day) for day in days}
    session.sync("received_on", received_on())
    st.selectbox(
        _("Received on"), days, key="received_on", width=230,
        format_func=names.__getitem__, on_change=_take_day,
    )  # fmt: skip


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


def _check(item: Item, bar: DeltaGenerator, number: int, of: int) -> Report:
    told = _told(item, number, of)

    def show(_text: str, share: float) -> None:
        bar.progress((number + share) / of, told)

    return importing.check([item.source], item.options, progress=show)


def _told(item: Item, number: int, of: int) -> str:
    if of == 1:
        return _("Checking {file} …", file=item.name)
    return _("Checking {file} ({n} of {m}) …", file=item.name, n=number + 1, m=of)


def _take(key: str) -> None:
    """Take over what was dropped, and leave no second copy with Streamlit."""
    dropped: list[UploadedFile] = st.session_state[key]
    if not dropped:
        return
    session.speak()
    before = {item.name for item in current().items}
    put(current().put(Source(file.name, file.getvalue()) for file in dropped))
    again = [file.name for file in dropped if file.name in before]
    if again:
        st.toast(
            plural(
                "{files} takes the place of the one before; your answers hold.",
                "{files} take the place of those before; your answers hold.",
                len(again),
                files=", ".join(again),
            )
        )
    _forget(dropped)
    st.session_state[_ROUND] += 1


def _forget(files: list[UploadedFile]) -> None:
    context = get_script_run_ctx()
    if context is None:
        return
    manager = context.uploaded_file_mgr
    assert isinstance(manager, MemoryUploadedFileManager)
    for file in files:
        manager.remove_file(context.session_id, file.file_id)


def _take_day() -> None:
    if chosen := st.session_state["received_on"]:
        st.session_state[_ON] = chosen
