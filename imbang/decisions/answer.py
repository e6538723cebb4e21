"""What became of decisions: the figure then and now, and the verdict, a row each."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Hashable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Literal

from imbang.analysis.change import Interval
from imbang.decisions import figures, indicator_moves, moves, plans, records
from imbang.decisions.figures import OF_COVERAGE, Ask
from imbang.decisions.moves import Move
from imbang.decisions.records import Decision, Shown
from imbang.decisions.restated import Causes, causes
from imbang.reference.levels import NATION, is_within
from imbang.store.snapshots import snapshot_id
from imbang.store.workspace import Workspace

if TYPE_CHECKING:
    import pandas as pd

    from imbang.store.deliveries import Store

Take = Callable[..., Any]
Verdict = Literal[
    "moved", "not_beyond_chance", "restated", "no_newer_report", "unknown"
]
_TYPES = {
    **dict.fromkeys(
        ("decision", "text", "who", "due", "state", "reason", "figure", "region_code"),
        "str",
    ),
    **dict.fromkeys(("as_of", "snapshot", "norm", "kinds"), "str"),
    "target": "float64",
    **{
        f"{part}_{side}": "float64"
        for side in ("then", "restated", "now")
        for part in ("value", "numerator", "denominator")
    },
    **dict.fromkeys(("base_month", "now_month"), "str"),
    **dict.fromkeys(("compared_before", "compared_now", "share"), "float64"),
    "is_since": "bool",
    **dict.fromkeys(("change", "change_low", "change_high"), "float64"),
    **dict.fromkeys(("verdict", "verdict_beside", "verdict_reason"), "str"),
    **dict.fromkeys(("is_better", "is_reached"), "object"),
    **dict.fromkeys(("submissions", "settings", "rules"), "str"),
    "is_cause_known": "object",
    "scenario": "str",
    **dict.fromkeys(("places", "places_reported", "places_filled"), "float64"),
    **dict.fromkeys(("effect_predicted", "effect_predicted_there"), "float64"),
    "effect_seen": "float64",
    **dict.fromkeys(("changed_by", "changed_at"), "str"),
}
COLUMNS = tuple(_TYPES)


def answer(
    store: Store,
    ask: Ask,
    as_of: str,
    *,
    state: str | None = None,
    within: str = NATION,
    take: Take = operator.call,
) -> pd.DataFrame:
    """Every decision of ``store`` held against the figures of a month, a row each in the
    order of noting; ``state`` leaves out those of other states, ``within`` those about
    regions that do not lie in this one. Columns are `COLUMNS`. ``take(work, *given)`` gives
    what ``work`` makes of what it is given, and may remember it.

    ``ask(question, **params)`` asks the snapshot that is looked at. ``value_then`` is the
    figure as it was shown, ``value_restated`` the same month's as it is told today,
    ``value_now`` that of ``as_of``. Over what was reported since, ``share`` (0 to 1) of
    the whole, ``compared_before`` and ``compared_now`` are the two sides at
    ``base_month`` and ``now_month``, and ``change`` with its 95 % limits the difference,
    all three as they are told in the unit of the figure; where ``is_since``, cases since
    ``base_month`` are held against those until then. A null limit beside a change
    that has the other one is none at all.

    ``verdict`` is ``moved``, ``not_beyond_chance``, ``restated``, ``no_newer_report`` or
    ``unknown``. Restated goes before the others; what would be said otherwise is
    ``verdict_beside``, of the figure as restated. ``verdict_reason`` says why nothing is
    told (a reason of `imbang.decisions.moves`, ``then_unknown``, or ``gone`` of a
    figure or region that this version does not know). ``is_better`` whether
    a change that moved is for the better, ``is_reached`` whether the target is;
    ``submissions``, ``settings`` and ``rules`` (with commas between) what may have
    restated the figure, ``is_cause_known`` False where the snapshot that was shown is gone.
    ``places…`` and ``effect…`` (persons beyond reach, fewer) are those of a decided plan
    (`imbang.decisions.plans.Filled`).
    """
    import pandas as pd

    asked = _remembering(ask)
    rows = [
        {
            "decision": number,
            **_as_kept(decision),
            **_held(store, asked, decision, as_of, take),
            **_plan(asked, decision, as_of),
            "changed_by": entry.changed_by,
            "changed_at": entry.changed_at,
        }
        for number, (decision, entry) in records.kept(Workspace(store.folder)).items()
        if state in (None, decision.state) and is_within(decision.region, within)
    ]
    found = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
    return found.where(found.notna(), None).astype(_TYPES)


def _remembering(ask: Ask) -> Ask:
    """``ask`` that asks nothing twice: several decisions are about one region."""
    found: dict[Hashable, pd.DataFrame] = {}

    def once(question: str, **given: object) -> pd.DataFrame:
        key = (question, *sorted(given.items()))
        if key not in found:
            found[key] = ask(question, **given)
        return found[key]

    return once


def _as_kept(decision: Decision) -> dict[str, Any]:
    names = ("text", "who", "due", "state", "reason", "figure", "as_of", "snapshot")
    return {
        **{name: getattr(decision, name) or None for name in names},
        "region_code": decision.region,
        "norm": decision.norm or None,
        "kinds": decision.kinds or None,
        "target": decision.target,
    }


def _held(
    store: Store, ask: Ask, decision: Decision, as_of: str, take: Take
) -> dict[str, Any]:
    """The figure then, as restated and now, and the verdict."""
    if not figures.is_there(decision.figure, decision.region):
        shown = {f"{name}_then": n for name, n in asdict(decision.shown).items()}
        return {
            **shown,
            "is_since": False,
            "verdict": "unknown",
            "verdict_reason": "gone",
        }
    one = figures.asked(decision.figure, decision.region, decision.norm, decision.kinds)
    restated = figures.read(ask, one, decision.as_of)
    now = figures.read(ask, one, as_of)
    of = (
        moves.of_coverage if one.figure in OF_COVERAGE else indicator_moves.of_indicator
    )
    move = of(ask, one, decision.as_of, as_of)
    told = _printed(one.figure, move)
    verdict, reason = _verdict(move, told)
    is_restated = _differ(decision.shown, restated)
    why = Causes()
    if is_restated:  # two whole snapshots are compared for it
        why = take(causes, store.folder, decision, snapshot_id(store.folder))
    sides = {"then": decision.shown, "restated": restated, "now": now}
    if restated.value is None and not is_restated:
        verdict, reason = "unknown", "then_unknown"
    return {
        **{
            f"{name}_{side}": value
            for side, shown in sides.items()
            for name, value in asdict(shown).items()
        },
        "base_month": move.base,
        "now_month": move.month,
        "compared_before": move.before,
        "compared_now": move.now,
        "share": move.share,
        "is_since": move.is_since,
        "change": told and told.change,
        "change_low": told and _finite(told.low),
        "change_high": told and _finite(told.high),
        "verdict": "restated" if is_restated else verdict,
        "verdict_beside": verdict if is_restated else None,
        "verdict_reason": reason,
        "is_better": _is_better(one.figure, told) if verdict == "moved" else None,
        "is_reached": _is_reached(decision, now),
        "submissions": ", ".join(why.submissions) or None,
        "settings": ", ".join(why.settings) or None,
        "rules": ", ".join(why.rules) or None,
        "is_cause_known": why.is_known if is_restated else None,
    }


def _printed(figure: str, move: Move) -> Interval | None:
    """The interval as it is told, from which the verdict is read."""
    if move.interval is None:
        return None
    return move.interval.printed(figures.digits(figure, move.now))


def _verdict(move: Move, told: Interval | None) -> tuple[Verdict, str | None]:
    if told is not None:
        return told.verdict, None
    if move.reason == "no_newer_report":
        return "no_newer_report", None
    return "unknown", move.reason


def _differ(shown: Shown, restated: Shown) -> bool:
    """Whether a figure is another one than was shown, by a hundredth at least."""
    if shown.value is None or restated.value is None:
        return (shown.value is None) != (restated.value is None)
    return round(shown.value, 2) != round(restated.value, 2)


def _finite(limit: float) -> float | None:
    return limit if math.isfinite(limit) else None


def _is_better(figure: str, told: Interval | None) -> bool | None:
    side = figures.is_better(figure)
    return None if told is None or not side else side * told.change > 0


def _is_reached(decision: Decision, now: Shown) -> bool | None:
    """Whether the figure now is at the target or beyond it, seen from where it stood."""
    if decision.target is None or now.value is None:
        return None
    then = decision.shown.value
    side = figures.is_better(decision.figure)
    if then is not None and then != decision.target:
        side = 1 if decision.target > then else -1
    return side * now.value >= side * decision.target if side else None


def _plan(ask: Ask, decision: Decision, as_of: str) -> dict[str, Any]:
    if decision.plan is None:
        return {}
    found = plans.held_against(ask, decision.plan, as_of)
    return {
        "scenario": decision.plan.scenario,
        "places": found.places,
        "places_reported": found.reported,
        "places_filled": found.filled if found.reported else None,
        "effect_predicted": found.predicted,
        "effect_predicted_there": found.predicted_there,
        "effect_seen": found.seen,
    }
