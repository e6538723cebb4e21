"""Histories: which submission counts, which one took whose place, what was published."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from imbang.publishing.publish import publish
from imbang.store.deliveries import Store
from imbang.store.history import snapshot_history, submission_history
from imbang.store.snapshots import roll_back

CITY, VILLAGE = "63.71", "63.71.01.1001"
Record = Callable[..., Store]


def needs(count: int) -> list[dict[str, object]]:
    return [{"region_code": VILLAGE, "kind": "poor", "unit": "person", "count": count}]


def test_each_submission_says_what_became_of_it(record: Record) -> None:
    record("ppks", CITY, "2024-06", needs(1))
    record("ppks", CITY, "2024-06", needs(2))
    record("ppks", CITY, "2024-12", needs(3))
    store = record("ppks", CITY, "2024-06", needs(4))
    publish(store)
    store.withdraw(store.submissions()[2:3], by="Ani")
    told = submission_history(store).fillna("")
    assert told["submission_id"].tolist() == [f"00000{n}-1" for n in (4, 3, 2, 1)]
    assert told["state"].tolist() == ["counts", "withdrawn", "replaced", "replaced"]
    assert told["replaced_by"].tolist() == ["", "", "000004-1", "000002-1"]
    assert told["withdrawn_by"].tolist() == ["", "Ani", "", ""]
    assert told["is_in_snapshot"].tolist() == [True, True, False, False]
    assert told.loc[0, ["period", "file", "rows"]].tolist() == [
        "2024-06",
        "made-up.xlsx",
        1,
    ]


def test_what_replaced_another_and_was_withdrawn_gives_its_place_back(
    record: Record,
) -> None:
    record("ppks", CITY, "2024-06", needs(1))
    store = record("ppks", CITY, "2024-06", needs(2))
    store.withdraw(store.submissions()[1:], by="Ani")
    told = submission_history(store)
    assert told["state"].tolist() == ["withdrawn", "counts"]
    counted = [one.id for one in store.counted()]
    assert told.loc[told["state"] == "counts", "submission_id"].tolist() == counted


def test_snapshots_are_listed_with_the_current_one(record: Record) -> None:
    store = record("ppks", CITY, "2024-06", needs(1))
    publish(store)
    record("ppks", CITY, "2024-12", needs(2))
    publish(store)
    roll_back(store, "1")
    told = snapshot_history(store)
    assert told["snapshot_id"].tolist() == ["000002", "000001"]
    assert told["is_current"].tolist() == [False, True]
    assert told["submissions"].tolist() == [2, 1]


def test_an_empty_store_has_empty_histories(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert submission_history(store).empty
    assert snapshot_history(store).empty
