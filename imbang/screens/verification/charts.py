"""What the page on verification, services and cases draws."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from imbang import formats
from imbang.drawing.bars import Series, first, ranked_bars
from imbang.drawing.colours import PALETTES, Palette, Theme
from imbang.drawing.lines import Line, lines
from imbang.formats import exists
from imbang.geometry.names import short_names
from imbang.texts import _
from imbang.wording.messages import verification as messages_verification

_MOST_REGIONS = 80


def trend(rows: pd.DataFrame, came: Mapping[str, str], theme: Theme) -> go.Figure:
    """The share verified within each year, one line a list; ``came`` tells in which
    months reports did (`Line.reports`)."""
    looks = _looks(PALETTES[theme])
    drawn = []
    for source in rows["source"].unique():
        own = rows[rows["source"] == source]
        colour, dash = looks[source]
        values = {
            month: float(share) if exists(share) else None
            for month, share in zip(own["month"], own["verified_share"], strict=True)
        }
        name = messages_verification.source_name(source)
        drawn.append(Line(name, values, colour, dash, holds=True, reports=came))
    return lines(drawn, write=formats.percent, theme=theme)


def _looks(palette: Palette) -> Mapping[str, tuple[str, str]]:
    """Colour and dash of the line of each list."""
    return {"dtks": (palette.accent, "solid"), "dtsen": (palette.steps[3], "dash")}


def listed(rows: pd.DataFrame, measure: str, theme: Theme) -> go.Figure:
    """How many stand in a list, by region; what is told in part is hatched."""
    shown, left_out = first(rows[rows[measure].notna()], _MOST_REGIONS)
    names = short_names(
        dict(zip(shown["region_code"], shown["region_name"], strict=True))
    )
    is_partial = shown[f"{measure}_status"] == "partial"
    return ranked_bars(
        [names[code] for code in shown["region_code"]],
        _whole_and_partial(shown[measure], is_partial, theme),
        totals=_with_shares(
            shown[measure], shown[f"{measure}_share"].mask(is_partial.astype(bool))
        ),
        codes=shown["region_code"].tolist(),
        left_out=left_out,
        theme=theme,
    )


def listed_trend(rows: pd.DataFrame, measure: str, theme: Theme) -> go.Figure:
    """The size of each list, one line a list and none between them; marks where reports
    came, hollow where the list is told in part."""
    looks = _looks(PALETTES[theme])
    drawn = []
    for source in rows["source"].unique():
        own = rows[rows["source"] == source]
        colour, dash = looks[source]
        values = dict(zip(own["month"], map(float, own[measure]), strict=True))
        new = own[own["is_reported"]]
        came = {
            month: "some" if partial else "all"
            for month, partial in zip(new["month"], new["is_partial"], strict=True)
        }
        name = messages_verification.source_name(source)
        drawn.append(Line(name, values, colour, dash, holds=True, reports=came))
    return lines(drawn, theme=theme)


def deciles(rows: pd.DataFrame, measure: str, theme: Theme) -> go.Figure:
    """How many stand in each decile, the poorest first."""
    return ranked_bars(
        rows["decile_name"].tolist(),
        _whole_and_partial(rows[measure], rows["is_partial"], theme),
        totals=_with_shares(
            rows[measure],
            rows[f"{measure}_share"].mask(rows["is_partial"].astype(bool)),
        ),
        theme=theme,
    )


def _whole_and_partial(
    counts: pd.Series, is_partial: pd.Series, theme: Theme
) -> list[Series]:
    palette = PALETTES[theme]
    partial = is_partial.astype(bool)
    both = [
        Series(_("Told whole"), counts.where(~partial, 0).tolist(), palette.accent, ""),
        Series(
            _("Told in part"),
            counts.where(partial, 0).tolist(),
            palette.steps[1],
            "",
            "/",
        ),
    ]
    return [one for one in both if any(one.values)] or both[:1]


def _with_shares(counts: pd.Series, shares: pd.Series) -> list[str]:
    """What stands behind each bar: the count, and of what it is a share where known."""
    return [
        f"{formats.number(n)} · {formats.percent(share)}"
        if exists(share)
        else formats.number(n)
        for n, share in zip(counts, shares, strict=True)
    ]
