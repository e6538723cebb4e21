"""How figures moved between two months, over what both of them tell; who is late."""

from __future__ import annotations

from typing import Any

import pandas as pd

from imbang.app.state import answers, coverage
from imbang.app.state.view import View


def of_region(view: View, base: str | None = None) -> dict[str, dict[Any, Any]]:
    """The rows of ``indicator_changes`` of the region in view by indicator, since
    ``base`` or else the comparison month; nothing where there is neither."""
    return coverage.of(view).indicator_changes(base)


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
