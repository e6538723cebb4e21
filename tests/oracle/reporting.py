"""Who sent what on time, worked out a second time, one office after the other."""

from __future__ import annotations

import calendar
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .sending import REFERENCE, Span, month_text, regions_of


@dataclass(frozen=True)
class Received:
    """What came: of which dataset, office and period, and on which day."""

    dataset: str
    office: str
    period: Span
    day: date


Status = tuple[str, str, str, date | None]  # office, dataset, month, day it came


def statuses(
    received: Sequence[Received], province: str, as_of: int, today: date
) -> dict[Status, str]:
    """The status of each period expected of a province's offices, and of others sent."""
    found: dict[Status, str] = {}
    for row in _expectations():
        at = row["office_level"]
        offices = [province] if at == "province" else regions_of(province, at)
        both = [row["dataset"], *filter(None, [row["instead"]])]
        relevant = [
            one for one in received if one.office in offices and one.dataset in both
        ]
        if not relevant:
            continue
        start = min(one.period.last for one in relevant)
        for office in offices:
            own = [one for one in relevant if one.office == office]
            chosen = row["dataset"]
            if own and all(one.dataset != chosen for one in own):
                chosen = row["instead"]
            sent = [one for one in own if one.dataset == chosen]
            every, days = int(row["every_months"]), int(row["due_days"])
            for month, day, is_in_time in _office(
                _corrected(sent), start, every, days, as_of, today
            ):
                status = "missing" if day is None else "late"
                key = (office, chosen, month_text(month), day)
                found[key] = "on_time" if is_in_time else status
    return found


def _expectations() -> list[dict[str, str]]:
    with (REFERENCE / "expectations.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _corrected(sent: list[Received]) -> list[Received]:
    """Each period once, with the day on which it first came."""
    first: dict[Span, Received] = {}
    for one in sent:
        held = first.get(one.period)
        if held is None or one.day < held.day:
            first[one.period] = one
    return list(first.values())


def _office(
    sent: list[Received], start: int, every: int, days: int, as_of: int, today: date
) -> Iterator[tuple[int, date | None, bool]]:
    """Last month told of, day received and whether in time, of one office's dataset."""
    answers: set[int] = set()
    for month in range(start, as_of + 1):
        if (month + 1) % every:
            continue
        near = [
            number
            for number, one in enumerate(sent)
            if 0 <= month - one.period.last < every / 2
        ]
        if near:
            best = max(near, key=lambda number: sent[number].period.last)
            answers.add(best)
            is_in_time = sent[best].day <= _due(month, days)
            yield sent[best].period.last, sent[best].day, is_in_time
        elif _due(month, days) < max(today, _last_day(as_of)):
            yield month, None, False
    for number, one in enumerate(sent):
        if number not in answers and one.period.last <= as_of:
            last = one.period.last
            yield last, one.day, one.day <= _due(last, days)


def _last_day(month: int) -> date:
    year, number = month // 12, month % 12 + 1
    return date(year, number, calendar.monthrange(year, number)[1])


def _due(month: int, days: int) -> date:
    return _last_day(month) + timedelta(days=days)
