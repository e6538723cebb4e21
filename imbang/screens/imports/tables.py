"""Tables of the page Impor Data: sheets read, what is replaced, the two histories.

Takes what the modules of the store give; gives what the table widget draws.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from imbang import formats
from imbang.drawing.tables import Cell, Column, Kind, Row, Table
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
    columns = (
        _plain("sheet", _("Sheet"), "name"),
        _plain("dataset", _("Read as")),
        _plain("office", _("Office")),
        _plain("period", _("Period")),
        _number("rows", _("Rows")),
    )
    return _table(rows, columns, _("What each sheet was taken for"))


def replaced(found: Sequence[Replacement]) -> Table:
    """What would be recorded, and what it takes the place of."""
    columns = (
        _cell("dataset", _("Dataset"), "name", lambda r: {"text": r["dataset"]}),
        _plain("office", _("Office")),
        _plain("period", _("Period")),
        _cell("rows", _("Rows"), "number", _rows_cell),
        _cell("before", _("In place of"), "text", _before_cell),
    )
    return _table([_replacement(one) for one in found], columns, _("To be recorded"))


def _replacement(one: Replacement) -> dict[str, Any]:
    return {
        "dataset": dataset_title(one.draft.dataset),
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
    columns = (
        _cell("dataset", _("Dataset"), "name", _sent_cell),
        _cell(
            "office", _("Office"), "text", lambda r: {"text": office_name(r["office"])}
        ),
        _cell("period", _("Period"), "text", lambda r: {"text": r["period"]}),
        _cell(
            "rows", _("Rows"), "number", lambda r: {"text": formats.number(r["rows"])}
        ),
        _cell("by", _("Sent by"), "text", _by_cell),
        _cell("file", _("File"), "text", _file_cell),
        _cell("state", _("State"), "state", _sent_state),
    )
    drawn = tuple(
        {
            "code": row["submission_id"],
            "hint": _("Show submission {id}", id=row["submission_id"]),
            "chosen": row["submission_id"] == chosen,
            "cells": [column.write(row) for column in columns],
        }
        for row in rows
    )
    return Table(_("Submissions"), columns, drawn)


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
    columns = (
        _cell("id", _("Snapshot"), "name", lambda r: {"text": r["snapshot_id"]}),
        _cell(
            "made_at",
            _("Published"),
            "text",
            lambda r: {"text": formats.moment(r["made_at"])},
        ),
        _cell(
            "submissions",
            _("Submissions"),
            "number",
            lambda r: {"text": formats.number(r["submissions"])},
        ),
        _cell("version", _("Version"), "text", lambda r: {"text": r["version"]}),
        _cell("state", _("State"), "state", _snapshot_state),
    )
    drawn = tuple(
        {
            "code": row["snapshot_id"],
            "hint": _("Show snapshot {id}", id=row["snapshot_id"]),
            "chosen": row["snapshot_id"] == chosen,
            "cells": [column.write(row) for column in columns],
        }
        for row in rows
    )
    return Table(_("Snapshots"), columns, drawn)


def _snapshot_state(row: Row) -> Cell:
    if row["is_current"]:
        return {"text": _("Current"), "mark": "✓", "tone": "proportionate"}
    return {"text": _("Kept"), "mark": "–", "tone": "unknown"}


def _table(
    rows: Sequence[Mapping[str, Any]], columns: tuple[Column, ...], caption: str
) -> Table:
    drawn = tuple({"cells": [column.write(row) for column in columns]} for row in rows)
    return Table(caption, columns, drawn)


def _cell(key: str, label: str, kind: Kind, write: Callable[[Row], Cell]) -> Column:
    return Column(key, label, kind, key, write)


def _plain(key: str, label: str, kind: Kind = "text") -> Column:
    return _cell(key, label, kind, lambda row: {"text": row[key]})


def _number(key: str, label: str) -> Column:
    return _cell(key, label, "number", lambda r: {"text": formats.number(r[key])})
