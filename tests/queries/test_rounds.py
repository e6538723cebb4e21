"""Rounds of reports: on time, late, accepted with a warning, carried forward, missing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from imbang.publishing.publish import publish
from imbang.questions.asking import ask
from imbang.store.deliveries import Store
from tests.conftest import draft

from .conftest import need

A, B = "63.71", "63.72"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    made = Store(tmp_path_factory.mktemp("rounds") / "store")
    on_time, late = date(2024, 7, 10), date(2024, 9, 10)
    village = f"{A}.01.1001"
    case = {"region_code": B, "kind": "poor", "handled": 3}
    for one, day in (
        (draft("ppks", A, "2024-06", [need(village, 1)]), on_time),
        (draft("ppks", B, "2024-06", [need(B, 1)]), late),
        (draft("cases", B, "2024-01/2024-06", [case]), on_time),
        (draft("ppks", A, "2024-12", [need(village, 2)]), date(2025, 1, 10)),
    ):
        made.record([one], by="tester", received_on=day)
    publish(made)
    return made


def test_what_stands_is_carried_and_what_begins_anew_is_missing(store: Store) -> None:
    answer = ask(store.folder, "rounds", region="63", as_of="2024-12")
    answer = answer[answer["is_expected"]]
    states: dict[Any, str] = {
        (row.dataset, row.region_code, row.month): row.state
        for row in answer.itertuples()
    }
    assert states["ppks", A, "2024-06"] == "reported"
    assert states["ppks", A, "2024-12"] == "reported"
    assert states["ppks", B, "2024-06"] == "late"
    assert states["ppks", B, "2024-12"] == "carried"
    assert states["cases", B, "2024-06"] == "reported"
    assert states["cases", B, "2024-12"] == "missing"
    assert states["ppks", "63.01", "2024-12"] == "missing"


def test_a_warning_that_was_accepted_is_told(sample_store: Path) -> None:
    answer = ask(sample_store, "rounds", region="63.04", as_of="2024-12")
    states = set(answer.loc[answer["dataset"] == "ppks", "state"])
    assert states == {"accepted"}
