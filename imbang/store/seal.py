"""The seal: the hash of every file of the store, as it was last written.

``seal.json`` says what is there, ``seal.next.json`` what will be once the change under
way is done; after it they are the same, byte by byte. So a kill at any moment leaves
each file as one of the two says, and either file vouches for the other: whoever changes
one file, or takes one away, is found out by another. Rows of submissions and figures of
snapshots stand in their manifests, whose hashes are here; for ``workspace.db`` there is
the last entry of its log as well (`imbang.store.log_chain`), because a change is announced
before SQLite writes it.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from imbang.disk import durable
from imbang.store import log_chain
from imbang.store.damage import Broken, Unprovable

SEALED, PLANNED = "seal.json", "seal.next.json"
LOCK = ".seal.lock"
_MOST_TRIES = 20
_OWN = re.compile(
    r"deliveries/\d+/manifest\.json|snapshots/\d+\.json|current\.json|identity\.json"
    r"|geometry/[0-9a-f]{64}\.json\.gz|boundaries/([0-9a-f]{64}\.(parquet|json)|index\.json)"
    r"|workspace\.db|releases/\d+\.zip|erasures/\d+\.json"
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


def read(folder: Path) -> Seals | None:
    """The seals of a store, None where it has none; Unprovable if both are damaged."""
    for _try in range(_MOST_TRIES):
        before = bytes_of(folder / SEALED)
        planned = bytes_of(folder / PLANNED)
        if bytes_of(folder / SEALED) == before:  # else another process sealed meanwhile
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


def is_lost(folder: Path, name: str) -> bool:
    """Whether a file that was not found must be there, and has not come meanwhile.

    Another process may have made it between the look at the file and that at the seal.
    """
    return is_sealed(folder, name) and not (folder / name).exists()


def is_begun(folder: Path) -> bool:
    """Whether there is a store: something of it, or a seal that says there was."""
    if any((folder / name).exists() for name in (SEALED, PLANNED)):
        return True
    return folder.is_dir() and bool(inventory(folder).files)


def inventory(folder: Path) -> Seal:
    """A first seal, of what is there now."""
    found = {name: folder / name for name in listed(folder) if _OWN.fullmatch(name)}
    if log_chain.FILE in found and not log_chain.is_made(found[log_chain.FILE]):
        del found[log_chain.FILE]
    files = {name: durable.sha256(path) for name, path in found.items()}
    return Seal(0, files, "")


def listed(folder: Path) -> list[str]:
    """Every file in the store, as its path in it with slashes."""
    # a store of the nation has files by the ten thousand
    start = len(str(folder)) + 1
    return sorted(
        os.path.join(at, name)[start:].replace(os.sep, "/")  # noqa: PTH118
        for at, _folders, names in os.walk(folder)
        for name in names
    )


def hash_of(path: Path) -> str | None:
    """The SHA-256 of a file, None where there is none."""
    return durable.sha256(path) if path.is_file() else None


def sha256(content: bytes) -> str:
    """The SHA-256 of content, as 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


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


def bytes_of(path: Path) -> bytes | None:
    """What is in a file, None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


@functools.lru_cache(maxsize=4)
def _paired(sealed: bytes | None, planned: bytes | None) -> Seals | None:
    if sealed is None and planned is None:
        return None
    now, next = parsed(sealed), parsed(planned)
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


def parsed(content: bytes | None) -> Seal | None:
    """The seal that was written, None unless it is exactly that."""
    if content is None:
        return None
    try:
        said = json.loads(content)
        seal = Seal(int(said["number"]), dict(said["files"]), str(said["log"]))
        return seal if seal.content() == content else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
