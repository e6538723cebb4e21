"""Spending by source of funds, calculated a second time: each as it was told last.

Months are laid side by side one by one; nothing is known of the product's queries.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .sending import Spending, Submission, is_within, regions_of

PROGRAMME = "capacity_building"


@dataclass(frozen=True)
class Sum:
    """What the offices of a region told, and whether each whole and all of them did.

    ``period`` is the last month that all told of; None where one office's sources of
    funds tell of different months.
    """

    total: int
    is_complete: bool
    period: int | None


def spent(sent: Sequence[Submission], region: str, as_of: int) -> Sum | None:
    """Spent in a region from January of the as-of month's year, None if nobody told."""
    return _over_offices(
        region,
        {office: _spent_by(sent, office, as_of) for office in _offices(sent, region)},
    )


def allotted(sent: Sequence[Submission], region: str, year: int) -> Sum | None:
    """Allotted in a region for a year: of each source what the latest months say."""
    told = {}
    for office in _offices(sent, region):
        last: dict[str, tuple[int, int, int]] = {}
        for number, row in _rows(sent, office, year):
            if row.allotted is not None:
                said = (row.period.last, number, row.allotted)
                last[row.source] = max(said, last.get(row.source, said))
        told[office] = [
            (amount, True, 12 * year + 11) for _m, _n, amount in last.values()
        ]
    return _over_offices(region, told)


def _offices(sent: Sequence[Submission], region: str) -> set[str]:
    offices = {one.office for one in sent if one.dataset == "budget"}
    return {office for office in offices if is_within(office, region)}


def _rows(
    sent: Sequence[Submission], office: str, year: int
) -> Iterator[tuple[int, Spending]]:
    """The rows of the programme that an office sent for a year, in the order sent."""
    for number, submission in enumerate(sent):
        if submission.dataset == "budget" and submission.office == office:
            for row in submission.rows:
                assert isinstance(row, Spending)
                if row.programme == PROGRAMME and row.period.last // 12 == year:
                    yield number, row


def _spent_by(
    sent: Sequence[Submission], office: str, as_of: int
) -> list[tuple[int, bool, int]]:
    """For each source that told: the sum, whether no month is missing, the last month."""
    rows = [
        row
        for _number, row in _rows(sent, office, as_of // 12)
        if row.spent is not None and row.period.last <= as_of
    ]
    found = []
    for source in {row.source for row in rows}:
        own = [row for row in rows if row.source == source]
        sums = [row for row in own if not row.is_monthly]
        base = max(sums, key=lambda row: row.period.last) if sums else None
        until = base.period.last if base else 12 * (as_of // 12) - 1
        after = {
            row.period.last: row.spent or 0
            for row in own
            if row.is_monthly and row.period.first > until
        }
        if base is None and not after:
            continue
        last = max(after, default=until)
        total = (base.spent or 0 if base else 0) + sum(after.values())
        found.append((total, len(after) == last - until, last))
    return found


def _over_offices(
    region: str, told: dict[str, list[tuple[int, bool, int]]]
) -> Sum | None:
    by_office = [sources for sources in told.values() if sources]
    if not by_office:
        return None
    sources = [one for office in by_office for one in office]
    periods = [{last for _total, _whole, last in office} for office in by_office]
    is_of_one = all(len(months) == 1 for months in periods)
    expected = max(len(regions_of(region, "regency")), 1)
    return Sum(
        sum(total for total, _whole, _last in sources),
        all(whole for _total, whole, _last in sources) and len(by_office) >= expected,
        min(last for _t, _w, last in sources) if is_of_one else None,
    )
