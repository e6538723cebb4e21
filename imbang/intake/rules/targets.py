"""Targets: figures that an indicator's unit makes unlikely."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import pandas as pd
from babel.numbers import format_decimal

from imbang.intake.report.log import Findings
from imbang.intake.rules.rows import first_of, heading_of, sheet_name
from imbang.questions.indicators import indicators
from imbang.reference.datasets import Dataset
from imbang.texts import _, language


def check_percentages(
    rows: pd.DataFrame,
    dataset: Dataset,
    headings: Mapping[str, str],
    findings: Findings,
) -> None:
    """Warn of percentages that a spreadsheet may have stored as fractions: 85 % as 0.85."""
    for indicator in dataset.of_type("indicator"):
        for column in dataset.of_type("decimal"):
            percent = rows[indicator.key].isin(_percentages())
            small = rows[percent & rows[column.key].between(0, 1, inclusive="right")]
            heading = headings.get(column.key)
            for row in first_of(small, "percentage", heading, findings, "warning"):
                findings.sheet = sheet_name(row["sheet"])
                value = format_decimal(row[column.key], locale=language())
                findings.add(
                    "percentage",
                    _(
                        "The target is {value} percent. A cell formatted as a "
                        "percentage holds 85 % as 0.85; if that is meant, write 85.",
                        value=value,
                    ),
                    row=int(row["row"]) - 1,
                    column=heading_of(row, heading),
                    value=value,
                    severity="warning",
                )


@functools.cache
def _percentages() -> frozenset[str]:
    found = indicators().values()
    return frozenset(one.key for one in found if one.unit == "percent")
