"""The chain of indicators as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from imbang.drawing import columns
from imbang.drawing.columns import of_hundred, with_digits
from imbang.drawing.tables import Cell, Column, Figure
from imbang.questions.indicators import indicators
from imbang.reference.units import UNITS
from imbang.texts import _
from imbang.wording import indicator_names


def file_columns() -> tuple[Column, ...]:
    """The chain as a list for a file, each figure in its own unit."""

    def figure(key: str, label: str) -> Column:
        def write(row: Mapping[str, Any]) -> Cell:
            return {"text": indicator_names.writer(row["unit"])(row[key])}

        def in_file(row: Mapping[str, Any]) -> Figure:
            digits = UNITS[row["unit"]].digits
            if row["unit"] == "percent":
                return of_hundred(row[key], digits)
            return row[key], with_digits(digits)

        return Column(key, label, "number", write, "", in_file)

    def worded(key: str, label: str, name: Callable[[str], str]) -> Column:
        return Column(key, label, "text", lambda row: {"text": name(row[key])})

    return (
        worded("chain_level", _("Step of the chain"), indicator_names.chain_name),
        columns.region(_("Region")),
        worded("indicator", _("Indicator"), lambda k: indicators()[k].text("name")),
        worded("unit", _("Unit"), indicator_names.unit_name),
        figure("value", _("Figure")),
        columns.number("numerator", _("Numerator")),
        columns.number("denominator", _("Denominator")),
        figure("target", _("Target")),
        columns.number("attainment_pct", _("Attainment"), digits=1, is_pct=True),
        worded("status", _("Status"), indicator_names.status_name),
    )
