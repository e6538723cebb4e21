"""The six figures of the summary, each with its change against the comparison month."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from imbang import formats, reference
from imbang.geometry.names import short_names
from imbang.summaries import Situation, Standing
from imbang.texts import _, plural

Tone = Literal["better", "worse", "plain"]


@dataclass(frozen=True)
class Card:
    """One figure: what it is called, its value, its change, what it means."""

    label: str
    value: str
    change: str
    tone: Tone
    meaning: str


def cards(s: Situation) -> list[Card]:
    """The figures a head asks for first."""
    return [_active(s), _valid(s), _ppks(s), _ratio(s), _uncovered(s), _age(s)]


def _active(s: Situation) -> Card:
    change, tone = _change(s, lambda standing: standing.psm, more_is="better")
    return Card(
        _("Active PSM"), formats.number(s.now.psm), change, tone,
        _("People whose PSM role is active at the end of the month"),
    )  # fmt: skip


def _valid(s: Situation) -> Card:
    share = s.now.valid_share
    change = ""
    if share is not None:
        change = _("{share} of those named", share=formats.percent(share))
    return Card(
        _("Valid PSM"), formats.number(s.now.valid), change, "plain",
        _(
            "Active PSM confirmed within 12 months, trained, identified, of age and"
            " placed in a village"
        ),
    )  # fmt: skip


def _ppks(s: Situation) -> Card:
    change, tone = _change(
        s, lambda standing: standing.ppks, more_is="worse", share=True
    )
    return Card(
        _ppks_label(s.kinds_counted), formats.number(s.now.ppks), change, tone,
        _("Sum of the reported kinds counted in persons; someone under two kinds counts twice"),
    )  # fmt: skip


def _ppks_label(counted: int) -> str:
    kinds = len(reference.ppks_kinds())
    if counted == kinds:
        return _("PMKS (PPKS), persons")
    return _("PMKS (PPKS), persons, {n} of {m} kinds", n=counted, m=kinds)


def _ratio(s: Situation) -> Card:
    change, tone = _change(
        s, lambda standing: standing.ratio, more_is="worse", digits=1
    )
    return Card(
        _("PMKS per PSM"), formats.ratio(s.now.ratio), change, tone,
        _("PMKS persons divided by active PSM, of this region as a whole"),
    )  # fmt: skip


def _uncovered(s: Situation) -> Card:
    change, tone = _change(
        s, lambda standing: standing.uncovered, more_is="worse", share=True
    )
    return Card(
        _("PMKS beyond reach"), formats.number(s.now.uncovered), change, tone,
        _("PMKS beyond what the PSM of their own village can meet at the norm"),
    )  # fmt: skip


def _age(s: Situation) -> Card:
    months = s.reports.months_old
    if months is None:
        value = formats.MISSING
    elif months == 0:
        value = _("This month")
    else:
        value = plural(
            "{count} month", "{count} months", months, count=formats.number(months)
        )
    return Card(
        _("Age of the data"), value, _oldest(s) if months else "", "plain",
        _("Age of the latest report of the office whose latest report is oldest"),
    )  # fmt: skip


def _oldest(s: Situation) -> str:
    """Whose latest report is that old: a name, or how many."""
    if len(s.reports.oldest) == 1:
        return _("oldest: {name}", name=short_names({"": s.reports.oldest[0]})[""])
    return _(
        "oldest: {n} of {m} offices",
        n=formats.number(len(s.reports.oldest)),
        m=formats.number(s.reports.offices),
    )


def _change(
    s: Situation,
    figure: Callable[[Standing], float | None],
    *,
    more_is: Tone,
    share: bool = False,
    digits: int = 0,
) -> tuple[str, Tone]:
    """The change of a figure since the comparison month, and whether it is good."""
    if s.before is None or s.compare is None:
        return "", "plain"
    now, before = figure(s.now), figure(s.before)
    month = formats.short_month(s.compare)
    if now is None or before is None:
        return _("no figure in {month}", month=month), "plain"
    change = now - before
    size = formats.number(abs(change), digits)
    if size == formats.number(0, digits):
        return _("as in {month}", month=month), "plain"
    if share and before:
        size = formats.percent(abs(change) / before, 1)
    arrow = "↑" if change > 0 else "↓"
    less_is: Tone = "better" if more_is == "worse" else "worse"
    text = _("{arrow} {size} since {month}", arrow=arrow, size=size, month=month)
    return text, more_is if change > 0 else less_is
