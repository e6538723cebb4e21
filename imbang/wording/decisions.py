"""What became of a decision, in sentences that can be read across a room.

Rows are those of `imbang.decisions.answer`. What people typed is in none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from imbang import formats
from imbang.decisions import figures
from imbang.formats import exists
from imbang.questions.indicators import indicators
from imbang.settings.settings import SETTINGS
from imbang.texts import _, plural
from imbang.wording import indicator_names, names

Row = Mapping[Any, Any]


def figure_name(figure: str) -> str:
    """A figure that decisions may be about, in words."""
    if figure == "ratio":
        return _("PMKS to one active PSM")
    if figure in figures.OF_COVERAGE and figure != "psm_per_1000_ppks":
        return names.figure_name(figure)
    about = indicators().get(figure)
    return figure if about is None else about.text("name")


def state_name(state: str) -> str:
    """How far a decision is."""
    return {
        "open": _("Under way"),
        "done": _("Carried out"),
        "dropped": _("Given up"),
    }[state]


def field_name(field: str) -> str:
    """What is kept of a decision, as its history names it."""
    return {
        "text": _("What"),
        "who": _("Who"),
        "due": _("By when"),
        "target": _("Target"),
        "state": _("State"),
        "reason": _("Reason"),
        "figure": _("Figure"),
        "region": _("Region"),
    }.get(field, field)


def verdict_name(row: Row, column: str = "verdict") -> str:
    """The verdict in two or three words; ``verdict_beside`` is that of what was restated."""
    verdict = row[column]
    if verdict == "moved" and isinstance(row["is_better"], bool):
        return (
            _("Moved, for the better")
            if row["is_better"]
            else _("Moved, for the worse")
        )
    return {
        "moved": _("Moved"),
        "not_beyond_chance": _("Not beyond chance"),
        "restated": _("Data restated"),
        "no_newer_report": _("No newer report yet"),
        "unknown": _("Cannot be told"),
    }[verdict]


def written(figure: str, value: object) -> str:
    """A value as its figure is told."""
    if figure in indicators() and figure not in figures.OF_COVERAGE:
        return indicator_names.writer(indicators()[figure].unit)(value)
    return formats.number(value, figures.digits(figure, value))


def told(row: Row) -> list[str]:
    """All there is to say of a decision, a sentence each, the verdict's first."""
    sentences = [restated(row)] if row["verdict"] == "restated" else []
    return [*sentences, moved(row), *filter(None, (target(row), plan(row)))]


def moved(row: Row) -> str:
    """From what to what, and by how much with the interval; else why that is not told."""
    if (
        row["verdict"] == "no_newer_report"
        or row["verdict_beside"] == "no_newer_report"
    ):
        return _(
            "{value} in {month}; nothing newer has been reported since.",
            value=_value(row, "value_restated"),
            month=formats.short_month(row["as_of"]),
        )
    if not exists(row["change"]):
        return _why_not(row)
    sides = {
        "before": _value(row, "compared_before"),
        "now": _value(row, "compared_now"),
        "base": formats.short_month(row["base_month"]),
        "month": formats.short_month(row["now_month"]),
        "interval": interval(row),
    }
    if row["is_since"]:
        said = _(
            "Up to {base} {before}, from then to {month} {now}, interval of the change"
            " {interval}",
            **sides,
        )
    else:
        said = _(
            "From {before} ({base}) to {now} ({month}), interval of the change"
            " {interval}",
            **sides,
        )
    if exists(row["share"]) and row["share"] < 1:
        share = formats.percent(min(row["share"], 0.99))
        return _("{told}; in the {share} reported since.", told=said, share=share)
    return f"{said}."


def restated(row: Row) -> str:
    """From what to what the figure then was itself corrected, and by what."""
    return _(
        "{month} is {now} today, {then} was shown: {causes}.",
        month=formats.short_month(row["as_of"]),
        now=_value(row, "value_restated"),
        then=_value(row, "value_then"),
        causes=_causes(row),
    )


def target(row: Row) -> str:
    """Whether the target is reached; empty without one."""
    if not exists(row["target"]):
        return ""
    goal = {"target": _value(row, "target"), "now": _value(row, "value_now")}
    if row["is_reached"] is True:
        return _("Target {target} reached: {now}.", **goal)
    return _("Target {target} not reached yet: {now}.", **goal)


def plan(row: Row) -> str:
    """How many places of a decided plan are filled, and what came of it; empty without."""
    if not exists(row["places"]):
        return ""
    places = int(row["places"])
    if not row["places_reported"]:
        return plural(
            "{n} place decided; no newer register yet.",
            "{n} places decided; no newer register yet.",
            places,
            n=formats.number(places),
        )
    whole = int(row["places_reported"])
    said = _(
        "{filled} of {n} places filled; fewer beyond reach: {seen} seen, {there} predicted",
        filled=formats.number(row["places_filled"]),
        n=formats.number(whole),
        seen=formats.number(row["effect_seen"]),
        there=formats.number(row["effect_predicted_there"]),
    )
    if whole < places:
        left = formats.number(places - whole)
        return _("{told}; {n} not reported yet.", told=said, n=left)
    return f"{said}."


def _value(row: Row, column: str) -> str:
    return written(row["figure"], row[column])


def interval(row: Row) -> str:
    """The limits of a change, or the one that there is."""
    digits = figures.digits(row["figure"], row["compared_now"])
    low, high = (
        formats.signed(row[f"change_{end}"], digits) for end in ("low", "high")
    )
    if not exists(row["change_high"]):
        said = _("from {low} on", low=low)
    elif not exists(row["change_low"]):
        said = _("up to {high}", high=high)
    else:
        said = _("{low} to {high}", low=low, high=high)
    about = indicators().get(row["figure"])
    is_share = about is not None and about.unit == "percent"
    return _("{n} points", n=said) if is_share else said


def _why_not(row: Row) -> str:
    sides = {"before": _value(row, "value_restated"), "now": _value(row, "value_now")}
    month = formats.short_month(row["as_of"])
    texts: dict[object, Callable[[], str]] = {
        "gone": lambda: _("There is no such figure or region any more."),
        "in_part": lambda: _(
            "From {before} to {now}, reported in part: no two like sides to compare.",
            **sides,
        ),
        "no_chance": lambda: _(
            "From {before} to {now}; what chance does to it is not known.", **sides
        ),
        "counts_since_january": lambda: _(
            "Counted since January: compared from the same month of next year on."
        ),
        "several_norms": lambda: _(
            "Provinces have norms of their own: there is no one norm to compare by."
        ),
        "then_unknown": lambda: _(
            "Not known in {month}; {now} today.", month=month, now=sides["now"]
        ),
    }
    return texts[row["verdict_reason"]]()


def _causes(row: Row) -> str:
    if row["is_cause_known"] is False:
        return _("snapshot {id}, which was shown, is gone", id=row["snapshot"])
    told = []
    if isinstance(row["submissions"], str):
        told.append(_("by submission {ids}", ids=row["submissions"]))
    if isinstance(row["settings"], str):
        keys = row["settings"].split(", ")
        listed = ", ".join(_(SETTINGS[key].name) for key in keys)
        told.append(_("by the setting {names}", names=listed))
    if isinstance(row["rules"], str):
        told.append(_("by reference data or rules of counting"))
    return "; ".join(told) or _("the cause is not known")
