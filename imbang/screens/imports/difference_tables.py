"""The differences of two snapshots as tables: what was sent, and which figures changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from imbang import formats
from imbang.drawing import columns
from imbang.drawing.tables import Cell, Column, Figure, Row, Table, draw, of_region
from imbang.publishing.differences import Differences, Sent
from imbang.settings import settings, words
from imbang.store.manifests import Submission
from imbang.texts import _, plural
from imbang.wording import deliveries
from imbang.wording.names import STATE_MARKS, figure_name, state_name

_DIGITS = {"norm": 1}
_NAMED = 2  # submissions of one figure that are told by name


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


def by_cause(figures: pd.DataFrame) -> pd.DataFrame:
    """The figures that changed as they are shown, those with the fewest causes first.

    What one submission brought leads; what follows from many, as a norm does, comes last.
    Greater changes come before smaller ones.
    """
    digits = figures["figure"].map(_DIGITS).fillna(0).astype(int)
    size = figures["change"].abs()
    is_seen = ~(size < 0.5 / 10**digits)  # also where one side is missing
    causes = sum(
        figures[name].str.count(",").add(1).fillna(0)
        for name in ("submissions", "settings")
    )
    order = pd.DataFrame({"causes": causes, "size": -size})[is_seen]
    return figures.loc[order.sort_values(["causes", "size"], kind="stable").index]


def changed(rows: pd.DataFrame, level: str, sent: Sequence[Sent]) -> Table:
    """One page of the figures that changed; ``level`` is that of their regions."""
    return draw(
        rows,
        changed_columns(level, sent),
        caption=_("Figures that changed"),
        lead=lambda _row: None,
    )


def changed_columns(level: str, sent: Sequence[Sent]) -> tuple[Column, ...]:
    """Figures before and after, each in its own unit, led by what brought it."""
    by_id = {one.submission.id: one for one in sent}
    return (
        Column(
            "cause",
            _("Brought by"),
            "name",
            lambda r: _cause_cell(r, by_id),
            source="submissions",
        ),
        Column("region", level, "text", _region_cell, source="region_name"),
        Column(
            "figure",
            _("Figure"),
            "text",
            lambda r: {"text": figure_name(r["figure"])},
        ),
        _side("before", _("Before")),
        _side("after", _("After")),
        Column("change", _("Change"), "number", _change_cell, "", _change_figure),
    )


def _side(side: str, label: str) -> Column:
    def figure(row: Row) -> Figure:
        if row["figure"] == "state":
            state = row[f"state_{side}"]
            return (state_name(state) if isinstance(state, str) else None), ""
        return row[side], columns.with_digits(_DIGITS.get(row["figure"], 0))

    return Column(side, label, "number", lambda r: _value(r, side), "", figure)


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


def _change_figure(row: Row) -> Figure:
    digits = columns.with_digits(_DIGITS.get(row["figure"], 0))
    return row["change"], columns.with_sign(digits)


def _cause_cell(row: Row, by_id: Mapping[str, Sent]) -> Cell:
    ids = row["submissions"].split(", ") if isinstance(row["submissions"], str) else []
    keys = row["settings"].split(", ") if isinstance(row["settings"], str) else []
    named = [_(settings.find(key).name) for key in keys]
    if not ids:
        return {"text": ", ".join(named) or _("rules of counting")}
    if len(ids) > _NAMED:
        n = formats.number(len(ids))
        many = plural("{n} submission", "{n} submissions", len(ids), n=n)
        return {"text": ", ".join([many, *named])}
    told = [_told(by_id[id].submission) for id in ids if id in by_id]
    return {"text": "; ".join([*told, *named]), "under": ", ".join(ids)}


def _told(one: Submission) -> str:
    dataset = deliveries.dataset_title(one.dataset)
    return f"{dataset} · {deliveries.office_name(one.office)} · {one.period}"


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
