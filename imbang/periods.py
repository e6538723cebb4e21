"""Months and periods: a month is counted from year 0, a period is two months.

A month index is ``12 * year + month - 1``, an int, so that December 2024 is 24299 and
differences are months. A period is its first and last month, both included.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

NO_END = 25200
"""January 2100: from here on a snapshot does not tell months apart."""


def month_index(year: int, month: int) -> int:
    """The index of a month (``month`` from 1 to 12)."""
    return 12 * year + month - 1


def parse_month(text: str) -> int:
    """The index of ``YYYY-MM``; ValueError for anything else."""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        raise ValueError(text)
    return month_index(int(text[:4]), int(text[5:]))


def format_month(index: int) -> str:
    """``YYYY-MM`` of a month index."""
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def parse_period(text: str) -> Period:
    """The period that `Period` writes so: ``2024``, ``2024-S1``, ``2024-06`` …; ValueError."""
    part = re.fullmatch(r"(\d{4})(?:-([SQ])([1-4]))?", text)
    if part is None:
        first, _, last = text.partition("/")
        return Period(parse_month(first), parse_month(last or first))
    year, kind, number = part.groups()
    months = {None: 12, "S": 6, "Q": 3}[kind]
    first_month = month_index(int(year), 1) + months * (int(number or 1) - 1)
    if months * int(number or 1) > 12:
        raise ValueError(text)
    return Period(first_month, first_month + months - 1)


@dataclass(frozen=True, order=True)
class Period:
    """A span of months, first and last included, as month indices."""

    first: int
    last: int

    @property
    def is_year(self) -> bool:
        """Whether it is one year from January to December."""
        return self.first % 12 == 0 and self.last == self.first + 11

    def __str__(self) -> str:
        """``2024``, ``2024-S1``, ``2024-Q2``, ``2024-06`` or ``2024-02/2024-03``."""
        year, offset = divmod(self.first, 12)
        months = self.last - self.first + 1
        if self.first == self.last:
            return format_month(self.first)
        if months == 12 and offset == 0:
            return f"{year:04d}"
        if months == 6 and offset % 6 == 0:
            return f"{year:04d}-S{offset // 6 + 1}"
        if months == 3 and offset % 3 == 0:
            return f"{year:04d}-Q{offset // 3 + 1}"
        return f"{format_month(self.first)}/{format_month(self.last)}"
