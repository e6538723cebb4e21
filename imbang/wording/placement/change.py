"""What a plan changes, village by village: the one map of before and after."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from imbang import formats
from imbang.analysis.coverage_steps import UNKNOWN
from imbang.analysis.placement.outcomes import Outcome
from imbang.drawing.maps.value_map import Classes
from imbang.geometry.layers import MOST_SHAPES, LayerSet
from imbang.reference.levels import Level, ancestors_at
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


def held(changed: Change, layers: LayerSet, area: str) -> Change:
    """The change as one map holds it: of too many villages those near it."""
    own = _is_near(changed.rows["region_code"], changed.where, layers, area)
    return replace(
        changed,
        rows=changed.rows[own],
        classes=replace(changed.classes, steps=changed.classes.steps[own]),
        hover=[told for told, is_own in zip(changed.hover, own, strict=True) if is_own],
    )


def _is_near(
    codes: pd.Series[str], where: Collection[str], layers: LayerSet, area: str
) -> NDArray[np.bool_]:
    """Which villages (n) one map of ``area`` draws: all, or where it does not hold them
    those of the regencies that hold some of ``where``, of the districts, or these alone."""
    found = np.ones(len(codes), dtype=bool)
    changed = pd.Series(list(where), dtype="str")
    narrower: tuple[Level, ...] = ("regency", "district", "village")
    for level in narrower:
        if layers.holds(int(found.sum()), area):
            break
        near = ancestors_at(codes, level).isin(ancestors_at(changed, level))
        found = near.to_numpy(dtype=bool)
    return found


def told_held(drawn: int, villages: int) -> str:
    """That a map draws some villages, and why; nothing where it draws all."""
    if drawn == villages:
        return ""
    return _(
        "{n} villages are more than one map holds ({most}): those around what the plan"
        " changes are drawn.",
        n=formats.number(villages),
        most=formats.number(MOST_SHAPES),
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
