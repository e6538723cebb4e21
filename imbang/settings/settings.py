"""Settings: what an office decides for itself, each declared once.

Those that bear on figures take effect at the next publish: a snapshot's manifest holds
the values it was made with, and their hash. The others act at once. All are kept in the
store's workspace, with a log of who changed what and when.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from imbang.refusals import Misuse
from imbang.settings import readers as values
from imbang.store.acceptance import IS_KEPT
from imbang.store.deliveries import Store
from imbang.store.snapshots import current_snapshot
from imbang.store.workspace import SETTING, Change, Workspace
from imbang.texts import _

Group = Literal["figures", "reporting", "letterhead", "meeting", "acceptance"]
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Setting:
    """One setting: where it belongs, how it is read; name and meaning in English."""

    key: str
    group: Group
    name: str
    meaning: str
    read: values.Reader
    default: Any

    @property
    def bears_on_figures(self) -> bool:
        """Whether figures depend on it, and so on a publish."""
        return self.group in ("figures", "reporting")


_ALL = (
    Setting(
        "norm",
        "figures",
        "Norm",
        "How many PMKS to one PSM count as proportionate; without it, each province's own ratio.",
        values.read_norm,
        None,
    ),
    Setting(
        "kind_set",
        "figures",
        "Kinds of pillars in use",
        "The kinds that belong to “all kinds together”, each person counted once.",
        values.read_kind_set,
        "kalsel_2023",
    ),
    Setting(
        "counted_kinds",
        "figures",
        "PMKS kinds counted",
        "The kinds that are added up to the number of PMKS.",
        values.read_counted_kinds,
        "all",
    ),
    Setting(
        "expectations",
        "reporting",
        "Exceptions from the reports expected",
        "Which office sends a dataset later than others, or does not collect it.",
        values.read_overrides,
        [],
    ),
    Setting(
        "office_name",
        "letterhead",
        "Name of the office",
        "Stands at the top of what is printed.",
        values.read_line,
        "",
    ),
    Setting(
        "office_address",
        "letterhead",
        "Address",
        "Lines under the office's name.",
        values.read_lines,
        "",
    ),
    Setting(
        "city",
        "letterhead",
        "Place of signing",
        "Stands before the date above the signature.",
        values.read_line,
        "",
    ),
    Setting(
        "head_title",
        "letterhead",
        "Title of the head",
        "Stands above the signature.",
        values.read_line,
        "",
    ),
    Setting(
        "head_name",
        "letterhead",
        "Name of the head",
        "Stands under the signature.",
        values.read_line,
        "",
    ),
    Setting(
        "time_zone",
        "letterhead",
        "Time zone",
        "Times are told in it: WIB, WITA or WIT; without it, in that of the server.",
        values.read_time_zone,
        "",
    ),
    Setting(
        "officers",
        "letterhead",
        "Officers",
        "Names offered where someone says who they are, one a line.",
        values.read_lines,
        "",
    ),
    Setting(
        "meeting_screens",
        "meeting",
        "Screens of a meeting",
        "Which screens a meeting shows, in their order; a minus before those left out.",
        values.read_screens,
        "",
    ),
    Setting(
        IS_KEPT,
        "acceptance",
        "Acceptance",
        "Heads of offices accept what their office sent for a month; it is locked then.",
        values.read_switch,
        False,
    ),
)
SETTINGS: Mapping[str, Setting] = {setting.key: setting for setting in _ALL}


def find(key: str) -> Setting:
    """The setting of this key; Misuse with those there are."""
    if key not in SETTINGS:
        raise Misuse(
            _(
                "There is no setting {key}. There are: {keys}.",
                key=key,
                keys=", ".join(SETTINGS),
            )
        )
    return SETTINGS[key]


def current(workspace: Workspace) -> Values:
    """Every setting's value now, by key; the default where none was set."""
    entries = workspace.entries(SETTING)
    return {
        key: entries[key].value if key in entries else setting.default
        for key, setting in SETTINGS.items()
    }


def bearing_on_figures(workspace: Workspace) -> Values:
    """The values that a snapshot made now would be made with."""
    return {
        key: value
        for key, value in current(workspace).items()
        if SETTINGS[key].bears_on_figures
    }


def change(workspace: Workspace, key: str, text: str, *, by: str) -> None:
    """Set a setting to what ``text`` says, as ``by``; Misuse if it has no meaning."""
    change_all(workspace, {key: text}, by=by)


def change_all(workspace: Workspace, texts: Mapping[str, str], *, by: str) -> None:
    """Set several settings, all of them or none; those that are so already stay."""
    before = current(workspace)
    read = {key: find(key).read(text) for key, text in texts.items()}
    changed = {key: value for key, value in read.items() if value != before[key]}
    workspace.put_all(SETTING, changed, by=person(by))


def reset(workspace: Workspace, key: str, *, by: str) -> None:
    """Go back to a setting's default."""
    workspace.put(SETTING, find(key).key, None, by=person(by))


def undo(workspace: Workspace, change: Change, *, by: str) -> None:
    """Set back what stood before ``change``; that is logged like any other change."""
    workspace.put(SETTING, change.key, change.before, by=person(by))


def person(by: str) -> str:
    """Who changes something, as one line; Misuse without a name."""
    name = values.read_line(by)
    if not name:
        raise Misuse(_("Say who you are: the log keeps who changed what."))
    return name


def as_text(value: Any) -> str:
    """A value as `change` takes it; nothing for the default norm."""
    if value is None:
        return ""
    return value if isinstance(value, str) else _json(value)


def in_manifest(chosen: Values) -> dict[str, Any]:
    """What a manifest says of the settings a snapshot was made with."""
    return {"values": dict(chosen), "sha256": _hash(chosen)}


def of_manifest(manifest: Mapping[str, Any]) -> Values:
    """The settings a snapshot was made with; defaults in manifests without them."""
    kept = manifest.get("settings", {}).get("values", {})
    return {
        key: kept.get(key, setting.default)
        for key, setting in SETTINGS.items()
        if setting.bears_on_figures
    }


def published(store: Store) -> Values | None:
    """The settings of the current snapshot, None before the first one."""
    snapshot = current_snapshot(store.folder)
    return None if snapshot is None else of_manifest(snapshot.manifest)


def waiting(store: Store) -> dict[str, tuple[Any, Any]]:
    """Settings that the next publish would bring: by key, published and set value.

    Empty without a snapshot: its first publish is due anyway.
    """
    before = published(store)
    if before is None:
        return {}
    chosen = bearing_on_figures(Workspace(store.folder))
    return {
        key: (before[key], value)
        for key, value in chosen.items()
        if value != before[key]
    }


def _hash(chosen: Values) -> str:
    return hashlib.sha256(_json(chosen).encode()).hexdigest()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
