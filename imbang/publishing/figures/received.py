"""What deliveries tell beside rows: when a thing first came, and what was warned of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from imbang.store.manifests import Delivery, Submission
from imbang.store.slots import Slot


def first_received(deliveries: Sequence[Delivery]) -> dict[str, date]:
    """When each submission, or the first that it corrects, came: by submission id.

    A correction does not make an office late that was on time. Only what was recorded
    before a submission tells on it, so that it stays the same ever after.
    """
    first: dict[tuple[Slot, bool], date] = {}
    received: dict[str, date] = {}
    for one in (one for delivery in deliveries for one in delivery.submissions):
        key = one.slot, one.is_sample
        first[key] = min(one.received_on, first.get(key, one.received_on))
        received[one.id] = first[key]
    return received


@dataclass(frozen=True)
class Warned:
    """What the check warned of: a row of a sheet, or the sheet (None)."""

    submission: int
    sheet: str | None
    rule: str
    row: int | None
    labels: tuple[str, ...]


def warned(
    deliveries: Sequence[Delivery], numbers: Mapping[str, int]
) -> Iterator[Warned]:
    """What was warned of when files were taken in, row by row.

    ``numbers`` are the numbers of the submissions that count, by their ids.
    """
    for delivery in deliveries:
        if not any(one.id in numbers for one in delivery.submissions):
            continue
        for said in delivery.manifest.get("warnings", []):
            about = _about(delivery.submissions, said["file"], said["sheet"])
            if about is None or about.id not in numbers:
                continue
            for row in said["rows"] or [None]:
                yield Warned(
                    numbers[about.id],
                    said["sheet"],
                    said["rule"],
                    row,
                    tuple(said["labels"]),
                )


def _about(
    submissions: Sequence[Submission], file: str, sheet: str | None
) -> Submission | None:
    """The submission with that sheet, the latest period of several; else of that file."""
    same = [one for one in submissions if one.file == file]
    with_sheet = [one for one in same if sheet in one.sheets]
    return max(with_sheet or same, key=lambda one: one.period.last, default=None)
