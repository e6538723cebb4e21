"""Rows of periods that have not begun, as projections have them: asked once for a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from imbang.formats import grouped
from imbang.intake.files.cells import Cells, Mask, Rows
from imbang.intake.report.log import Findings
from imbang.intake.report.results import Answer, Options
from imbang.intake.splits.answers import BEGUN, in_words, is_said
from imbang.intake.values.dates import find_period
from imbang.periods import month_index
from imbang.texts import _, plural

_SEVERAL = 2  # different periods; one alone is rather a slip


def not_begun(
    cells: Cells,
    rows: Rows,
    heading: str,
    findings: Findings,
    *,
    options: Options,
    today: date,
) -> Mask:
    """Which rows are left out for their period, as the officer said; else the question."""
    month = month_index(today.year, today.month)
    later = [
        (period := find_period(text)) is not None and period.first > month
        for text in cells.texts
    ]
    codes = cells.codes[rows]
    is_later = np.array([*later, False], np.bool_)[codes]
    none = np.zeros(len(rows), np.bool_)
    if len(np.unique(codes[is_later])) < _SEVERAL:
        return none
    if is_said(options.labels, heading, BEGUN):
        _tell(rows[is_later], heading, findings)
        return np.asarray(is_later, np.bool_)
    _ask(rows[is_later].tolist(), heading, findings)
    return none


def _ask(rows: Sequence[int], heading: str, findings: Findings) -> None:
    effect = plural(
        "{n} row of a later period is left out",
        "{n} rows of later periods are left out",
        len(rows),
        n=grouped(len(rows)),
    )
    findings.question(
        "choice",
        heading,
        rows=rows,
        column=heading,
        offered=[Answer(BEGUN, in_words(BEGUN) or BEGUN, effect)],
        asked=_(
            "Some periods under “{column}” have not begun yet. Read only the others?",
            column=heading,
        ),
    )


def _tell(rows: Rows, heading: str, findings: Findings) -> None:
    findings.add(
        "period_in_future",
        plural(
            "{n} row of a period that has not begun is left out, as you said.",
            "{n} rows of periods that have not begun are left out, as you said.",
            len(rows),
            n=grouped(len(rows)),
        ),
        row=int(rows[0]),
        column=heading,
        severity="warning",
    )
