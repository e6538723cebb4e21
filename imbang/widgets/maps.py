"""The map, its legend that counts and filters, and what a click on it does."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from imbang import formats
from imbang.reach import REACHES
from imbang.texts import _
from imbang.viewing import View
from imbang.widgets import session
from imbang.words import STATE_MARKS, state_name


def has_boundaries(view: View) -> bool:
    """Whether real boundaries are loaded for the province in view."""
    return False


def what_colours_mean(view: View) -> str:
    """The line that says what the colours of the map measure."""
    if view.level == "village":
        return _("By village, in steps of the norm; a dot marks a village without PSM")
    return _("As a share of the PMKS of each region")


def choose_steps(view: View, rows: pd.DataFrame) -> tuple[str, ...]:
    """The legend: each colour and each state with its number of regions, to filter by."""
    steps = _pick("reach", _step_names(view, rows), rows["reach"], view)
    states = {state: f"{STATE_MARKS[state]} {state_name(state)}" for state in STATE_MARKS}
    chosen = _pick("states", states, rows["state"], view)
    return (*steps, *chosen)


def _pick(key: str, names: dict[str, str], values: pd.Series, view: View) -> list[str]:  # type: ignore[type-arg]
    counts = values.value_counts()
    labels = {k: f"{name} · {formats.number(counts.get(k, 0))}" for k, name in names.items()}
    others = tuple(v for v in view.show if v not in names)
    session.sync(key, [v for v in view.show if v in names])
    st.pills(
        _("Colours") if key == "reach" else _("States"),
        list(names), key=key, selection_mode="multi", format_func=labels.__getitem__,
        label_visibility="collapsed",
        on_change=lambda: session.change(
            show=(*others, *st.session_state[key]), page=1
        ),
    )  # fmt: skip
    return [v for v in view.show if v in names]


def _step_names(view: View, rows: pd.DataFrame) -> dict[str, str]:
    if view.level != "village":
        quarter, half = formats.percent(0.25), formats.percent(0.5)
        names = [
            _("all within reach"),
            _("up to {n}", n=quarter),
            _("up to {n}", n=half),
            _("more than {n}", n=half),
        ]
    else:
        norm = float(rows["norm"].iloc[0]) if len(rows) else 0.0
        half, whole = formats.number(norm / 2), formats.number(norm)
        names = [
            _("all within reach"),
            _("up to {n}", n=half),
            _("up to {n}", n=whole),
            _("more than {n}", n=whole),
        ]
    return dict(zip(REACHES, names, strict=True))


def show_map(view, rows=None, key=""): pass
