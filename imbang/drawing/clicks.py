"""What a click on a figure means: the point that Plotly tells, and the code it carries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def clicked_point(event: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The point of a Plotly selection event; None where nothing was hit."""
    points = event.get("selection", event).get("points") or []
    return points[0] if points else None


def clicked_code(event: Mapping[str, Any]) -> str | None:
    """The code that the point clicked on carries first in its ``customdata``."""
    said = (clicked_point(event) or {}).get("customdata")
    if isinstance(said, Mapping):
        said = list(said.values())
    first = said[0] if isinstance(said, list) and said else said
    return first if isinstance(first, str) else None
