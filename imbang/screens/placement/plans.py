"""Plans as the page on placement asks for them: a request, its answer, its outcome."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pandas as pd

from imbang import formats
from imbang.analysis.norm import Norm
from imbang.analysis.placement.outcomes import Outcome
from imbang.analysis.placement.requests import read
from imbang.app.state import coverage
from imbang.app.state.view import View
from imbang.briefs import plans as briefs_plans
from imbang.briefs.plans import Asked
from imbang.reference import regions
from imbang.reference.levels import NATION, Level, around, level_of, parent
from imbang.reference.ratios import parse_ratio
from imbang.texts import _
from imbang.wording import counted_kinds, notes
from imbang.wording.names import full_name


def asked_by(view: View) -> Asked:
    """What the page's link asks for. A village's plan is that of its district."""
    return Asked(
        around(view.region),
        view.as_of,
        norm(view),
        coverage.kinds_asked(),
        read(view.own),
    )


def district(view: View) -> str:
    """The district that the plan is for, where a village is in view."""
    if level_of(view.region) != "village":
        return ""
    return full_name(regions.load().names[parent(view.region)], "district")


def norm(view: View) -> Fraction | None:
    """The one norm of the page: the scenario's, the reader's, else what is in force."""
    kept = _kept_norm(view)
    if kept is not None:
        return kept
    if view.region == NATION:
        return coverage.norm_in(coverage.own_coverage(view, view.as_of, view.norm))
    return coverage.norm_in(coverage.children(view))


def _kept_norm(view: View) -> Fraction | None:
    """The norm that a scenario was kept with: any ratio, for it may be an own one."""
    try:
        return parse_ratio(view.own.get("plan_norm", ""))
    except ValueError:
        return None


def within(asked: Asked, level: Level) -> pd.DataFrame:
    """Coverage of the regions of ``level`` of the area, under the plan's norm."""
    return briefs_plans.within(coverage.SOURCE, asked, level)


def vacancies(asked: Asked) -> pd.DataFrame | None:
    """The places that end or are vacant in the regencies chosen; None if not asked for."""
    return briefs_plans.vacancies(coverage.SOURCE, asked)


def steps(asked: Asked, *, posts: int | None = None, firm: bool = True) -> pd.DataFrame:
    """The answer of ``placement``; ``posts`` stands in for those asked for."""
    return briefs_plans.steps(coverage.SOURCE, asked, posts=posts, firm=firm)


def made(asked: Asked, *, firm: bool = True) -> Outcome:
    """The plan with the villages before and after it."""
    return briefs_plans.made(coverage.SOURCE, asked, firm=firm)


def kinds_key(view: View) -> str:
    """The choice of kinds in the link; "" for those of the settings."""
    key = view.own.get("kinds", "")
    return key if key in counted_kinds.kinds_names() else ""


def norm_shown(asked: Asked, in_force: Norm | None) -> Norm | None:
    """The norm of the plan as the control shows it: one for all provinces."""
    if asked.norm is None or in_force is None:
        return in_force
    if asked.norm == in_force.exact:
        return replace(in_force, provinces=None)
    return Norm(asked.norm, "asked", 0)


def norm_note(view: View, asked: Asked, in_force: Norm | None) -> str:
    """Which norm the plan has, and that it holds before and after."""
    norm = norm_shown(asked, in_force)
    told = notes.norm_note(norm, province=coverage.norm_source(view))
    if _kept_norm(view) is not None:
        told = _(
            "Norm: {norm} PMKS to one PSM, kept with the scenario.",
            norm=formats.number(norm.value if norm else None, 1),
        )
    return _("{norm} It holds before and after.", norm=told)
