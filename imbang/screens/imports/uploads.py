"""Where files are dropped, by whom and on which day they came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager  # noqa: TID251
from streamlit.runtime.scriptrunner import get_script_run_ctx  # noqa: TID251
from streamlit.runtime.uploaded_file_manager import UploadedFile  # noqa: TID251

from imbang import formats
from imbang.app import elements as st
from imbang.app.guards import uploads as guards
from imbang.app.state import session
from imbang.intake.files.sources import Source
from imbang.nik import masked_name
from imbang.screens.imports import desk_session, forms
from imbang.texts import _, plural

# Less than what the server takes (.streamlit/config.toml), so that it is told in words.
MOST_BYTES = 100_000_000
_ROUND, _LARGE = "uploads_round", "uploads_too_large"
_DAYS = 366  # back from today, to choose the day of receipt from


def show_drop() -> None:
    """The place to drop files, the sender's name, the day, the empty template."""
    # another round is another, empty place to drop files
    key = f"uploads_{st.session_state.setdefault(_ROUND, 0)}"
    with st.container(key="drop"):
        st.file_uploader(
            _(
                "Drop files here, or choose them: xlsx, xls, ods, csv, up to {size} each",
                size=formats.size(MOST_BYTES),
            ),
            key=key,
            accept_multiple_files=True,
            on_change=lambda: _take(key),
        )
    for refused in st.session_state.get(_LARGE, ()):
        st.error(refused, icon=":material/error:")
    if not desk_session.current().unchecked:  # the page is drawn anew after each check
        st.session_state.pop(_LARGE, None)
    with st.container(key="sender", horizontal=True, vertical_alignment="bottom"):
        desk_session.ask_name()
        _ask_day()
        forms.offer_template()


def _ask_day() -> None:
    # no calendar: Streamlit's speaks the browser's language, not the page's
    days = [date.today() - timedelta(n) for n in range(_DAYS)]
    names = {day: formats.day(day) for day in days}
    session.sync("received_on", desk_session.received_on())
    st.selectbox(
        _("Received on"),
        days,
        key="received_on",
        width=230,
        format_func=names.__getitem__,
        on_change=_take_day,
    )


def _take_day() -> None:
    if chosen := st.session_state["received_on"]:
        desk_session.receive_on(chosen)


def _take(key: str) -> None:
    """Take over what was dropped, and leave no second copy with Streamlit."""
    session.speak()
    # a browser may name files once more that were taken over already: those are gone
    dropped = [f for f in st.session_state[key] if isinstance(f, UploadedFile)]
    if not dropped:
        return
    small = [file for file in dropped if file.size <= MOST_BYTES]
    taken = _with_room(small)
    st.session_state[_LARGE] = [
        *(_too_large(file) for file in dropped if file not in small),
        *(_no_room(file) for file in small if file not in taken),
    ]
    small = taken
    _tell_replaced([masked_name(file.name) for file in small])
    desk_session.put(
        desk_session.current().put(Source(f.name, f.getvalue()) for f in small)
    )
    _forget(dropped)
    st.session_state[_ROUND] += 1


def _with_room(files: Sequence[UploadedFile]) -> list[UploadedFile]:
    """Those of them, from the first, that the desk still has room for."""
    lie = [len(one.content) for one in desk_session.current().sources]
    fit: list[UploadedFile] = []
    for file in files:
        sizes = [*lie, *(one.size for one in fit), file.size]
        if len(sizes) <= guards.MOST_FILES and sum(sizes) <= guards.MOST_BYTES:
            fit.append(file)
    return fit


def _no_room(file: UploadedFile) -> str:
    return _(
        "{file} was not taken: at most {n} files, {size} in all, can lie here at the same"
        " time. Accept or remove some of them, then drop it again.",
        file=masked_name(file.name),
        n=formats.number(guards.MOST_FILES),
        size=formats.size(guards.MOST_BYTES),
    )


def _too_large(file: UploadedFile) -> str:
    return _(
        "{file} has {size}, more than {most}. Divide it into several files.",
        file=masked_name(file.name),
        size=formats.size(file.size),
        most=formats.size(MOST_BYTES),
    )


def _tell_replaced(names: Sequence[str]) -> None:
    known = {item.name for item in desk_session.current().items}
    again = [name for name in names if name in known]
    if not again:
        return
    st.toast(
        plural(
            "{files} takes the place of the one before; your answers hold.",
            "{files} take the place of those before; your answers hold.",
            len(again),
            files=", ".join(again),
        )
    )


def _forget(files: Sequence[UploadedFile]) -> None:
    context = get_script_run_ctx()
    if context is None:
        return
    manager = context.uploaded_file_mgr
    assert isinstance(manager, MemoryUploadedFileManager)
    for file in files:
        manager.remove_file(context.session_id, file.file_id)
