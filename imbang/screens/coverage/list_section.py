"""The list of regions: its order, its pages, its downloads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from imbang import formats
from imbang.app import elements as st
from imbang.app.shown import controls, files, parts
from imbang.app.shown.table import show_table
from imbang.app.state import session
from imbang.app.state.view import View
from imbang.drawing import tables
from imbang.reference import regions
from imbang.reference.levels import level_of
from imbang.texts import _, plural
from imbang.wording import coverage_table
from imbang.wording.names import level_name


def show_list(view: View, rows: pd.DataFrame, *, notes: Sequence[str]) -> None:
    """The regions in ``rows``, to search, to order, to go down by, to take away."""
    largest = rows["uncovered_persons"].max()
    columns = coverage_table.list_columns(
        view.level, largest, _parents(view), compares=coverage_table.CHANGE in rows
    )
    with st.container(key="order", horizontal=True, vertical_alignment="bottom"):
        controls.choose_order(view, {c.key: c.label for c in columns})
    found = coverage_table.arrange(rows, columns, sort=view.sort, q=view.q)
    parts.show_heading(level_name(view.level), _counted(found))
    if found.empty:
        parts.show_nothing(_("No region matches the search and the legend's choice."))
        return
    page = min(view.page, tables.pages(found))
    drawn = tables.draw(
        found,
        columns,
        caption=_("Regions and their PSM coverage"),
        sort=view.sort,
        page=page,
        chosen=view.region,
    )
    show_table(drawn, key="list", on_choose=session.go_to, on_sort=controls.sort_by)
    controls.choose_page(view, tables.pages(found))
    _offer_files(view, found, notes)


def _parents(view: View) -> Mapping[str, str]:
    """Names to tell regions of the same name apart: of their districts or regencies."""
    at = level_of(view.region)
    tells_apart = (view.level == "village" and at in ("province", "regency")) or (
        view.level == "district" and at == "province"
    )
    return regions.load().names if tells_apart else {}


def _counted(rows: pd.DataFrame) -> str:
    n = len(rows)
    return plural("{count} region", "{count} regions", n, count=formats.number(n))


def _offer_files(view: View, rows: pd.DataFrame, notes: Sequence[str]) -> None:
    """The same figures as files, in the order and choice shown."""
    answer = rows.drop(columns=[*coverage_table.ADDED], errors="ignore")
    name = f"coverage_{view.region}_{view.level}_{view.as_of}"
    files.offer(answer, name, sheet="coverage", notes=notes)
