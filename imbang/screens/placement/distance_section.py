"""How far villages without a PSM are from the nearest one, as information beside a plan."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from imbang import formats, paths
from imbang.analysis import distances
from imbang.analysis.placement.outcomes import Outcome
from imbang.app.shown import exhibits, parts
from imbang.app.shown.exhibits import Exhibit
from imbang.app.state import coverage, layers
from imbang.app.state.remembered import remembered
from imbang.app.state.view import View
from imbang.drawing import columns
from imbang.drawing.tables import Column
from imbang.reference import regions
from imbang.reference.levels import ancestor
from imbang.texts import _
from imbang.wording.names import level_name
from imbang.wording.placement import tables


def show_reach(view: View, made: Outcome) -> None:
    """Villages with PMKS and no PSM by distance, before the plan."""
    centres = _centres(
        paths.store_folder(),
        layers.boundaries_version(),
        ancestor(view.region, "province"),
    )
    whole = coverage.coverage(
        ancestor(view.region, "province"), "village", view.as_of, view.norm
    )
    found = distances.distances(whole, centres)
    rows = _told(found, made)
    if rows.empty:
        parts.show_nothing(
            _(
                "No village here is known to have PMKS but no PSM, and a boundary on the map."
            )
        )
        return
    half = float(rows["distance_km"].median())
    exhibits.show_list(
        Exhibit(
            "reach",
            _(
                "Half of the villages with PMKS but no PSM are further than {km} km from the"
                " nearest one that has some",
                km=formats.number(half, 1),
            ),
            _(
                "As the crow flies between the middles of villages, not the way there; beside the plan, not part of it"
            ),
            rows,
            _columns(rows, view.region),
            "reach",
        )
    )


@remembered
def _centres(
    store: Path, changed: int, province: str
) -> dict[str, tuple[float, float]]:
    from imbang.geometry.boundaries import centres

    del changed
    return centres(store, province)


def _told(found: pd.DataFrame, made: Outcome) -> pd.DataFrame:
    """The distances of the villages in view, with their names and what the plan does."""
    names = regions.load().names
    inside = made.before.set_index("region_code")
    rows = found[found["region_code"].isin(inside.index)]
    codes = rows["region_code"]
    return rows.assign(
        region_name=codes.map(names),
        nearest_name=rows["nearest_code"].map(names),
        nearest_lies=[tables.where(code, "") for code in rows["nearest_code"]],
        ppks_persons=codes.map(inside["ppks_persons"]),
        places=codes.map(made.added).fillna(0),
    )


def _columns(rows: pd.DataFrame, area: str) -> tuple[Column, ...]:
    under = {code: tables.where(code, area) for code in rows["region_code"]}
    return (
        columns.region(level_name("village"), under=under),
        columns.number("ppks_persons", _("PMKS")),
        columns.number("distance_km", _("Distance, km"), digits=1),
        columns.text(
            "nearest_name", _("Nearest village with PSM"), under="nearest_lies"
        ),
        columns.number("places", _("Places in the plan")),
    )
