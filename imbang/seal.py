"""The seal: the hash of every file of the store, as it was last written.

``seal.json`` says what is there, ``seal.next.json`` what will be once the change under
way is done; after it they are the same, byte by byte. So a kill at any moment leaves
each file as one of the two says, and either file vouches for the other: whoever changes
one file, or takes one away, is found out by another. Rows of submissions and figures of
snapshots stand in their manifests, whose hashes are here; for ``workspace.db`` there is
the last entry of its log as well (`imbang.log_chain`), because a change is announced
before SQLite writes it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import filelock

from imbang import durable, log_chain
from imbang.damage import Broken, Unprovable

SEALED, PLANNED = "seal.json", "seal.next.json"
LOCK = ".seal.lock"
_MOST_TRIES = 20
_OWN = re.compile(
    r"deliveries/\d+/manifest\.json|snapshots/\d+\.json|current\.json|identity\.json"
    r"|geometry/[0-9a-f]{64}\.json\.gz|boundaries/([0-9a-f]{64}\.(parquet|json)|index\.json)"
    r"|workspace\.db"
)


@dataclass(frozen=True)
class Seal:
    """What is where: paths in the store, with slashes, and the SHA-256 of each file.

    ``log`` is the hash of the last entry of the workspace's log, "" before the first.
    """

    number: int
    files: Mapping[str, str]
    log: str

    def content(self) -> bytes:
        """The seal as it is written, with a hash of its own."""
        said = {"number": self.number, "files": dict(self.files), "log": self.log}
        return durable.json_bytes({**said, "sha256": sha256(durable.json_bytes(said))})


@dataclass(frozen=True)
class Seals:
    """What is there, and what will be; ``damaged`` are seals that say neither."""

    sealed: Seal
    planned: Seal
    damaged: tuple[str, ...] = ()

    def allowed(self, name: str) -> set[str | None]:
        """The hashes that a file may have now; None where it need not be there."""
        return {self.sealed.files.get(name), self.planned.files.get(name)}

    def names(self) -> list[str]:
        """Every file that is or will be there."""
        return sorted({*self.sealed.files, *self.planned.files})


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
            _write(self.folder / SEALED, self.sealed.content())
        _write(self.folder / PLANNED, self.planned.content())

    def put(self, files: Mapping[str, bytes]) -> None:
        """Announce files and write them in this order, those that are not so already."""
        self.announce({name: sha256(content) for name, content in files.items()})
        for name, content in files.items():
            if hash_of(self.folder / name) != self.planned.files[name]:
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

    Held for moments only, within `imbang.store.Store.writing` where that is held too.
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


def read(folder: Path) -> Seals | None:
    """The seals of a store, None where it has none; Unprovable if both are damaged."""
    for _try in range(_MOST_TRIES):
        before = _bytes(folder / SEALED)
        planned = _bytes(folder / PLANNED)
        if _bytes(folder / SEALED) == before:  # else another process sealed meanwhile
            break
    return _paired(before, planned)


def expect(folder: Path, name: str, content: bytes) -> None:
    """Broken where a file that never changes is not what the seal says."""
    seals = read(folder)
    if seals is not None and sha256(content) not in seals.allowed(name):
        raise Broken(name)


def is_sealed(folder: Path, name: str) -> bool:
    """Whether a file must be there."""
    seals = read(folder)
    return seals is not None and None not in seals.allowed(name)


def settle(folder: Path, sealed: Seal, planned: Seal) -> Seal:
    """Seal what came of a change: each file as it is, if that is one of the two."""
    files = dict(sealed.files)
    for name, expected in planned.files.items():
        if files.get(name) != expected and hash_of(folder / name) == expected:
            files[name] = expected
    log = sealed.log
    if planned.log != log and log_chain.head_of(folder / log_chain.FILE) == planned.log:
        log = planned.log
        files[log_chain.FILE] = hash_of(folder / log_chain.FILE) or ""
    found = Seal(planned.number, files, log)
    write(folder, found)
    return found


def write(folder: Path, seal: Seal) -> None:
    """Write both files, the one that says what will be first."""
    content = seal.content()
    for name in (PLANNED, SEALED):
        if _bytes(folder / name) != content:
            _write(folder / name, content)


def renew(folder: Path) -> None:
    """Seal what is there now, whatever was sealed before; the caller holds `locked`."""
    before = [_parsed(_bytes(folder / name)) for name in (PLANNED, SEALED)]
    number = 1 + max((one.number for one in before if one), default=0)
    log = log_chain.head_of(folder / log_chain.FILE)
    write(folder, replace(inventory(folder), number=number, log=log))


def _write(path: Path, content: bytes) -> None:
    durable.write_bytes(path, content)


def inventory(folder: Path) -> Seal:
    """A first seal, of what is there now."""
    found = {name: folder / name for name in listed(folder) if _OWN.fullmatch(name)}
    if log_chain.FILE in found and not log_chain.is_made(found[log_chain.FILE]):
        del found[log_chain.FILE]
    files = {name: durable.sha256(path) for name, path in found.items()}
    return Seal(0, files, "")


def listed(folder: Path) -> list[str]:
    """Every file in the store, as its path in it with slashes."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if not path.is_dir()
    )


def hash_of(path: Path) -> str | None:
    """The SHA-256 of a file, None where there is none."""
    return durable.sha256(path) if path.is_file() else None


def sha256(content: bytes) -> str:
    """The SHA-256 of content, as 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def _ready(folder: Path) -> Seal:
    """The seal to begin a change from; a store from before the seal is taken over."""
    seals = read(folder)
    if seals is None:
        return _take_over(folder)
    if seals.sealed == seals.planned and not seals.damaged:
        return seals.sealed
    return settle(folder, seals.sealed, seals.planned)


def _take_over(folder: Path) -> Seal:
    found = inventory(folder)
    if not found.files:
        return found
    if any(_says_it_was_sealed(folder / name) for name in found.files):
        raise Unprovable
    log_chain.upgrade(folder / log_chain.FILE)
    log = log_chain.head_of(folder / log_chain.FILE)
    found = replace(inventory(folder), log=log)
    _write(folder / SEALED, found.content())
    return found


def _says_it_was_sealed(path: Path) -> bool:
    """Whether a manifest names the seal that holds it."""
    if path.suffix != ".json":
        return False
    try:
        said = durable.read_json(path)
    except ValueError:
        return False
    return isinstance(said, dict) and "seal" in said


def was_sealed(folder: Path) -> bool:
    """Whether a store without seals had them once."""
    return any(_says_it_was_sealed(folder / name) for name in inventory(folder).files)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _paired(sealed: bytes | None, planned: bytes | None) -> Seals | None:
    if sealed is None and planned is None:
        return None
    now, next = _parsed(sealed), _parsed(planned)
    if now and now.number == 0 and planned is None:
        return Seals(now, now)  # a kill before the first change
    if now and next and next.number - now.number not in (0, 1):
        # an older one was put back
        now, next = (now, None) if now.number > next.number else (None, next)
    if now and next and now.number == next.number and sealed != planned:
        raise Unprovable
    kept = now or next
    if kept is None:
        raise Unprovable
    damaged = [n for n, one in ((SEALED, now), (PLANNED, next)) if one is None]
    return Seals(now or kept, next or kept, tuple(damaged))


def _parsed(content: bytes | None) -> Seal | None:
    """The seal that was written, None unless it is exactly that."""
    if content is None:
        return None
    try:
        said = json.loads(content)
        seal = Seal(int(said["number"]), dict(said["files"]), str(said["log"]))
        return seal if seal.content() == content else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
