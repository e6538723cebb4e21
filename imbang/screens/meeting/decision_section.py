"""One decision over the page: what became of it, its history, and the form to change it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from imbang import paths
from imbang.access.rights import Right
from imbang.app import elements as st
from imbang.app import person
from imbang.app.shown import allowed, exhibits, parts
from imbang.app.shown.exhibits import Exhibit
from imbang.app.shown.table import show_table
from imbang.app.state import answers, meetings, session
from imbang.app.state.view import View
from imbang.decisions import records
from imbang.drawing.tables import draw
from imbang.refusals import Misuse, Refusal
from imbang.screens.meeting import tables, words
from imbang.settings import settings
from imbang.store.workspace import Workspace
from imbang.texts import _
from imbang.wording import decisions as wording
from imbang.wording.exhibits import decisions as listed
from imbang.wording.messages import decisions as messages

NUMBER = "decision"
Row = Mapping[Any, Any]


def show_decision(view: View) -> None:
    """The decision that the link names, over the page."""
    answer = meetings.decisions(view)
    number = view.own.get(NUMBER)
    if number is not None and number in set(answer["decision"]):
        st.dialog(
            _("Decision {number}", number=number),
            partial(_show, view, answer, number),
            on_dismiss=partial(session.choose, NUMBER, None),
        )


def _show(view: View, answer: pd.DataFrame, number: str) -> None:
    if session.current().own.get(NUMBER) != number:
        st.rerun()  # another one was chosen: its link is written by the page
    [row] = answer[answer["decision"] == number].to_dict("records")
    _show_others(answer, number)
    parts.show_heading(row["text"], wording.verdict_name(row))
    parts.show_notes(wording.told(row))
    parts.show_facts(tables.facts(row))
    _show_form(row)
    _show_history(number)
    _offer_list(view, answer)


def _show_others(answer: pd.DataFrame, number: str) -> None:
    """The way to every decision, those given up among them."""
    names = {
        row["decision"]: f"{row['decision']} · {messages.short(row['text'])}"
        f" · {wording.state_name(row['state'])}"
        for row in answer.to_dict("records")
    }
    session.sync("decision_pick", number)
    st.selectbox(
        _("All decisions"),
        list(names),
        key="decision_pick",
        format_func=names.__getitem__,
        on_change=lambda: session.choose(NUMBER, st.session_state["decision_pick"]),
    )


def _show_form(row: Row) -> None:
    """What can be changed of it; who changes it is asked for."""
    if not allowed.offers(Right.DECIDE):
        return
    parts.show_heading(
        _("Change it"), _("What it was stays in the history, with who changed it")
    )
    workspace = Workspace(paths.store_folder())
    officers = settings.current(workspace)["officers"].splitlines()
    person.ask(_("Who changes it"), officers, at="_decision")
    at = f"{row['decision']}_{row['changed_at']}"
    with st.form(f"change_{at}", border=False):
        text = st.text_area(
            _("What was decided"),
            row["text"],
            key=f"change_text_{at}",
            max_chars=records.LONGEST_TEXT,
            height=90,
        )
        left, right = st.columns(2)
        with left:
            who = st.text_input(
                _("Who does it"),
                row["who"] if isinstance(row["who"], str) else "",
                key=f"change_who_{at}",
                max_chars=records.LONGEST_NAME,
            )
            state = st.selectbox(
                _("State"),
                list(records.STATES),
                list(records.STATES).index(row["state"]),
                key=f"change_state_{at}",
                format_func=wording.state_name,
            )
        with right:
            due = st.date_input(
                _("By when"),
                date.fromisoformat(row["due"]) if isinstance(row["due"], str) else None,
                key=f"change_due_{at}",
                format="DD/MM/YYYY",
            )
            target = st.text_input(
                _("To what (target)"),
                words.write_target(None if pd.isna(row["target"]) else row["target"]),
                key=f"change_target_{at}",
                max_chars=40,
            )
        reason = st.text_input(
            _("Reason, where it is given up"),
            row["reason"] if isinstance(row["reason"], str) else "",
            key=f"change_reason_{at}",
            max_chars=records.LONGEST_TEXT,
        )
        if st.form_submit_button(
            _("Save"), key=f"change_save_{at}", icon=":material/check:"
        ):
            said = {"text": text, "who": who, "state": state, "reason": reason}
            _save(row, target, said | {"due": due.isoformat() if due else ""})


def _save(row: Row, target: str, values: Mapping[str, Any]) -> None:
    """Keep the change; or say why not, and keep what was typed."""
    workspace = Workspace(paths.store_folder())
    before = workspace.version()
    try:
        aimed = {"target": words.read_target(target)}
        records.change(
            workspace, row["decision"], {**values, **aimed}, by=person.name()
        )
    except (Misuse, Refusal) as refused:
        st.error(str(refused), icon=":material/error:")
        return
    is_new = workspace.version() != before
    st.toast(_("Saved.") if is_new else _("Nothing has changed."))
    st.rerun()


def _show_history(number: str) -> None:
    changes = records.history(Workspace(paths.store_folder()), number)
    parts.show_heading(_("History"), _("Who, when, from what to what"))
    show_table(
        draw(tables.history(changes), tables.history_columns(), caption=_("History")),
        key=f"history_{number}",
    )


def _offer_list(view: View, answer: pd.DataFrame) -> None:
    """All decisions as files."""
    parts.show_heading(_("The whole list as a file"))
    rows = listed.rows(answer, date.today())
    exhibits.offer_files(
        Exhibit(
            "decisions",
            messages.title(rows.to_dict("records"), answers.region_name(view)),
            _("The figure as it was shown, and now"),
            rows,
            listed.table_columns(),
            "decisions",
            data=answer,
        )
    )
