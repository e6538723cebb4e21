"""Columns of the tables of the page on verification, services and cases."""

from __future__ import annotations

from collections.abc import Mapping

from imbang.drawing import columns
from imbang.drawing.tables import Column
from imbang.texts import _
from imbang.wording.names import level_name


def place_columns(level: str, parents: Mapping[str, str]) -> tuple[Column, ...]:
    """When places were verified last."""
    return (
        columns.region(level_name(level), under=parents),
        columns.text("source_name", _("List")),
        columns.month("last_verified", _("Last verified")),
        columns.number("months_ago", _("Months ago")),
        columns.number("verified", _("Entries that year")),
    )


def list_columns(
    level: str, parents: Mapping[str, str], measure: str
) -> tuple[Column, ...]:
    """The size of a list by region; ``measure`` says of which figure it is told how
    firmly and when."""
    return (
        columns.region(level_name(level), under=parents),
        columns.text("source_name", _("List")),
        columns.number("individuals", _("Individuals in the list")),
        columns.percent("individuals_share", _("Of the inhabitants")),
        columns.number("families", _("Families in the list")),
        columns.percent("families_share", _("Of the households")),
        columns.text("status_name", _("Completeness")),
        columns.month(f"{measure}_period", _("Month")),
    )


def list_trend_columns() -> tuple[Column, ...]:
    """The size of each list by month."""
    return (
        columns.name("source_name", _("List")),
        columns.month("month", _("Month")),
        columns.number("individuals", _("Individuals in the list")),
        columns.number("families", _("Families in the list")),
        columns.month("period", _("As reported for")),
    )


def decile_columns() -> tuple[Column, ...]:
    """The deciles of a list."""
    return (
        columns.name("decile_name", _("Decile")),
        columns.text("source_name", _("List")),
        columns.number("individuals", _("Individuals in the decile")),
        columns.percent("individuals_share", _("Of the individuals in the list")),
        columns.number("families", _("Families in the decile")),
        columns.percent("families_share", _("Of the families in the list")),
        columns.text("status_name", _("Completeness")),
        columns.month("period", _("Month")),
    )


def service_columns() -> tuple[Column, ...]:
    """SLRT, operators and referrals by regency."""
    return (
        columns.region(level_name("regency")),
        columns.text("slrt_name", _("SLRT")),
        columns.number("operators", _("SIKS-NG operators")),
        columns.number("made", _("Referrals made")),
        columns.number("completed", _("Completed")),
        columns.percent("completed_share", _("Share")),
        columns.month("period", _("Reported")),
    )


def case_kind_columns() -> tuple[Column, ...]:
    """Cases by kind, with the days between where dated."""
    return (
        columns.name("kind_name", _("Kind")),
        columns.number("reported", _("Cases reported")),
        columns.number("handled", _("Handled")),
        columns.number("with_psm", _("With a PSM")),
        columns.number("closed", _("Closed")),
        columns.percent("with_psm_share", _("With a PSM, share")),
    )


def day_columns() -> tuple[Column, ...]:
    """Days between, by kind."""
    return (
        columns.name("kind_name", _("Kind")),
        columns.number("cases", _("Dated cases")),
        columns.number(
            "days_to_handle_median", _("Days to handling, median"), digits=1
        ),
        columns.number("closed", _("Dated cases closed")),
        columns.number("days_to_close_median", _("Days to closing, median"), digits=1),
        columns.number("days_to_close_90", _("9 of 10 closed within, days"), digits=0),
    )
