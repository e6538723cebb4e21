"""The words of the page on placement, made from a plan and what it does."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from imbang import formats
from imbang.analysis.placement.constraints import Constraints, Objective
from imbang.analysis.placement.outcomes import Outcome
from imbang.analysis.placement.requests import Request
from imbang.formats import exists
from imbang.reference import regions
from imbang.texts import _, plural
from imbang.wording.cards import Card, Tone
from imbang.wording.placement import ties

FIRM = 80
"""Per cent of scenarios from which on a place is called firm."""


def objective_name(objective: Objective) -> str:
    """What a plan is to make smallest, in words."""
    return {
        "uncovered": _("Fewest PMKS beyond reach"),
        "villages": _("Fewest villages with PMKS but no PSM"),
        "worst": _("Smallest worst ratio"),
        "shortage": _("Smallest shortage of PSM"),
        "gini": _("Most even (smallest Gini)"),
    }[objective]


def objective_proof(objective: Objective, plan: pd.DataFrame) -> str:
    """How sure it is that no other plan does better."""
    if objective != "gini":
        return _(
            "No other plan does better by this objective; the proof is in the documentation."
        )
    if plan.empty or not exists(plan["bound"].iloc[-1]):
        return _(
            "No other plan does better by this objective: all were weighed exactly."
        )
    return _(
        "This plan was searched for, not proved: no plan can bring the Gini below {bound}.",
        bound=formats.number(plan["bound"].iloc[-1], 4),
    )


def told_constraints(limits: Constraints) -> list[str]:
    """The constraints in words."""
    told = []
    if limits.first_everywhere:
        told.append(_("first one PSM in every village with need"))
    if limits.most_per_village is not None:
        told.append(_("at most {n} PSM a village", n=limits.most_per_village))
    if limits.least_per_district:
        told.append(_("at least {n} PSM a district", n=limits.least_per_district))
    if limits.regencies:
        names = regions.load().names
        told.append(
            _("only in {names}", names=", ".join(names[c] for c in limits.regencies))
        )
    return told


def title(made: Outcome) -> str:
    """The answer in one line."""
    given = len(made.steps)
    if made.was.uncovered == 0 and not given:
        return _("All PMKS are within reach: no further place is needed")
    if not given:
        return _("No place can be given with these options")
    first = made.steps["region_name"].iloc[0]
    n = formats.number(given)
    reached = formats.number(round(made.reached))
    if others := ties.others_as_good(made):
        return plural(
            "{count} place brings {reached} more PMKS within reach, in {first} as in {m}"
            " others",
            "{count} places bring {reached} more PMKS within reach, the first in {first}"
            " as in {m} others",
            given,
            count=n,
            reached=reached,
            first=first,
            m=formats.number(others),
        )
    if made.reached <= 0:
        return plural(
            "{count} place, first in {first}",
            "{count} places, the first in {first}",
            given,
            count=n,
            first=first,
        )
    return plural(
        "{count} place brings {reached} more PMKS within reach; it should go to {first}",
        "{count} places bring {reached} more PMKS within reach; the first should go to"
        " {first}",
        given,
        count=n,
        reached=reached,
        first=first,
    )


def paragraph(made: Outcome, request: Request, *, district: str = "") -> str:
    """`sentences` to read aloud."""
    return " ".join(sentences(made, request, district=district))


def sentences(made: Outcome, request: Request, *, district: str = "") -> list[str]:
    """What the plan is, what it leaves; ``district`` is named where the plan is for that
    of a village."""
    was, becomes = made.was, made.becomes
    told = (
        [_("The plan is for all of {district}.", district=district)] if district else []
    )
    told += [
        _(
            "PMKS beyond reach fall from {was} to {becomes}, villages with PMKS but"
            " no PSM from {bare} to {left}.",
            was=formats.least(round(was.uncovered), is_least=made.is_least),
            becomes=formats.least(round(becomes.uncovered), is_least=made.is_least),
            bare=formats.number(was.without),
            left=formats.number(becomes.without),
        )
    ]
    if first := ties.told_first(made):
        told.append(first)
    if len(made.steps) < request.places:
        told.append(
            plural(
                "Only {count} place could be given: more would do nothing, or the"
                " constraints forbid it.",
                "Only {count} places could be given: more would do nothing, or the"
                " constraints forbid it.",
                len(made.steps),
                count=formats.number(len(made.steps)),
            )
        )
    if made.unknown:
        told.append(
            plural(
                "{count} village is left out, because its PMKS or PSM are not reported.",
                "{count} villages are left out, because their PMKS or PSM are not"
                " reported.",
                made.unknown,
                count=formats.number(made.unknown),
            )
        )
    return told


def cards(made: Outcome, request: Request) -> list[Card]:
    """What the plan changes, figure by figure."""
    was, becomes = made.was, made.becomes
    found = [
        _card(
            _("PMKS beyond reach after"),
            was.uncovered,
            becomes.uncovered,
            0,
            _("Persons beyond what the PSM of their own village can meet at the norm"),
            is_least=made.is_least,
        ),
        _card(
            _("Villages with PMKS but no PSM after"),
            was.without,
            becomes.without,
            0,
            _("Villages with PMKS and no active PSM"),
        ),
        _card(
            _("PSM lacking after"),
            was.lacking,
            becomes.lacking,
            0,
            _("PSM that villages lack at the norm; mostly rounding"),
            is_least=made.is_least,
        ),
        _card(
            _("Gini after"),
            was.gini,
            becomes.gini,
            3,
            _("How unevenly PSM lie over PMKS: 0 is even"),
        ),
    ]
    return [*found, _per_place(made), *([_cost(made, request)] if request.cost else [])]


def _card(
    label: str,
    was: float,
    becomes: float,
    digits: int,
    meaning: str,
    *,
    is_least: bool = False,
) -> Card:
    if not exists(was) or not exists(becomes):
        return Card(label, formats.MISSING, "", "plain", meaning)
    change = round(becomes - was, digits)
    tone: Tone = "better" if change < 0 else "worse" if change > 0 else "plain"
    told = _(
        "{change} from {was}",
        change=formats.signed(change, digits),
        was=_written(was, digits, is_least=is_least),
    )
    value = _written(becomes, digits, is_least=is_least)
    return Card(label, value, told, tone, meaning)


def _written(value: float, digits: int, *, is_least: bool) -> str:
    if digits:
        return formats.number(value, digits)
    return formats.least(value, is_least=is_least)


def _per_place(made: Outcome) -> Card:
    given = len(made.steps)
    value = formats.number(made.reached / given, 0) if given else formats.MISSING
    return Card(
        _("PMKS reached by a place"),
        value,
        plural("{count} place", "{count} places", given, count=formats.number(given)),
        "plain",
        _("Fewer PMKS beyond reach, divided by the places given"),
    )


def _cost(made: Outcome, request: Request) -> Card:
    cost = (request.cost or 0) * min(request.places, len(made.steps))
    each = ""
    if made.reached > 0:
        each = _("{amount} a person reached", amount=rupiah(cost / made.reached))
    return Card(
        _("Cost a year"),
        rupiah(cost),
        each,
        "plain",
        _("Further places times the cost entered for one"),
    )


def rupiah(amount: float) -> str:
    """An amount of money, in millions or billions where it is large."""
    for size, name in ((10**9, _("billion")), (10**6, _("million"))):
        if amount >= 10 * size or (amount >= size and amount % size == 0):
            digits = 0 if amount % size == 0 else 1
            return f"Rp{formats.number(amount / size, digits)} {name}"
    return f"Rp{formats.number(amount)}"


def told_firmness(steps: pd.DataFrame) -> str:
    """How many of the villages get a place in most scenarios."""
    shares = steps.dropna(subset=["scenarios_pct"]).drop_duplicates("region_code")
    if shares.empty:
        return ""
    return _(
        "{n} of {m} villages get a place in at least {firm} of the scenarios.",
        n=formats.number((shares["scenarios_pct"] >= FIRM).sum()),
        m=formats.number(len(shares)),
        firm=formats.percent(FIRM / 100),
    )


def firmness_note(error_pct: int) -> str:
    """What scenarios are."""
    return _(
        "Scenarios: 33 of them, with the norm as it is, a fifth lower and a fifth higher,"
        " each with PMKS as reported and ten times with every village's PMKS off by up to"
        " {error}.",
        error=formats.percent(error_pct / 100),
    )


def told_next(steps: pd.DataFrame, given: int, start: float) -> str:
    """What the next place buys, against the first, and how many would halve the rest.

    ``start`` are the PMKS beyond reach before any place.
    """
    gains = (steps["uncovered_before"] - steps["uncovered_after"]).round()
    if len(gains) <= given:
        return _("A further place would do nothing more")
    told = _(
        "The first place reaches {first} PMKS, the next one after these {next}",
        first=formats.number(gains.iloc[0]),
        next=formats.number(gains.iloc[given]),
    )
    halved = steps.loc[steps["uncovered_left"] <= start / 2, "step"]
    if halved.empty:
        return told
    return _(
        "{told}; {n} places would halve those beyond reach",
        told=told,
        n=formats.number(halved.iloc[0]),
    )


def told_states(made: Outcome) -> str:
    """The change of states in one line."""
    fitting = (one.states.get("proportionate", 0) for one in (made.was, made.becomes))
    was, becomes = (formats.number(n) for n in fitting)
    return _(
        "Villages with PMKS but no PSM: {bare}, after {left}; proportionate: {was}, after"
        " {becomes}",
        bare=formats.number(made.was.without),
        left=formats.number(made.becomes.without),
        was=was,
        becomes=becomes,
    )


def told_vacancies(rows: pd.DataFrame, moved: int) -> str:
    """Which of the vacant places help more elsewhere."""
    places = int(rows["places"].sum())
    if moved == 0:
        return plural(
            "The {count} vacant place helps most where it is",
            "The {count} vacant places help most where they are",
            places,
            count=formats.number(places),
        )
    return _(
        "{n} of {m} vacant places help more elsewhere",
        n=formats.number(moved),
        m=formats.number(places),
    )


def options_told(request: Request) -> Sequence[str]:
    """What the plan was asked for, for its notes and its workbook."""
    told = [_("Objective: {objective}.", objective=objective_name(request.objective))]
    limits = told_constraints(request.obeyed)
    if limits:
        told.append(_("Constraints: {limits}.", limits="; ".join(limits)))
    if request.vacant_months is not None:
        told.append(
            _(
                "Places that end within {n} months or fell vacant in the {n} before are given"
                " out as well.",
                n=request.vacant_months,
            )
        )
    return told
