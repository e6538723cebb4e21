"""Scenarios of placement: kept by name, opened again, held against each other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from imbang import formats, paths
from imbang.access.rights import Right
from imbang.analysis.placement import scenarios
from imbang.analysis.placement.outcomes import Outcome
from imbang.analysis.placement.requests import NAMES, Request
from imbang.analysis.placement.scenarios import Scenario
from imbang.app import elements as st
from imbang.app import person
from imbang.app.shown import allowed, controls, exhibits, keeping, parts
from imbang.app.shown.exhibits import Exhibit
from imbang.app.state import answers, session
from imbang.app.state.view import MARK, View
from imbang.briefs.plans import Asked, of_scenario
from imbang.drawing import columns
from imbang.drawing.tables import Column
from imbang.reference import regions
from imbang.reference.ratios import write_ratio
from imbang.screens.placement import plans
from imbang.store.workspace import Workspace
from imbang.texts import _
from imbang.wording.placement import tables
from imbang.wording.placement import words as placement_told

_NOW = ""
_KIND = "scenario"


def show_scenarios(view: View, asked: Asked) -> None:
    """Keep the plan of the page, open another, hold two against each other."""
    saved = {name: one for name, (one, _entry) in scenarios.saved(_workspace()).items()}
    left, right = st.columns([9, 11], gap="large")
    with left:
        _offer_saving(view, asked)
        _show_saved()
    with right:
        _compare(view, asked, saved)


def _workspace() -> Workspace:
    return Workspace(paths.store_folder())


def _offer_saving(view: View, asked: Asked) -> None:
    parts.show_heading(
        _("Keep this plan"),
        _(
            "The question is kept with its norm; it is answered from the figures of the day"
        ),
    )

    def keep(name: str) -> None:
        kept = Scenario(
            name,
            view.region,
            view.as_of,
            write_ratio(asked.norm) if asked.norm else "",
            plans.kinds_key(view),
            asked.request.to_own(),
        )
        scenarios.save(_workspace(), kept, by=person.name())

    keeping.offer(
        view, _KIND, _("Name of the scenario"), _("20 places, most in need first"), keep
    )


def _show_saved() -> None:
    """All scenarios, with what each asks; opened by a click on its name."""
    found = scenarios.saved(_workspace())
    if not found:
        parts.show_nothing(
            _(
                "No scenario has been saved yet. Give this plan a name above, then try another one."
            )
        )
    names = regions.load().names
    for number, (name, (one, entry)) in enumerate(found.items()):
        place = names.get(one.region, "Indonesia")
        told = _(
            "{region}, {month}, norm {norm}. {options} Saved by {by}, {when}.",
            region=place,
            month=formats.month(one.as_of),
            norm=formats.number(one.exact_norm, 1) if one.norm else formats.MISSING,
            options=" ".join(
                [_places_told(one.request), *placement_told.options_told(one.request)]
            ),
            by=entry.changed_by,
            when=formats.moment(entry.changed_at),
        )
        with st.container(key=f"scenario_{number}", border=True):
            parts.show_heading(name, told)
            with st.container(horizontal=True, key=f"scenario_do_{number}"):
                st.button(
                    _("Open it"),
                    key=f"scenario_open_{number}",
                    icon=":material/folder_open:",
                    on_click=_open,
                    args=(one,),
                )
                if allowed.may(Right.PLAN):
                    st.button(
                        _("Remove"),
                        key=f"scenario_drop_{number}",
                        icon=":material/delete:",
                        on_click=_drop,
                        args=(name,),
                    )
    if allowed.may(Right.PLAN):
        _offer_return()


def _places_told(request: Request) -> str:
    return _("Further places: {n}.", n=formats.number(request.places))


def _open(one: Scenario) -> None:
    """Show a scenario: its region, month, norm, kinds and request."""
    scope = answers.scope()
    view = session.current()
    if scope is None or not scope.covers(one.region) or one.as_of not in scope.months:
        told = _("There are no data for this scenario any more.")
        keeping.tell(_KIND, told, is_done=False)
        return
    others = {
        k: v
        for k, v in view.own.items()
        if k not in (*NAMES, "plan_norm", "kinds", "tab", MARK)
    }
    own = {**others, **one.own, "plan_norm": one.norm}
    if one.kinds:
        own["kinds"] = one.kinds
    moved = view.at(one.region).up_to(one.as_of, scope)
    session.show(replace(moved, own={k: v for k, v in own.items() if v}))


def _drop(name: str) -> None:
    if session.attempt(lambda: scenarios.remove(_workspace(), name, by=person.name())):
        keeping.tell(_KIND, _("Removed: {name}", name=name))


def _offer_return() -> None:
    """Bring back what was removed last."""
    gone = scenarios.last_removed(_workspace())
    if gone is None:
        return
    st.button(
        _("Bring back “{name}”", name=gone.name),
        key="scenario_back",
        icon=":material/undo:",
        on_click=_bring_back,
    )


def _bring_back() -> None:
    gone = scenarios.last_removed(_workspace())
    if gone is not None:
        session.attempt(
            lambda: scenarios.save(_workspace(), gone, by=person.name() or "?")
        )


def _compare(view: View, asked: Asked, saved: dict[str, Scenario]) -> None:
    parts.show_heading(
        _("Two plans side by side"), _("Both under the norm of the first")
    )
    if not saved:
        parts.show_nothing(_("Save a scenario to hold this plan against it."))
        return
    names = {_NOW: _("The plan of this page")} | {name: name for name in saved}
    with st.container(horizontal=True, key="compared"):
        first = controls.choose(view, "first", _("First"), names, width=240)
        others = {name: label for name, label in names.items() if name != first}
        second = controls.choose(view, "second", _("Second"), others, width=240)
    one = _asked_for(first, asked, saved)
    two = replace(_asked_for(second, asked, saved), norm=one.norm)
    pair = (plans.made(one, firm=False), plans.made(two, firm=False))
    told = (names[first], names[second])
    costs = (_cost(one, pair[0]), _cost(two, pair[1]))
    rows = tables.comparison(pair, costs)
    exhibits.show_list(
        Exhibit(
            "compared",
            _told(pair, told),
            _difference_told(one, two),
            rows,
            tables.comparison_columns(told),
            "placement_compared",
        )
    )
    villages = _villages(pair)
    exhibits.show_list(
        Exhibit(
            "compared_villages",
            _("Where the two differ"),
            _("Places given by village"),
            villages,
            _village_columns(view, villages, told),
            "placement_compared_villages",
        )
    )


def _asked_for(name: str, asked: Asked, saved: dict[str, Scenario]) -> Asked:
    if name == _NOW:
        return asked
    return of_scenario(saved[name])


def _cost(asked: Asked, made: Outcome) -> float | None:
    cost = asked.request.cost
    return (
        None
        if cost is None
        else float(cost * min(asked.request.places, len(made.steps)))
    )


def _told(pair: tuple[Outcome, Outcome], names: tuple[str, str]) -> str:
    change = round(pair[1].reached - pair[0].reached)
    if change == 0:
        return _("Both reach as many PMKS")
    better = names[1] if change > 0 else names[0]
    return _("{name} reaches {n} more PMKS", name=better, n=formats.number(abs(change)))


def _difference_told(one: Asked, two: Asked) -> str:
    """What the two rest on, where it is not the same."""
    names = regions.load().names
    if (one.area, one.as_of, one.kinds) == (two.area, two.as_of, two.kinds):
        return _("The same region, month and kinds of PMKS")
    return _(
        "Not of the same: {first}, {month} against {second}, {other}",
        first=names.get(one.area, "Indonesia"),
        month=formats.month(one.as_of),
        second=names.get(two.area, "Indonesia"),
        other=formats.month(two.as_of),
    )


def _villages(pair: tuple[Outcome, Outcome]) -> pd.DataFrame:
    """Villages that the two plans give a different number of places."""
    given = [one.steps["region_code"].value_counts() for one in pair]
    names: dict[str, Any] = {}
    for one in pair:
        names |= dict(
            zip(one.steps["region_code"], one.steps["region_name"], strict=True)
        )
    rows = pd.DataFrame(
        {"region_code": list(names), "region_name": list(names.values())}
    )
    for key, counts in zip(("first", "second"), given, strict=True):
        rows[key] = rows["region_code"].map(counts).fillna(0).astype("int64")
    differ = rows[rows["first"] != rows["second"]]
    return differ.sort_values(["first", "region_code"], ascending=[False, True])


def _village_columns(
    view: View, rows: pd.DataFrame, names: tuple[str, str]
) -> tuple[Column, ...]:
    under = {code: tables.where(code, view.region) for code in rows["region_code"]}
    return (
        columns.region(_("Village"), under=under),
        columns.number("first", names[0]),
        columns.number("second", names[1]),
    )
