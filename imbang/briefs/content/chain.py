"""The chain of indicators, from input to impact, against its targets."""

from __future__ import annotations

import pandas as pd

from imbang import formats
from imbang.briefs.context import Context
from imbang.briefs.model import BigNumber, Screen, Table
from imbang.texts import _
from imbang.wording.exhibits import indicators as exhibits
from imbang.wording.messages import indicators

KEY, ORDER = "chain", 50


def name() -> str:
    """What a list of screens calls it."""
    return _("Indicators against their targets")


def make(context: Context) -> Screen:
    """How many targets are reached, which are furthest behind, and every indicator."""
    rows = context.ask("indicator_values", level=context.region.level)
    late = indicators.told_late(context.reach)
    known = rows["value"].notna().any()
    return Screen(
        KEY,
        name(),
        indicators.title(rows, context.name),
        "indikator",
        (
            *filter(None, [late]),
            *(
                []
                if known
                else [_("Nothing that an indicator needs is reported here.")]
            ),
        ),
        _numbers(rows),
        (_table(rows),) if known else (),
        (indicators.comparison_note(),),
        context.sources("pillars", "ppks", "cases", "verification", "targets"),
        is_empty=not known,
    )


def _numbers(rows: pd.DataFrame) -> tuple[BigNumber, ...]:
    held = rows[rows["attainment_pct"].notna()]
    known = rows["value"].notna().sum()
    found = [
        BigNumber(
            "indicators_known",
            _("Indicators with a figure"),
            f"{formats.number(known)} / {formats.number(len(rows))}",
            float(known),
            "figures",
        )
    ]
    if len(held):
        reached = (held["attainment_pct"] >= 100).sum()
        found.insert(
            0,
            BigNumber(
                "targets_reached",
                _("Targets reached"),
                f"{formats.number(reached)} / {formats.number(len(held))}",
                float(reached),
                "figures",
            ),
        )
    return tuple(found)


def _table(rows: pd.DataFrame) -> Table:
    """Those with a target first, the furthest behind of them first; then the chain."""
    ordered = rows.sort_values("attainment_pct", na_position="last", kind="stable")
    return Table(
        "indicators",
        _("Every indicator with its target"),
        _("From input to impact, each in its own unit"),
        ordered,
        exhibits.file_columns(),
        _("furthest behind its target first"),
        ("indicator", "value", "target", "attainment_pct"),
    )
