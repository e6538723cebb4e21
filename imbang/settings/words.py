"""Values of settings as people read them, in the language now spoken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from imbang import formats
from imbang.reference import kinds as reference_kinds
from imbang.reference import regions
from imbang.reference.kinds import Kind
from imbang.reference.ratios import read_norm
from imbang.settings.readers import Override
from imbang.texts import _, plural

_MOST_DECIMALS = 4
_MOST_NAMED = 2


def shown(key: str, value: Any) -> str:
    """What a setting is set to, in words; a dash for text that is not given."""
    if key == "norm":
        return _norm(value)
    if key == "kind_set":
        return kind_set_name(value)
    if key == "counted_kinds":
        return counted_name(value)
    if key == "expectations":
        return _exceptions(value)
    if key == "meeting_screens":
        return _screens(value)
    if key == "acceptance":
        return _("On") if value else _("Off")
    return ", ".join((value or "").splitlines()) or formats.MISSING


def _norm(value: str | None) -> str:
    if value is None:
        return _("Each province's own ratio")
    return _("{norm} PMKS to one PSM", norm=norm_number(value))


def norm_number(value: str) -> str:
    """The norm with the decimals it has, four at most."""
    decimals = _MOST_DECIMALS if "/" in value else len(value.partition(".")[2])
    return formats.number(read_norm(value), min(decimals, _MOST_DECIMALS))


def kind_set_name(value: str) -> str:
    """A set of kinds of pillars; an own one by its kinds."""
    named = {
        "kalsel_2023": _("Kalimantan Selatan 2023"),
        "permensos_8_2012": _("Permensos 8/2012"),
    }
    return _kinds(
        named.get(value), reference_kinds.pillar_kinds_in(value), pillars=True
    )


def counted_name(value: str) -> str:
    """Which kinds of PPKS are counted; an own choice by its kinds."""
    named = {"all": _("All kinds"), "without_poor": _("Without poor people")}
    return _kinds(named.get(value), reference_kinds.ppks_kinds_in(value), pillars=False)


def _kinds(name: str | None, kinds: tuple[str, ...], *, pillars: bool) -> str:
    about = reference_kinds.pillar_kinds() if pillars else reference_kinds.ppks_kinds()
    counted = plural(
        "{count} kind", "{count} kinds", len(kinds), count=formats.number(len(kinds))
    )
    return f"{name or _own_kinds(kinds, about)} ({counted})"


def _own_kinds(kinds: tuple[str, ...], about: Mapping[str, Kind]) -> str:
    """An own choice of kinds by those in it, or by those left out where they are few."""
    left_out = [kind for kind in about if kind not in kinds]
    if not left_out:
        return _("All kinds")
    if len(left_out) >= len(kinds):
        return ", ".join(about[kind].label for kind in kinds)
    names = ", ".join(about[kind].label for kind in left_out)
    return _("All kinds except {kinds}", kinds=names)


def _exceptions(items: Sequence[Override]) -> str:
    if len(items) <= _MOST_NAMED:
        return "; ".join(map(exception_name, items)) or _("None")
    n = len(items)
    return plural("{count} exception", "{count} exceptions", n, count=formats.number(n))


def _screens(value: str) -> str:
    """How many screens a meeting has in an own order, and how many are left out."""
    named = list(filter(None, (value or "").split(",")))
    if not named:
        return _("All in their usual order")
    off = sum(one.startswith("-") for one in named)
    return _(
        "Own order: {count} shown, {off} left out",
        count=formats.number(len(named) - off),
        off=formats.number(off),
    )


def exception_name(item: Override) -> str:
    """One exception from the reports expected: office, dataset, what is different."""
    return f"{office_name(item['office'])}, {dataset_name(item['dataset'])}: " + (
        exception_rule(item)
    )


def exception_rule(item: Mapping[str, Any]) -> str:
    """What is different: another number of days, or nothing expected at all."""
    if "due_days" not in item:
        return _("does not collect it")
    days = item["due_days"]
    return plural(
        "due {count} day after the period",
        "due {count} days after the period",
        days,
        count=formats.number(days),
    )


def office_name(code: str) -> str:
    """The region whose office it is."""
    return regions.load().names.get(code, code)


def dataset_name(key: str) -> str:
    """A dataset's title."""
    from imbang.reference.datasets import load_datasets

    found = load_datasets().get(key)
    return key if found is None else found.title
