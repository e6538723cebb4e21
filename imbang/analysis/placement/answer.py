"""The answer of the question ``placement``: a plan, place by place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from imbang.analysis.norm import exact_norm
from imbang.analysis.placement.firmness import Question, answer, firmness
from imbang.analysis.placement.plans import Plan
from imbang.analysis.placement.requests import places
from imbang.analysis.villages import Villages, Whole, from_coverage
from imbang.refusals import Misuse
from imbang.texts import _

COLUMNS = (
    "step",
    "region_code",
    "region_name",
    "psm_before",
    "psm_after",
    "ppks_persons",
    "uncovered_before",
    "uncovered_after",
    "uncovered_left",
    "shortage_left",
    "scenarios_pct",
    "bound",
    "norm",
    "is_refill",
    "tied",
    "tie_broken_by",
)


def answer_placement(rows: pd.DataFrame, values: Mapping[str, Any]) -> pd.DataFrame:
    """The places given, in order, from the known regions in ``rows``.

    Places that end or are vacant (``ending``, ``vacated``) in the regions where places
    may be given are given out with the further ones: those that end are first taken
    away. ``uncovered_left`` and ``shortage_left`` are those of the whole area after a step,
    ``scenarios_pct`` the share of scenarios in which the region gets a place (with
    ``error_pct`` only). ``tied`` is in how many villages, this one among them, the place
    would have served the objective equally well, ``tie_broken_by`` what told it apart:
    more persons beyond reach, else the lower code (both null for the Gini). Empty where nothing is known or no place would help.
    """
    limits = values["constraints"]
    further = _further(values)
    villages = from_coverage(rows, limits.regencies)
    norm = exact_norm(rows)
    if norm is None or not len(villages):
        return pd.DataFrame(columns=list(COLUMNS))
    villages, freed = _freed(villages, rows)
    posts = further + int(freed.sum())
    asked = Question(posts, values["objective"] or "uncovered", limits)
    try:
        plan = answer(villages, norm, asked)
    except ValueError as error:
        raise Misuse(
            _(
                "The objective gini knows most_per_village and regencies only; leave out"
                " the other constraints or choose another objective."
            )
        ) from error
    told = _steps(
        plan, dict(zip(rows["region_code"], rows["region_name"], strict=True)), freed
    )
    error_pct = values["error_pct"]
    if error_pct is not None:
        shares = firmness(villages, norm, asked, error_pct=error_pct)
        told["scenarios_pct"] = 100 * shares[list(plan.given)]
    return told


def _further(values: Mapping[str, Any]) -> int:
    """How many further places are asked for; Misuse where nothing says so."""
    posts, budget, cost = (values[name] for name in ("posts", "budget", "cost"))
    if budget is not None and not cost:
        raise Misuse(
            _("A budget needs what a place costs a year: {name}.", name="cost")
        )
    if posts is None and budget is None and values["vacant_months"] is None:
        raise Misuse(
            _(
                "placement needs the number of places ({posts}), a budget ({budget}) or "
                "places that fall vacant ({vacant}).",
                posts="posts",
                budget="budget, cost",
                vacant="vacant_months",
            )
        )
    return places(posts or 0, budget, cost)


def _freed(villages: Villages, rows: pd.DataFrame) -> tuple[Villages, Whole]:
    """The villages without the PSM whose places end, and how many places each (n) gives
    back: those and the vacant ones."""
    by_code = rows.set_index("region_code")[["ending", "vacated"]].fillna(0)
    places = by_code.loc[list(villages.codes)].astype("int64")
    ending = np.minimum(places["ending"].to_numpy(), villages.psm) * villages.is_open
    vacated = places["vacated"].to_numpy() * villages.is_open
    return villages.with_psm(villages.psm - ending), ending + vacated


def _steps(plan: Plan, names: Mapping[str, str], freed: Whole) -> pd.DataFrame:
    """One row per place: what its region had before, what is left everywhere after."""
    villages, scale = plan.villages, plan.norm.denominator
    given = np.array(plan.given, dtype=np.int64)
    earlier = _earlier(given)
    before = villages.psm[given] + earlier
    here = _of(villages, given)
    uncovered = here.uncovered(plan.norm, before)
    after = here.uncovered(plan.norm, before + 1)
    lacking = here.shortage(plan.norm, before) - here.shortage(plan.norm, before + 1)
    codes = [villages.codes[village] for village in plan.given]
    return pd.DataFrame(
        {
            "step": np.arange(1, len(given) + 1),
            "region_code": codes,
            "region_name": [names[code] for code in codes],
            "psm_before": before,
            "psm_after": before + 1,
            "ppks_persons": here.ppks,
            "uncovered_before": uncovered / scale,
            "uncovered_after": after / scale,
            "uncovered_left": (
                int(villages.uncovered(plan.norm).sum()) - np.cumsum(uncovered - after)
            )
            / scale,
            "shortage_left": int(villages.shortage(plan.norm).sum())
            - np.cumsum(lacking),
            "scenarios_pct": np.full(len(given), np.nan),
            "bound": np.full(len(given), np.nan if plan.bound is None else plan.bound),
            "norm": np.full(len(given), float(plan.norm)),
            "is_refill": earlier < freed[given],
            **_ties(plan),
        }
    )


def _ties(plan: Plan) -> dict[str, Any]:
    """In how many villages each place (n) would have served as well, and what decided."""
    nobody = [None] * (len(plan.given) - len(plan.ties))
    return {
        "tied": pd.array(
            [*(tie.villages for tie in plan.ties), *nobody], dtype="Int64"
        ),
        "tie_broken_by": pd.array(
            [*(tie.broken_by for tie in plan.ties), *nobody], dtype="str"
        ),
    }


def _of(villages: Villages, chosen: Any) -> Villages:
    return Villages(
        tuple(villages.codes[village] for village in chosen),
        villages.ppks[chosen],
        villages.psm[chosen],
        villages.district[chosen],
        villages.is_open[chosen],
    )


def _earlier(given: Any) -> Any:
    """How many of the places before each went to the same village (n)."""
    return pd.Series(given).groupby(given).cumcount().to_numpy(dtype=np.int64)
