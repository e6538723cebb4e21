"""Coverage over time: the same map once a round, and the list that tells the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from imbang.analysis import carried
from imbang.analysis.class_breaks import SCHEMES, Scheme
from imbang.app import elements as st
from imbang.app.shown import canvas, exhibits, figures, maps, parts, rounds
from imbang.app.shown.exhibits import Exhibit
from imbang.app.state import answers, coverage, events, selection, session
from imbang.app.state.remembered import remembered, taken
from imbang.app.state.view import View
from imbang.drawing.colours import Theme
from imbang.drawing.maps import value_map
from imbang.drawing.maps.small import small
from imbang.geometry.layers import LayerSet
from imbang.reference import regions
from imbang.reference.levels import Level, ancestor, around
from imbang.screens.coverage import map_kinds, map_section, over_time
from imbang.screens.coverage.over_time import Month
from imbang.texts import _
from imbang.wording import lateness
from imbang.wording import rounds as told_rounds
from imbang.wording.coverage import coverage_map
from imbang.wording.names import level_name

_MOST = 6  # maps side by side
_UNTIL = "until"
"""The choice of the page that holds the last month of the maps, while another of them
is the month in view."""


def show(view: View) -> None:
    """Small maps of the last rounds, and the list of regions by month."""
    asked, view = view, _drawn(view)
    layers = maps.layers_of(view, view.level)
    selection.note_shown(view.level)
    if layers is None:
        parts.show_nothing(_("There is no map of this region. Choose a province."))
        return
    shown = map_section.choose_shown(view, _possible(view))
    until = _until(view)
    months = _months(view, until, shown)
    names = taken(over_time.names, shown, months)
    title = taken(over_time.title, shown, months, names)
    parts.show_heading(
        title,
        _(
            "{figure}, {level}; a press on a month makes it the month of the page",
            figure=map_kinds.shown_name(shown),
            level=level_name(view.level),
        ),
    )
    _show_maps(view, layers, shown, months, until)
    if view.level != asked.level:
        maps.tell_drawn(view, view.level)
    entries = [(key, name, "") for key, name in names.items()]
    if any(one.older.any() for one in months):
        entries.append(("older", lateness.older_report(), ""))
    parts.show_legend(entries)
    own = [maps.what_colours_mean(view.level)] if shown == "uncovered" else []
    happened = events.within(view, _datasets(), [one.month for one in months])
    parts.show_notes(
        [*own, *taken(over_time.notes, months), *(one.told for one in happened)]
    )
    rounds.show(view, "over_time", _datasets())
    under = taken(regions.parents, months[-1].rows, besides=view.region)
    exhibits.show_list(
        Exhibit(
            "over_time",
            level_name(view.level),
            title,
            taken(over_time.table, shown, months, names),
            over_time.table_columns(
                shown, [one.month for one in months], view.level, under
            ),
            "coverage_over_time",
        )
    )


def _drawn(view: View) -> View:
    """The view at the level that its small maps hold; a region may be hatched on them,
    and so drawn twice."""
    area = around(view.region)
    layers = maps.layers_of(view, view.level)
    areas = len(layers.layers[view.level].within(area)) if layers else 0
    return replace(view, level=maps.drawn_level(view, view.level, marked=areas))


def _possible(view: View) -> list[str]:
    """As on the map; clusters of a month take seconds, and so are told there alone."""
    if view.level == "village":
        return ["uncovered", "smoothed"]
    if not map_section.has_one_norm(view):
        return ["verdict", "uncovered"]
    return ["verdict", "smoothed", "uncovered"]


def _until(view: View) -> str:
    asked = view.own.get(_UNTIL, "")
    return asked if asked > view.as_of and asked in answers.months() else view.as_of


def _datasets() -> list[str]:
    return [one for several in over_time.DATASETS.values() for one in several]


def _months(view: View, until: str, shown: str) -> list[Month]:
    """The rounds up to ``until``, each as the page of that month tells it."""
    told = rounds.asked(replace(view, as_of=until))
    months = taken(told_rounds.months, told, _datasets(), until, _MOST)
    norm, kinds = view.norm, coverage.kinds_asked()
    area, level = around(view.region), view.level
    rows = [coverage.coverage(area, level, month, norm) for month in months]
    limits: list[tuple[float, ...]] = [()] * len(months)
    if shown == "smoothed":
        rows = [
            taken(
                map_section.smoothed,
                coverage.coverage(_province(view), level, month, norm),
                one,
            )
            for month, one in zip(months, rows, strict=True)
        ]
        limits = taken(over_time.limits, _scheme(view), rows)
    return [
        taken(
            _month,
            month,
            one,
            shown,
            limit,
            level,
            coverage.of_province(view.region, month, norm, kinds),
            told,
        )
        for month, one, limit in zip(months, rows, limits, strict=True)
    ]


def _province(view: View) -> str:
    return ancestor(view.region, "province")


def _scheme(view: View) -> Scheme:
    asked = view.own.get("classes", SCHEMES[0])
    return next((one for one in SCHEMES if one == asked), SCHEMES[0])


def _month(
    month: str,
    rows: pd.DataFrame,
    shown: str,
    limit: tuple[float, ...],
    level: Level,
    whole: pd.DataFrame,
    told: pd.DataFrame,
) -> Month:
    """A month of the maps: ``rows`` of the ``whole`` province, by the rounds ``told``."""
    classes = over_time.classes(shown, rows, level, limit)
    return Month(month, rows, classes, _older(level, month, told, whole, rows))


def _older(
    level: Level,
    month: str,
    told: pd.DataFrame,
    whole: pd.DataFrame,
    rows: pd.DataFrame,
) -> NDArray[np.bool_]:
    """Which of ``rows`` (n) are told by a report older than the round of ``month``."""
    due = tuple(
        (column, told_rounds.due(told, datasets, month))
        for column, datasets in over_time.DATASETS.items()
    )
    found = _carried(whole, level, due)
    return rows["region_code"].isin(found).to_numpy(dtype=bool)


def _carried(
    whole: pd.DataFrame, level: Level, due: tuple[tuple[str, dict[str, str]], ...]
) -> list[str]:
    own = whole[whole["level"] == level]
    return own.loc[carried.carried(whole, level, due), "region_code"].tolist()


def _show_maps(
    view: View, layers: LayerSet, shown: str, months: list[Month], until: str
) -> None:
    theme = figures.theme()
    names = taken(over_time.names, shown, months)

    def go(month: str) -> None:
        scope = answers.scope()
        if scope is not None:
            session.show(session.current().up_to(month, scope))
            session.choose(_UNTIL, until if until > month else None)

    with st.container(key="months"):
        canvas.show_small(
            [
                canvas.Monthly(
                    one.month,
                    _figure(layers, shown, one, view.level, view.region, theme),
                    taken(over_time.told, one, names),
                )
                for one in months
            ],
            layers,
            key="small_maps",
            theme=theme,
            shown=view.as_of,
            picked=view.marked or None,
            on_choose=go,
        )


@remembered
def _figure(
    layers: LayerSet, shown: str, one: Month, level: str, focus: str, theme: Theme
) -> go.Figure:
    if shown == "uncovered":
        figure = coverage_map.coverage_map(
            layers, one.rows, level=level, focus=focus, older=one.older, theme=theme
        )
    else:
        figure = value_map.value_map(
            layers,
            one.rows,
            one.classes,
            level=level,
            focus=focus,
            hover=[""] * len(one.rows),
            older=one.older,
            theme=theme,
        )
    return small(figure)
