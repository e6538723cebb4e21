"""What the page on training draws, with the chart functions of all pages."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from imbang import formats
from imbang.drawing.bars import Series, first, ranked_bars
from imbang.drawing.colours import PALETTES, Theme
from imbang.drawing.timeline import Event, timeline
from imbang.screens.training import words
from imbang.texts import _

_MOST_TOPICS = 15


def activities(rows: pd.DataFrame, theme: Theme) -> go.Figure:
    """Activities on a lane of their kind, as large as many came."""
    events = [
        Event(
            row["last_day"].date(),
            words.kind_name(row["kind"]),
            int(row["attended"]),
            formats.number(row["attended"]),
            words.told_event(row),
        )
        for row in rows.to_dict("records")
    ]
    kinds = [kind for kind in words.KINDS if kind in set(rows["kind"])]
    lanes = [words.kind_name(kind) for kind in kinds]
    return timeline(events, lanes, theme=theme)


def elements(rows: pd.DataFrame, theme: Theme) -> go.Figure:
    """Attendances by element, those known by name only as the pale end."""
    palette = PALETTES[theme]
    by_name = rows["by_name_only"]
    linked = rows["attendances"] - by_name
    return ranked_bars(
        rows["element_name"].tolist(),
        [
            Series(_("Linked to a person"), linked.tolist(), palette.accent, ""),
            Series(_("By name only"), by_name.tolist(), palette.steps[0], "", "/"),
        ],
        totals=[formats.number(n) for n in rows["attendances"]],
        theme=theme,
    )


def repeaters(rows: pd.DataFrame, theme: Theme) -> go.Figure:
    """People by how often they came."""
    people = rows["persons"].tolist()
    return ranked_bars(
        rows["times_name"].tolist(),
        [Series(_("People"), people, PALETTES[theme].accent, "")],
        totals=[formats.number(n) for n in people],
        theme=theme,
    )


def topics(rows: pd.DataFrame, theme: Theme) -> go.Figure:
    """Topics by attendances."""
    ranked = rows.sort_values("attendances", ascending=False, kind="stable")
    shown, left_out = first(ranked, _MOST_TOPICS)
    return ranked_bars(
        shown["topic"].tolist(),
        [
            Series(
                _("Attendances"),
                shown["attendances"].tolist(),
                PALETTES[theme].accent,
                "",
            )
        ],
        totals=[
            _("{n} in {m} activities", n=formats.number(n), m=formats.number(m))
            for n, m in zip(shown["attendances"], shown["activities"], strict=True)
        ],
        left_out=left_out,
        theme=theme,
    )
