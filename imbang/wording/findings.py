"""What a finding says, in the language now spoken: its rule's sentence with its values.

Snapshots and answers hold keys, codes and numbers only. How a value is written follows
from its name: ``kind…`` is a kind, ``region…`` a code, ``…period``, ``since`` and
``copied_from`` a period, ``unit`` a unit; numbers are numbers, other texts are quoted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from imbang import formats
from imbang.questions import rules
from imbang.reference import kinds, regions
from imbang.texts import _
from imbang.wording.messages.verification import decile_name, source_name

_PERIODS = ("period", "previous_period", "since", "copied_from")
Detail = Mapping[str, Any]


def read_detail(detail: str) -> Detail:
    """The column ``detail`` of an answer as a mapping."""
    values: Detail = json.loads(detail)
    return values


def sentence(rule: str, detail: Detail) -> str:
    """What was found, as a sentence for a person."""
    template = rules.rules()[rule].text("detail")
    return template.format(
        **{name: _said(name, value) for name, value in detail.items()}
    )


def places(detail: Detail) -> list[str]:
    """Where it stands, a line for each sheet: file, sheet and the sheet's own rows."""
    return [
        _("{file}, sheet {sheet}: rows {rows}", **place)
        if place.get("sheet")
        else _("{file}: rows {rows}", **place)
        for place in detail.get("places", ())
    ]


def severity_name(severity: str) -> str:
    """How much a finding matters, in a word."""
    names = {"high": _("High"), "medium": _("Medium"), "low": _("Low")}
    return names[severity]


def state_name(state: str) -> str:
    """How far a finding is, in a word."""
    names = {"open": _("Open"), "explained": _("Explained"), "mended": _("Mended")}
    return names[state]


def _said(name: str, value: Any) -> str:
    if isinstance(value, list):
        shown = value if name == "places" else [_said(name, one) for one in value]
        return ", ".join(map(str, shown))
    if not isinstance(value, str):
        return formats.number(value)
    if name.startswith("kind"):
        return _kind(value)
    if name.startswith("region"):
        return f"{regions.load().name(value)} ({value})"
    if name == "unit":
        return _unit(value)
    return _period(value) if name in _PERIODS else f"“{value}”"


def _kind(key: str) -> str:
    known = kinds.pillar_kinds().get(key) or kinds.ppks_kinds().get(key)
    if known is not None:
        return known.label
    names = {"inhabitants": _("Inhabitants"), "households": _("Households")}
    return names.get(key) or _list(key)


def _list(key: str) -> str:
    """A figure of a national list: ``dtsen families 3``."""
    source, measure, *decile = key.split()
    name = {
        "individuals": _("individuals in {list}", list=source_name(source)),
        "families": _("families in {list}", list=source_name(source)),
    }[measure]
    if not decile:
        return name
    return _("{name}, {decile}", name=name, decile=decile_name(decile[0]))


def _unit(key: str) -> str:
    names = {
        "person": _("persons"),
        "family": _("families"),
        "institution": _("institutions"),
    }
    return names[key]


def _period(text: str) -> str:
    return formats.month(text) if re.fullmatch(r"\d{4}-\d{2}", text) else text
