"""A cluster of two workers and a session with it, for all tests here; and a small world."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest

from bench.spark import cluster as clusters
from bench.spark.cluster import Cluster, cluster
from imbang.publishing import parts
from imbang.publishing.publish import publish
from imbang.publishing.spark.engine import Spark
from imbang.publishing.spark.session import session
from imbang.store.deliveries import Store
from tests.oracle.test_parts import record

SETTINGS = {
    # a small world: not worth compiling for, nor 200 partitions
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.shuffle.partitions": "4",
    "spark.eventLog.enabled": "true",
    "spark.eventLog.rolling.enabled": "false",
    "spark.eventLog.compress": "false",
}


@dataclass(frozen=True)
class Begun:
    """A cluster, a session with it, and the folder of its log of events."""

    cluster: Cluster
    spark: Spark
    events: Path


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Begun]:
    if lacking := clusters.missing():
        pytest.skip(lacking)
    folder = tmp_path_factory.mktemp("spark")
    (folder / "events").mkdir()
    settings = SETTINGS | {"spark.eventLog.dir": (folder / "events").as_uri()}
    with (
        cluster(folder / "cluster", 2, settings=settings) as running,
        patch.dict(os.environ, running.environment),
        session(running.master) as spark,
    ):
        yield Begun(running, spark, folder / "events")


@pytest.fixture(scope="session")
def local(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A world of people in several provinces, a part each, made on this machine.

    As it is for others too: publish a `copied` one.
    """
    if lacking := clusters.missing():
        pytest.skip(lacking)
    store = record(tmp_path_factory.mktemp("world"), 0)
    shutil.copytree(store.folder, store.folder.with_name("sent"))
    with patch.object(parts, "SMALL", 1):
        publish(store)
    return store


@pytest.fixture
def sent(local: Store, tmp_path: Path) -> Store:
    """The same world, of which nothing was published."""
    sent = local.folder.with_name("sent")
    return Store(Path(shutil.copytree(sent, tmp_path / "store")))


@pytest.fixture
def published(local: Store, tmp_path: Path) -> Store:
    """The same world, published on this machine."""
    return Store(Path(shutil.copytree(local.folder, tmp_path / "store")))


@pytest.fixture(autouse=True)
def _a_part_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every province is a part by itself, however little was sent."""
    monkeypatch.setattr(parts, "SMALL", 1)
