"""The words of the page on coverage beside its map: verdicts, unevenness, need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from imbang import formats
from imbang.analysis.evenness import Theil, lorenz
from imbang.analysis.judgement import of_row
from imbang.analysis.villages import Villages
from imbang.formats import exists
from imbang.texts import _, plural
from imbang.wording.coverage.chance import few_names
from imbang.wording.coverage.verdicts import is_standing_out, judgement_name, reason
from imbang.wording.names import full_name, in_sentence


def told_spread(rows: pd.DataFrame) -> list[str]:
    """What a reader of the funnel must know: how much regions differ beyond chance, who
    stands out even so, and who is not judged."""
    judged = rows[rows["verdict"] != "undetermined"]
    told = []
    spread = judged["spread"].iloc[0] if len(judged) else np.nan
    if formats.exists(spread):
        told.append(_told_difference(float(spread), str(judged["level"].iloc[0])))
    standing_out = judged[judged["stands_out"].fillna(False).astype(bool)]
    if len(standing_out):
        told.append(
            _(
                "Even so, these stand out among their peers: {names}.",
                names=few_names(standing_out.sort_values("deviation")),
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


def _told_difference(spread: float, level: str) -> str:
    regions = {
        "province": _("provinces"),
        "regency": _("regencies and cities"),
        "district": _("districts"),
        "village": _("villages"),
    }[level]
    if round(spread, 2) == 0:
        return _("Beyond chance, {regions} hardly differ.", regions=regions)
    return _(
        "Beyond chance, {regions} usually differ from their mean by ± {share}: that is"
        " the unevenness itself, and widens no limit.",
        regions=regions,
        share=formats.percent(spread),
    )


def told_region(row: Mapping[str, Any]) -> str:
    """One region of the funnel in a sentence."""
    name = full_name(row["region_name"], row["level"])
    if row["verdict"] == "undetermined":
        return _(
            "{region} cannot be judged: {reason}.", region=name, reason=reason(row)
        )
    told = _(
        "{region} has {psm} active PSM; {expected} are expected, and by chance alone it"
        " would be {low} to {high}: {verdict}.",
        region=name,
        psm=formats.number(row["psm_active"]),
        expected=formats.number(row["expected_psm"]),
        low=formats.number(row["limit_low_95"]),
        high=formats.number(row["limit_high_95"]),
        verdict=in_sentence(judgement_name(of_row(row))),
    )
    if is_standing_out(row):
        beside = _("It stands out even among its peers.")
        return f"{told} {beside}"
    return told


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
        "{n} of {m} regions lie below the norm by their ratio alone",
        n=formats.number(below),
        m=formats.number(len(known)),
    )
