"""Saved views: a page with what its link asks for, kept by a name for the whole office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from imbang.refusals import Misuse
from imbang.store import named
from imbang.store.workspace import VIEW, Entry, Workspace
from imbang.texts import _


@dataclass(frozen=True)
class SavedView:
    """A page by its name in links, and the parameters of the link.

    One that ``follows`` opens as of the latest month with data, else as of its own.
    """

    page: str
    query: Mapping[str, str]
    follows: bool = False


def save(workspace: Workspace, name: str, view: SavedView, *, by: str) -> str:
    """Keep a view under a name that no other has, and give the name.

    Misuse without a name or somebody who says so, for a NIK in any of its texts, and for
    a name that is taken.
    """
    _refuse_taken(workspace, name)
    return named.save(workspace, VIEW, name, asdict(view), by=by)


def replace(workspace: Workspace, name: str, view: SavedView, *, by: str) -> None:
    """Have a name open another view. Misuse as `save`, and where there is none so named."""
    _of(workspace, name)
    named.save(workspace, VIEW, name, asdict(view), by=by)


def rename(workspace: Workspace, name: str, new: str, *, by: str) -> str:
    """Give a view another name. Misuse as `save`, and where there is none so named."""
    value = _of(workspace, name)
    if new.strip() == name:
        return name
    _refuse_taken(workspace, new)
    new = named.valid(new, by)
    workspace.put_all(VIEW, {name: None, new: value}, by=by.strip())
    return new


def remove(workspace: Workspace, name: str, *, by: str) -> None:
    """Take a view away; the log keeps it. Misuse where there is none so named."""
    _of(workspace, name)
    named.remove(workspace, VIEW, name, by=by)


def bring_back(workspace: Workspace, *, by: str) -> None:
    """Put back what was taken away last, if that was the last change."""
    if (gone := named.last_removed(workspace, VIEW)) is not None:
        named.save(workspace, VIEW, *gone, by=by)


def last_removed(workspace: Workspace) -> str | None:
    """The name of what was taken away last, if that was the last change."""
    gone = named.last_removed(workspace, VIEW)
    return None if gone is None else gone[0]


def kept(workspace: Workspace) -> dict[str, tuple[SavedView, Entry]]:
    """All views by name, with who saved each when."""
    return {
        name: (SavedView(**entry.value), entry)
        for name, entry in named.kept(workspace, VIEW).items()
    }


def _refuse_taken(workspace: Workspace, name: str) -> None:
    if workspace.get(VIEW, name.strip()) is not None:
        raise Misuse(_("There is a view “{name}” already.", name=name.strip()))


def _of(workspace: Workspace, name: str) -> Any:
    value = workspace.get(VIEW, name)
    if value is None:
        raise Misuse(_("There is no view “{name}”.", name=name))
    return value
