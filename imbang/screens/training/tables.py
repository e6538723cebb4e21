"""Columns of the tables of the page on training."""

from __future__ import annotations

from imbang.drawing import columns
from imbang.drawing.tables import Column
from imbang.texts import _
from imbang.wording.names import level_name


def activity_columns() -> tuple[Column, ...]:
    """Activities: what, when, who held it, who came."""
    return (
        columns.name("title", _("Activity"), under="told_kind"),
        columns.text("told_days", _("Days"), under="told_length"),
        columns.text("office_name", _("Held by"), under="place"),
        columns.number("attended", _("Attended")),
        columns.number("by_name_only", _("By name only")),
        columns.number("regencies", _("Regencies")),
        columns.number("districts", _("Districts")),
        columns.number("attended_from_here", _("From here")),
    )


def element_columns() -> tuple[Column, ...]:
    """Attendances and people by element."""
    return (
        columns.name("element_name", _("Element"), under="told_kind"),
        columns.number("attendances", _("Attendances")),
        columns.number("persons", _("Different participants")),
        columns.number("by_name_only", _("By name only")),
        columns.number("activities", _("Activities")),
    )


def region_columns(level: str) -> tuple[Column, ...]:
    """Where participants come from."""
    return (
        columns.region(level_name(level)),
        columns.number("attendances", _("Attendances")),
        columns.number("persons", _("Different participants")),
        columns.number("by_name_only", _("By name only")),
        columns.number("psm_attendances", _("of them PSM")),
        columns.number("activities", _("Activities")),
    )


def repeater_columns() -> tuple[Column, ...]:
    """How often people came."""
    return (
        columns.name("times_name", _("Bimtek attended")),
        columns.number("persons", _("People")),
    )


def topic_columns() -> tuple[Column, ...]:
    """Topics covered."""
    return (
        columns.name("topic", _("Topic")),
        columns.number("activities", _("Activities")),
        columns.number("attendances", _("Attendances")),
    )


def selection_columns() -> tuple[Column, ...]:
    """Results of selections."""
    return (
        columns.name("title", _("Selection"), under="office_name"),
        columns.text("element_name", _("Element")),
        columns.number("attended", _("Took part")),
        columns.number("passed", _("Selected")),
        columns.number("result_not_told", _("Result not told")),
    )
