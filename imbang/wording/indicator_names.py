"""Names around indicators: levels of the chain, units, and figures in their units."""

from __future__ import annotations

from collections.abc import Callable

from imbang import formats
from imbang.formats import exists
from imbang.reference.units import UNITS
from imbang.texts import _


def chain_name(level: str) -> str:
    """A level of the chain in words."""
    return {
        "input": _("Input"),
        "process": _("Process"),
        "output": _("Output"),
        "outcome": _("Outcome"),
        "impact": _("Impact"),
    }[level]


def unit_name(unit: str) -> str:
    """The unit of a figure, as it stands under a heading."""
    return {
        "percent": _("percent"),
        "per 1000": _("per thousand"),
        "persons": _("people"),
        "kinds": _("kinds"),
        "index": _("index from 0 to 1"),
        "days": _("days"),
    }[unit]


def status_name(status: str) -> str:
    """How firmly a figure is reported."""
    return {
        "reported": _("Reported"),
        "reported_zero": _("Reported: zero"),
        "partial": _("Reported in part"),
        "not_reported": _("Not reported"),
        "not_collected": _("Not collected"),
        "not_applicable": _("Does not exist at this level"),
    }[status]


def writer(unit: str) -> Callable[[object], str]:
    """How figures of a unit are written."""
    digits = UNITS[unit].digits
    if unit == "percent":
        return lambda v: formats.percent(float(v) / 100, digits) if exists(v) else "–"  # type: ignore[arg-type]
    return lambda v: formats.number(v, digits)
