"""A nation that grows, by simulation: how memory and time go with it.

There is one list of regions, which the product knows. So each part is made ``times`` over,
as so many tasks, and before the nation's rows are made from what they carry up, all copies
but the first are given regions, offices and people of their own (`bench.spark.others`):
the nation then has so many times its provinces and villages. What this does not show:
more people to bring together by identity (they are told once), and more regions to read in
each part.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.spark import others
from bench.spark.builds import alone, own_mb
from bench.spark.cluster import used
from imbang.publishing import assembling, neighbours, parts, snapshot_file
from imbang.publishing.borders import Elsewhere
from imbang.publishing.engine import Engine
from imbang.publishing.figures.material import Material, gather
from imbang.publishing.kept import PARTS
from imbang.publishing.parts import Job, Made
from imbang.publishing.recipe import common
from imbang.publishing.referring import key, refer
from imbang.publishing.spark.session import session
from imbang.settings.settings import bearing_on_figures
from imbang.store.deliveries import Store
from imbang.store.workspace import Workspace


@dataclass(frozen=True)
class Stage:
    """What the driver's share of the work cost."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    snapshot_mb: float


def measure(
    store: Store,
    folder: Path,
    master: str,
    leaders: Sequence[int],
    numbers: Sequence[int],
) -> None:
    """Print a row for each of ``numbers``, the nation so many times over."""
    print(
        "times parts | tasks: s, processor s, largest MB | "
        "nation and file: s, processor s, MB | file MB"
    )
    for times in numbers:
        place = folder / f"times-{times}"
        place.mkdir()
        alone(_one, store, place, master, leaders, times)
        shutil.rmtree(place)


def _one(
    store: Store, place: Path, master: str, leaders: Sequence[int], times: int
) -> None:
    settings = bearing_on_figures(Workspace(store.folder))
    material = gather(store, store.counted(), settings)
    reference = refer(material, key(material, common()), place, None)
    with session(master) as engine:
        jobs, home = _jobs(store, material, reference, place, engine)
        copies = [
            replace(job, name=f"{job.name}-{copy}")
            for copy in range(times)
            for job in jobs
        ]
        before, began = used(leaders), time.perf_counter()
        made = list(engine.make(copies, lambda _text, _share: None))
        seconds = time.perf_counter() - began
        cpu_seconds = used(leaders) - before
        peak = max(one.cost.peak for one in engine.outcomes) / 1e6
    carried = [
        others.carried_elsewhere(one.carried, number // len(jobs))
        for number, one in enumerate(_in_order(made))
    ]
    regions = others.reference_of(reference.figures, times, place / "regions.duckdb")
    like = replace(jobs[0], reference=regions)
    nation = replace(
        snapshot_file._of_nation(material, like),
        carried=tuple(carried),
        elsewhere=home,
    )
    stage = alone(_put_together, nation, reference, made, place)
    print(
        f"{times:5} {len(copies):5} | {seconds:7.1f} {cpu_seconds:7.1f} {peak:6.0f} | "
        f"{stage.seconds:7.1f} {stage.cpu_seconds:7.1f} {stage.peak_mb:6.0f} | "
        f"{stage.snapshot_mb:6.0f}",
        flush=True,
    )


def _jobs(
    store: Store, material: Material, reference: Made, place: Path, engine: Engine
) -> tuple[list[Job], Elsewhere | None]:
    """The parts, with what each is told of the others' people; and what the nation's
    office is told."""
    (place / PARTS).mkdir()
    jobs = snapshot_file._jobs(material, place)
    met = neighbours.meet(store, {}, jobs, place, engine, common(), lambda: reference)
    told = met.told or {}
    home = told.get(neighbours.HOME.label)
    return [replace(job, elsewhere=told.get(job.label)) for job in jobs], home


def _in_order(made: Sequence[Made]) -> list[Made]:
    """Copy by copy: their files begin with the names of their jobs."""
    return sorted(
        made,
        key=lambda one: (int(one.carried.name.split(".")[0].split("-")[2]), one.label),
    )


def _put_together(
    nation: Job, reference: Made, made: Sequence[Made], place: Path
) -> Stage:
    began = time.perf_counter()
    of_nation = parts.make(nation, lambda _text, _share: None)
    file = place / snapshot_file.FILE
    assembling.write(file, [reference, *made, of_nation])
    spent = os.times()
    return Stage(
        time.perf_counter() - began,
        spent.user + spent.system,
        own_mb(),
        file.stat().st_size / 1e6,
    )
