"""The words of the page on needs, made from its figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from imbang import formats
from imbang.formats import exists
from imbang.reference.kinds import group_name
from imbang.texts import _
from imbang.wording import moved
from imbang.wording.messages.needs import pace
from imbang.wording.names import in_sentence
from imbang.wording.need_names import kind_name, status_name

UNITS = ("person", "family")
SMALLEST = 500
"""Inhabitants below which no rate is shown: one person more or less would move it by two
in a thousand."""


def title(groups: pd.DataFrame, growth: pd.DataFrame, region: str) -> str:
    """Which problems weigh most, and whether PSM keep up, in one line."""
    persons = groups[groups["unit"] == "person"]
    if persons.empty:
        return _("{region} has not reported its PMKS yet", region=region)
    top = persons.iloc[0]
    first = _(
        "{n} PMKS in {region}, {share} of them {group}",
        n=formats.number(persons["count"].sum()),
        region=region,
        share=formats.percent(top["share"]),
        group=in_sentence(group_name(top["problem_group"])),
    )
    told = pace(growth)
    return f"{first}; {told}" if told else first


def paragraph(groups: pd.DataFrame, growth: pd.DataFrame) -> str:
    """Families, and growth of both with what is compared."""
    told = []
    families = groups[groups["unit"] == "family"]
    if len(families):
        told.append(
            _(
                "Beside them {n} families are reported, which are never added to persons.",
                n=formats.number(families["count"].sum()),
            )
        )
    if len(growth):
        told.append(moved.told_growth(growth))
    return " ".join(told)


def told_groups(groups: pd.DataFrame) -> str:
    """The heading of the composition."""
    top = groups.head(2)
    names = [group_name(group) for group in top["problem_group"]]
    share = formats.percent(top["share"].sum())
    if len(names) == 1:
        return _("All are {group}", group=in_sentence(names[0]))
    return _(
        "{first} and {second} make up {share}",
        first=names[0],
        second=in_sentence(names[1]),
        share=share,
    )


def told_kinds(kinds: pd.DataFrame) -> str:
    """The heading of the list of kinds."""
    known = kinds[kinds["count"] > 0]
    if known.empty:
        return _("No kind is reported with anybody")
    return _(
        "{n} kinds are reported, most of all {kind}",
        n=formats.number(len(known)),
        kind=in_sentence(kind_name(known.iloc[0]["kind"])),
    )


def told_map(rows: pd.DataFrame, kind: str | None, measure: str) -> str:
    """The heading of the map: where most are."""
    key = "rate_per_1000" if measure == "rate" else "count"
    known = rows[rows[key].notna()]
    if known.empty or known[key].max() == 0:
        return _("{kind}: nothing is reported here", kind=kind_name(kind))
    top = known.sort_values(key, ascending=False, kind="stable").iloc[0]
    if measure == "rate":
        return _(
            "{kind}: most for its inhabitants in {region}, {n} in 1,000",
            kind=kind_name(kind),
            region=top["region_name"],
            n=formats.rate(top[key]),
        )
    return _(
        "{kind}: most in {region}, {n}",
        kind=kind_name(kind),
        region=top["region_name"],
        n=formats.number(top[key]),
    )


def hover(row: Mapping[Any, Any]) -> str:
    """What a region of the map says below its name."""
    if not exists(row["count"]):
        return status_name(str(row["status"]))
    count = _("{n} reported", n=formats.number(row["count"]))
    if not exists(row["inhabitants"]):
        return count
    rate = _("{n} in 1,000 inhabitants", n=formats.rate(row["rate_per_1000"]))
    if row["inhabitants"] < SMALLEST:
        rate = _("too few inhabitants for a rate")
    return f"{count}<br>{rate}"


def told_flows(flows: pd.DataFrame) -> str:
    """The heading of the flow: who came, who left, how many self-reliant; a dash, not
    zero, for what no kind reports."""
    persons = flows[flows["unit"] == "person"]
    entered, exited, independent = (
        persons[key].sum(min_count=1) for key in ("entered", "exited", "independent")
    )
    return _(
        "This year {entered} people entered, {exited} left, {independent} of them"
        " self-reliant",
        entered=formats.number(entered),
        exited=formats.number(exited),
        independent=formats.number(independent),
    )
