"""What the page on pillars draws, with the chart functions of all pages."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from imbang import formats
from imbang.drawing.bars import Series, first, ranked_bars
from imbang.drawing.colours import PALETTES, Theme
from imbang.drawing.lines import Line, lines
from imbang.formats import exists
from imbang.geometry.names import short_names
from imbang.screens.pillars import words
from imbang.texts import _
from imbang.wording import pillar_people

_MOST_PAIRS = 12
_MOST_REGIONS = 40


def pair_names(overlap: pd.DataFrame) -> list[str]:
    """Each pair of kinds as ``PSM + TKSK``."""
    pairs = zip(overlap["kind_a"], overlap["kind_b"], strict=True)
    return [
        " + ".join(pillar_people.kind_name(kind) for kind in pair) for pair in pairs
    ]


def pairs(rows: pd.DataFrame, theme: Theme) -> go.Figure:
    """Pairs of kinds by people who hold both."""
    shown, left_out = first(rows, _MOST_PAIRS)
    people = shown["persons"].tolist()
    return ranked_bars(
        shown["pair"].tolist(),
        [Series(_("People"), people, PALETTES[theme].accent, "")],
        totals=[formats.number(n) for n in people],
        left_out=left_out,
        theme=theme,
    )


def in_order(answer: pd.DataFrame, trait: str) -> pd.DataFrame:
    """The categories of a trait in reading order, what nobody tells last."""
    order = {key: i for i, key in enumerate(words.category_order(trait))}
    rows = answer[answer["trait"] == trait]
    names = [words.category_name(trait, c) for c in rows["category"]]
    places = [order.get(c, len(order)) for c in rows["category"]]
    return rows.assign(category_name=names, place=places).sort_values("place")


def categories(rows: pd.DataFrame, theme: Theme) -> go.Figure:
    """The categories of one trait, with their shares."""
    palette = PALETTES[theme]
    people = rows["persons"].tolist()
    return ranked_bars(
        rows["category_name"].tolist(),
        [Series(_("Active PSM"), people, palette.accent, "")],
        totals=[
            f"{formats.number(n)} ({formats.percent(share)})"
            for n, share in zip(people, rows["share"], strict=True)
        ],
        theme=theme,
    )


def ages(rows: pd.DataFrame, theme: Theme) -> go.Figure:
    """Rows of registers by months since confirmation, as shares of each region."""
    palette = PALETTES[theme]
    looks = {
        "within_6_months": (_("Up to 6 months"), palette.accent, ""),
        "within_12_months": (_("7–12 months"), palette.steps[0], ""),
        "within_24_months": (_("13–24 months"), palette.steps[1], "/"),
        "longer_ago": (_("Over 24 months"), palette.steps[2], ""),
        "never": (_("Never confirmed"), palette.steps[3], ""),
    }
    names = short_names(
        dict(zip(rows["region_code"], rows["region_name"], strict=True))
    )
    shown, left_out = first(rows, _MOST_REGIONS)
    return ranked_bars(
        [names[code] for code in shown["region_code"]],
        [
            Series(name, (shown[key] / shown["rows"]).tolist(), colour, "", pattern)
            for key, (name, colour, pattern) in looks.items()
        ],
        totals=[
            _("{share} current", share=formats.percent(share))
            for share in shown["current_share"]
        ],
        codes=shown["region_code"].tolist(),
        write=formats.percent,
        left_out=left_out,
        theme=theme,
    )


def trend(rows: pd.DataFrame, came: Mapping[str, str], theme: Theme) -> go.Figure:
    """Active, current, trained and valid people by month; ``came`` tells in which months
    reports did (`Line.reports`)."""
    palette = PALETTES[theme]
    looks = {
        "active": (_("Active by name"), palette.ink, "solid"),
        "current": (_("Confirmed"), palette.quiet_ink, "dash"),
        "trained": (_("Trained"), palette.steps[2], "dot"),
        "valid": (_("Valid"), palette.accent, "solid"),
    }
    drawn = [
        Line(name, _by_month(rows, key), colour, dash, holds=True, reports=came)
        for key, (name, colour, dash) in looks.items()
        if rows[key].notna().any()
    ]
    if not drawn:
        reported = _by_month(rows, "reported")
        drawn = [Line(_("Reported"), reported, palette.ink, holds=True, reports=came)]
    return lines(drawn, theme=theme, height=340)


def _by_month(rows: pd.DataFrame, key: str) -> dict[str, float | None]:
    values = zip(rows["month"], rows[key], strict=True)
    return {month: float(v) if exists(v) else None for month, v in values}
