"""Figures to take away: a table as CSV and as a workbook, with what it says and rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from imbang.app import elements as st
from imbang.app.shown import chosen, pictures, sources
from imbang.app.shown.pictures import Subject
from imbang.app.shown.where import later, link, standing
from imbang.app.state import answers as asked
from imbang.drawing import downloads
from imbang.drawing.colours import Theme
from imbang.drawing.downloads import About
from imbang.drawing.tables import Column
from imbang.texts import _
from imbang.wording import file_columns

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer(
    rows: pd.DataFrame,
    columns: Sequence[Column],
    name: str,
    *,
    title: str,
    under: str = "",
    answers: Mapping[str, pd.DataFrame],
    key: str = "",
    draw: Callable[[Theme], go.Figure] | None = None,
    notes: Sequence[str] = (),
    legend: Sequence[tuple[str, str, str]] = (),
) -> None:
    """Buttons for files, which are made when one is pressed; ``key`` tells them apart.

    The picture is what ``draw`` makes, of a map with its ``legend``, else the table.
    ``rows`` in ``columns`` are the table for people, ``answers`` by the name of their
    sheet what goes into the workbook with keys and all columns; ``notes`` are of these
    figures alone.
    """
    with st.container(
        key=f"downloads{key}", horizontal=True, vertical_alignment="center"
    ):
        st.download_button(
            _("Download CSV"),
            later(lambda: downloads.as_csv(rows, _in_file(columns, rows))),
            f"{name}.csv",
            "text/csv",
            key=f"csv{key}",
            icon=":material/download:",
            on_click="ignore",
            help=_(
                "For Excel in English: commas, decimal point. For programs: imbang query"
            ),
        )
        st.download_button(
            _("Download XLSX"),
            _workbook(rows, columns, answers, _about(title, under, notes)),
            f"{name}.xlsx",
            _XLSX,
            key=f"xlsx{key}",
            icon=":material/download:",
            on_click="ignore",
        )
        subject = Subject(title, under, draw, rows, columns, legend, notes=notes)
        pictures.offer(subject, name, key=key)


def offer_workbook(
    label: str,
    rows: pd.DataFrame,
    columns: Sequence[Column],
    name: str,
    *,
    title: str,
    answers: Mapping[str, pd.DataFrame],
    key: str,
) -> None:
    """One button for a workbook of several sheets; it is made when it is pressed."""
    st.download_button(
        label,
        _workbook(rows, columns, answers, _about(title, "")),
        f"{name}.xlsx",
        _XLSX,
        key=key,
        icon=":material/download:",
        on_click="ignore",
        type="primary",
    )


def _about(title: str, under: str, notes: Sequence[str] = ()) -> About:
    origins = sources.origins()
    others = [note for note in sources.gathered() if note not in origins]
    lines = [
        under,
        standing(),
        " · ".join(chosen.noted()),
        *origins,
        asked.told_snapshot(),
    ]
    return About(title, [line for line in lines if line], [*notes, *others], link())


def _workbook(
    rows: pd.DataFrame,
    columns: Sequence[Column],
    answers: Mapping[str, pd.DataFrame],
    about: About,
) -> Callable[[], bytes]:
    def make() -> bytes:
        in_file = _in_file(columns, rows)
        if "region_code" in rows:
            in_file = (file_columns.code_column(), *in_file)
        return downloads.as_workbook(rows, in_file, answers, about=about)

    return later(make)


def _in_file(columns: Sequence[Column], rows: pd.DataFrame) -> tuple[Column, ...]:
    return file_columns.file_columns(columns, rows)
