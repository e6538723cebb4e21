"""The list of decisions: rows in the order a meeting takes them, and their columns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd

from imbang import formats
from imbang.decisions import figures
from imbang.drawing import columns
from imbang.drawing.tables import Cell, Column, Figure, Row
from imbang.formats import exists
from imbang.questions.indicators import indicators
from imbang.reference import regions
from imbang.reference.levels import NATION
from imbang.texts import _
from imbang.wording import decisions as wording
from imbang.wording.messages import decisions as messages

MARKS = {
    "moved": "●",
    "not_beyond_chance": "○",
    "restated": "↻",
    "no_newer_report": "…",
    "unknown": "?",
}
_TONES = {True: "better", False: "worse"}


def rows(answer: pd.DataFrame, today: date) -> pd.DataFrame:
    """Decisions of an answer, those overdue first, then by the day they are due, what is
    carried out last; what was given up is left out. Words that tell of them are added."""
    kept = answer[answer["state"] != "dropped"]
    records = kept.to_dict("records")
    told = kept.assign(
        region_name=[region_name(row["region_code"]) for row in records],
        figure_name=[wording.figure_name(row["figure"]) for row in records],
        verdict_name=[wording.verdict_name(row) for row in records],
        state_name=[wording.state_name(row["state"]) for row in records],
        told=[" ".join(wording.told(row)) for row in records],
        is_overdue=[messages.is_overdue(row, today) for row in records],
        is_open=kept["state"] == "open",
    )
    return told.sort_values(
        ["is_overdue", "is_open", "due", "decision"],
        ascending=[False, False, True, True],
        na_position="last",
        kind="stable",
    ).reset_index(drop=True)


def region_name(code: str) -> str:
    """A region by name; its code where there is none of it any more."""
    return "Indonesia" if code == NATION else regions.load().names.get(code, code)


def table_columns() -> tuple[Column, ...]:
    """What, who, by when; the figure then and now, and what is to be said of it. Files
    have figure, region, state and number in columns of their own."""
    return (
        Column("text", _("What"), "name", _what, parts=_what_parts()),
        columns.text("who", _("Who")),
        Column("due", _("By when"), "text", _due, "", None, _due_parts()),
        Column(
            "then_now", _("Then → now"), "text", _then_now, "value_now", None, _sides()
        ),
        _figure("target", _("Target")),
        Column("verdict", _("Verdict"), "state", _verdict, parts=_verdict_parts()),
        columns.text("told", _("What became of it")),
    )


def _what_parts() -> tuple[Column, ...]:
    return (
        columns.text("decision", _("Decision no.")),
        columns.name("text", _("What")),
        columns.text("state_name", _("State")),
        columns.place(_("Region")),
        columns.text("figure_name", _("Figure")),
    )


def _what(row: Row) -> Cell:
    about = _(
        "{figure}, {region}", figure=row["figure_name"], region=row["region_name"]
    )
    return {"text": row["text"], "under": about, "decision": row["decision"]}


def _due(row: Row) -> Cell:
    due = row["due"]
    if not isinstance(due, str):
        return {"text": formats.MISSING}
    told: Cell = {"text": formats.short_day(date.fromisoformat(due))}
    return told | {"under": _("Overdue")} if row["is_overdue"] else told


def _due_parts() -> tuple[Column, ...]:
    def day(row: Row) -> Figure:
        due = row["due"]
        known = date.fromisoformat(due) if isinstance(due, str) else None
        return known, columns.DAY

    return (
        Column("due", _("By when"), "text", _due, "", day),
        Column(
            "is_overdue",
            _("Overdue"),
            "text",
            lambda row: {"text": _("Overdue") if row["is_overdue"] else ""},
        ),
    )


def _then_now(row: Row) -> Cell:
    then, now = (_written(row, f"value_{side}") for side in ("then", "now"))
    return {"text": f"{then} → {now}"}


def _sides() -> tuple[Column, ...]:
    return (
        _figure("value_then", _("Figure as shown")),
        columns.month("as_of", _("Month shown")),
        _figure("value_restated", _("The same, as told today")),
        _figure("value_now", _("Figure now")),
    )


def _figure(key: str, label: str) -> Column:
    """Figures, each as its own kind is written."""

    def cell(row: Row) -> Cell:
        return {"text": _written(row, key)}

    return Column(key, label, "number", cell, "", _as_number(key))


def _as_number(key: str) -> Callable[[Row], Figure]:
    def figure(row: Row) -> Figure:
        of, value = row["figure"], row[key]
        digits = figures.digits(of, value)
        about = indicators().get(of)
        if about is not None and about.unit == "percent":
            return columns.of_hundred(value, digits)
        return value, columns.with_digits(digits)

    return figure


def _written(row: Row, key: str) -> str:
    value: Any = row[key]
    return wording.written(row["figure"], value) if exists(value) else formats.MISSING


def _verdict(row: Row) -> Cell:
    is_moved = row["verdict"] == "moved"
    return {
        "text": row["verdict_name"],
        "mark": MARKS[row["verdict"]],
        "tone": _TONES.get(row["is_better"], "") if is_moved else "",
        "under": _beside(row),
    }


def _beside(row: Row) -> str:
    """The change with its interval; of what was restated, from what to what it was."""
    if row["verdict"] == "restated":
        return _(
            "{month}: {then} → {now}",
            month=formats.short_month(row["as_of"]),
            then=_written(row, "value_then"),
            now=_written(row, "value_restated"),
        )
    if not exists(row["change"]):
        return ""
    digits = figures.digits(row["figure"], row["compared_now"])
    change = formats.signed(row["change"], digits)
    return _("{change} ({interval})", change=change, interval=wording.interval(row))


def _verdict_parts() -> tuple[Column, ...]:
    return (
        columns.text("verdict_name", _("Verdict")),
        Column(
            "verdict_note",
            _("{column}: note", column=_("Verdict")),
            "text",
            lambda row: {"text": _beside(row)},
        ),
    )
