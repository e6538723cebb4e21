"""Tables of the page Pengaturan: exceptions from the reports expected, the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from imbang import formats
from imbang.drawing.tables import Column, Kind, Table
from imbang.reference import kinds
from imbang.settings.readers import Override
from imbang.settings.settings import SETTINGS
from imbang.settings.words import dataset_name, exception_rule, office_name, shown
from imbang.store.workspace import Change
from imbang.texts import _, plural
from imbang.wording.names import level_name


def exception_code(item: Override) -> str:
    """By which an exception is told from others: its office and dataset."""
    return f"{item['office']} {item['dataset']}"


def exceptions(items: Sequence[Override], chosen: str | None) -> Table:
    """The exceptions in force; pressing one chooses it."""
    columns = (_column("office", _("Office"), "name"), _column("rule", _("Otherwise")))
    rows = [
        {
            "code": exception_code(item),
            "hint": _("Change or remove this exception"),
            "chosen": exception_code(item) == chosen,
            "cells": [
                {
                    "text": office_name(item["office"]),
                    "under": dataset_name(item["dataset"]),
                },
                {"text": exception_rule(item)},
            ],
        }
        for item in items
    ]
    return Table(_("Exceptions from the reports expected"), columns, tuple(rows))


def expected() -> Table:
    """What is expected of all offices of a level."""
    columns = (
        _column("dataset", _("Dataset"), "name"),
        _column("office", _("Sent by")),
        _column("every", _("Every")),
        _column("due", _("Due")),
    )
    rows = [
        {
            "cells": [
                {"text": dataset_name(row["dataset"]), "under": _instead(row)},
                {"text": level_name(row["office_level"])},
                {"text": _months(int(row["every_months"]))},
                {"text": exception_rule({"due_days": int(row["due_days"])})},
            ]
        }
        for row in kinds.expectations()
    ]
    return Table(_("Reports expected of all"), columns, tuple(rows))


def _instead(row: Mapping[str, str]) -> str:
    if not row["instead"]:
        return ""
    return _("or instead: {dataset}", dataset=dataset_name(row["instead"]))


def _months(n: int) -> str:
    return plural("{count} month", "{count} months", n, count=formats.number(n))


def log(
    changes: Sequence[Change], times: Mapping[int, str], chosen: str | None
) -> Table:
    """Who changed what; ``times`` are written by the change's id."""
    columns = (
        _column("setting", _("Setting"), "name"),
        _column("when", _("When")),
        _column("by", _("By")),
        _column("before", _("Before")),
        _column("after", _("After")),
    )
    rows = [
        {
            "code": str(one.id),
            "hint": _("Look at this change"),
            "chosen": str(one.id) == chosen,
            "cells": [
                {"text": setting_name(one.key)},
                {"text": times[one.id]},
                {"text": one.changed_by},
                {"text": value_shown(one.key, one.before)},
                {"text": value_shown(one.key, one.after)},
            ],
        }
        for one in changes
    ]
    return Table(_("Changes of settings"), columns, tuple(rows))


def setting_name(key: str) -> str:
    """A setting's name; its key where this version has none like it."""
    return _(SETTINGS[key].name) if key in SETTINGS else key


def value_shown(key: str, value: Any) -> str:
    """A value of the log in words: nothing kept is the default."""
    if key not in SETTINGS:
        return str(value)
    return shown(key, SETTINGS[key].default if value is None else value)


def _column(key: str, label: str, kind: Kind = "text") -> Column:
    return Column(key, label, kind, key, lambda row: row[key])
