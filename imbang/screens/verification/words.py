"""The words of the page on verification, services and cases, made from its figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from imbang import formats
from imbang.formats import exists
from imbang.texts import _, plural
from imbang.wording import lateness, moved

Row = Mapping[Any, Any]


def source_name(source: object) -> str:
    """DTKS or DTSEN, which are not the same list."""
    return str(source).upper() if isinstance(source, str) else ""


def title(own: pd.DataFrame, cases: Row, region: str, reach: pd.DataFrame) -> str:
    """How much was verified, and which cases had no PSM, in one line.

    ``reach`` is the answer of ``flow_reach``, here and below.
    """
    told = [
        part for part in (_verified(own, reach), _without_psm(cases, reach)) if part
    ]
    if not told:
        return _(
            "{region} has reported neither verification nor cases this year",
            region=region,
        )
    return _("{region}: {told}", region=region, told="; ".join(told))


def _verified(own: pd.DataFrame, reach: pd.DataFrame) -> str:
    told = []
    for row in own[own["verified_share"].notna()].to_dict("records"):
        named = {
            "share": formats.percent(row["verified_share"]),
            "source": source_name(row["source"]),
        }
        if row["is_partial"]:
            said = _("{share} of {source} entries verified, told in part", **named)
        else:
            said = _("{share} of {source} entries verified", **named)
        told.append(said)
    return lateness.up_to(", ".join(told), reach, "verification")


def _without_psm(cases: Row, reach: pd.DataFrame) -> str:
    if not exists(cases["without_psm"]) or not cases["handled"]:
        return ""
    told = _(
        "{n} of {handled} cases handled without a PSM",
        n=formats.number(cases["without_psm"]),
        handled=formats.number(cases["handled"]),
    )
    return lateness.up_to(told, reach, "cases")


def paragraph(
    own: pd.DataFrame,
    cases: Row,
    services: pd.DataFrame,
    changes: Mapping[str, Row],
    reach: pd.DataFrame,
) -> str:
    """What was found, how far the year is told, where there is an SLRT, what changed, who
    is late.

    ``changes`` are the rows of ``indicator_changes`` by indicator.
    """
    told = []
    month = lateness.reached(reach, "verification")
    for row in own.to_dict("records"):
        if exists(row["verified"]) and row["verified"] > 0:
            told.append(
                _(
                    "Of {n} {source} entries verified up to {month}, {valid} are valid or"
                    " corrected and {rejected} rejected.",
                    n=formats.number(row["verified"]),
                    source=source_name(row["source"]),
                    month=formats.month(month or row["until"]),
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
    told.extend(_compared(changes))
    told.append(lateness.told_late(reach, ["verification", "cases", "services"]))
    return " ".join(sentence for sentence in told if sentence)


def _compared(changes: Mapping[str, Row]) -> list[str]:
    """Both shares beside those to the same date of another year, of the same offices."""
    names = {
        "dtks_verified_pct": _("Entries verified"),
        "cases_with_psm_pct": _("Cases handled with a PSM"),
    }
    return [
        f"{name}: {told}."
        for key, name in names.items()
        if key in changes and (told := moved.told_both(changes[key]))
    ]


def told_verification(own: pd.DataFrame, reach: pd.DataFrame) -> str:
    """The heading of verification by region."""
    return _verified(own, reach) or _("No verification is reported this year")


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
