"""The words of the page on coverage beside its map: verdicts, unevenness, need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from imbang import formats
from imbang.analysis import verdicts
from imbang.analysis.evenness import Theil, lorenz
from imbang.analysis.villages import Villages
from imbang.formats import exists
from imbang.texts import _, plural
from imbang.wording.names import full_name, verdict_name
from imbang.wording.verdicts import reason

_MOST_NAMES = 4


def told_verdicts(rows: pd.DataFrame) -> str:
    """Which regions are apart from the norm by more than chance, in one sentence."""
    judged = rows[rows["verdict"] != "undetermined"]
    if judged.empty:
        return _("No region is large enough to be judged: fewer than five PSM expected")
    short, ample = (
        judged[judged["verdict"] == verdict] for verdict in ("short", "ample")
    )
    if short.empty and ample.empty:
        return _none_apart(rows, len(judged))
    if ample.empty:
        return _("Clearly short of PSM: {names}", names=_names(short))
    if short.empty:
        return _("Clearly ample PSM: {names}", names=_names(ample))
    return _(
        "Clearly short of PSM: {short}; clearly ample: {ample}",
        short=_names(short),
        ample=_names(ample),
    )


def _none_apart(rows: pd.DataFrame, judged: int) -> str:
    outside = int(verdicts.outside_by_chance(rows).sum())
    if (rows["dispersion"] > 1).any() and outside:
        return _(
            "{n} of {m} regions are further from the norm than chance takes them, but"
            " none stands out from the others",
            n=formats.number(outside),
            m=formats.number(judged),
        )
    return plural(
        "The one region that can be judged is not apart from the norm",
        "None of {count} regions that can be judged is apart from the norm by more than"
        " chance",
        judged,
        count=formats.number(judged),
    )


def told_spread(rows: pd.DataFrame) -> list[str]:
    """What a reader of the funnel must know: over-dispersion, and who is not judged."""
    judged = rows[rows["verdict"] != "undetermined"]
    told = []
    factor = float(judged["dispersion"].max()) if len(judged) else 1.0
    if factor > 1:
        outside = int(verdicts.outside_by_chance(rows).sum())
        told.append(
            _(
                "The regions differ more than chance makes them: the variance is {factor}"
                " times as large, and the limits are widened by as much. By chance alone,"
                " {n} of {m} would be outside the 95 % limits.",
                factor=formats.number(factor, 1),
                n=formats.number(outside),
                m=formats.number(len(judged)),
            )
        )
    if few := int((rows["verdict_reason"] == "few_expected").sum()):
        told.append(
            plural(
                "{count} region is too small to be judged: fewer than five PSM are"
                " expected there.",
                "{count} regions are too small to be judged: fewer than five PSM are"
                " expected there.",
                few,
                count=formats.number(few),
            )
        )
    return told


def told_region(row: Mapping[str, Any]) -> str:
    """One region of the funnel in a sentence."""
    name = full_name(row["region_name"], row["level"])
    if row["verdict"] == "undetermined":
        return _(
            "{region} cannot be judged: {reason}.", region=name, reason=reason(row)
        )
    return _(
        "{region} has {psm} active PSM; {expected} are expected, and {low} to {high} would"
        " not be unusual: {verdict}.",
        region=name,
        psm=formats.number(row["psm_active"]),
        expected=formats.number(row["expected_psm"]),
        low=formats.number(row["limit_low_95"]),
        high=formats.number(row["limit_high_95"]),
        verdict=verdict_name(row["verdict"]).lower(),
    )


def told_curve(places: Villages) -> str:
    """What the Lorenz curve says, in one sentence."""
    without = without_share(places)
    if without >= 0.5:
        return _(
            "{share} of PMKS live where there is no PSM at all",
            share=formats.percent(without),
        )
    half = float(np.interp(0.5, *lorenz(places.ppks, places.psm)))
    return _(
        "The half of PMKS that is served least has {share} of the PSM",
        share=formats.percent(half),
    )


def without_share(places: Villages) -> float:
    """The share of PMKS that live in places without a PSM; nan without PMKS."""
    whole = int(places.ppks.sum())
    bare = int(places.ppks[places.psm == 0].sum())
    return bare / whole if whole else float("nan")


def told_theil(theil: Theil, groups: str) -> str:
    """How much of the unevenness lies between the larger regions."""
    if not exists(theil.total) or theil.total <= 0:
        return ""
    share = formats.percent(theil.between / theil.total)
    if groups == "regency":
        return _(
            "{share} of the unevenness (Theil) lies between regencies, the rest within"
            " them.",
            share=share,
        )
    return _(
        "{share} of the unevenness (Theil) lies between districts, the rest within them.",
        share=share,
    )


def told_scatter(rows: pd.DataFrame) -> str:
    """How many regions lie on which side of the norm."""
    known = rows[rows["state"] != "unknown"]
    below = int(known["state"].isin(["short", "no_psm"]).sum())
    return _(
        "{n} of {m} regions lie below the norm",
        n=formats.number(below),
        m=formats.number(len(known)),
    )


def _names(rows: pd.DataFrame) -> str:
    """The regions furthest from the norm by name, and how many others there are."""
    ranked = rows.sort_values("p_adjusted", kind="stable")
    pairs = zip(ranked["region_name"], ranked["level"], strict=True)
    names: Sequence[str] = [full_name(name, level) for name, level in pairs]
    if len(names) <= _MOST_NAMES:
        return ", ".join(names)
    return _(
        "{names} and {n} more",
        names=", ".join(names[: _MOST_NAMES - 1]),
        n=formats.number(len(names) - _MOST_NAMES + 1),
    )
