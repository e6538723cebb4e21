"""Tables of the page Impor Data: sheets read, what is replaced, the two histories.

Takes what the modules of the store give; gives what the table widget draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from imbang import formats
from imbang.drawing import columns
from imbang.drawing.tables import Cell, Column, Row, Table, draw
from imbang.intake.report.results import Report
from imbang.screens.imports.desk import Replacement
from imbang.texts import _
from imbang.wording.deliveries import (
    dataset_title,
    office_name,
    period_name,
    who_and_when,
)

SHORT_HASH = 10


def sheets_read(report: Report) -> Table:
    """What each sheet of a file was taken for."""
    rows = [
        {
            "sheet": sheet.sheet or "–",
            "dataset": dataset_title(sheet.dataset) or _("Not read"),
            "office": office_name(report.offices.get(sheet.file)),
            "period": period_name(sheet.period),
            "rows": sheet.rows if sheet.dataset else None,
        }
        for sheet in report.sheets
    ]
    headings = (
        columns.name("sheet", _("Sheet")),
        columns.text("dataset", _("Read as")),
        columns.text("office", _("Office")),
        columns.text("period", _("Period")),
        columns.number("rows", _("Rows")),
    )
    return draw(rows, headings, caption=_("What each sheet was taken for"))


def replaced(found: Sequence[Replacement]) -> Table:
    """What would be recorded, and what it takes the place of."""
    headings = (
        columns.name("dataset", _("Dataset")),
        columns.text("office", _("Office")),
        columns.text("period", _("Period")),
        Column("rows", _("Rows"), "number", _rows_cell),
        Column("before", _("In place of"), "text", _before_cell),
    )
    made = [_replacement(one) for one in found]
    return draw(made, headings, caption=_("To be recorded"))


def _replacement(one: Replacement) -> dict[str, Any]:
    return {
        "dataset": one.draft.title,
        "office": office_name(one.draft.office),
        "period": period_name(one.draft.period),
        "rows": one.draft.table.num_rows,
        "before": one.before,
    }


def _rows_cell(row: Row) -> Cell:
    now, before = row["rows"], row["before"]
    if before is None:
        return {"text": formats.number(now)}
    change = formats.signed(now - before.rows) if now != before.rows else _("as many")
    return {
        "text": f"{formats.number(before.rows)} → {formats.number(now)}",
        "under": change,
    }


def _before_cell(row: Row) -> Cell:
    before = row["before"]
    if before is None:
        return {"text": _("New")}
    return {"text": who_and_when(before), "under": before.file}


def sent(rows: Sequence[Row], *, chosen: str | None) -> Table:
    """Submissions as `imbang.store.history` lists them."""
    headings = (
        Column("dataset", _("Dataset"), "name", _sent_cell),
        Column(
            "office", _("Office"), "text", lambda r: {"text": office_name(r["office"])}
        ),
        columns.text("period", _("Period")),
        columns.number("rows", _("Rows")),
        Column("by", _("Sent by"), "text", _by_cell),
        Column("file", _("File"), "text", _file_cell),
        Column("state", _("State"), "state", _sent_state),
    )
    return draw(
        rows,
        headings,
        caption=_("Submissions"),
        chosen=chosen,
        lead=lambda r: (
            r["submission_id"],
            _("Show submission {id}", id=r["submission_id"]),
        ),
    )


def _sent_cell(row: Row) -> Cell:
    return {"text": dataset_title(row["dataset"]), "under": row["submission_id"]}


def _by_cell(row: Row) -> Cell:
    return {"text": row["recorded_by"], "under": formats.moment(row["recorded_at"])}


def _file_cell(row: Row) -> Cell:
    return {
        "text": row["file"],
        "under": f"SHA-256 {row['sha256'][:SHORT_HASH]}…",
        "hint": f"SHA-256 {row['sha256']}",
    }


_STATE_MARKS = {
    "counts": ("✓", "proportionate"),
    "replaced": ("↷", "unknown"),
    "withdrawn": ("✕", "no_psm"),
}


def _sent_state(row: Row) -> Cell:
    mark, tone = _STATE_MARKS[row["state"]]
    under = {
        "counts": _("published") if row["is_in_snapshot"] else _("not published yet"),
        "replaced": _("by {id}", id=row["replaced_by"]),
        "withdrawn": _("by {name}", name=row["withdrawn_by"]),
    }[row["state"]]
    return {
        "text": sent_state(row["state"]),
        "under": under,
        "mark": mark,
        "tone": tone,
    }


def sent_state(state: str) -> str:
    """What became of a submission, in words."""
    names = {
        "counts": _("Counts"),
        "replaced": _("Replaced"),
        "withdrawn": _("Withdrawn"),
    }
    return names[state]


def published(rows: Sequence[Row], *, chosen: str | None) -> Table:
    """Snapshots as `imbang.store.history` lists them."""
    headings = (
        columns.name("snapshot_id", _("Snapshot")),
        Column(
            "made_at",
            _("Published"),
            "text",
            lambda r: {"text": formats.moment(r["made_at"])},
        ),
        columns.number("submissions", _("Submissions")),
        columns.text("version", _("Version")),
        Column("state", _("State"), "state", _snapshot_state),
    )
    return draw(
        rows,
        headings,
        caption=_("Snapshots"),
        chosen=chosen,
        lead=lambda r: (r["snapshot_id"], _("Show snapshot {id}", id=r["snapshot_id"])),
    )


def _snapshot_state(row: Row) -> Cell:
    if row["is_current"]:
        return {"text": _("Current"), "mark": "✓", "tone": "proportionate"}
    return {"text": _("Kept"), "mark": "–", "tone": "unknown"}
