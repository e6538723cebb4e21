"""The last word: what will be recorded and replaced, accept or discard, and undo."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from imbang import formats, paths
from imbang.app import elements as st
from imbang.app import person
from imbang.app.shown import parts
from imbang.app.shown.table import show_table
from imbang.app.state import session
from imbang.intake import importing
from imbang.intake.importing import Outcome
from imbang.refusals import Refusal
from imbang.screens.imports import desk as importing_view
from imbang.screens.imports import (
    desk_session,
    effect_section,
    sample_section,
    tables,
)
from imbang.screens.imports.desk import Desk, Replacement
from imbang.store.acceptance import Locked, place_of
from imbang.store.deliveries import Overtaken, Store
from imbang.store.manifests import Submission
from imbang.store.slots import Slot
from imbang.texts import _, plural
from imbang.wording import deliveries

Told = Mapping[Slot, str | None]  # what was shown as replaced when it was accepted
_ASKED, _REFUSED, _DONE = "accept_asked", "accept_refused", "accepted"


def show_acceptance(store: Store) -> None:
    """What would be recorded; the buttons that do it or drop it."""
    lying = desk_session.current()
    found = importing_view.replacements(lying.drafts, store.counted())
    with st.container(key="accept"):
        parts.show_heading(_("To be recorded"), _under(found))
        for problem in lying.clashes:
            st.error(f"{problem.file}: {problem.message}", icon=":material/error:")
        if found:
            show_table(tables.replaced(found), key="replaced")
        if found:
            sample_section.offer_to_leave_behind(store)
        effect_section.show_effects(store, lying, found)
        if overtaken := _overtaken(found):
            st.warning(_told_overtaken(overtaken), icon=":material/group:")
        if refused := st.session_state.pop(_REFUSED, None):
            st.error(refused, icon=":material/error:")
        locked = _locked(store, found)
        if locked and not refused:
            st.error(locked, icon=":material/lock:")
        _show_buttons(lying, found, is_locked=bool(locked))


def accept_what_was_asked(store: Store) -> None:
    """Record what was accepted by a click, saying what came in between."""
    told: Told | None = st.session_state.pop(_ASKED, None)
    if told is None:
        return
    bar = st.progress(0.0, _("Recording …"))
    try:
        outcome = _record(store, told, bar)
    except Overtaken:
        pass  # the list, drawn anew, says what came in between
    except Refusal as refusal:
        st.session_state[_REFUSED] = str(refusal)
    else:
        _settle(outcome)
    finally:
        bar.empty()


def _record(store: Store, told: Told, bar: st.Bar) -> Outcome:
    def show(text: str, share: float) -> None:
        bar.progress(share, f"{_('Recording …')} {text}")

    lying = desk_session.current()
    return importing.import_files(
        store,
        lying.sources,
        lying.options,
        by=person.name(),
        received_on=desk_session.received_on(),
        replacing=told,
        without_sample=sample_section.is_left_behind(),
        progress=show,
        wanted=desk_session.is_open(),
    )


def _settle(outcome: Outcome) -> None:
    if outcome.delivery is None:  # what was found before no longer holds
        for item in desk_session.current().items:
            desk_session.say(item.name, item.options)
        return
    st.session_state[_DONE] = outcome.delivery
    desk_session.clear()


def show_accepted(store: Store) -> None:
    """What was recorded last in this session, with a way back."""
    id = st.session_state.get(_DONE)
    if id is None or desk_session.current().items:
        return
    sent = [one for one in store.counted() if one.id.partition("-")[0] == id]
    if not sent:
        st.session_state.pop(_DONE)
        return
    rows = sum(one.rows for one in sent)
    rest = _("The sample was taken out.") if _took_sample_out(store, id) else ""
    with st.container(key="accepted", horizontal=True, vertical_alignment="center"):
        done = plural(
            "Recorded as delivery {id}: {n} submission with {rows} rows.",
            "Recorded as delivery {id}: {n} submissions with {rows} rows.",
            len(sent),
            id=id,
            n=formats.number(len(sent)),
            rows=formats.number(rows),
        )
        parts.show_done(f"{done} {rest}".strip())
        st.button(
            _("Undo"),
            key="undo",
            icon=":material/undo:",
            help=_("Takes these submissions out of the count again, on record."),
            on_click=_undo,
            args=(id,),
        )


def _undo(id: str) -> None:
    session.speak()
    store = Store(paths.store_folder())
    sent = [one for one in store.counted() if one.id.partition("-")[0] == id]
    if sent and not session.attempt(
        lambda: store.withdraw(sent, by=person.name() or None)
    ):
        return
    st.session_state.pop(_DONE, None)
    st.toast(
        _("Withdrawn; the sample stays out. The command imbang demo brings it back.")
        if _took_sample_out(store, id)
        else _("Withdrawn; what counted before counts again.")
    )


def _took_sample_out(store: Store, id: str) -> bool:
    return any(one.manifest["withdraws"] for one in store.deliveries() if one.id == id)


def _under(found: list[Replacement]) -> str:
    if not found:
        return _("Nothing can be recorded yet.")
    replaced = sum(one.before is not None for one in found)
    return plural(
        "{n} submission, {replaced} of them in place of an earlier one",
        "{n} submissions, {replaced} of them in place of an earlier one",
        len(found),
        n=formats.number(len(found)),
        replaced=formats.number(replaced),
    )


def _locked(store: Store, found: list[Replacement]) -> str:
    """Who has accepted what would be changed; empty where nobody has."""
    leaves = sample_section.is_left_behind()
    without = [one.id for one in store.sample()] if leaves else []
    try:
        store.refuse_locked({place_of(one.draft) for one in found}, without)
    except Locked as locked:
        return str(locked)
    return ""


def _show_buttons(lying: Desk, found: list[Replacement], *, is_locked: bool) -> None:
    missing = _("It is locked.") if is_locked else _missing(lying)
    with st.container(key="decide", horizontal=True, vertical_alignment="center"):
        st.button(
            _("Accept"),
            key="accept_all",
            type="primary",
            disabled=bool(missing),
            icon=":material/check:",
            on_click=_ask,
            args=(importing_view.told(found),),
        )
        st.button(
            _("Discard"),
            key="discard",
            icon=":material/delete:",
            help=_("Drops the files; nothing was stored"),
            on_click=desk_session.clear,
        )
        if missing:
            st.html(f'<p class="missing">{escape(missing)}</p>')


def _missing(lying: Desk) -> str:
    """Why it cannot be accepted yet; empty where it can."""
    if lying.unchecked:
        return _("Not all files are checked yet.")
    verdicts = [importing_view.verdict(i.report) for i in lying.items if i.report]
    if "asks" in verdicts:
        return _("Answer the questions above first.")
    if "refused" in verdicts:
        return _("Mend the files with errors and drop them again, or remove them.")
    if not lying.is_ready:
        return _("There is nothing to accept.")
    return "" if person.name() else _("Say above on whose behalf you send.")


def _ask(told: Told) -> None:
    st.session_state[_ASKED] = told


def _overtaken(found: list[Replacement]) -> list[Submission]:
    """What came in between since this session first looked at the list."""
    seen = desk_session.first_seen(importing_view.told(found))
    return [
        one.before
        for one in found
        if one.before and one.before.id != seen[one.draft.slot]
    ]


def _told_overtaken(by: list[Submission]) -> str:
    names = "; ".join(
        _(
            "{dataset} of {office} for {period} by {name}",
            dataset=deliveries.dataset_title(one.dataset),
            office=deliveries.office_name(one.office),
            period=one.period,
            name=f"{one.recorded_by} ({formats.moment(one.recorded_at)})",
        )
        for one in by
    )
    return _(
        "While you looked, something else was recorded: {names}. The list above now "
        "shows it as what will be replaced. Accept if that is right.",
        names=names,
    )
