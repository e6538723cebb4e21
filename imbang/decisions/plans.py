"""A plan of places that was decided, held against the registers that follow.

A place counts as filled where its village has that many more active PSM than it had; who
fills it nobody can tell, and a village with more than was planned fills no other's places.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from imbang.analysis.norm import exact_norm
from imbang.analysis.placement.scenarios import Scenario
from imbang.decisions.figures import Ask
from imbang.decisions.records import DecidedPlan, Place
from imbang.formats import exists
from imbang.reference.levels import around
from imbang.reference.ratios import parse_ratio, write_ratio
from imbang.refusals import Misuse
from imbang.texts import _

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Filled:
    """How far a plan has come, over the villages whose register is newer than it.

    ``places`` in all, ``filled`` of the ``reported`` ones; ``predicted`` is how many fewer
    persons beyond reach the plan promised in all, ``predicted_there`` in the villages that
    have reported, ``seen`` what has come of it there, under the plan's norm (below 0 where
    more are beyond reach); None where no village has reported.
    """

    places: int
    reported: int
    filled: int
    predicted: float
    predicted_there: float | None = None
    seen: float | None = None


def decide(ask: Ask, scenario: Scenario) -> DecidedPlan:
    """The plan of a scenario as its figures stand, to be kept with a decision. Misuse
    where it gives no place."""
    area, request = around(scenario.region), scenario.request
    norm, kinds = scenario.exact_norm, scenario.kinds or None
    steps = ask(
        "placement",
        region=area,
        level="village",
        as_of=scenario.as_of,
        norm=norm,
        kinds=kinds,
        objective=request.objective,
        posts=request.places,
        constraints=request.obeyed.written() or None,
        vacant_months=request.vacant_months,
    )
    if steps.empty:
        raise Misuse(_("The scenario {name} gives no place.", name=scenario.name))
    rows = ask(
        "coverage",
        region=area,
        level="village",
        as_of=scenario.as_of,
        norm=norm,
        kinds=kinds,
    )
    standing = {row["region_code"]: row for row in rows.to_dict("records")}
    places = {}
    for code, given in steps.groupby("region_code", sort=True):
        psm = int(standing[code]["psm_active"])
        places[str(code)] = Place(
            places=len(given),
            psm=psm,
            ending=psm - int(given["psm_before"].min()),
            before=float(standing[code]["uncovered_persons"]),
            after=float(given["uncovered_after"].min()),
        )
    return DecidedPlan(
        scenario=scenario.name,
        region=area,
        as_of=scenario.as_of,
        norm=scenario.norm or _own_norm(scenario, rows),
        kinds=scenario.kinds,
        places=places,
    )


def held_against(ask: Ask, plan: DecidedPlan, month: str) -> Filled:
    """How many places are filled as of ``month``, and what came of it."""
    now, then = (_villages(ask, plan, when) for when in (month, plan.as_of))
    whole = Filled(
        places=sum(one.places for one in plan.places.values()),
        reported=0,
        filled=0,
        predicted=sum(one.before - one.after for one in plan.places.values()),
    )
    for code, place in plan.places.items():
        village, was = now.get(code, {}), then.get(code, {})
        period, held = village.get("psm_period"), village.get("psm_active")
        if not (isinstance(period, str) and period > plan.as_of and exists(held)):
            continue
        # as its register tells of that month today, without those whose places ended
        stood = _else(was.get("psm_active"), place.psm)
        base = max(0, int(stood) - place.ending)
        beyond = _else(was.get("uncovered_persons"), place.before)
        left = _else(village.get("uncovered_persons"), beyond)
        whole = replace(
            whole,
            reported=whole.reported + place.places,
            filled=whole.filled + min(place.places, max(0, int(held or 0) - base)),
            predicted_there=(whole.predicted_there or 0) + place.before - place.after,
            seen=(whole.seen or 0) + beyond - left,
        )
    return whole


def _villages(ask: Ask, plan: DecidedPlan, month: str) -> dict[str, dict[Any, Any]]:
    """Coverage of the villages of a plan, by code."""
    rows = ask(
        "coverage",
        region=plan.region,
        level="village",
        as_of=month,
        norm=parse_ratio(plan.norm),
        kinds=plan.kinds or None,
    )
    rows = rows[rows["region_code"].isin(list(plan.places))]
    return {row["region_code"]: row for row in rows.to_dict("records")}


def _else(value: Any, otherwise: float) -> float:
    return float(value) if exists(value) else otherwise


def _own_norm(scenario: Scenario, rows: pd.DataFrame) -> str:
    try:
        norm = exact_norm(rows)
    except ValueError:
        norm = None
    if norm is None:
        raise Misuse(
            _("The scenario {name} has no norm of its own.", name=scenario.name)
        )
    return write_ratio(norm)
