"""What was sent and what was published, to look back on and to take back."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from imbang import formats
from imbang.access.rights import Right
from imbang.app import elements as st
from imbang.app import person
from imbang.app.shown import allowed, controls, parts
from imbang.app.shown.table import show_table
from imbang.app.state import session
from imbang.app.state.remembered import remembered
from imbang.drawing.tables import part
from imbang.reference import regions
from imbang.refusals import Refusal
from imbang.screens.imports import desk_session, tables
from imbang.screens.imports.difference_sections import show_differences
from imbang.store import history
from imbang.store.deliveries import Store
from imbang.store.snapshots import current_snapshot, roll_back
from imbang.texts import _, plural
from imbang.wording import deliveries

Record = dict[str, Any]
_STATES = ("counts", "replaced", "withdrawn")


def show_sent(store: Store) -> None:
    """Every submission ever accepted: searched, looked at, withdrawn."""
    rows = history.seen_of(_sent(store.folder, store.state(), _published(store)))
    if not rows:
        parts.show_nothing(_("Nothing has been sent yet."))
        return
    found = _search(rows)
    n = len(found)
    parts.show_heading(
        _("Submissions"),
        plural("{n} submission", "{n} submissions", n, n=formats.number(n)),
    )
    own = session.current().own
    chosen = next((r for r in rows if r["submission_id"] == own.get("sent")), None)
    if chosen:
        _show_submission(store, chosen)
    if not found:
        parts.show_nothing(_("No submission matches the search."))
        return

    def show(page: int) -> None:
        show_table(
            tables.sent(found[part(page)], chosen=own.get("sent")),
            key="sent",
            on_choose=lambda id: session.choose("sent", id),
        )

    of = f"{own.get('find', '')}_{own.get('state', '')}"
    controls.show_linked_pages(show, rows=n, key="sent", of=of)


def _published(store: Store) -> str | None:
    current = current_snapshot(store.folder)
    return current.id if current else None


@remembered
def _sent(
    folder: Path,
    state: tuple[str, ...],  # noqa: ARG001 -- part of what is remembered
    snapshot: str | None,  # noqa: ARG001
) -> list[Record]:
    """Every submission, as long as nothing is recorded, erased or published."""
    return history.submission_rows(Store(folder))


def _search(rows: list[Record]) -> list[Record]:
    own = session.current().own
    with st.container(key="order", horizontal=True, vertical_alignment="bottom"):
        session.sync("find", own.get("find", ""))
        st.text_input(
            _("Search"),
            key="find",
            placeholder=_("Office, file, sender, hash"),
            icon=":material/search:",
            live=True,
            width=300,
            on_change=_find,
        )
        session.sync("state", own.get("state"))
        st.pills(
            _("State"),
            _STATES,
            key="state",
            format_func=tables.sent_state,
            on_change=lambda: _choose("state", st.session_state["state"]),
        )
    wanted = regions.load().sought(own.get("find", ""))
    state = own.get("state")
    return [
        row
        for row in rows
        if (state is None or row["state"] == state)
        and (not wanted or wanted in _searched(row))
    ]


def _searched(row: Record) -> str:
    said = (
        deliveries.dataset_title(row["dataset"]),
        deliveries.office_name(row["office"]),
        *(row[name] for name in ("office", "period", "file", "recorded_by", "sha256")),
    )
    return " ".join(said).casefold()


def _find() -> None:
    _choose("find", st.session_state["find"] or None)


def _choose(name: str, value: str | None) -> None:
    session.choose("sent_page", None)
    session.choose(name, value)


def _show_submission(store: Store, row: Record) -> None:
    """One submission whole, and the way to take it out of the count."""
    with st.container(border=True, key="submission"):
        st.html(f'<h3 class="part">{escape(_title(row))}</h3>')
        left, right = st.columns(2, gap="large")
        with left:
            parts.show_facts(_facts(row))
        with right:
            st.caption(_("SHA-256 of what was recorded"))
            st.code(row["sha256"], None, wrap_lines=True)
            with st.container(key="submission_buttons", horizontal=True):
                if row["state"] == "counts" and _may_withdraw(row):
                    _offer_withdrawal(store, row)
                st.button(
                    _("Close"),
                    key="close_submission",
                    type="tertiary",
                    on_click=session.choose,
                    args=("sent", None),
                )


def _may_withdraw(row: Record) -> bool:
    """As `imbang.store.deliveries.Store.withdraw`; where not, who may is said."""
    is_sample = row["is_sample"] and allowed.may(Right.GO_BACK)
    return is_sample or allowed.offers(Right.IMPORT, row["office"])


def _title(row: Record) -> str:
    dataset = deliveries.dataset_title(row["dataset"])
    return f"{dataset} · {deliveries.office_name(row['office'])} · {row['period']}"


def _facts(row: Record) -> list[tuple[str, str]]:
    facts = [
        (_("Submission"), row["submission_id"]),
        (_("File"), row["file"]),
        (_("Sheets"), row["sheets"] or formats.MISSING),
        (_("Rows"), formats.number(row["rows"])),
        (_("Sent by"), row["recorded_by"]),
        (_("Received on"), formats.day(row["received_on"])),
        (_("Recorded"), formats.moment(row["recorded_at"])),
        (_("State"), tables.sent_state(row["state"])),
    ]
    if row["state"] == "replaced":
        facts.append((_("Replaced by"), row["replaced_by"]))
    if row["state"] == "withdrawn":
        when = formats.moment(row["withdrawn_at"])
        facts.append((_("Withdrawn by"), f"{row['withdrawn_by']}, {when}"))
    return facts


def _offer_withdrawal(store: Store, row: Record) -> None:
    with st.popover(_("Withdraw"), icon=":material/undo:", key="withdraw"):
        st.say(
            _(
                "It no longer counts from the next publishing on; what it replaced "
                "counts again. It stays on record."
            )
        )
        desk_session.ask_name()
        st.button(
            _("Withdraw it"),
            key="withdraw_it",
            type="primary",
            disabled=not person.name(),
            on_click=_withdraw,
            args=(store, row["submission_id"]),
        )


def _withdraw(store: Store, id: str) -> None:
    session.speak()
    found = [one for one in store.counted() if one.id == id]
    if found and not session.attempt(lambda: store.withdraw(found, by=person.name())):
        return
    st.toast(_("Withdrawn. Publish, so that readers see it."))


def show_published(store: Store) -> None:
    """Every snapshot: looked at, compared, gone back to."""
    rows = _records(history.snapshot_history(store))
    if not rows:
        parts.show_nothing(_("Nothing is published yet."))
        return
    if refused := st.session_state.pop("rollback_refused", None):
        st.error(refused, icon=":material/error:")
    own = session.current().own
    left, right = st.columns([5, 7], gap="large")
    with left:
        parts.show_heading(_("Snapshots"), _("The current one is what readers see."))
        show_table(
            tables.published(rows, chosen=own.get("after")),
            key="published_list",
            on_choose=_look_at,
        )
    with right:
        _show_snapshot(store, rows)


def _look_at(id: str) -> None:
    session.choose("before", None)
    session.choose("month", None)
    session.choose("after", id)


def _show_snapshot(store: Store, rows: list[Record]) -> None:
    own = session.current().own
    current = next((r for r in rows if r["is_current"]), rows[0])
    chosen = next((r for r in rows if r["snapshot_id"] == own.get("after")), current)
    when = formats.moment(chosen["made_at"])
    parts.show_heading(_("Snapshot {id}", id=chosen["snapshot_id"]), when)
    if not chosen["is_current"]:
        _offer_going_back(store, chosen)
    show_differences(store, rows, chosen["snapshot_id"])


def _offer_going_back(store: Store, row: Record) -> None:
    id = row["snapshot_id"]
    if not allowed.offers(Right.GO_BACK):
        return
    with st.popover(_("Make it current"), icon=":material/history:", key="go_back"):
        st.say(
            _(
                "Readers will see the figures of snapshot {id} at once. Nothing is "
                "lost: you can go forth again the same way.",
                id=id,
            )
        )
        st.button(
            _("Make it current"),
            key="roll_back",
            type="primary",
            on_click=_roll_back,
            args=(store, id),
        )


def _roll_back(store: Store, id: str) -> None:
    session.speak()
    try:
        roll_back(store, id)
    except Refusal as refusal:
        st.session_state["rollback_refused"] = str(refusal)
    else:
        st.toast(_("Snapshot {id} is current.", id=id))


def _records(frame: Any) -> list[Record]:
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]
