"""What the page on verification, services and cases draws."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from imbang import formats
from imbang.drawing.colours import PALETTES, Theme
from imbang.drawing.lines import Line, lines
from imbang.formats import exists
from imbang.wording.messages import verification as messages_verification


def trend(rows: pd.DataFrame, came: Mapping[str, str], theme: Theme) -> go.Figure:
    """The share verified within each year, one line a list; ``came`` tells in which
    months reports did (`Line.reports`)."""
    palette = PALETTES[theme]
    looks = {"dtks": (palette.accent, "solid"), "dtsen": (palette.steps[3], "dash")}
    drawn = []
    for source in rows["source"].unique():
        own = rows[rows["source"] == source]
        colour, dash = looks.get(source, (palette.ink, "dot"))
        values = {
            month: float(share) if exists(share) else None
            for month, share in zip(own["month"], own["verified_share"], strict=True)
        }
        name = messages_verification.source_name(source)
        drawn.append(Line(name, values, colour, dash, holds=True, reports=came))
    return lines(drawn, write=formats.percent, theme=theme)
