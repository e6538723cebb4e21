"""The question about figures that stand twice for the same region and period."""

from __future__ import annotations

from collections.abc import Sequence

from imbang.formats import grouped
from imbang.intake.report.log import Findings
from imbang.intake.report.results import Answer
from imbang.intake.splits.answers import NEITHER, in_words
from imbang.texts import _, plural


def ask_for_doubles(
    text: str | None,
    rows: Sequence[int],
    findings: Findings,
    *,
    column: str | None,
    different: int,
) -> None:
    """Whether neither of what stands twice is to be read, so many ``different`` figures.

    ``text`` is the heading of the regions, ``column`` that under which the errors are
    told, ``rows`` count from 0.
    """
    if text is None:
        return
    effect = plural(
        "{n} region and period is without a figure",
        "{n} regions and periods are without a figure",
        different,
        n=grouped(different),
    )
    findings.question(
        "choice",
        text,
        rows=rows,
        column=column,
        offered=[Answer(NEITHER, in_words(NEITHER) or NEITHER, effect)],
        asked=_(
            "Figures stand twice for the same region and period. Read neither of them?"
        ),
    )
