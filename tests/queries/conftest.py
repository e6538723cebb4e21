"""Rows and answers for the tests of queries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import duckdb
import pandas as pd

from imbang.progress import silently
from imbang.publishing.figures import building
from imbang.publishing.figures.material import gather
from imbang.publishing.publish import publish
from imbang.questions.asking import ask
from imbang.settings.settings import bearing_on_figures
from imbang.store.deliveries import Store
from imbang.store.workspace import Workspace

from ..conftest import draft
from ..together import place, without_maps

Row = dict[str, Any]


def psm(key: str | None, village: str, **values: Any) -> Row:
    """A role that is valid at the end of 2024, unless ``values`` say otherwise."""
    return {
        "person_key": key,
        "kind": "psm",
        "region_code": village,
        "status": "active",
        "birth_year": 1980,
        "certificate": "yes",
        "confirmed_on": date(2024, 11, 1),
        **values,
    }


def need(region: str, count: int | None, **values: Any) -> Row:
    """A count of poor people."""
    row = {"region_code": region, "kind": "poor", "unit": "person", "count": count}
    return row | values


def send_needs(
    store: Store, province: str, count: int, period: str = "2024-06"
) -> None:
    """Record so many poor people of a village of a province, as its office sends them."""
    at = place(province)
    sent = draft("ppks", at.city, period, [need(at.villages[0], count)])
    store.record([sent], by="tester", received_on=date(2024, 7, 10))


def asker(store: Store) -> Callable[..., pd.DataFrame]:
    """Publishes a store and gives what asks it, the region's code as index."""
    with without_maps():
        publish(store)

    def answer(question: str, **given: str) -> pd.DataFrame:
        return ask(store.folder, question, **given).set_index("region_code")

    return answer


@contextmanager
def workshop(store: Store) -> Iterator[duckdb.DuckDBPyConnection]:
    """The database in which publishing works, with staging and intermediate tables."""
    settings = bearing_on_figures(Workspace(store.folder))
    with duckdb.connect() as work:
        building.build(work, gather(store, store.counted(), settings), silently)
        yield work
