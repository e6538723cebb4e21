"""Tables of coverage: which columns the summary and the list have, and how each cell is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from imbang import formats
from imbang.analysis.coverage_steps import STEPS, classify_uncovered
from imbang.analysis.judgement import JUDGEMENTS, of_row, of_verdicts
from imbang.drawing import columns
from imbang.drawing.tables import Cell, Column, Row, of_region
from imbang.formats import exists
from imbang.texts import _
from imbang.wording.coverage import verdicts
from imbang.wording.names import STATE_MARKS, level_name, state_name

CHANGE = "uncovered_change"
_IS_LEAST = "is_uncovered_at_least"
ADDED = (CHANGE, "step", "state_order", "judgement")


def summary_columns(level: str, largest: float) -> tuple[Column, ...]:
    """The six figures of the summary, and the villages with no PSM."""
    return (
        _name_column(level_name(level)),
        columns.number("psm", _("Active PSM"), of="psm_active"),
        columns.number("valid", _("Valid PSM")),
        columns.number("ppks", _("PMKS"), of="ppks_persons"),
        _plain_ratio(),
        _uncovered_column(largest),
        _villages_column(),
        columns.number("months_old", _("Age of the data, months")),
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
            parts=(
                _plain_ratio(),
                _ratio_part("ratio_low", _("PMKS per PSM, 95 %, from")),
                _ratio_part("ratio_high", _("PMKS per PSM, 95 %, to")),
            ),
        ),
        Column("state", _("State"), "state", _state_cell, source="state_order")
        if level == "village"
        else verdict_column(),
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
                figure=lambda row: (row[CHANGE], columns.with_sign(columns.WHOLE)),
            )
        )
    if level == "village":
        return (*found, columns.number("shortage", _("PSM lacking")))
    return (*found, _shortage_column())


def map_columns(level: str, *, compares: bool = False) -> tuple[Column, ...]:
    """The figures of a map of ``level`` in a file: those of the list."""
    return list_columns(level, 0, {}, compares=compares)


def prepare(now: pd.DataFrame, since: pd.Series[float] | None = None) -> pd.DataFrame:
    """``now`` with the steps its colours show, the order of states, of regions above
    villages the judgement, and the change of uncovered persons by region code, where
    there is a comparison."""
    order = {state: i for i, state in enumerate(STATE_MARKS)}
    level = str(now["level"].iloc[0]) if len(now) else "village"
    steps = np.array([*STEPS, ""])[classify_uncovered(now, level)]
    rows = now.assign(step=steps, state_order=now["state"].map(order))
    if level != "village" and "verdict" in now:
        rows = rows.assign(judgement=of_verdicts(now))
    if since is None:
        return rows
    return rows.assign(**{CHANGE: rows["region_code"].map(since)})


def keep(rows: pd.DataFrame, show: Collection[str]) -> pd.DataFrame:
    """The rows of the steps in ``show``, and of the states in it, or of the judgements
    where regions are judged; where none of a sort is, all."""
    steps = set(STEPS) & set(show)
    if steps:
        rows = rows[rows["step"].isin(steps)]
    if "judgement" in rows:
        judged = set(JUDGEMENTS) & set(show)
        return rows[rows["judgement"].isin(judged)] if judged else rows
    states = set(STATE_MARKS) & set(show)
    return rows[rows["state"].isin(states)] if states else rows


def _name_column(label: str, parents: Mapping[str, str] | None = None) -> Column:
    def write(row: Row) -> Cell:
        told = (parents or {}).get(row["parent_code"], "")
        return of_region(row["region_code"], row["region_name"]) | {"under": told}

    return Column("name", label, "name", write, source="region_name")


def _plain_ratio() -> Column:
    return _ratio_part("ratio_ppks_per_psm", _("PMKS per PSM"), key="ratio")


def _ratio_part(source: str, label: str, *, key: str = "") -> Column:
    """A ratio as it is written everywhere, whole from 20 on."""
    return Column(
        key or source,
        label,
        "number",
        lambda row: {"text": formats.ratio(row[source])},
        source=source,
        figure=lambda row: (row[source], columns.RATIO),
    )


def _villages_column() -> Column:
    """Villages without PSM of all, in a file side by side."""
    return Column(
        "villages",
        _("Villages with no PSM yet"),
        "number",
        lambda row: {"text": _of(row["villages_no_psm"], row["villages"])},
        source="villages_no_psm",
        parts=(
            columns.number("villages_no_psm", _("Villages with no PSM yet")),
            columns.number("villages", _("Number of villages")),
        ),
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
        "uncovered",
        _("PMKS beyond reach"),
        "bar",
        write,
        source="uncovered_persons",
        figure=columns.at_least("uncovered_persons", _IS_LEAST),
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
    parts = (
        columns.least("shortage", _("PSM lacking"), is_least=_IS_LEAST),
        columns.least(
            "shortage_no_psm", _("PSM lacking, villages without"), is_least=_IS_LEAST
        ),
        columns.number("shortage_short", _("PSM lacking, villages with PSM")),
    )
    return Column("shortage", label, "number", write, parts=parts)


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


def verdict_column(*, beside_limits: bool = False) -> Column:
    """What is said of a region that is held against chance, ordered by how far it is from
    the norm; under it the limits that say so, unless they stand beside it, or why nothing
    is said, and whether the region stands out even among its peers."""

    def under(row: Row) -> str:
        why = verdicts.reason(row) if beside_limits else verdicts.told_limits(row)
        apart = _("stands out") if verdicts.is_standing_out(row) else ""
        return "; ".join(filter(None, [why, apart]))

    def write(row: Row) -> Cell:
        judgement = of_row(row)
        return {
            "text": verdicts.judgement_name(judgement, short=True),
            "mark": verdicts.JUDGEMENT_MARKS[judgement],
            "tone": judgement,
            "under": under(row),
        }

    plain = Column(
        "verdict",
        _("Verdict"),
        "state",
        lambda row: {"text": verdicts.judgement_name(of_row(row), short=True)},
    )
    below = _("{column}: note", column=_("Verdict"))
    told = Column("verdict_note", below, "text", lambda row: {"text": under(row)})
    return Column(
        "verdict",
        _("Verdict"),
        "state",
        write,
        source="deviation",
        parts=(plain, told),
    )


def _state_cell(row: Row) -> Cell:
    state = row["state"]
    return {"text": state_name(state), "mark": STATE_MARKS[state], "tone": state}


def _of(part: object, whole: object) -> str:
    return f"{formats.number(part)} / {formats.number(whole)}"
