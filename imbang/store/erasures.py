"""What was erased from submissions, on record: a chain of its own beside the deliveries.

A delivery's manifest never changes, so that the chain of deliveries holds. An erasure,
``erasures/000001.json``, says which file of rows took the place of which, by their hashes,
with who did it, when and why, and no personal data. The rows that are read are those of the
last erasure; the file before is gone. The seal holds the hash of each erasure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from imbang.store import seal
from imbang.store.damage import Broken

if TYPE_CHECKING:
    from imbang.store.manifests import Delivery, Submission

FOLDER = "erasures"
_NAME = re.compile(rf"{FOLDER}/\d+\.json")


@dataclass(frozen=True)
class Replaced:
    """A file of rows that took the place of another."""

    submission: str
    before: str
    parquet: str
    sha256: str
    rows: int
    erased: int


@dataclass(frozen=True)
class Erasure:
    """One erasure: ``what`` is ``person`` or ``retention``."""

    id: str
    what: str
    at: str
    by: str
    why: str
    previous: str | None
    files: Sequence[Replaced]
    sha256: str


def read(folder: Path) -> list[Erasure]:
    """All erasures of a store, oldest first; Broken where one is not as recorded, or does
    not follow the one before it."""
    seals = seal.read(folder)
    names = {*(seals.names() if seals else ())}
    found: list[Erasure] = []
    for path in sorted((folder / FOLDER).glob("[0-9]*.json")):
        names.add(f"{FOLDER}/{path.name}")
    for name in sorted(one for one in names if _NAME.fullmatch(one)):
        content = seal.bytes_of(folder / name)
        if content is None:
            if seals is not None and None in seals.allowed(name):
                continue  # announced, and never came
            raise Broken(name, "missing")
        if seals is not None and seal.sha256(content) not in seals.allowed(name):
            raise Broken(name)
        found.append(_parsed(name, content))
        before = found[-2].sha256 if len(found) > 1 else None
        if found[-1].previous != before:
            raise Broken(name)
    return found


def _parsed(name: str, content: bytes) -> Erasure:
    try:
        said = json.loads(content)
        files = [Replaced(**one) for one in said["files"]]
        kept = {key: said[key] for key in ("id", "what", "at", "by", "why", "previous")}
        return Erasure(**kept, files=files, sha256=seal.sha256(content))
    except (ValueError, KeyError, TypeError) as error:
        raise Broken(name) from error


def applied(deliveries: Sequence[Delivery], found: Sequence[Erasure]) -> list[Delivery]:
    """The deliveries with their submissions as the erasures left them.

    Broken where an erasure does not follow from what was there.
    """
    if not found:
        return list(deliveries)
    now = {sent.id: sent for one in deliveries for sent in one.submissions}
    for erasure in found:
        for one in erasure.files:
            sent = now.get(one.submission)
            if sent is None or sent.sha256 != one.before:
                raise Broken(f"{FOLDER}/{erasure.id}.json")
            now[one.submission] = replace(
                sent, parquet=one.parquet, sha256=one.sha256, rows=one.rows
            )
    return [
        replace(one, submissions=[now[sent.id] for sent in one.submissions])
        for one in deliveries
    ]


def gone(deliveries: Sequence[Delivery], found: Sequence[Erasure]) -> set[str]:
    """The files of rows that erasures took the place of, by name in the store: where they
    still are, a kill left them, and they must go."""
    named = {
        f"deliveries/{one.id}/{sent.parquet}"
        for one in deliveries
        for sent in one.submissions
    }
    made = {
        f"deliveries/{_delivery(one.submission)}/{one.parquet}"
        for erasure in found
        for one in erasure.files
    }
    kept = {
        f"deliveries/{one.id}/{sent.parquet}"
        for one in applied(deliveries, found)
        for sent in one.submissions
    }
    return (named | made) - kept


def name_of(submission: Submission, erasure: str) -> str:
    """The name of the file of rows that an erasure leaves of a submission."""
    stem = submission.parquet.removesuffix(".parquet").partition(".e")[0]
    return f"{stem}.e{erasure}.parquet"


def drafts(folder: Path, named: set[str]) -> Iterator[str]:
    """Files of rows that no manifest and no erasure names: an erasure that was killed."""
    for path in sorted((folder / "deliveries").glob("*/*.e*.parquet")):
        name = path.relative_to(folder).as_posix()
        if name not in named:
            yield name


def _delivery(submission: str) -> str:
    return submission.partition("-")[0]
