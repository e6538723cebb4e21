"""Who we have, from roles to valid people: the message and sentences of pillars."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from imbang import formats
from imbang.analysis.matched import Change
from imbang.formats import exists
from imbang.texts import _
from imbang.wording.coverage import active_psm
from imbang.wording.pillar_people import kind_name, rungs

Row = Mapping[str, Any]


def title(row: Row, kind: str | None, region: str) -> str:
    """Who we have, in one line."""
    name, counts_only = kind_name(kind), row["counts_only"]
    known = exists(row["roles"])
    if not known and not exists(counts_only):
        return _("{region} has not reported its {kind} yet", region=region, kind=name)
    if not known:
        return _(
            "{n} {kind} in {region} are reported, none of them by name",
            n=formats.number(counts_only),
            kind=name,
            region=region,
        )
    total = int(row["roles"]) + (int(counts_only) if exists(counts_only) else 0)
    if total == 0:
        return _("{region} has no {kind}", region=region, kind=name)
    return _(
        "{total} {kind} are reported in {region}, {valid} of them are valid",
        total=formats.number(total),
        kind=name,
        region=region,
        valid=formats.number(row["valid"]),
    )


def paragraph(row: Row, changes: Mapping[str, Change], month: str) -> str:
    """How the ladder goes down, what only counts tell, what changed."""
    return " ".join(sentences(row, changes, month).values())


def sentences(row: Row, changes: Mapping[str, Change], month: str) -> dict[str, str]:
    """The sentences of the paragraph by what they tell, those that say something."""
    steps = rungs(row)
    told = {}
    if any(step.lost for step in steps):
        worst = max(steps[1:], key=lambda step: step.lost)
        told["ladder"] = _(
            "Of {roles} roles in registers, {persons} different people remain,"
            " {active} of them active by name; most fall out because: {reason} ({n}).",
            roles=formats.number(row["roles"]),
            persons=formats.number(row["persons"]),
            active=formats.number(row["active"]),
            reason=worst.reason,
            n=formats.number(worst.lost),
        )
    if joined := active_psm.bridge(row["active"], row["counts_only"]):
        told["by_count"] = _(
            "In all {joined}, by offices that send no names, so that nothing else is"
            " known of these.",
            joined=joined,
        )
    if change := _change(changes, month):
        told["change"] = change
    return told


def _change(changes: Mapping[str, Change], month: str) -> str:
    active, valid = changes.get("active"), changes.get("valid")
    if active is None or valid is None:
        return ""
    named = {
        "month": formats.month(month),
        "active": _moved(round(active.difference)),
        "valid": _moved(round(valid.difference)),
    }
    if (share := formats.percent(active.share)) == formats.percent(1.0):
        return _("Since {month}: active by name {active}, valid {valid}.", **named)
    return _(
        "Since {month}: active by name {active}, valid {valid}, where registers tell of"
        " both months ({share} of the people).",
        **named,
        share=share,
    )


def _moved(change: int) -> str:
    return formats.signed(change) if change else _("unchanged")


def told_trend(trend: pd.DataFrame, kind: str) -> str:
    """The heading of growth: number against quality."""
    known = trend.dropna(subset=["active"])
    if known.empty:
        return _("Nobody of {kind} is known by name yet", kind=kind_name(kind))
    # a register that comes first is no growth
    whole = known[~known["is_partial"].astype(bool)]
    known = known if whole.empty else whole
    first, last = known.iloc[0], known.iloc[-1]
    return _(
        "Since {month} {kind} active by name {active}, valid ones {valid}",
        month=formats.month(first["month"]),
        kind=kind_name(kind),
        active=_moved(int(last["active"] - first["active"])),
        valid=_moved(int(last["valid"] - first["valid"])),
    )
