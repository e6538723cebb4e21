"""Tables of the page Acceptance: offices' months, what was sent, what was done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from imbang import formats
from imbang.drawing import columns
from imbang.drawing.tables import Cell, Column, Row, Table, draw
from imbang.screens.acceptance import words
from imbang.screens.acceptance.changes import Sent
from imbang.store.accepting import Month
from imbang.store.workspace import Change
from imbang.texts import _, plural
from imbang.wording.deliveries import (
    dataset_title,
    office_name,
    period_name,
    who_and_when,
)

_MARKS = {
    "waiting": ("◷", "unknown"),
    "reopened": ("↶", "short"),
    "changed": ("!", "no_psm"),
    "accepted": ("✓", "proportionate"),
}


def months(found: Sequence[Month], *, chosen: str | None) -> Table:
    """Offices' months: which, what was sent, how they stand."""
    rows = [
        {
            "key": one.key,
            "name": words.name(one),
            "office": office_name(one.office),
            "month": words.month(one),
            "sent": one,
            "state": one,
        }
        for one in found
    ]
    headings = (
        columns.name("office", _("Office"), under="month"),
        Column("sent", _("Sent"), "text", _sent_cell),
        Column("state", _("State"), "state", _state_cell),
    )
    return draw(
        rows,
        headings,
        caption=_("Monthly reports of offices"),
        chosen=chosen,
        lead=lambda row: (row["key"], _("Look at {name}", name=row["name"])),
    )


def _sent_cell(row: Row) -> Cell:
    one: Month = row["sent"]
    n = len(one.sent)
    return {
        "text": plural("{n} submission", "{n} submissions", n, n=formats.number(n)),
        "under": _("last {when}", when=formats.day(formats.local_day(one.last_sent))),
    }


def _state_cell(row: Row) -> Cell:
    one: Month = row["state"]
    mark, tone = _MARKS[one.state]
    return {
        "text": words.state_name(one.state),
        "under": one.by,
        "mark": mark,
        "tone": tone,
    }


def sent(found: Sequence[Sent]) -> Table:
    """The submissions of an office's month, each beside the one before it."""
    rows = [{"one": one} for one in found]
    headings = (
        Column("dataset", _("Dataset"), "name", _dataset_cell),
        Column("rows", _("Rows"), "number", _rows_cell),
        Column("by", _("Sent by"), "text", _by_cell),
    )
    return draw(rows, headings, caption=_("What was sent"))


def _dataset_cell(row: Row) -> Cell:
    now = row["one"].now
    return {
        "text": dataset_title(now.dataset),
        "under": period_name(now.period),
        "hint": now.id,
    }


def _rows_cell(row: Row) -> Cell:
    now, before = row["one"].now, row["one"].before
    if before is None:
        return {"text": formats.number(now.rows), "under": _("first report")}
    text, period = formats.number(now.rows), period_name(before.period)
    if now.rows == before.rows:
        return {"text": text, "under": _("as in {period}", period=period)}
    change = formats.signed(now.rows - before.rows)
    since = _("{change} since {period}", change=change, period=period)
    return {"text": text, "under": since}


def _by_cell(row: Row) -> Cell:
    now = row["one"].now
    return {"text": who_and_when(now), "under": now.file}


def history(changes: Sequence[Change]) -> Table:
    """Who accepted and reopened what when, the latest first."""
    rows: list[dict[str, Any]] = [
        {
            "what": words.logged(_state(one.before), _state(one.after)),
            "by": one.changed_by,
            "when": formats.moment(one.changed_at),
            "why": (one.after or {}).get("reason") or formats.MISSING,
        }
        for one in changes
    ]
    headings = (
        columns.name("what", _("What"), under="when"),
        columns.text("by", _("By")),
        columns.text("why", _("Reason")),
    )
    return draw(rows, headings, caption=_("On record"))


def _state(value: Any) -> str | None:
    return None if value is None else str(value["state"])
