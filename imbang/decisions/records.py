"""Decisions as they are kept: what, who, by when, and the figure as it was shown.

They are entries of the workspace, whose log keeps every change. None is ever taken away:
one that is given up is dropped, with the reason. What was shown stays as it was noted;
whoever wants another figure, region or month notes another decision.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any, Literal, get_args

from imbang.refusals import Misuse
from imbang.settings.settings import person
from imbang.store.workspace import DECISION, Change, Entry, Workspace
from imbang.texts import _

State = Literal["open", "done", "dropped"]
STATES: tuple[State, ...] = get_args(State)
CHANGEABLE = ("text", "who", "due", "target", "state", "reason")
LONGEST_TEXT, LONGEST_NAME = 500, 60


@dataclass(frozen=True)
class Shown:
    """A figure as it is shown: ``value`` None where it is not known, ``numerator`` and
    ``denominator`` None where it is not made of two."""

    value: float | None
    numerator: int | None = None
    denominator: int | None = None


@dataclass(frozen=True)
class Place:
    """What a plan gives one village: so many ``places`` beside the ``psm`` that it had,
    ``ending`` of whom leave; beyond reach were ``before`` persons, then ``after``."""

    places: int
    psm: int
    ending: int
    before: float
    after: float


@dataclass(frozen=True)
class DecidedPlan:
    """A plan of places as it stood when it was decided, by the code of its villages.

    ``norm`` is PMKS per PSM, exactly; ``kinds`` the choice of counted kinds, "" for those
    of the settings.
    """

    scenario: str
    region: str
    as_of: str
    norm: str
    kinds: str
    places: Mapping[str, Place]


@dataclass(frozen=True)
class Decision:
    """A decision; ``due`` is ISO 8601 or "", ``norm`` and ``kinds`` are those that the
    page was asked with, "" where it went by the settings; ``as_of`` is a month."""

    text: str
    figure: str
    region: str
    as_of: str
    snapshot: str
    shown: Shown
    who: str = ""
    due: str = ""
    target: float | None = None
    norm: str = ""
    kinds: str = ""
    state: State = "open"
    reason: str = ""
    plan: DecidedPlan | None = field(default=None)


def keep(workspace: Workspace, decision: Decision, *, by: str) -> str:
    """Note a decision; gives its number, ``0001`` the first.

    Misuse for a decision without text, a date or target without meaning, a NIK in any
    text, or without somebody who notes it.
    """
    return workspace.add(DECISION, asdict(_clean(decision)), by=person(by))


def change(
    workspace: Workspace, number: str, values: Mapping[str, Any], *, by: str
) -> Decision:
    """Change some of `CHANGEABLE`; what is not in ``values`` stays. Misuse as `keep`, and
    where there is no such decision."""
    if other := values.keys() - set(CHANGEABLE):
        raise Misuse(
            _(
                "{names} of a decision stays as it was noted. Changed can be: {fields}.",
                names=", ".join(sorted(other)),
                fields=", ".join(CHANGEABLE),
            )
        )

    def changed(value: Any) -> dict[str, Any]:
        if value is None:
            raise Misuse(_("There is no decision {number}.", number=number))
        return asdict(_clean(replace(_read(value), **values)))

    return _read(
        workspace.alter(DECISION, number.strip().zfill(4), changed, by=person(by))
    )


def kept(workspace: Workspace) -> dict[str, tuple[Decision, Entry]]:
    """All decisions by number, with who changed each last when."""
    return {
        number: (_read(entry.value), entry)
        for number, entry in workspace.entries(DECISION).items()
    }


def history(workspace: Workspace, number: str | None = None) -> list[Change]:
    """Who changed what when, the latest first: of one decision, or of all."""
    wanted = None if number is None else number.strip().zfill(4)
    changes = workspace.changes(DECISION, most=100_000)
    return [one for one in changes if wanted in (None, one.key)]


def what_changed(entry: Change) -> dict[str, tuple[Any, Any]]:
    """The fields that a change set, with what they were and what they became."""
    before, after = entry.before or {}, entry.after or {}
    return {
        name: (before.get(name), value)
        for name, value in after.items()
        if before.get(name) != value
    }


def _clean(decision: Decision) -> Decision:
    """A decision as it is kept; Misuse, with what is expected, for one that cannot be."""
    text, who = _line(decision.text), _line(decision.who)
    if not text or len(text) > LONGEST_TEXT:
        raise Misuse(
            _("Say what was decided, in up to {n} characters.", n=LONGEST_TEXT)
        )
    if len(who) > LONGEST_NAME:
        raise Misuse(_("Name who does it in up to {n} characters.", n=LONGEST_NAME))
    reason = _line(decision.reason)
    if len(reason) > LONGEST_TEXT:
        raise Misuse(_("Give the reason in up to {n} characters.", n=LONGEST_TEXT))
    if decision.state not in STATES:
        raise Misuse(
            _(
                "{state} is no state of a decision: {states}.",
                state=decision.state,
                states=", ".join(STATES),
            )
        )
    if decision.state == "dropped" and not reason:
        raise Misuse(_("Say why the decision is dropped."))
    if decision.target is not None and not math.isfinite(decision.target):
        raise Misuse(_("The target is a number."))
    return replace(decision, text=text, who=who, reason=reason, due=_day(decision.due))


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text.strip()).isoformat() if text.strip() else ""
    except ValueError as error:
        raise Misuse(
            _("{text} is no date; expected: 2025-03-31.", text=text)
        ) from error


def _line(text: str) -> str:
    return " ".join(text.split())


def _read(value: Mapping[str, Any]) -> Decision:
    known = {one.name for one in fields(Decision)}
    said = {name: found for name, found in value.items() if name in known}
    plan = said.get("plan")
    if plan is not None:
        places = {code: Place(**place) for code, place in plan["places"].items()}
        plan = DecidedPlan(**{**plan, "places": places})
    return Decision(**{**said, "shown": Shown(**said["shown"]), "plan": plan})
