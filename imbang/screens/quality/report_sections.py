"""Who has sent what: the matrix of offices and periods, and completeness over time."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go

from imbang import formats
from imbang.app import elements as st
from imbang.app.shown import chosen, controls, figures, files, parts
from imbang.app.shown.table import show_table
from imbang.app.state import answers, session
from imbang.app.state.remembered import taken
from imbang.app.state.view import View
from imbang.drawing import bars, tables
from imbang.drawing.colours import PALETTES, Theme
from imbang.drawing.tables import Table
from imbang.reference.datasets import load_datasets
from imbang.screens.quality import reports
from imbang.texts import _
from imbang.wording import reporting
from imbang.wording.exhibits import reports as exhibits_reports


def show_reporting(view: View, answer: pd.DataFrame) -> None:
    """The matrix, and the bars beside it."""
    if answer.empty:
        parts.show_nothing(
            _(
                "No report is expected here yet. Which office sends what by when is "
                "set on the page Settings."
            )
        )
        return
    dataset = _choose_dataset(view, answer)
    # datasets side by side need the whole width
    if dataset == exhibits_reports.ALL:
        left, right = st.container(), st.container()
    else:
        left, right = st.columns([15, 5], gap="large")
    with left:
        parts.show_heading(
            _("Reports against their due dates"),
            _("The latest period of each dataset")
            if dataset == exhibits_reports.ALL
            else load_datasets()[dataset].title,
        )
        _show_counts(answer, dataset)
        _show_matrix(taken(_matrix, answer, dataset), dataset)
        name = f"reporting_{view.region}_{view.as_of}"
        files.offer(
            taken(exhibits_reports.listed, answer, dataset),
            exhibits_reports.list_columns(),
            name,
            title=_("Reports against their due dates"),
            answers={"reporting": answer},
        )
        if unsent := taken(exhibits_reports.not_collected_by_any, answer):
            parts.show_notes([exhibits_reports.told_unsent(unsent)])
    with right:
        _show_completeness(view, dataset)


def _show_matrix(matrix: Table, dataset: str) -> None:
    """A page of the offices: of the nation there are more than 500."""

    def show(page: int) -> None:
        show_table(replace(matrix, rows=matrix.rows[tables.part(page)]), key="reports")

    controls.show_linked_pages(
        show, rows=len(matrix.rows), key="reports", of=f"{dataset}_{matrix.caption}"
    )


def _matrix(answer: pd.DataFrame, dataset: str) -> Table:
    offices = answer.drop_duplicates("region_code")
    names = dict(zip(offices["region_code"], offices["region_name"], strict=True))
    return reports.matrix(answer, names, dataset=dataset)


def _choose_dataset(view: View, answer: pd.DataFrame) -> str:
    titles = load_datasets()
    names = {exhibits_reports.ALL: _("All")} | {
        key: titles[key].title for key in taken(exhibits_reports.datasets_in, answer)
    }
    asked = view.own.get("dataset", exhibits_reports.ALL)
    asked = asked if asked in names else exhibits_reports.ALL
    session.sync("dataset", asked)
    chosen.note(_("Dataset"), names[asked])
    with st.container(key="controls", horizontal=True):
        st.segmented_control(
            _("Dataset"),
            list(names),
            key="dataset",
            required=True,
            format_func=names.__getitem__,
            on_change=lambda: session.choose("dataset", st.session_state["dataset"]),
        )
    return asked


def _show_counts(answer: pd.DataFrame, dataset: str) -> None:
    counts = taken(reports.counts, answer, dataset)
    parts.show_marks(
        [
            (
                status,
                reporting.MARKS[status],
                reporting.status_name(status),
                formats.number(counts[status]),
            )
            for status in reporting.STATUSES
            if status != "not_collected"
        ],
        of=_("All")
        if dataset == exhibits_reports.ALL
        else load_datasets()[dataset].title,
    )


def _show_completeness(view: View, dataset: str) -> None:
    """How much of what was due has come, period by period."""
    answer = answers.ask("completeness", region=view.region, as_of=view.as_of)
    rows = taken(
        reports.by_month, answer, None if dataset == exhibits_reports.ALL else dataset
    )
    parts.show_heading(
        _("Completeness over time"),
        _("Reports that were due, by the end of the period"),
    )
    if rows.empty:
        parts.show_nothing(_("No report is due yet"))
        return
    figures.show_figure(
        taken(_bars, rows, figures.theme()),
        key="completeness",
        alt=(told := taken(reports.told_completeness, rows)),
    )
    parts.show_notes([told])
    name = f"completeness_{view.region}_{view.as_of}"
    files.offer(
        rows,
        reports.month_columns(),
        name,
        title=_("Completeness over time"),
        under=_("Reports that were due, by the end of the period"),
        answers={"completeness": answer},
        key="_completeness",
        draw=lambda theme: _bars(rows, theme),
    )


def _bars(rows: pd.DataFrame, theme: Theme) -> go.Figure:
    """A bar a period: what came on time, late and not at all."""
    palette = PALETTES[theme]
    on_time = bars.Series(
        _("On time"), rows["on_time"].tolist(), palette.accent, palette.paper
    )
    late = bars.Series(
        _("Late"), rows["late"].tolist(), palette.steps[1], palette.ink, "/"
    )
    missing = bars.Series(
        _("Missing"), rows["missing"].tolist(), palette.steps[3], palette.written[3]
    )
    return bars.stacked_bars(
        [formats.short_month(month) for month in rows["month"]],
        [on_time, late, missing],
        totals=[formats.percent(share) for share in rows["received_share"]],
        theme=theme,
    )
