"""Figures on the page: in the reader's light or dark, and what a click on one does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import plotly.graph_objects as go

from imbang.app import elements as st
from imbang.drawing.clicks import clicked_code
from imbang.drawing.colours import Theme

_CHART: Mapping[str, Any] = {"displayModeBar": False, "showTips": False}


def theme() -> Theme:
    """Light or dark, as the reader's screen is."""
    return "dark" if st.context.theme.type == "dark" else "light"


def show_figure(
    figure: go.Figure,
    *,
    key: str,
    alt: str,
    on_choose: Callable[[str], None] | None = None,
) -> None:
    """Draw a figure, with ``alt`` its words; a click on a mark calls ``on_choose`` with
    the code that it carries."""

    def chosen() -> None:
        code = clicked_code(st.session_state[key])
        if code and on_choose:
            on_choose(code)

    st.plotly_chart(
        figure,
        key=key,
        theme=None,
        config=dict(_CHART),
        alt=alt,
        on_select=chosen if on_choose else "ignore",
        selection_mode="points",
    )
