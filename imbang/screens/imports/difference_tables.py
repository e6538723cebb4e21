"""The differences of two snapshots as tables: what was sent, and which figures changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from imbang import formats
from imbang.drawing import columns
from imbang.drawing.tables import Cell, Column, Row, Table, draw, of_region
from imbang.publishing.differences import Differences, Sent
from imbang.settings import settings, words
from imbang.texts import _
from imbang.wording import deliveries
from imbang.wording.names import STATE_MARKS, figure_name, state_name

_DIGITS = {"norm": 1}


def sent(found: Sequence[Sent]) -> Table:
    """The submissions that only one of the snapshots was made from."""
    headings = (
        columns.name("what", _("Change")),
        columns.text("dataset", _("Dataset")),
        columns.text("office", _("Office")),
        columns.text("period", _("Period")),
        Column("rows", _("Rows"), "number", lambda r: {"text": r["rows"]}),
        columns.text("by", _("Sent by"), under="id"),
    )
    caption = _("Submissions that make the difference")
    return draw([_sent(one) for one in found], headings, caption=caption)


def _sent(one: Sent) -> dict[str, Any]:
    names = {
        "added": _("Added"),
        "replaced": _("Took another's place"),
        "removed": _("No longer counts"),
    }
    submission = one.submission
    now = formats.number(submission.rows)
    rows = f"{formats.number(one.before.rows)} → {now}" if one.before else now
    return {
        "what": names[one.what],
        "dataset": deliveries.dataset_title(submission.dataset),
        "office": deliveries.office_name(submission.office),
        "period": deliveries.period_name(submission.period),
        "rows": rows,
        "by": deliveries.who_and_when(submission),
        "id": submission.id,
    }


def changed(rows: pd.DataFrame, level: str) -> Table:
    """One page of the figures that changed; ``level`` is that of their regions."""
    headings = (
        Column("region", level, "name", _region_cell, source="region_name"),
        Column(
            "figure",
            _("Figure"),
            "text",
            lambda r: {"text": figure_name(r["figure"])},
        ),
        Column("before", _("Before"), "number", lambda r: _value(r, "before")),
        Column("after", _("After"), "number", lambda r: _value(r, "after")),
        Column("change", _("Change"), "number", _change_cell),
        Column("cause", _("Brought by"), "text", _cause_cell, source="submissions"),
    )
    caption = _("Figures that changed")
    return draw(rows, headings, caption=caption)


def _region_cell(row: Row) -> Cell:
    named = of_region(row["region_code"], row["region_name"])
    return named | {"under": row["region_code"]}


def _value(row: Row, side: str) -> Cell:
    if row["figure"] == "state":
        state = row[f"state_{side}"]
        if not isinstance(state, str):
            return {"text": formats.MISSING}
        return {"text": f"{STATE_MARKS[state]} {state_name(state)}"}
    return {"text": formats.number(row[side], _DIGITS.get(row["figure"], 0))}


def _change_cell(row: Row) -> Cell:
    return {"text": formats.signed(row["change"], _DIGITS.get(row["figure"], 0))}


def _cause_cell(row: Row) -> Cell:
    named = [row["submissions"]] if isinstance(row["submissions"], str) else []
    if isinstance(row["settings"], str):
        named += [_(settings.find(key).name) for key in row["settings"].split(", ")]
    return {"text": ", ".join(named) or _("rules of counting")}


def set_otherwise(found: Differences) -> list[str]:
    """In sentences: the settings that changed, and whether the rules did."""
    lines = [
        _(
            "{setting}: {before} → {after}",
            setting=_(settings.find(key).name),
            before=words.shown(key, before),
            after=words.shown(key, after),
        )
        for key, (before, after) in found.settings.items()
    ]
    if found.rules:
        lines.append(_("Reference data or the rules of counting changed in between."))
    return lines
