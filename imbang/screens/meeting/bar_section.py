"""The bar under the screens: the counter and the keys, which the browser turns itself,
and what is quiet beside them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from imbang.access.rights import Right
from imbang.app import elements as st
from imbang.app import paper
from imbang.app.components import component
from imbang.app.shown import allowed
from imbang.app.state import session
from imbang.app.state.view import View
from imbang.briefs.model import Screen
from imbang.screens.meeting import (
    away_section,
    noting_section,
    order_section,
    places,
    public_section,
)
from imbang.texts import _

_KEY = "stage"


@functools.cache
def _component() -> Callable[..., None]:
    html = '<nav class="stage"></nav>'
    return component("imbang_stage", program="stage", html=html, isolate_styles=False)


@st.fragment
def show_bar(view: View, screens: Sequence[Screen], back: str | None) -> None:
    """The bar of ``screens``; ``back`` is the address of the way back up.

    A fragment: turning to another screen, which the browser does by itself, tells the
    server which one it is, and runs no more than this.
    """
    session.speak()  # a run of its own has said neither language nor time zone
    paper.use_time_zone()
    view = session.current()
    keys = [one.key for one in screens]
    at = places.current(view, keys)
    with st.container(key="meeting_bar", horizontal=True, vertical_alignment="center"):
        _component()(
            key=_KEY,
            data={
                "screens": [{"key": one.key, "name": one.name} for one in screens],
                "exhibits": {
                    one.key: [exhibit.title for exhibit in one.exhibits]
                    for one in screens
                },
                "at": at,
                "back": back,
                "close": _summary(),
                "words": _words(),
            },
            on_screen_change=_turn,
        )
        here = next((one for one in screens if one.key == at), None)
        if allowed.may(Right.DECIDE):
            noting_section.show_noting(view, here)
        away_section.show_away(view, keys)
        public_section.show_public(view)
        if allowed.may(Right.SETTINGS):
            order_section.show_order()


def _turn() -> None:
    """Take over which screen the browser shows; it has written that into its link."""
    key = st.session_state[_KEY].get("screen")
    if key:
        session.choose(places.SCREEN, key)
        session.is_written()


def _summary() -> str:
    """The address of the page that a meeting is left for."""
    return f"./?{urlencode(session.query_of_page({}))}"


def _words() -> dict[str, str]:
    return {
        "screens": _("Screens"),
        "before": _("Screen before"),
        "next": _("Next screen"),
        "list": _("List of screens"),
        "notes": _("Notes"),
        "full": _("Full screen"),
        "close": _("Close meeting"),
        "other": _("Other exhibit"),
        "of": _("Screen {n} of {m}", n="#n", m="#m"),
    }
