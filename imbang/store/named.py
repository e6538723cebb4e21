"""Things that people keep by name in the workspace: scenarios, workloads, views.

Whoever keeps or removes one says who they are, and the log of the workspace tells it.
"""

from __future__ import annotations

from typing import Any

from imbang.refusals import Misuse
from imbang.store.workspace import Entry, Workspace
from imbang.texts import _
from imbang.texts.signs import visible

LONGEST_NAME = 60


def save(workspace: Workspace, topic: str, name: str, value: Any, *, by: str) -> str:
    """Keep ``value`` by name, the name without blanks around it; one of the same name is
    replaced. Misuse without a name, or without somebody who says so."""
    name = valid(name, by)
    workspace.put(topic, name, value, by=by.strip())
    return name


def valid(name: str, by: str) -> str:
    """The name as it is kept, all of it to be seen; Misuse as `save`."""
    name = visible(name).strip()
    if not name or len(name) > LONGEST_NAME:
        raise Misuse(_("Give it a name of up to {n} characters.", n=LONGEST_NAME))
    if not by.strip():
        raise Misuse(_("Say who saves it."))
    return name


def remove(workspace: Workspace, topic: str, name: str, *, by: str) -> None:
    """Take something away; the log keeps it."""
    workspace.put(topic, name, None, by=by.strip() or "?")


def kept(workspace: Workspace, topic: str) -> dict[str, Entry]:
    """All that is kept of a topic, by name."""
    return workspace.entries(topic)


def last_removed(workspace: Workspace, topic: str) -> tuple[str, Any] | None:
    """Name and value of what was taken away last, if that was the last change."""
    for change in workspace.changes(topic, most=1):
        if change.after is None and change.before is not None:
            return change.key, change.before
    return None
