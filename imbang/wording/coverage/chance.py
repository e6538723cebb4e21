"""Which regions are apart from the norm by more than chance, in words."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from imbang import formats
from imbang.analysis import funnel
from imbang.texts import _, plural
from imbang.wording.names import full_name

_MOST_NAMES = 4


def told_verdicts(rows: pd.DataFrame) -> str:
    """Which regions are below the norm by more than chance, and how sure that is; where
    none is, which are above it."""
    judged = rows[rows["verdict"] != "undetermined"].sort_values("deviation")
    if judged.empty:
        return _("No region is large enough to be judged: fewer than five PSM expected")
    is_short, is_clear = (
        judged["verdict"] == "short",
        judged["verdict_strength"] == "clear",
    )
    clear, probable = judged[is_short & is_clear], judged[is_short & ~is_clear]
    if len(clear) and len(probable):
        return _(
            "Clearly short of PSM: {clear}; probably: {probable}",
            clear=few_names(clear),
            probable=few_names(probable),
        )
    if len(clear):
        return _("Clearly short of PSM: {names}", names=few_names(clear))
    if len(probable):
        return _("Probably short of PSM: {names}", names=few_names(probable))
    ample = judged[judged["verdict"] == "ample"].iloc[::-1]
    if len(ample):
        return _(
            "None is short of PSM; enough or more: {names}", names=few_names(ample)
        )
    return plural(
        "The one region that can be judged is not told apart from the norm",
        "None of {count} regions that can be judged is told apart from the norm",
        len(judged),
        count=formats.number(len(judged)),
    )


def told_chance(rows: pd.DataFrame) -> str:
    """How many of the regions that are judged are outside their limits, and how many
    would be by chance alone; nothing where none is judged."""
    judged = rows[rows["verdict"] != "undetermined"]
    if judged.empty:
        return ""
    outside = int(judged["verdict"].isin(["short", "ample"]).sum())
    by_chance = funnel.outside_by_chance(rows)
    told = {
        "n": formats.number(outside),
        "m": formats.number(len(judged)),
        "k": formats.number(round(by_chance)),
    }
    if round(by_chance) < 1:
        return _(
            "{n} of the {m} regions judged are outside their 95 % limits; by chance alone"
            " it would be fewer than one.",
            **told,
        )
    return _(
        "{n} of the {m} regions judged are outside their 95 % limits; by chance alone it"
        " would be about {k}.",
        **told,
    )


def few_names(rows: pd.DataFrame) -> str:
    """The first regions by name, and how many others there are."""
    pairs = zip(rows["region_name"], rows["level"], strict=True)
    names: Sequence[str] = [full_name(name, level) for name, level in pairs]
    if len(names) <= _MOST_NAMES:
        return ", ".join(names)
    return _(
        "{names} and {n} more",
        names=", ".join(names[: _MOST_NAMES - 1]),
        n=formats.number(len(names) - _MOST_NAMES + 1),
    )
