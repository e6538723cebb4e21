"""Drafts: what a check would record, before it is accepted."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa

from imbang.periods import Period


@dataclass(frozen=True)
class Draft:
    """One submission to be: one office, one dataset, one period.

    ``table`` has typed columns, one row per accepted row of the sheet, with ``row``
    (int32, from 1) and ``sheet`` (text, null for CSV). No NIK is in it.
    """

    dataset: str
    office: str
    period: Period
    file: str
    sheets: tuple[str, ...]
    table: pa.Table = field(repr=False)
