"""Parameters of questions: text as a person or a script gives it, made into values.

Each type of parameter has one reader; a question's header names the type.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from imbang import periods
from imbang.analysis.placement import constraints
from imbang.analysis.placement.constraints import OBJECTIVES
from imbang.analysis.placement.requests import MOST_RUPIAH
from imbang.questions.indicators import indicators
from imbang.reference import kinds, levels, regions
from imbang.reference.levels import LEVELS
from imbang.reference.ratios import LARGEST_NORM, SMALLEST_NORM, read_norm
from imbang.refusals import Misuse
from imbang.texts import _

_MOST = 100_000


@dataclass(frozen=True)
class Parameter:
    """One parameter of a question."""

    name: str
    type: str
    is_optional: bool
    meaning: str


def read_value(parameter: Parameter, value: object) -> dict[str, Any]:
    """The values that the SQL takes for a parameter; None means not given.

    All are read from text but a norm that is a Fraction already: it is exact, and may be
    an own ratio that nobody could choose. Raises Misuse, with what was expected, for text
    without meaning.
    """
    is_read = value is None or isinstance(value, Fraction)
    try:
        given = value if is_read else str(value)
        return _READERS[parameter.type](parameter.name, given)
    except (ValueError, ArithmeticError) as error:
        raise Misuse(
            _(
                "{name} = {value} has no meaning; expected: {expected}.",
                name=parameter.name,
                value=value,
                expected=_expected(parameter.type),
            )
        ) from error


def _expected(type: str) -> str:
    return {
        "region": _("a Kemendagri code such as 63, 63.71 or 63.71.01.1001, or ID"),
        "level": ", ".join(LEVELS),
        "month": _("a month as YYYY-MM"),
        "norm": _(
            "PMKS to one PSM, a number from {least} to {most} with a decimal point, or a"
            " fraction such as 144808/892",
            least=SMALLEST_NORM,
            most=LARGEST_NORM,
        ),
        "ppks_kinds": ", ".join(("all", "without_poor", *kinds.ppks_kinds())),
        "pillar_kind": ", ".join(kinds.pillar_kinds()),
        "indicator": ", ".join(indicators()),
        "ppks_kind": ", ".join(kinds.ppks_kinds()),
        "finding": _("the id of a finding, twelve characters"),
        "count": _("a whole number from 0 to {most}", most=_MOST),
        "rupiah": _("a whole number from 0 to {most}", most=MOST_RUPIAH),
        "objective": ", ".join(OBJECTIVES),
        "constraints": constraints.expected(),
    }[type]


def _region(name: str, text: str | None) -> dict[str, Any]:
    if text is None or text == levels.NATION:
        return {name: text}
    code = regions.load().code_for(text)
    if code is None:
        raise ValueError(text)
    return {name: code}


def _chosen(options: Callable[[], object]) -> Callable[[str, str | None], Any]:
    def read(name: str, text: str | None) -> dict[str, Any]:
        if text is not None and text not in options():  # type: ignore[operator]
            raise ValueError(text)
        return {name: text}

    return read


def _month(name: str, text: str | None) -> dict[str, Any]:
    if text is None:
        return {name: None}
    return {name: min(periods.parse_month(text), periods.NO_END - 1)}


def _norm(name: str, given: str | Fraction | None) -> dict[str, Any]:
    norm = read_norm(given) if isinstance(given, str) else given
    return {
        f"{name}_numerator": norm and norm.numerator,
        f"{name}_denominator": norm and norm.denominator,
    }


def _ppks_kinds(name: str, text: str | None) -> dict[str, Any]:
    if text is None:  # what the snapshot's settings say
        return {name: None}
    chosen = kinds.ppks_kinds_in(text)
    if not set(chosen) <= kinds.ppks_kinds().keys():
        raise ValueError(text)
    return {name: list(chosen)}


def _finding(name: str, text: str | None) -> dict[str, Any]:
    if text is not None and not re.fullmatch("[0-9a-f]{12}", text):
        raise ValueError(text)
    return {name: text}


def _whole(most: int) -> Callable[[str, str | None], dict[str, Any]]:
    def read(name: str, text: str | None) -> dict[str, Any]:
        if text is not None and not (text.isdecimal() and int(text) <= most):
            raise ValueError(text)
        return {name: None if text is None else int(text)}

    return read


def _constraints(name: str, text: str | None) -> dict[str, Any]:
    return {name: constraints.read(text or "")}


_READERS: Mapping[str, Callable[[str, Any], dict[str, Any]]] = {
    "region": _region,
    "level": _chosen(lambda: LEVELS),
    "month": _month,
    "norm": _norm,
    "ppks_kinds": _ppks_kinds,
    "pillar_kind": _chosen(kinds.pillar_kinds),
    "indicator": _chosen(indicators),
    "ppks_kind": _chosen(kinds.ppks_kinds),
    "finding": _finding,
    "count": _whole(_MOST),
    "rupiah": _whole(MOST_RUPIAH),
    "objective": _chosen(lambda: OBJECTIVES),
    "constraints": _constraints,
}
