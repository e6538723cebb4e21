"""How offices send: who never does, who stopped, who is late, and what each leaves out."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from bench.scale.world import LAST, Mask, Province

_SILENT, _STOPS, _MISSES = 0.02, 0.08, 0.04
_SLOW, _LATE_IF_SLOW, _LATE = 0.2, 0.7, 0.1
# Days after the period's end; reports are due after thirty.
_IN_TIME, _TOO_LATE = (6, 13, 20, 27), (40, 61, 95)
# Share of the offices that send a dataset at all, and of these in June, too.
_SENDING = {
    "cases": (0.8, 0.8),
    "verification": (0.75, 0.75),
    "services": (0.7, 0.6),
    "ipsm": (0.6, 0.5),
    "budget": (0.6, 0.6),
    "population": (0.9, 1.0),
    "national_list": (0.6, 0.0),
    "case_records": (0.2, 0.0),
    "activities": (0.15, 0.0),
}


@dataclass(frozen=True, eq=False)
class Manners:
    """The ways of a province's offices, one value for each of them."""

    province: Province

    def reporting(self, month: int) -> Mask:
        """Which offices send what is due of a month."""
        draw = self.province.draw("manners")
        count = len(self.province.offices)
        silent = draw.random(count) < _SILENT
        stops = draw.random(count) < _STOPS
        stopped = stops & (month > LAST - draw.integers(6, 45, count))
        missed = self.province.draw("missed", month).random(count) < _MISSES
        return ~(silent | stopped | missed)

    def sending(self, dataset: str, month: int) -> Mask:
        """Which offices send a dataset of a half-year."""
        share, in_june = _SENDING[dataset]
        draw = self.province.draw(f"sending {dataset}")
        chance, chance_june = draw.random((2, len(self.province.offices)))
        sends: Mask = (chance < share) & ((month % 12 == 11) | (chance_june < in_june))
        sends &= self.reporting(month)
        return sends

    def received(self, month: int) -> list[date]:
        """The day on which each office's files of a month come in, the province's last."""
        count = len(self.province.offices) + 1
        is_slow = self.province.draw("slow").random(count) < _SLOW
        draw = self.province.draw("received", month)
        is_late = draw.random(count) < np.where(is_slow, _LATE_IF_SLOW, _LATE)
        # files of the months between are taken in on two days, not to make hundreds
        some = None if month % 6 == 5 else 1
        too_late = draw.choice(_TOO_LATE[:some], count)
        in_time = draw.choice(_IN_TIME[:some], count)
        days = np.where(is_late, too_late, in_time)
        return [last_day(month) + timedelta(days=int(day)) for day in days]


def last_day(month: int) -> date:
    """The last day of a month index."""
    year, number = month // 12, month % 12 + 1
    return date(year, number, calendar.monthrange(year, number)[1])


def file_name(office: str, month: int) -> str:
    """What an office calls its workbook of a month."""
    return f"{office}_{month // 12}-{month % 12 + 1:02d}.xlsx"
