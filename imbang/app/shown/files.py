"""Figures to take away: the same answer as CSV and as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from imbang.app import elements as st
from imbang.drawing import downloads
from imbang.texts import _

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer(
    answer: pd.DataFrame,
    name: str,
    *,
    sheet: str,
    notes: Sequence[str] = (),
    key: str = "",
) -> None:
    """Two buttons; files are made when one is pressed. ``key`` tells pairs apart."""
    with st.container(key=f"downloads{key}", horizontal=True):
        st.download_button(
            _("Download CSV"),
            lambda: downloads.as_csv(answer),
            f"{name}.csv",
            "text/csv",
            key=f"csv{key}",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            _("Download XLSX"),
            lambda: downloads.as_workbook(answer, sheet=sheet, notes=notes),
            f"{name}.xlsx",
            _XLSX,
            key=f"xlsx{key}",
            icon=":material/download:",
            on_click="ignore",
        )


def offer_workbook(
    label: str, make: Callable[[], bytes], name: str, *, key: str
) -> None:
    """One button for a workbook of several sheets; it is made when it is pressed."""
    st.download_button(
        label,
        make,
        f"{name}.xlsx",
        _XLSX,
        key=key,
        icon=":material/download:",
        on_click="ignore",
        type="primary",
    )
