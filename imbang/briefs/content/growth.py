"""What grew: whether PSM keep up with PMKS since the comparison month."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from imbang import formats
from imbang.briefs.context import Context, number
from imbang.briefs.model import BigNumber, Chart, Screen
from imbang.drawing.events import with_events
from imbang.texts import _
from imbang.wording import moved, summary
from imbang.wording.exhibits import events
from imbang.wording.exhibits import needs as exhibits
from imbang.wording.messages import needs, pillars

KEY, ORDER = "growth", 40


def name() -> str:
    """What a list of screens calls it."""
    return _("What grew")


def make(context: Context) -> Screen:
    """PMKS and PSM as indexes of the comparison month, else of the first with data."""
    first = str(context.source.ask("scope")["first_month"].min())
    base = context.asked.compare or first
    rows = context.ask("growth", base=base)
    is_known = rows[["ppks_index", "psm_index"]].tail(1).notna().any(axis=None)
    if base >= context.asked.as_of or not is_known:
        return _nothing(base, context.asked.as_of)
    told = moved.told_growth(rows)
    ppks = context.rounds(["ppks"])
    psm = context.rounds(["pillars", "pillar_counts"])
    marks = context.marks(["ppks", "pillars", "pillar_counts"], set(rows["month"]))
    happened = tuple(events.notes(marks))
    return Screen(
        KEY,
        name(),
        _message(rows),
        "pmks",
        (told, *_others(context)),
        _numbers(rows.iloc[-1].to_dict(), base),
        (
            Chart(
                "growth",
                _("PMKS and PSM since {month}", month=formats.month(base)),
                _(
                    "Index, {base} = 100; what is not reported whole is a gap",
                    base=formats.month(base),
                ),
                told,
                lambda theme: with_events(
                    exhibits.growth(rows, ppks, psm, theme), marks, theme=theme
                ),
                rows,
                exhibits.growth_columns(),
            ),
        ),
        (
            _(
                "PMKS is a sum of reports: someone under two kinds counts twice. Persons and"
                " families are never added together."
            ),
            *happened,
        ),
        context.sources("ppks", "pillars", "pillar_counts"),
        happened,
    )


def _message(rows: pd.DataFrame) -> str:
    """Whether PSM keep up, with how much both changed."""
    last, base = rows.iloc[-1], formats.month(rows.iloc[0]["month"])
    ppks, psm = (moved.points(last[key]) for key in ("ppks_index", "psm_index"))
    if number(last["ppks_index"]) is None:
        return _("Active PSM {psm} since {base}", psm=psm, base=base)
    if number(last["psm_index"]) is None:
        return _("PMKS {ppks} since {base}", ppks=ppks, base=base)
    both = _(
        "PMKS {ppks}, active PSM {psm} since {base}", ppks=ppks, psm=psm, base=base
    )
    pace = needs.pace(rows)
    return f"{pace}: {both}" if pace else both


def _others(context: Context) -> list[str]:
    """What else changed since the comparison month: people beyond reach, valid PSM."""
    changes = context.region.ladder_changes("psm")
    row = dict(context.region.ladder("psm").iloc[0])
    people = pillars.sentences(row, changes, context.asked.compare or "")
    told = [summary.sentences(context.situation).get("change"), people.get("change")]
    return [one for one in told if one]


def _numbers(last: Mapping[Any, Any], base: str) -> tuple[BigNumber, ...]:
    """How much each changed, of 1, over what both months report whole."""
    month = formats.short_month(base)
    names = {
        "ppks_index": _("PMKS since {month}", month=month),
        "psm_index": _("Active PSM since {month}", month=month),
    }
    note = _(
        "over the {share} of PMKS that both months report whole",
        share=formats.percent(number(last["matched_pct"] / 100)),
    )
    return tuple(
        BigNumber(
            key, label, moved.points(last[key]), index / 100 - 1, "percent", note=note
        )
        for key, label in names.items()
        if (index := number(last[key])) is not None
    )


def _nothing(base: str, as_of: str) -> Screen:
    if base >= as_of:
        message = _("There is no earlier month to compare with")
    else:
        message = _(
            "Neither PMKS nor PSM are reported whole both in {base} and now",
            base=formats.month(base),
        )
    return Screen(
        KEY,
        name(),
        message,
        "pmks",
        (_("Growth is told once the same regions have reported in two months."),),
        is_empty=True,
    )
