"""What the page on needs draws, with the chart functions of all pages."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from imbang import formats
from imbang.drawing.bars import Series, first, ranked_bars
from imbang.drawing.colours import PALETTES, Theme
from imbang.formats import exists
from imbang.geometry.names import short_names
from imbang.reference import kinds
from imbang.texts import _
from imbang.wording import lateness

_MOST_REGIONS = 20


def groups(rows: pd.DataFrame, theme: Theme) -> go.Figure:
    """Groups of problems by number, with their shares."""
    counts = rows["count"].tolist()
    return ranked_bars(
        [kinds.group_name(group) for group in rows["problem_group"]],
        [Series(_("PMKS reported"), counts, PALETTES[theme].accent, "")],
        totals=[
            f"{formats.number(n)} ({formats.percent(share, 0 if share >= 0.01 else 1)})"
            for n, share in zip(counts, rows["share"], strict=True)
        ],
        theme=theme,
    )


def flows(rows: pd.DataFrame, theme: Theme) -> go.Figure:
    """Who left, self-reliant or not, beside who entered, by region."""
    palette = PALETTES[theme]
    told = rows[rows["entered"].notna() | rows["exited"].notna()]
    shown, left_out = first(told, _MOST_REGIONS)
    names = short_names(
        dict(zip(shown["region_code"], shown["region_name"], strict=True))
    )
    independent = shown["independent"].fillna(0)
    others = (shown["exited"].fillna(0) - independent).clip(lower=0)
    return ranked_bars(
        [names[code] for code in shown["region_code"]],
        [
            Series(_("Left self-reliant"), independent.tolist(), palette.accent, ""),
            Series(_("Left otherwise"), others.tolist(), palette.steps[0], "", "/"),
        ],
        totals=lateness.with_month(
            [
                _(
                    "left {left}, entered {entered}",
                    left=formats.number(left),
                    entered=formats.number(entered),
                )
                for left, entered in zip(shown["exited"], shown["entered"], strict=True)
            ],
            shown["is_late"],
            shown["until"],
        ),
        codes=shown["region_code"].tolist(),
        before=[float(v) if exists(v) else None for v in shown["entered"]],
        left_out=left_out,
        late=lateness.places(shown["is_late"]),
        theme=theme,
    )
