"""A map on a canvas: what is selected on it, and where a second press goes.

An own small component. Plotly draws each region as an element of the page: three
thousand take seconds to appear, and again at every change; a canvas takes some
hundredths, can be zoomed, and holds its names when it is printed. It draws the figures
that `imbang.drawing.maps` makes, from Plotly's own description of them.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from imbang import formats
from imbang.app import elements as st
from imbang.app.components import component
from imbang.app.state import session
from imbang.app.state.remembered import taken
from imbang.drawing.colours import PALETTES, Theme, by_day
from imbang.geometry.layers import Layer, LayerSet
from imbang.reference.levels import level_of
from imbang.texts import _, language

HTML = (
    '<div class="map"><canvas role="img" tabindex="0"></canvas>'
    '<div class="tools"></div><p class="failed"></p>'
    '<div class="hint" hidden></div><div class="card" hidden></div></div>'
)


@dataclass(frozen=True)
class Below:
    """The regions one level down, whose whole area may be pressed: their layer, and
    what a card tells of each, by code."""

    layer: Layer
    told: Mapping[str, Sequence[str]] = field(default_factory=dict)


@functools.cache
def _component() -> Callable[..., None]:
    return component("imbang_map", program="map", html=HTML)


@dataclass(frozen=True)
class Monthly:
    """A small map of a month (YYYY-MM): its figure, and the same in words."""

    month: str
    figure: go.Figure
    alt: str


@functools.cache
def _small_component() -> Callable[..., None]:
    html = '<ul class="maps"></ul>'
    return component("imbang_small_maps", program="map", html=html)


def show_small(
    months: Sequence[Monthly],
    layers: LayerSet,
    *,
    key: str,
    theme: Theme,
    shown: str,
    picked: str | None,
    on_choose: Callable[[str], None],
) -> None:
    """Maps side by side, each a button that calls back with its month; the one ``shown``
    stands out. Shapes are fetched once for all of them."""

    def was_chosen() -> None:
        month = st.session_state[key].get("month")
        if month in [one.month for one in months]:
            on_choose(month)

    _small_component()(
        key=key,
        data={
            "months": [
                {
                    "month": one.month,
                    "label": formats.short_month(one.month),
                    "alt": one.alt,
                    "isShown": one.month == shown,
                    "figure": taken(_json, one.figure),
                }
                for one in months
            ],
            **_shared(theme),
            "picked": _place(picked, layers),
        },
        on_month_change=was_chosen,
    )


def _shared(theme: Theme) -> dict[str, Any]:
    """What every map is drawn with."""
    palette = PALETTES[theme]
    return {
        "colours": {"ink": palette.ink, "paper": palette.paper},
        "by_day": by_day() if theme == "dark" else {},
        "words": {
            "language": language(),
            "failed": _("The map could not be loaded. Reload the page."),
        },
    }


def show_canvas(
    figure: go.Figure,
    layers: LayerSet,
    *,
    key: str,
    alt: str,
    theme: Theme,
    picked: str | None,
    opens: str,
    below: Below | None,
    on_pick: Callable[[str | None], None],
    on_open: Callable[[str], None],
) -> None:
    """Draw a map; call back with the region pressed (None for none any more), or with
    the one whose second press ``opens``, in words, what it leads to."""

    def was_picked() -> None:
        event = st.session_state[key].get("picked")
        if event is not None:
            on_pick(_code(event, layers))

    def was_opened() -> None:
        if code := _code(st.session_state[key].get("opened") or {}, layers):
            on_open(code)

    shared = _shared(theme)
    _component()(
        key=key,
        data={
            **shared,
            "figure": taken(_json, figure),
            "alt": alt,
            "picked": _place(picked, layers),
            "profile": session.profile_link(picked) if picked else None,
            "below": below and _below(below),
            "words": {
                **shared["words"],
                "open": opens,
                "profile": _("Profile"),
                "close": _("Close"),
                "closer": _("Closer"),
                "farther": _("Farther"),
                "whole": _("The whole map"),
            },
        },
        on_picked_change=was_picked,
        on_opened_change=was_opened,
    )


def _json(figure: go.Figure) -> str:
    return str(figure.to_json())


def _below(below: Below) -> dict[str, Any]:
    ids = below.layer.ids
    told = {str(ids[c]): list(t) for c, t in below.told.items() if c in ids}
    return {"address": below.layer.address, "told": told}


def _place(code: str | None, layers: LayerSet) -> dict[str, Any] | None:
    """Where the browser finds a region: its layer and its feature."""
    layer = layers.layers.get(level_of(code)) if code else None
    if layer is None or code not in layer.ids:
        return None
    return {"address": layer.address, "id": layer.ids[code]}


def _code(event: Mapping[str, Any], layers: LayerSet) -> str | None:
    """The region of an event, by its name's code or by its layer and feature."""
    if isinstance(event.get("code"), str):
        return str(event["code"])
    for layer in layers.layers.values():
        index = event.get("id")
        if layer.address == event.get("address") and isinstance(index, int):
            return layer.codes[index] if 0 <= index < len(layer.codes) else None
    return None
