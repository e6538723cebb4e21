"""The words on the size of the national lists, made from its figures."""

from __future__ import annotations

import pandas as pd

from imbang import formats
from imbang.formats import exists
from imbang.texts import _
from imbang.wording.messages.verification import source_name

LOWEST = ("1", "2", "3", "4")  # whom most help is for


def measure_names() -> dict[str, str]:
    """What a list may be counted in."""
    return {
        "individuals": _("Individuals in the list"),
        "families": _("Families in the list"),
    }


def told_apart() -> str:
    """What nobody may add or join."""
    return _(
        "Who stands in DTKS or DTSEN is not counted as PMKS and is added to no other"
        " figure. DTSEN took the place of DTKS in 2025 and ranks all families: its size"
        " does not continue that of DTKS."
    )


def told_size(
    own: pd.DataFrame, region: str, source: str, measure: str, as_of: str
) -> str:
    """The heading of a list by region: how many the region has in it, and when.

    A sum of reports is as old as the oldest of them, which is said where not all are of
    the month asked for, ``as_of``.
    Of what is told in part nobody knows which share of the inhabitants it is.
    """
    named = {"region": region, "source": source_name(source)}
    known = own[own[measure].notna()]
    if known.empty:
        return _("Size of {source} within {region}", **named)
    row = known.to_dict("records")[0]
    named["n"] = formats.number(row[measure])
    period = row[f"{measure}_period"]
    named["month"] = formats.month(period)
    if exists(row["parts_total"]) and row["parts_total"] > 1 and period != as_of:
        named["month"] = _("oldest {month}", month=named["month"])
    if measure == "families":
        told = _("{region}: {n} families in {source} ({month})", **named)
    else:
        told = _("{region}: {n} individuals in {source} ({month})", **named)
    if row[f"{measure}_status"] == "partial":
        return _("{told}, told in part", told=told)
    if measure == "families" or not exists(row["individuals_share"]):
        return told
    share = formats.percent(row["individuals_share"])
    return _("{told}, {share} of the inhabitants", told=told, share=share)


def under_regions(rows: pd.DataFrame, measure: str) -> str:
    """What the bars by region are, and of what they are a share where that is known."""
    if rows[f"{measure}_share"].isna().all():
        return measure_names()[measure]
    if measure == "individuals":
        return _("Individuals in the list, and their share of the inhabitants")
    return _("Families in the list, and their share of the households")


def told_trend(rows: pd.DataFrame) -> str:
    """The heading of the lists over time."""
    if rows["source"].nunique() > 1:
        return _("DTKS ended, DTSEN began: two lists, two lines")
    [source] = rows["source"].unique()
    return _("{source} as last reported, month by month", source=source_name(source))


def under_trend(measure: str) -> str:
    """What the lines are."""
    if measure == "individuals":
        return _("Individuals in each list; a figure holds until the next report")
    return _("Families in each list; a figure holds until the next report")


def told_deciles(rows: pd.DataFrame, measure: str, source: str) -> str:
    """The heading of the deciles: how many stand in the lowest four, where all are told."""
    lowest = rows[rows["decile"].isin(LOWEST)]
    if len(lowest) < len(LOWEST):
        return _("{source} by decile, as far as told", source=source_name(source))
    n = formats.number(lowest[measure].sum())
    share = lowest[f"{measure}_share"].sum(skipna=False)
    if not exists(share):
        return _(
            "{n} stand in deciles 1 to 4 of {source}", n=n, source=source_name(source)
        )
    return _(
        "{n} stand in deciles 1 to 4 of {source}, {share} of the whole list",
        n=n,
        source=source_name(source),
        share=formats.percent(share),
    )


def under_deciles(measure: str) -> str:
    """What the bars of deciles are."""
    if measure == "individuals":
        return _("Individuals by decile; decile 1 is the poorest tenth of the country")
    return _("Families by decile; decile 1 is the poorest tenth of the country")
