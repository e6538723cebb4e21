"""What became of the decisions about a region, told in a meeting.

Rows are those of `imbang.decisions.answer`, without what was given up. What people typed
stands in quotation marks.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from imbang import formats
from imbang.formats import exists
from imbang.texts import _, plural
from imbang.wording import decisions as wording

Row = Mapping[Any, Any]
_SHORT = 60  # letters of what was decided, in a sentence
_NOT_JUDGED = ("no_newer_report", "unknown")


def is_overdue(row: Row, today: date) -> bool:
    """Whether a decision is under way after the day it was due."""
    due = row["due"]
    if row["state"] != "open" or not isinstance(due, str) or not due:
        return False
    return date.fromisoformat(due) < today


def title(rows: Sequence[Row], region: str) -> str:
    """How many of the decisions moved their figure, and what is to be said of the others."""
    if not rows:
        return _("No decision about {region} has been noted yet", region=region)
    if len(rows) == 1:
        told = wording.verdict_name(rows[0])
        return _("One decision: {verdict}", verdict=told[:1].lower() + told[1:])
    counts = {"all": len(rows)}
    for row in rows:
        verdict = "waiting" if row["verdict"] in _NOT_JUDGED else row["verdict"]
        counts[verdict] = counts.get(verdict, 0) + 1
    if counts.get("waiting") == len(rows):
        return _(
            "{n} decisions; no newer report tells yet what became of them",
            n=formats.number(len(rows)),
        )
    worse = sum(row["verdict"] == "moved" and row["is_better"] is False for row in rows)
    first = _moved(counts.get("moved", 0), len(rows), worse)
    rest = ", ".join(_others(counts))
    return f"{first}; {rest}" if rest else first


def _moved(moved: int, n: int, worse: int) -> str:
    if not moved:
        return _("None of {n} decisions has moved", n=formats.number(n))
    told = plural(
        "{count} of {n} decisions has moved",
        "{count} of {n} decisions have moved",
        moved,
        count=formats.number(moved),
        n=formats.number(n),
    )
    if not worse:
        return told
    return _("{told}, {n} for the worse", told=told, n=formats.number(worse))


def _others(counts: Mapping[str, int]) -> list[str]:
    chance, restated, waiting = (
        counts.get(key, 0) for key in ("not_beyond_chance", "restated", "waiting")
    )
    found = []
    if chance:
        found.append(_("{n} not yet", n=formats.number(chance)))
    if restated:
        found.append(_("{n} with data restated", n=formats.number(restated)))
    if waiting:
        found.append(_("{n} cannot be told yet", n=formats.number(waiting)))
    return found


def sentences(rows: Sequence[Row], today: date) -> list[str]:
    """At most three: what is overdue, what was restated, what a plan came to; else what
    became of the first."""
    late = sorted(
        (row for row in rows if is_overdue(row, today)), key=lambda row: row["due"]
    )
    restated = [row for row in rows if row["verdict"] == "restated"]
    planned = [row for row in rows if exists(row["places"])]
    told = [_overdue(late)] if late else []
    told += [_about(row, wording.restated(row)) for row in restated[:1]]
    told += [_about(row, wording.plan(row)) for row in planned[:1]]
    moved = [row for row in rows if row["verdict"] == "moved"]
    named = {row["decision"] for row in (*restated[:1], *planned[:1])}
    others = [row for row in (*moved, *rows) if row["decision"] not in named]
    told += [_about(row, wording.moved(row)) for row in others[:1]]
    return told[:3]


def short(text: str) -> str:
    """What was decided, as a sentence names it."""
    return textwrap.shorten(text, _SHORT, placeholder=" …")


def _about(row: Row, said: str) -> str:
    return _("“{text}”: {told}", text=short(row["text"]), told=said)


def _overdue(rows: Sequence[Row]) -> str:
    """The one that is late the longest, and how many others are."""
    first = rows[0]
    told = _(
        "Overdue since {day}: “{text}”",
        day=formats.short_day(date.fromisoformat(first["due"])),
        text=short(first["text"]),
    )
    if isinstance(first["who"], str):
        told = f"{told}, {first['who']}"
    if more := len(rows) - 1:
        told = _("{told}, and {n} more", told=told, n=formats.number(more))
    return f"{told}."
