"""Readers of settings: text as a person or a script gives it, made into a value.

A value is what JSON can hold, written one way only, so that equal settings are equal
texts. Each reader raises Misuse, with what was expected, for text without meaning.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from imbang import formats
from imbang.reference import kinds, levels, ratios, regions
from imbang.reference.ratios import LARGEST_NORM, SMALLEST_NORM
from imbang.refusals import Misuse
from imbang.texts import _

Reader = Callable[[str], Any]
Override = Mapping[str, Any]
KIND_SETS = ("kalsel_2023", "permensos_8_2012")
MOST_DAYS = 366
_LONGEST_TEXT = 500
# Any number that long: no setting needs one. What is a NIK otherwise, `imbang.nik` says.
_NIK_LIKE = re.compile(r"(?<!\d)\d(?:[ .-]?\d){15}(?!\d)", re.ASCII)
_SCREEN = re.compile(r"[a-z][a-z_]{0,39}", re.ASCII)
_YES = frozenset({"on", "yes", "true", "ya"})
_NO = frozenset({"off", "no", "false", "tidak"})
_OVERRIDE_KEYS = frozenset({"office", "dataset", "due_days", "collected"})


def read_norm(text: str) -> str:
    """PMKS persons per PSM, exactly: a decimal number, or a fraction where none ends."""
    try:
        return ratios.write_ratio(ratios.read_norm(text))
    except ValueError as error:
        raise Misuse(
            _(
                "“{value}” cannot be the norm: give PMKS to one PSM, a number from"
                " {least} to {most} (on the command line with a decimal point: 162.5).",
                value=text[:40],
                least=formats.number(SMALLEST_NORM),
                most=formats.number(LARGEST_NORM),
            )
        ) from error


def read_kind_set(text: str) -> str:
    """A set of kinds by its name, or kinds of pillars with commas between."""
    return _read_kinds(text, names=KIND_SETS, known=kinds.pillar_kinds())


def read_counted_kinds(text: str) -> str:
    """``all``, ``without_poor``, or kinds of PPKS with commas between."""
    names = ("all", "without_poor")
    return _read_kinds(text, names=names, known=kinds.ppks_kinds())


def _read_kinds(text: str, *, names: Iterable[str], known: Iterable[str]) -> str:
    chosen = {part.strip() for part in text.split(",")} - {""}
    if not chosen:
        raise Misuse(_("Choose at least one kind."))
    if len(chosen) == 1 and chosen <= set(names):
        return chosen.pop()
    if unknown := chosen - set(known):
        raise Misuse(
            _(
                "“{value}” is no kind here. Give one of {names}, or kinds with commas"
                " between: {kinds}.",
                value=min(unknown)[:40],
                names=", ".join(names),
                kinds=", ".join(known),
            )
        )
    return ",".join(kind for kind in known if kind in chosen)


def read_line(text: str) -> str:
    """One line of text."""
    return read_lines(" ".join(text.split()))


def read_lines(text: str) -> str:
    """Lines of text, without blank ones; a NIK among them is refused."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    kept = "\n".join(line for line in lines if line)
    if _NIK_LIKE.search(kept):
        raise Misuse(_("This holds a number of 16 digits. A NIK is never kept here."))
    if len(kept) > _LONGEST_TEXT:
        raise Misuse(_("This is longer than {n} characters.", n=_LONGEST_TEXT))
    return kept


def read_overrides(text: str) -> list[Override]:
    """What offices report otherwise than expected, from a JSON list.

    Each item names ``office`` (its code) and ``dataset``, and has ``due_days`` (days
    after the period's end, 0 to 366) or ``collected: false``.
    """
    try:
        items = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _no_overrides(text) from error
    if not isinstance(items, list):
        raise _no_overrides(text)
    read = {(item["office"], item["dataset"]): item for item in map(_override, items)}
    if len(read) < len(items):
        raise Misuse(_("An office and a dataset stand in the list more than once."))
    return [read[key] for key in sorted(read)]


def _override(item: Any) -> Override:
    if not isinstance(item, dict) or not item.keys() <= _OVERRIDE_KEYS:
        raise _no_overrides(item)
    given, dataset = item.get("office"), item.get("dataset")
    office = regions.load().code_for(given) if isinstance(given, str | int) else None
    if office is None:
        raise Misuse(
            _("“{value}” is not the code of an office.", value=str(given)[:13])
        )
    expected = kinds.expected_of(levels.level_of(office))
    if dataset not in expected:
        raise Misuse(
            _(
                "“{value}” is not expected of {office}. Expected is: {known}.",
                value=str(dataset)[:40],
                office=office,
                known=", ".join(expected) or "-",
            )
        )
    named = {"office": office, "dataset": dataset}
    if item.get("collected") is False and "due_days" not in item:
        return named | {"collected": False}
    days = item.get("due_days")
    if type(days) is not int or not 0 <= days <= MOST_DAYS or "collected" in item:
        raise _no_overrides(item)
    return named | {"due_days": days}


def _no_overrides(found: object) -> Misuse:
    return Misuse(
        _(
            "“{value}” is no exception from the reports expected: give a JSON list of"
            " items with office, dataset and either due_days (0 to {most}) or"
            " collected false.",
            value=str(found)[:60],
            most=MOST_DAYS,
        )
    )


def read_switch(text: str) -> bool:
    """Whether something is on."""
    said = text.strip().casefold()
    if said not in _YES | _NO:
        raise Misuse(_("“{value}” says neither on nor off.", value=text[:20]))
    return said in _YES


def read_time_zone(text: str) -> str:
    """A time zone of Indonesia by its usual name; "" for that of the server."""
    name = text.strip().upper()
    if name and name not in formats.ZONES:
        raise Misuse(
            _("Expected: {zones}, or nothing.", zones=", ".join(formats.ZONES))
        )
    return name


def read_screens(text: str) -> str:
    """Keys of a meeting's screens with commas between, a minus before one that is left
    out; "" for all in their usual order. Whether there is such a screen is not asked:
    one may come or go with a version."""
    named = [part.strip() for part in text.split(",") if part.strip()]
    keys = [part.removeprefix("-") for part in named]
    for key in keys:
        if not _SCREEN.fullmatch(key):
            raise Misuse(
                _(
                    "“{value}” is no key of a screen: give keys with commas between, a"
                    " minus before those left out, such as standing,shortage,-gaps.",
                    value=key[:40],
                )
            )
    if len(set(keys)) < len(keys):
        raise Misuse(_("A screen stands in the list more than once."))
    return ",".join(named)
