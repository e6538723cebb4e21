"""One judgement with direction and certainty, for coverage and indicators alike.

A figure is held against what it should be. Outside the limits that chance would leave in
99.8 of 100 cases it is clearly on that side, outside those of 95 probably; within them
chance cannot tell the two apart, which says neither that there is enough nor that there
is not. Short is the side that is worse, whichever way a figure counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Judgement = Literal[
    "clearly_short", "probably_short", "undecided", "enough", "ample", "unknown"
]
JUDGEMENTS: tuple[Judgement, ...] = (
    "clearly_short",
    "probably_short",
    "undecided",
    "enough",
    "ample",
    "unknown",
)
_OF_VERDICT: dict[tuple[str, str], Judgement] = {
    ("short", "clear"): "clearly_short",
    ("short", "probable"): "probably_short",
    ("ample", "probable"): "enough",
    ("ample", "clear"): "ample",
}
_UNKNOWN_FOR = ("ppks_unknown", "psm_unknown")


def of_verdicts(rows: pd.DataFrame) -> NDArray[np.object_]:
    """The judgement (n) of each row of ``coverage``.

    A region too small to be told from its norm, without PMKS or without a norm to be
    held against is undecided; one whose PMKS or PSM nobody reported is unknown.
    """
    return np.array(
        [
            _judgement(verdict, strength, reason)
            for verdict, strength, reason in zip(
                rows["verdict"],
                rows["verdict_strength"],
                rows["verdict_reason"],
                strict=True,
            )
        ],
        dtype=object,
    )


def of_row(row: Mapping[str, Any]) -> Judgement:
    """The judgement of one row of ``coverage``."""
    return _judgement(row["verdict"], row["verdict_strength"], row["verdict_reason"])


def _judgement(verdict: str, strength: Any, reason: Any) -> Judgement:
    if reason in _UNKNOWN_FOR:
        return "unknown"
    return _OF_VERDICT.get((verdict, strength), "undecided")


def steps_of(judgements: NDArray[np.object_]) -> NDArray[np.int8]:
    """Judgements (n) as steps of `JUDGEMENTS`, 0 the worst; -1 for unknown."""
    places = {name: place for place, name in enumerate(JUDGEMENTS)} | {"unknown": -1}
    return np.array([places[name] for name in judgements], dtype=np.int8)
