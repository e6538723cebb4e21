"""Training: its message and sentences, and how far it reaches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from imbang import formats
from imbang.analysis.matched import Change
from imbang.formats import exists
from imbang.texts import _, plural
from imbang.wording import moved, pillar_people

Row = Mapping[Any, Any]


def title(activities: pd.DataFrame, own: Row, region: str) -> str:
    """Which activities, who came, who was never reached, in one line."""
    if activities.empty:
        return _("{region} has reported no training yet", region=region)
    held = activities[activities["is_own"]]
    first = plural(
        "{n} activity was held in {region}",
        "{n} activities were held in {region}",
        len(held),
        n=formats.number(len(held)),
        region=region,
    )
    if held.empty:  # what no office here sent may have been held nevertheless
        first = _("No activity of an office in {region} is reported", region=region)
    if not exists(own["active"]) or own["active"] == 0:
        return first
    return f"{first}; {pillar_people.told_never(own)}"


def paragraph(
    participants: pd.DataFrame,
    own: Row,
    reach: Change | None,
    this_year: Row | None,
    month: str,
) -> str:
    """Attendances and people, what cannot be linked, the change of reach since ``month``
    and that of this year (a row of ``indicator_changes``)."""
    told = sentences(participants, own, reach, this_year, month)
    return " ".join(told.values())


def sentences(
    participants: pd.DataFrame,
    own: Row,
    reach: Change | None,
    this_year: Row | None,
    month: str,
) -> dict[str, str]:
    """The sentences of the paragraph by what they tell, those that say something."""
    told = {}
    if len(participants):
        attended = int(participants["attendances"].sum())
        by_name = int(participants["by_name_only"].sum())
        told["attended"] = _(
            "People from here attended {attended} times; {by_name} of these are known"
            " by name only and cannot be linked to a person.",
            attended=formats.number(attended),
            by_name=formats.number(by_name),
        )
    if unknown := pillar_people.told_unidentified(own):
        told["unidentified"] = unknown
    if reach is not None:
        told["reach"] = _told_reach_change(reach, month)
    if both := moved.told_both(this_year):
        told["this_year"] = _(
            "PSM active by name at a bimtek since January: {both}.", both=both
        )
    return told


def _told_reach_change(reach: Change, month: str) -> str:
    named = {
        "month": formats.month(month),
        "change": formats.signed(reach.difference),
        "share": formats.percent(reach.share),
    }
    if named["share"] == formats.percent(1.0):
        return _(
            "Since {month} the number of PSM active by name who have been to a bimtek changed by"
            " {change}.",
            **named,
        )
    return _(
        "Since {month} the number of PSM active by name who have been to a bimtek changed by"
        " {change}, where registers tell of both months ({share} of them).",
        **named,
    )


def told_reach(own: Row) -> str:
    """The heading of reach."""
    return plural(
        "{count} PSM active by name is known to have been to a bimtek; this year {year}",
        "{count} PSM active by name are known to have been to a bimtek; this year {year}",
        int(own["ever"]),
        count=formats.number(own["ever"]),
        year=formats.number(own["this_year"]),
    )
