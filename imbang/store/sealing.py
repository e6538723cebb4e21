"""Changing what is sealed: announced first, settled after (`imbang.store.seal`).

Every process that changes a store does it here, one at a time, and for moments only:
what takes long is prepared beside it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import filelock

from imbang.disk import durable
from imbang.store import log_chain, seal
from imbang.store.damage import Broken, Unprovable
from imbang.store.seal import LOCK, PLANNED, SEALED, Seal, sha256


class Change:
    """A change of the store, alone with the seal until it is over."""

    def __init__(self, folder: Path, sealed: Seal) -> None:
        self.folder, self.sealed = folder, sealed
        self.planned = sealed

    @property
    def number(self) -> int:
        """The number of the seal that will hold the change."""
        return self.sealed.number + 1

    def announce(self, files: Mapping[str, str], *, log: str | None = None) -> None:
        """Say what files will be, by their hashes, before the first is written."""
        self.planned = Seal(
            self.number,
            {**self.sealed.files, **files},
            self.sealed.log if log is None else log,
        )
        if not (self.folder / SEALED).exists():
            durable.write_bytes(self.folder / SEALED, self.sealed.content())
        durable.write_bytes(self.folder / PLANNED, self.planned.content())

    def put(self, files: Mapping[str, bytes]) -> None:
        """Announce files and write them in this order, those that are not so already."""
        self.announce({name: sha256(content) for name, content in files.items()})
        for name, content in files.items():
            if seal.hash_of(self.folder / name) != self.planned.files[name]:
                durable.write_bytes(self.folder / name, content)

    def close(self) -> None:
        """Seal what has come of the change.

        Where that cannot be written (the disk is full), what was announced vouches for
        it, and the next change seals both.
        """
        if self.planned is not self.sealed:
            with contextlib.suppress(OSError, Broken):
                settle(self.folder, self.sealed, self.planned)


@contextlib.contextmanager
def changing(folder: Path) -> Iterator[Change]:
    """Change the store: what a killed change left is sealed first.

    Held for moments only, within `imbang.store.deliveries.Store.writing` where that is held too.
    """
    with locked(folder):
        change = Change(folder, _ready(folder))
        try:
            yield change
        finally:
            change.close()


def locked(folder: Path) -> filelock.BaseFileLock:
    """Hold this while the seal and what it holds must agree."""
    folder.mkdir(parents=True, exist_ok=True)
    return filelock.FileLock(folder / LOCK)


@contextlib.contextmanager
def still(folder: Path) -> Iterator[None]:
    """Nobody records anything meanwhile; where nobody can, none need be kept out."""
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):
            stack.enter_context(locked(folder))
        yield


def settle(folder: Path, sealed: Seal, planned: Seal) -> Seal:
    """Seal what came of a change: each file as it is, if that is one of the two."""
    files = dict(sealed.files)
    for name, expected in planned.files.items():
        if files.get(name) != expected and seal.hash_of(folder / name) == expected:
            files[name] = expected
    log = sealed.log
    if planned.log != log and log_chain.head_of(folder / log_chain.FILE) == planned.log:
        log = planned.log
        files[log_chain.FILE] = seal.hash_of(folder / log_chain.FILE) or ""
    found = Seal(planned.number, files, log)
    write(folder, found)
    return found


def write(folder: Path, found: Seal) -> None:
    """Write both files, the one that says what will be first."""
    content = found.content()
    for name in (PLANNED, SEALED):
        if seal.bytes_of(folder / name) != content:
            durable.write_bytes(folder / name, content)


def renew(folder: Path) -> None:
    """Seal what is there now, whatever was sealed before; the caller holds `locked`."""
    before = [seal.parsed(seal.bytes_of(folder / n)) for n in (PLANNED, SEALED)]
    number = 1 + max((one.number for one in before if one), default=0)
    log = log_chain.head_of(folder / log_chain.FILE)
    write(folder, replace(seal.inventory(folder), number=number, log=log))


def _ready(folder: Path) -> Seal:
    """The seal to begin a change from; a store from before the seal is taken over."""
    seals = seal.read(folder)
    if seals is None:
        return _take_over(folder)
    if seals.sealed == seals.planned and not seals.damaged:
        return seals.sealed
    return settle(folder, seals.sealed, seals.planned)


def _take_over(folder: Path) -> Seal:
    found = seal.inventory(folder)
    if not found.files:
        return found
    if seal.was_sealed(folder):
        raise Unprovable
    log_chain.upgrade(folder / log_chain.FILE)
    log = log_chain.head_of(folder / log_chain.FILE)
    found = replace(seal.inventory(folder), log=log)
    durable.write_bytes(folder / SEALED, found.content())
    return found
