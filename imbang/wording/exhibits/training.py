"""How far training reaches, region by region."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from imbang import formats
from imbang.drawing import columns
from imbang.drawing.bars import Series, first, ranked_bars
from imbang.drawing.colours import PALETTES, Theme
from imbang.drawing.tables import Column
from imbang.geometry.names import short_names
from imbang.texts import _
from imbang.wording.names import level_name

_MOST_REGIONS = 40


def reach(rows: pd.DataFrame, theme: Theme) -> go.Figure:
    """Active PSM by region: trained, never, and those of whom it cannot be known."""
    palette = PALETTES[theme]
    shown, left_out = first(rows[rows["active"] > 0], _MOST_REGIONS)
    names = short_names(
        dict(zip(shown["region_code"], shown["region_name"], strict=True))
    )
    earlier = shown["ever"] - shown["this_year"]
    return ranked_bars(
        [names[code] for code in shown["region_code"]],
        [
            Series(_("This year"), shown["this_year"].tolist(), palette.accent, ""),
            Series(_("Earlier"), earlier.tolist(), palette.steps[0], ""),
            Series(_("Never"), shown["never"].tolist(), palette.steps[2], ""),
            Series(
                _("Not identified"),
                shown["unidentified"].tolist(),
                palette.faded,
                "",
                "/",
            ),
        ],
        totals=[_("{n} never", n=formats.number(never)) for never in shown["never"]],
        codes=shown["region_code"].tolist(),
        left_out=left_out,
        theme=theme,
    )


def reach_columns(level: str) -> tuple[Column, ...]:
    """Reach by region."""
    return (
        columns.region(level_name(level)),
        columns.number("active", _("Active by name")),
        columns.number("this_year", _("This year")),
        columns.number("three_years", _("In three years")),
        columns.number("ever", _("Ever")),
        columns.number("never", _("Never")),
        columns.number("unidentified", _("of them not identified")),
        columns.percent("ever_share", _("Ever, share")),
    )
