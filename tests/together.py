"""Cases that share a store, each in a province of its own: all are recorded, then built once.

A case is written as one test: what it sends, ``yield``, what must come out of it.
"""

from __future__ import annotations

import contextlib
import functools
import inspect
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import duckdb

from imbang.publishing.figures import map_layers
from imbang.reference import regions
from imbang.store.deliveries import Store

Case = Generator[None, Any, None]
"""What a case gives: it stops once, and is then sent what asks the store."""


@dataclass(frozen=True)
class Place:
    """Where a case is: the first district of its province with at least four villages."""

    province: str
    cities: Sequence[str]
    city: str
    district: str
    villages: Sequence[str]


@functools.cache
def place(province: str) -> Place:
    """A province by its code, and where in it a case sends from."""
    known = regions.load()
    cities = known.children(province)
    districts = (one for city in cities for one in known.children(city))
    district = next(one for one in districts if len(known.children(one)) >= 4)
    city = known.parent(district)
    assert city is not None
    return Place(province, cities, city, district, known.children(district))


class Together:
    """The cases of a module: a decorator of its tests, each its name and its own result."""

    def __init__(self) -> None:
        self._cases: dict[str, Callable[..., Case]] = {}

    def __call__(self, case: Callable[..., Case]) -> Callable[..., None]:
        """``case`` as a test, which goes on where the recording of all has stopped."""
        self._cases[case.__name__] = case

        def test(shared: Shared) -> None:
            shared.go_on(case.__name__)

        test.__signature__ = inspect.signature(test)  # type: ignore[attr-defined]
        return functools.update_wrapper(test, case)

    def recorded(self, record: Callable[..., Store]) -> tuple[Store, Shared]:
        """The store with what all cases send, and each case up to where it stops."""
        owners: dict[str, str] = {}
        stores: set[Store] = set()
        shared = Shared()
        for name, case in self._cases.items():

            def own(
                dataset: str, office: str, *rest: Any, case_name: str = name
            ) -> Store:
                owner = owners.setdefault(office[:2], case_name)
                assert owner == case_name, f"{office}: the province of {owner}"
                stores.add(store := record(dataset, office, *rest))
                return store

            shared.begin(name, case(own))
        [store] = stores
        return store, shared


class Shared:
    """Cases under way, and what asks their store once it is built."""

    def __init__(self) -> None:
        self.asker: Any = None
        self._running: dict[str, Case] = {}
        self._broken: dict[str, Exception] = {}

    def begin(self, name: str, case: Case) -> None:
        """Run a case up to where it stops; what goes wrong is told by its own test."""
        self._running[name] = case
        try:
            next(case)
        except Exception as error:
            self._broken[name] = error

    def go_on(self, name: str) -> None:
        """The rest of a case, which ends."""
        if name in self._broken:
            raise self._broken[name]
        with contextlib.suppress(StopIteration):
            self._running[name].send(self.asker)
            raise AssertionError(f"{name} stops twice")


@contextlib.contextmanager
def without_maps() -> Iterator[None]:
    """Publish without drawing a map of each province, which takes most of the time."""

    def draw(work: duckdb.DuckDBPyConnection, *_rest: object) -> None:
        work.execute("create table marts.map_layers (province_code text, meta text)")

    with patch.object(map_layers, "make", draw):
        yield
