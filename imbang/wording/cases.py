"""What is said of cases handled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from imbang import formats
from imbang.formats import exists
from imbang.texts import _

Row = Mapping[str, Any]


def told_cases(cases: Row) -> str:
    """The heading of the cases by region."""
    if not exists(cases["handled"]):
        return _("No case is reported this year")
    return _(
        "{share} of {n} cases handled had a PSM",
        share=formats.percent(cases["with_psm_share"]),
        n=formats.number(cases["handled"]),
    )
