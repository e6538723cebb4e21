"""Reports that offices owe and sent, as a list."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from imbang.drawing import columns
from imbang.drawing.tables import Column
from imbang.reference.datasets import load_datasets
from imbang.texts import _
from imbang.wording.names import period_name
from imbang.wording.reporting import (
    status_name,
)

ALL = "all"


def datasets_in(reporting: pd.DataFrame) -> list[str]:
    """The datasets that some office collects, in the order of the templates."""
    collected = reporting[reporting["status"] != "not_collected"]
    found = set(collected["dataset"].unique())
    return [key for key in load_datasets() if key in found]


def not_collected_by_any(reporting: pd.DataFrame) -> list[str]:
    """The datasets that no office here has ever sent, by their names."""
    sent = set(datasets_in(reporting))
    found = set(reporting["dataset"].unique()) - sent
    return [d.title for key, d in load_datasets().items() if key in found]


def listed(reporting: pd.DataFrame, dataset: str) -> pd.DataFrame:
    """A report a row, of one dataset or of all, with the words of its keys."""
    rows = reporting
    if dataset != ALL:
        rows = rows[rows["dataset"] == dataset]
    periods = {one: period_name(one) for one in rows["period"].unique()}
    statuses = {one: status_name(one) for one in rows["status"].unique()}
    return rows.assign(
        dataset_title=rows["dataset"].map(
            {key: one.title for key, one in load_datasets().items()}
        ),
        period_name=rows["period"].map(periods),
        status_name=rows["status"].map(statuses),
    )


def list_columns() -> tuple[Column, ...]:
    """Reports as a list."""
    return (
        columns.name("region_name", _("Office")),
        columns.text("dataset_title", _("Dataset")),
        columns.text("period_name", _("Period")),
        columns.text("status_name", _("State")),
        columns.day("due_on", _("Due")),
        columns.day("received_on", _("Received")),
    )


def told_unsent(datasets: Sequence[str]) -> str:
    """The datasets, by their names, that no office has ever sent."""
    return _(
        "No office here has sent these yet: {datasets}.", datasets=", ".join(datasets)
    )
