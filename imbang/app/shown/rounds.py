"""Who reported and who did not, round by round: under what is told over time.

A thin strip is always there, the whole drawing and its table behind it.
"""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd
import plotly.graph_objects as go

from imbang import periods
from imbang.app import elements as st
from imbang.app.shown import exhibits, parts
from imbang.app.shown.exhibits import Exhibit
from imbang.app.state import answers
from imbang.app.state.remembered import taken
from imbang.app.state.view import View
from imbang.drawing import columns
from imbang.drawing.colours import Theme
from imbang.drawing.completeness import STATES, completeness
from imbang.formats import number, short_month
from imbang.geometry.names import short_names
from imbang.reference.levels import ancestor
from imbang.texts import _
from imbang.wording import rounds as told_rounds

_MONTHS = 36  # looked back
_MOST_OFFICES = 40


def came(view: View, datasets: Collection[str]) -> dict[str, str]:
    """By month whether all, some or none of the reports of ``datasets`` came."""
    return taken(told_rounds.came, asked(view), tuple(datasets))


def show(view: View, key: str, datasets: Collection[str]) -> None:
    """The strip of what ``datasets`` rest on; nothing where no office owes them.

    ``key`` is that of the chart above.
    """
    rows, owed = asked(view), tuple(datasets)
    one = taken(told_rounds.together, rows, owed)
    if one.empty:
        return
    names = taken(told_rounds.dataset_names, rows, owed)
    counts = taken(_counts, one)
    with st.container(
        key=f"strip_{key}", horizontal=True, vertical_alignment="center", gap="small"
    ):
        parts.show_rounds(
            [(short_month(month), states) for month, states in counts.items()],
            alt=f"{names}: {taken(told_rounds.told, one)}",
        )
        with st.popover(_("Who reported")):
            _show_whole(one, counts, key, names)


def _counts(one: pd.DataFrame) -> dict[str, dict[str, int]]:
    """How many offices are in each state, by month."""
    counts = one.groupby(["month", "state"]).size().unstack(fill_value=0)
    return {
        str(month): {state: int(row.get(state, 0)) for state in STATES}
        for month, row in counts.iterrows()
    }


def _named(one: pd.DataFrame) -> pd.DataFrame:
    return one.assign(state_name=one["state"].map(told_rounds.state_name))


def _show_whole(
    one: pd.DataFrame, counts: dict[str, dict[str, int]], key: str, names: str
) -> None:
    parts.show_notes(
        [_("Reports of {datasets}; of several the worst counts.", datasets=names)]
    )
    parts.show_marks(
        [
            (
                state,
                told_rounds.MARKS[state],
                told_rounds.state_name(state),
                number(sum(states[state] for states in counts.values())),
            )
            for state in STATES
        ],
        of=names,
    )
    exhibits.show_exhibit(
        Exhibit(
            f"rounds_{key}",
            f"{names}: {taken(told_rounds.told, one)}",
            _("Offices by the month that ends a round"),
            taken(_named, one),
            (
                columns.region(_("Office")),
                columns.month("month", _("Round")),
                columns.text("state_name", _("State")),
            ),
            "rounds",
        ),
        lambda theme: draw(one, theme),
    )


def draw(one: pd.DataFrame, theme: Theme) -> go.Figure:
    """The drawing of `told_rounds.together`, the offices that owe most first."""
    names = short_names(dict(zip(one["region_code"], one["region_name"], strict=True)))
    owed = one["state"].map(STATES.index).groupby(one["region_code"]).sum()
    order = list(owed.sort_values(ascending=False, kind="stable").index)
    shown = {code: place for place, code in enumerate(order[:_MOST_OFFICES])}
    cells = {
        (shown[code], str(month)): str(state)
        for code, month, state in zip(
            one["region_code"], one["month"], one["state"], strict=True
        )
        if code in shown
    }
    figure = completeness(
        [names[code] for code in shown],
        sorted(one["month"].unique()),
        cells,
        {state: told_rounds.state_name(state) for state in STATES},
        theme=theme,
    )
    return figure.update_layout(meta={"left_out": len(order) - len(shown)})


def asked(view: View) -> pd.DataFrame:
    """Every round of the last years of the offices of the region in view, or of the
    regency that it lies in."""
    month = periods.parse_month(view.as_of) - _MONTHS + 1
    return answers.ask(
        "rounds",
        region=ancestor(view.region, "regency"),
        as_of=view.as_of,
        since=periods.format_month(month),
    )
