"""The map of any value: its classes, its legend, its figure.

An amount is neither good nor bad: four steps of one quiet hue, none, then three classes
with readable limits. Need and judgements have colours of their own. Regions without a
value are hollow; so are those too small for a rate.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from imbang import formats
from imbang.analysis.coverage_steps import UNKNOWN
from imbang.drawing.colours import RAMP_KEYS, Ramp, Theme
from imbang.drawing.maps import scene as map_scene
from imbang.drawing.maps.figure import layout
from imbang.drawing.maps.labels import labels
from imbang.drawing.maps.marks import crosses, hatched
from imbang.drawing.maps.scene import Scene
from imbang.drawing.maps.traces import areas
from imbang.geometry.layers import LayerSet
from imbang.reference.levels import around
from imbang.texts import _


@dataclass(frozen=True)
class Classes:
    """The step (n) of each value, and the limits between steps.

    Two limits are those between three classes above zero, unless ``from_zero`` is not
    set: then limits lie between all steps.
    """

    limits: tuple[float, ...]
    steps: NDArray[np.int8]
    from_zero: bool = True
    ramp: Ramp = "amounts"

    @property
    def keys(self) -> tuple[str, ...]:
        """The names of the steps."""
        return RAMP_KEYS[self.ramp]


def classify(values: Sequence[float | None] | pd.Series) -> Classes:
    """The steps of values (n): 0 for zero, 1 to 3 by thirds of those above it.

    Limits are rounded to two digits so that they can be read, and whole where all values
    are; equal values are always in the same class, and a limit belongs to the class
    below it. NaN is `UNKNOWN`.
    """
    numbers = np.asarray(pd.to_numeric(pd.Series(list(values))), dtype=float)
    above = np.sort(numbers[numbers > 0])
    if above.size == 0:
        limits = (0.0, 0.0)
    else:
        low, high = (_readable(float(np.quantile(above, q))) for q in (1 / 3, 2 / 3))
        if (above % 1 == 0).all():
            low, high = math.floor(low), math.floor(high)
        limits = (low, max(low, high))
    steps = np.select(
        [np.isnan(numbers), numbers <= 0, numbers <= limits[0], numbers <= limits[1]],
        [UNKNOWN, 0, 1, 2],
        3,
    )
    return Classes(limits, steps.astype(np.int8))


def _readable(value: float) -> float:
    """The value with two digits: 143 is 140, 7.26 is 7.3."""
    if value <= 0:
        return 0.0
    digits = 1 - math.floor(math.log10(value))
    return round(value, digits)


def legend(
    classes: Classes,
    *,
    write: Callable[[object], str] = formats.number,
    too_small: int = 0,
) -> list[tuple[str, str, str]]:
    """Key, label and number of regions of each class in use, and of the hollow ones:
    ``too_small`` of them have too few inhabitants, the others are unknown."""
    names = _step_names(classes, write)
    counts = np.bincount(classes.steps[classes.steps >= 0], minlength=4)
    told = [
        (key, name, formats.number(n))
        for key, name, n in zip(classes.keys, names, counts, strict=False)
        if n
    ]
    unknown = int((classes.steps == UNKNOWN).sum()) - too_small
    told.append(("unknown", _("not known"), formats.number(unknown)))
    if too_small:
        told.append(("unknown", _("too few inhabitants"), formats.number(too_small)))
    return told


def _step_names(classes: Classes, write: Callable[[object], str]) -> list[str]:
    limits = [write(limit) for limit in classes.limits]
    names = [_("up to {n}", n=limit) for limit in limits]
    names.append(_("more than {n}", n=limits[-1]) if limits else _("all alike"))
    return [_("none"), *names] if classes.from_zero else names


def value_map(
    layers: LayerSet,
    rows: pd.DataFrame,
    classes: Classes,
    *,
    level: str,
    focus: str,
    hover: Sequence[str],
    crossed: NDArray[np.bool_] | None = None,
    older: NDArray[np.bool_] | None = None,
    closer_to: Sequence[str] = (),
    theme: Theme = "light",
) -> go.Figure:
    """The map of ``rows`` (n, with ``region_code``) in the colours of their classes.

    ``hover`` (n) is what each region says below its name, ``crossed`` (n) which carry a
    cross, ``older`` (n) which are hatched, ``closer_to`` the regions that the view is closer to. Regions without a shape
    are left out. KeyError for a level that the map does not have.
    """
    shown = around(focus)
    scene = map_scene.scene_of(
        layers, rows, classes.steps, level, shown, theme, classes.ramp
    )
    told = np.asarray(hover, dtype=object)[scene.drawn]
    return go.Figure(
        data=[
            *map_scene.surroundings(scene),
            *_filled(scene, told),
            *hatched(scene, older),
            *([] if crossed is None else crosses(scene, crossed[scene.drawn])),
            *map_scene.borders(scene),
            *map_scene.selection(scene, focus if len(focus) == 13 else None),
            *labels(
                layers,
                shown=shown,
                level=level,
                palette=scene.palette,
                written=map_scene.name_colours(scene),
            ),
        ],
        layout=layout(scene, closer_to),
    )


def _filled(scene: Scene, told: NDArray[np.object_]) -> list[go.Choropleth]:
    """Known regions in their colours, the others hollow."""
    palette = scene.palette
    is_known = scene.steps != UNKNOWN
    fills = [fill for fill, _letters in palette.ramp(scene.ramp)]
    found = []
    for own, colours, line in (
        (is_known, fills, map_scene.quiet_line(scene)),
        (~is_known, [palette.unknown] * len(fills), (palette.unknown_line, 0.7)),
    ):
        if own.any():
            trace = areas(
                scene.areas,
                scene.ids[own],
                np.maximum(scene.steps[own], 0),
                colours,
                line=line[0],
                width=line[1],
                template="<b>%{properties.name}</b><br>%{properties.within}<br>%{text}",
            )
            trace.text = told[own].tolist()
            found.append(trace)
    return found
