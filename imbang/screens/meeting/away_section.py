"""What a meeting gives to take along: the brief in each of its formats, and the link.

A file is made when its button is pressed, of the region, month and choices in view and
of the screens that the office shows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from imbang import paths
from imbang.access import acting
from imbang.access.rights import Right
from imbang.app import elements as st
from imbang.app import person
from imbang.app.shown import allowed
from imbang.app.shown.where import later, link
from imbang.app.state import coverage
from imbang.app.state.view import View
from imbang.briefs import making
from imbang.briefs.model import Asked
from imbang.screens.meeting import public_section
from imbang.screens.meeting.mimes import MIMES
from imbang.texts import _

_AWAY = "take_along"


def show_away(view: View, keys: Sequence[str]) -> None:
    """A quiet button that opens: files of the screens ``keys``, the link to this one."""
    asked = coverage.asked_by(view)
    with st.popover(
        _("Take along"),
        key=_AWAY,
        icon=":material/download:",
        on_change="rerun",  # so that it can be closed from here
    ):
        for form, label in _labels().items():
            st.download_button(
                label,
                later(_maker(asked, tuple(keys), form)),
                _name(view, form),
                MIMES[form],
                key=f"along_{form}",
                icon=":material/download:",
                on_click="ignore",
            )
        st.caption(
            _(
                "These files are internal: small counts of people are not hidden in them. "
                "What leaves the office: For the public."
            )
        )
        if allowed.offers(Right.DECIDE):
            st.button(
                _("For the public"),
                key="public_open",
                icon=":material/public:",
                on_click=_open_public,
            )
        if address := link():
            st.caption(_("Link to this screen"))
            st.code(address, None)


def _name(view: View, form: str) -> str:
    internal = "internal-" if form == "zip" else ""
    return f"imbang-{internal}{view.region}-{view.as_of}.{form}"


def _open_public() -> None:
    """Have what is for the public take the place of this menu: for callbacks."""
    st.session_state[_AWAY] = False
    public_section.turn(True)


def _labels() -> dict[str, str]:
    return {
        "pdf": _("Two pages (PDF)"),
        "all.pdf": _("Everything (PDF)"),
        "pptx": _("Slides (PowerPoint)"),
        "xlsx": _("Workbook (Excel)"),
        "html": _("For a telephone (HTML)"),
        "zip": _("Internal data package (ZIP)"),
    }


def _maker(asked: Asked, keys: tuple[str, ...], form: str) -> Callable[[], bytes]:
    """Makes the file: outside of any run of the page, so of what was given here alone."""
    return partial(_file, paths.store_folder(), asked, keys, form, person.name())


def _file(
    store: Path, asked: Asked, keys: tuple[str, ...], form: str, by: str
) -> bytes:
    """The file; what it says is put on record, in the name of who sits here."""
    # what a file needs takes a second to load: only where one is made
    from imbang.briefs import writing
    from imbang.briefs.earlier import papers

    brief = making.of_store(store, asked, keys=keys)
    if form == "zip":
        content = writing.zipped(writing.as_package(store, brief))
    else:
        pages: writing.Pages = "all" if form == "all.pdf" else "two"
        kind = next(one for one in writing.FORMS if form.endswith(one))
        content = writing.as_file(store, brief, kind, pages=pages)
    if not acting.person().may(Right.DECIDE):
        return content  # what others print for themselves is no paper of the office
    with suppress(OSError):  # a store that takes no more still gives its files
        papers.keep(store, brief, by=by or _("a reader"))
    return content
