"""Accepting and reopening on the page: the buttons, what was done, the way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from imbang import formats, paths
from imbang.access import acting
from imbang.access.rights import Right
from imbang.app import elements as st
from imbang.app import person
from imbang.app.shown import parts
from imbang.app.state import session
from imbang.screens.acceptance import words
from imbang.store import accepting
from imbang.store.accepting import Before, Month, Seen
from imbang.store.deliveries import Store
from imbang.texts import _, plural

_DONE, _REASON = "acceptance_done", "acceptance_reason"


def show_done() -> None:
    """What was accepted or reopened last in this session, with a way back."""
    done: tuple[str, Before, Seen] | None = st.session_state.get(_DONE)
    if done is None:
        return
    told, before, seen = done
    with st.container(key="accepted", horizontal=True, vertical_alignment="center"):
        parts.show_done(told)
        st.button(
            _("Undo"),
            key="acceptance_undo",
            icon=":material/undo:",
            help=_("As it was before; both stay on record."),
            on_click=_undo,
            args=(before, seen),
        )


def may(one: Month) -> bool:
    """Whether who sits here may accept for the office."""
    return acting.person().may(Right.APPROVE, one.office)


def offer(one: Month) -> None:
    """The button that accepts an office's month, or the way to reopen it."""
    if not may(one):
        st.caption(_("Only the head of the office accepts and reopens."))
        return
    is_nameless = not person.name()
    if accepting.is_done(one):
        with st.popover(_("Reopen"), icon=":material/lock_open:", key="reopen"):
            st.say(
                _(
                    "The office can import into this month again. Figures count it as"
                    " not accepted until it is accepted once more."
                )
            )
            st.text_input(
                _("Reason"),
                key=_REASON,
                max_chars=accepting.LONGEST_REASON,
                live=True,
            )
            st.button(
                _("Reopen it"),
                key="reopen_it",
                type="primary",
                disabled=is_nameless or not st.session_state.get(_REASON, "").strip(),
                on_click=_reopen,
                args=(one,),
            )
    else:
        st.button(
            _("Accept it"),
            key="accept_month",
            type="primary",
            icon=":material/check:",
            disabled=is_nameless,
            on_click=_accept,
            args=([one],),
        )
    if is_nameless:
        st.caption(_("Say above who you are: the log keeps who accepted what."))


def offer_all(found: Sequence[Month]) -> None:
    """The way to accept several at once: those listed that wait."""
    waiting = [one for one in found if not accepting.is_done(one) and may(one)]
    n = len(waiting)
    if n < 2:
        return
    label = _("Accept all {n} listed", n=formats.number(n))
    with st.popover(label, icon=":material/done_all:", key="accept_several"):
        st.say(
            _(
                "Each is accepted as it counts now and locked. Open findings stay on the"
                " page Data quality; look at single reports first where you are not sure."
            )
        )
        st.button(
            _("Accept them"),
            key="accept_listed",
            type="primary",
            disabled=not person.name(),
            on_click=_accept,
            args=(waiting,),
        )
        if not person.name():
            st.caption(_("Say above who you are: the log keeps who accepted what."))


def _accept(found: Sequence[Month]) -> None:
    seen = {one.place: one.ids for one in found}

    def work(store: Store) -> Before:
        return accepting.accept(store, seen, by=person.name())

    _do(work, seen, lambda: _accepted_told(found))


def _accepted_told(found: Sequence[Month]) -> str:
    if len(found) == 1:
        return _("{name} is accepted and locked.", name=words.name(found[0]))
    n = len(found)
    return plural(
        "{n} monthly report is accepted and locked.",
        "{n} monthly reports are accepted and locked.",
        n,
        n=formats.number(n),
    )


def _reopen(one: Month) -> None:
    seen = {one.place: one.ids}
    reason = str(st.session_state.get(_REASON, ""))

    def work(store: Store) -> Before:
        return accepting.reopen(store, seen, reason=reason, by=person.name())

    _do(work, seen, lambda: _("{name} is open again.", name=words.name(one)))
    st.session_state[_REASON] = ""


def _do(work: Any, seen: Seen, told: Any) -> None:
    """Do what changes acceptance, for callbacks; keep the way back."""
    before: list[Before] = []
    store = Store(paths.store_folder())
    st.session_state.pop(_DONE, None)
    if session.attempt(lambda: before.append(work(store))) and before[0]:
        st.session_state[_DONE] = (told(), before[0], seen)


def _undo(before: Before, seen: Seen) -> None:
    store = Store(paths.store_folder())
    if session.attempt(
        lambda: accepting.put_back(store, before, seen, by=person.name())
    ):
        st.session_state.pop(_DONE, None)
        st.toast(_("Taken back."))
