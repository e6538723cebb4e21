"""The words of the page on verification, services and cases, made from its figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from imbang import formats
from imbang.formats import exists
from imbang.texts import _, plural

Row = Mapping[Any, Any]


def told_trend(trend: pd.DataFrame) -> str:
    """The heading of verification over time."""
    if trend["source"].nunique() > 1:
        return _("Each list has a line of its own: DTSEN does not continue DTKS")
    return _("Each year begins anew, and so does its line")


def told_places(rows: pd.DataFrame) -> str:
    """The heading of the places verified, and of those of which nothing is told."""
    never = int(rows["last_verified"].isna().sum())
    if never == 0:
        return _("Every region here has been verified at some time")
    if never == len(rows) > 1:
        return _(
            "No verification is reported of any of {all} regions",
            all=formats.number(never),
        )
    return plural(
        "Of {n} of {all} regions no verification is reported",
        "Of {n} of {all} regions no verification is reported",
        never,
        n=formats.number(never),
        all=formats.number(len(rows)),
    )


def told_referrals(services: pd.DataFrame) -> str:
    """The heading of the referrals."""
    both = services[services["made"].notna() & services["completed"].notna()]
    made, completed = both["made"].sum(), both["completed"].sum()
    if not made:
        return _("No referral is reported this year")
    return _(
        "{completed} of {made} referrals are completed, {share}",
        completed=formats.number(completed),
        made=formats.number(made),
        share=formats.percent(completed / made),
    )


def slrt_name(has_slrt: object) -> str:
    """Whether there is an SLRT; what nobody reports is not told as absent."""
    if not isinstance(has_slrt, bool) and not exists(has_slrt):
        return _("no report yet")
    return _("present") if has_slrt else _("absent")


def told_without(rows: pd.DataFrame) -> str:
    """The heading of the places where cases were handled without a PSM."""
    places = rows[rows["without_psm"] > 0]
    bare = int((places["psm_active"] == 0).sum())
    first = plural(
        "In {n} region cases were handled without a PSM",
        "In {n} regions cases were handled without a PSM",
        len(places),
        n=formats.number(len(places)),
    )
    if not bare:
        return first
    return _(
        "{first}, {bare} of them have no PSM yet",
        first=first,
        bare=formats.number(bare),
    )


def told_days(own: Row) -> str:
    """The heading of the days between."""
    if not exists(own["days_to_close_median"]):
        return _("No dated case was closed this year")
    return _(
        "Half of the dated cases were closed within {n} days of the report",
        n=formats.number(own["days_to_close_median"], 1),
    )
