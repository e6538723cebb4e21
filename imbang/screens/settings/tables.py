"""Tables of the page Pengaturan: exceptions from the reports expected, the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from imbang import formats
from imbang.drawing import columns
from imbang.drawing.tables import Column, Table, draw
from imbang.reference import kinds
from imbang.settings.readers import Override
from imbang.settings.settings import SETTINGS
from imbang.settings.words import dataset_name, exception_rule, office_name, shown
from imbang.store.personal.seen import Look, told_place
from imbang.store.workspace import Change
from imbang.texts import _, plural
from imbang.wording.names import level_name


def exception_code(item: Override) -> str:
    """By which an exception is told from others: its office and dataset."""
    return f"{item['office']} {item['dataset']}"


def exceptions(items: Sequence[Override], chosen: str | None) -> Table:
    """The exceptions in force; pressing one chooses it."""
    headings = (
        Column(
            "office",
            _("Office"),
            "name",
            lambda item: {
                "text": office_name(item["office"]),
                "under": dataset_name(item["dataset"]),
            },
        ),
        columns.text("rule", _("Otherwise")),
    )
    rows = [{**item, "rule": exception_rule(item)} for item in items]
    return draw(
        rows,
        headings,
        caption=_("Exceptions from the reports expected"),
        chosen=chosen,
        lead=lambda item: (
            exception_code(item),
            _("Change or remove this exception"),
        ),
    )


def expected() -> Table:
    """What is expected of all offices of a level."""
    headings = (
        columns.name("dataset", _("Dataset"), under="instead"),
        columns.text("office", _("Sent by")),
        columns.text("every", _("Every")),
        columns.text("due", _("Due")),
    )
    rows = [
        {
            "dataset": dataset_name(row["dataset"]),
            "instead": _instead(row),
            "office": level_name(row["office_level"]),
            "every": _months(int(row["every_months"])),
            "due": exception_rule({"due_days": int(row["due_days"])}),
        }
        for row in kinds.expectations()
    ]
    return draw(rows, headings, caption=_("Reports expected of all"))


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
    headings = (
        columns.name("setting", _("Setting")),
        columns.text("when", _("When")),
        columns.text("by", _("By")),
        columns.text("before", _("Before")),
        columns.text("after", _("After")),
    )
    rows = [
        {
            "id": str(one.id),
            "setting": setting_name(one.key),
            "when": times[one.id],
            "by": one.changed_by,
            "before": value_shown(one.key, one.before),
            "after": value_shown(one.key, one.after),
        }
        for one in changes
    ]
    return draw(
        rows,
        headings,
        caption=_("Changes of settings"),
        chosen=chosen,
        lead=lambda row: (row["id"], _("Look at this change")),
    )


def looks(found: Sequence[Look]) -> Table:
    """Who saw names: when, of which region, where, how many rows."""
    headings = (
        columns.text("when", _("When")),
        columns.text("by", _("Who")),
        columns.text("region", _("Region")),
        columns.text("place", _("Shown in")),
        columns.text("rows", _("Rows")),
    )
    rows = [
        {
            "when": formats.moment(one.at).replace(" ", "\N{NO-BREAK SPACE}"),
            "by": one.who,
            "region": office_name(one.region),
            "place": told_place(one.what),
            "rows": formats.number(one.rows),
        }
        for one in found
    ]
    return draw(rows, headings, caption=_("Who saw names"))


def setting_name(key: str) -> str:
    """A setting's name; its key where this version has none like it."""
    return _(SETTINGS[key].name) if key in SETTINGS else key


def value_shown(key: str, value: Any) -> str:
    """A value of the log in words: nothing kept is the default."""
    if key not in SETTINGS:
        return str(value)
    return shown(key, SETTINGS[key].default if value is None else value)
