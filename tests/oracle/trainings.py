"""Who attended a bimtek: the day of each person's first one.

Of domain.md, *trained*: a person is linked by identity, whichever office held the
activity; a list of participants is of an activity of the office that sent it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from .sending import Activity, Attendance, Submission

Key = tuple[str, str]


def first_bimtek(sent: Iterable[Submission]) -> dict[str, date]:
    """The last day of the first bimtek that each NIK attended."""
    held: dict[Key, Activity] = {}
    lists: dict[Key, list[Attendance]] = {}
    for submission in sent:
        # what came later about the same activity takes the place of what came before
        fresh: dict[Key, list[Attendance]] = {}
        for row in submission.rows:
            if isinstance(row, Activity):
                held[submission.office, row.code] = row
            elif isinstance(row, Attendance):
                fresh.setdefault((submission.office, row.code), []).append(row)
        lists |= fresh
    first: dict[str, date] = {}
    for key, rows in lists.items():
        activity = held.get(key)
        if activity is None or activity.kind != "bimtek":
            continue
        day = activity.last_day or activity.first_day
        for row in rows:
            if row.nik is not None and row.attended:
                first[row.nik] = min(day, first.get(row.nik, day))
    return first
