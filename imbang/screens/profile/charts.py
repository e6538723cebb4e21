"""Charts of a region's profile."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from imbang import formats
from imbang.analysis.judgement import JUDGEMENTS
from imbang.drawing import history as drawing_history
from imbang.drawing.colours import PALETTES, Palette, Theme
from imbang.drawing.history import Panel
from imbang.drawing.spine import Strip
from imbang.drawing.spine import spine as drawing_spine
from imbang.questions.indicators import indicators
from imbang.screens.profile.words import Row
from imbang.texts import _
from imbang.wording import indicator_names, judgements
from imbang.wording.coverage.verdicts import JUDGEMENT_MARKS

_SYMBOLS = {
    "clearly_short": "triangle-left",
    "probably_short": "triangle-left",
    "undecided": "circle",
    "enough": "triangle-right",
    "ample": "triangle-right",
    "unknown": "diamond",
}


def spine(rows: pd.DataFrame, theme: Theme) -> go.Figure:
    """The figures of `imbang.analysis.spine.spine`, as they are judged."""
    palette = PALETTES[theme]
    return drawing_spine(
        [_strip(row, palette) for row in rows.to_dict("records")], theme=theme
    )


def _strip(row: dict[Any, Any], palette: Palette) -> Strip:
    write = indicator_names.writer(row["unit"])
    name = indicators()[row["indicator"]].text("name")
    judgement = judgements.of_row(row) or "unknown"
    is_placed = formats.exists(row["at"])
    return Strip(
        name=_short(name),
        value=write(row["value"]),
        sign="" if judgement == "unknown" else JUDGEMENT_MARKS[judgement],
        worst=write(row["worst"]) if is_placed else "",
        best=write(row["best"]) if is_placed else "",
        at=row["at"],
        limits=tuple(sorted((row["at_low"], row["at_high"]))),
        middle=tuple(sorted((row["at_quarter"], row["at_three"]))),
        median=row["at_median"],
        mark=row["at_reference"],
        colour=_colour(judgement, palette),
        symbol=_SYMBOLS[judgement],
        told=_told(row, name),
    )


def _colour(judgement: str, palette: Palette) -> str:
    if judgement == "unknown":
        return palette.accent
    return palette.judged[JUDGEMENTS.index(judgement)]


def _short(name: str) -> str:
    return name if len(name) <= 52 else f"{name[:51]}…"


def _told(row: Row, name: str) -> list[str]:
    """The figure for the pointer, with all that it is held against."""
    write = indicator_names.writer(row["unit"])
    told = [f"{name}: {write(row['value'])}", judgements.told(row)]
    if row["against"] == "target":
        told.append(f"{_('Target')}: {write(row['reference'])}")
    told.append(judgements.told_limits(row, write))
    if formats.exists(row["at"]):
        told.append(
            _(
                "worst {worst}, middle {median}, best {best}",
                worst=write(row["worst"]),
                median=write(row["median"]),
                best=write(row["best"]),
            )
        )
    return [line for line in told if line]


def history(rows: pd.DataFrame, theme: Theme) -> go.Figure:
    """PMKS and PSM over months, marked where a report came."""
    palette = PALETTES[theme]
    panels = [
        Panel(
            name,
            dict(zip(rows["month"], rows[values], strict=True)),
            dict(zip(rows["month"], rows[reports], strict=True)),
            colour,
        )
        for name, values, reports, colour in (
            (_("PMKS, persons"), "ppks_persons", "ppks_reports", palette.ink),
            (_("Active PSM"), "psm_active", "psm_reports", palette.accent),
        )
    ]
    return drawing_history.history(panels, theme=theme)
