"""Names around needs: kinds, groups, units, states."""

from __future__ import annotations

from imbang.reference import kinds as reference_kinds
from imbang.texts import _


def unit_name(unit: str) -> str:
    """What is counted, in words."""
    return {"person": _("persons"), "family": _("families")}[unit]


def kind_name(kind: str | None) -> str:
    """A kind of need in words; without one, all that are counted."""
    if kind is None:
        return _("All counted kinds")
    return reference_kinds.ppks_kinds()[kind].label


def status_name(status: str) -> str:
    """How firmly a figure is reported, in words."""
    return {
        "reported": _("reported"),
        "reported_zero": _("reported: none"),
        "partial": _("in part"),
        "not_reported": _("no report yet"),
        "not_collected": _("not counted by the office here"),
    }[status]
