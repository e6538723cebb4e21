"""What the page on verification, services and cases draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from imbang import formats
from imbang.drawing.bars import Series, first, ranked_bars
from imbang.drawing.colours import PALETTES, Theme
from imbang.drawing.lines import Line, lines
from imbang.formats import exists
from imbang.geometry.names import short_names
from imbang.screens.verification import words
from imbang.texts import _
from imbang.wording import lateness

_MOST_REGIONS = 80


def verification(rows: pd.DataFrame, theme: Theme) -> go.Figure:
    """What became of the entries listed, by region: shares of each."""
    palette = PALETTES[theme]
    told = rows[(rows["listed"] > 0) & rows["verified"].notna()]
    shown, left_out = first(told, _MOST_REGIONS)
    listed = shown["listed"]
    found = shown[["valid", "corrected", "rejected"]].fillna(0)
    others = (shown["verified"] - found.sum(axis=1)).clip(lower=0)
    waiting = (listed - shown["verified"]).clip(lower=0)
    parts = [
        Series(_("Valid"), (found["valid"] / listed).tolist(), palette.accent, ""),
        Series(
            _("Corrected"), (found["corrected"] / listed).tolist(), palette.steps[0], ""
        ),
        Series(
            _("Rejected"), (found["rejected"] / listed).tolist(), palette.steps[2], ""
        ),
        Series(
            _("Result not told"), (others / listed).tolist(), palette.unknown_line, ""
        ),
        Series(
            _("Not verified yet"), (waiting / listed).tolist(), palette.faded, "", "/"
        ),
    ]
    names = short_names(
        dict(zip(shown["region_code"], shown["region_name"], strict=True))
    )
    several = shown["source"].nunique() > 1
    return ranked_bars(
        [
            f"{names[code]} · {words.source_name(source)}" if several else names[code]
            for code, source in zip(shown["region_code"], shown["source"], strict=True)
        ],
        [part for part in parts if any(part.values)],
        totals=_totals(
            shown,
            [
                _("{share} of {n}", share=formats.percent(share), n=formats.number(n))
                for share, n in zip(shown["verified_share"], listed, strict=True)
            ],
        ),
        codes=shown["region_code"].tolist(),
        write=formats.percent,
        left_out=left_out,
        late=lateness.places(shown["is_late"]),
        theme=theme,
    )


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
        name = words.source_name(source)
        drawn.append(Line(name, values, colour, dash, holds=True, reports=came))
    return lines(drawn, write=formats.percent, theme=theme)


def referrals(rows: pd.DataFrame, theme: Theme) -> go.Figure:
    """Referrals made, with what is not completed as the pale end."""
    palette = PALETTES[theme]
    told = rows[(rows["made"] > 0) & rows["completed"].notna()]
    shown, left_out = first(told, _MOST_REGIONS)
    names = short_names(
        dict(zip(shown["region_code"], shown["region_name"], strict=True))
    )
    completed = shown["completed"]
    return ranked_bars(
        [names[code] for code in shown["region_code"]],
        [
            Series(_("Completed"), completed.tolist(), palette.accent, ""),
            Series(
                _("Not completed"),
                (shown["made"] - completed).clip(lower=0).tolist(),
                palette.steps[1],
                "",
                "/",
            ),
        ],
        totals=_totals(
            shown,
            [
                _("{share} of {n}", share=formats.percent(share), n=formats.number(n))
                for share, n in zip(
                    shown["completed_share"], shown["made"], strict=True
                )
            ],
        ),
        codes=shown["region_code"].tolist(),
        left_out=left_out,
        late=lateness.places(shown["is_late"]),
        theme=theme,
    )


def cases(rows: pd.DataFrame, theme: Theme) -> go.Figure:
    """Cases by region: handled with a PSM, without one, not handled."""
    palette = PALETTES[theme]
    told = rows[rows["reported"].fillna(0) + rows["handled"].fillna(0) > 0]
    shown, left_out = first(told, _MOST_REGIONS)
    names = short_names(
        dict(zip(shown["region_code"], shown["region_name"], strict=True))
    )
    with_psm, without = shown["with_psm"].fillna(0), shown["without_psm"].fillna(0)
    open_ = (shown["reported"].fillna(0) - shown["handled"].fillna(0)).clip(lower=0)
    return ranked_bars(
        [names[code] for code in shown["region_code"]],
        [
            Series(_("With a PSM"), with_psm.tolist(), palette.accent, ""),
            Series(_("Without a PSM"), without.tolist(), palette.steps[2], ""),
            Series(_("Not handled yet"), open_.tolist(), palette.faded, "", "/"),
        ],
        totals=_totals(
            shown,
            [_("{n} without", n=formats.number(n)) for n in shown["without_psm"]],
        ),
        codes=shown["region_code"].tolist(),
        left_out=left_out,
        late=lateness.places(shown["is_late"]),
        theme=theme,
    )


def _totals(rows: pd.DataFrame, totals: Sequence[str]) -> list[str]:
    """What stands behind each bar, with the month that a late office tells up to."""
    return lateness.with_month(totals, rows["is_late"], rows["until"])
