"""What a plan changes, village by village: the one map of before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from imbang import formats
from imbang.analysis.coverage_steps import UNKNOWN
from imbang.analysis.placement.outcomes import Outcome
from imbang.drawing.maps.value_map import Classes
from imbang.texts import _, plural

_MORE, _SAME, _FEWER, _MANY_FEWER = 1, 2, 3, 4  # steps of a judgement
_HALF = 0.5  # a person: what is less is rounding


@dataclass(frozen=True)
class Change:
    """Villages (n) with ``change``, fewer persons beyond reach or more, their classes,
    their legend, what each says, and where anything changes."""

    rows: pd.DataFrame
    classes: Classes
    legend: list[tuple[str, str, str]]
    hover: Sequence[str]
    where: tuple[str, ...]


def of(made: Outcome) -> Change:
    """The change that a plan makes: who is reached counts as better, in two steps that
    the median of those parts."""
    was, becomes = (
        rows.set_index("region_code")["uncovered_persons"].astype("float64")
        for rows in (made.before, made.after)
    )
    difference = (becomes - was).reindex(made.before["region_code"]).to_numpy()
    fewer = -difference[difference < -_HALF]
    middle = float(np.median(fewer)) if len(fewer) else 0.0
    steps = np.select(
        [
            np.isnan(difference),
            difference > _HALF,
            difference >= -_HALF,
            -difference <= middle + _HALF,
        ],
        [UNKNOWN, _MORE, _SAME, _FEWER],
        _MANY_FEWER,
    ).astype(np.int8)
    classes = Classes((middle,), steps, False, "judged")
    rows = made.before.assign(change=difference)
    is_other = np.abs(difference) > _HALF
    return Change(
        rows,
        classes,
        _legend(classes, middle),
        [_hover(w, d) for w, d in zip(was.tolist(), difference.tolist(), strict=True)],
        tuple(rows.loc[is_other, "region_code"]),
    )


def told(changed: Change) -> str:
    """Where how much changes, in one line."""
    n = len(changed.where)
    reached = -round(float(changed.rows["change"].sum()))
    if reached < 0:
        return plural(
            "{reached} more PMKS beyond reach, by changes in {count} village",
            "{reached} more PMKS beyond reach, by changes in {count} villages",
            n,
            reached=formats.number(-reached),
            count=formats.number(n),
        )
    return plural(
        "{reached} fewer PMKS beyond reach, in {count} village",
        "{reached} fewer PMKS beyond reach, in {count} villages",
        n,
        reached=formats.number(reached),
        count=formats.number(n),
    )


def _legend(classes: Classes, middle: float) -> list[tuple[str, str, str]]:
    names = {
        _MANY_FEWER: _("more than {n} fewer", n=formats.number(middle)),
        _FEWER: _("up to {n} fewer", n=formats.number(middle)),
        _SAME: _("as before"),
        _MORE: _("more beyond reach"),
    }
    found = [
        (classes.keys[step], name, int((classes.steps == step).sum()))
        for step, name in names.items()
    ]
    found.append(("unknown", _("not known"), int((classes.steps == UNKNOWN).sum())))
    return [(key, name, formats.number(n)) for key, name, n in found if n]


def _hover(was: float, difference: float) -> str:
    if np.isnan(difference):
        return _("not known")
    return _(
        "PMKS beyond reach: {was} → {becomes}",
        was=formats.number(was),
        becomes=formats.number(was + difference),
    )
