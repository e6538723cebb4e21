"""What the page on indicators says: figures in their units, and sentences about them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from imbang import formats
from imbang.formats import exists
from imbang.questions.indicators import CHAIN, Indicator, indicators
from imbang.reference.units import UNITS
from imbang.texts import _, plural
from imbang.wording import judgements, moved
from imbang.wording.indicator_names import writer
from imbang.wording.messages.indicators import told_value

Row = dict[Any, Any]


def told_cases(row: Row) -> str:
    """How many cases a median of days is of; empty for other figures."""
    if row["unit"] != "days" or not exists(row["beside"]):
        return ""
    n = int(row["beside"])
    return plural("of {count} case", "of {count} cases", n, count=formats.number(n))


def told_forecast(row: Row) -> str:
    """What the year would bring if it went on as so far; empty where that is unknown."""
    if not exists(row["forecast"]):
        return ""
    return _(
        "Forecast for the year's end: {value}",
        value=writer(row["unit"])(row["forecast"]),
    )


def told_trend(indicator: Indicator, change: Row | None) -> str:
    """What the line over time says: its change (a row of ``indicator_changes``)."""
    return moved.told_both(change) or indicator.text("name")


def told_ranking(indicator: Indicator, rows: pd.DataFrame) -> str:
    """Which regions are at the two ends of a ranking, falling by value."""
    write, top, end = writer(indicator.unit), rows.iloc[0], rows.iloc[-1]
    if len(rows) == 1:
        return f"{top['region_name']}: {write(top['value'])}"
    return _(
        "From {a} in {first} to {b} in {last}",
        a=write(top["value"]),
        first=top["region_name"],
        b=write(end["value"]),
        last=end["region_name"],
    )


def told_region(row: Row) -> str:
    """What a region of a map says: its figure, and what is judged of it."""
    lines = [told_value(row), judgements.told(row)]
    return "<br>".join(filter(None, lines))


def told_place(
    indicator: Indicator, siblings: pd.DataFrame, region: str, above: str
) -> str:
    """Which place a region has among those of the region above, named ``above``; empty
    where that says nothing."""
    known = siblings[siblings["value"].notna()]
    own = known[known["region_code"] == region]
    if own.empty or len(known) < 2 or indicator.direction not in ("up", "down"):
        return ""
    best = known["value"].rank(ascending=indicator.direction == "down", method="min")
    return _(
        "Place {n} of {m} in {above}",
        n=formats.number(best[own.index[0]]),
        m=formats.number(len(known)),
        above=above,
    )


def told_moved(rows: pd.DataFrame, indicator: Indicator, month: str) -> str:
    """The heading of what moved a figure: which regions most."""
    known = rows[rows["contribution"].notna() & (rows["contribution"] != 0)]
    if known.empty:
        return _("Since {month}, region by region", month=formats.month(month))
    order = known["contribution"].abs().sort_values(ascending=False, kind="stable")
    top = known.loc[order.index[:1]].iloc[0]
    digits = UNITS[indicator.unit].moved_digits
    return _(
        "Since {month} {region} moved it most, by {n}",
        month=formats.month(month),
        region=top["region_name"],
        n=formats.signed(top["contribution"], digits),
    )


def explanation(indicator: Indicator) -> list[tuple[str, str]]:
    """What the header says, for a reader."""
    from imbang.reference.datasets import load_datasets

    titles = [load_datasets()[name].title for name in indicator.sources]
    told = [
        (_("What it tells"), indicator.text("meaning")),
        (_("Numerator"), indicator.text("numerator")),
        (_("Denominator"), indicator.text("denominator")),
        (_("Source"), ", ".join(titles)),
        (_("Legal basis"), indicator.text("legal")),
    ]
    return [pair for pair in told if pair[1]]


def leading(indicator: Indicator) -> list[Indicator]:
    """The indicators that lead to one, nearest in the chain first."""
    found = [indicators()[key] for key in indicator.led_by]
    return sorted(found, key=lambda one: -CHAIN.index(one.chain_level))
