"""What the computer could not do, in words: one place for disks, files and databases.

Python, SQLite, DuckDB and Arrow each tell of a full disk in their own way; here they
become one sentence, as a `Refusal`. Whatever writes to a store does so inside
`in_words`, so that a page and a command say the same; what is left over meets `told` at
the command line and in the frame around every page.

Everything here is written aside and switched to at once (`imbang.disk.durable`), which is why
the sentences may say that nothing was lost.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from imbang.refusals import Misuse, Refusal
from imbang.texts import _

Kind = Literal[
    "full",
    "read_only",
    "no_right",
    "gone",
    "closed",
    "no_folder",
    "folder",
    "there",
    "busy",
    "damaged",
    "memory",
    "other",
]
MEGABYTE = 1_000_000

_BY_ERRNO: dict[int, Kind] = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
    errno.EROFS: "read_only",
    errno.EACCES: "no_right",
    errno.EPERM: "no_right",
    errno.ENOENT: "gone",
    errno.ESTALE: "gone",
    errno.ENOTDIR: "no_folder",
    errno.EISDIR: "folder",
    errno.EEXIST: "there",
    errno.ENOMEM: "memory",
}
_BY_SQLITE: dict[int, Kind] = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_PERM: "no_right",
    sqlite3.SQLITE_AUTH: "no_right",
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_CANTOPEN: "closed",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
    sqlite3.SQLITE_NOMEM: "memory",
}
# what DuckDB and Arrow hand on is the system's own text
_BY_TEXT: dict[str, Kind] = {
    "No space left on device": "full",
    "Disk quota exceeded": "full",
    "File too large": "full",
    "max_temp_directory_size": "full",
    "Read-only file system": "read_only",
    "read-only": "read_only",
    "Permission denied": "no_right",
    "Operation not permitted": "no_right",
    "No such file": "gone",
    "does not exist": "gone",
    "No files found": "gone",
    "Not a directory": "no_folder",
    "Is a directory": "folder",
    "Could not set lock": "busy",
    "not a valid DuckDB": "damaged",
    "Out of Memory": "memory",
}
_QUOTED = re.compile(r"[\"']([^\"']*[/\\][^\"']*)[\"']")


@contextmanager
def in_words(at: Path, *, needed: int = MEGABYTE) -> Iterator[None]:
    """Do work on files at ``at``, for which about ``needed`` bytes of room are enough.

    What the computer refuses comes out as Refusal, in a sentence; anything else as it is.
    """
    try:
        yield
    except (Refusal, Misuse):
        raise
    except Exception as error:
        refusal = told(error, at=at, needed=needed)
        if refusal is None:
            raise
        raise refusal from error


def told(
    error: BaseException, *, at: Path | None = None, needed: int = MEGABYTE
) -> Refusal | None:
    """The sentence for what the computer could not do; None for anything else.

    ``at`` is where the work was, for errors that name no file of their own.
    """
    cause = _cause(error)
    if cause is None:
        return None
    kind = _kind(cause)
    place = _place(cause) or at
    if kind == "full":
        return Refusal(_full(at or place, needed))
    return Refusal(_sentence(kind, str(place or _("a file")), cause))


def _cause(error: BaseException) -> BaseException | None:
    """The first error behind ``error`` that tells of the computer, itself included."""
    seen: BaseException | None = error
    for _step in range(8):  # libraries wrap an error once or twice
        if seen is None or isinstance(seen, Refusal | Misuse):
            return None
        if _is_of_computer(seen):
            return seen
        given = (one for one in seen.args if isinstance(one, BaseException))
        seen = next(given, None) or seen.__cause__ or seen.__context__
    return None


def _is_of_computer(error: BaseException) -> bool:
    duckdb = sys.modules.get("duckdb")  # not loaded: then it raised nothing
    if duckdb is not None and isinstance(error, duckdb.Error):
        return isinstance(
            error,
            duckdb.IOException | duckdb.OutOfMemoryException | duckdb.FatalException,
        ) or ("Failed to commit" in str(error))
    return isinstance(error, OSError | sqlite3.Error | MemoryError)


def _kind(error: BaseException) -> Kind:
    if isinstance(error, MemoryError):
        return "memory"
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", 0)
        return _BY_SQLITE.get(code & 0xFF, "other")
    number = getattr(error, "errno", None)
    if number == errno.EEXIST and _is_file_for_folder(error):
        return "no_folder"
    if number in _BY_ERRNO:
        return _BY_ERRNO[number]
    text = str(error)
    return next((kind for sign, kind in _BY_TEXT.items() if sign in text), "other")


def _is_file_for_folder(error: BaseException) -> bool:
    """Whether a folder was to be made where a file is; moves name two files."""
    place = _place(error)
    return not getattr(error, "filename2", None) and bool(place and place.is_file())


def _place(error: BaseException) -> Path | None:
    """The file that an error names, if it names one."""
    name = getattr(error, "filename2", None) or getattr(error, "filename", None)
    if not isinstance(name, str | bytes):
        found = _QUOTED.search(str(error))
        name = found[1] if found else ""
    path = Path(os.fsdecode(name))
    # a draft says nothing to anybody; the folder that it is written in does
    return (path.parent if path.name.startswith(".") else path) if name else None


def _full(at: Path | None, needed: int) -> str:
    room = _room(at)
    if room is None:
        return _(
            "There is no room left where this is written to. Nothing was lost. Make room, then do this again."
        )
    return _(
        "There is no room left on the disk of {path}: {free} MB are free, about {needed} "
        "MB are needed. Nothing was lost: what was recorded and published before is as "
        "it was. Make room, then do this again.",
        path=at,
        free=f"{room / MEGABYTE:.1f}",
        needed=max(1, -(-needed // MEGABYTE)),
    )


def _room(at: Path | None) -> int | None:
    """Free bytes where ``at`` is or would be; None where that cannot be told."""
    if at is None:
        return None
    for folder in (at, *at.absolute().parents):
        try:
            return shutil.disk_usage(folder).free
        except OSError:
            continue
    return None


def _sentence(kind: Kind, path: str, error: BaseException) -> str:
    if kind == "read_only":
        return _(
            "{path} can only be read. Nothing was changed there; questions and pages go on.",
            path=path,
        )
    if kind == "no_right":
        return _(
            "Imbang has no right to {path}. Give it to the user who runs Imbang, then do this again; nothing was changed.",
            path=path,
        )
    if kind == "gone":
        return _("{path} is not there, or is there no longer.", path=path)
    if kind == "closed":
        return _(
            "{path} cannot be opened: it is missing, or Imbang has no right to it. Nothing was changed.",
            path=path,
        )
    if kind == "no_folder":
        return _("{path}: a file is where a folder is expected.", path=path)
    if kind == "folder":
        return _("{path} is a folder; a file is expected.", path=path)
    if kind == "there":
        return _(
            "{path} is there already, and is not what is expected there.", path=path
        )
    if kind == "busy":
        return _(
            "{path} is in use by another program. Try again in a moment; nothing was changed.",
            path=path,
        )
    if kind == "damaged":
        return _(
            "{path} is damaged and cannot be read. What to do: imbang verify.",
            path=path,
        )
    if kind == "memory":
        return _(
            "The computer has too little memory for this. Close other programs, then do this again; nothing was changed."
        )
    return _(
        "The computer could not do this at {path}: {reason}. Nothing was lost.",
        path=path,
        reason=_reason(error),
    )


def _reason(error: BaseException) -> str:
    """The system's own words, in one line."""
    text = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(str(text).split())[:200].rstrip(".")
