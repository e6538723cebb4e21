"""Training: which activities, how far they reach, who was never reached."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from imbang import formats
from imbang.briefs.context import Context, number
from imbang.briefs.model import BigNumber, Chart, Screen
from imbang.reference.levels import around
from imbang.texts import _
from imbang.wording import pillar_people
from imbang.wording.exhibits import training as exhibits
from imbang.wording.messages import training

KEY, ORDER = "training", 60


def name() -> str:
    """What a list of screens calls it."""
    return _("Training")


def make(context: Context) -> Screen:
    """Activities and reach of the region, and reach in those inside it."""
    region = context.region
    activities = context.ask("activities")
    own = dict(context.ask("training_reach", level=region.level).iloc[0])
    told = training.sentences(
        context.ask("participants", since=None),
        own,
        region.reach_change(),
        context.indicator_changes.get("psm_trained_this_year_pct"),
        context.asked.compare or "",
    )
    named = number(own["active"]) or 0
    is_empty = activities.empty and not named
    nothing = _(
        "No office here has sent the datasets Kegiatan and Peserta, and nobody from"
        " here is on a list of participants. They are imported on the page Impor"
        " Data."
    )
    order = ("reach", "this_year", "attended", "unidentified")
    kept = [told[key] for key in order if key in told][:3]
    return Screen(
        KEY,
        name(),
        pillar_people.told_never(own)
        if named
        else training.title(activities, own, context.name),
        "bimtek",
        (nothing,) if is_empty else tuple(kept),
        _numbers(activities, own) if named else (),
        _charts(context, own) if named else (),
        (
            _(
                "Only attendance at a bimtek is told here; who is trained by the indicators"
                " has a certificate or has been to one. Who is known by name only is"
                " counted and linked to nobody. An activity belongs to the office that"
                " held it."
            ),
        ),
        context.sources("activities", "participants", "pillars"),
        is_empty=is_empty,
    )


def _numbers(activities: pd.DataFrame, own: Mapping[Any, Any]) -> tuple[BigNumber, ...]:
    held = int(activities["is_own"].sum()) if len(activities) else 0
    found = [
        BigNumber(
            "psm_ever_share",
            _("Ever been to a bimtek"),
            formats.percent(own["ever_share"]),
            number(own["ever_share"]),
            "percent",
            note=_("of the PSM active by name"),
        ),
        BigNumber(
            "psm_never",
            _("Never been to a bimtek"),
            formats.number(own["never"]),
            number(own["never"]),
            "persons",
            note=_("of the PSM active by name"),
        ),
    ]
    if held:
        found.append(
            BigNumber(
                "activities",
                _("Activities held"),
                formats.number(held),
                float(held),
                "figures",
            )
        )
    return tuple(found)


def _charts(context: Context, own: Mapping[Any, Any]) -> tuple[Chart, ...]:
    region, level = context.region, context.region.below
    rows = region.ask("training_reach", region=around(region.code), level=level)
    title = training.told_reach(own)
    return (
        Chart(
            "reach",
            title,
            _("Active PSM of registers, most never reached first"),
            title,
            lambda theme: exhibits.reach(rows, theme),
            rows,
            exhibits.reach_columns(level),
        ),
    )
