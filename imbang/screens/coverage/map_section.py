"""The map of the page on coverage: judgements above the village, people beyond reach in
villages, or another colouring by choice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from imbang.analysis import smoothing
from imbang.analysis.class_breaks import SCHEMES, Scheme
from imbang.app import elements as st
from imbang.app.shown import (
    controls,
    exhibits,
    map_legends,
    maps,
    parts,
    region_card,
)
from imbang.app.shown.exhibits import Exhibit
from imbang.app.state import coverage
from imbang.app.state.remembered import remembered, taken
from imbang.app.state.view import View
from imbang.drawing.tables import Column
from imbang.reference import regions
from imbang.reference.levels import Level, ancestor, level_of
from imbang.screens.coverage import list_section, map_kinds
from imbang.screens.coverage import tables as coverage_tables
from imbang.screens.coverage.map_kinds import Shown
from imbang.texts import _
from imbang.wording.coverage import chance, coverage_map, coverage_table
from imbang.wording.names import level_name

if TYPE_CHECKING:
    from imbang.geometry.contiguity import Neighbours


def show(view: View, now: pd.DataFrame, message: str) -> None:
    """Map and list of the regions in view, coloured as the reader chose."""
    left, right = st.columns([8, 12], gap="large")
    with left:
        shown = choose_shown(view, _possible(view))
    if shown in ("uncovered", "verdict"):
        rows = taken(coverage_table.prepare, now, coverage.uncovered_changes(view))
        show_chosen = _show_uncovered if shown == "uncovered" else _show_verdicts
        show_chosen(view, rows, message, left, right)
    elif shown == "smoothed":
        _show_smoothed(view, now, left, right)
    else:
        _show_spots(view, now, left, right)


def choose_shown(view: View, possible: Sequence[str]) -> str:
    """What the map shows and how it is drawn: the first of ``possible`` unless chosen."""
    with st.container(key="controls_map", horizontal=True, vertical_alignment="bottom"):
        controls.choose_map(view, has_boundaries=maps.has_boundaries(view))
        names = {shown: map_kinds.shown_name(shown) for shown in possible}
        if len(names) == 1:
            return "uncovered"
        shown = controls.choose(view, "shown", _("Colours"), names, width=220)
        if shown == "smoothed":
            schemes: dict[str, str] = {
                one: map_kinds.scheme_name(one) for one in SCHEMES
            }
            controls.choose(view, "classes", _("Classes"), schemes, width=220)
    return shown


def _possible(view: View) -> list[str]:
    """Villages have no verdict, and spots need boundaries; ratios of provinces that have
    norms of their own have no steps in common. Above the village nearly every region has
    most of its PMKS beyond reach, which tells none from another: there the verdict comes
    first."""
    if maps.drawn_level(view, view.level) != view.level:
        return ["uncovered"]
    found = ["uncovered", "smoothed"]
    if view.level != "village":
        found = ["verdict", "smoothed", "uncovered"]
    if not has_one_norm(view):
        found.remove("smoothed")
    if maps.has_boundaries(view):
        found.append("spots")
    return found


def has_one_norm(view: View) -> bool:
    """Whether all regions of the chosen level are held against the same norm."""
    return coverage.listed(view)["norm"].nunique() <= 1


def _show_verdicts(
    view: View, rows: pd.DataFrame, message: str, left: st.Place, right: st.Place
) -> None:
    """Judgements, the legend filtering both sides."""
    with left:
        parts.show_heading(map_kinds.shown_name("verdict"), _under(view, rows))
        place = st.container(key="place_map")
        kept = _kept(rows, maps.choose_judgements(view, rows))
        classes, hover = taken(map_kinds.verdict, kept)
        with place:
            maps.show_value_map(
                view,
                kept,
                classes,
                hover=hover,
                level=view.level,
                alt=message,
                under=_under(view, rows),
                columns=_columns(view, kept),
                told=taken(map_legends.of_judgements, kept),
                is_chosen=True,
                crossed=_is_bare(view, kept),
            )
    with right:
        beside = taken(chance.told_chance, rows)
        list_section.show_list(view, kept, title=message, beside=beside)


def _kept(rows: pd.DataFrame, show: Sequence[str]) -> pd.DataFrame:
    return taken(coverage_table.keep, rows, show) if show else rows


def _columns(view: View, rows: pd.DataFrame) -> Sequence[Column]:
    compares = coverage_table.CHANGE in rows
    return coverage_table.map_columns(view.level, compares=compares)


def _is_bare(view: View, rows: pd.DataFrame) -> NDArray[np.bool_] | None:
    """Which regions above the village (n) have PMKS but no PSM; villages mostly have
    none, so that crosses would hide their map."""
    return None if view.level == "village" else (rows["state"] == "no_psm").to_numpy()


def _under(view: View, rows: pd.DataFrame) -> str:
    """What is mapped, and what a cross means where there is one."""
    bare = _is_bare(view, rows)
    if bare is None or not bare.any():
        return level_name(view.level)
    told = _("✕: PMKS but no PSM")
    return f"{level_name(view.level)}; {told}"


def _show_uncovered(
    view: View,
    rows: pd.DataFrame,
    message: str,
    left: st.Place,
    right: st.Place,
) -> None:
    """PMKS beyond reach, the legend filtering both sides; a village's card. Where the map
    cannot hold the villages it draws districts, and the legend filters the list."""
    marked = coverage_map.cored(rows)
    drawn = maps.drawn_level(view, view.level, marked=marked)
    if drawn != view.level:
        with left:
            _draw_larger(view, drawn, message)
            maps.tell_drawn(view, drawn)
        with right:
            kept = _kept(rows, maps.choose_steps(view, rows))
            list_section.show_list(view, kept, title=message)
        return
    with left:
        parts.show_heading(_("PMKS beyond reach"), maps.what_colours_mean(view.level))
        place = st.container(key="place_map")
        kept = _kept(rows, maps.choose_steps(view, rows))
        with place:
            maps.show_map(
                view,
                kept,
                level=view.level,
                alt=message,
                under=maps.what_colours_mean(view.level),
                columns=_columns(view, kept),
                told=taken(coverage_map.told, coverage.children(view)),
                is_chosen=True,
            )
    with right:
        if level_of(view.region) == "village":
            own = coverage.own_coverage(view, view.as_of, view.norm).iloc[0]
            region_card.show_card(own, rows)
        beside = taken(chance.told_chance, rows) if "judgement" in rows else ""
        list_section.show_list(view, kept, title=message, beside=beside)


def _draw_larger(view: View, level: Level, message: str) -> None:
    under = coverage_map.under(level)
    parts.show_heading(_("PMKS beyond reach"), under)
    maps.show_map(
        view,
        coverage.of(view).within(level),
        level=level,
        alt=message,
        under=under,
        columns=coverage_table.map_columns(level),
        told=taken(coverage_map.told, coverage.children(view)),
    )


def _whole(view: View) -> pd.DataFrame:
    """All regions of the level in the province: what one of them is held against."""
    return coverage.coverage(
        ancestor(view.region, "province"), view.level, view.as_of, view.norm
    )


def _show_smoothed(
    view: View, rows: pd.DataFrame, left: st.Place, right: st.Place
) -> None:
    asked = view.own.get("classes", SCHEMES[0])
    scheme: Scheme = next((one for one in SCHEMES if one == asked), SCHEMES[0])
    whole = _whole(view)
    rows = taken(smoothed, whole, rows)
    note = _(
        "Smoothed (empirical Bayes): the fewer PMKS a region has, the more its ratio is"
        " drawn towards that of the province; a region without PSM so has one too."
    )
    told = taken(map_kinds.smoothed, rows, scheme)
    _show(view, rows, told, map_kinds.shown_name("smoothed"), [note], left, right)


def smoothed(whole: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """``rows`` with the ratio that they have beside the others of their province, ``whole``."""
    ratios = smoothing.smoothed_ratio(whole).set_axis(whole["region_code"])
    return rows.assign(smoothed_ratio=rows["region_code"].map(ratios))


def _show_spots(
    view: View, rows: pd.DataFrame, left: st.Place, right: st.Place
) -> None:
    near = maps.neighbours(ancestor(view.region, "province"), view.level)
    clusters = None if near is None else _clusters(_whole(view), near)
    if clusters is None:
        parts.show_nothing(
            _("No boundaries are loaded that tell which of these regions touch.")
        )
        return
    rows = taken(_with_clusters, rows, clusters)
    note = _(
        "Local Moran on the rate of PSM per PMKS, neighbours that touch, 99,999"
        " permutations, false discoveries kept to 5 %; judged over all of the province."
    )
    told, title = taken(map_kinds.spots, rows), taken(map_kinds.told_spots, rows)
    _show(view, rows, told, title, [note], left, right)


def _with_clusters(rows: pd.DataFrame, clusters: pd.DataFrame) -> pd.DataFrame:
    rows = rows.merge(clusters, on="region_code", how="left")
    return rows.assign(cluster=rows["cluster"].fillna("left_out"))


@remembered
def _clusters(rows: pd.DataFrame, near: Neighbours) -> pd.DataFrame:
    """Worked out once for all readers: some seconds for the villages of a province."""
    from imbang.analysis import hot_spots

    with st.spinner(_("Comparing every region with its neighbours …")):
        return hot_spots.find(rows, near)


def _show(
    view: View,
    rows: pd.DataFrame,
    shown: Shown,
    title: str,
    notes: list[str],
    left: st.Place,
    right: st.Place,
) -> None:
    under = taken(regions.parents, rows, besides=view.region)
    headings = coverage_tables.map_columns(rows, view.level, under)
    with left:
        parts.show_heading(title, _under(view, rows))
        maps.show_value_map(
            view,
            rows,
            shown.classes,
            hover=shown.hover,
            level=view.level,
            alt=title,
            under=_under(view, rows),
            columns=headings,
            told=shown.legend,
            crossed=_is_bare(view, rows),
        )
        parts.show_notes(notes)
    with right:
        exhibits.show_list(
            Exhibit(
                "shown_list",
                level_name(view.level),
                title,
                taken(coverage_tables.in_order, rows),
                headings,
                "coverage_map",
                selects=True,
            )
        )
