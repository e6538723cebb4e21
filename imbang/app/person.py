"""Who sits before the screen: who logged in, else as they say; written into logs.

Where nobody has to log in, the name that was given is kept for the session.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from imbang.access import acting
from imbang.app import elements as st
from imbang.app.state import session
from imbang.refusals import Misuse, refuse_nik
from imbang.texts import _

_NAME, _REFUSED = "desk_by", "person_refused"


def name() -> str:
    """Who logged in, else the name that was given; empty where nobody has said."""
    who = acting.person()
    if not who.is_operator:
        return who.name
    return cast("str", st.session_state.get(_NAME, "")).strip()


def ask(label: str, officers: Sequence[str], *, at: str = "") -> None:
    """The field for the name, and the names of officers to choose from; ``at`` tells it
    apart where a page asks in several places. None where somebody logged in."""
    if not acting.person().is_operator:
        return
    field, pick = f"person_name{at}", f"person_pick{at}"
    with st.container(key=f"person{at}", horizontal=True, vertical_alignment="bottom"):
        session.sync(field, name())
        st.text_input(
            label,
            key=field,
            placeholder=_("Your name"),
            max_chars=80,
            live=True,
            width=300,
            on_change=lambda: _take(field),
        )
        if officers:
            session.sync(pick, name() if name() in officers else None)
            st.pills(
                _("Officers"),
                officers,
                key=pick,
                on_change=lambda: _take(pick),
            )
    if refused := st.session_state.pop(_REFUSED, None):
        st.error(refused, icon=":material/error:")


def _take(key: str) -> None:
    session.speak()
    given = st.session_state[key] or ""
    try:
        refuse_nik(given)
    except Misuse as refused:  # it would be shown to others, before anything is kept
        st.session_state[_REFUSED] = str(refused)
        given = ""
    st.session_state[_NAME] = given
