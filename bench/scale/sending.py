"""Recording the world: what came in on one day is one delivery of the store."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from unittest.mock import patch

from bench.scale import duties, places, training
from bench.scale.manners import Manners
from bench.scale.needs import Needs
from bench.scale.people import People
from bench.scale.registers import Registers
from bench.scale.world import Province, World
from imbang.disk import durable
from imbang.progress import Progress, silently
from imbang.store import identity
from imbang.store.deliveries import Store
from imbang.store.drafts import Draft

_BY = "Pusat data (buatan)"


@dataclass
class Written:
    """How much was recorded: deliveries, submissions and rows by dataset."""

    deliveries: int = 0
    submissions: int = 0
    rows: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    figures: int = 0

    def add(self, drafts: list[Draft]) -> None:
        """Count a delivery."""
        self.deliveries += 1
        self.submissions += len(drafts)
        for draft in drafts:
            self.rows[draft.dataset] += draft.table.num_rows
            if draft.dataset == "ppks":
                count = draft.table["count"]
                self.figures += len(count) - count.null_count


def write(store: Store, world: World, progress: Progress = silently) -> Written:
    """Record all that the offices of ``world`` send, month by month."""
    key = identity.key_for(store.fingerprint())
    progress("people", 0.0)
    registers = all_registers(world, key)
    needs = [Needs(one, fill=world.fill) for one in world.provinces]
    step = 1 if len(world.needs_rounds) > len(world.rounds) else 6
    written = Written()
    for number, month in enumerate(world.months):
        days: dict[date, list[Draft]] = defaultdict(list)
        for one, need in zip(registers, needs, strict=True):
            received = _received(one.province, month)
            if month in world.needs_rounds:
                need.pass_months(month, step)
                for office, draft in need.sent(month):
                    days[received[office]].append(draft)
            if month in world.rounds:
                for office, draft in half_year(one, month, world):
                    days[received[office]].append(draft)
        for day in sorted(days):
            with _unsynced():
                store.record(
                    days[day], by=_BY, received_on=day, fingerprint=key.fingerprint
                )
            written.add(days[day])
        progress(str(month), (number + 1) / len(world.months))
    return written


@contextlib.contextmanager
def _unsynced() -> Iterator[None]:
    """Record without waiting for the disk: what is lost is written again.

    Waiting for thousands of small files takes many times as long as making them.
    """
    with (
        patch.object(durable, "sync_file", lambda _path: None),
        patch.object(durable, "sync_folder", lambda _folder: None),
    ):
        yield


def all_registers(world: World, key: identity.Key) -> list[Registers]:
    """The registers of all provinces; each has guests from the one before it."""
    found: list[Registers] = []
    guests: People | None = None
    for province in world.provinces:
        found.append(Registers(province, key.identify, guests))
        guests = found[-1].people
    return found


def half_year(
    registers: Registers, month: int, world: World
) -> Iterator[tuple[str, Draft]]:
    """What a province's offices send of a half-year beside people in need."""
    province = registers.province
    yield from registers.sent(month, world.rounds)
    yield from registers.counts(month)
    yield from places.population(province, month)
    yield from places.national_list(province, month)
    yield from duties.sent(province, month)
    yield from training.sent(registers, month)


def _received(province: Province, month: int) -> dict[str, date]:
    offices = [*province.offices, province.code]
    return dict(zip(offices, Manners(province).received(month), strict=True))
