"""The key that turns a NIK into an identity, kept outside the store.

An identity is a keyed BLAKE2b hash (RFC 7693) of the NIK's sixteen digits: the same
person gets the same identity in every file, and without the key nobody can go back.
The store holds only the key's fingerprint.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from imbang import paths
from imbang.disk import durable
from imbang.disk.mishaps import in_words
from imbang.refusals import Refusal
from imbang.texts import _

SEALED = "blake2b-keyed:"
_KEY_BYTES = 32
_IDENTITY_BYTES = 16


@dataclass(frozen=True, repr=False)
class Key:
    """The secret; its ``repr`` shows the fingerprint only."""

    secret: bytes

    @property
    def fingerprint(self) -> str:
        """32 hex digits by which a key is recognised without being shown."""
        return hashlib.blake2b(
            self.secret, digest_size=16, person=b"imbang key"
        ).hexdigest()

    def __repr__(self) -> str:
        return f"Key({self.fingerprint})"

    def identify(self, niks: Sequence[str]) -> list[str]:
        """The identity (32 hex digits) of each NIK, in the order given."""
        base = hashlib.blake2b(key=self.secret, digest_size=_IDENTITY_BYTES)
        identities = []
        for nik in niks:
            keyed = base.copy()
            keyed.update(nik.encode())
            identities.append(keyed.hexdigest())
        return identities

    def seal(self, content: bytes) -> str:
        """A keyed BLAKE2b hash of ``content`` (64 hex digits), as `SEALED` names it.

        It tells whether a file is the one that was sent, to whoever has the key. Without
        the key it cannot be guessed at, as the plain hash of a file with one NIK can.
        """
        derived = hashlib.blake2b(
            key=self.secret, digest_size=_KEY_BYTES, person=b"imbang sources"
        ).digest()
        sealed = hashlib.blake2b(content, key=derived, digest_size=32)
        return SEALED + sealed.hexdigest()


def new_key() -> Key:
    """A key nobody has had before."""
    return Key(secrets.token_bytes(_KEY_BYTES))


def load_key() -> Key | None:
    """The key of this user, or None where there is none; Refusal if unreadable."""
    path = paths.key_file()
    try:
        return parse_key(path.read_text("ascii"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise Refusal(
            _("The identity key in {path} cannot be read.", path=path)
        ) from error


def parse_key(text: str) -> Key:
    """The key from its 64 hex digits; ValueError for anything else."""
    secret = bytes.fromhex(text.strip())
    if len(secret) != _KEY_BYTES:
        raise ValueError("an identity key has 64 hex digits")
    return Key(secret)


def save_key(key: Key, path: Path | None = None) -> None:
    """Write ``key`` for its owner's eyes only; FileExistsError if one is there."""
    path = path or paths.key_file()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(key.secret.hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except OSError as error:
        error.filename = error.filename or str(path)
        raise
    finally:
        draft.unlink(missing_ok=True)
    durable.sync_folder(path.parent)


def key_for(fingerprint: str | None) -> Key:
    """The key to read identities with, made on first use.

    ``fingerprint`` is what the store expects, None where it expects nothing yet.
    Raises Refusal when the key it was filled with is missing or another.
    """
    key = load_key()
    if fingerprint is None:
        return key or _first_key()
    if key is None:
        raise Refusal(
            _(
                "The identity key of this store is missing (expected in {path}). "
                "Files with NIK are refused until it is back: imbang key import FILE.",
                path=paths.key_file(),
            )
        )
    if key.fingerprint != fingerprint:
        raise Refusal(
            _(
                "The identity key in {path} is not the one this store was filled "
                "with. Files with NIK are refused until the right one is back: "
                "imbang key import FILE.",
                path=paths.key_file(),
            )
        )
    return key


def _first_key() -> Key:
    key = new_key()
    with in_words(paths.key_file()):
        try:
            save_key(key)
        except FileExistsError:
            return load_key() or key
    return key
