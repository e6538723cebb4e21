"""Keeping something by a name: who keeps it, the name, and what came of it."""

from __future__ import annotations

from collections.abc import Callable

from imbang.access.rights import Right
from imbang.app import elements as st
from imbang.app import person
from imbang.app.shown import allowed, parts
from imbang.app.state.view import View
from imbang.refusals import Misuse, Refusal
from imbang.store import named
from imbang.texts import _, use_language


def offer(
    view: View, kind: str, label: str, example: str, keep: Callable[[str], object]
) -> None:
    """A field for the name and a button; ``keep`` takes the name, Misuse refuses it.

    Widgets are keyed by ``kind``, as is what `tell` leaves to be said. Whoever may not
    keep anything is told who may.
    """
    if not allowed.offers(Right.PLAN):
        return
    person.ask(_("Saved by"), ())
    with st.container(key=f"{kind}_new", horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            label,
            key=f"{kind}_name",
            width=300,
            max_chars=named.LONGEST_NAME,
            placeholder=example,
        )
        st.button(
            _("Save"),
            key=f"{kind}_save",
            icon=":material/save:",
            on_click=lambda: _keep(view, kind, keep),
        )
    if told := st.session_state.pop(f"{kind}_told", None):
        is_done, text = told
        (parts.show_done if is_done else st.error)(text)


def tell(kind: str, text: str, *, is_done: bool = True) -> None:
    """Leave what came of something to be said in the next run."""
    st.session_state[f"{kind}_told"] = (is_done, text)


def _keep(view: View, kind: str, keep: Callable[[str], object]) -> None:
    use_language(view.lang)
    name = str(st.session_state.get(f"{kind}_name", ""))
    try:
        keep(name)
    except (Misuse, Refusal) as refused:
        tell(kind, str(refused), is_done=False)
        return
    tell(kind, _("Saved: {name}", name=name.strip()))
