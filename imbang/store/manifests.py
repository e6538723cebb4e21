"""What a delivery's manifest says: who sent what and when, and the files that hold it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imbang.disk import durable
from imbang.periods import Period
from imbang.reference.datasets import load_datasets
from imbang.store import seal
from imbang.store.damage import Broken
from imbang.store.slots import Slot

if TYPE_CHECKING:
    from imbang.store.drafts import Draft


@dataclass(frozen=True)
class Submission:
    """What one office sent for one dataset and period, as accepted."""

    id: str
    dataset: str
    office: str
    period: Period
    file: str
    sheets: tuple[str, ...]
    rows: int
    parquet: str
    sha256: str
    received_on: date
    recorded_at: str
    recorded_by: str
    is_sample: bool
    tells: tuple[str, ...] = ()

    @property
    def slot(self) -> Slot:
        """What it tells of; the last submission of a slot counts."""
        return self.dataset, self.office, self.period, self.tells


@dataclass(frozen=True)
class Delivery:
    """One accepted import: its manifest, and the submissions it brought (none for a
    withdrawal)."""

    id: str
    manifest: Mapping[str, Any]
    sha256: str
    submissions: Sequence[Submission]


_PACKED = ("period", "sheets", "tells")


_MILLION = 1_000_000
_NEEDED = {"withdraws", "previous", "recorded_at", "recorded_by"}


def replaced_by(sent: Iterable[Submission]) -> dict[str, str]:
    """Submissions that later ones take the place of, by id → the one that completed it.

    ``sent`` are in the order of recording. Of datasets that are sent part by part one
    counts as long as it tells something that none of the same office and period after
    it does.
    """
    found: dict[str, str] = {}
    counting: dict[tuple[str, str, Period], list[tuple[str, Collection[str]]]] = {}
    for one in sent:
        place = one.dataset, one.office, one.period
        kept: list[tuple[str, Collection[str]]] = []
        for id, tells in counting.get(place, ()):
            left = {*tells} - {*one.tells}
            if left:
                kept.append((id, left))
            else:
                found[id] = one.id
        counting[place] = [*kept, (one.id, one.tells)]
    return found


def delivery_of(name: str, content: bytes) -> Delivery:
    """The delivery of a manifest; Broken, with its name in the store, if it is none."""
    try:
        manifest = json.loads(content)
        if not manifest.keys() >= _NEEDED:
            raise Broken(name)
        sent = _submissions(manifest)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Broken(name) from error
    return Delivery(name.split("/")[1], manifest, seal.sha256(content), sent)


def _submissions(manifest: Mapping[str, Any]) -> list[Submission]:
    common = {
        "received_on": date.fromisoformat(manifest["received_on"]),
        "recorded_at": manifest["recorded_at"],
        "recorded_by": manifest["recorded_by"],
        "is_sample": manifest["is_sample"],
    }
    return [
        Submission(
            **common,
            **{key: value for key, value in item.items() if key not in _PACKED},
            period=Period(*item["period"]),
            sheets=tuple(item["sheets"]),
            tells=tuple(item["tells"] if "tells" in item else _all_told(item)),
        )
        for item in manifest["submissions"]
    ]


def _all_told(item: Mapping[str, Any]) -> tuple[str, ...]:
    """What a submission may tell that was recorded before parts were told apart."""
    return tuple(sorted(load_datasets()[item["dataset"]].told_apart))


def texts_brought(
    drafts: Sequence[Draft], manifest: Mapping[str, Any]
) -> Iterator[str]:
    """All in a manifest that people or files brought; ids and hashes are its own."""
    yield manifest["recorded_by"]
    yield from manifest["sources"]
    for draft in drafts:
        yield from (draft.file, *draft.sheets)
    for warned in manifest["warnings"]:
        places = (warned["file"], warned["sheet"], warned["column"])
        yield from (text for text in (*places, *warned["labels"]) if text)


def number_of(id: str) -> int:
    """A submission's id as a number, in the order of recording, and never another's."""
    delivery, _dash, index = id.partition("-")
    return int(delivery) * _MILLION + int(index)


def write_submission(folder: Path, id: str, draft: Draft) -> dict[str, Any]:
    """Write the rows of a draft into ``folder``; what its manifest says of them."""
    import pyarrow.parquet as pq

    name = f"{id}-{draft.dataset}-{draft.office}.parquet"
    pq.write_table(draft.table, folder / name, compression="zstd")
    return {
        "id": id,
        "dataset": draft.dataset,
        "office": draft.office,
        "period": [draft.period.first, draft.period.last],
        "file": draft.file,
        "sheets": list(draft.sheets),
        "tells": list(draft.tells),
        "rows": draft.table.num_rows,
        "parquet": name,
        "sha256": durable.sha256(folder / name),
    }
