"""The map, its legend that counts and filters, what a click on it does, who touches whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from imbang import formats, paths
from imbang.analysis.coverage_steps import STEPS
from imbang.app import elements as st
from imbang.app.shown import canvas, figures, files, map_legends, parts
from imbang.app.shown import chosen as choices
from imbang.app.state import coverage, selection, session
from imbang.app.state.layers import boundaries_version
from imbang.app.state.remembered import remembered, taken
from imbang.app.state.view import View
from imbang.drawing.colours import Theme
from imbang.drawing.maps import value_map
from imbang.drawing.maps.value_map import Classes
from imbang.drawing.tables import Column
from imbang.geometry.layers import LayerSet, MapName
from imbang.reference.levels import NATION, Level, around, is_within, lower_level
from imbang.texts import _, plural
from imbang.wording.coverage import coverage_map, coverage_table
from imbang.wording.coverage.coverage_legend import by_service, legend
from imbang.wording.coverage.verdicts import JUDGEMENT_MARKS, judgement_name
from imbang.wording.names import STATE_MARKS, state_name

if TYPE_CHECKING:
    from imbang.geometry.contiguity import Neighbours


_VILLAGE: Level = "village"


def layers_of(view: View, level: str) -> LayerSet | None:
    """The map of the province in view as the reader has it drawn; None where there is
    none that has ``level``."""
    layers = _layers(view, view.map) or _layers(view, "hexagons")
    return layers if layers is not None and level in layers.layers else None


def drawn_level(view: View, level: Level, *, marked: int = 0) -> Level:
    """The level that the map of the region in view draws where ``level`` is asked for:
    districts where villages, with so many ``marked`` ones drawn twice, are too many; of the
    nation no lower one than regencies."""
    layers = layers_of(view, level) or _layers(view, "hexagons")
    if layers is None:
        return level
    return layers.drawable(level, around(view.region), marked=marked)


def tell_drawn(view: View, drawn: Level) -> None:
    """Why another level is drawn than was asked for, and where that one is."""
    layers = layers_of(view, _VILLAGE)  # the nation's has no villages
    area = around(view.region)
    villages = len(layers.layers[_VILLAGE].within(area)) if layers else 0
    parts.show_notes([coverage_map.told_drawn(villages, drawn)])


def has_boundaries(view: View) -> bool:
    """Whether real boundaries are loaded for the province in view."""
    return _layers(view, "boundaries") is not None


def what_colours_mean(level: str) -> str:
    """The line that says what the colours of the map measure."""
    if level == "village":
        return _(
            "Warm colours: people beyond reach, in steps of the norm; a pale core: there is"
            " a PSM, yet too few; a warm edge: no PSM, and no PMKS known"
        )
    return _("As a share of the PMKS of each region")


def choose_steps(view: View, rows: pd.DataFrame) -> tuple[str, ...]:
    """The legend of people beyond reach: each colour, and each state of villages, with
    its number of regions, to filter by."""
    entries = taken(legend, rows, view.level)
    steps = {e.key: _counted(e.label, e.count) for e in entries if e.key in STEPS}
    chosen = _pick("steps", _("Colours"), steps, view)
    if len(steps) < len(STEPS):  # without a norm: the last entry says why
        parts.show_notes([entries[-1].label])
    if view.level == "village":
        states = {s: f"{mark} {state_name(s)}" for s, mark in STATE_MARKS.items()}
        chosen += _pick_counted("state", _("States"), states, rows, view)
    return tuple(chosen)


def choose_judgements(view: View, rows: pd.DataFrame) -> tuple[str, ...]:
    """The legend of judgements, each with its number of regions, to filter by."""
    told: dict[str, str] = {
        name: f"{mark} {judgement_name(name, short=True)}"
        for name, mark in JUDGEMENT_MARKS.items()
    }
    return tuple(_pick_counted("judgement", _("Verdicts"), told, rows, view))


def _pick_counted(
    column: str, label: str, names: dict[str, str], rows: pd.DataFrame, view: View
) -> list[str]:
    """Pills for what ``rows`` say in ``column``, each with its number of regions."""
    counts = rows[column].value_counts()
    told = {k: _counted(name, int(counts.get(k, 0))) for k, name in names.items()}
    return _pick(f"{column}s", label, told, view)


def show_villages(view: View, parts_of_it: pd.DataFrame, *, alt: str) -> None:
    """PMKS beyond reach in the villages of the region in view, or in its districts where
    one map does not hold them; its card tells of ``parts_of_it``, coverage one level down."""
    if view.region == NATION:  # 84,000 villages are not asked for
        drawn = drawn_level(view, _VILLAGE)
        rows = coverage.of(view).within(drawn)
    else:
        rows = coverage.villages(view)
        drawn = drawn_level(view, _VILLAGE, marked=coverage_map.cored(rows))
        if drawn != _VILLAGE:
            rows = coverage.of(view).within(drawn)
    under = coverage_map.under(drawn)
    parts.show_heading(_("PMKS beyond reach"), under)
    show_map(
        view,
        rows,
        level=drawn,
        alt=alt,
        under=under,
        columns=coverage_table.map_columns(drawn),
        told=taken(coverage_map.told, parts_of_it),
    )
    if drawn != _VILLAGE:
        tell_drawn(view, drawn)


def show_map(
    view: View,
    rows: pd.DataFrame,
    *,
    level: str,
    alt: str,
    under: str,
    columns: Sequence[Column],
    told: Mapping[str, Sequence[str]],
    is_chosen: bool = False,
) -> None:
    """The map of ``rows``, which are of ``level``, and its files, in ``columns``. The first
    press selects, a second one goes a level down. ``told`` is what the card says of the
    regions one level down, by code, ``under`` what is drawn in which unit. The legend is
    shown below it unless it ``is_chosen`` from already.
    """
    layers = layers_of(view, level)
    selection.note_shown(level)
    if layers is None:
        parts.show_nothing(_("There is no map of this region. Choose a province."))
        return
    focus = view.region

    def draw(theme: Theme) -> go.Figure:
        return coverage_map.coverage_map(
            layers, rows, level=level, focus=focus, theme=theme
        )

    _show(view, _figure(draw, figures.theme()), layers, alt, told=told)
    legend = taken(map_legends.of_steps, rows, level)
    if not is_chosen and level == "village":
        _show_legend(rows)
    elif not is_chosen:
        parts.show_legend(legend)
    _offer(view, rows, columns, alt, under, draw, legend)
    if missing := len(taken(coverage_map.not_drawn, layers, rows, level)):
        _tell_missing(missing)


def show_value_map(
    view: View,
    rows: pd.DataFrame,
    classes: Classes,
    *,
    hover: Sequence[str],
    level: str,
    alt: str,
    under: str,
    columns: Sequence[Column],
    told: Sequence[tuple[str, str, str]],
    is_chosen: bool = False,
    crossed: NDArray[np.bool_] | None = None,
    older: NDArray[np.bool_] | None = None,
    closer_to: Sequence[str] = (),
) -> None:
    """The map of any value of ``rows``, in the colours of its classes; those ``crossed``
    carry a cross, those ``older`` are hatched, and the view is closer to those in
    ``closer_to``.

    ``told`` is its legend, shown below it unless it ``is_chosen`` from already; ``under``
    what is drawn in which unit; ``columns`` are those of its files.
    """
    layers = layers_of(view, level)
    selection.note_shown(level)
    if layers is None:
        parts.show_nothing(_("There is no map of this region. Choose a province."))
        return
    focus = view.region

    def draw(theme: Theme) -> go.Figure:
        return value_map.value_map(
            layers,
            rows,
            classes,
            level=level,
            focus=focus,
            hover=hover,
            crossed=crossed,
            older=older,
            closer_to=closer_to,
            theme=theme,
        )

    _show(view, _figure(draw, figures.theme()), layers, alt)
    if not is_chosen:
        parts.show_legend(told)
    _offer(view, rows, columns, alt, under, draw, told)
    if missing := len(taken(coverage_map.not_drawn, layers, rows, level)):
        _tell_missing(missing)


def _show(
    view: View,
    figure: go.Figure,
    layers: LayerSet,
    alt: str,
    *,
    told: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """A map whose selection is the page's, in its link."""
    layer = layers.layers.get(lower_level(view.region))
    picked = view.marked if is_within(view.marked, around(view.region)) else None
    with st.container(key=f"map_{layers.map}"):
        canvas.show_canvas(
            figure,
            layers,
            key="canvas",
            alt=alt,
            theme=figures.theme(),
            picked=picked,
            opens=selection.what_opens(view.region, picked)
            if picked
            else _("Go there"),
            below=canvas.Below(layer, told or {}) if layer else None,
            on_pick=selection.mark,
            on_open=selection.open_,
        )


def _show_legend(villages: pd.DataFrame) -> None:
    """The legend of a map of villages that is only looked at: who has no PSM, then how
    many people that leaves, each with its number."""
    for entries in taken(by_service, villages):
        parts.show_legend([(e.key, e.label, formats.number(e.count)) for e in entries])


def _offer(
    view: View,
    rows: pd.DataFrame,
    columns: Sequence[Column],
    title: str,
    under: str,
    draw: Callable[[Theme], go.Figure],
    legend: Sequence[tuple[str, str, str]],
) -> None:
    """The map as a picture, and its figures as files."""
    files.offer(
        rows,
        columns,
        f"map_{view.region}_{view.as_of}",
        title=title,
        under=under,
        answers={"map": rows},
        key="_map",
        draw=draw,
        legend=legend,
    )


@remembered
def _figure(draw: Callable[[Theme], go.Figure], theme: Theme) -> go.Figure:
    return draw(theme)


def _tell_missing(missing: int) -> None:
    told = plural(
        "{count} region is not on this map, because it has no boundary.",
        "{count} regions are not on this map, because they have no boundary.",
        missing,
        count=formats.number(missing),
    )
    parts.show_notes([told])


def _counted(label: str, count: int) -> str:
    return f"{label} · {formats.number(count)}"


def _pick(key: str, label: str, names: dict[str, str], view: View) -> list[str]:
    """Pills for one side of the legend, in step with the view."""
    chosen = [value for value in view.show if value in names]
    others = tuple(value for value in view.show if value not in names)
    session.sync(key, chosen)
    choices.note(label, ", ".join(names[value] for value in chosen))
    st.pills(
        label,
        list(names),
        key=key,
        selection_mode="multi",
        format_func=names.__getitem__,
        label_visibility="collapsed",
        on_change=lambda: session.change(
            show=(*others, *st.session_state[key]), page=1
        ),
    )
    return chosen


def _layers(view: View, map: MapName) -> LayerSet | None:
    return coverage.SOURCE.layers(view.region, map)


def neighbours(province: str, level: str) -> Neighbours | None:
    """The regions of a level that touch each, by code; None where none were loaded."""
    changed = boundaries_version()
    if not changed:
        return None
    return _neighbours(paths.store_folder(), changed, province, level)


@remembered
def _neighbours(
    store: Path, changed: int, province: str, level: str
) -> Neighbours | None:
    from imbang.geometry.contiguity import neighbours

    del changed
    return neighbours(store, province, level)
