"""Growth of needs and of PSM, drawn and as a table."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from imbang import formats
from imbang.drawing import columns
from imbang.drawing.colours import PALETTES, Theme
from imbang.drawing.lines import Line, lines
from imbang.drawing.tables import Column
from imbang.formats import exists
from imbang.texts import _


def growth(
    rows: pd.DataFrame,
    ppks_came: Mapping[str, str],
    psm_came: Mapping[str, str],
    theme: Theme,
) -> go.Figure:
    """PMKS and PSM as indexes of the base month; by month whether their reports came
    (`Line.reports`)."""
    palette = PALETTES[theme]
    drawn = [
        Line(
            _("PMKS"),
            _by_month(rows, "ppks_index"),
            palette.steps[3],
            holds=True,
            reports=ppks_came,
        ),
        Line(
            _("Active PSM"),
            _by_month(rows, "psm_index"),
            palette.accent,
            "dash",
            holds=True,
            reports=psm_came,
        ),
    ]
    return lines(
        [line for line in drawn if any(v is not None for v in line.values.values())],
        write=lambda value: formats.number(value, 1),
        from_zero=False,
        reference=100,
        height=340,
        theme=theme,
    )


def _by_month(rows: pd.DataFrame, key: str) -> dict[str, float | None]:
    values = zip(rows["month"], rows[key], strict=True)
    return {month: float(v) if exists(v) else None for month, v in values}


def growth_columns() -> tuple[Column, ...]:
    """Growth by month."""
    return (
        columns.month("month", _("Month")),
        columns.number("ppks_persons", _("PMKS")),
        columns.number("psm_active", _("Active PSM")),
        columns.number("psm_valid", _("Valid PSM")),
        columns.number("ppks_index", _("PMKS, index"), digits=1),
        columns.number("psm_index", _("PSM, index"), digits=1),
        columns.number("matched_pct", _("Compared, % of PMKS"), is_pct=True),
    )
