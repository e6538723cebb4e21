"""One indicator of the region in view beside itself, the one above and those around."""

from __future__ import annotations

import pandas as pd

from imbang import periods
from imbang.app.shown import exhibits, maps, parts
from imbang.app.shown.exhibits import Exhibit
from imbang.app.state import changes, session
from imbang.app.state.answers import path
from imbang.app.state.view import View
from imbang.questions.indicators import Indicator
from imbang.reference.levels import ancestor, level_of
from imbang.screens.indicators import comparison
from imbang.screens.indicators.region_sections import is_late, values
from imbang.texts import _
from imbang.wording import indicator_names


def show_beside(view: View, indicator: Indicator) -> None:
    """Bars and a list: where the region stands, and against whom."""
    level = level_of(view.region)
    if level == "nation":
        parts.show_nothing(_("Choose a region: a whole nation has none beside it."))
        return
    month = periods.format_month(periods.parse_month(view.as_of) - 12)
    above, dot, _own = view.region.rpartition(".")
    own = values(indicator, view.region, level, view.as_of)
    moved = changes.of_indicator(indicator.key, view.region, level, view.as_of, month)
    change = dict(moved.iloc[0])
    higher = (
        values(indicator, above, level_of(above), view.as_of) if dot else own.iloc[:0]
    )
    near, at_border = _near(view, indicator, level)
    rows = comparison.beside(own, moved, higher, near)
    steps = path(view.region)
    around = comparison.told_around(
        steps[-2][1] if len(steps) > 1 else "", at_border=at_border
    )
    rows = rows.assign(
        name=comparison.names(rows, change),
        kind_name=[comparison.kind_name(kind, around) for kind in rows["beside"]],
        status_name=rows["status"].map(indicator_names.status_name),
        is_late=is_late(view, indicator, rows["region_code"])
        & rows["beside"].isin(["own", "near"]),
    )
    exhibit = Exhibit(
        "beside",
        comparison.told(indicator, rows, change, around),
        comparison.told_under(at_border=at_border) if dot else "",
        rows,
        comparison.list_columns(indicator),
        f"beside_{indicator.key}",
    )
    known = rows["value"].dropna()
    if known.empty or known.min() < 0:  # bars from zero cannot tell of what fell
        exhibits.show_list(exhibit)
        return
    exhibits.show_exhibit(
        exhibit,
        lambda theme: comparison.chart(indicator, rows, theme),
        on_choose=session.go_to,
    )


def _near(view: View, indicator: Indicator, level: str) -> tuple[pd.DataFrame, bool]:
    """The regions around: those at the border where boundaries are loaded, else those
    of the same region above; and which of the two."""
    above = view.region.rpartition(".")[0]
    if not above:
        return values(indicator, view.region, level, view.as_of).iloc[:0], False
    touching = maps.neighbours(ancestor(view.region, "province"), level)
    codes = (touching or {}).get(view.region)
    if codes is None:
        siblings = values(indicator, above, level, view.as_of)
        return siblings[siblings["region_code"] != view.region], False
    parents = sorted({code.rpartition(".")[0] for code in codes} or {above})
    answers = [values(indicator, parent, level, view.as_of) for parent in parents]
    found = pd.concat(answers, ignore_index=True)
    return found[found["region_code"].isin(codes)], True
