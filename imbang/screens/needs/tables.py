"""Columns of the tables of the page on needs."""

from __future__ import annotations

from collections.abc import Mapping

from imbang import formats
from imbang.drawing import columns
from imbang.drawing.tables import Column
from imbang.texts import _
from imbang.wording.names import level_name


def group_columns(compare: str | None) -> tuple[Column, ...]:
    """Groups of problems with their change."""
    return (
        columns.name("group_name", _("Group of problems")),
        columns.number("count", _("PMKS reported")),
        columns.percent("share", _("Share"), digits=1),
        columns.number("kinds", _("Kinds")),
        *_change(compare),
    )


def kind_columns(largest: float, compare: str | None) -> tuple[Column, ...]:
    """Kinds with their group, how firmly they are reported, and their change."""
    return (
        columns.name("kind_name", _("Kind"), under="group_name"),
        columns.bar("count", _("PMKS reported"), largest),
        *_change(compare),
        columns.text("status_name", _("State"), under="period_name"),
    )


def _change(compare: str | None) -> tuple[Column, ...]:
    if compare is None:
        return ()
    since = _("Since {month}", month=formats.short_month(compare))
    return (
        columns.signed("change", since),
        columns.signed_percent("change_share", _("Change")),
    )


def region_columns(
    level: str, largest: float, parents: Mapping[str, str]
) -> tuple[Column, ...]:
    """Regions with number and rate; ``parents`` names what each lies in, by code."""
    return (
        columns.region(level_name(level), under=parents),
        columns.bar("count", _("PMKS reported"), largest),
        columns.number("inhabitants", _("Inhabitants")),
        columns.number("shown_rate", _("In 1,000 inhabitants"), digits=2),
        columns.text("status_name", _("State")),
    )


def flow_columns() -> tuple[Column, ...]:
    """Flows by kind."""
    return (columns.name("kind_name", _("Kind"), under="group_name"), *_flows())


def region_flow_columns(level: str) -> tuple[Column, ...]:
    """Flows by region."""
    return (columns.region(level_name(level)), *_flows())


def _flows() -> tuple[Column, ...]:
    return (
        columns.number("entered", _("Entered")),
        columns.number("exited", _("Left")),
        columns.number("independent", _("of them self-reliant")),
        columns.signed("net", _("Net")),
        columns.text("told", _("Completeness")),
    )
