"""Active ones in all, by name and by count: one sentence that joins the two figures.

Offices that send a register tell who is active; others send a number. Both count as
active, but only of those by name is anything else known.
"""

from __future__ import annotations

from typing import Any

from imbang import formats
from imbang.formats import exists
from imbang.texts import _


def bridge(named: Any, counted: Any) -> str:
    """How many are active in all, out of those by name and those only counted; nothing
    where one of the two is all there is."""
    if not exists(named) or not exists(counted) or not named or not counted:
        return ""
    return _(
        "{total} active = {named} by name + {counted} counted only",
        total=formats.number(named + counted),
        named=formats.number(named),
        counted=formats.number(counted),
    )
