"""A disk that fails at the n-th thing asked of it, in this process.

Python announces what it is about to do with files (`sys.addaudithook`), which is where a
step fails; DuckDB and Arrow open files without a word, so their functions are wrapped.
Only what is asked of files under a given folder counts.
"""

from __future__ import annotations

import errno
import os
import resource
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from imbang.disk import duckdb_files

FAULTS = {
    "full": errno.ENOSPC,
    "read-only": errno.EROFS,
    "vanished": errno.ENOENT,
    "no right": errno.EACCES,
}
_SQLITE = {
    errno.ENOSPC: (sqlite3.SQLITE_FULL, "database or disk is full"),
    errno.EROFS: (sqlite3.SQLITE_READONLY, "attempt to write a readonly database"),
    errno.ENOENT: (sqlite3.SQLITE_CANTOPEN, "unable to open database file"),
    errno.EACCES: (sqlite3.SQLITE_CANTOPEN, "unable to open database file"),
}
_ASKED = (
    "open",
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.link",
    "os.listdir",
    "os.scandir",
    "os.chmod",
    "os.truncate",
    "os.symlink",
    "shutil.move",
    "sqlite3.connect",
)


@dataclass
class Disk:
    """Counts the steps taken under ``root``; the one numbered ``fatal`` fails."""

    root: str = ""
    fatal: int = 0
    number: int = 0
    steps: list[str] = field(default_factory=list)

    def step(self, what: str, *names: object) -> None:
        """One step; raises what the system would."""
        paths = [os.fsdecode(n) for n in names if isinstance(n, str | bytes | Path)]
        if not self.root or not any(path.startswith(self.root) for path in paths):
            return
        self.steps.append(f"{what} {paths[0].removeprefix(self.root)}")
        if len(self.steps) != self.fatal:
            return
        if what == "sqlite3.connect":
            code, text = _SQLITE[self.number]
            refused = sqlite3.OperationalError(text)
            refused.sqlite_errorcode = code
            raise refused
        if what == "duckdb":
            reason = os.strerror(self.number)
            raise duckdb.IOException(
                f'IO Error: Cannot open file "{paths[0]}": {reason}'
            )
        raise OSError(self.number, os.strerror(self.number), paths[0])


_disk = Disk()


def _hear(event: str, given: tuple[Any, ...]) -> None:
    if _disk.root and event in _ASKED:
        _disk.step(event, *given[:2])


_heard = False


@contextmanager
def broken(root: Path, fatal: int = 0, number: int = 0) -> Iterator[Disk]:
    """While this lasts, the disk under ``root`` fails at its step ``fatal``; 0 is none."""
    global _heard
    if not _heard:
        sys.addaudithook(_hear)  # cannot be taken away again, but costs little
        _heard = True
    with pytest.MonkeyPatch.context() as patched:
        for holder, name, what in (
            (duckdb_files, "attach", "duckdb"),
            (pq, "write_table", "arrow"),
            (os, "fsync", "fsync"),
        ):
            patched.setattr(holder, name, _wrapped(getattr(holder, name), what))
        _disk.root, _disk.fatal, _disk.number, _disk.steps = (
            str(root),
            fatal,
            number,
            [],
        )
        try:
            yield _disk
        finally:
            _disk.root = ""


def _wrapped(real: Callable[..., Any], what: str) -> Callable[..., Any]:
    def call(*given: Any, **named: Any) -> Any:
        if what == "fsync":
            _disk.step(what, _name(given[0]))
        else:
            _disk.step(what, given[1])
        return real(*given, **named)

    return call


def _name(descriptor: int) -> str:
    try:
        return str(Path(f"/proc/self/fd/{descriptor}").readlink())
    except OSError:  # no Linux: what is synced is under the folder that is tested
        return _disk.root


@contextmanager
def no_file_beyond(most: int) -> Iterator[None]:
    """Let no file of this process grow beyond so many bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
