"""One decision in pairs of a name and a value, and its history as rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from imbang import formats
from imbang.decisions import records
from imbang.drawing import columns
from imbang.drawing.tables import Column
from imbang.formats import exists
from imbang.screens.meeting import words
from imbang.store.workspace import Change
from imbang.texts import _
from imbang.wording import decisions as wording
from imbang.wording.exhibits import decisions as exhibits

Row = Mapping[Any, Any]
_NOT_TOLD = ("shown", "plan", "snapshot", "norm", "kinds", "as_of")


def facts(row: Row) -> list[tuple[str, str]]:
    """What was decided of which figure, what was shown then, and what is now."""
    month = formats.short_month(row["as_of"])
    found = [
        (_("Figure"), wording.figure_name(row["figure"])),
        (_("Region"), exhibits.region_name(row["region_code"])),
        (
            _("As shown, {month}, snapshot {id}", month=month, id=row["snapshot"]),
            _figure(row, "value_then"),
        ),
        (_("Figure now"), _figure(row, "value_now")),
        (_("Target"), _figure(row, "target")),
        (_("Who"), _text(row["who"])),
        (_("By when"), _day(row["due"])),
        (_("State"), wording.state_name(row["state"])),
    ]
    if isinstance(row["reason"], str):
        found.append((_("Reason"), row["reason"]))
    if isinstance(row["scenario"], str):
        found.append((_("Plan of places that was decided"), row["scenario"]))
    return found


def history(changes: Sequence[Change]) -> list[dict[str, str]]:
    """A row for each field that a change set: when, who, which, from what to what."""
    return [
        {
            "when": formats.moment(one.changed_at),
            "by": one.changed_by,
            "field": wording.field_name(field),
            "before": _shown(field, before),
            "after": _shown(field, after),
        }
        for one in changes
        for field, (before, after) in _told(one)
    ]


def history_columns() -> tuple[Column, ...]:
    """When, who, what, from what, to what."""
    return (
        columns.name("when", _("When")),
        columns.text("by", _("By")),
        columns.text("field", _("What")),
        columns.text("before", _("Before")),
        columns.text("after", _("After")),
    )


def _told(one: Change) -> Iterable[tuple[str, tuple[Any, Any]]]:
    changed = records.what_changed(one).items()
    is_new = not one.before
    for field, sides in changed:
        if field in _NOT_TOLD or (is_new and sides[1] in (None, "")):
            continue
        yield field, sides


def _shown(field: str, value: Any) -> str:
    if value in (None, ""):
        return formats.MISSING
    if field == "state":
        return wording.state_name(value)
    if field == "due":
        return _day(value)
    if field == "region":
        return exhibits.region_name(value)
    if field == "figure":
        return wording.figure_name(value)
    return words.write_target(value) if field == "target" else str(value)


def _figure(row: Row, key: str) -> str:
    value = row[key]
    return wording.written(row["figure"], value) if exists(value) else formats.MISSING


def _day(value: object) -> str:
    if not isinstance(value, str) or not value:
        return formats.MISSING
    return formats.short_day(date.fromisoformat(value))


def _text(value: object) -> str:
    return value if isinstance(value, str) else formats.MISSING
