"""What is said of cases handled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from imbang import formats
from imbang.formats import exists
from imbang.texts import _
from imbang.wording import lateness

Row = Mapping[str, Any]


def told_cases(cases: Row, reach: pd.DataFrame) -> str:
    """The heading of the cases by region, with the month that they end in where all of
    the offices are late (``reach``, of `lateness`)."""
    if not exists(cases["handled"]):
        return _("No case is reported this year")
    told = _(
        "{share} of {n} cases handled had a PSM",
        share=formats.percent(cases["with_psm_share"]),
        n=formats.number(cases["handled"]),
    )
    return lateness.up_to(told, reach, "cases")
