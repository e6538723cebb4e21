"""What the page on coverage draws beside its map, with the chart functions of all pages."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from imbang import formats
from imbang.analysis import verdicts
from imbang.analysis.evenness import lorenz
from imbang.analysis.funnel import curve as limits_along
from imbang.analysis.judgement import Judgement, of_verdicts
from imbang.analysis.villages import Whole
from imbang.drawing import curves
from imbang.drawing.colours import PALETTES, Palette, Theme
from imbang.drawing.layout import literal
from imbang.drawing.points import Axis, Group, Guide, points
from imbang.drawing.tables import Row
from imbang.geometry.names import short_names
from imbang.reference.regions import parents
from imbang.texts import _
from imbang.wording.coverage.verdicts import judgement_name
from imbang.wording.names import state_name

_SYMBOLS: Mapping[Judgement, str] = {
    "clearly_short": "triangle-down",
    "probably_short": "triangle-down-dot",
    "undecided": "circle",
    "enough": "triangle-up-dot",
    "ample": "triangle-up",
}
_STATE_SYMBOLS = {
    "short": "triangle-down",
    "no_psm": "x",
    "proportionate": "circle",
    "not_needed": "circle-open",
}
_MOST_WRITTEN = 10


def funnel(rows: pd.DataFrame, marked: str, theme: Theme) -> go.Figure:
    """PSM per 1,000 PMKS over PMKS, within the limits around the norm.

    ``rows`` are those of one norm that have a verdict; ``marked`` is a region's code,
    whose name is written.
    """
    if rows.empty:
        return go.Figure()
    palette = PALETTES[theme]
    ppks = rows["ppks_persons"].to_numpy(dtype=float)
    rate = 1000 * rows["psm_active"].to_numpy(dtype=float) / ppks
    row: Row = dict(rows.iloc[0])
    most = 1.06 * ppks.max()
    grid = np.linspace(verdicts.FEWEST_EXPECTED * float(row["norm"]), most, 90)
    limits = {k: 1000 * v / grid for k, v in limits_along(row, grid).items()}
    top = max(1.15 * rate.max(), 2.2 * 1000 / float(row["norm"]))
    guides = [
        Guide(
            _("norm"),
            grid,
            np.full(len(grid), 1000 / float(row["norm"])),
            is_strong=True,
        ),
        Guide("95 %", grid, limits["limit_high_95"], "dash"),
        Guide("95 %", grid, limits["limit_low_95"], "dash"),
        Guide(
            formats.percent(0.998, 1),
            grid,
            limits["limit_high_998"],
            "dot",
        ),
        Guide("", grid, limits["limit_low_998"], "dot"),
    ]
    written = _written(rows, rate, marked)
    return points(
        _judged(rows, ppks, rate, written, palette),
        [_clipped(guide, top) for guide in guides],
        across=Axis(_("PMKS, persons"), most),
        upwards=Axis(_("PSM per 1,000 PMKS"), top, lambda v: formats.number(v, 1)),
        theme=theme,
        marked=marked,
    )


def _judged(
    rows: pd.DataFrame,
    across: np.ndarray,
    upwards: np.ndarray,
    written: list[str],
    palette: Palette,
) -> list[Group]:
    """Regions (n) by judgement."""
    judged = pd.Series(of_verdicts(rows), index=rows.index)
    return [
        _group(
            rows,
            judged == judgement,
            across,
            upwards,
            written,
            judgement_name(judgement, short=True),
            colour,
            symbol,
        )
        for (judgement, symbol), colour in zip(
            _SYMBOLS.items(), palette.judged, strict=True
        )
    ]


def scatter(rows: pd.DataFrame, marked: str, theme: Theme) -> go.Figure:
    """Active PSM over PMKS, with the norm as a line; ``rows`` are of one norm. Villages
    by their state, regions above them as they are judged."""
    known = rows[rows["state"] != "unknown"]
    known = known[known["psm_active"].notna()]
    if known.empty:
        return go.Figure()
    palette = PALETTES[theme]
    ppks = known["ppks_persons"].to_numpy(dtype=float)
    psm = known["psm_active"].to_numpy(dtype=float)
    most, top = 1.06 * max(ppks.max(), 1), 1.12 * max(psm.max(), 1)
    guides = []
    norm = known["norm"].iloc[0]
    if formats.exists(norm):
        end = min(most, top * float(norm))
        line = np.array([0.0, end])
        guides = [Guide(_("norm"), line, line / float(norm), is_strong=True)]
    excess = known["uncovered_persons"].fillna(0).to_numpy(dtype=float)
    written = (
        _named(known, np.argsort(-excess)[:_MOST_WRITTEN], marked)
        if len(known) <= 200
        else _named(known, [], marked)
    )
    if known["level"].iloc[0] == "village":
        groups = [
            _group(
                known,
                known["state"] == state,
                ppks,
                psm,
                written,
                state_name(state),
                _state_colour(state, palette),
                symbol,
            )
            for state, symbol in _STATE_SYMBOLS.items()
        ]
    else:
        groups = _judged(known, ppks, psm, written, palette)
    return points(
        groups,
        guides,
        across=Axis(_("PMKS, persons"), most),
        upwards=Axis(_("Active PSM"), top),
        theme=theme,
        marked=marked,
    )


def unevenness(
    now: tuple[Whole, Whole],
    before: tuple[Whole, Whole] | None,
    names: tuple[str, str],
    theme: Theme,
) -> go.Figure:
    """Lorenz curves of PSM over PMKS (both n), now and at the comparison month."""
    palette = PALETTES[theme]
    drawn = [curves.Curve(names[0], *lorenz(*now), palette.accent)]
    if before is not None:
        drawn.append(
            curves.Curve(names[1], *lorenz(*before), palette.quiet_ink, "dash")
        )
    return curves.lorenz(
        drawn,
        across=_("Share of PMKS"),
        upwards=_("Share of active PSM"),
        theme=theme,
        height=420,
    )


def _state_colour(state: str, palette: Palette) -> str:
    return {
        "short": palette.steps[2],
        "no_psm": palette.steps[3],
        "proportionate": palette.accent,
        "not_needed": palette.unknown_line,
    }[state]


def _group(
    rows: pd.DataFrame,
    own: pd.Series,
    across: np.ndarray,
    upwards: np.ndarray,
    written: list[str],
    name: str,
    colour: str,
    symbol: str,
) -> Group:
    chosen = np.flatnonzero(own.to_numpy())
    part = rows.iloc[chosen]
    within = parents(part, besides="")  # of one name there are several villages
    return Group(
        name,
        across[chosen],
        upwards[chosen],
        part["region_code"].tolist(),
        [
            ", ".join(filter(None, (name, within.get(code))))
            for code, name in zip(part["region_code"], part["region_name"], strict=True)
        ],
        [written[i] for i in chosen],
        colour,
        symbol,
    )


def _written(rows: pd.DataFrame, rate: np.ndarray, marked: str) -> list[str]:
    """Names of those apart from the norm, and of the ones furthest from it."""
    far = np.abs(np.log((rate + 0.5) * float(rows["norm"].iloc[0]) / 1000))
    is_apart = (rows["verdict"] != "adequate").to_numpy()
    order = np.lexsort((-far, ~is_apart))
    most = _MOST_WRITTEN if len(rows) <= 60 else min(_MOST_WRITTEN, int(is_apart.sum()))
    return _named(rows, order[:most], marked)


def _named(rows: pd.DataFrame, chosen: object, marked: str) -> list[str]:
    short = short_names(
        dict(zip(rows["region_code"], rows["region_name"], strict=True))
    )
    names = {code: literal(name) for code, name in short.items()}
    codes = rows["region_code"].tolist()
    some = {int(i) for i in chosen}  # type: ignore[attr-defined]
    return [
        f"<b>{names[code]}</b>" if code == marked else names[code] if i in some else ""
        for i, code in enumerate(codes)
    ]


def _clipped(guide: Guide, top: float) -> Guide:
    """The part of a guide that is on the paper."""
    kept = guide.upwards <= top
    return Guide(
        guide.name, guide.across[kept], guide.upwards[kept], guide.dash, guide.is_strong
    )
