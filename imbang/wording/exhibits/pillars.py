"""The ladder of pillars, as a table of one region and of those in it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from imbang import formats
from imbang.drawing import columns
from imbang.drawing.tables import Column
from imbang.texts import _
from imbang.wording.names import level_name
from imbang.wording.pillar_people import Rung


def ladder(steps: Sequence[Rung]) -> pd.DataFrame:
    """The ladder as rows, with the reasons written out."""
    return pd.DataFrame(
        {
            "step": [step.key for step in steps],
            "step_name": [step.label for step in steps],
            "count": [step.count for step in steps],
            "fallen": [-step.lost if step.lost else None for step in steps],
            "change": [step.change for step in steps],
            "reason_told": [
                f"{formats.MINUS}{formats.number(step.lost)} {step.reason}"
                if step.lost
                else ""
                for step in steps
            ],
        }
    )


def ladder_columns(largest: float, compare: str | None) -> tuple[Column, ...]:
    """The steps of the ladder as bars, each with who falls out of the one above."""
    steps = (
        columns.name("step_name", _("Step"), under="reason_told"),
        columns.bar("count", _("Remaining"), largest),
        columns.signed("fallen", _("Fell out")),
    )
    if compare is None:
        return steps
    since = _("Since {month}", month=formats.short_month(compare))
    return (*steps, columns.signed("change", since))


def ladders_columns(level: str) -> tuple[Column, ...]:
    """The ladder of each region on a line."""
    return (
        columns.region(level_name(level)),
        columns.number("reported", _("Reported")),
        columns.number("counts_only", _("By counts only")),
        columns.number("persons", _("Different people")),
        columns.number("active", _("Active by name")),
        columns.number("current", _("Confirmed within 12 months")),
        columns.number("trained", _("Trained")),
        columns.number("valid", _("Valid")),
        columns.number("with_decree", _("With a decree (SK)")),
    )
