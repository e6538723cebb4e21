"""One indicator region by region: on the map, by quarter, and what moved it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from imbang import formats
from imbang.analysis import decomposition, matched
from imbang.analysis.judgement import steps_of
from imbang.app import elements as st
from imbang.app.shown import controls, exhibits, maps, parts, rounds
from imbang.app.shown.exhibits import Exhibit
from imbang.app.state import answers, changes
from imbang.app.state.view import View
from imbang.drawing.maps import value_map
from imbang.drawing.maps.value_map import Classes
from imbang.publishing import revisions
from imbang.questions.indicators import DEPTHS, Indicator
from imbang.reference import regions
from imbang.reference.levels import (
    Level,
    ancestor,
    ancestors_at,
    around,
    level_of,
    levels_below,
    lower_level,
)
from imbang.screens.indicators import charts, words
from imbang.texts import _
from imbang.wording import indicator_names, judgements, lateness, moved
from imbang.wording import rounds as told_rounds
from imbang.wording.names import level_name

Row = dict[Any, Any]


def show_map(view: View, indicator: Indicator) -> None:
    """Where the figure is good and where bad, or high and low where neither is better,
    down to the lowest level that has it."""
    level = _choose_level(view, indicator)
    rows = _rows(view, indicator, level)
    known = rows[rows["value"].notna()]
    if known.empty or (known["value"].min() < 0 and not judgements.is_judged(rows)):
        parts.show_nothing(
            _(
                "There is no map of this figure here: no region of this level has one, or"
                " some of them fell. The list of regions tells them."
            )
        )
        return
    title = words.told_ranking(indicator, known.sort_values("value", ascending=False))
    left, right = st.columns([9, 11], gap="large")
    with left:
        hatched = int((rows["mark"] != "").sum())
        drawn = maps.drawn_level(view, level, marked=hatched)
        mapped = rows if drawn == level else _rows(view, indicator, drawn)
        _draw_map(view, indicator, mapped, drawn, title)
        if drawn != level:
            maps.tell_drawn(view, drawn)
    with right:
        _show_listed(view, indicator, rows, level)


def _rows(view: View, indicator: Indicator, level: Level) -> pd.DataFrame:
    """The figure of the regions of a level around the one in view, with its marks."""
    at = around(view.region)
    return _marked(view, indicator, values(indicator, at, level, view.as_of))


def _draw_map(
    view: View, indicator: Indicator, rows: pd.DataFrame, level: str, title: str
) -> None:
    told = judgements.told_reference(rows, province_name(view))
    under = ", ".join(filter(None, [level_name(level), told]))
    parts.show_heading(title, under)
    write = indicator_names.writer(indicator.unit)
    if judgements.is_judged(rows):
        steps = steps_of(rows["judgement"].to_numpy(dtype=object))
        classes = Classes((), steps, ramp="judged")
        legend = judgements.legend(rows)
    else:
        classes = value_map.classify(rows["value"])
        legend = value_map.legend(classes, write=write)
    hover = [
        "<br>".join(filter(None, [words.told_region(row), row["mark"]]))
        for row in rows.to_dict("records")
    ]
    hatched = (rows["mark"] != "").to_numpy(dtype=bool)
    told = lateness.hatched(rows["is_older"], rows["is_partial"])
    key = [("older", told, formats.number(int(hatched.sum())))] if told else []
    maps.show_value_map(
        view,
        rows.assign(status_name=rows["status"].map(indicator_names.status_name)),
        classes,
        hover=hover,
        level=level,
        alt=title,
        under=under,
        columns=charts.value_columns(indicator, level_name(level)),
        told=[*legend, *key],
        older=hatched,
    )
    parts.show_notes(lateness.counted_marks(rows["is_older"], rows["is_partial"]))


def _show_listed(
    view: View, indicator: Indicator, rows: pd.DataFrame, level: str
) -> None:
    """The regions of the map, the best first where one side is better, with their places."""
    rises = indicator.direction == "down"  # the lowest is best
    listed = rows.sort_values("value", ascending=rises, kind="stable").assign(
        place=rows["value"].rank(ascending=rises, method="min"),
        status_name=rows["status"].map(indicator_names.status_name),
    )
    under = regions.parents(rows, besides=view.region)
    exhibit = Exhibit(
        "indicator_map",
        level_name(level),
        indicator_names.unit_name(indicator.unit),
        listed,
        charts.map_columns(indicator, level_name(level), under, rows),
        f"map_{indicator.key}",
        data=rows,
        selects=True,
    )
    parts.show_heading(exhibit.title, exhibit.under)
    exhibits.show_rows(exhibit)
    whole = charts.value_columns(indicator, level_name(level))
    exhibits.offer_files(replace(exhibit, columns=whole))


def _choose_level(view: View, indicator: Indicator) -> Level:
    """A level below the region in view that can have the figure."""
    lowest = DEPTHS[indicator.lowest_level]
    levels = [level for level in levels_below(view.region) if DEPTHS[level] <= lowest]
    names = {str(level): level_name(level) for level in levels}
    if not names:
        return lower_level(view.region)
    with st.container(key="controls_map", horizontal=True, vertical_alignment="bottom"):
        chosen = controls.choose(view, "at", _("Divided into"), names)
        controls.choose_map(view, has_boundaries=maps.has_boundaries(view))
    return next(level for level in levels if level == chosen)


def province_name(view: View) -> str:
    """The province that figures without a target are held against."""
    steps = answers.path(view.region)
    return steps[0][1] if steps else _("its province")


def values(indicator: Indicator, region: str, level: str, as_of: str) -> pd.DataFrame:
    """The figure of every region of a level."""
    return answers.ask(
        "indicator_values",
        region=region,
        level=level,
        as_of=as_of,
        indicator=indicator.key,
    )


def is_late(
    view: View, indicator: Indicator, regions: pd.Series[str]
) -> pd.Series[bool]:
    """Which of ``regions`` (n) are of an office that is late with what the figure counts."""
    reach = changes.reach(ancestor(view.region, "province"), view.as_of)
    return lateness.is_late(
        regions, reach, indicator.sources if indicator.is_flow else ()
    )


def _marked(view: View, indicator: Indicator, rows: pd.DataFrame) -> pd.DataFrame:
    """``rows`` of indicator_values with ``is_older``: an office's last report did not
    come; ``is_partial``: parts of the region are not reported; ``mark``: both in words."""
    lacking = told_rounds.lacking(rounds.asked(view), indicator.sources, view.as_of)
    offices = ancestors_at(rows["region_code"], "regency")
    is_there = rows["value"].notna()
    is_older = offices.isin(lacking) | is_late(view, indicator, rows["region_code"])
    marked = rows.assign(
        is_older=is_older & is_there,
        is_partial=(rows["status"] == "partial") & is_there,
    )
    mark = lateness.told_marks(marked["is_older"], marked["is_partial"])
    return marked.assign(mark=mark)


def show_months(view: View, indicator: Indicator) -> None:
    """Regions down, quarters across; what is told late or in part is marked."""
    level = lower_level(view.region)
    grid = answers.ask(
        "indicator_grid",
        region=around(view.region),
        level=level,
        as_of=view.as_of,
        indicator=indicator.key,
    )
    if grid["value"].isna().all():
        parts.show_nothing(_("No region of this level has had this figure yet."))
        return
    months = sorted(grid["month"].unique())
    told = rounds.asked(view)
    lacking = {m: told_rounds.lacking(told, indicator.sources, m) for m in months}
    offices = ancestors_at(grid["region_code"], "regency")
    is_there = grid["value"].notna()
    is_older = is_there & pd.Series(
        [o in lacking[m] for o, m in zip(offices, grid["month"], strict=True)],
        index=grid.index,
        dtype=bool,
    )
    is_partial = is_there & grid["is_partial"]
    table = charts.by_quarter(
        grid.assign(mark=lateness.told_marks(is_older, is_partial))
    )
    exhibits.show_list(
        Exhibit(
            "quarters",
            _("Every third month back from {month}", month=formats.month(view.as_of)),
            indicator_names.unit_name(indicator.unit),
            table,
            charts.month_columns(indicator, months, level_name(level)),
            f"quarters_{indicator.key}",
        )
    )
    parts.show_notes(lateness.counted_marks(is_older, is_partial))
    rounds.show(view, "quarters", indicator.sources)


def show_moved(view: View, indicator: Indicator) -> None:
    """Which regions moved the figure, and through which of its parts."""
    if not view.compare:
        parts.show_nothing(_("Choose a month to compare with, at the top of the page."))
        return
    at, level = around(view.region), lower_level(view.region)
    own_level = level_of(view.region)
    whole = changes.of_indicator(
        indicator.key, view.region, own_level, view.as_of, view.compare
    )
    inside = changes.of_indicator(indicator.key, at, level, view.as_of, view.compare)
    own, earlier = (dict(side.iloc[0]) for side in matched.sides(whole))
    now, before = matched.sides(inside)
    # what is not told to the date of the whole is no part of its change
    is_other = inside["now_month"] != whole["now_month"].iloc[0]
    now.loc[is_other, ["numerator", "denominator", "value"]] = None
    before.loc[is_other, ["numerator", "denominator", "value"]] = None
    rows = decomposition.contributions(now, before, own, earlier)
    order = rows["contribution"].abs().sort_values(ascending=False, kind="stable").index
    exhibits.show_list(
        Exhibit(
            "moved",
            words.told_moved(rows, indicator, whole["base_month"].iloc[0]),
            moved.told_both(dict(whole.iloc[0]))
            or _("What each region adds to the change, in the unit of the figure"),
            rows.loc[order],
            charts.moved_columns(indicator, level_name(level)),
            f"moved_{indicator.key}",
        )
    )
    if rows["contribution"].isna().all():
        parts.show_notes(
            [
                _(
                    "The parts of the regions do not add up to those of the whole, because"
                    " people count once in each, or because not all of them report; so only"
                    " the change of each is told."
                )
            ]
        )


def show_revision(view: View, indicator: Indicator) -> None:
    """What earlier publications said of the same month."""
    told = revisions.of_indicator(
        indicator.key, view.region, level_of(view.region), view.as_of
    )
    parts.show_heading(
        _("Revisions"), _("The same month as earlier publications told it")
    )
    if told.empty:
        parts.show_nothing(
            _("No earlier publication that this version reads tells this figure.")
        )
        return
    write = indicator_names.writer(indicator.unit)
    parts.show_facts(
        [
            (f"{row['snapshot']} · {row['published']}", write(row["value"]))
            for row in told.to_dict("records")
        ]
    )
