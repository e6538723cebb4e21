"""The legends of maps whose colours are chosen from on the page: for their pictures."""

from __future__ import annotations

import pandas as pd

from imbang import formats
from imbang.wording.coverage.coverage_legend import by_service, legend
from imbang.wording.coverage.verdicts import JUDGEMENT_MARKS, judgement_name


def of_steps(rows: pd.DataFrame, level: str) -> list[tuple[str, str, str]]:
    """The legend of people beyond reach, with its numbers of regions."""
    found = legend(rows, level)
    if level == "village":
        found = [entry for part in by_service(rows) for entry in part]
    return [(e.key, e.label, formats.number(e.count)) for e in found]


def of_judgements(rows: pd.DataFrame) -> list[tuple[str, str, str]]:
    """The legend of judgements, each with its number of regions."""
    counts = rows["judgement"].value_counts()
    return [
        (
            name,
            f"{mark} {judgement_name(name, short=True)}",
            formats.number(int(counts.get(name, 0))),
        )
        for name, mark in JUDGEMENT_MARKS.items()
    ]
