"""The chain of indicators against its targets: its message, and a figure or why there is none."""

from __future__ import annotations

from typing import Any

import pandas as pd

from imbang import formats
from imbang.formats import exists
from imbang.questions.indicators import indicators
from imbang.texts import _, plural
from imbang.wording import lateness
from imbang.wording.indicator_names import status_name, writer
from imbang.wording.names import in_sentence

Row = dict[Any, Any]


def told_value(row: Row) -> str:
    """A figure, or why there is none."""
    if exists(row["value"]):
        return writer(row["unit"])(row["value"])
    if row["status"].startswith("not_"):
        return status_name(row["status"])
    return _("No value: nothing to divide by")


def title(rows: pd.DataFrame, region: str) -> str:
    """The page's message: how many targets are reached, and the weakest link."""
    held = rows[rows["attainment_pct"].notna()]
    if held.empty:
        known = int(rows["value"].notna().sum())
        return _(
            "{region}: {n} of {m} indicators have a figure; no target is set",
            region=region,
            n=known,
            m=len(rows),
        )
    reached = int((held["attainment_pct"] >= 100).sum())
    weakest = dict(held.sort_values("attainment_pct").iloc[0])
    first = plural(
        "{region} reaches {n} of its {m} target",
        "{region} reaches {n} of its {m} targets",
        len(held),
        region=region,
        n=reached,
        m=len(held),
    )
    if weakest["attainment_pct"] >= 100:
        return first
    return _(
        "{first}; furthest behind: {name}, {share} of the target",
        first=first,
        name=in_sentence(indicators()[weakest["indicator"]].text("name")),
        share=formats.percent(weakest["attainment_pct"] / 100),
    )


def told_late(reach: pd.DataFrame) -> str:
    """Who is late with what any indicator counts since January (``flow_reach``)."""
    flows = [one.sources for one in indicators().values() if one.is_flow]
    return lateness.told_late(reach, {dataset for some in flows for dataset in some})


def comparison_note() -> str:
    """What changes compare."""
    return _(
        "Changes compare what both months tell whole and nothing else. What is counted"
        " since January is held against the same date of the other year, of the same"
        " offices; who is late is left out of both."
    )
