"""Coverage of the region in view and of what lies around it, at every level and month.

What is asked, and how answers are put together, is `imbang.briefs.region`, with the memory
of all readers.
"""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from imbang.analysis.situation import Situation
from imbang.app.state import answers, layers
from imbang.app.state.remembered import taken
from imbang.app.state.session import current
from imbang.app.state.view import View
from imbang.briefs import region as briefs_region
from imbang.briefs.model import Asked
from imbang.briefs.region import Region
from imbang.briefs.source import Source
from imbang.reference.levels import NATION, Level, around
from imbang.wording import counted_kinds as wording_counted_kinds

SOURCE = Source(answers.ask, taken, layers.load)
"""What pages and meetings ask, with the memory of all readers."""


def asked_by(view: View) -> Asked:
    """What the page's link asks for."""
    return Asked(
        region=view.region,
        as_of=view.as_of,
        compare=view.compare,
        norm=view.norm,
        kinds=_kinds_key(),
        map=view.map,
        scenario=view.own.get("scenario", ""),
        lang=view.lang,
    )


def of(view: View) -> Region:
    """The region in view, asked of the snapshot that this run of the page reads."""
    return Region(asked_by(view), SOURCE)


def coverage(
    region: str, level: Level, as_of: str, norm: Fraction | None
) -> pd.DataFrame:
    """The answer of ``coverage``, one row a region of ``level`` within ``region``: of the
    kinds that are counted on this page."""
    return coverage_of(region, level, as_of, norm, kinds_asked())


def coverage_of(
    region: str, level: Level, as_of: str, norm: Fraction | None, kinds: str | None
) -> pd.DataFrame:
    """The answer of ``coverage``, of any kinds."""
    return SOURCE.coverage_of(region, level, as_of, norm, kinds)


def of_province(
    region: str, as_of: str, norm: Fraction | None, kinds: str | None
) -> pd.DataFrame:
    """The answer of ``coverage`` of the province of a region, at all levels."""
    return SOURCE.of_province(region, as_of, norm, kinds)


def _kinds_key() -> str:
    """The choice of kinds that the page's link names; "" for those of the settings."""
    key = current().own.get("kinds", "")
    return key if key in wording_counted_kinds.kinds_names() else ""


def kinds_asked() -> str | None:
    """The kinds of PPKS that the page's link names; None for those of the settings."""
    return wording_counted_kinds.kinds_asked(_kinds_key())


def own_coverage(view: View, as_of: str, norm: Fraction | None) -> pd.DataFrame:
    """The one row of the region in view itself."""
    region = of(view)
    return region.coverage(region.code, region.level, as_of, norm)


def children(view: View) -> pd.DataFrame:
    """Coverage of what the region is divided into; of a village, its neighbours."""
    return of(view).children()


def figures(view: View) -> pd.DataFrame:
    """`children` with the other figures of the summary (`Region.figures`)."""
    return of(view).figures()


def villages(view: View) -> pd.DataFrame:
    """Coverage of all villages of the region; of a village, of its district."""
    return of(view).within("village")


def situation(view: View) -> Situation:
    """All that the summary of the region in view tells, under one norm."""
    return of(view).situation()


def uncovered_changes(view: View) -> pd.Series[float] | None:
    """The change of uncovered persons since the comparison month, by code, of the
    regions of the chosen level; None where there is no comparison."""
    return of(view).uncovered_changes(view.level)


def counted_kinds() -> list[str]:
    """The kinds of PPKS that the page counts: those of the settings unless chosen."""
    return of(current()).counted_kinds()


def norm_in(coverage: pd.DataFrame) -> Fraction | None:
    """The exact norm of an answer, for another question under the same norm."""
    return taken(briefs_region.norm_in, coverage)


def norm_source(view: View) -> str | None:
    """The province whose own ratio is the default norm; None where it is the nation."""
    return of(view).norm_source()


def listed(view: View) -> pd.DataFrame:
    """Coverage of the regions of the chosen level."""
    return of(view).within(view.level)


def listed_before(view: View) -> pd.DataFrame | None:
    """The same at the comparison month, against the norm of now; of the nation, of which
    PMKS and PSM are compared alone, as of that month. None where nothing is compared."""
    area, month, region = around(view.region), view.compare, of(view)
    if month is None:
        return None
    norm = view.norm if area == NATION else norm_in(listed(view))
    return region.coverage(area, view.level, month, norm)
