"""What the workspace says of logins: which were ended before their time, and which roles
were given to whom. Replicas share it; it is read anew when the file has changed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imbang import paths
from imbang.access.acting import acting_as
from imbang.access.assigning import Kept
from imbang.access.people import OPERATOR
from imbang.app.login import claims as logins
from imbang.app.login.claims import Claims
from imbang.app.login.configuration import Login
from imbang.settings import people
from imbang.store.log_chain import FILE
from imbang.store.workspace import LOGIN, Workspace

# within it a file system may give two changes the same time
_RACY_SECONDS = 2.0
_ended_here: dict[str, float] = {}


@dataclass(frozen=True)
class Told:
    """Logins that were ended, by `claims.key`, and roles by person."""

    ended: frozenset[str]
    roles: Kept


def told() -> Told:
    """What the workspace says now. Refusal where it cannot be read."""
    return _READ(paths.store_folder())


def is_ended(claims: Claims, said: Told) -> bool:
    """Whether somebody logged out of this login, here or, as was ``said``, elsewhere."""
    key = logins.key(claims)
    return key in _ended_here or key in said.ended


def end(claims: Claims, login: Login) -> None:
    """End a login, on all replicas; those that are over by now are forgotten.

    Refusal or OSError where that cannot be written: this process knows it nevertheless.
    """
    now = time.time()
    over = logins.ends_at(claims, login)
    for key in [key for key, ends in _ended_here.items() if ends <= now]:
        _ended_here.pop(key, None)
    _ended_here[logins.key(claims)] = over
    workspace = Workspace(paths.store_folder())
    past = {
        key: None
        for key, entry in workspace.entries(LOGIN).items()
        if entry.value <= now
    }
    with acting_as(OPERATOR):  # the server notes it, whatever the person's roles
        workspace.put_all(LOGIN, past | {logins.key(claims): over}, by="")


class _Reader:
    """Reads a workspace once for as long as its file stays as it is."""

    def __init__(self, read: Callable[[Workspace], Told]) -> None:
        self._read = read
        self._lock = threading.Lock()
        self._at: Any = None
        self._told = Told(frozenset(), {})

    def __call__(self, folder: Path) -> Told:
        with self._lock:
            at = _mark(folder / FILE)
            if at is None or at != self._at:
                self._told = self._read(Workspace(folder))
                self._at = at
            return self._told


def _mark(file: Path) -> Any:
    """What a file is known by; None while a further change could leave it the same."""
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    if time.time() - found.st_mtime < _RACY_SECONDS:
        return None
    return str(file), found.st_ino, found.st_size, found.st_mtime_ns


def _read(workspace: Workspace) -> Told:
    return Told(frozenset(workspace.entries(LOGIN)), people.kept(workspace))


_READ = _Reader(_read)
