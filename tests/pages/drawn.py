"""What a page has the browser draw: its charts and its maps."""

from __future__ import annotations

import json

from streamlit.testing.v1 import AppTest


def figures_drawn(app: AppTest) -> list[str]:
    """The figures of all charts, then those of all maps, as they are sent."""
    charts = [chart.proto.spec for chart in app.get("plotly_chart")]
    sent = [
        json.loads(one.proto.mixed.json or "{}") for one in app.get("bidi_component")
    ]
    return [*charts, *(one["figure"] for one in sent if "figure" in one)]
