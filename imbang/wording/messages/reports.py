"""Who is behind with reports, and how much is left to be looked at."""

from __future__ import annotations

import pandas as pd

from imbang import formats
from imbang.texts import _, plural
from imbang.wording.reporting import (
    latest_of,
)


def title(reporting: pd.DataFrame, *, findings_open: int, findings_grave: int) -> str:
    """The page's message: who is behind, and how much is left to be looked at."""
    latest = latest_of(reporting)
    latest = latest[latest["status"] != "not_collected"]
    offices = latest["region_code"].nunique()
    behind = latest[latest["status"] == "missing"]["region_code"].nunique()
    if not offices:
        first = _("No report is due yet")
    elif behind:
        first = _(
            "{n} of {m} offices have not sent everything that is due",
            n=formats.number(behind),
            m=formats.number(offices),
        )
    else:
        first = plural(
            "The one office that reports has sent all that is due",
            "All {m} offices have sent what is due",
            offices,
            m=formats.number(offices),
        )
    return f"{first}; {_findings_told(findings_open, findings_grave)}"


def _findings_told(count: int, grave: int) -> str:
    if not count:
        return _("no finding is open")
    told = plural(
        "{n} finding is open", "{n} findings are open", count, n=formats.number(count)
    )
    if not grave:
        return told
    return _("{told}, {grave} of them grave", told=told, grave=formats.number(grave))
