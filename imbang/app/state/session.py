"""The view of this session, kept in step with the URL, and answers kept in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import pandas as pd

from imbang import paths
from imbang.analysis import matched
from imbang.analysis.matched import Changes
from imbang.analysis.norm import norm_of
from imbang.analysis.situation import Situation, summarise
from imbang.app import elements as st
from imbang.app.state.remembered import remembered
from imbang.app.state.view import Scope, View, blank_view, read_view
from imbang.questions import catalogue
from imbang.reference import kinds as reference
from imbang.reference.levels import NATION, Level, ancestor, level_of, lower_level
from imbang.reference.levels import around as around
from imbang.refusals import Misuse, Refusal
from imbang.store import snapshots
from imbang.store.workspace import Workspace
from imbang.texts import _, use_language
from imbang.wording import counted_kinds as wording_counted_kinds
from imbang.wording.names import full_name

_VIEW = "imbang_view"
_WRITTEN = "imbang_written"
_SNAPSHOT = "imbang_snapshot"


class _Moved(Exception):
    """Another snapshot was published while a question was answered."""


def look() -> str | None:
    """Notice which snapshot is the current one: once a run, so that it asks only one."""
    st.session_state[_SNAPSHOT] = snapshots.snapshot_id(paths.store_folder())
    return snapshot()


def snapshot() -> str | None:
    """The snapshot that this run of the page asks, None where nothing is published."""
    return cast("str | None", st.session_state[_SNAPSHOT])


def ask(question: str, **parameters: object) -> pd.DataFrame:
    """The answer to a question of ``queries/pages``, remembered while it holds.

    Answers are shared by all sessions: they are read, never changed in place.
    """
    given = tuple(sorted(parameters.items()))
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


@remembered
def _answer(
    store: Path,
    snapshot: str,
    changes: tuple[int, date] | None,  # noqa: ARG001 -- part of what is remembered
    question: str,
    parameters: tuple[tuple[str, Any], ...],
) -> pd.DataFrame:
    answer = catalogue.ask(store, question, **dict(parameters))
    if snapshots.snapshot_id(store) != snapshot:
        raise _Moved  # not to be remembered under the name of the one before
    return answer


def scope() -> Scope | None:
    """What the snapshot can answer; None where it holds no data yet."""
    rows = ask("scope")
    if rows.empty:
        return None
    return Scope(
        provinces=tuple(rows["region_code"]),
        first_month=str(rows["first_month"].min()),
        last_month=str(rows["last_month"].max()),
    )


def settle(scope: Scope | None) -> list[str]:
    """Bring view and URL in step; what the URL asked for in vain, as notices.

    A URL that differs from the one last written was opened or edited by the reader and
    is followed; an empty one comes from changing pages, which keeps the view but for
    the choices of the page that was left. ``scope`` is None where there are no figures.
    """
    asked = st.query_params.to_dict()
    notices: list[str] = []
    is_new = _VIEW not in st.session_state
    if not is_new and current().is_blank != (scope is None):
        is_new, asked = True, current().to_query()  # the first figures have come
    if is_new or (asked and asked != st.session_state.get(_WRITTEN)):
        st.session_state[_VIEW], notices = _read(asked, scope)
    elif not asked:
        change(own={})
    written = current().to_query()
    if asked != written:
        st.query_params.from_dict(written)
    st.session_state[_WRITTEN] = written
    use_language(current().lang)
    return notices


def _read(asked: dict[str, str], scope: Scope | None) -> tuple[View, list[str]]:
    use_language(asked.get("lang"))
    if scope is None:
        return blank_view(asked), []
    view, notices = read_view(asked, scope)
    if not _is_known(view.region):
        view = read_view(asked | {"region": scope.home}, scope)[0]
        notices = [*notices, _no_such_region(asked["region"])]
    return view, notices


def speak() -> None:
    """Speak the reader's language: for what runs before the page, or without it."""
    use_language(current().lang)


def choose(name: str, value: str | None) -> None:
    """Take over a choice of this page's own, for its link; None takes it back."""
    rest = {key: text for key, text in current().own.items() if key != name}
    change(own=rest if value is None else rest | {name: value})


def current() -> View:
    """What this session shows."""
    return cast("View", st.session_state[_VIEW])


def change(**values: Any) -> None:
    """Show something else: for callbacks, before the page runs again."""
    st.session_state[_VIEW] = replace(current(), **values)


def attempt(work: Callable[[], object]) -> bool:
    """Do what changes the store, for callbacks; what is refused is told in passing."""
    speak()
    try:
        work()
    except (Misuse, Refusal) as refused:
        st.toast(str(refused), icon=":material/error:", duration="infinite")
        return False
    return True


def take(name: str, **others: Any) -> None:
    """Take over what the widget of this name was set to: for its callback.

    A widget whose options have just changed may report None for a moment, although one
    of them is required; that is not a choice.
    """
    chosen = st.session_state.get(name)
    if chosen is not None:
        change(**{name: chosen}, **others)


def show(view: View) -> None:
    """Show another view: for callbacks, before the page runs again."""
    st.session_state[_VIEW] = view


def go_to(region: str | None) -> None:
    """Show another region; the same one again, or none, does nothing."""
    if region and region != current().region:
        st.session_state[_VIEW] = current().at(region)


def sync(key: str, value: object) -> None:
    """Give a widget the value of the view, before it is drawn.

    Only where it differs: a value set from here would overwrite what is being typed.
    """
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def path(region: str) -> list[tuple[str, str]]:
    """Codes and names from the province down to ``region``."""
    if region == NATION:
        return []
    rows = ask("region_path", region=region)
    return list(zip(rows["region_code"], rows["region_name"], strict=True))


def coverage(
    region: str, level: Level, as_of: str, norm: Fraction | None
) -> pd.DataFrame:
    """The answer of ``coverage``, one row a region of ``level`` within ``region``: of the
    kinds that are counted on this page."""
    return coverage_of(region, level, as_of, norm, kinds_asked())


def coverage_of(
    region: str, level: Level, as_of: str, norm: Fraction | None, kinds: str | None
) -> pd.DataFrame:
    """The answer of ``coverage``, taken from that of the whole province at all levels.

    Norms and verdicts rest on all of it anyway, so that asking for a part costs about as
    much; the answer of the province serves every reader, wherever they look.
    """
    asked = {"as_of": as_of, "norm": norm, "kinds": kinds}
    if region == NATION:
        return ask("coverage", region=region, level=level, **asked)
    rows = ask("coverage", region=ancestor(region, "province"), **asked)
    return _part(rows, region, level)


@remembered
def _part(rows: pd.DataFrame, region: str, level: Level) -> pd.DataFrame:
    is_within = rows["region_code"].str.startswith(region)
    return rows[is_within & (rows["level"] == level)].reset_index(drop=True)


def kinds_asked() -> str | None:
    """The kinds of PPKS that the page's link names; None for those of the settings."""
    key = current().own.get("kinds", "")
    return (
        wording_counted_kinds.kinds_asked(key)
        if key in wording_counted_kinds.kinds_names()
        else None
    )


def own_coverage(view: View, as_of: str, norm: Fraction | None) -> pd.DataFrame:
    """The one row of the region in view itself."""
    return coverage(view.region, level_of(view.region), as_of, norm)


def _is_known(region: str) -> bool:
    try:
        return region == NATION or bool(path(region))
    except Misuse:
        return False


def _no_such_region(asked: str) -> str:
    return _("There are no data for region “{region}”.", region=asked[:20])


def children(view: View) -> pd.DataFrame:
    """Coverage of what the region is divided into; of a village, its neighbours."""
    return coverage(
        around(view.region), lower_level(view.region), view.as_of, view.norm
    )


def villages(view: View) -> pd.DataFrame:
    """Coverage of all villages of the region; of a village, of its district."""
    return coverage(around(view.region), "village", view.as_of, view.norm)


def situation(view: View) -> Situation:
    """All that the summary of the region in view tells, under one norm."""
    since = (view.compare, _changes_since(view, view.compare)) if view.compare else None
    return summarise(
        own_coverage(view, view.as_of, view.norm),
        _ladder(view, view.as_of),
        children(view),
        ask("data_age", region=view.region, as_of=view.as_of),
        as_of=view.as_of,
        since=since,
    )


def _changes_since(view: View, month: str) -> Changes:
    """What has changed in the region in view, each village against one norm."""
    needs = ask("needs_change", region=view.region, as_of=view.as_of, base=month)
    kinds = tuple(counted_kinds())
    now, before = _all_levels(view, view.as_of), _all_levels(view, month)
    return _matched(view.region, kinds, now, before, needs)


def uncovered_changes(view: View) -> pd.Series[float] | None:
    """The change of uncovered persons since the comparison month, by code, of the
    regions of the chosen level; None where there is no comparison."""
    if view.compare is None:
        return None
    around_it = view.at(around(view.region))
    now = _all_levels(around_it, view.as_of)
    before = _all_levels(around_it, view.compare)
    return _uncovered_changes(now, before, view.level)


@remembered
def _matched(
    region: str,
    kinds: tuple[str, ...],
    now: Mapping[str, pd.DataFrame],
    before: Mapping[str, pd.DataFrame],
    needs: pd.DataFrame,
) -> Changes:
    return matched.changes(region, _within(now), _within(before), needs, kinds)


@remembered
def _uncovered_changes(
    now: Mapping[str, pd.DataFrame], before: Mapping[str, pd.DataFrame], level: Level
) -> pd.Series[float]:
    return matched.uncovered_by_region(_within(now), _within(before), level)


def _within(answers: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The rows of each area that lie within it, one answer after the other."""
    parts = [
        rows[rows["region_code"].str.startswith(area)] for area, rows in answers.items()
    ]
    return pd.concat(parts, ignore_index=True)


def _all_levels(view: View, month: str) -> dict[str, pd.DataFrame]:
    """Coverage of the region in view and all below it, by area; of a ``month`` before
    against the norms of now."""

    def province(code: str) -> pd.DataFrame:
        norm = view.norm if month == view.as_of else norm_in_province(view, code)
        kinds = kinds_asked()
        return ask("coverage", region=code, as_of=month, norm=norm, kinds=kinds)

    if view.region != NATION:
        return {view.region: province(ancestor(view.region, "province"))}
    own = coverage(NATION, "nation", month, view.norm)
    return {NATION: own, **{code: province(code) for code in provinces()}}


def provinces() -> tuple[str, ...]:
    """The provinces with data."""
    found = scope()
    return found.provinces if found else ()


def norm_in_province(view: View, province: str) -> Fraction | None:
    """The exact norm that the villages of a province are held against."""
    return norm_in(coverage(province, "regency", view.as_of, view.norm))


def counted_kinds() -> list[str]:
    """The kinds of PPKS that the page counts: those of the settings unless chosen."""
    if asked := kinds_asked():
        return list(reference.ppks_kinds_in(asked))
    return list(ask("settings")["ppks_kinds"].iloc[0])


def norm_in(coverage: pd.DataFrame) -> Fraction | None:
    """The exact norm of an answer, for another question under the same norm."""
    norm = norm_of(coverage)
    return norm.exact if norm else None


def norm_source(view: View) -> str | None:
    """The province whose own ratio is the default norm; None where it is the nation."""
    if level_of(view.region) == "nation":
        return None
    return path(view.region)[0][1]


def _ladder(view: View, as_of: str) -> pd.DataFrame:
    level = level_of(view.region)
    return ask(
        "pillar_ladder", region=view.region, level=level, as_of=as_of, kind="psm"
    )


def listed(view: View) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """Coverage of the regions of the chosen level, now and at the comparison month: then
    against the norm of now, and of several provinces each against its own."""
    around_it, month = around(view.region), view.compare
    now = coverage(around_it, view.level, view.as_of, view.norm)
    if month is None:
        return now, None
    areas = [around_it] if around_it != NATION else provinces()
    before = [
        coverage(
            area, view.level, month, norm_in_province(view, ancestor(area, "province"))
        )
        for area in areas
    ]
    return now, pd.concat(before, ignore_index=True) if len(before) > 1 else before[0]


def region_name(view: View) -> str:
    """The region in view as a sentence names it."""
    steps = path(view.region)
    if not steps:
        return "Indonesia"
    return full_name(steps[-1][1], level_of(view.region))


def months() -> tuple[str, ...]:
    """Every month with data, the latest first."""
    found = scope()
    return found.months if found else ()
