"""The map of coverage: from figures by region to a Plotly figure.

It knows no Streamlit and fetches nothing: it gets values and what is known of the map's
layers, and tells the browser where the shapes are.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from imbang import formats
from imbang.analysis.coverage_steps import STEPS, UNKNOWN, classify_uncovered
from imbang.drawing.colours import Theme
from imbang.drawing.maps import scene as map_scene
from imbang.drawing.maps import traces
from imbang.drawing.maps.figure import layout
from imbang.drawing.maps.labels import labels
from imbang.drawing.maps.marks import cores, crosses, hatched
from imbang.drawing.maps.scene import Scene, quiet_line, scene_of
from imbang.formats import exists
from imbang.geometry.layers import MOST_SHAPES, LayerSet
from imbang.reference.levels import around, level_of
from imbang.texts import _
from imbang.wording.coverage.coverage_legend import has_no_psm


def not_drawn(layers: LayerSet, values: pd.DataFrame, level: str) -> list[str]:
    """Codes of ``values`` that this map has no shape for."""
    ids = layers.layers[level].ids
    return [code for code in values["region_code"] if code not in ids]


def told_drawn(villages: int, drawn: str) -> str:
    """Why a map draws districts, or of the nation regencies, and how to see less."""
    if drawn == "regency":
        return _(
            "The map of the nation draws regencies. Choose a province to see its villages."
        )
    return _(
        "{n} villages are more than one map holds ({most}): districts are drawn. Choose a"
        " regency to see its villages.",
        n=formats.number(villages),
        most=formats.number(MOST_SHAPES),
    )


def under(level: str) -> str:
    """What a map of people beyond reach draws in which unit."""
    if level == "village":
        return _("By village, in steps of the norm")
    if level == "regency":
        return _("By regency, as a share of the PMKS of each")
    return _("By district, as a share of the PMKS of each")


def cored(values: pd.DataFrame) -> int:
    """How many villages are drawn twice, with a core: there is a PSM, yet too few."""
    return int((values["state"] == "short").sum())


def coverage_map(
    layers: LayerSet,
    values: pd.DataFrame,
    *,
    level: str,
    focus: str,
    older: NDArray[np.bool_] | None = None,
    theme: Theme = "light",
) -> go.Figure:
    """The map of uncovered persons.

    ``values`` is the answer of ``coverage`` for ``level`` within ``focus``; regions
    without a shape are left out (`not_drawn`). ``focus`` fills the view: a province,
    regency or district; a village means its district, with itself outlined; those
    ``older`` (n) are hatched. KeyError for a level that the map does not have
    (``layers.levels``).
    """
    shown = around(focus)
    chosen = focus if level_of(focus) == "village" else None
    steps = classify_uncovered(values, level)
    scene = scene_of(layers, values, steps, level, shown, theme)
    return go.Figure(
        data=[
            *map_scene.surroundings(scene),
            *filled(scene),
            *hatched(scene, older),
            *marks(scene),
            *map_scene.borders(scene),
            *map_scene.selection(scene, chosen),
            *labels(
                layers,
                shown=shown,
                level=level,
                palette=scene.palette,
                written=map_scene.name_colours(scene),
            ),
        ],
        layout=layout(scene),
    )


def filled(scene: Scene) -> list[go.Choropleth]:
    """The regions in the colours of their steps; hollow unknown ones, and villages that
    have neither PSM nor PMKS known, these with a warm edge."""
    palette = scene.palette
    ppks, psm = (
        scene.rows[c].notna().to_numpy() for c in ("ppks_persons", "psm_active")
    )
    is_known = scene.steps != UNKNOWN
    is_least = scene.rows["is_uncovered_at_least"].to_numpy(dtype=bool)
    idle = has_no_psm(scene.rows) & (scene.steps <= 0) & (scene.level == "village")
    line, colours, edge = quiet_line(scene), palette.steps, (palette.steps[1], 1.2)
    hollow = [palette.unknown] * len(STEPS)
    sure = is_known & ~is_least
    # nobody in need needs nobody, whether PSM are known or not
    without = _template(has_psm=False)
    found = [
        _group(scene, sure & ~idle & psm, colours, _template(), line),
        _group(scene, sure & ~idle & ~psm, colours, without, line),
        _group(scene, is_known & is_least, colours, _template(is_least=True), line),
        _group(scene, sure & idle, hollow, _template(), edge),
    ]
    for has_ppks, has_psm in (
        (True, True),
        (True, False),
        (False, True),
        (False, False),
    ):
        own = ~is_known & (ppks == has_ppks) & (psm == has_psm)
        template = _template(has_ppks=has_ppks, has_psm=has_psm, is_known=False)
        unknown = (palette.unknown_line, 0.7)
        found.append(_group(scene, own & ~idle, hollow, template, unknown))
        found.append(_group(scene, own & idle, hollow, template, edge))
    return [trace for trace in found if trace is not None]


def _template(
    *,
    has_ppks: bool = True,
    has_psm: bool = True,
    is_known: bool = True,
    is_least: bool = False,
) -> str:
    ppks, psm, uncovered, shortage = (f"%{{customdata[{i}]:,d}}" for i in range(4))
    lines = [
        "<b>%{properties.name}</b>",
        "%{properties.within}",
        _("PMKS: {n} people", n=ppks) if has_ppks else _("PMKS: not reported"),
        _("Active PSM: {n}", n=psm) if has_psm else _("Active PSM: not reported"),
    ]
    if is_least:
        lines.append(_("Beyond reach: at least {n} people", n=uncovered))
        lines.append(_("PSM wanted: at least {n}", n=shortage))
    elif is_known:
        lines.append(_("Beyond reach: {n} people", n=uncovered))
        lines.append(_("PSM wanted: {n}", n=shortage))
    return "<br>".join(lines)


def told(rows: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """What a card says of each row of ``coverage``, by region code: as the map's own
    regions say it under the pointer."""
    return {row["region_code"]: _told(row) for row in rows.to_dict("records")}


def _told(row: Mapping[Hashable, Any]) -> tuple[str, ...]:
    template = _template(
        has_ppks=exists(row["ppks_persons"]),
        has_psm=exists(row["psm_active"]),
        is_known=exists(row["uncovered_persons"]),
        is_least=bool(row["is_uncovered_at_least"]),
    )
    columns = ("ppks_persons", "psm_active", "uncovered_persons", "shortage")
    lines = template.split("<br>")[2:]
    for place, column in enumerate(columns):
        number = formats.number(row[column])
        lines = [line.replace(f"%{{customdata[{place}]:,d}}", number) for line in lines]
    return tuple(lines)


def marks(scene: Scene) -> list[go.Choropleth | go.Scattergeo]:
    """Crosses where nobody serves, or, of many villages, cores where somebody does.

    Most villages short of PSM have none at all: their colour alone says so, and the few
    that have one are marked, unless there is room for a cross on each of the others.
    """
    known = scene.steps != UNKNOWN
    bare, short = (
        (scene.rows["state"] == state).to_numpy() & known
        for state in ("no_psm", "short")
    )
    found = []
    if scene.level == "village":
        found += cores(scene, short)
    if scene.level != "village" or level_of(scene.shown) == "district":
        found += crosses(scene, bare)
    return found


def _group(
    scene: Scene,
    own: NDArray[np.bool_],
    colours: Sequence[str],
    template: str,
    line: tuple[str, float],
) -> go.Choropleth | None:
    if not own.any():
        return None
    columns = ["ppks_persons", "psm_active", "uncovered_persons", "shortage"]
    numbers = scene.rows.loc[own, columns].fillna(0).to_numpy(dtype="float64")
    return traces.areas(
        scene.areas,
        scene.ids[own],
        np.maximum(scene.steps, 0)[own],
        colours,
        template=template,
        numbers=np.floor(numbers + 0.5 + 1e-9).astype(np.int64),
        line=line[0],
        width=line[1],
    )
