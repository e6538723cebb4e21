"""The steps that colours show: which step a region is on, and a legend that counts.

Villages are coloured by uncovered persons in steps of the norm; regions above them by
uncovered persons as a share of their PMKS. Unknown is a step of its own, and a region
without a PSM carries a mark, whatever its colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from imbang import formats
from imbang.drawing.colours import PALETTES, Theme
from imbang.texts import _

STEPS = ("none", "low", "middle", "high")
UNKNOWN = -1


@dataclass(frozen=True)
class Entry:
    """A line of the legend: what it stands for, how it looks, how many there are."""

    key: str
    label: str
    count: int
    fill: str
    line: str | None = None
    mark: Literal["fill", "hollow", "dot"] = "fill"


def classify_uncovered(values: pd.DataFrame, level: str) -> NDArray[np.int8]:
    """The step (n) of each row of ``coverage``: 0 to 3, or `UNKNOWN`.

    Villages: 0, up to half a norm, up to one norm, more. Above: 0, to 25 %, to 50 %,
    more of PMKS. Limits belong to the lower step. Whole numbers are multiplied
    crosswise, so that no rounding moves a region over a limit. The norm is the one that
    each row's uncovered persons were worked out with.
    """
    numerator = _whole(values["uncovered_norm_numerator"])
    denominator = _whole(values["uncovered_norm_denominator"])
    if level == "village":
        return _by_norm(values, numerator, denominator)
    return _by_share(values, np.maximum(denominator, 1))


def _by_norm(
    values: pd.DataFrame, numerator: NDArray[np.int64], denominator: NDArray[np.int64]
) -> NDArray[np.int8]:
    # uncovered = PMKS - norm × PSM, so uncovered ≤ k × norm is PMKS ≤ (k + PSM) × norm
    twice = 2 * denominator * _whole(values["ppks_persons"])
    psm = _whole(values["psm_active"])
    state = values["state"].to_numpy(dtype=object)
    has_norm = (numerator > 0) & (denominator > 0)
    steps = np.select(
        [
            np.isin(state, ("proportionate", "not_needed")),
            ~np.isin(state, ("short", "no_psm")) | ~has_norm,
            twice <= numerator * (2 * psm + 1),
            twice <= numerator * (2 * psm + 2),
        ],
        [0, UNKNOWN, 1, 2],
        3,
    )
    return steps.astype(np.int8)


def _by_share(values: pd.DataFrame, denominator: NDArray[np.int64]) -> NDArray[np.int8]:
    known = (values["uncovered_persons"].notna() & values["ppks_persons"].notna()).array
    uncovered = values["uncovered_persons"].fillna(0).astype("float64").to_numpy()
    # A sum of PMKS - norm × PSM: times the norm's denominator it is a whole number.
    scaled = np.rint(uncovered * denominator).astype(np.int64)
    ppks = denominator * _whole(values["ppks_persons"])
    steps = np.select(
        [
            ~np.asarray(known, dtype=bool),
            scaled <= 0,
            4 * scaled <= ppks,
            2 * scaled <= ppks,
        ],
        [UNKNOWN, 0, 1, 2],
        3,
    )
    return steps.astype(np.int8)


def legend(values: pd.DataFrame, level: str, *, theme: Theme = "light") -> list[Entry]:
    """The four steps, unknown and the no-PSM mark, each with its number of regions."""
    steps = classify_uncovered(values, level)
    palette = PALETTES[theme]
    counts = np.bincount(steps[steps >= 0], minlength=4)
    labels = _norm_labels(values) if level == "village" else _share_labels(values)
    entries = [
        Entry(key, label, int(count), fill)
        for key, label, count, fill in zip(
            STEPS, labels, counts, palette.steps, strict=True
        )
    ]
    unknown = int((steps == UNKNOWN).sum())
    no_psm = int((values["state"] == "no_psm").sum())
    return [
        *entries,
        Entry(
            "unknown",
            _("not known"),
            unknown,
            palette.unknown,
            palette.unknown_line,
            "hollow",
        ),
        Entry(
            "no_psm", _("without a PSM"), no_psm, palette.steps[1], palette.paper, "dot"
        ),
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


def _whole(column: pd.Series[Any]) -> NDArray[np.int64]:
    """Whole numbers, 0 where there is none."""
    return np.asarray(column.fillna(0).astype("int64").to_numpy())
