"""A case in another province, so that many of them can share a store.

What was worked out by hand stays as it is; only where it happens changes, and whose NIK
it is. A case whose numbers rest on how Kalimantan Selatan is divided cannot move.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from .hand import BANJARMASIN, DISTRICT, PROVINCE, REGENCY, V1, V2, V3, V4, Case
from .sending import children, parent

VILLAGES = (V1, V2, V3, V4)


def moved(case: Case) -> Case:
    """The case where it says that it can be too."""
    if case.elsewhere in (None, PROVINCE):
        return case
    codes = places(case.elsewhere)
    return replace(
        case,
        sent=tuple(_moved(one, codes) for one in case.sent),
        expected=tuple(_moved(one, codes) for one in case.expected),
    )


@functools.cache
def places(province: str) -> Mapping[str, str]:
    """The codes of a province for those of Kalimantan Selatan that cases speak of.

    The district is the first with as many villages as that of the cases; Banjarmasin is
    another regency, its districts in their order.
    """
    cities = children(province)
    district = next(
        code
        for city in cities
        for code in children(city)
        if len(children(code)) == len(VILLAGES)
    )
    city = parent(district)
    next_district = next(code for code in children(city) if code != district)
    other = next(code for code in cities if code != city)
    found = {PROVINCE: province, REGENCY: city, DISTRICT: district, BANJARMASIN: other}
    found |= dict(zip(VILLAGES, children(district), strict=True))
    found |= {"63.72.03": next_district, "63.72.03.1001": children(next_district)[0]}
    for code, there in zip(children(BANJARMASIN), children(other), strict=False):
        found |= {code: there, children(code)[0]: children(there)[0]}
    return found


def _moved(value: Any, codes: Mapping[str, str]) -> Any:
    """A part of a case with its regions, and its NIKs, as of another province."""
    if isinstance(value, tuple):
        return tuple(_moved(one, codes) for one in value)
    if not is_dataclass(value):
        return value
    changed = {}
    for field in fields(value):
        given = getattr(value, field.name)
        if field.name in ("office", "region"):
            changed[field.name] = codes[given]
        elif field.name == "nik" and given is not None:
            changed[field.name] = codes[DISTRICT].replace(".", "") + given[6:]
        else:
            changed[field.name] = _moved(given, codes)
    return replace(value, **changed)
