"""The words of the page on verification, services and cases, made from its figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from imbang import formats
from imbang.formats import exists
from imbang.texts import _, plural

Row = Mapping[Any, Any]


def source_name(source: object) -> str:
    """DTKS or DTSEN, which are not the same list."""
    return str(source).upper() if isinstance(source, str) else ""


def title(own: pd.DataFrame, cases: Row, region: str) -> str:
    """How much was verified, and which cases had no PSM, in one line."""
    told = [part for part in (_verified(own), _without_psm(cases)) if part]
    if not told:
        return _(
            "{region} has reported neither verification nor cases this year",
            region=region,
        )
    return _("{region}: {told}", region=region, told="; ".join(told))


def _verified(own: pd.DataFrame) -> str:
    told = [
        _(
            "{share} of {source} entries verified, told in part",
            share=formats.percent(row["verified_share"]),
            source=source_name(row["source"]),
        )
        if row["is_partial"]
        else _(
            "{share} of {source} entries verified",
            share=formats.percent(row["verified_share"]),
            source=source_name(row["source"]),
        )
        for row in own.to_dict("records")
        if exists(row["verified_share"])
    ]
    return ", ".join(told)


def _without_psm(cases: Row) -> str:
    if not exists(cases["without_psm"]) or not cases["handled"]:
        return ""
    return _(
        "{n} of {handled} cases handled without a PSM",
        n=formats.number(cases["without_psm"]),
        handled=formats.number(cases["handled"]),
    )


def paragraph(
    own: pd.DataFrame,
    cases: Row,
    services: pd.DataFrame,
    before: tuple[str, pd.DataFrame, Row] | None,
) -> str:
    """What was found, how far the year is told, where there is an SLRT, what changed.

    ``before`` is the comparison month with its verification and cases.
    """
    told = []
    for row in own.to_dict("records"):
        if exists(row["verified"]) and row["verified"] > 0:
            told.append(
                _(
                    "Of {n} {source} entries verified up to {month}, {valid} are valid or"
                    " corrected and {rejected} rejected.",
                    n=formats.number(row["verified"]),
                    source=source_name(row["source"]),
                    month=formats.month(row["until"]),
                    valid=formats.percent(row["valid_share"]),
                    rejected=formats.number(row["rejected"]),
                )
            )
    if exists(cases["reported"]):
        told.append(
            _(
                "{reported} cases were reported, {handled} handled, {closed} closed.",
                reported=formats.number(cases["reported"]),
                handled=formats.number(cases["handled"]),
                closed=formats.number(cases["closed"]),
            )
        )
    if services["has_slrt"].notna().any() and len(services) > 1:
        told.append(told_services(services) + ".")
    if before is not None and (earlier := _earlier(*before)):
        told.append(earlier)
    return " ".join(told)


def _earlier(month: str, own: pd.DataFrame, cases: Row) -> str:
    """The same shares in the comparison month."""
    told = [part for part in (_verified(own), _share_with_psm(cases)) if part]
    if not told:
        return ""
    return _(
        "In {month} it was: {told}.", month=formats.month(month), told=", ".join(told)
    )


def _share_with_psm(cases: Row) -> str:
    if not exists(cases["with_psm_share"]):
        return ""
    return _(
        "{share} of cases handled with a PSM",
        share=formats.percent(cases["with_psm_share"]),
    )


def told_verification(own: pd.DataFrame) -> str:
    """The heading of verification by region."""
    return _verified(own) or _("No verification is reported this year")


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
    return plural(
        "Of {n} of {all} regions no verification is reported",
        "Of {n} of {all} regions no verification is reported",
        never,
        n=formats.number(never),
        all=formats.number(len(rows)),
    )


def told_services(services: pd.DataFrame) -> str:
    """The heading of the services: SLRT and operators."""
    known = services[services["has_slrt"].notna()]
    present = int((known["has_slrt"] == True).sum())  # noqa: E712 -- may be null
    told = _(
        "{n} of {known} regencies that reported have an SLRT",
        n=formats.number(present),
        known=formats.number(len(known)),
    )
    if known.empty:
        told = _("No regency has reported whether it has an SLRT")
    if services["operators"].isna().all():
        return told
    operators = formats.number(services["operators"].sum())
    return _("{told}; {n} SIKS-NG operators in all", told=told, n=operators)


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
