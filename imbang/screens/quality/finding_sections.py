"""The work list on the page: its filters, the list, and one finding opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from imbang import formats, paths
from imbang.access import acting
from imbang.access.rights import Right
from imbang.app import elements as st
from imbang.app import person
from imbang.app.shown import allowed, controls, files, parts
from imbang.app.shown import chosen as noted
from imbang.app.shown.table import show_table
from imbang.app.state import answers, session
from imbang.app.state.remembered import taken
from imbang.app.state.view import View
from imbang.drawing import tables
from imbang.drawing.tables import Table
from imbang.questions import finding_notes
from imbang.questions import rules as checks
from imbang.reference import regions
from imbang.refusals import Misuse, Refusal
from imbang.screens.quality import findings as worklist
from imbang.store.workspace import FINDING, Workspace
from imbang.texts import _, plural
from imbang.wording import findings

_ALL = ""
_REFUSED = "finding_refused"


def show_findings(view: View, officers: Sequence[str]) -> None:
    """The list beside the finding that was opened: of the regions whose findings the
    reader may see."""
    if not allowed.offers(Right.FINDINGS):
        _show_counts(view)
        return
    if not allowed.may(Right.FINDINGS, view.region):
        st.caption(_told_regions())
    rows = taken(
        worklist.written,
        answers.ask("findings", region=view.region, as_of=view.as_of),
    )
    if rows.empty:
        parts.show_nothing(
            _("No rule has found anything here for this month. Nothing is to be done.")
        )
        return
    shown = taken(worklist.keep, rows, _choose(view, rows))
    chosen = view.own.get("finding")
    opened = rows[rows["finding_id"] == chosen]
    left, right = st.columns([12, 8], gap="large")
    with left:
        _show_list(view, shown, chosen)
    with right:
        if opened.empty:
            _invite(rows)
        else:
            _show_one(dict(opened.iloc[0]), officers)


def _show_counts(view: View) -> None:
    """For who sees how many there are, not which: each rule with what it is about."""
    counts = answers.ask("finding_counts", region=view.region, as_of=view.as_of)
    parts.show_heading(_("How many findings are open, by rule"))
    show_table(
        worklist.rule_table(
            dict(counts.groupby("rule")["findings"].sum()), leads=False
        ),
        key="rules",
    )


def _told_regions() -> str:
    known = regions.load()
    return _(
        "You see the findings of {regions}; those of others, who has a role there.",
        regions=", ".join(
            known.name(code) for code in acting.person().regions(Right.FINDINGS)
        ),
    )


def _choose(view: View, rows: pd.DataFrame) -> worklist.Wanted:
    """The filters; each travels in the link."""
    states = {s: findings.state_name(s) for s in finding_notes.STATES}
    severities = {s: findings.severity_name(s) for s in worklist.SEVERITY_MARKS}
    rules = dict(zip(rows["rule"], rows["rule_title"], strict=True))
    owners = {o: o for o in sorted(rows["owner"].dropna().unique())}
    owners[worklist.UNOWNED] = _("Nobody yet")
    with st.container(key="order", horizontal=True, vertical_alignment="bottom"):
        state = _pick(view, "state", _("Handling"), states, otherwise="open")
        severity = _pick(view, "severity", _("Severity"), severities)
        rule = _pick(view, "rule", _("Rule"), rules, width=320)
        titles = dict(zip(rows["dataset"], rows["dataset_title"], strict=True))
        dataset = _pick(view, "about", _("Dataset"), titles)
        owner = _pick(view, "owner", _("Looked after by"), owners)
        session.sync("find", view.own.get("find", ""))
        noted.note(_("Search"), view.own.get("find", ""))
        st.text_input(
            _("Search"),
            key="find",
            icon=":material/search:",
            live=True,
            width=220,
            on_change=lambda: session.choose("find", st.session_state["find"] or None),
        )
    return worklist.Wanted(
        state, severity, rule, dataset, owner, view.own.get("find", "")
    )


def _pick(
    view: View,
    name: str,
    label: str,
    words: Mapping[str, str],
    *,
    otherwise: str = _ALL,
    width: int = 190,
) -> str | None:
    """One filter: a value, or all; what the link says, else ``otherwise``."""
    options = [_ALL, *words]
    asked = view.own.get(name, otherwise)
    asked = asked if asked in options else otherwise
    key = f"pick_{name}"
    session.sync(key, asked)
    noted.note(label, words.get(asked, ""))
    st.selectbox(
        label,
        options,
        key=key,
        width=width,
        format_func=lambda value: words.get(value) or _("All"),
        on_change=lambda: session.choose(name, st.session_state[key]),
    )
    return asked or None


def _show_list(view: View, rows: pd.DataFrame, chosen: str | None) -> None:
    n = len(rows)
    told = plural("{count} finding", "{count} findings", n, count=formats.number(n))
    parts.show_heading(_("Work list"), told)
    if rows.empty:
        parts.show_nothing(_("No finding matches the filters."))
        return

    def show(page: int) -> None:
        show_table(
            taken(_page, rows, page, chosen),
            key="findings",
            on_choose=lambda id: session.choose("finding", id),
        )

    pages = tables.pages(n)
    of = f"{pages}_{view.region}_{view.as_of}"
    controls.show_pages(pages, show, key="findings", of=of, rows=n)
    files.offer(
        rows,
        worklist.list_columns(),
        f"findings_{view.region}_{view.as_of}",
        title=_("Work list"),
        under=told,
        answers={"findings": rows},
    )


def _page(rows: pd.DataFrame, page: int, chosen: str | None) -> Table:
    return worklist.table(rows.iloc[tables.part(page)], chosen=chosen)


def _invite(rows: pd.DataFrame) -> None:
    """While nothing is opened: which rules found most."""
    parts.show_heading(
        _("By rule"), _("Open findings of each; press one to see only those")
    )
    show_table(
        taken(
            worklist.rule_table,
            taken(worklist.open_by_rule, rows),
            chosen=session.current().own.get("rule"),
        ),
        key="rules",
        on_choose=lambda rule: session.choose("rule", rule),
    )


def _show_one(row: Mapping[Any, Any], officers: Sequence[str]) -> None:
    """One finding: what, where, why it matters, how to mend it, who does."""
    finding = str(row["finding_id"])
    rule = checks.rules()[str(row["rule"])]
    with st.container(border=True, key="finding"):
        parts.show_heading(rule.text("title"), str(row["region_name"]))
        parts.show_sentence(str(row["sentence"]))
        places = findings.places(findings.read_detail(str(row["detail"])))
        facts = [(_("In the file"), "; ".join(places[:6]))] if places else []
        facts += [(_("Found since"), formats.month(str(row["since"])))]
        parts.show_facts(facts)
        show_rule(rule)
        _show_form(finding, row, officers)
        _show_history(finding)
        st.button(
            _("Close"),
            key="finding_close",
            type="tertiary",
            on_click=session.choose,
            args=("finding", None),
        )


def show_rule(rule: checks.Rule) -> None:
    """A rule explains itself."""
    parts.show_explanations(
        [
            (_("What it looks for"), rule.text("looks_for")),
            (_("Why it matters"), rule.text("why")),
            (_("How to mend it"), rule.text("mend")),
        ]
    )


def _show_form(finding: str, row: Mapping[Any, Any], officers: Sequence[str]) -> None:
    """State, owner and note; saved together under the name of who says so."""
    states = list(finding_notes.STATES)
    person.ask(_("Who notes it"), officers)
    with st.form(f"note_{finding}_{row['changed_at']}", border=False):
        state = st.segmented_control(
            _("Handling"),
            states,
            default=str(row["state"]),
            required=True,
            format_func=findings.state_name,
        )
        owner = st.text_input(_("Looked after by"), _text(row["owner"]), max_chars=80)
        note = st.text_area(_("Note"), _text(row["note"]), max_chars=1000, height=90)
        if st.form_submit_button(_("Save"), icon=":material/check:"):
            _save(finding, state, owner, note)
    if refused := st.session_state.pop(_REFUSED, None):
        st.error(refused)


def _save(finding: str, state: str | None, owner: str, note: str) -> None:
    by = person.name()
    if not by:
        st.session_state[_REFUSED] = _("Say first who notes it.")
        st.rerun()
    try:
        finding_notes.note(
            paths.store_folder(), finding, by=by, state=state, owner=owner, note=note
        )
    except (Misuse, Refusal) as refusal:
        st.session_state[_REFUSED] = str(refusal)
    st.rerun()


def _show_history(finding: str) -> None:
    """Who said what of this finding, the latest first."""
    changes = [
        change
        for change in Workspace(paths.store_folder()).changes(FINDING, most=5000)
        if change.key == finding and change.after
    ]
    if not changes:
        return
    parts.show_explanations(
        [
            (
                f"{change.changed_by}, {formats.moment(change.changed_at)}",
                " · ".join(
                    text
                    for text in (
                        findings.state_name(change.after["state"]),
                        change.after["owner"],
                        change.after["note"],
                    )
                    if text
                ),
            )
            for change in changes[:8]
        ]
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
