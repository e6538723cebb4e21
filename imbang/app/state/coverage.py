"""Coverage of the region in view and of what lies around it, at every level and month."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pandas as pd

from imbang.analysis import matched
from imbang.analysis.matched import Changes
from imbang.analysis.norm import norm_of
from imbang.analysis.situation import Situation, ages_by_region, summarise
from imbang.app.state.answers import ask, path, provinces
from imbang.app.state.remembered import remembered
from imbang.app.state.session import current
from imbang.app.state.view import View
from imbang.reference import kinds as reference_kinds
from imbang.reference.levels import (
    NATION,
    Level,
    ancestor,
    around,
    level_of,
    lower_level,
)
from imbang.wording import counted_kinds as wording_counted_kinds


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
    if region == NATION:
        return ask(
            "coverage", region=region, level=level, as_of=as_of, norm=norm, kinds=kinds
        )
    return _part(of_province(region, as_of, norm, kinds), region, level)


def of_province(
    region: str, as_of: str, norm: Fraction | None, kinds: str | None
) -> pd.DataFrame:
    """The answer of ``coverage`` of the province of a region, at all levels."""
    province = ancestor(region, "province")
    return ask("coverage", region=province, as_of=as_of, norm=norm, kinds=kinds)


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


def children(view: View) -> pd.DataFrame:
    """Coverage of what the region is divided into; of a village, its neighbours."""
    return coverage(
        around(view.region), lower_level(view.region), view.as_of, view.norm
    )


def figures(view: View) -> pd.DataFrame:
    """`children` with the other figures of the summary: ``valid`` PSM, and the age of
    the reports in months (``months_old``)."""
    rows = children(view)
    ladder = ask(
        "pillar_ladder",
        region=around(view.region),
        level=lower_level(view.region),
        as_of=view.as_of,
        kind="psm",
    )
    ages = ask("data_age", region=view.region, as_of=view.as_of)
    valid = ladder.set_index("region_code")["valid"]
    return rows.assign(
        valid=rows["region_code"].map(valid),
        months_old=ages_by_region(ages, rows["region_code"]),
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
        ask("figure_age", region=view.region, as_of=view.as_of),
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


def norm_in_province(view: View, province: str) -> Fraction | None:
    """The exact norm that the villages of a province are held against."""
    return norm_in(coverage(province, "regency", view.as_of, view.norm))


def counted_kinds() -> list[str]:
    """The kinds of PPKS that the page counts: those of the settings unless chosen."""
    if asked := kinds_asked():
        return list(reference_kinds.ppks_kinds_in(asked))
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
