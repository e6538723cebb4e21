"""Decisions of the meetings before: what became of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from imbang import formats
from imbang.briefs.context import Context
from imbang.briefs.model import BigNumber, Screen, Table
from imbang.formats import exists
from imbang.texts import _
from imbang.wording.exhibits import decisions as exhibits
from imbang.wording.messages import decisions as messages

KEY, ORDER = "decisions", 100


def name() -> str:
    """What a list of screens calls it."""
    return _("Decisions")


def make(context: Context) -> Screen:
    """Decisions about the region and what lies in it, with their figures then and now."""
    today = date.today()
    rows = exhibits.rows(context.decisions, today)
    records = rows.to_dict("records")
    message = messages.title(records, context.name)
    if not records:
        return Screen(
            KEY,
            name(),
            message,
            "rapat",
            (
                _(
                    "Note decisions in the meeting with the button Note a decision:"
                    " what, who, by when, and which figure is to move. The next"
                    " meeting then sees here what became of each."
                ),
            ),
            is_empty=True,
        )
    return Screen(
        KEY,
        name(),
        message,
        "rapat",
        tuple(messages.sentences(records, today)),
        _numbers(records),
        (_list(rows),),
        (
            _(
                "A figure has moved where the 95 % interval of its change leaves out zero;"
                " intervals are of what was reported since the decision."
            ),
            _(
                "Data restated: the figure of the month that was shown has itself been"
                " corrected since."
            ),
            *_given_up(context.decisions),
        ),
    )


def _numbers(records: Sequence[Mapping[Any, Any]]) -> tuple[BigNumber, ...]:
    is_open = sum(row["state"] == "open" for row in records)
    late = sum(row["is_overdue"] for row in records)
    return (
        _count("decisions_open", _("Decisions under way"), is_open, _reached(records)),
        _count("decisions_overdue", _("Decisions overdue"), late),
    )


def _reached(records: Sequence[Mapping[Any, Any]]) -> str:
    """How many targets are reached, of how many; empty without any."""
    aimed = [row for row in records if exists(row["target"])]
    if not aimed:
        return ""
    return _(
        "{n} of {m} targets reached",
        n=formats.number(sum(row["is_reached"] is True for row in aimed)),
        m=formats.number(len(aimed)),
    )


def _count(key: str, label: str, n: int, change: str = "") -> BigNumber:
    return BigNumber(key, label, formats.number(n), float(n), "figures", change)


def _list(rows: pd.DataFrame) -> Table:
    return Table(
        "decisions",
        _("Decisions and what became of their figures"),
        "",
        rows,
        exhibits.table_columns(),
        _("overdue first"),
        ("text", "who", "due", "then_now", "verdict"),
    )


def _given_up(answer: pd.DataFrame) -> tuple[str, ...]:
    n = int((answer["state"] == "dropped").sum())
    if not n:
        return ()
    return (_("Given up, with the reason on record: {n}.", n=formats.number(n)),)
