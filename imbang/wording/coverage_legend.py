"""The steps that colours show: which step a region is on, and a legend that counts.

Villages are coloured by uncovered persons in steps of the norm; regions above them by
uncovered persons as a share of their PMKS. Unknown is a step of its own, and a region
with PMKS but no PSM carries a mark, whatever its colour.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from imbang import formats
from imbang.analysis.coverage_steps import STEPS, UNKNOWN, classify_uncovered
from imbang.texts import _
from imbang.wording.names import in_sentence, state_name


@dataclass(frozen=True)
class Entry:
    """A line of the legend: its key, what it stands for, how many there are."""

    key: str
    label: str
    count: int


def legend(values: pd.DataFrame, level: str) -> list[Entry]:
    """The four steps, unknown and the no-PSM mark, each with its number of regions."""
    steps = classify_uncovered(values, level)
    counts = np.bincount(steps[steps >= 0], minlength=4)
    labels = _norm_labels(values) if level == "village" else _share_labels(values)
    unknown = int((steps == UNKNOWN).sum())
    no_psm = int((values["state"] == "no_psm").sum())
    return [
        *map(Entry, STEPS, labels, map(int, counts)),
        Entry("unknown", _("not known"), unknown),
        Entry("no_psm", in_sentence(state_name("no_psm")), no_psm),
    ]


def _norm_labels(values: pd.DataFrame) -> list[str]:
    norms = values["norm"].dropna().unique()
    if len(norms) > 1:  # each province has one of its own
        return [
            _("all within reach"),
            _("up to half its norm"),
            _("up to its norm"),
            _("more than its norm"),
        ]
    norm = float(norms[0]) if len(norms) else None
    half = formats.number(None if norm is None else norm / 2)
    once = formats.number(norm)
    return [
        _("all within reach"),
        _("up to {n} people", n=half),
        _("up to {n}", n=once),
        _("more than {n}", n=once),
    ]


def _share_labels(values: pd.DataFrame) -> list[str]:
    shares = [_("to 25 %"), _("25–50 %"), _("over 50 %")]
    if values["is_uncovered_at_least"].any():
        return [_("none known beyond reach"), *shares]
    return [_("all within reach"), *shares]
