"""Builds that are measured, each in a process of its own so that its peak is its own."""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from bench.spark.cluster import used
from imbang.publishing.engine import LOCAL, Engine
from imbang.publishing.snapshot_file import Built, build_snapshot
from imbang.publishing.spark.session import session
from imbang.settings.settings import bearing_on_figures
from imbang.store.deliveries import Store
from imbang.store.workspace import Workspace

T = TypeVar("T")


@dataclass(frozen=True)
class Build:
    """What a build cost, and what it told: fingerprints by part and table.

    ``part_mb`` is the most that a process has held in which parts were made,
    ``driver_mb`` that of the process that put them together (without Spark's Java).
    """

    seconds: float
    cpu_seconds: float
    part_mb: float
    driver_mb: float
    snapshot_mb: float
    told: Mapping[str, Any]


def alone(work: Callable[..., T], *given: Any) -> T:
    """What ``work`` gives in a new process."""
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, spawning, initializer=_be_no_prompt) as pool:
        return pool.submit(work, *given).result()


def _be_no_prompt() -> None:
    """DuckDB takes a program without a file for a person, and draws progress for them."""
    sys.modules["__main__"].__file__ = __file__


def build_here(store: Store, folder: Path) -> Build:
    """Build on this machine, with no part kept from before."""
    began = time.perf_counter()
    built = _build(store, folder, LOCAL)
    seconds = time.perf_counter() - began
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    part_mb = children.ru_maxrss / 1000 or own_mb()
    return _told(built, folder, seconds, _cpu(), part_mb)


def build_on(store: Store, folder: Path, master: str, leaders: Sequence[int]) -> Build:
    """Build on a cluster; ``leaders`` are its workers, whose sessions are counted."""
    before = used(leaders)
    began = time.perf_counter()
    with session(master) as engine:
        built = _build(store, folder, engine)
        cluster = used(leaders) - before
        peaks = [one.cost.peak for one in engine.outcomes]
    seconds = time.perf_counter() - began
    return _told(built, folder, seconds, _cpu() + cluster, max(peaks) / 1e6)


def own_mb() -> float:
    """The most that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def _build(store: Store, folder: Path, engine: Engine) -> Built:
    folder.mkdir()
    settings = bearing_on_figures(Workspace(store.folder))
    return build_snapshot(store, store.counted(), settings, folder, by=engine)


def _cpu() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _told(
    built: Built, folder: Path, seconds: float, cpu_seconds: float, part_mb: float
) -> Build:
    told = {name: (one.key, one.fingerprints) for name, one in built.parts.items()}
    size = (folder / built.file.name).stat().st_size / 1e6
    return Build(
        seconds,
        cpu_seconds,
        part_mb,
        own_mb(),
        size,
        {"figures": dict(built.figures), "parts": told},
    )
