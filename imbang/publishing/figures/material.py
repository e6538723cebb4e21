"""What figures are made from: the submissions that count, as queries read them."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from imbang.publishing.figures import received
from imbang.publishing.figures.received import Warned
from imbang.reference import levels
from imbang.settings.settings import Values
from imbang.store.deliveries import Store
from imbang.store.manifests import Submission, number_of

_PEOPLE = frozenset({"pillars", "activities", "participants"})
"""The datasets that name people, and the activities that lists of them belong to."""
_YEARS_AHEAD = 5


@dataclass(frozen=True)
class Sent:
    """A submission that counts; ``number`` is its id as a number, in the order of
    recording, and never that of another."""

    number: int
    id: str
    dataset: str
    office: str
    period_first: int
    period_last: int
    received_on: date
    first_received_on: date
    is_sample: bool
    stored: str
    sent_file: str
    tells: tuple[str, ...]
    sha256: str
    rows: int

    @property
    def path(self) -> Path:
        """The file of its rows."""
        return Path(self.stored)

    @property
    def delivery(self) -> str:
        """The delivery that brought it."""
        return self.id.partition("-")[0]

    @functools.cached_property
    def province(self) -> str:
        """The province of the office that sent it; the nation's code for its own."""
        return levels.ancestor(self.office, "province")

    @functools.cached_property
    def told(self) -> str:
        """All that figures follow from, wherever the store lies; kept, since every part
        is named by that of the nation's office."""
        said = [getattr(self, name) for name in _TOLD]
        return json.dumps(said, default=str)


_TOLD = [one.name for one in fields(Sent) if one.name not in ("stored", "rows")]


@dataclass(frozen=True)
class Material:
    """All that figures follow from beside reference data and the rules of counting.

    ``settings`` are those that bear on figures, by key; ``warned`` what the check of
    files warned of; ``last_month`` is how far ahead reports are expected; ``folder`` is
    that of the store, None where no maps are to be drawn, and ``boundaries`` the files of
    loaded boundaries by province, which maps are laid out after.
    """

    sent: tuple[Sent, ...]
    settings: Values
    warned: tuple[Warned, ...]
    last_month: int
    folder: Path | None = None
    boundaries: Mapping[str, Any] = field(default_factory=dict)

    def of(self, provinces: Sequence[str]) -> Material:
        """What the offices of these provinces sent, and the nation's, whose rows may
        lie in them."""
        wanted = {*provinces, levels.NATION}
        sent = tuple(one for one in self.sent if one.province in wanted)
        numbers = {one.number for one in sent}
        return replace(
            self,
            sent=sent,
            warned=tuple(one for one in self.warned if one.submission in numbers),
            boundaries={
                code: files for code, files in self.boundaries.items() if code in wanted
            },
        )

    def of_nobody(self) -> Material:
        """What follows from settings alone."""
        return replace(self, sent=(), warned=(), boundaries={})

    def of_people(self) -> Material:
        """What names people, and nothing else."""
        sent = tuple(one for one in self.sent if one.dataset in _PEOPLE)
        return replace(self, sent=sent, warned=(), boundaries={})

    @property
    def rows(self) -> int:
        """How many rows were sent."""
        return sum(one.rows for one in self.sent)

    def hash(self, *more: Any) -> str:
        """The SHA-256 of all of it and of ``more``, wherever the store lies."""
        said = {
            "sent": [one.told for one in self.sent],
            "settings": self.settings,
            "warned": [asdict(one) for one in self.warned],
            "last_month": self.last_month,
            "boundaries": self.boundaries,
            "more": more,
        }
        text = json.dumps(said, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


def gather(
    store: Store, submissions: Sequence[Submission], settings: Values
) -> Material:
    """The material of figures made of ``submissions`` with these settings."""
    from imbang.geometry.reading import read_index

    deliveries = store.deliveries()
    first_received = received.first_received(deliveries)
    sent = tuple(
        Sent(
            number=number_of(one.id),
            id=one.id,
            dataset=one.dataset,
            office=one.office,
            period_first=one.period.first,
            period_last=one.period.last,
            received_on=one.received_on,
            first_received_on=first_received[one.id],
            is_sample=one.is_sample,
            stored=store.stored(one),
            sent_file=one.file,
            tells=tuple(one.tells),
            sha256=one.sha256,
            rows=one.rows,
        )
        for one in submissions
    )
    numbers = {one.id: one.number for one in sent}
    latest = max((one.period_last for one in sent), default=0)
    return Material(
        sent=sent,
        settings=settings,
        warned=tuple(received.warned(deliveries, numbers)),
        last_month=12 * (latest // 12 + _YEARS_AHEAD) + 11,
        folder=store.folder,
        boundaries=read_index(store.folder)["kept"],
    )
