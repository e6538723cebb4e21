"""The list of regions: its order, its pages, its downloads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from imbang import formats
from imbang.app import elements as st
from imbang.app.shown import controls, exhibits, files, parts
from imbang.app.shown.table import show_table
from imbang.app.state import selection, session
from imbang.app.state.remembered import taken
from imbang.app.state.view import View
from imbang.drawing import columns, tables
from imbang.drawing.tables import Column
from imbang.reference import regions
from imbang.reference.levels import level_of
from imbang.texts import _, plural
from imbang.wording.coverage import coverage_table
from imbang.wording.names import level_name


def show_list(view: View, rows: pd.DataFrame, *, title: str, beside: str = "") -> None:
    """The regions in ``rows``, to search, to order, to select and go down by, to take away under
    ``title``; ``beside`` them a sentence on all that were there before any choice."""
    largest = rows["uncovered_persons"].max()
    headings = coverage_table.list_columns(
        view.level,
        largest,
        _parents(view, rows),
        compares=coverage_table.CHANGE in rows,
    )
    with st.container(key="order", horizontal=True, vertical_alignment="bottom"):
        controls.choose_order(view, {c.key: c.label for c in headings})
    found = exhibits.found(rows, view.q, within=["region_name", "region_code"])
    found = taken(columns.order, found, headings, view.sort)
    parts.show_heading(level_name(view.level), _counted(found))
    if beside:
        parts.show_notes([beside])
    if found.empty:
        parts.show_nothing(_("No region matches the search and the legend's choice."))
        return

    def show(page: int) -> None:
        drawn = taken(
            exhibits.drawn_page,
            found,
            page,
            headings,
            caption=_("Regions and their PSM coverage"),
            sort=view.sort,
            chosen=view.marked or view.region,
            pressing=(view.region, view.marked),
        )
        show_table(
            drawn, key="list", on_choose=selection.press, on_sort=controls.sort_by
        )

    controls.show_pages(
        tables.pages(len(found)),
        show,
        key="list",
        of="_".join([view.region, view.level, view.sort, view.q, *view.show]),
        page=view.page or tables.page_of(found, view.marked),
        rows=len(found),
        turn=lambda page: session.change(page=page),
    )
    _offer_files(view, found, headings, title)


def _parents(view: View, rows: pd.DataFrame) -> Mapping[str, str]:
    """Names to tell regions of the same name apart: of their districts or regencies."""
    at = level_of(view.region)
    tells_apart = (view.level == "village" and at in ("province", "regency")) or (
        view.level == "district" and at == "province"
    )
    return taken(_names_above, rows) if tells_apart else {}


def _names_above(rows: pd.DataFrame) -> dict[str, str]:
    names = regions.load().names
    return {code: names.get(code, "") for code in rows["parent_code"].dropna().unique()}


def _counted(rows: pd.DataFrame) -> str:
    n = len(rows)
    return plural("{count} region", "{count} regions", n, count=formats.number(n))


def _offer_files(
    view: View, rows: pd.DataFrame, headings: Sequence[Column], title: str
) -> None:
    """The same figures as files, in the order and choice shown."""
    answer = rows.drop(columns=[*coverage_table.ADDED], errors="ignore")
    files.offer(
        rows,
        headings,
        f"coverage_{view.region}_{view.level}_{view.as_of}",
        title=title,
        under=_("{level}: {count}", level=level_name(view.level), count=_counted(rows)),
        answers={"coverage": answer},
    )
