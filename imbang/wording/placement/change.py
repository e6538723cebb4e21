"""What a plan changes, village by village, or district by district where one map does not
hold those: the one map of before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from imbang import formats
from imbang.analysis.coverage_steps import UNKNOWN
from imbang.analysis.placement.outcomes import Outcome
from imbang.drawing.maps.value_map import Classes
from imbang.reference.levels import Level, ancestors_at
from imbang.texts import _, plural

_MORE, _SAME, _FEWER, _MANY_FEWER = 1, 2, 3, 4  # steps of a judgement
_HALF = 0.5  # a person: what is less is rounding


@dataclass(frozen=True)
class Change:
    """Regions (n) with ``change``, fewer persons beyond reach or more, their classes,
    their legend, what each says, and where anything changes."""

    rows: pd.DataFrame
    classes: Classes
    legend: list[tuple[str, str, str]]
    hover: Sequence[str]
    where: tuple[str, ...]


def of(made: Outcome) -> Change:
    """The change that a plan makes in each village."""
    was, after = made.before["uncovered_persons"], made.after.set_index("region_code")
    becomes = made.before["region_code"].map(after["uncovered_persons"])
    return _change(made.before, becomes.astype("float64") - was.astype("float64"))


def above(made: Outcome, larger: pd.DataFrame, level: Level) -> Change:
    """The change that a plan makes in each of the ``larger`` regions of ``level``: those
    of its villages together, from what is beyond reach by the region's own figures.

    A village of which too little is known is given nothing, so that its people beyond
    reach, which a region's own figures may count, are as many after as before.
    """
    villages = of(made).rows
    within = ancestors_at(villages["region_code"], level)
    summed = villages["change"].groupby(within).sum(min_count=1)
    return _change(larger, larger["region_code"].map(summed))


def _change(before: pd.DataFrame, difference: pd.Series[float]) -> Change:
    """The ``difference`` (n) of the regions ``before`` a plan: who is reached counts as
    better, in two steps that the median of those parts."""
    was = before["uncovered_persons"].astype("float64")
    change = difference.to_numpy(dtype="float64", na_value=np.nan)
    fewer = -change[change < -_HALF]
    middle = float(np.median(fewer)) if len(fewer) else 0.0
    steps = np.select(
        [
            np.isnan(change),
            change > _HALF,
            change >= -_HALF,
            -change <= middle + _HALF,
        ],
        [UNKNOWN, _MORE, _SAME, _FEWER],
        _MANY_FEWER,
    ).astype(np.int8)
    classes = Classes((middle,), steps, False, "judged")
    told = zip(
        was.tolist(),
        change.tolist(),
        before["is_uncovered_at_least"].tolist(),
        strict=True,
    )
    return Change(
        before.assign(change=change),
        classes,
        _legend(classes, middle),
        [_hover(was, change, is_least=is_least) for was, change, is_least in told],
        tuple(before.loc[np.abs(change) > _HALF, "region_code"]),
    )


def under(level: str) -> str:
    """What a map of the change draws in which unit."""
    if level == "district":
        return _("Change of PMKS beyond reach, by district")
    if level == "regency":
        return _("Change of PMKS beyond reach, by regency")
    return _("Change of PMKS beyond reach, by village")


def told(changed: Change) -> str:
    """In how many villages how much changes, in one line."""
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


def _hover(was: float, change: float, *, is_least: bool) -> str:
    if np.isnan(change):
        return _("not known")
    return _(
        "PMKS beyond reach: {was} → {becomes}",
        was=formats.least(was, is_least=is_least),
        becomes=formats.least(was + change, is_least=is_least),
    )
