"""How much of what is shown is the made-up sample, in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from imbang import formats
from imbang.texts import _


def told(scope: Iterable[Mapping[Any, Any]]) -> str | None:
    """What of the figures is the sample's, by the rows of the question ``scope``.

    None where nothing is.
    """
    rows = list(scope)
    sample = sum(int(row["sample_offices"]) for row in rows)
    if sample == 0:
        return None
    if not is_mixed(rows):
        return _(
            "The people and figures here are made up, so that you can look around."
            " Only the names and codes of regions are real."
        )
    return _(
        "Made-up sample data and what offices sent stand in the same totals here:"
        " {n} of {m} offices have figures of the sample.",
        n=formats.number(sample),
        m=formats.number(sum(int(row["offices"]) for row in rows)),
    )


def is_mixed(scope: Iterable[Mapping[Any, Any]]) -> bool:
    """Whether the sample and what offices sent share totals, by the same rows."""
    rows = list(scope)
    return any(row["sample_offices"] for row in rows) and any(
        row["own_offices"] for row in rows
    )
