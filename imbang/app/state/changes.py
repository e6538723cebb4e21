"""How figures moved between two months, over what both of them tell; who is late."""

from __future__ import annotations

from typing import Any

import pandas as pd

from imbang.app.state import answers
from imbang.app.state.view import View
from imbang.reference.levels import level_of


def of_region(view: View, base: str | None = None) -> dict[str, dict[Any, Any]]:
    """The rows of ``indicator_changes`` of the region in view by indicator, since
    ``base`` or else the comparison month; nothing where there is neither."""
    if not (since := base or view.compare):
        return {}
    answer = of_indicator(None, view.region, level_of(view.region), view.as_of, since)
    return {row["indicator"]: row for row in answer.to_dict("records")}


def reach(region: str, as_of: str) -> pd.DataFrame:
    """Up to when the offices of a region tell of the year, and who is late."""
    return answers.ask("flow_reach", region=region, as_of=as_of)


def of_indicator(
    indicator: str | None, region: str, level: str, as_of: str, base: str
) -> pd.DataFrame:
    """The answer of ``indicator_changes``, of all indicators where none is named."""
    return answers.ask(
        "indicator_changes",
        region=region,
        level=level,
        as_of=as_of,
        base=base,
        indicator=indicator,
    )
