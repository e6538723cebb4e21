"""Flows: what a period's figures cover, and that no month is told twice.

A monthly figure covers its own period; a cumulative one ("s.d. bulan ini") covers
January to the period's last month. Cumulative figures of one year are steps of one
count and stand side by side; anything else that covers a month twice is refused.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from imbang.intake.datasets import FLOW, Dataset
from imbang.intake.findings import Findings
from imbang.intake.rules import Record, described, heading_of
from imbang.periods import Period
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
    for _key, group in spans[_doubtful(spans, keys)].groupby(keys, sort=False):
        reached: Record | None = None
        for span in group.sort_values(["first", "period_to"]).to_dict("records"):
            if reached is not None and _overlap(reached, span):
                first, then = sorted((reached, span), key=lambda one: int(one["row"]))
                _tell(first, then, dataset, headings, findings)
            if reached is None or span["period_to"] >= reached["period_to"]:
                reached = span


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


def _overlap(reached: Record, span: Record) -> bool:
    is_one_count = reached["is_total"] and span["is_total"]
    if is_one_count and reached["period_to"] != span["period_to"]:
        return False
    return bool(span["first"] <= reached["period_to"])


def _tell(
    earlier: Record,
    later: Record,
    dataset: Dataset,
    headings: Mapping[str, str],
    findings: Findings,
) -> None:
    findings.sheet = later["sheet"] if isinstance(later["sheet"], str) else None
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
