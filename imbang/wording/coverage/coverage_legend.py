"""The steps that colours show: which step a region is on, and a legend that counts.

Villages are coloured by uncovered persons in steps of the norm; regions above them by
uncovered persons as a share of their PMKS. Unknown is a step of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from imbang import formats
from imbang.analysis.coverage_steps import STEPS, UNKNOWN, classify_uncovered
from imbang.texts import _


@dataclass(frozen=True)
class Entry:
    """A line of the legend: its key, what it stands for, how many there are."""

    key: str
    label: str
    count: int


def legend(values: pd.DataFrame, level: str) -> list[Entry]:
    """The four steps and unknown, each with its number of regions; without a norm there
    are no steps, and unknown says why."""
    steps = classify_uncovered(values, level)
    counts = np.bincount(steps[steps >= 0], minlength=4)
    if len(values) and values["norm"].isna().all():
        return [
            Entry("none", _("all within reach"), int(counts[0])),
            Entry("unknown", _why_no_norm(values), int((steps == UNKNOWN).sum())),
        ]
    labels = _norm_labels(values) if level == "village" else _share_labels(values)
    unknown = int((steps == UNKNOWN).sum())
    return [
        *map(Entry, STEPS, labels, map(int, counts)),
        Entry("unknown", _("not known"), unknown),
    ]


def by_service(values: pd.DataFrame) -> tuple[list[Entry], list[Entry]]:
    """Villages by whether somebody serves, and those of them without a PSM or short of
    PSM by people beyond reach; each list counts its villages once."""
    steps, state = classify_uncovered(values, "village"), values["state"]
    bare = has_no_psm(values)
    short, enough = state == "short", ~bare & (steps == 0)
    rest = len(values) - int(bare.sum() + short.sum() + enough.sum())
    idle = int((bare & (steps <= 0)).sum())
    first = [
        Entry("no_psm", _("no PSM yet"), int(bare.sum())),
        Entry("short", _("a PSM, yet too few"), int(short.sum())),
        Entry("none", _("a PSM, nobody beyond reach"), int(enough.sum())),
        Entry("unknown", _("the rest not known"), rest),
    ]
    entries = legend(values, "village")
    second = [entry for entry in entries if entry.key in STEPS[1:]]
    if not second:
        second = [entry for entry in entries if entry.key == "unknown"]
    if idle:
        second.append(Entry("idle", _("no PMKS known"), idle))
    return first, second


def has_no_psm(values: pd.DataFrame) -> NDArray[np.bool_]:
    """Which regions (n) are known to have no PSM, whatever their PMKS: as headlines
    count them."""
    return values["psm_active"].eq(0).fillna(False).to_numpy(dtype=bool)


def _why_no_norm(values: pd.DataFrame) -> str:
    if (values["ppks_persons"].notna() & values["psm_active"].notna()).any():
        return _("not known: no norm, since no PSM is active")
    return _("not known: no norm, since PMKS and PSM are not both reported")


def _norm_labels(values: pd.DataFrame) -> list[str]:
    norms = values["norm"].dropna().unique()
    if len(norms) > 1:  # each province has one of its own
        return [
            _("all within reach"),
            _("up to half its norm"),
            _("up to its norm"),
            _("more than its norm"),
        ]
    norm = float(norms[0]) if len(norms) else None  # of no regions
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
