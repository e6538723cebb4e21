"""What a plan is asked for, as a link carries it and a scenario keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from imbang.analysis.placement import constraints
from imbang.analysis.placement.constraints import (
    FREE,
    OBJECTIVES,
    Constraints,
    Objective,
)

MOST_POSTS = 10_000
MOST_MONTHS = 60
MOST_ERROR = 50
MOST_RUPIAH = 10**13
NAMES = ("posts", "objective", "limits", "vacant", "error", "cost", "budget")
"""The parameters of a link that belong to a request."""


@dataclass(frozen=True)
class Request:
    """What a plan is asked for.

    ``posts`` are further places; where a ``budget`` and the ``cost`` of a place (rupiah
    a year) are given, as many as it pays for. ``vacant_months`` adds the places that end
    or are vacant; ``error_pct`` is how far PMKS may be off where the firmness of places
    is told.
    """

    posts: int = 20
    objective: Objective = "uncovered"
    constraints: Constraints = FREE
    vacant_months: int | None = None
    error_pct: int = 10
    cost: int | None = None
    budget: int | None = None

    @property
    def places(self) -> int:
        """How many further places there are."""
        return places(self.posts, self.budget, self.cost)

    @property
    def obeyed(self) -> Constraints:
        """The constraints that the objective knows."""
        if self.objective != "gini":
            return self.constraints
        return replace(self.constraints, first_everywhere=False, least_per_district=0)

    def to_own(self) -> dict[str, str]:
        """The request as parameters of a link; what is as by itself is left out."""
        said: dict[str, object] = {
            "posts": self.posts,
            "objective": self.objective,
            "limits": self.constraints.written(),
            "vacant": self.vacant_months,
            "error": self.error_pct,
            "cost": self.cost,
            "budget": self.budget,
        }
        plain = {
            "posts": Request.posts,
            "objective": Request.objective,
            "error": Request.error_pct,
        }
        return {
            name: str(value)
            for name, value in said.items()
            if value not in (None, "") and value != plain.get(name)
        }


def places(posts: int, budget: int | None, cost: int | None) -> int:
    """How many places a budget pays for at a cost each; ``posts`` without the two."""
    if budget is None or not cost:
        return posts
    return min(MOST_POSTS, budget // cost)


def read(own: Mapping[str, str]) -> Request:
    """The request of a link; what has no meaning falls back."""
    objective = own.get("objective", "")
    return Request(
        posts=_whole(own.get("posts"), MOST_POSTS, Request.posts) or 0,
        objective=next((o for o in OBJECTIVES if o == objective), Request.objective),
        constraints=_constraints(own.get("limits", "")),
        vacant_months=_whole(own.get("vacant"), MOST_MONTHS, None),
        error_pct=_whole(own.get("error"), MOST_ERROR, Request.error_pct) or 0,
        cost=_whole(own.get("cost"), MOST_RUPIAH, None) or None,
        budget=_whole(own.get("budget"), MOST_RUPIAH, None),
    )


def _whole(text: str | None, most: int, otherwise: int | None) -> int | None:
    if text is None or not (text.isascii() and text.isdecimal() and len(text) < 15):
        return otherwise
    return min(int(text), most)


def _constraints(text: str) -> Constraints:
    try:
        return constraints.read(text)
    except ValueError:
        return FREE
