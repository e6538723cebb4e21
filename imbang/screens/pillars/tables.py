"""Tables and columns of the page on pillars."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from imbang import formats
from imbang.drawing import columns
from imbang.drawing.tables import Cell, Column, Row, Table, draw
from imbang.reference import kinds as reference_kinds
from imbang.texts import _
from imbang.wording.names import level_name

# state → its sign and the tone of the sign; the number itself is what was reported
SIGNS: Mapping[str, tuple[str, str]] = {
    "reported": ("", ""),
    "partial": ("◐", "medium"),
    "reported_zero": ("✕", "absent"),
    "not_collected": ("–", "not_collected"),
    "not_reported": ("?", "unknown"),
}


def state_name(state: str) -> str:
    """A state of a kind in a region, in words."""
    return {
        "reported": _("reported"),
        "partial": _("reported in part"),
        "reported_zero": _("absent: reported, and there is none"),
        "not_collected": _("not counted by the office here"),
        "not_reported": _("no report yet"),
    }[state]


def matrix(answer: pd.DataFrame, level: str) -> Table:
    """Kinds across, regions down; each cell a number or the sign of why there is none.

    ``answer`` is that of ``pillar_matrix``.
    """
    kinds = list(dict.fromkeys(answer["kind"]))
    names = dict(zip(answer["region_code"], answer["region_name"], strict=True))
    cells = {
        (row["region_code"], row["kind"]): _cell(row)
        for row in answer.to_dict("records")
    }

    def heading(kind: str) -> Column:
        def write(row: Row) -> Cell:
            return cells[row["region_code"], kind]

        return Column(kind, _short(kind), "count", write)

    return draw(
        [{"region_code": code, "region_name": name} for code, name in names.items()],
        [columns.region(level_name(level)), *map(heading, kinds)],
        caption=_("Kinds of pillars by region"),
    )


def _cell(row: Mapping[Any, Any]) -> Cell:
    state = str(row["status"])
    sign, tone = SIGNS[state]
    has_number = state in ("reported", "partial")
    kind = reference_kinds.pillar_kinds()[row["kind"]].label
    told = [kind, state_name(state)]
    if isinstance(row["period"], str):
        told.append(formats.short_month(row["period"]))
    return {
        "text": formats.number(row["count"]) if has_number else "",
        "mark": sign,
        "tone": tone,
        "hint": " · ".join(told),
    }


def matrix_columns(level: str) -> tuple[Column, ...]:
    """Kinds of regions on a line each, for a file."""
    kinds = reference_kinds.pillar_kinds()

    def kind_cell(row: Row) -> Cell:
        return {"text": kinds[row["kind"]].label}

    def state_cell(row: Row) -> Cell:
        return {"text": state_name(row["status"])}

    return (
        columns.region(level_name(level)),
        Column("kind", _("Kind"), "text", kind_cell),
        columns.number("count", _("Active")),
        Column("status", _("State"), "text", state_cell),
        columns.month("period", _("Reported")),
    )


def _short(kind: str) -> str:
    row = reference_kinds.pillar_kinds()[kind]
    return row.abbreviation or row.label


def state_counts(answer: pd.DataFrame) -> list[tuple[str, str, str, str]]:
    """The legend of the matrix: tone, sign, name and number of cells of each state."""
    counts = answer["status"].value_counts()
    return [
        (tone, sign or "12", state_name(state), formats.number(counts.get(state, 0)))
        for state, (sign, tone) in SIGNS.items()
    ]


def dual_columns(level: str) -> tuple[Column, ...]:
    """People and counts with and without double counting, by region."""
    return (
        columns.region(level_name(level)),
        columns.number("added_up", _("Added up over kinds")),
        columns.number("persons", _("Different people, all kinds")),
        columns.number("counted_twice", _("Counted twice or more")),
        columns.number("two_kinds", _("With two kinds")),
        columns.number("three_kinds", _("With three or more")),
    )


def pair_columns() -> tuple[Column, ...]:
    """Pairs of kinds that the same people hold."""
    return (
        columns.name("pair", _("Kinds held at once")),
        columns.number("persons", _("People")),
    )


def age_columns(level: str) -> tuple[Column, ...]:
    """How long ago rows were confirmed, by region."""
    return (
        columns.region(level_name(level)),
        columns.number("rows", _("Active rows")),
        columns.number("within_6_months", _("Up to 6 months")),
        columns.number("within_12_months", _("7–12 months")),
        columns.number("within_24_months", _("13–24 months")),
        columns.number("longer_ago", _("Over 24 months")),
        columns.number("never", _("Never confirmed")),
        columns.percent("current_share", _("Current")),
    )


def vacancy_columns(level: str) -> tuple[Column, ...]:
    """Regions without anybody of a kind, with their need."""
    return (
        columns.region(level_name(level)),
        columns.text("within", _("In")),
        columns.number("ppks_persons", _("PMKS")),
    )


def trait_columns(label: str) -> tuple[Column, ...]:
    """The categories of one trait."""
    return (
        columns.name("category_name", label),
        columns.number("persons", _("Active PSM")),
        columns.percent("share", _("Share"), digits=1),
    )


def trend_columns() -> tuple[Column, ...]:
    """Number and quality by month."""
    return (
        columns.month("month", _("Month")),
        columns.number("reported", _("Active with counts")),
        columns.number("active", _("Active by name")),
        columns.number("current", _("Confirmed within 12 months")),
        columns.number("trained", _("Trained")),
        columns.number("valid", _("Valid")),
    )
