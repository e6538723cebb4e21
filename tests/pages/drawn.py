"""What a page has the browser draw: its charts and its maps."""

from __future__ import annotations

import json

from streamlit.testing.v1 import AppTest


def figures_drawn(app: AppTest) -> list[str]:
    """The figures of all charts, then those of all maps, as they are sent."""
    charts = [chart.proto.spec for chart in app.get("plotly_chart")]
    sent = [json.loads(told) for told in components_told(app)]
    small = [month["figure"] for one in sent for month in one.get("months", ())]
    return [*charts, *(one["figure"] for one in sent if "figure" in one), *small]


def components_told(app: AppTest) -> list[str]:
    """What the page's own components, tables and maps, are told."""
    return [one.proto.json or "{}" for one in app.get("bidi_component")]
