"""What the page on placement draws, with the chart functions of all pages."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from imbang import formats
from imbang.analysis.evenness import lorenz
from imbang.analysis.placement.outcomes import Outcome
from imbang.analysis.villages import from_coverage
from imbang.drawing import curves
from imbang.drawing.bars import Series, ranked_bars
from imbang.drawing.colours import PALETTES, Theme
from imbang.drawing.points import Axis, Group, Guide, points
from imbang.texts import _
from imbang.wording.names import STATE_MARKS, state_name

_STATES = ("no_psm", "short", "proportionate", "not_needed", "unknown")


def before_and_after(made: Outcome, theme: Theme) -> go.Figure:
    """Lorenz curves of PSM over PMKS before and after the plan."""
    palette = PALETTES[theme]
    was, becomes = from_coverage(made.before), from_coverage(made.after)
    return curves.lorenz(
        [
            curves.Curve(
                _("after"), *lorenz(becomes.ppks, becomes.psm), palette.accent
            ),
            curves.Curve(
                _("before"), *lorenz(was.ppks, was.psm), palette.quiet_ink, "dash"
            ),
        ],
        across=_("Share of PMKS"),
        upwards=_("Share of active PSM"),
        theme=theme,
    )


def states(made: Outcome, theme: Theme) -> go.Figure:
    """Villages by state after the plan, a line where each stood before."""
    palette = PALETTES[theme]
    counts = [made.becomes.states.get(state, 0) for state in _STATES]
    before = [float(made.was.states.get(state, 0)) for state in _STATES]
    totals = [
        formats.number(n)
        if n == was
        else _("{n} (before: {was})", n=formats.number(n), was=formats.number(was))
        for n, was in zip(counts, before, strict=True)
    ]
    return ranked_bars(
        [f"{STATE_MARKS[state]} {state_name(state)}" for state in _STATES],
        [Series(_("Villages"), counts, palette.accent, "")],
        totals=totals,
        before=before,
        theme=theme,
    )


def next_places(
    steps: pd.DataFrame,
    given: int,
    start: float,
    theme: Theme,
    *,
    is_least: bool = False,
) -> go.Figure:
    """PMKS beyond reach over the number of places; the plan is the part up to ``given``.

    ``steps`` may go on beyond the plan; ``start`` are those beyond reach before it.
    """
    if steps.empty:
        return go.Figure()
    palette = PALETTES[theme]
    left = np.r_[start, steps["uncovered_left"].to_numpy(dtype=float)]
    number = np.arange(len(left), dtype=float)
    shown = _some(len(left), given)
    guides = [
        Guide("", number[: given + 1], left[: given + 1], is_strong=True),
        Guide(_("with more places"), number[given:], left[given:], "dash"),
    ]
    here = Group(
        _("This plan"),
        number[[given]],
        left[[given]],
        [""],
        [_("{n} places", n=formats.number(given))],
        [
            _(
                "{n} places: {left}",
                n=formats.number(given),
                left=formats.least(round(left[given]), is_least=is_least),
            )
        ],
        palette.accent,
        "circle",
    )
    return points(
        [here],
        [Guide(g.name, *_thinned(g, shown), g.dash, g.is_strong) for g in guides],
        across=Axis(_("Further places"), max(float(number[-1]), 1.0)),
        upwards=Axis(_("PMKS beyond reach"), 1.12 * max(start, 1.0)),
        theme=theme,
        height=380,
    )


def _some(n: int, given: int) -> set[int]:
    """Places enough to draw a curve of ``n``, with the one of the plan."""
    return {*np.linspace(0, n - 1, min(n, 120)).astype(int).tolist(), given}


def _thinned(guide: Guide, shown: set[int]) -> tuple[np.ndarray, np.ndarray]:
    kept = [i for i, x in enumerate(guide.across) if int(x) in shown]
    return guide.across[kept], guide.upwards[kept]
