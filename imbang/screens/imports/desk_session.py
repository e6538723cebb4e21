"""The desk of this session: what was dropped, who sends it, what the check found.

All of it is this session's own and in memory: files hold NIKs, so they go neither to
disk nor into anything that sessions share, and leave with the last word about them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import cast

from streamlit import runtime  # noqa: TID251
from streamlit.runtime.scriptrunner import get_script_run_ctx  # noqa: TID251

from imbang import formats, paths
from imbang.app import elements as st
from imbang.app import person
from imbang.intake.report.results import Options
from imbang.screens.imports.check_jobs import Job
from imbang.screens.imports.desk import Desk, Item
from imbang.settings import settings
from imbang.store.deliveries import Store
from imbang.store.slots import Slot
from imbang.store.workspace import Workspace
from imbang.texts import _

_DESK, _ON, _SEEN, _JOB = "desk", "desk_received_on", "desk_seen", "desk_job"
_LOOK = 0.1  # seconds between two looks at how far a check is


def current() -> Desk:
    """What lies on this session's desk."""
    return cast("Desk", st.session_state.get(_DESK, Desk()))


def put(desk: Desk) -> None:
    """Lay something else on the desk; the check of what no longer lies there ends."""
    st.session_state[_DESK] = desk
    job: Job | None = st.session_state.get(_JOB)
    if job is not None and not any(item is job.item for item in desk.items):
        job.give_up()


def clear() -> None:
    """Drop every file, with all that was read of it."""
    put(Desk())
    for name in (_DESK, _SEEN, _JOB):
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


def check_what_waits(place: st.Place) -> None:
    """Check the next file that waits, and draw the page anew when it is done.

    Meanwhile ``place`` says how far it is; the last thing of a page, because it lasts.
    """
    waiting = current().unchecked
    if not waiting:
        return
    job = _job_of(waiting[0])
    with place:
        bar = st.progress(job.share, _told(job, len(waiting)))
    while not job.wait(_LOOK):
        bar.progress(job.share, _told(job, len(waiting)))
    if job.report is not None:
        put(current().checked(job.item.name, job.report))
    st.session_state.pop(_JOB, None)
    st.rerun()


def _job_of(item: Item) -> Job:
    """The check of an item: the one that runs, else a new one."""
    job: Job | None = st.session_state.get(_JOB)
    if job is None or job.item is not item or job.is_given_up:
        job = st.session_state[_JOB] = Job(item, Store(paths.store_folder()), is_open())
    return job


def is_open() -> Callable[[], bool]:
    """Says, from any thread, whether this session's page is still open."""
    context = get_script_run_ctx()
    if context is None or not runtime.exists():
        return lambda: True
    sessions, id = runtime.get_instance(), context.session_id
    return lambda: sessions.is_active_session(id)


def _told(job: Job, left: int) -> str:
    what = job.text or _("Checking {file} …", file=job.item.name)
    if left > 1:
        others = _("{n} more wait", n=formats.number(left - 1))
        what = f"{what} · {others}"
    return what
