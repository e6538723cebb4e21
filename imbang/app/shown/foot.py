"""The foot of a page: what its figures rest on, and behind their age who reported."""

from __future__ import annotations

from imbang.app import elements as st
from imbang.app.shown import parts, rounds, sources
from imbang.app.state import session
from imbang.texts import _
from imbang.wording import rounds as told_rounds

_KEY = "who_reported"


def show() -> None:
    """The notes of the page, and the strip of the reports that it rests on, which is
    asked for and drawn only once it is opened."""
    parts.show_notes(sources.gathered())
    if not (datasets := sources.datasets()):
        return
    with st.expander(
        _("Age of the data: who reported, round by round"),
        key=_KEY,
        on_change="rerun",
    ):
        if not st.session_state.get(_KEY):
            return
        view = session.current()
        if told_rounds.together(rounds.asked(view), datasets).empty:
            parts.show_nothing(_("No office here is to send these in rounds."))
        else:
            rounds.show(view, "sources", datasets)
