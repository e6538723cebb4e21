"""Every list of an indicator tells its figures with the decimals of their unit."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from imbang.reference.units import UNITS
from imbang.screens.indicators import charts, comparison
from imbang.wording import indicator_names


def _told(cell: Any) -> str:
    return str(cell["text"] if isinstance(cell, dict) else cell)


@pytest.mark.parametrize("unit", UNITS)
def test_lists_and_sentences_agree(unit: str) -> None:
    indicator: Any = SimpleNamespace(unit=unit, text=lambda name: name)
    lists = (
        charts.trend_columns(indicator),
        charts.ranking_columns(indicator, "Regency"),
        charts.month_columns(indicator, ["2024-12"], "Regency"),
        comparison.list_columns(indicator),
    )
    told = {
        _told(column.write({column.key: 1234.5678, f"{column.key} mark": ""}))
        for columns in lists
        for column in columns
        if column.key in ("value", "2024-12", "target", "low", "high")
    }
    sentence = indicator_names.writer(unit)(1234.5678)
    assert told == {sentence.removesuffix("\N{NO-BREAK SPACE}%")}
    assert indicator_names.unit_name(unit)
