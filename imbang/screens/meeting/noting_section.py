"""Noting a decision while a screen is shown: a form filled in with what is on it."""

from __future__ import annotations

from datetime import date
from typing import Any

from imbang import formats, paths
from imbang.analysis.placement import scenarios
from imbang.app import elements as st
from imbang.app import person
from imbang.app.state import answers, coverage, session
from imbang.app.state.view import View
from imbang.briefs.model import Screen
from imbang.decisions import noting, records
from imbang.reference.levels import is_within
from imbang.reference.ratios import write_ratio
from imbang.refusals import Misuse, Refusal
from imbang.screens.meeting import words
from imbang.settings import settings
from imbang.store.deliveries import Store
from imbang.store.workspace import Workspace
from imbang.texts import _

_OPEN, _NOTED = "noting", "noted_last"


def show_noting(view: View, screen: Screen | None) -> None:
    """A quiet button, the form that it opens, and the way to undo what was just noted."""
    st.button(
        _("Note a decision"),
        key="note",
        type="tertiary",
        on_click=_turn,
        args=(True,),
    )
    _offer_undoing()
    if st.session_state.get(_OPEN):
        st.dialog(
            _("Note a decision"),
            lambda: _show_form(view, screen),
            on_dismiss=lambda: _turn(False),
        )


def _turn(is_open: bool) -> None:
    st.session_state[_OPEN] = is_open


def _show_form(view: View, screen: Screen | None) -> None:
    workspace = Workspace(paths.store_folder())
    st.caption(_shown(view, screen))
    person.ask(_("Who notes it"), settings.current(workspace)["officers"].splitlines())
    figures = words.figure_choices(screen)
    places = words.region_choices(view.region, answers.provinces())
    with st.form("note_form", border=False):
        text = st.text_area(
            _("What was decided"),
            key="note_text",
            max_chars=records.LONGEST_TEXT,
            height=90,
        )
        left, right = st.columns(2)
        with left:
            who = st.text_input(
                _("Who does it"), key="note_who", max_chars=records.LONGEST_NAME
            )
            figure = st.selectbox(
                _("Figure that is to move"),
                list(figures),
                key="note_figure",
                format_func=figures.__getitem__,
            )
            target = st.text_input(
                _("To what (target)"), key="note_target", max_chars=40
            )
        with right:
            due = st.date_input(_("By when"), None, key="note_due", format="DD/MM/YYYY")
            region = st.selectbox(
                _("Of which region"),
                list(places),
                key="note_region",
                format_func=places.__getitem__,
            )
            plan = _ask_plan(workspace, view)
        if st.form_submit_button(
            _("Note it"), key="note_save", type="primary", icon=":material/check:"
        ):
            _save(
                view,
                text=text,
                who=who,
                due=due,
                figure=figure,
                region=region,
                target=target,
                plan=plan,
            )


def _shown(view: View, screen: Screen | None) -> str:
    """What is on the screen, which the decision is kept with."""
    told = [screen.name] if screen else []
    told += [
        answers.region_name(view),
        formats.month(view.as_of),
        _("snapshot {id}", id=answers.snapshot() or formats.MISSING),
    ]
    return " · ".join(told)


def _ask_plan(workspace: Workspace, view: View) -> str:
    """The scenario whose places were decided; the field is there where one is kept."""
    names = [
        name
        for name, (one, _entry) in scenarios.saved(workspace).items()
        if is_within(one.region, view.region)
    ]
    if not names:
        return ""
    return st.selectbox(
        _("Plan of places that was decided"),
        ["", *names],
        key="note_plan",
        format_func=lambda name: name or _("None"),
    )


def _save(view: View, *, due: date | None, target: str, plan: str, **said: Any) -> None:
    """Keep the decision and close the form; or say why not, and keep what was typed."""
    asked = coverage.asked_by(view)
    try:
        number = noting.note(
            Store(paths.store_folder()),
            as_of=view.as_of,
            by=person.name(),
            due=due.isoformat() if due else "",
            target=words.read_target(target),
            norm=write_ratio(asked.norm) if asked.norm else "",
            kinds=asked.kinds,
            scenario=plan,
            snapshot=answers.snapshot(),
            **said,
        )
    except (Misuse, Refusal) as refused:
        st.error(str(refused), icon=":material/error:")
        return
    _turn(False)
    st.session_state[_NOTED] = number
    st.toast(_("Decision {number} is noted.", number=number))
    st.rerun()


def _offer_undoing() -> None:
    """The way to undo what was noted last, until somebody changes it."""
    number = st.session_state.get(_NOTED)
    if number is None:
        return
    changes = records.history(Workspace(paths.store_folder()), number)
    if len(changes) == 1:
        st.button(
            _("Undo decision {number}", number=number),
            key="note_undo",
            type="tertiary",
            on_click=_undo,
            args=(number,),
        )


def _undo(number: str) -> None:
    """Give it up: for callbacks. That it was noted stays on record."""

    def undo() -> None:
        records.change(
            Workspace(paths.store_folder()),
            number,
            {"state": "dropped", "reason": _("Undone right after it was noted")},
            by=person.name(),
        )

    if session.attempt(undo):
        del st.session_state[_NOTED]
        st.toast(_("Decision {number} is given up.", number=number))
