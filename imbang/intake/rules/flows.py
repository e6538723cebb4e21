"""Flows: what a period's figures cover, and that no month is told twice.

A monthly figure covers its own period; a cumulative one ("s.d. bulan ini") covers
January to the period's last month. Cumulative figures of one year are steps of one
count and stand side by side; anything else that covers a month twice is refused.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from imbang.intake.files.cells import Mask, Rows
from imbang.intake.report.log import Findings
from imbang.intake.rules.rows import Record, described, first_of, heading_of, sheet_name
from imbang.periods import Period
from imbang.reference.datasets import FLOW, Dataset
from imbang.texts import _


def check_overlaps(
    rows: pd.DataFrame,
    dataset: Dataset,
    headings: Mapping[str, str],
    findings: Findings,
) -> None:
    """An error for each row whose flows cover months that another row's cover too."""
    if not dataset.flows:
        return
    keys = [key for key in dataset.unique[0] if key != "period"]
    spans = _spans(rows, dataset, keys)
    spans = spans[_doubtful(spans, keys)].sort_values([*keys, "first", "period_to"])
    if spans.empty:
        return
    at = _reached(spans, keys)
    reached = spans.iloc[at]
    wrong = _overlap(reached, spans) & (at != np.arange(len(spans)))
    pairs = spans[wrong].assign(other=np.flatnonzero(wrong))
    heading = headings.get("period", headings.get(FLOW))
    for span in first_of(pairs, "overlap", heading, findings):
        [before] = reached.iloc[[span["other"]]].to_dict("records")
        first, then = sorted((before, span), key=lambda one: int(one["row"]))
        _tell(first, then, dataset, headings, findings)


def _reached(spans: pd.DataFrame, keys: list[str]) -> Rows:
    """For each row the place of the one before it that reaches farthest; its own, if none.

    ``spans`` are in order of their first months, those of the same keys together.
    """
    group = spans.groupby(keys, sort=False)
    place = pd.Series(np.arange(len(spans)), spans.index)
    farthest = place.where(spans["period_to"] >= group["period_to"].cummax()).ffill()
    is_first = group.cumcount() == 0
    return farthest.shift(1).where(~is_first, place).to_numpy(np.intp)


def _spans(rows: pd.DataFrame, dataset: Dataset, keys: list[str]) -> pd.DataFrame:
    """The rows with flows, one a period, with the first month that they cover."""
    flowing = rows[rows[list(dataset.flows)].notna().any(axis=1)]
    flowing = flowing[flowing[[*keys, "period_to"]].notna().all(axis=1)]
    flowing = flowing.drop_duplicates([*keys, "period_from", "period_to"])
    is_total = flowing[FLOW].ne("monthly")
    january = 12 * (flowing["period_to"] // 12)
    first = flowing["period_from"].mask(is_total, january)
    return flowing.assign(first=first, is_total=is_total)


def _doubtful(spans: pd.DataFrame, keys: list[str]) -> pd.Series[bool]:
    """Which rows are to be compared: not steps of one cumulative count, nor alone."""
    has_others = spans.duplicated(keys, keep=False)
    is_mixed = ~spans.groupby(keys)["is_total"].transform("all")
    is_again = spans.duplicated([*keys, "period_to"], keep=False)
    return has_others & (is_mixed | is_again)


def _overlap(reached: pd.DataFrame, spans: pd.DataFrame) -> Mask:
    """Which rows cover months that the row reached before covers too."""
    totals = reached["is_total"].to_numpy() & spans["is_total"].to_numpy()
    is_step = totals & (
        reached["period_to"].to_numpy() != spans["period_to"].to_numpy()
    )
    covers = spans["first"].to_numpy() <= reached["period_to"].to_numpy()
    return np.asarray(covers & ~is_step, np.bool_)


def _tell(
    earlier: Record,
    later: Record,
    dataset: Dataset,
    headings: Mapping[str, str],
    findings: Findings,
) -> None:
    findings.sheet = sheet_name(later["sheet"])
    findings.add(
        "overlap",
        _(
            "{what}: the figures cover {months}, and those of row {row} cover {other}; "
            "expected each month once. Say in column “{flow}” whether they count from "
            "January or only the period itself.",
            what=described(later, dataset.unique[0], dataset),
            months=Period(later["first"], later["period_to"]),
            row=earlier["row"],
            other=Period(earlier["first"], earlier["period_to"]),
            flow=dataset.column(FLOW).heading,
        ),
        row=int(later["row"]) - 1,
        column=heading_of(later, headings.get("period", headings.get(FLOW))),
    )
