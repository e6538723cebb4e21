"""Indicators: one file each in ``queries/indicators``, found by listing them.

A file's header explains the indicator in both languages, one field after the other; its
one statement returns what the figure is made of, for every region and level. Columns:

- ``region_id``, ``from_month``, ``to_month`` [first, last): always;
- ``numerator``, ``denominator``: whole numbers, of which `results.indicator_parts` makes
  the figure; the two may come in rows of their own. ``value`` instead of both where the
  figure is no ratio and no count;
- ``item``: what is counted, where the rows of a region and month are to be added up;
- all others are optional: docs/indicators.md.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from imbang import paths
from imbang.questions.headers import LANGUAGES, read_header, tables_read
from imbang.reference.units import UNITS
from imbang.refusals import Refusal
from imbang.texts import _, language

CHAIN = ("input", "process", "output", "outcome", "impact")
DIRECTIONS = ("up", "down", "near", "change")
FORECASTS = ("none", "straight", "up_to_100")
DEPTHS = {"nation": 0, "province": 1, "regency": 2, "district": 3, "village": 4}
TEXTS = ("name", "meaning", "numerator", "denominator")
OPTIONAL_TEXTS = ("legal", "beside")
_NONE = "none"
_FLOW = "since_january"
_REQUIRED = (
    *(f"{name}{code}" for name in TEXTS for code in LANGUAGES),
    *("chain_level", "unit", "direction", "source", "lowest_level"),
    *("minimum_denominator", "thresholds", "forecast", "led_by", "grain"),
)
_FIELDS = frozenset(
    [
        *(*_REQUIRED, "kind", "chance", "counted"),
        *(f"{n}{code}" for n in OPTIONAL_TEXTS for code in LANGUAGES),
    ]
)


@dataclass(frozen=True)
class Indicator:
    """One file of ``queries/indicators``; ``texts`` by name and language (``name_id``).

    ``lowest_level`` is the lowest that can have it; below ``minimum_denominator`` no
    value is shown. ``thresholds`` are attainments in percent from which the figure is
    good and fair, none where there is no attainment. ``led_by`` are the indicators that
    lead to it; ``kind`` the pillar without which it is not collected. ``is_counted``:
    its parts are cases, which chance lets differ, and not money, offices or reports.
    ``is_flow`` where it is counted from January on, and so compared to the same date of
    another year.
    """

    key: str
    chain_level: str
    unit: str
    direction: str
    sources: tuple[str, ...]
    lowest_level: str
    minimum_denominator: int
    thresholds: tuple[float, ...]
    forecast: str
    led_by: tuple[str, ...]
    kind: str | None
    is_counted: bool
    is_flow: bool
    grain: str
    texts: Mapping[str, str]
    sql: str

    def text(self, name: str) -> str:
        """One of `TEXTS` or `OPTIONAL_TEXTS` in the language spoken, else empty."""
        return self.texts.get(f"{name}_{language()}", "")

    @property
    def reads(self) -> frozenset[str]:
        """The tables that the statement reads."""
        return tables_read(self.sql)


@functools.cache
def indicators() -> Mapping[str, Indicator]:
    """Every indicator there is, by key, in the order of the chain."""
    return read_all()


def read_all() -> Mapping[str, Indicator]:
    """The indicators as the files now are; Refusal, naming file and fault, otherwise."""
    files = sorted((paths.QUERIES / "indicators").glob("*.sql"))
    found = {path.stem: read_indicator(path) for path in files}
    for one in found.values():
        if unknown := set(one.led_by) - found.keys():
            raise fault(
                one.key,
                _(
                    "led_by names {names}, which do not exist",
                    names=", ".join(sorted(unknown)),
                ),
            )
    return dict(
        sorted(found.items(), key=lambda item: CHAIN.index(item[1].chain_level))
    )


def read_indicator(path: Path) -> Indicator:
    """The indicator in a file; Refusal when its header lacks a field or has a wrong one."""
    return _read(path.stem, path.read_text("utf-8"))


@functools.cache  # a publish reads each file several times
def _read(key: str, sql: str) -> Indicator:
    _text, fields, _parameters = read_header(sql, _FIELDS)
    if missing := [name for name in _REQUIRED if not fields.get(name)]:
        raise fault(key, _("the header lacks {names}", names=", ".join(missing)))
    _check_choices(key, fields)
    return Indicator(
        key=key,
        chain_level=fields["chain_level"],
        unit=fields["unit"],
        direction=fields["direction"],
        sources=_listed(fields["source"]),
        lowest_level=fields["lowest_level"],
        minimum_denominator=int(fields["minimum_denominator"]),
        thresholds=tuple(float(text) for text in _listed(fields["thresholds"])),
        forecast=fields["forecast"],
        led_by=_listed(fields["led_by"]),
        kind=fields.get("kind"),
        is_counted="chance" not in fields,
        is_flow=fields.get("counted") == _FLOW,
        grain=fields["grain"],
        texts={name: text for name, text in fields.items() if name[-3:] in LANGUAGES},
        sql=sql,
    )


def _check_choices(key: str, fields: Mapping[str, str]) -> None:
    choices = {
        "chain_level": CHAIN,
        "unit": tuple(UNITS),
        "direction": DIRECTIONS,
        "forecast": FORECASTS,
        "lowest_level": tuple(DEPTHS),
        "counted": (_FLOW,),
    }
    for name, known in choices.items():
        if name in fields and fields[name] not in known:
            raise fault(
                key, _("{name} is one of {known}", name=name, known=", ".join(known))
            )
    if fields.get("chance", _NONE) != _NONE:
        raise fault(key, _("{name} is one of {known}", name="chance", known=_NONE))
    numbers = [fields["minimum_denominator"], *_listed(fields["thresholds"])]
    if not all(re.fullmatch(r"\d+(\.\d+)?", text) for text in numbers):
        raise fault(key, _("minimum_denominator and thresholds are numbers"))
    if len(_listed(fields["thresholds"])) not in (0, 2):
        raise fault(key, _("thresholds are two, the higher first, or none"))


def fault(key: str, what: str) -> Refusal:
    """What publish says of a file that is not as it must be."""
    return Refusal(
        _(
            "queries/indicators/{key}.sql: {what}. Nothing was published.",
            key=key,
            what=what,
        )
    )


def _listed(text: str) -> tuple[str, ...]:
    """The items of a list with commas between; ``none`` is an empty one."""
    return () if text == _NONE else tuple(item.strip() for item in text.split(","))
