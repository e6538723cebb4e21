"""Where a place would serve as well as where the plan puts it, in words."""

from __future__ import annotations

from typing import Any

from imbang import formats
from imbang.analysis.placement.outcomes import Outcome
from imbang.formats import exists
from imbang.texts import _, plural


def others_as_good(made: Outcome) -> int:
    """In how many other villages the first place would serve the objective as well."""
    tied = made.steps["tied"].dropna()
    return int(tied.iloc[0]) - 1 if len(tied) else 0


def told(villages: Any, broken_by: object) -> str:
    """In how many other villages a place would serve as well, and what this one has
    before them; nothing where in none."""
    if not exists(villages) or villages == 1:
        return ""
    others = formats.number(int(villages) - 1)
    if broken_by == "code":
        return _("{n} (code)", n=others)
    return _("{n} (more left)", n=others)


def told_first(made: Outcome) -> str:
    """Why the first place goes where it goes, where it would serve as well elsewhere."""
    if not (others := others_as_good(made)):
        return ""
    first = made.steps.iloc[0]
    n, name = formats.number(others), first["region_name"]
    if first["tie_broken_by"] == "code":
        return plural(
            "The first place would do as much in {count} other village as in {first},"
            " which stands first by its code alone.",
            "The first place would do as much in {count} other villages as in {first},"
            " which stands first by its code alone.",
            others,
            count=n,
            first=name,
        )
    return plural(
        "The first place would do as much in {count} other village as in {first}, which"
        " stands first because more PMKS are beyond reach there: {uncovered}.",
        "The first place would do as much in {count} other villages as in {first}, which"
        " stands first because more PMKS are beyond reach there: {uncovered}.",
        others,
        count=n,
        first=name,
        uncovered=formats.number(round(first["uncovered_before"])),
    )
