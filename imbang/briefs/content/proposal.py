"""What we propose: a plan of places that was kept as a scenario, and what it does."""

from __future__ import annotations

from itertools import islice

from imbang import formats
from imbang.analysis.placement.outcomes import Outcome
from imbang.analysis.placement.scenarios import Scenario
from imbang.briefs import plans
from imbang.briefs.context import Context
from imbang.briefs.model import BigNumber, Exhibit, Legend, Map, Screen, Table
from imbang.drawing.maps import value_map
from imbang.reference import regions
from imbang.reference.levels import NATION, level_of, parent
from imbang.texts import _
from imbang.wording.names import full_name
from imbang.wording.placement import change, tables, words

KEY, ORDER = "proposal", 90


def name() -> str:
    """What a list of screens calls it."""
    return _("What we propose")


def make(context: Context) -> Screen:
    """The scenario that is asked for by name, else the one of the region kept last."""
    one = _chosen(context)
    if one is None:
        return _none_kept(context)
    asked = plans.of_scenario(one)
    made = plans.made(context.source, asked, firm=False)
    district = ""
    if level_of(one.region) == "village":
        district = full_name(regions.load().names[parent(one.region)], "district")
    told = words.sentences(made, asked.request, district=district)
    return Screen(
        KEY,
        name(),
        words.title(made),
        "penempatan",
        (
            *islice(told, 2),
            _told_question(one),
        ),
        _numbers(made) if len(made.steps) else (),
        _exhibits(context, asked, made) if len(made.steps) else (),
        (
            *words.options_told(asked.request),
            words.objective_proof(asked.request.objective, made.steps),
            _(
                "Norm: {norm} PMKS to one PSM, kept with the scenario.",
                norm=formats.number(float(asked.norm) if asked.norm else None, 1),
            ),
        ),
        context.sources("ppks", "pillars", "pillar_counts"),
    )


def _chosen(context: Context) -> Scenario | None:
    asked = context.asked
    if asked.scenario:
        found = context.scenarios.get(asked.scenario)
        return found[0] if found else None
    mine = [
        pair for pair in context.scenarios.values() if pair[0].region == asked.region
    ]
    return max(mine, key=lambda pair: pair[1].changed_at)[0] if mine else None


def _none_kept(context: Context) -> Screen:
    if context.asked.scenario:
        message = _("There is no scenario “{name}”", name=context.asked.scenario)
    else:
        message = _("No plan of places is kept for {region} yet", region=context.name)
    return Screen(
        KEY,
        name(),
        message,
        "penempatan",
        (
            _(
                "Plan further places on the page Placement and give the plan a name under"
                " Scenarios: it is then told here."
            ),
        ),
        is_empty=True,
    )


def _told_question(one: Scenario) -> str:
    return _(
        "Scenario “{name}”: {region}, figures as of {month}.",
        name=one.name,
        region=regions.load().names.get(one.region, "Indonesia"),
        month=formats.month(one.as_of),
    )


def _numbers(made: Outcome) -> tuple[BigNumber, ...]:
    """Named as beside another plan, since these are figures after it."""
    becomes, given = made.becomes, len(made.steps)
    is_least = made.unknown > 0
    return (
        BigNumber(
            "places_given",
            _("Places given"),
            formats.number(given),
            float(given),
            "places",
        ),
        BigNumber(
            "ppks_reached",
            _("PMKS reached"),
            formats.number(round(made.reached)),
            float(made.reached),
            "persons",
        ),
        BigNumber(
            "uncovered_after",
            _("PMKS beyond reach after"),
            formats.least(round(becomes.uncovered), is_least=is_least),
            float(becomes.uncovered),
            "persons",
        ),
        BigNumber(
            "without_after",
            _("Villages with PMKS but no PSM after"),
            formats.number(becomes.without),
            float(becomes.without),
            "villages",
        ),
    )


def _exhibits(
    context: Context, asked: plans.Asked, made: Outcome
) -> tuple[Exhibit, ...]:
    rows, area = tables.steps(made), asked.area
    under = {code: tables.where(code, area) for code in rows["region_code"]}
    is_refilled = asked.request.vacant_months is not None
    headings = tables.step_columns(
        under, with_firmness=False, with_vacancies=is_refilled
    )
    order = Table(
        "steps",
        _("The order of placing"),
        _("Each place goes where it helps most after those before it"),
        rows,
        headings,
        _("in the order of placing"),
        ("step", "region_name", "ppks_persons", "psm", "reached"),
    )
    drawn = _map(context, asked, made)
    return (order, drawn) if drawn is not None else (order,)


def _map(context: Context, asked: plans.Asked, made: Outcome) -> Map | None:
    """Where the plan changes what: villages, or districts where one map does not hold
    them, of the nation regencies."""
    source, area = context.source, asked.area
    layers = source.layers(area, context.asked.map) or source.layers(area, "hexagons")
    if layers is None or (area != NATION and "village" not in layers.layers):
        return None
    level = layers.drawable("village", area)
    changed = change.of(made)
    told = change.told(changed)
    if level != "village":
        changed = change.above(made, plans.within(source, asked, level), level)
    rows = changed.rows
    return Map(
        "change",
        told,
        change.under(level),
        told,
        lambda theme: value_map.value_map(
            layers,
            rows,
            changed.classes,
            level=level,
            focus=area,
            hover=changed.hover,
            closer_to=changed.where,
            theme=theme,
        ),
        rows[rows["region_code"].isin(changed.where)],
        tables.change_columns(level),
        tuple(Legend(key, label, n) for key, label, n in changed.legend),
        level,
    )
