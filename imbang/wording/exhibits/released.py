"""The map of what was released: published counts alone, hidden ones hatched."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from imbang import formats
from imbang.drawing.colours import Theme
from imbang.drawing.maps import value_map
from imbang.geometry.layers import LayerSet
from imbang.texts import _

COUNT, HIDDEN = "ppks_persons", "ppks_hidden"


def told(is_hidden: bool, value: object) -> str:
    """What stands beside a count that is not there; empty where it is."""
    if is_hidden:
        return _("hidden")
    return "" if formats.exists(value) else _("not reported")


def released_map(
    layers: LayerSet, rows: pd.DataFrame, *, level: str, focus: str, theme: Theme
) -> go.Figure:
    """PMKS of each region of ``rows`` (of ``coverage.csv`` of a release) at ``level`` in
    ``focus``. Hidden ones are hollow and hatched: classes and their limits follow from
    the counts that stand in the file. KeyError for a level that the map does not have."""
    hover = [
        told(bool(is_hidden), count) or formats.number(count)
        for is_hidden, count in zip(rows[HIDDEN], rows[COUNT], strict=True)
    ]
    return value_map.value_map(
        layers,
        rows,
        value_map.classify(rows[COUNT]),
        level=level,
        focus=focus,
        hover=hover,
        older=rows[HIDDEN].to_numpy(dtype=bool),
        theme=theme,
    )


def legend(rows: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Key, label and number of regions of each class, of the hidden ones, and of those
    that did not report."""
    *classes, _unknown = value_map.legend(value_map.classify(rows[COUNT]))
    hidden = int(rows[HIDDEN].sum())
    unreported = int((rows[COUNT].isna() & ~rows[HIDDEN]).sum())
    others = [
        ("hidden", _("hidden: a small count, or one that protects it"), hidden),
        ("unknown", _("not reported"), unreported),
    ]
    return [*classes, *((key, name, formats.number(n)) for key, name, n in others if n)]
