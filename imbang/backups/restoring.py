"""A store again from its backup: unpacked beside its place, checked whole, then moved there.

Nothing of a backup is believed: only plain files inside the folder are taken, each must be
in its list with the hash that it has, and what came of them must be a store that is sound.
"""

from __future__ import annotations

import gzip
import os.path
import re
import secrets
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

import filelock

from imbang import log
from imbang.access import acting
from imbang.backups.packing import INSIDE, SUMS, Hashed, is_older
from imbang.disk import durable
from imbang.disk.mishaps import MEGABYTE, in_words
from imbang.progress import Progress, silently
from imbang.publishing.inspect import inspect
from imbang.refusals import Refusal
from imbang.store import identity, seal
from imbang.store.deliveries import Store
from imbang.texts import _

_SUM = re.compile(r"([0-9a-f]{64})  store/(.+)")
_MOST_SUMS = 256 * MEGABYTE
_DAMAGE = (tarfile.TarError, gzip.BadGzipFile, EOFError, zlib.error, ValueError)


class _Damaged(Exception):
    """The backup is not what was written."""


@dataclass(frozen=True)
class Restored:
    """How many files a restored store has, and where the one that was there is now.

    ``is_key_missing`` where its identities were made with a key that is not at hand.
    """

    files: int
    replaced: Path | None
    is_key_missing: bool


def restore(
    file: Path, folder: Path, progress: Progress = silently, *, replace: bool = False
) -> Restored:
    """Make ``folder`` the store that the backup ``file`` holds.

    Refusal where the backup is damaged, cut off or no backup; where something is in
    ``folder`` and ``replace`` is not asked for, or somebody writes there now. What is
    replaced is moved aside, never deleted. A kill leaves what was there before, or
    (between two renames) the old store beside its place. NotAllowed for anybody but the
    operator.
    """
    acting.require_operator()
    target = Path(os.path.abspath(folder))  # noqa: PTH100 -- a link is not followed
    _refuse_place(target, replace=replace)
    with in_words(target.parent, needed=MEGABYTE + file.stat().st_size):
        target.parent.mkdir(parents=True, exist_ok=True)
        with _draft_beside(target) as draft:
            count = _unpack(file, draft, progress)
            _require_sound(file, draft)
            replaced = _switch(draft, target)
    progress(_("restored"), 1.0)
    log.event("restore", files=count, replaced=replaced is not None)
    return Restored(count, replaced, _is_key_missing(Store(target)))


def _refuse_place(target: Path, *, replace: bool) -> None:
    if replace or not target.exists():
        return
    if not target.is_dir() or any(target.iterdir()):
        raise Refusal(
            _(
                "Something is in {folder} already, and was left as it is. To move it "
                "aside and restore there: --replace.",
                folder=target,
            )
        )


@contextmanager
def _draft_beside(target: Path) -> Iterator[Path]:
    """A folder beside the place of a store; what is left in it is removed."""
    begins = f".{target.name}.restore-"
    for leftover in target.parent.glob(f"{begins}*"):
        durable.remove(leftover)
    draft = target.with_name(f"{begins}{secrets.token_hex(4)}")
    draft.mkdir()
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _unpack(file: Path, draft: Path, progress: Progress) -> int:
    """Unpack the files of a backup, each by its hash; how many they were."""
    try:
        return _unpack_all(file, draft, progress)
    except (*_DAMAGE, _Damaged) as error:
        raise Refusal(
            _(
                "{path} is no whole backup of Imbang: it is damaged, cut off or "
                "something else. Nothing was restored; take another one.",
                path=file,
            )
        ) from error


def _unpack_all(file: Path, draft: Path, progress: Progress) -> int:
    found: dict[str, str] = {}
    sums: dict[str, str] | None = None
    size = file.stat().st_size
    with (
        file.open("rb") as packed,
        gzip.GzipFile(fileobj=packed) as plain,
        tarfile.open(fileobj=plain, mode="r|") as archive,
    ):
        for member in archive:
            progress(_("unpacking"), 0.9 * packed.tell() / max(size, 1))
            content = archive.extractfile(member) if member.isreg() else None
            if content is None or sums is not None:
                raise _Damaged
            if member.name == SUMS:
                sums = _sums(content.read(_MOST_SUMS).decode())
                continue
            name = _name_in_store(tarfile.data_filter(member, str(draft)).name)
            if name in found:
                raise _Damaged
            (draft / name).parent.mkdir(parents=True, exist_ok=True)
            hashed = Hashed(content)  # type: ignore[arg-type] # it reads, which is enough
            with (draft / name).open("xb") as written:
                shutil.copyfileobj(hashed, written, MEGABYTE)
            found[name] = hashed.sha256
        while plain.read(MEGABYTE):  # to its end, where its checksum is
            pass
    if not found or found != sums:
        raise _Damaged
    return len(found)


def _sums(text: str) -> dict[str, str]:
    said = [_SUM.fullmatch(line) for line in text.splitlines()]
    return {one[2]: one[1] for one in said if one is not None}


def _name_in_store(name: str) -> str:
    path = PurePosixPath(name)
    if path.parts[:1] != (INSIDE,) or len(path.parts) < 2 or ".." in path.parts:
        raise _Damaged
    return str(path.relative_to(INSIDE))


def _require_sound(file: Path, draft: Path) -> None:
    store = Store(draft)
    found = inspect(store)
    if is_older(store):
        found.problems.pop(seal.SEALED, None)
    if found.problems:
        said = _("{path} holds a store that is not sound.", path=file)
        raise Refusal("\n".join([said, *found.texts]))
    for name in (".lock", seal.LOCK):  # of looking at it
        (draft / name).unlink(missing_ok=True)
    for path in (draft, *draft.rglob("*")):
        durable.sync_folder(path) if path.is_dir() else durable.sync_file(path)


def _switch(draft: Path, target: Path) -> Path | None:
    """Give a whole store its place; where the one before it is now."""
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        with suppress(FileNotFoundError):
            target.rmdir()
        draft.rename(target)
        durable.sync_folder(target.parent)
        return None
    aside = target.with_name(f"{target.name}.replaced-{datetime.now():%Y%m%d-%H%M%S}")
    with _nobody_writes(target):
        target.rename(aside)
    try:
        draft.rename(target)
    except BaseException:
        aside.rename(target)
        raise
    durable.sync_folder(target.parent)
    return aside


@contextmanager
def _nobody_writes(target: Path) -> Iterator[None]:
    lock = filelock.FileLock(target / ".lock")
    try:
        with lock.acquire(timeout=0):
            yield
    except filelock.Timeout:
        raise Refusal(
            _(
                "Somebody imports or publishes in {folder} right now. Try again when "
                "that is over.",
                folder=target,
            )
        ) from None


def _is_key_missing(store: Store) -> bool:
    known = store.fingerprint()
    if known is None:
        return False
    with suppress(Refusal):
        key = identity.load_key()
        return key is None or key.fingerprint != known
    return True
