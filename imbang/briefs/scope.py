"""What a store can answer: provinces with data, the months they span, what is shown first."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from imbang.periods import format_month, parse_month
from imbang.reference.levels import (
    NATION,
    ancestor,
)


@dataclass(frozen=True)
class Scope:
    """What the store can answer: provinces with data, and the months they span."""

    provinces: tuple[str, ...]
    first_month: str
    last_month: str

    @property
    def home(self) -> str:
        """The region shown when none is asked for."""
        return self.provinces[0] if len(self.provinces) == 1 else NATION

    @property
    def months(self) -> tuple[str, ...]:
        """Every month with data, the latest first."""
        first, last = parse_month(self.first_month), parse_month(self.last_month)
        return tuple(format_month(i) for i in range(last, first - 1, -1))

    def covers(self, region: str) -> bool:
        """Whether ``region`` may hold data: in a province with data, or the nation."""
        return ancestor(region, "province") in self.provinces or region == self.home


def earlier_month(as_of: str, scope: Scope, *, months: int = 12) -> str | None:
    """The month to compare with: ``months`` before, else the first, else none."""
    index = max(parse_month(as_of) - months, parse_month(scope.first_month))
    return format_month(index) if index < parse_month(as_of) else None


def scope_of(rows: pd.DataFrame) -> Scope | None:
    """The scope that the answer of ``scope`` tells; None where there is no data yet."""
    if rows.empty:
        return None
    return Scope(
        provinces=tuple(rows["region_code"]),
        first_month=str(rows["first_month"].min()),
        last_month=str(rows["last_month"].max()),
    )
