"""The words of the page on training, made from its figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from imbang import formats
from imbang.periods import format_month, parse_month
from imbang.reference.datasets import load_datasets
from imbang.texts import _, plural

KINDS = ("bimtek", "rakor", "seleksi")
Row = Mapping[Any, Any]


def kind_name(kind: str) -> str:
    """A kind of activity in words."""
    return {
        "bimtek": _("Bimtek (training)"),
        "rakor": _("Rakor (coordination)"),
        "seleksi": _("Seleksi (selection)"),
    }[kind]


def element_name(element: object) -> str:
    """An element of participants in words; the office's own word as it stands, and that
    lists do not tell it where it is missing."""
    if not isinstance(element, str):
        return _("not told")
    columns = load_datasets()["participants"].columns
    choices = next(column.choices for column in columns if column.key == "element")
    labels = {choice.key: choice.label for choice in choices}
    return labels.get(element, element)


def first_month(as_of: str, span: str) -> str | None:
    """The first month of a time: this ``year``, the last ``three`` years, or ``ever``."""
    month = parse_month(as_of)
    if span == "year":
        return format_month(12 * (month // 12))
    return format_month(month - 35) if span == "three" else None


def told_activities(activities: pd.DataFrame) -> str:
    """The heading of the timeline."""
    counts = activities["kind"].value_counts()
    told = [
        f"{formats.number(counts[kind])} {kind}" for kind in KINDS if kind in counts
    ]
    attended, here = (
        activities["attended"].sum(),
        activities["attended_from_here"].sum(),
    )
    named = {"activities": ", ".join(told), "n": formats.number(attended)}
    if here == attended:
        return _("{activities}, with {n} attendances", **named)
    return _(
        "{activities}, with {n} attendances, {here} of them from here",
        here=formats.number(here),
        **named,
    )


def told_event(row: Row) -> list[str]:
    """An activity for the pointer: its title, its days, who held it, who came."""
    return [
        str(row["title"] or row["activity"]),
        days(row),
        str(row["organiser"] or row["office_name"]),
        _("{n} attended", n=formats.number(row["attended"])),
    ]


def days(row: Row) -> str:
    """The days of an activity: ``22–24 Feb 2023`` or a single one."""
    first, last = row["first_day"].date(), row["last_day"].date()
    if first == last:
        return formats.short_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{formats.short_day(last)}"
    return f"{formats.short_day(first)} – {formats.short_day(last)}"


def told_elements(rows: pd.DataFrame) -> str:
    """The heading of who came: the element that came most, to whatever kind."""
    by_element = rows.groupby("element", sort=False)["attendances"].sum()
    total = rows["attendances"].sum()
    if by_element.empty:
        return _(
            "{n} attendances; no list tells as what they came", n=formats.number(total)
        )
    top = str(by_element.idxmax())
    return _(
        "{share} of {n} attendances are {element}",
        share=formats.percent(by_element[top] / total),
        n=formats.number(total),
        element=element_name(top),
    )


def told_regions(rows: pd.DataFrame) -> str:
    """The heading of where participants come from."""
    none = int((rows["attendances"] == 0).sum())
    if none == 0:
        return _("Somebody came from every region")
    if none == len(rows) > 1:
        return _("Nobody came from any of {all} regions", all=formats.number(none))
    return plural(
        "Nobody came from {n} of {all} regions",
        "Nobody came from {n} of {all} regions",
        none,
        n=formats.number(none),
        all=formats.number(len(rows)),
    )


def told_repeaters(rows: pd.DataFrame) -> str:
    """The heading of how often people came."""
    again = int(rows.loc[rows["times"] > 1, "persons"].sum())
    return _(
        "{n} of {all} people who have been to a bimtek came more than once",
        n=formats.number(again),
        all=formats.number(rows["persons"].sum()),
    )


def times_name(times: int) -> str:
    """How often somebody came."""
    if times >= 4:
        return _("4 times or more")
    return plural("{n} time", "{n} times", times, n=formats.number(times))


def told_topics(rows: pd.DataFrame) -> str:
    """The heading of the topics."""
    return plural(
        "{n} topic was covered",
        "{n} topics were covered",
        len(rows),
        n=formats.number(len(rows)),
    )


def told_selections(rows: pd.DataFrame) -> str:
    """The heading of the selections."""
    if rows["passed"].sum() == 0 and rows["result_not_told"].sum() > 0:
        return _(
            "{n} took part in selections; their results are not told",
            n=formats.number(rows["attended"].sum()),
        )
    return _(
        "{passed} of {n} who took part were selected",
        passed=formats.number(rows["passed"].sum()),
        n=formats.number(rows["attended"].sum()),
    )
