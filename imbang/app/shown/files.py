"""Figures to take away: a table as CSV and as a workbook, with what it says and rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode, urlsplit, urlunsplit

import pandas as pd

from imbang import formats
from imbang.app import elements as st
from imbang.app.shown import chosen, sources
from imbang.app.state import answers as asked
from imbang.app.state import session
from imbang.drawing import downloads
from imbang.drawing.downloads import About
from imbang.drawing.tables import Column
from imbang.texts import _, language, use_language
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
) -> None:
    """Two buttons; files are made when one is pressed. ``key`` tells pairs apart.

    ``rows`` in ``columns`` are the table for people, ``answers`` by the name of their
    sheet what goes into the workbook with keys and all columns.
    """
    with st.container(key=f"downloads{key}", horizontal=True):
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
            _workbook(rows, columns, answers, _about(title, under)),
            f"{name}.xlsx",
            _XLSX,
            key=f"xlsx{key}",
            icon=":material/download:",
            on_click="ignore",
        )


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


def link() -> str:
    """The address of what is shown, as this reader reaches it; empty where not known."""
    if not (url := st.context.url):
        return ""
    at = urlsplit(url)
    query = urlencode(session.current().to_query())
    return urlunsplit((at.scheme, at.netloc, at.path or "/", query, ""))


def standing() -> str:
    """Page, region, month and month of comparison; the page alone where there are no
    figures."""
    view = session.current()
    if view.is_blank:
        return chosen.page()
    told = [
        chosen.page(),
        asked.region_name(view),
        _("as of {month}", month=formats.month(view.as_of)),
    ]
    if view.compare:
        told.append(_("compared with {month}", month=formats.month(view.compare)))
    return " · ".join(told)


def rests_on() -> list[str]:
    """What figures rest on: the notes of the page on its sources, and the snapshot."""
    source, *others = sources.gathered() or [""]
    return list(filter(None, (source, *others, asked.told_snapshot())))


def _about(title: str, under: str) -> About:
    source, *others = sources.gathered() or [""]
    lines = [
        under,
        standing(),
        " · ".join(chosen.noted()),
        source,
        asked.told_snapshot(),
    ]
    return About(title, [line for line in lines if line], others, link())


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


def later(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """``make`` in the language of the page: it is called when no page is being drawn."""
    spoken = language()

    def speaking() -> bytes:
        use_language(spoken)
        return make()

    return speaking
