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
from imbang.screens.meeting import places, words
from imbang.settings import settings
from imbang.store.deliveries import Store
from imbang.store.workspace import Workspace
from imbang.texts import _

_STEP, _FORM = "noting", "form"  # then the number of what was noted


def show_noting(view: View, screen: Screen | None) -> None:
    """A quiet button, the form that it opens, and what can be done with what was noted."""
    st.button(
        _("Note a decision"), key="note", type="tertiary", on_click=_turn, args=(_FORM,)
    )
    step = st.session_state.get(_STEP)
    if step == _FORM:
        st.dialog(
            _("Note a decision"), lambda: _show_form(view, screen), on_dismiss=_close
        )
    elif step is not None:
        title = _("Decision {number} is noted.", number=step)
        st.dialog(title, lambda: _show_noted(step), on_dismiss=_close)


def _turn(step: str | None) -> None:
    st.session_state[_STEP] = step


def _close() -> None:
    _turn(None)


def _show_form(view: View, screen: Screen | None) -> None:
    workspace = Workspace(paths.store_folder())
    st.caption(_shown(view, screen))
    officers = settings.current(workspace)["officers"].splitlines()
    person.ask(_("Who notes it"), officers, at="_noting")
    figures = words.figure_choices(screen)
    regions = words.region_choices(view.region, answers.provinces())
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
                list(regions),
                key="note_region",
                format_func=regions.__getitem__,
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
    _turn(number)
    st.rerun()


def _show_noted(number: str) -> None:
    """What was noted last: seen at once among the others, or undone."""
    if st.session_state.get(_STEP) != number:
        st.rerun()
    decision, _entry = records.kept(Workspace(paths.store_folder()))[number]
    st.say(decision.text)
    with st.container(key="noted", horizontal=True):
        st.button(
            _("Show it"),
            key="note_show",
            type="primary",
            on_click=_show,
            args=(number,),
        )
        st.button(
            _("Undo"),
            key="note_undo",
            icon=":material/undo:",
            on_click=_undo,
            args=(number,),
        )
        st.button(_("Go on"), key="note_close", type="tertiary", on_click=_close)


def _show(number: str) -> None:
    """Show the screen of decisions, this one opened: for callbacks."""
    _close()
    session.show(places.opened(session.current(), "decisions", decision=number))


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
        _close()
        st.toast(_("Decision {number} is given up.", number=number))
