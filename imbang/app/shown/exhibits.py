"""A chart with all that belongs to it: what it says, its table, its files, its words.

Every chart of every page is shown through `show_exhibit`, so that none lacks a text
alternative, a table or a download.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd
import plotly.graph_objects as go

from imbang import formats
from imbang.app import elements as st
from imbang.app.shown import controls, figures, files, parts
from imbang.app.shown.table import show_table
from imbang.app.state import selection, session
from imbang.app.state.remembered import remembered, taken
from imbang.app.state.view import PAGE
from imbang.drawing import columns, tables
from imbang.drawing.colours import Theme
from imbang.drawing.events import Mark, with_events
from imbang.drawing.tables import Column, Table
from imbang.texts import _, plural
from imbang.wording.exhibits.events import notes

_AS_TABLE = "tables"  # the link names the charts that are shown as tables


@dataclass(frozen=True)
class Exhibit:
    """What is told of one chart besides its drawing.

    ``title`` is the answer in words; ``under`` what is drawn, in which unit; ``alt`` the
    chart in words, the title unless given; ``rows`` the figures as the question gave
    them, for table and files; ``columns`` how the table writes them; ``file`` the name
    of the files, to which region and month are added; ``data`` the answer that goes into
    the workbook with its keys, where ``rows`` were made from it. Rows that ``selects``
    are regions of the page's map: a press on one, in chart or table, selects it there.
    ``events`` are drawn on a chart over time, and told below it and in its files.
    """

    key: str
    title: str
    under: str
    rows: pd.DataFrame
    columns: tuple[Column, ...]
    file: str
    alt: str = ""
    data: pd.DataFrame | None = None
    selects: bool = False
    events: tuple[Mark, ...] = ()


def show_exhibit(
    exhibit: Exhibit,
    draw: Callable[[Theme], go.Figure],
    *,
    on_choose: Callable[[str], None] | None = None,
) -> None:
    """Heading, chart or table, and files.

    ``draw`` makes the figure in a theme; it is kept for all readers by what it holds on
    to (`imbang.app.state.remembered`), so it must follow from that alone. With
    ``on_choose``, a click on a mark calls back with its ``customdata``, a region's code.
    """
    draw = _marked(draw, exhibit.events)
    parts.show_heading(exhibit.title, exhibit.under)
    if is_table := _as_table(exhibit):
        show_rows(exhibit)
    else:
        choose = selection.press if exhibit.selects else on_choose
        _show_chart(exhibit, draw, choose)
    if exhibit.events:
        parts.show_notes(notes(exhibit.events))
    _show_foot(exhibit, None if is_table else draw)


def show_list(exhibit: Exhibit) -> None:
    """A table that has no chart: heading, rows, files."""
    parts.show_heading(exhibit.title, exhibit.under)
    show_rows(exhibit)
    offer_files(exhibit)


def found(rows: pd.DataFrame, q: str, *, within: Sequence[str]) -> pd.DataFrame:
    """The rows in which one of the columns ``within`` holds ``q``; all where it is empty."""
    return taken(columns.find, rows, q, within=within) if q.strip() else rows


def show_rows(exhibit: Exhibit) -> None:
    """The figures as a table, to be sorted by its headings, a page at a time."""
    view = session.current()
    by = f"{exhibit.key}_sort"
    sort = view.own.get(by, "")
    rows = (
        taken(columns.order, exhibit.rows, exhibit.columns, sort)
        if sort
        else exhibit.rows
    )

    marked = view.marked if exhibit.selects else ""

    def sort_by(column: str) -> None:
        session.choose(f"{exhibit.key}{PAGE}", "1" if marked else None)
        session.choose(by, column if sort == f"-{column}" else f"-{column}")

    def show(page: int) -> None:
        table = taken(
            drawn_page,
            rows,
            page,
            exhibit.columns,
            caption=exhibit.title,
            sort=sort or "-",
            chosen=marked or None,
            pressing=(view.region, view.marked) if exhibit.selects else None,
        )
        show_table(
            table,
            key=f"table_{exhibit.key}",
            on_choose=selection.press,
            on_sort=sort_by,
        )

    controls.show_linked_pages(
        show,
        rows=len(rows),
        key=exhibit.key,
        of=f"{sort}_{view.region}",
        first=tables.page_of(rows, marked),
    )


def drawn_page(
    rows: pd.DataFrame,
    page: int,
    headings: tuple[Column, ...],
    *,
    caption: str,
    sort: str,
    chosen: str | None,
    pressing: tuple[str, str] | None,
) -> Table:
    """A page of rows as a table; ``pressing`` is the region in view and the one selected
    there, where a press on a row selects one."""
    return tables.draw(
        rows.iloc[tables.part(page)],
        headings,
        caption=caption,
        sort=sort,
        chosen=chosen,
        press=partial(selection.what_press_does, *pressing) if pressing else None,
    )


def _marked(
    draw: Callable[[Theme], go.Figure], marks: tuple[Mark, ...]
) -> Callable[[Theme], go.Figure]:
    """The same drawing with events on it."""
    if not marks:
        return draw
    return lambda theme: with_events(draw(theme), marks, theme=theme)


def _show_chart(
    exhibit: Exhibit,
    draw: Callable[[Theme], go.Figure],
    on_choose: Callable[[str], None] | None,
) -> None:
    figure = _figure(draw, figures.theme())
    if not figure.data:
        parts.show_nothing(
            _("No region of this level has reported this. Choose the region above.")
        )
        return
    figures.show_figure(
        figure,
        key=f"chart_{exhibit.key}",
        alt=exhibit.alt or exhibit.title,
        on_choose=on_choose,
    )
    if left_out := (figure.layout.meta or {}).get("left_out"):
        st.caption(
            plural(
                "{count} more is in the table.",
                "{count} more are in the table.",
                left_out,
                count=formats.number(left_out),
            )
        )


@remembered
def _figure(draw: Callable[[Theme], go.Figure], theme: Theme) -> go.Figure:
    return draw(theme)


def _as_table(exhibit: Exhibit) -> bool:
    return exhibit.key in session.current().own.get(_AS_TABLE, "").split(",")


def _show_foot(exhibit: Exhibit, draw: Callable[[Theme], go.Figure] | None) -> None:
    """Chart or table, and the files: one quiet line under the chart. Without ``draw`` it
    is shown as a table."""
    key = f"as_{exhibit.key}"
    names = {"chart": _("Chart"), "table": _("Table")}
    session.sync(key, "chart" if draw else "table")
    with st.container(
        key=f"foot_{exhibit.key}", horizontal=True, vertical_alignment="center"
    ):
        st.segmented_control(
            _("Shown as"),
            list(names),
            key=key,
            format_func=names.__getitem__,
            required=True,
            label_visibility="collapsed",
            on_change=lambda: _turn(exhibit.key, st.session_state[key]),
        )
        offer_files(exhibit, draw)


def _turn(key: str, shown: str) -> None:
    """Show a chart as table, or again as chart."""
    now = set(session.current().own.get(_AS_TABLE, "").split(",")) - {""}
    now = now | {key} if shown == "table" else now - {key}
    session.choose(_AS_TABLE, ",".join(sorted(now)) or None)


def offer_files(
    exhibit: Exhibit, draw: Callable[[Theme], go.Figure] | None = None
) -> None:
    """The figures as files, named after the region and the month in view, and as a
    picture: of the chart that is shown, else of the table."""
    view = session.current()
    files.offer(
        exhibit.rows,
        exhibit.columns,
        f"{exhibit.file}_{view.region}_{view.as_of}",
        title=exhibit.title,
        under=exhibit.under,
        answers={
            exhibit.file[:31]: exhibit.rows if exhibit.data is None else exhibit.data
        },
        key=f"_{exhibit.key}",
        draw=draw,
        notes=notes(exhibit.events),
    )
