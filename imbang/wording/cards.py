"""The six figures of the summary, each with its change against the comparison month."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from imbang import formats
from imbang.analysis.matched import Change, Changes
from imbang.analysis.situation import Situation
from imbang.reference import kinds as reference_kinds
from imbang.texts import _
from imbang.wording import age
from imbang.wording.coverage import active_psm

Tone = Literal["better", "worse", "plain"]
_OPPOSITE: dict[Tone, Tone] = {"better": "worse", "worse": "better", "plain": "plain"}


@dataclass(frozen=True)
class Card:
    """One figure: what it is called, its value, its change, what it means, and what it is
    made of where that is to be said."""

    label: str
    value: str
    change: str
    tone: Tone
    meaning: str
    under: str = ""


def cards(s: Situation) -> list[Card]:
    """The figures a head asks for first."""
    return list(by_figure(s).values())


def by_figure(s: Situation) -> dict[str, Card]:
    """`cards` by the figure that each is of."""
    return {
        "psm_active": _active(s),
        "psm_valid": _valid(s),
        "ppks_persons": _ppks(s),
        "ratio_ppks_per_psm": _ratio(s),
        "uncovered_persons": _uncovered(s),
        "current_share": _age(s),
    }


def region_cards(s: Situation, row: Mapping[str, Any]) -> list[Card]:
    """The figures that a profile begins with; ``row`` is the region's of ``coverage``."""
    return [_ppks(s), _active(s), _ratio(s), _uncovered(s), lacking(row)]


def lacking(row: Mapping[str, Any]) -> Card:
    """The shortage of a row of ``coverage``."""
    return Card(
        _("PSM lacking"),
        formats.least(row["shortage"], is_least=bool(row["is_uncovered_at_least"])),
        "",
        "plain",
        _("PSM that villages lack at the norm; mostly rounding"),
    )


def _active(s: Situation) -> Card:
    change, tone = _change(s, lambda since: since.psm, more_is="better", of=_("PSM"))
    return Card(
        _("Active PSM"),
        formats.number(s.now.psm),
        change,
        tone,
        _("People whose PSM role is active at the end of the month"),
        active_psm.bridge(s.now.named, s.now.counted),
    )


def _valid(s: Situation) -> Card:
    share = s.now.valid_share
    change = ""
    if share is not None:
        change = _("{share} of the active by name", share=formats.percent(share))
    return Card(
        _("Valid PSM"),
        formats.number(s.now.valid),
        change,
        "plain",
        _(
            "Active PSM confirmed within 12 months, trained, identified, of age and"
            " placed in a village"
        ),
    )


def _ppks(s: Situation) -> Card:
    change, tone = _change(s, lambda since: since.ppks, more_is="worse", relative=True)
    return Card(
        _ppks_label(s.kinds_counted),
        formats.number(s.now.ppks),
        change,
        tone,
        _(
            "Sum of the reported kinds counted in persons; someone under two kinds counts twice"
        ),
    )


def _ppks_label(counted: int) -> str:
    kinds = len(reference_kinds.ppks_kinds())
    if counted == kinds:
        return _("PMKS (PPKS), persons")
    return _("PMKS (PPKS), persons, {n} of {m} kinds", n=counted, m=kinds)


def _ratio(s: Situation) -> Card:
    change, tone = _change(s, lambda since: since.ratio, more_is="worse", digits=1)
    return Card(
        _("PMKS per PSM"),
        formats.ratio(s.now.ratio),
        change,
        tone,
        _("PMKS persons divided by active PSM, of this region as a whole"),
    )


def _uncovered(s: Situation) -> Card:
    change, tone = _change(
        s, lambda since: since.uncovered, more_is="worse", relative=True
    )
    label = (
        _("PMKS beyond reach, at least") if s.now.is_least else _("PMKS beyond reach")
    )
    return Card(
        label,
        formats.number(s.now.uncovered),
        change,
        tone,
        _("PMKS beyond what the PSM of their own village can meet at the norm"),
    )


def _age(s: Situation) -> Card:
    return Card(
        _("Age of the data"),
        formats.percent(s.age.share) if s.age else formats.MISSING,
        age.told_months(s.age) if s.age else "",
        "plain",
        _(
            "Share of the villages of which all that is told is of the latest month, and"
            " the month of the oldest"
        ),
    )


def _change(
    s: Situation,
    figure: Callable[[Changes], Change | None],
    *,
    more_is: Tone,
    relative: bool = False,
    digits: int = 0,
    of: str = "",
) -> tuple[str, Tone]:
    """The change of a figure since the comparison month, and whether it is good.

    ``of`` is what the share compared is one of: PMKS unless told otherwise.
    """
    if s.compare is None or s.changes is None:
        return "", "plain"
    month, change = formats.short_month(s.compare), figure(s.changes)
    if change is None:
        return _("not comparable with {month}", month=month), "plain"
    size, nothing = _size(change, relative=relative, digits=digits)
    tone: Tone = "plain"
    if not change.difference:
        told = _("as in {month}", month=month)
    elif size == nothing:
        told = _("almost as in {month}", month=month)
    else:
        arrow = "↑" if change.difference > 0 else "↓"
        told = _("{arrow} {size} since {month}", arrow=arrow, size=size, month=month)
        tone = more_is if change.difference > 0 else _OPPOSITE[more_is]
    if (share := formats.percent(change.share)) != formats.percent(1.0):
        told = _(
            "{told}, in {share} of {of}", told=told, share=share, of=of or _("PMKS")
        )
    return told, tone


def _size(change: Change, *, relative: bool, digits: int) -> tuple[str, str]:
    """How large a change is, in per cent where that is asked for and can be, and how
    none would be written."""
    size = abs(change.difference)
    if relative and change.before:
        return formats.percent(size / change.before, 1), formats.percent(0.0, 1)
    return formats.number(size, digits), formats.number(0, digits)
