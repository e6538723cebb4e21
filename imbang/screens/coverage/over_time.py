"""Coverage month by month: classes on one scale, what they stand for, their table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from imbang import formats
from imbang.analysis import class_breaks
from imbang.analysis.class_breaks import Scheme
from imbang.analysis.coverage_steps import UNKNOWN, classify_uncovered
from imbang.analysis.judgement import JUDGEMENTS, of_verdicts, steps_of
from imbang.drawing import columns
from imbang.drawing.maps import value_map
from imbang.drawing.maps.value_map import Classes
from imbang.drawing.tables import Cell, Column, Row
from imbang.screens.coverage import map_kinds
from imbang.texts import _
from imbang.wording.coverage import coverage_legend
from imbang.wording.coverage.verdicts import JUDGEMENT_MARKS, judgement_name
from imbang.wording.lateness import older_report
from imbang.wording.names import level_name

DATASETS = {"ppks_period": ("ppks",), "psm_period": ("pillars", "pillar_counts")}
"""Which reports tell the figures of which column of periods."""


@dataclass(frozen=True)
class Month:
    """What the map of a month shows: ``rows`` of ``coverage`` (n), the class of each, and
    which of them are told by an ``older`` report than that of the round."""

    month: str
    rows: pd.DataFrame
    classes: Classes
    older: NDArray[np.bool_]

    @property
    def keys(self) -> list[str]:
        """The names of the classes (n)."""
        names = [*self.classes.keys, "unknown"]  # the last is `UNKNOWN`
        return [names[step] for step in self.classes.steps.tolist()]


def classes(
    shown: str, rows: pd.DataFrame, level: str, limits: Sequence[float] = ()
) -> Classes:
    """The classes of ``rows`` of coverage, as the map of that month has them: verdicts,
    people beyond reach, or ``smoothed_ratio`` between ``limits``."""
    if shown == "verdict":
        return Classes((), steps_of(of_verdicts(rows)), ramp="judged")
    if shown == "uncovered":
        return Classes((), classify_uncovered(rows, level), ramp="need")
    values = rows["smoothed_ratio"].to_numpy(dtype=float)
    steps = class_breaks.steps(values, limits)
    return Classes(tuple(limits), steps, from_zero=False, ramp="need")


def limits(scheme: Scheme, months: Sequence[pd.DataFrame]) -> list[tuple[float, ...]]:
    """The limits of the smoothed ratio in each month: steps of its own norm, or else for
    all months those of the last, so that one legend tells all."""
    found = []
    for rows in months if scheme == "policy" else [months[-1]]:
        norm = rows["norm"].dropna()
        policy = [f * float(norm.iloc[0]) for f in (0.5, 1, 2)] if len(norm) else ()
        values = rows["smoothed_ratio"].to_numpy(dtype=float)
        found.append(class_breaks.limits(values, scheme, policy))
    return found if scheme == "policy" else found * len(months)


def names(shown: str, months: Sequence[Month]) -> dict[str, str]:
    """What each class of all months stands for, by key; those not met are left out where
    they have no limits of their own."""
    if shown == "verdict":
        return {key: judgement_name(key, short=True) for key in JUDGEMENTS}
    if shown == "uncovered":
        level = str(months[-1].rows["level"].iloc[0])
        rows = pd.concat([one.rows for one in months], ignore_index=True)
        return {e.key: e.label for e in coverage_legend.legend(rows, level)}
    if len({one.classes.limits for one in months}) > 1:
        told = (
            _("up to half its norm"),
            _("up to its norm"),
            _("up to twice its norm"),
            _("more than twice its norm"),
        )
        keys = months[-1].classes.keys
        return dict(zip((*keys, "unknown"), (*told, _("not known")), strict=True))
    steps = np.concatenate([one.classes.steps for one in months])
    every = Classes(months[-1].classes.limits, steps, from_zero=False, ramp="need")
    return {key: name for key, name, _n in value_map.legend(every)}


def told(month: Month, names: Mapping[str, str]) -> str:
    """The map of a month in words: how many regions each class has."""
    keys = month.keys
    counts = [
        f"{name} {formats.number(n)}"
        for key, name in names.items()
        if (n := keys.count(key))
    ]
    if n := int(month.older.sum()):
        counts.append(f"{older_report()} {formats.number(n)}")
    return f"{formats.short_month(month.month)}: {', '.join(counts)}"


def title(shown: str, months: Sequence[Month], names: Mapping[str, str]) -> str:
    """How many regions were worst first and are last."""
    worst = "clearly_short" if shown == "verdict" else "high"
    label = names.get(worst, "")
    if shown != "verdict" and label:
        label = f"{map_kinds.shown_name(shown)}, {label}"
    last = months[-1]
    known = [one for one in months if (one.classes.steps != UNKNOWN).any()]
    if not known or not label:
        return _("Nothing is known of these months")
    first = known[0]
    if first is last:
        return _(
            "{label}: {n} regions in {month}",
            label=label,
            n=formats.number(last.keys.count(worst)),
            month=formats.short_month(last.month),
        )
    return _(
        "{label}: {n} regions in {first}, {m} in {month}",
        label=label,
        n=formats.number(first.keys.count(worst)),
        first=formats.short_month(first.month),
        m=formats.number(last.keys.count(worst)),
        month=formats.short_month(last.month),
    )


def notes(months: Sequence[Month]) -> list[str]:
    """What else a reader must know: that norms differ, what old reports are."""
    norms = [one.rows["norm"].dropna() for one in months]
    known = [float(norm) for some in norms for norm in (some.min(), some.max())]
    known = [norm for norm in known if formats.exists(norm)]
    found = []
    if len({round(norm, 6) for norm in known}) > 1:
        found.append(
            _(
                "Each month is held against the norm of that month, from {low} to {high}"
                " PMKS to one PSM, as the page of that month is.",
                low=formats.number(min(known), 1),
                high=formats.number(max(known), 1),
            )
        )
    if any(one.older.any() for one in months):
        found.append(
            _(
                "Told by an older report: the round brought no new figure, or of a village"
                " not all of it, so that the one before it is carried forward."
            )
        )
    return found


def table(
    shown: str, months: Sequence[Month], names: Mapping[str, str]
) -> pd.DataFrame:
    """A region a row in the order of the last month, worst first; a month has its step,
    figure, class in words and whether it is ``older``."""
    rows = months[-1].rows[["region_code", "region_name", "parent_code", "level"]]
    found = rows.set_index("region_code", drop=False)
    figure = {"uncovered": "uncovered_persons", "smoothed": "smoothed_ratio"}.get(shown)
    for one in months:
        told = pd.DataFrame(
            {
                f"{one.month} step": one.classes.steps.astype("float64"),
                f"{one.month} figure": one.rows[figure].astype("float64")
                if figure
                else np.nan,
                f"{one.month} is_least": one.rows["is_uncovered_at_least"].astype(bool)
                if shown == "uncovered"
                else False,
                f"{one.month} key": one.keys,
                f"{one.month} class": [names.get(key, "") for key in one.keys],
                f"{one.month} older": one.older,
            }
        ).set_index(one.rows["region_code"].to_numpy())
        told.loc[told[f"{one.month} step"] == UNKNOWN, f"{one.month} step"] = np.nan
        found = found.join(told)
    by, rises = f"{months[-1].month} step", shown == "verdict"
    return found.sort_values(
        by, ascending=rises, na_position="last", kind="stable"
    ).reset_index(drop=True)


def table_columns(
    shown: str, months: Sequence[str], level: str, parents: Mapping[str, str]
) -> tuple[Column, ...]:
    """Regions, and a column a month."""
    return (
        columns.region(level_name(level), under=parents),
        *(_month_column(shown, month) for month in months),
    )


def _month_column(shown: str, month: str) -> Column:
    label = formats.short_month(month)

    def kind(row: Row) -> str:
        older = older_report() if row[f"{month} older"] else ""
        told = "" if shown == "verdict" else row[f"{month} class"]
        return "; ".join(filter(None, [told, older]))

    def write(row: Row) -> Cell:
        if shown == "verdict":
            key = row[f"{month} key"]
            return {
                "text": row[f"{month} class"],
                "mark": JUDGEMENT_MARKS[key],
                "tone": key,
                "under": kind(row),
            }
        return {"text": figure(row), "under": kind(row)}

    def figure(row: Row) -> str:
        value = row[f"{month} figure"]
        if shown == "smoothed":
            return formats.ratio(value)
        return formats.least(value, is_least=bool(row[f"{month} is_least"]))

    below = Column(
        f"{month} note",
        _("{column}: note", column=label),
        "text",
        lambda row: {"text": kind(row)},
    )
    if shown == "verdict":
        plain = Column(
            month, label, "text", lambda row: {"text": row[f"{month} class"]}
        )
        return Column(
            month, label, "state", write, source=f"{month} step", parts=(plain, below)
        )
    value: dict[str, Any] = {
        "figure": columns.at_least(f"{month} figure", f"{month} is_least")
        if shown == "uncovered"
        else lambda row: (row[f"{month} figure"], columns.RATIO)
    }
    plain = Column(month, label, "number", lambda row: {"text": figure(row)}, **value)
    return Column(
        month, label, "number", write, source=f"{month} figure", parts=(plain, below)
    )
