"""What a plan does: before and after it, and what more places would buy."""

from __future__ import annotations

import pandas as pd

from imbang import formats
from imbang.analysis.placement.outcomes import Outcome
from imbang.analysis.placement.requests import MOST_POSTS
from imbang.app import elements as st
from imbang.app.shown import exhibits, maps, parts
from imbang.app.shown.exhibits import Exhibit
from imbang.app.state.remembered import taken
from imbang.app.state.view import View
from imbang.briefs.plans import Asked
from imbang.screens.placement import charts, plans
from imbang.screens.placement.sections import under, why_none
from imbang.texts import _
from imbang.wording.names import STATE_MARKS, state_name
from imbang.wording.placement import change, words
from imbang.wording.placement import tables as placement_tables


def show_effect(view: View, asked: Asked, made: Outcome) -> None:
    """What changes, under the same norm: where, the worst, states, curves."""
    left, right = st.columns([9, 11], gap="large")
    with left:
        _show_change(view, asked, made)
    with right:
        rows = taken(placement_tables.worst, made)
        exhibits.show_list(
            Exhibit(
                "worst",
                _("The twenty villages with most PMKS beyond reach"),
                _("Before the plan, and what becomes of them"),
                rows,
                placement_tables.worst_columns(
                    under(rows, view.region), float(rows["uncovered_before"].max())
                ),
                "placement_worst",
                selects=True,
            )
        )
        _show_states(made)
        _show_curves(made)


def _show_change(view: View, asked: Asked, made: Outcome) -> None:
    """One map of the change, closer to where it happens."""
    level = maps.drawn_level(view, "village")
    changed = taken(change.of, made)
    title = taken(change.told, changed)
    if level != "village":
        larger = plans.within(asked, level)
        changed = taken(change.above, made, larger, level)
    under = change.under(level)
    parts.show_heading(title, under)
    maps.show_value_map(
        view,
        changed.rows,
        changed.classes,
        hover=changed.hover,
        level=level,
        alt=title,
        under=under,
        columns=placement_tables.change_columns(level),
        told=changed.legend,
        closer_to=changed.where,
    )
    if level != "village":
        maps.tell_drawn(view, level)


def _show_curves(made: Outcome) -> None:
    was, becomes = made.was.gini, made.becomes.gini
    title = _(
        "The Gini goes from {was} to {becomes}",
        was=formats.number(was, 3),
        becomes=formats.number(becomes, 3),
    )
    rows = pd.DataFrame({"when": [_("before"), _("after")], "gini": [was, becomes]})
    exhibits.show_exhibit(
        Exhibit(
            "plan_lorenz",
            title,
            _("Villages, those with fewest PSM per PMKS first"),
            rows,
            placement_tables.gini_columns(),
            "placement_gini",
        ),
        lambda theme: charts.before_and_after(made, theme),
    )


def _show_states(made: Outcome) -> None:
    names = {s: f"{STATE_MARKS[s]} {state_name(s)}" for s in STATE_MARKS}
    rows = pd.DataFrame(
        {
            "state": list(names),
            "state_name": list(names.values()),
            "before": [made.was.states.get(s, 0) for s in names],
            "after": [made.becomes.states.get(s, 0) for s in names],
        }
    )
    rows = rows.assign(change=rows["after"] - rows["before"])
    exhibits.show_exhibit(
        Exhibit(
            "plan_states",
            words.told_states(made),
            _("Villages by state; the upright line marks the number before"),
            rows,
            placement_tables.state_columns(),
            "placement_states",
        ),
        lambda theme: charts.states(made, theme),
    )


def show_next(asked: Asked, made: Outcome) -> None:
    """What each further place buys, the plan's and those after it."""
    given = len(made.steps)
    more = asked.request.places
    if asked.request.objective != "gini":  # as far as places do anything at all
        more = min(MOST_POSTS, more + made.was.lacking)
    steps = plans.steps(asked, posts=more, firm=False)
    if steps.empty:
        parts.show_nothing(why_none(made))
        return
    first = steps.iloc[0]
    start = float(
        first["uncovered_left"] + first["uncovered_before"] - first["uncovered_after"]
    )
    rows = steps.assign(
        reached=steps["uncovered_before"] - steps["uncovered_after"],
        is_least=made.is_least,
    )
    left, right = st.columns([11, 9], gap="large")
    with left:
        exhibits.show_exhibit(
            Exhibit(
                "next",
                words.told_next(steps, given, start),
                _(
                    "PMKS beyond reach by the number of places; the dashed part is beyond the plan"
                ),
                rows,
                placement_tables.next_columns(),
                "placement_next",
            ),
            lambda theme: charts.next_places(
                steps, given, start, theme, is_least=made.is_least
            ),
        )
    with right:
        exhibits.show_list(
            Exhibit(
                "next_list",
                _("The next places after the plan"),
                _("In the order in which they would be given"),
                rows.iloc[given:],
                placement_tables.next_columns(),
                "placement_further",
            )
        )
