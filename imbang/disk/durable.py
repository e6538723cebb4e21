"""Files that survive a kill or a power cut: written aside, synced, then renamed."""

from __future__ import annotations

import errno
import gzip
import hashlib
import json
import os
import re
import secrets
import shutil
import zlib
from pathlib import Path, PurePath
from typing import Any

_AT_ONCE = 1 << 20  # bytes; a buffer to read in costs more than a small file
_DRAFT = re.compile(r"\..+\.\d+\.[0-9a-f]{8}")


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` last."""
    if os.name == "nt":  # Windows cannot open a folder to sync it
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Make the bytes of ``path`` last."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def write_bytes(path: Path, content: bytes) -> None:
    """Replace ``path`` by ``content``, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException as error:
        draft.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename is None:
            error.filename = str(path)  # a write that fails names no file
        raise
    sync_folder(path.parent)


def write_json(path: Path, content: Any) -> None:
    """Like `write_bytes`, for what JSON can hold."""
    write_bytes(path, json_bytes(content))


def json_bytes(content: Any) -> bytes:
    """What `write_json` writes: the same bytes for the same content."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    return (text + "\n").encode()


def read_json(path: Path) -> Any:
    """What `write_json` wrote."""
    return json.loads(path.read_text("utf-8"))


def place(draft: Path, final: Path) -> None:
    """Move a finished file or folder to its name, which must be free."""
    for path in [draft, *draft.rglob("*")] if draft.is_dir() else [draft]:
        if path.is_dir():
            sync_folder(path)
        else:
            sync_file(path)
    if final.exists():
        why = os.strerror(errno.EEXIST)
        raise FileExistsError(errno.EEXIST, why, str(draft), None, str(final))
    draft.rename(final)
    sync_folder(final.parent)


def numbered(folder: Path) -> list[Path]:
    """What in ``folder`` has a name that begins with a digit, in order; none without it.

    Unlike a pattern, which finds nothing where it may not look, this raises OSError: what
    cannot be listed must not be taken for what is not there.
    """
    try:
        return sorted(path for path in folder.iterdir() if path.name[:1].isdigit())
    except FileNotFoundError:
        return []


def sha256(path: Path) -> str:
    """The SHA-256 of a file, as 64 hex digits."""
    with path.open("rb", buffering=0) as file:
        if os.fstat(file.fileno()).st_size < _AT_ONCE:
            return hashlib.sha256(file.readall()).hexdigest()
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_named_by_content(path: Path) -> bool:
    """Whether a file is there and its name, up to the first dot, is its SHA-256."""
    return path.is_file() and sha256(path) == path.name.partition(".")[0]


def unpacked(path: Path) -> bytes | None:
    """The content of a ``.gz`` file; None unless its name is the content's SHA-256."""
    try:
        content = gzip.decompress(path.read_bytes())
    except (OSError, EOFError, zlib.error):
        return None
    found = hashlib.sha256(content).hexdigest()
    return content if found == path.name.partition(".")[0] else None


def is_draft(path: PurePath) -> bool:
    """Whether the name is one of those that `write_bytes` writes to before it renames."""
    return _DRAFT.fullmatch(path.name) is not None


def remove(path: Path) -> None:
    """Remove a file or a folder with all in it, if there."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
