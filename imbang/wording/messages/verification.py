"""Verification and cases: their message and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from imbang import formats
from imbang.formats import exists
from imbang.texts import _
from imbang.wording import lateness, moved

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[Any, Any]


def source_name(source: object) -> str:
    """DTKS or DTSEN, which are not the same list."""
    return str(source).upper() if isinstance(source, str) else ""


def decile_name(decile: str) -> str:
    """A decile of a list, or who has none, in words."""
    if decile == "unranked":
        return _("Not ranked")
    return _("Decile {n}", n=decile.replace("-", "–"))


def title(own: pd.DataFrame, cases: Row, region: str, reach: pd.DataFrame) -> str:
    """How much was verified, and which cases had no PSM, in one line.

    ``reach`` is the answer of ``flow_reach``, here and below.
    """
    if told := told_both(own, cases, reach):
        return _("{region}: {told}", region=region, told=told)
    return _(
        "{region} has reported neither verification nor cases this year", region=region
    )


def told_both(own: pd.DataFrame, cases: Row, reach: pd.DataFrame) -> str:
    """How much was verified, and which cases had no PSM; empty where neither is told."""
    told = (_verified(own, reach), _without_psm(cases, reach))
    return "; ".join(part for part in told if part)


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
    return " ".join(sentences(own, cases, services, changes, reach).values())


def sentences(
    own: pd.DataFrame,
    cases: Row,
    services: pd.DataFrame,
    changes: Mapping[str, Row],
    reach: pd.DataFrame,
) -> dict[str, str]:
    """The sentences of the paragraph by what they tell, those that say something."""
    told = {}
    month = lateness.reached(reach, "verification")
    for row in own.to_dict("records"):
        if exists(row["verified"]) and row["verified"] > 0:
            told[str(row["source"])] = _(
                "Of {n} {source} entries verified up to {month}, {valid} are valid or"
                " corrected and {rejected} rejected.",
                n=formats.number(row["verified"]),
                source=source_name(row["source"]),
                month=formats.month(month or row["until"]),
                valid=formats.percent(row["valid_share"]),
                rejected=formats.number(row["rejected"]),
            )
    if exists(cases["reported"]):
        told["cases"] = _(
            "{reported} cases were reported, {handled} handled, {closed} closed.",
            reported=formats.number(cases["reported"]),
            handled=formats.number(cases["handled"]),
            closed=formats.number(cases["closed"]),
        )
    if services["has_slrt"].notna().any() and len(services) > 1:
        told["services"] = told_services(services) + "."
    told |= _compared(changes)
    if late := lateness.told_late(reach, ["verification", "cases", "services"]):
        told["late"] = late
    return told


def _compared(changes: Mapping[str, Row]) -> dict[str, str]:
    """Both shares beside those to the same date of another year, of the same offices."""
    names = {
        "dtks_verified_pct": _("Entries verified"),
        "cases_with_psm_pct": _("Cases handled with a PSM"),
    }
    return {
        key: f"{name}: {told}."
        for key, name in names.items()
        if key in changes and (told := moved.told_both(changes[key]))
    }


def told_verification(own: pd.DataFrame, reach: pd.DataFrame) -> str:
    """The heading of verification by region."""
    return _verified(own, reach) or _("No verification is reported this year")


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
