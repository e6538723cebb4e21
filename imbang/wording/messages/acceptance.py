"""How much of what figures rest on is accepted by the heads of offices, in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from imbang import formats
from imbang.reference.levels import level_of
from imbang.texts import _
from imbang.wording.names import full_name

_NAMED = 5
_MONTHS = 3


def told(offices: Iterable[Mapping[Any, Any]], *, as_of: str) -> list[str]:
    """The sentence by the rows of the question ``acceptance``; none where no acceptance
    is kept, or figures rest on nothing."""
    rows = list(offices)
    if not rows:
        return []
    open_ = [_open_told(row) for row in rows if not row["is_accepted"]]
    sentence = _(
        "{n} of {m} offices accepted as of {month}.",
        n=formats.number(len(rows) - len(open_)),
        m=formats.number(len(rows)),
        month=formats.month(as_of),
    )
    if not 0 < len(open_) <= _NAMED:
        return [sentence]
    return [" ".join([sentence, _("Not yet: {names}.", names=", ".join(open_))])]


def _open_told(row: Mapping[Any, Any]) -> str:
    """An office with the months that are to be accepted, or how many they are."""
    name = full_name(row["region_name"], level_of(row["region_code"]))
    months = row["open_months"].split(", ")
    if len(months) > _MONTHS:
        n = formats.number(len(months))
        return _("{office} ({n} months)", office=name, n=n)
    listed = ", ".join(map(formats.short_month, months))
    return f"{name} ({listed})"
