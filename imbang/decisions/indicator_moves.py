"""How an indicator moved since a decision, and the interval of its change.

Two months are compared as ``indicator_changes`` does, over the offices that have
reported since. What is counted since January cannot be held against an earlier month of
the same year, which is part of it: of shares the cases since then are held against those
before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from imbang.analysis import change
from imbang.analysis.change import Interval
from imbang.analysis.matched import share_of
from imbang.decisions.figures import Ask, Asked
from imbang.decisions.moves import Move
from imbang.formats import exists
from imbang.questions.indicators import Indicator, indicators
from imbang.reference.levels import ancestor, is_below, level_of
from imbang.reference.units import UNITS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

_OF_CASES = ("cases_with_psm_pct", "dtks_valid_pct", "referrals_completed_pct")
"""Shares of cases of which both parts grow with the year."""
_WHOLE = ("reported", "reported_zero")
_CAME = ("reported", "accepted", "late")
_ADDED_UP = ("percent", "per 1000", "persons")


def of_indicator(ask: Ask, one: Asked, base: str, month: str) -> Move:
    """The move of an indicator between two months."""
    about = indicators()[one.figure]
    if about.is_flow and base[:4] < month[:4] and base[4:] < month[4:]:
        month = month[:4] + base[4:]  # to the date that was shown
    empty = Move(base, month)
    offices = _reported_since(ask, one.region, about, base, month)
    if not offices:
        return replace(empty, reason="no_newer_report")
    if about.is_flow and base[:4] == month[:4]:
        return _within_a_year(ask, one, about, offices, empty)
    row = _changes(ask, one, about, offices, base, month)
    if row is None:
        return replace(empty, reason="in_part")
    told = Move(
        base=row["base_month"],
        month=row["now_month"],
        before=float(row["value_before"]),
        now=float(row["value"]),
        share=float(row["share"]) if exists(row["share"]) else None,
    )
    interval = _interval(about, row)
    if interval is None:
        return replace(told, reason="no_chance")
    return replace(told, interval=interval)


def _reported_since(
    ask: Ask, region: str, about: Indicator, base: str, month: str
) -> set[str]:
    """The offices of which a report has come for a month after ``base``."""
    office = region if is_below("district", region) else ancestor(region, "regency")
    rounds = ask("rounds", region=office, as_of=month)
    came = rounds[
        rounds["dataset"].isin(about.sources)
        & rounds["state"].isin(_CAME)
        & (rounds["month"] > base)
    ]
    return set(came["region_code"])


def _changes(
    ask: Ask, one: Asked, about: Indicator, offices: set[str], base: str, month: str
) -> Mapping[Any, Any] | None:
    """The row of ``indicator_changes`` of the region, else what its offices that have
    reported add up to; None where nothing can be compared."""
    level = level_of(one.region)
    asked = {
        "region": one.region,
        "as_of": month,
        "base": base,
        "indicator": one.figure,
    }
    [row] = ask("indicator_changes", level=level, **asked).to_dict("records")
    if level in ("nation", "province") and about.unit in _ADDED_UP:
        parts = ask("indicator_changes", level="regency", **asked)
        parts = parts[parts["value"].notna() & parts["value_before"].notna()]
        is_new = parts["region_code"].isin(offices)
        if not offices & {one.region} and not is_new.all():
            return _added_up(row, parts[is_new], about)
    is_told = exists(row["value"]) and exists(row["value_before"])
    return row if is_told else None


def _added_up(
    row: Mapping[Any, Any], parts: pd.DataFrame, about: Indicator
) -> Mapping[Any, Any] | None:
    if parts.empty:
        return None
    names = ("numerator", "denominator", "numerator_before", "denominator_before")
    sums = {name: float(parts[name].sum()) for name in names}
    scale = UNITS[about.unit].scale
    values = {}
    for when in ("", "_before"):
        below = sums[f"denominator{when}"]
        if scale is not None and not below:
            return None
        value = sums[f"numerator{when}"]
        values[f"value{when}"] = scale * value / below if scale else value
    weight = "denominator" if scale is not None else "numerator"
    whole = row[weight]
    share = share_of(sums[weight], float(whole)) if exists(whole) else None
    return {**row, **sums, **values, "share": share}


def _interval(about: Indicator, row: Mapping[Any, Any]) -> Interval | None:
    """The interval of a change, None where chance is not known."""
    if not about.is_counted or about.direction == "change":
        return None
    if about.unit == "persons":
        return change.of_rates(
            int(row["numerator"]), 1, int(row["numerator_before"]), 1
        )
    scale = UNITS[about.unit].scale
    if scale is None:
        return None
    return _of_ratio(
        about,
        *(
            int(row[name])
            for name in (
                "numerator",
                "denominator",
                "numerator_before",
                "denominator_before",
            )
        ),
    )


def _of_ratio(
    about: Indicator, part: int, whole: int, part_before: int, whole_before: int
) -> Interval | None:
    scale = UNITS[about.unit].scale or 1
    if min(whole, whole_before) <= 0 or min(part, part_before) < 0:
        return None
    if about.unit == "per 1000":
        return change.of_rates(part, whole, part_before, whole_before).times(scale)
    if part > whole or part_before > whole_before:
        return None
    return change.of_shares(part, whole, part_before, whole_before).times(scale)


def _within_a_year(
    ask: Ask, one: Asked, about: Indicator, offices: set[str], empty: Move
) -> Move:
    """Of a share counted since January: the cases since ``base`` against those up to it,
    of the region where both months tell it whole, else of its offices of which they do."""
    if about.key not in _OF_CASES:
        return replace(empty, reason="counts_since_january")
    level = level_of(one.region)
    both = _told_whole(ask, one, level, empty)
    whole = _both_months(ask, one, level, empty)["denominator"].sum()
    if both.empty and level in ("nation", "province"):
        both = _told_whole(ask, one, "regency", empty)
        both = both[both["region_code"].isin(offices)]
    names = ("numerator", "denominator", "numerator_before", "denominator_before")
    part, cases, part_before, cases_before = (int(both[name].sum()) for name in names)
    since, of = part - part_before, cases - cases_before
    interval = _of_ratio(about, since, of, part_before, cases_before)
    if interval is None:
        return replace(empty, reason="in_part")
    return replace(
        empty,
        before=100 * part_before / cases_before,
        now=100 * since / of,
        share=share_of(float(cases), float(whole)),
        interval=interval,
        is_since=True,
    )


def _told_whole(ask: Ask, one: Asked, level: str, empty: Move) -> pd.DataFrame:
    """Regions of a level whose figure both months tell whole."""
    both = _both_months(ask, one, level, empty)
    is_whole = both["status"].isin(_WHOLE) & both["status_before"].isin(_WHOLE)
    return both[is_whole & both["denominator"].notna()]


def _both_months(ask: Ask, one: Asked, level: str, empty: Move) -> pd.DataFrame:
    now, before = (
        ask(
            "indicator_values",
            region=one.region,
            level=level,
            as_of=month,
            indicator=one.figure,
        )
        for month in (empty.month, empty.base)
    )
    return now.merge(before, on=["indicator", "region_code"], suffixes=("", "_before"))
