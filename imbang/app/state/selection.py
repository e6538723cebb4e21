"""The region that is selected on a page: one for its map, lists, charts and search.

The first press on a region selects it, wherever it stands; the second goes a level down
towards it. What is selected is a choice of the page, and so in its link.
"""

from __future__ import annotations

from dataclasses import replace

from imbang.app import elements as st
from imbang.app.state import session
from imbang.reference import regions
from imbang.reference.levels import (
    around,
    is_within,
    level_of,
    lower_level,
    parent,
    toward,
)
from imbang.texts import _
from imbang.wording.names import full_name

_PAGE = "imbang_shown_page"
_SHOWN = "imbang_shown_level"
_NOTED = "imbang_shown_level_of_run"


def begin_page(page: str) -> None:
    """Begin a run of a page. What the same page showed counts until this run has shown
    its own: a reader may press while it is drawn anew."""
    if st.session_state.get(_PAGE) != page:
        st.session_state[_PAGE], st.session_state[_SHOWN] = page, None
    st.session_state[_NOTED] = None


def note_shown(level: str) -> None:
    """Note that the page shows the regions of a level, one of which may be selected."""
    st.session_state[_SHOWN] = st.session_state[_NOTED] = level


def end_page() -> None:
    """End a run: what it did not show, the page does not show any more."""
    st.session_state[_SHOWN] = st.session_state.get(_NOTED)


def find(code: str) -> None:
    """Select a region that was searched for, and go to where it is shown unless it is
    already: for callbacks. A page that shows no regions goes to the region itself, as do
    all to a province, where one goes on looking.
    """
    view = session.current()
    shown = st.session_state.get(_SHOWN)
    is_here = is_within(code, around(view.region)) and (
        level_of(code) in (shown, lower_level(view.region))
    )
    if shown is None or level_of(code) in ("nation", "province"):
        session.go_to(code)
    elif code != view.region:
        at = view if is_here else view.at(parent(code))
        session.show(replace(at.marking(code), q="", show=()))


def mark(code: str | None) -> None:
    """Select a region, or none any more: for callbacks."""
    session.show(session.current().marking(code))


def press(code: str) -> None:
    """Select a region; go a level down towards it where it is selected: for callbacks."""
    if code == session.current().marked:
        open_(code)
    else:
        mark(code)


def open_(code: str) -> None:
    """Go a level down towards a region: for callbacks."""
    session.go_to(toward(session.current().region, code))


def what_opens(region: str, code: str) -> str:
    """What a second press on a region, ``region`` being in view, leads to, in words."""
    down = toward(region, code)
    return _("Go to {region}", region=_name(down))


def what_press_does(region: str, marked: str, code: str) -> str:
    """What a press on a region does, in words, where ``region`` is in view and ``marked``
    is selected; nothing for the one in view."""
    if code == region:
        return ""
    if code == marked:
        return what_opens(region, code)
    return _("Select {region}", region=_name(code))


def _name(code: str) -> str:
    return full_name(regions.load().names.get(code, code), level_of(code))
