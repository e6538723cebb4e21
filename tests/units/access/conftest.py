"""A store of two cities, of which not everybody may see everything."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from imbang.publishing.publish import publish
from imbang.store.deliveries import Store
from tests.conftest import draft, filled_once
from tests.together import without_maps

CITIES = ("63.71", "63.72")


@pytest.fixture(scope="session")
def two_cities(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published store: a register of each of two cities with a finding in it."""
    return filled_once(tmp_path_factory, "two_cities", _fill)


def _fill(folder: Path) -> None:
    store = Store(folder)
    row = {"kind": "psm", "confirmed_on": date(2024, 6, 1), "birth_year": 1980}
    for city in CITIES:
        rows = [
            {"region_code": f"{city}.01.{n}", "person_key": city, "name": "Siti", **row}
            for n in (1001, 1002)
        ]
        store.record(
            [draft("pillars", city, "2024-06", rows)],
            by="tester",
            received_on=date(2024, 7, 10),
        )
    with without_maps():
        publish(store)
