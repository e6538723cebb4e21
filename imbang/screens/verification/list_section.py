"""The section on how many stand in the national lists: by region, over time, by decile."""

from __future__ import annotations

import pandas as pd

from imbang.app import elements as st
from imbang.app.shown import controls, exhibits, parts, rounds
from imbang.app.shown.exhibits import Exhibit
from imbang.app.state import answers, events, session
from imbang.app.state.remembered import taken
from imbang.app.state.view import View
from imbang.reference import regions
from imbang.reference.levels import around, level_of, lower_level
from imbang.screens.verification import charts, list_words, tables
from imbang.texts import _
from imbang.wording import need_names
from imbang.wording.messages.verification import decile_name, source_name

_DATASET = ["national_list"]


def own(view: View) -> pd.DataFrame:
    """How many the region in view has in each list that is told of."""
    return _by_region(view, level_of(view.region), view.region)


def told_alone(view: View, mine: pd.DataFrame) -> str:
    """The page's message where a list is all that is told of; empty where none is."""
    for source in ("dtsen", "dtks"):
        for measure in list_words.measure_names():
            known = mine[(mine["source"] == source) & mine[measure].notna()]
            if len(known):
                region = answers.region_name(view)
                return list_words.told_size(known, region, source, measure, view.as_of)
    return ""


def show_lists(view: View, mine: pd.DataFrame) -> None:
    """The size of the list asked for by region, of both over time, of its deciles."""
    level = lower_level(view.region)
    below = _by_region(view, level, around(view.region))
    if mine.empty and below.empty:
        parts.show_nothing(
            _(
                "No office here has reported how many stand in DTKS or DTSEN. That is the"
                " dataset Jumlah dalam DTKS/DTSEN, imported on the page Impor Data."
            )
        )
        return
    known = [*mine["source"], *below["source"]]
    names = {key: source_name(key) for key in ("dtsen", "dtks") if key in known}
    with st.container(
        key="controls_lists", horizontal=True, vertical_alignment="bottom"
    ):
        source = controls.choose(view, "list", _("List"), names, width=160)
        measures = taken(_measures, mine, below, source)
        measure = controls.choose(view, "of_list", _("Counted in"), measures, width=180)
    left, right = st.columns([9, 11], gap="large")
    with left:
        _show_regions(view, mine, below, source=source, measure=measure)
    with right:
        _show_trend(view, measure)
        _show_deciles(view, source, measure)
    parts.show_notes([list_words.told_apart()])


def _by_region(view: View, level: str, region: str) -> pd.DataFrame:
    answer = answers.ask("national_list", region=region, level=level, as_of=view.as_of)
    return taken(_known, answer)


def _known(answer: pd.DataFrame) -> pd.DataFrame:
    return answer[answer["source"].notna()]


def _measures(mine: pd.DataFrame, below: pd.DataFrame, source: str) -> dict[str, str]:
    """What the list is counted in here, by name."""
    told = _of_source(pd.concat([mine, below]), source)
    return {
        key: name
        for key, name in list_words.measure_names().items()
        if told[key].notna().any()
    }


def _listed(told: pd.DataFrame, source: str, measure: str) -> pd.DataFrame:
    return told.assign(
        source_name=source_name(source),
        status_name=[need_names.status_name(s) for s in told[f"{measure}_status"]],
    ).sort_values([measure, "region_code"], ascending=[False, True])


def _of_source(rows: pd.DataFrame, source: str, measure: str = "") -> pd.DataFrame:
    """The rows of a list, of those only that tell a ``measure``."""
    is_told = rows["source"] == source
    return rows[is_told & rows[measure].notna()] if measure else rows[is_told]


def _show_regions(
    view: View, mine: pd.DataFrame, below: pd.DataFrame, *, source: str, measure: str
) -> None:
    own = taken(_of_source, mine, source)
    told = taken(_of_source, below, source, measure)
    level = lower_level(view.region)
    if told.empty:
        told, level = own, level_of(view.region)
    rows = taken(_listed, told, source, measure)
    exhibits.show_exhibit(
        Exhibit(
            "lists",
            taken(
                list_words.told_size,
                own,
                answers.region_name(view),
                source,
                measure,
                view.as_of,
            ),
            taken(list_words.under_regions, rows, measure),
            rows,
            tables.list_columns(
                level, taken(regions.parents, rows, besides=view.region), measure
            ),
            "national_list",
        ),
        lambda theme: charts.listed(rows, measure, theme),
        on_choose=session.go_to,
    )


def _measured(answer: pd.DataFrame, measure: str) -> pd.DataFrame:
    rows = answer[answer[measure].notna()]
    return rows.assign(source_name=[source_name(source) for source in rows["source"]])


def _show_trend(view: View, measure: str) -> None:
    answer = answers.ask("national_list_trend", region=view.region, as_of=view.as_of)
    rows = taken(_measured, answer, measure)
    if rows.empty:
        return
    exhibits.show_exhibit(
        Exhibit(
            "lists_trend",
            taken(list_words.told_trend, rows),
            list_words.under_trend(measure),
            rows,
            tables.list_trend_columns(),
            "national_list_trend",
            events=events.within(view, _DATASET, set(rows["month"])),
        ),
        lambda theme: charts.listed_trend(rows, measure, theme),
    )
    rounds.show(view, "lists_trend", _DATASET)


def _deciles(answer: pd.DataFrame, source: str, measure: str) -> pd.DataFrame:
    rows = _of_source(answer, source, measure)
    return rows.assign(
        source_name=source_name(source),
        decile_name=[decile_name(decile) for decile in rows["decile"]],
        status_name=[
            need_names.status_name("partial" if partial else "reported")
            for partial in rows["is_partial"]
        ],
    )


def _show_deciles(view: View, source: str, measure: str) -> None:
    answer = answers.ask("national_list_deciles", region=view.region, as_of=view.as_of)
    rows = taken(_deciles, answer, source, measure)
    if rows.empty:
        return
    exhibits.show_exhibit(
        Exhibit(
            "deciles",
            taken(list_words.told_deciles, rows, measure, source),
            list_words.under_deciles(measure),
            rows,
            tables.decile_columns(),
            "national_list_deciles",
        ),
        lambda theme: charts.deciles(rows, measure, theme),
    )
