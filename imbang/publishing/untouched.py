"""Files of rows: each is what was recorded, or nothing is published.

What a publish has hashed the next one need not hash again, as long as the delivery's
folder looks as it did: whatever is written there, or put in its place, changes when a file
was changed, which no program can set. What new figures are made of is hashed in any case,
and `imbang.publishing.verify` hashes everything.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imbang.disk import durable
from imbang.publishing.figures.material import Sent
from imbang.refusals import Refusal
from imbang.texts import _

SETTLED = 10.0
"""Seconds that a folder must have lain untouched to be known by how it looks: what is
written twice within one tick of the clock looks the same."""


@dataclass(frozen=True)
class Sound:
    """Files that are what was recorded: how the folders of their deliveries look, and the
    submissions whose files were hashed for that just now."""

    looks: Mapping[str, str]
    hashed: frozenset[str]

    def hash_rest(self, sent: Iterable[Sent]) -> None:
        """Refuse where one of these is not that was known by how it looks."""
        _hash({one.id: one for one in sent if one.id not in self.hashed}.values())


def check(folder: Path, sent: Sequence[Sent], before: Mapping[str, Any]) -> Sound:
    """Refuse where a file of rows is missing or not what was recorded.

    ``folder`` is that of the deliveries, ``before`` the manifest of a snapshot: it says of
    what it was made, and how the folders looked then.
    """
    looked, made_of = before.get("looks", {}), before.get("submissions", {})
    looks = {one: _look(folder / one) for one in {one.delivery for one in sent}}
    settled = {one: look for one, look in sorted(looks.items()) if look}
    same = {one for one, look in settled.items() if look == looked.get(one)}
    left = [
        one
        for one in sent
        if one.delivery not in same or made_of.get(one.id) != one.sha256
    ]
    _hash(left)
    return Sound(settled, frozenset(one.id for one in left))


def _hash(sent: Iterable[Sent]) -> None:
    for one in sent:
        try:
            is_sound = durable.sha256(one.path) == one.sha256
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            is_sound = False
        if not is_sound:
            raise Refusal(
                _(
                    "Submission {id} ({file}) is missing or damaged: {path}. "
                    "Restore it from a backup; nothing was published.",
                    id=one.id,
                    file=one.sent_file,
                    path=one.path,
                )
            )


def _look(folder: Path) -> str:
    """The hash of what changes with whatever changes in a folder; "" where it has not
    settled, or is not there."""
    try:
        with os.scandir(folder) as entries:
            found = sorted((one.name, one.stat()) for one in entries)
    except (FileNotFoundError, NotADirectoryError):
        return ""
    now = time.time()
    if any(
        abs(now - changed) < SETTLED
        for _name, one in found
        for changed in (one.st_ctime, one.st_mtime)
    ):
        return ""
    said = [
        (name, one.st_ino, one.st_size, one.st_mtime_ns, one.st_ctime_ns)
        for name, one in found
    ]
    return hashlib.sha256(repr(said).encode()).hexdigest()
