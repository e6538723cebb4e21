"""A store as one file: a gzipped tar of every file of it, and their SHA-256 at its end.

What is replaced now and then (seals, settings, which snapshot is read) is read while nobody
changes the store, which takes moments; all else never changes once it is there, and is
packed afterwards, while others import and publish. Whoever has no Imbang at hand unpacks it
with ``tar xzf FILE`` and checks it with ``sha256sum -c SHA256SUMS``.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import secrets
import tarfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from imbang import log, paths
from imbang.access import acting
from imbang.disk import durable
from imbang.disk.mishaps import MEGABYTE, in_words
from imbang.progress import Progress, silently
from imbang.publishing.inspect import LOCKS, inspect, is_left_over
from imbang.refusals import Refusal
from imbang.store import seal, sealing
from imbang.store.deliveries import Store
from imbang.store.personal import erasing
from imbang.texts import _

SUMS = "SHA256SUMS"
INSIDE = "store"
_REPLACED = "boundaries/index.json"
_LEVEL = 1  # four fifths of what the slowest gives, at a third of its time


@dataclass(frozen=True)
class Packed:
    """What a backup holds: how many files, and its size in bytes.

    ``foreign`` are files in the folder that are none of the store's: not packed.
    """

    files: int
    size: int
    foreign: tuple[str, ...]


def back_up(store: Store, file: Path, progress: Progress = silently) -> Packed:
    """Write a backup of ``store`` to ``file``, whole or not at all.

    The identity key is never in it. Refusal where the store is damaged (a backup would
    look as if it could mend that), where ``file`` is there already or lies in the store;
    NotAllowed for anybody but the operator.
    """
    acting.require_operator()
    _refuse_place(store, file)
    found = inspect(store)
    damage = [
        text
        for name, texts in found.problems.items()
        if name not in found.foreign and not (name == seal.SEALED and is_older(store))
        for text in texts
    ]
    if damage:
        raise Refusal("\n".join([_not_backed_up(), *damage]))
    with in_words(file.absolute().parent, needed=MEGABYTE + _size(store.folder)):
        for leftover in file.absolute().parent.glob(f".{file.name}.*"):
            if durable.is_draft(leftover):
                durable.remove(leftover)
        with _drafted(file) as draft:
            count = _pack(store, found.foreign, draft, progress)
        size = file.stat().st_size
    progress(_("written"), 1.0)
    log.event("backup", files=count, bytes=size)
    return Packed(count, size, tuple(sorted(found.foreign)))


def is_older(store: Store) -> bool:
    """Whether a store is of a version that sealed nothing; its next publish does."""
    return seal.read(store.folder) is None and not seal.was_sealed(store.folder)


def _not_backed_up() -> str:
    return _("This store is damaged, so that it was not backed up. See imbang verify.")


def _refuse_place(store: Store, file: Path) -> None:
    if file.exists():
        raise Refusal(_("{path} exists already and was left as it is.", path=file))
    if file.resolve().is_relative_to(store.folder.resolve()):
        raise Refusal(
            _(
                "{path} lies in the store itself. Choose a place outside of it, best "
                "on another disk.",
                path=file,
            )
        )


def _size(folder: Path) -> int:
    size = 0
    for name in seal.listed(folder):
        with suppress(FileNotFoundError):  # others write and rename meanwhile
            size += (folder / name).stat().st_size
    return size


@contextmanager
def _drafted(file: Path) -> Iterator[BinaryIO]:
    """A file for its owner alone that gets its name once it is whole: it holds names."""
    whole = file.absolute()
    draft = whole.with_name(f".{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        made = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(made, "wb") as written:
            yield written
            written.flush()
            os.fsync(written.fileno())
        draft.rename(whole)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    durable.sync_folder(whole.parent)


def _pack(store: Store, foreign: set[str], draft: BinaryIO, progress: Progress) -> int:
    read, rest = _take(store, foreign)
    sums = {}
    with (
        gzip.GzipFile("", "wb", _LEVEL, draft) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as archive,
    ):
        for name, content in read.items():
            _add(archive, f"{INSIDE}/{name}", content)
            sums[name] = seal.sha256(content)
        for number, name in enumerate(rest):
            progress(_("packing"), number / len(rest))
            sums[name] = _add_file(archive, name, store.folder / name)
        said = "".join(f"{sums[n]}  {INSIDE}/{n}\n" for n in sorted(sums))
        _add(archive, SUMS, said.encode())
    return len(sums)


def _take(store: Store, foreign: set[str]) -> tuple[Mapping[str, bytes], list[str]]:
    """What is replaced now and then, as it is in one moment; and the names of the rest."""
    key = paths.key_file().resolve()
    with sealing.still(store.folder):
        erased = {*erasing.left_over(store)}
        names = [
            name
            for name in seal.listed(store.folder)
            if name not in LOCKS
            and name not in foreign
            and name not in erased
            and not _is_passing(store, name)
            and (store.folder / name).resolve() != key
        ]
        replaced = [name for name in names if "/" not in name or name == _REPLACED]
        read = {name: (store.folder / name).read_bytes() for name in replaced}
    return read, [name for name in names if name not in read]


def _is_passing(store: Store, name: str) -> bool:
    """Whether work under way or killed has a file, and not the store; what SQLite needs
    to take back half of a change belongs to it."""
    return is_left_over(store, name) and not name.startswith("workspace.db")


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    archive.addfile(_told(name, len(content), time.time()), io.BytesIO(content))


def _add_file(archive: tarfile.TarFile, name: str, path: Path) -> str:
    """Pack a file; its SHA-256 as it was packed."""
    with path.open("rb") as file:
        stat = os.fstat(file.fileno())
        hashed = Hashed(file)
        archive.addfile(_told(f"{INSIDE}/{name}", stat.st_size, stat.st_mtime), hashed)
    return hashed.sha256


def _told(name: str, size: int, changed: float) -> tarfile.TarInfo:
    told = tarfile.TarInfo(name)
    told.size, told.mtime, told.mode = size, int(changed), 0o644
    return told


class Hashed(io.RawIOBase):
    """A file whose SHA-256 is known once it has been read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, counted into the hash."""
        content = self._file.read(size)
        self._hash.update(content)
        return content

    @property
    def sha256(self) -> str:
        """Of what has been read so far, as 64 hex digits."""
        return self._hash.hexdigest()
