"""Answers of the snapshot that a run of the page asks, kept in memory for all sessions."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, TypeVar, cast

import pandas as pd

from imbang import formats, log, paths
from imbang.app import elements as st
from imbang.app import metrics
from imbang.app.state.remembered import remembered_as_figures, taken
from imbang.app.state.view import View
from imbang.briefs.scope import Scope, scope_of
from imbang.questions import asking, catalogue
from imbang.reference.levels import NATION, level_of
from imbang.store import snapshots
from imbang.store.workspace import Workspace
from imbang.texts import _
from imbang.wording import sample
from imbang.wording.names import full_name

T = TypeVar("T")

_SNAPSHOT = "imbang_snapshot"
_seen: list[str | None] = []  # by this server, for its log


class _Moved(Exception):
    """Another snapshot was published while a question was answered."""


def look() -> str | None:
    """Notice which snapshot is the current one: once a run, so that it asks only one."""
    found = snapshots.snapshot_id(paths.store_folder())
    st.session_state[_SNAPSHOT] = found
    if _seen != [found]:
        _seen[:] = [found]
        log.event("snapshot", snapshot=found)
    return snapshot()


def snapshot() -> str | None:
    """The snapshot that this run of the page asks, None where nothing is published."""
    return cast("str | None", st.session_state[_SNAPSHOT])


def told_snapshot() -> str:
    """The snapshot that this run of the page asks, and when it was published."""
    found = snapshots.current_snapshot(paths.store_folder())
    if found is None:
        return ""
    when = formats.moment(found.manifest["made_at"])
    return _("Snapshot {id}, published {when}", id=found.id, when=when)


def ask(question: str, /, **parameters: object) -> pd.DataFrame:
    """The answer to a question of ``queries/pages``, remembered while it holds: what
    whoever asks may see of it.

    Answers are shared by all sessions: they are read, never changed in place.
    """
    asking.require(question)
    since = metrics.asked()
    answer = _held(question, tuple(sorted(parameters.items())))
    metrics.answered(question, since)
    return asking.allowed(question, answer)


def _held(question: str, given: tuple[tuple[str, Any], ...]) -> pd.DataFrame:
    while True:
        try:
            return _answer(
                paths.store_folder(),
                snapshot() or "",
                _changes(question),
                question,
                given,
            )
        except _Moved:
            look()


def _changes(question: str) -> tuple[int, date] | None:
    """What an answer depends on beside the snapshot: notes, and whether a day is over."""
    if not catalogue.questions()[question].depends_on_now:
        return None
    return Workspace(paths.store_folder()).version(), date.today()


@remembered_as_figures
def _answer(
    store: Path,
    snapshot: str,
    changes: tuple[int, date] | None,  # noqa: ARG001 -- part of what is remembered
    question: str,
    parameters: tuple[tuple[str, Any], ...],
) -> pd.DataFrame:
    metrics.worked_out()
    answer = asking.whole(store, question, **dict(parameters))
    if snapshots.snapshot_id(store) != snapshot:
        raise _Moved  # not to be remembered under the name of the one before
    return answer


def scope() -> Scope | None:
    """What the snapshot can answer; None where it holds no data yet."""
    return taken(scope_of, ask("scope"))


def sample_told() -> str | None:
    """What of the figures is the made-up sample's, in a sentence; None where nothing is."""
    return taken(_told_of_sample, ask("scope"))


def is_mixed() -> bool:
    """Whether the sample and what offices sent share totals."""
    return taken(_is_mixed, ask("scope"))


def _is_mixed(rows: pd.DataFrame) -> bool:
    return sample.is_mixed(rows.to_dict("records"))


def _told_of_sample(rows: pd.DataFrame) -> str | None:
    return sample.told(rows.to_dict("records"))


def path(region: str) -> list[tuple[str, str]]:
    """Codes and names from the province down to ``region``."""
    if region == NATION:
        return []
    return taken(_steps, ask("region_path", region=region))


def _steps(rows: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(rows["region_code"], rows["region_name"], strict=True))


def provinces() -> tuple[str, ...]:
    """The provinces with data; none before anything is published."""
    found = scope() if snapshot() else None
    return found.provinces if found else ()


def months() -> tuple[str, ...]:
    """Every month with data, the latest first."""
    found = scope()
    return found.months if found else ()


def region_name(view: View) -> str:
    """The region in view as a sentence names it."""
    steps = path(view.region)
    if not steps:
        return "Indonesia"
    return full_name(steps[-1][1], level_of(view.region))
