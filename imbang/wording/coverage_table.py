"""Tables of coverage: which columns the summary and the list have, and how each cell is written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import numpy as np
import pandas as pd

from imbang import formats
from imbang.analysis.coverage_steps import STEPS, classify_uncovered
from imbang.drawing import columns
from imbang.drawing.tables import Cell, Column, Row, of_region
from imbang.formats import exists
from imbang.texts import _
from imbang.wording import verdicts
from imbang.wording.names import (
    STATE_MARKS,
    VERDICT_MARKS,
    in_sentence,
    level_name,
    state_name,
    verdict_name,
)

CHANGE = "uncovered_change"
_TONES = {"short": "short", "ample": "proportionate"}
ADDED = (CHANGE, "step", "state_order")


def summary_columns(level: str, largest: float) -> tuple[Column, ...]:
    """The few columns of the summary: who, how many, how far beyond reach."""
    return (
        _name_column(level_name(level)),
        columns.number("ppks", _("PMKS"), of="ppks_persons"),
        columns.number("psm", _("PSM"), of="psm_active"),
        _plain_ratio(),
        _uncovered_column(largest),
        Column(
            "villages",
            _("Villages with no PSM yet"),
            "number",
            lambda row: {"text": _of(row["villages_no_psm"], row["villages"])},
            source="villages_no_psm",
        ),
    )


def list_columns(
    level: str, largest: float, parents: Mapping[str, str], *, compares: bool
) -> tuple[Column, ...]:
    """All columns of the list of regions of ``level``; ``parents`` are named under."""
    found = [
        _name_column(level_name(level), parents),
        columns.number("ppks", _("PMKS"), of="ppks_persons"),
        columns.number("psm", _("PSM"), of="psm_active"),
        Column(
            "ratio",
            _("PMKS per PSM"),
            "number",
            _ratio_cell,
            source="ratio_ppks_per_psm",
        ),
        Column("state", _("State"), "state", _state_cell, source="state_order")
        if level == "village"
        else verdict_column(_under_verdict),
        _uncovered_column(largest),
    ]
    if compares:
        found.append(
            Column(
                "change",
                _("Change"),
                "number",
                lambda row: {"text": formats.signed(row[CHANGE])},
                source=CHANGE,
            )
        )
    if level == "village":
        return (*found, columns.number("shortage", _("PSM lacking")))
    return (*found, _shortage_column())


def prepare(now: pd.DataFrame, since: pd.Series[float] | None = None) -> pd.DataFrame:
    """``now`` with the steps its colours show, the order of states, and the change of
    uncovered persons by region code, where there is a comparison."""
    order = {state: i for i, state in enumerate(STATE_MARKS)}
    level = str(now["level"].iloc[0]) if len(now) else "village"
    steps = np.array([*STEPS, ""])[classify_uncovered(now, level)]
    rows = now.assign(step=steps, state_order=now["state"].map(order))
    if since is None:
        return rows
    return rows.assign(**{CHANGE: rows["region_code"].map(since)})


def keep(rows: pd.DataFrame, show: Collection[str]) -> pd.DataFrame:
    """The rows of the steps and states in ``show``; where none of a sort is, all."""
    steps, states = set(STEPS) & set(show), set(STATE_MARKS) & set(show)
    if steps:
        rows = rows[rows["step"].isin(steps)]
    return rows[rows["state"].isin(states)] if states else rows


def _name_column(label: str, parents: Mapping[str, str] | None = None) -> Column:
    def write(row: Row) -> Cell:
        told = (parents or {}).get(row["parent_code"], "")
        return of_region(row["region_code"], row["region_name"]) | {"under": told}

    return Column("name", label, "name", write, source="region_name")


def _plain_ratio() -> Column:
    return Column(
        "ratio",
        _("PMKS per PSM"),
        "number",
        lambda row: {"text": formats.ratio(row["ratio_ppks_per_psm"])},
        source="ratio_ppks_per_psm",
    )


def _uncovered_column(largest: float) -> Column:
    def write(row: Row) -> Cell:
        value = row["uncovered_persons"]
        share = value / largest if exists(value) and largest > 0 else 0.0
        return {
            "text": formats.least(value, is_least=row["is_uncovered_at_least"]),
            "bar": float(share),
            "tone": row["step"],
        }

    return Column(
        "uncovered", _("PMKS beyond reach"), "bar", write, source="uncovered_persons"
    )


def _shortage_column() -> Column:
    """PSM lacking, split: where there is none, and further ones where there are some."""

    def write(row: Row) -> Cell:
        if not exists(row["shortage"]):
            return {"text": formats.MISSING}
        split = [row["shortage_no_psm"], row["shortage_short"]]
        is_least = row["is_uncovered_at_least"]
        if not all(exists(part) for part in split) or sum(split) < row["shortage"]:
            # where they lack is not known
            return {"text": formats.least(row["shortage"], is_least=is_least)}
        without = formats.least(split[0], is_least=is_least)
        return {"text": f"{without} + {formats.number(split[1])}"}

    label = _("PSM lacking: villages without + with PSM")
    return Column("shortage", label, "number", write)


def _ratio_cell(row: Row) -> Cell:
    """The ratio, its 95 % interval under it; without PSM only a lower limit exists."""
    low, high = row["ratio_low"], row["ratio_high"]
    if exists(low) and exists(high):
        under = f"{formats.ratio(low)}–{formats.ratio(high)}"
    else:
        under = (
            _("over {low}", low=formats.ratio(low)) if exists(low) and low > 0 else ""
        )
    return {"text": formats.ratio(row["ratio_ppks_per_psm"]), "under": under}


def verdict_column(under: Callable[[Row], str] = verdicts.reason) -> Column:
    """What is said of a region that is held against chance; ``under`` it, unless told
    otherwise, why nothing is."""

    def write(row: Row) -> Cell:
        verdict = row["verdict"]
        return {
            "text": verdict_name(verdict),
            "mark": VERDICT_MARKS[verdict],
            "tone": _TONES.get(verdict, "unknown"),
            "under": under(row),
        }

    return Column("verdict", _("Verdict"), "state", write)


def _under_verdict(row: Row) -> str:
    """Why there is no verdict, or the state that the bare ratio gives."""
    told = state_name(row["state"])
    return verdicts.reason(row) or _("by its ratio: {state}", state=in_sentence(told))


def _state_cell(row: Row) -> Cell:
    state = row["state"]
    return {"text": state_name(state), "mark": STATE_MARKS[state], "tone": state}


def _of(part: object, whole: object) -> str:
    return f"{formats.number(part)} / {formats.number(whole)}"
