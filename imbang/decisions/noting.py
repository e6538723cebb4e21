"""Noting a decision in a meeting: the figure is kept as the snapshot shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from imbang.analysis.placement import scenarios
from imbang.decisions import figures, plans, records
from imbang.decisions.figures import Ask
from imbang.decisions.records import Decision
from imbang.periods import parse_month
from imbang.questions.asking import ask_snapshot
from imbang.reference import kinds as known_kinds
from imbang.reference import regions
from imbang.reference.levels import NATION
from imbang.reference.ratios import read_norm, write_ratio
from imbang.refusals import Misuse, Refusal
from imbang.store.snapshots import Snapshot, current_snapshot, find
from imbang.store.workspace import Workspace
from imbang.texts import _

if TYPE_CHECKING:
    import pandas as pd

    from imbang.store.deliveries import Store


def note(
    store: Store,
    *,
    text: str,
    figure: str,
    region: str,
    as_of: str,
    by: str,
    who: str = "",
    due: str = "",
    target: float | None = None,
    norm: str = "",
    kinds: str = "",
    scenario: str = "",
    snapshot: str | None = None,
) -> str:
    """Note what was decided of a figure of a region; gives the decision's number.

    ``as_of`` is the month that was shown, ``snapshot`` the id of the snapshot, the
    current one unless given; ``norm`` and ``kinds`` as the link has them. ``scenario``
    names a saved scenario whose places were decided. Misuse for what has no meaning,
    Refusal where nothing is published.
    """
    _check(figure, region, as_of, kinds)
    shown_in = _snapshot(store, snapshot)
    ask = asking(shown_in)
    exact = _norm(norm)
    one = figures.asked(figure, region, exact, kinds)
    workspace = Workspace(store.folder)
    decision = Decision(
        text=text,
        figure=figure,
        region=region,
        as_of=as_of,
        snapshot=shown_in.id,
        shown=figures.read(ask, one, as_of),
        who=who,
        due=due,
        target=target,
        norm=exact,
        kinds=kinds,
        plan=_plan(workspace, ask, scenario) if scenario else None,
    )
    return records.keep(workspace, decision, by=by)


def asking(snapshot: Snapshot) -> Ask:
    """What asks a snapshot, whether it is the current one or not."""

    def ask(question: str, **given: object) -> pd.DataFrame:
        found: pd.DataFrame = ask_snapshot(snapshot, question, **given).to_pandas()
        return found

    return ask


def _check(figure: str, region: str, as_of: str, kinds: str) -> None:
    if figure not in figures.known():
        raise Misuse(
            _(
                "There is no figure {figure}. There are: {figures}.",
                figure=figure,
                figures=", ".join(figures.known()),
            )
        )
    if region != NATION and region not in regions.load().names:
        raise Misuse(_("There is no region {region}.", region=region))
    try:
        parse_month(as_of)
    except ValueError as error:
        raise Misuse(_("{text} is no month; expected: 2024-12.", text=as_of)) from error
    if kinds and not set(known_kinds.ppks_kinds_in(kinds)) <= set(
        known_kinds.ppks_kinds()
    ):
        raise Misuse(_("{kinds} are no kinds of PMKS.", kinds=kinds))


def _norm(text: str) -> str:
    try:
        return write_ratio(read_norm(text)) if text else ""
    except (ValueError, ArithmeticError) as error:
        raise Misuse(_("{text} is no norm; expected: 160.", text=text)) from error


def _snapshot(store: Store, id: str | None) -> Snapshot:
    found = current_snapshot(store.folder) if id is None else find(store, id)
    if found is None:
        raise Refusal(
            _("Nothing is published yet, so there is no figure to decide about.")
        )
    return found


def _plan(workspace: Workspace, ask: Ask, name: str) -> records.DecidedPlan:
    saved = scenarios.saved(workspace)
    if name not in saved:
        raise Misuse(
            _(
                "There is no scenario {name}. There are: {names}.",
                name=name,
                names=", ".join(saved) or "-",
            )
        )
    return plans.decide(ask, saved[name][0])
