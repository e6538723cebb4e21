"""Plans of places: a request with all that its answer depends on, and its outcome."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from imbang.analysis.placement.outcomes import Outcome, outcome
from imbang.analysis.placement.requests import Request
from imbang.analysis.placement.scenarios import Scenario
from imbang.briefs.source import Source
from imbang.reference.levels import Level, ancestors_at, around
from imbang.wording import counted_kinds

_FIRM_UP_TO = 400  # villages, for the evenness of which 33 searches are quick


@dataclass(frozen=True)
class Asked:
    """A question of placement with all that its answer depends on.

    ``norm`` is exact, None where none can be worked out; ``kinds`` as questions take
    them.
    """

    area: str
    as_of: str
    norm: Fraction | None
    kinds: str | None
    request: Request


def of_scenario(one: Scenario) -> Asked:
    """What a scenario asks; a village's plan is that of its district."""
    return Asked(
        around(one.region),
        one.as_of,
        one.exact_norm,
        counted_kinds.kinds_asked(one.kinds),
        one.request,
    )


def villages(source: Source, asked: Asked) -> pd.DataFrame:
    """Coverage of the villages of the area, under the plan's norm."""
    return within(source, asked, "village")


def within(source: Source, asked: Asked, level: Level) -> pd.DataFrame:
    """Coverage of the regions of ``level`` of the area, under the plan's norm."""
    return source.coverage_of(asked.area, level, asked.as_of, asked.norm, asked.kinds)


def vacancies(source: Source, asked: Asked) -> pd.DataFrame | None:
    """The places that end or are vacant in the regencies chosen; None if not asked for."""
    months = asked.request.vacant_months
    if months is None:
        return None
    rows = source.ask(
        "vacancies",
        region=asked.area,
        as_of=asked.as_of,
        months=months,
        kinds=asked.kinds,
    )
    chosen = asked.request.obeyed.regencies
    return (
        rows[ancestors_at(rows["region_code"], "regency").isin(chosen)]
        if chosen
        else rows
    )


def can_tell_firmness(source: Source, asked: Asked) -> bool:
    """Whether the scenarios of this plan are quickly worked out."""
    is_even = asked.request.objective == "gini"
    return not is_even or len(villages(source, asked)) <= _FIRM_UP_TO


def steps(
    source: Source, asked: Asked, *, posts: int | None = None, firm: bool = True
) -> pd.DataFrame:
    """The answer of ``placement``; ``posts`` stands in for those asked for."""
    request = asked.request
    firm = firm and can_tell_firmness(source, asked)
    return source.ask(
        "placement",
        region=asked.area,
        level="village",
        as_of=asked.as_of,
        norm=asked.norm,
        kinds=asked.kinds,
        objective=request.objective,
        posts=request.places if posts is None else posts,
        constraints=request.obeyed.written() or None,
        vacant_months=request.vacant_months,
        error_pct=request.error_pct if firm else None,
    )


def made(source: Source, asked: Asked, *, firm: bool = True) -> Outcome:
    """The plan with the villages before and after it."""
    found: Outcome = source.take(
        outcome,
        steps(source, asked, firm=firm),
        villages(source, asked),
        vacancies(source, asked),
    )
    return found
