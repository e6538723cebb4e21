"""Publishing beside the server, and two officers who record for the same at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from imbang.publishing import background
from imbang.publishing.publish import who_publishes
from imbang.store.deliveries import Overtaken, Store
from imbang.store.snapshots import current_snapshot
from tests.conftest import draft

OFFICE = "63.71"
ROWS = [
    {"region_code": "63.71.01.1001", "kind": "poor", "unit": "person", "count": 40},
]


def ended(publication: background.Publication) -> background.Publication:
    for _ in range(600):
        if publication.is_over:
            return publication
        time.sleep(0.05)
    raise TimeoutError(publication)


def test_a_child_publishes_and_tells_how_far_it_is(
    record: Callable[..., Store],
) -> None:
    store = record("ppks", OFFICE, "2024-06", ROWS)
    publication = background.start(store, by="Sari")
    again = background.start(store, by="Budi")
    assert again is publication
    assert background.running(store) is publication
    while not publication.text:
        time.sleep(0.02)
    assert who_publishes(store) == "Sari"
    assert ended(publication).share == 1.0
    assert publication.snapshot == "000001"
    assert background.running(store) is None
    assert who_publishes(store) is None
    current = current_snapshot(store.folder)
    assert current is not None
    assert current.id == "000001"


def test_what_a_killed_publisher_left_is_nobodys(tmp_path: Path) -> None:
    store = Store(tmp_path)
    left = store.snapshots_folder / ".draft" / "by"
    left.parent.mkdir(parents=True)
    left.write_text("Sari")
    assert who_publishes(store) is None
    with store.writing():
        assert who_publishes(store) == "Sari"


def test_a_refusal_of_the_child_comes_in_words(record: Callable[..., Store]) -> None:
    store = record("ppks", OFFICE, "2024-06", ROWS)
    [file] = store.folder.rglob("*.parquet")
    file.write_bytes(file.read_bytes()[:-1])
    publication = ended(background.start(store, by="Sari"))
    assert publication.snapshot is None
    assert publication.refused is not None
    assert file.name in publication.refused
    assert "rusak" in publication.refused


def test_a_delivery_that_came_in_between_is_not_replaced_unseen(
    record: Callable[..., Store],
) -> None:
    store = record("ppks", OFFICE, "2024-06", ROWS)
    seen = {one.slot: one.id for one in store.counted()}
    record("ppks", OFFICE, "2024-06", ROWS)  # the other officer
    ours = draft("ppks", OFFICE, "2024-06", ROWS)
    before = sorted(store.folder.rglob("*"))
    with pytest.raises(Overtaken) as overtaken:
        store.record([ours], by="Sari", received_on=date.today(), replacing=seen)
    assert [one.id for one in overtaken.value.by] == ["000002-1"]
    assert sorted(store.folder.rglob("*")) == before
    told = {one.slot: one.id for one in store.counted()}
    store.record([ours], by="Sari", received_on=date.today(), replacing=told)
    assert [one.id for one in store.counted()] == ["000003-1"]


def test_a_first_delivery_that_came_in_between_is_seen_too(
    record: Callable[..., Store],
) -> None:
    ours = draft("ppks", OFFICE, "2024-06", ROWS)
    store = record("ppks", OFFICE, "2024-06", ROWS)
    slot = ours.slot
    with pytest.raises(Overtaken):
        store.record(
            [ours], by="Sari", received_on=date.today(), replacing={slot: None}
        )
