"""A plan of places that was decided, held against the registers that follow.

A place counts as filled where its village has that many more active PSM than it had; who
fills it nobody can tell, and a village with more than was planned fills no other's places.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

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
    ).set_index("region_code")
    places = {}
    for code, given in steps.groupby("region_code", sort=True):
        psm = int(rows.loc[code, "psm_active"])
        places[str(code)] = Place(
            places=len(given),
            psm=psm,
            ending=psm - int(given["psm_before"].min()),
            before=float(rows.loc[code, "uncovered_persons"]),
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
    asked = {
        "region": plan.region,
        "level": "village",
        "norm": parse_ratio(plan.norm),
        "kinds": plan.kinds or None,
    }
    now, then = (
        ask("coverage", as_of=when, **asked).set_index("region_code")
        for when in (month, plan.as_of)
    )
    whole = Filled(
        places=sum(one.places for one in plan.places.values()),
        reported=0,
        filled=0,
        predicted=sum(one.before - one.after for one in plan.places.values()),
    )
    for code, place in plan.places.items():
        if code not in now.index or not _is_newer(now.loc[code, "psm_period"], plan):
            continue
        held, stood = now.loc[code, "psm_active"], then.loc[code, "psm_active"]
        if not exists(held):
            continue
        # as its register tells of that month today, without those whose places ended
        base = max(0, int(stood if exists(stood) else place.psm) - place.ending)
        left, was = now.loc[code, "uncovered_persons"], then.loc[code, "uncovered_persons"]
        was = was if exists(was) else place.before
        whole = replace(
            whole,
            reported=whole.reported + place.places,
            filled=whole.filled + min(place.places, max(0, int(held) - base)),
            predicted_there=(whole.predicted_there or 0) + place.before - place.after,
            seen=(whole.seen or 0) + (float(was - left) if exists(left) else 0),
        )
    return whole


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


def _is_newer(period: object, plan: DecidedPlan) -> bool:
    return isinstance(period, str) and period > plan.as_of
