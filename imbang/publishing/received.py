"""What deliveries tell beside rows: when a thing first came, and what was warned of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from imbang.store.manifests import Delivery, Submission
from imbang.store.slots import Slot

if TYPE_CHECKING:
    import duckdb


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


def load_warnings(
    work: duckdb.DuckDBPyConnection,
    deliveries: Sequence[Delivery],
    numbers: Mapping[str, int],
) -> None:
    """Make ``source.import_warnings``, a row for each row of a sheet warned of.

    ``numbers`` are the submission ids in SQL of the submissions that count.
    """
    work.execute(
        """
        create table source.import_warnings (
            submission_id bigint, sheet text, rule text, row integer, labels text[]
        )
        """
    )
    rows = [
        row
        for delivery in deliveries
        if any(one.id in numbers for one in delivery.submissions)
        for row in _rows(delivery, numbers)
    ]
    if rows:
        work.executemany(
            "insert into source.import_warnings values (?, ?, ?, ?, ?)", rows
        )


def _rows(delivery: Delivery, numbers: Mapping[str, int]) -> Iterator[list[object]]:
    for warned in delivery.manifest.get("warnings", []):
        about = _about(delivery.submissions, warned["file"], warned["sheet"])
        if about is None or about.id not in numbers:
            continue
        for row in warned["rows"] or [None]:
            yield [
                numbers[about.id],
                warned["sheet"],
                warned["rule"],
                row,
                warned["labels"],
            ]


def _about(
    submissions: Sequence[Submission], file: str, sheet: str | None
) -> Submission | None:
    """The submission with that sheet, the latest period of several; else of that file."""
    same = [one for one in submissions if one.file == file]
    with_sheet = [one for one in same if sheet in one.sheets]
    return max(with_sheet or same, key=lambda one: one.period.last, default=None)
