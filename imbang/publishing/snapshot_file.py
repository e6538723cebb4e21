"""The file of a snapshot: built part by part from what counts, and put together."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from imbang.disk import duckdb_files, durable
from imbang.progress import Progress, silently
from imbang.publishing import (
    assembling,
    engine,
    neighbours,
    parts,
    referring,
    same_maps,
    untouched,
    whole,
)
from imbang.publishing.borders import Elsewhere
from imbang.publishing.engine import LOCAL, Engine
from imbang.publishing.figures import map_layers
from imbang.publishing.figures.material import Material, gather
from imbang.publishing.figures.scopes import NATION_SCOPE, WHOLE
from imbang.publishing.kept import PARTS, Kept, kept_parts, name_of
from imbang.publishing.neighbours import HOME
from imbang.publishing.parts import Job, Made
from imbang.publishing.recipe import common
from imbang.publishing.untouched import Sound
from imbang.reference.levels import NATION
from imbang.settings.settings import Values
from imbang.store.deliveries import Store
from imbang.store.manifests import Submission
from imbang.store.snapshots import Snapshot, is_sound
from imbang.texts import _

FILE = "snapshot.duckdb"
GEOMETRY = "geometry"


@dataclass(frozen=True)
class Built:
    """A snapshot that was built: its file, the fingerprint of each table, its parts, the
    nation's too, by name, how many of them were there already, and what else is told to
    the next publish."""

    file: Path
    figures: Mapping[str, str]
    parts: Mapping[str, Kept]
    kept: int
    told: Mapping[str, Any]

    @property
    def layers(self) -> list[str]:
        """The files of all maps."""
        return sorted({name for one in self.parts.values() for name in one.layers})

    def in_manifest(self) -> dict[str, Any]:
        """What the manifest says of how it was built."""
        return {
            **self.told,
            "figures": dict(self.figures),
            "parts": {name: asdict(one) for name, one in self.parts.items()},
            "layers": self.layers,
        }


@dataclass(frozen=True)
class _Ground:
    """What all parts are made on: ``common`` is what all of them follow from, ``sound``
    the files of what was sent, ``base`` a sound snapshot to take from what is the same;
    ``beside`` does what need not be waited for."""

    store: Store
    place: Path
    material: Material
    common: str
    sound: Sound
    base: Snapshot | None
    beside: Executor

    @functools.cached_property
    def before(self) -> Mapping[str, Any]:
        """The manifest of ``base``."""
        return self.base.manifest if self.base else {}

    @functools.cached_property
    def told(self) -> dict[str, Any]:
        """What is told to the next publish: what reference tables and maps follow from,
        and how the folders look of what was sent."""
        return {
            "reference": referring.key(self.material, self.common),
            "maps": same_maps.keys(self.material, self.common),
            "looks": dict(self.sound.looks),
        }

    @functools.cached_property
    def reference(self) -> Made:
        """What all parts read."""
        return referring.refer(
            self.material, self.told["reference"], self.place, self.base
        )

    def ready(self, job: Job) -> Job:
        """A job, once what it reads is there and sound, with the maps that need not be
        drawn."""
        self.sound.hash_rest(job.material.sent)
        keys = self.told["maps"]
        wanted = (job.scope.provinces or keys) if job.with_maps else ()
        return replace(
            job,
            reference=self.reference.figures,
            maps=same_maps.take_over(self.store, self.base, keys, wanted),
        )


def build_snapshot(
    store: Store,
    submissions: Sequence[Submission],
    settings: Values,
    folder: Path,
    progress: Progress = silently,
    base: Snapshot | None = None,
    by: Engine = LOCAL,
) -> Built:
    """Build a snapshot in ``folder``; its map layers are in ``geometry`` there, those alone
    that ``base`` does not have.

    Parts of ``base`` that would come out the same are taken from it, others made ``by``
    an engine. What new parts carry up is in ``parts``.
    """
    with duckdb_files.workplace(folder) as place, ThreadPoolExecutor(1) as beside:
        (place / PARTS).mkdir()
        has_base = beside.submit(is_sound, base) if base else None
        material = gather(store, submissions, settings)
        base = base if has_base and has_base.result() else None
        sound = untouched.check(
            store.deliveries_folder, material.sent, base.manifest if base else {}
        )
        ground = _Ground(store, place, material, common(), sound, base, beside)
        jobs = _jobs(material, place)
        if len(jobs) == 1:
            built = _in_one_piece(ground, progress)
        else:
            built = _in_parts(ground, jobs, progress, by)
    return replace(built, file=folder / FILE)


def _in_parts(
    ground: _Ground, jobs: Sequence[Job], progress: Progress, by: Engine
) -> Built:
    store, place, base = ground.store, ground.place, ground.base
    before = kept_parts(ground.before)
    people = neighbours.meet(
        store, before, jobs, place, by, ground.common, lambda: ground.reference
    )
    said = people.fingerprints
    keys = {
        job.label: parts.key(job, ground.common, said.get(job.label, ""))
        for job in jobs
    }
    there = _there(store, before, keys)
    file = place / FILE
    copied, exchanged = None, None
    if base is not None and there:
        copied = ground.beside.submit(shutil.copyfile, base.path, file)
    left = [ground.ready(job) for job in jobs if job.label not in there]
    elsewhere: Mapping[str, Elsewhere] = {}
    if left:
        elsewhere = people.tell([*(job.label for job in left), HOME.label])
    new = list(
        by.make(
            [replace(job, elsewhere=elsewhere.get(job.label)) for job in left],
            lambda text, share: progress(text, 0.75 * share),
        )
    )
    made = {one.label: _kept(one, keys[one.label], place) for one in new}
    all_parts = {job.label: (there | made)[job.label] for job in jobs}
    if copied is not None:
        copied.result()
        exchanged = ground.beside.submit(
            assembling.exchange, file, new, sorted(_provinces_of(made.values()))
        )
    carried = tuple(
        (store.folder if label in there else place) / name_of(one.carried)
        for label, one in all_parts.items()
    )
    nation = _of_nation(ground.material, jobs[0])
    key = parts.key(nation, ground.common, said.get(HOME.label, ""), keys.values())
    as_before = before.get(NATION) if there else None
    of_nation = []
    if as_before is not None and as_before.key == key:
        all_parts[NATION] = as_before
    else:
        elsewhere = elsewhere or people.tell([HOME.label])
        told = elsewhere.get(HOME.label)
        one = parts.make(
            replace(ground.ready(nation), carried=carried, elsewhere=told),
            lambda text, share: progress(text, 0.75 + 0.15 * share),
        )
        of_nation = [one]
        all_parts[NATION] = Kept(key, (), one.fingerprints, "", ())
    progress(_("putting it together"), 0.9)
    if exchanged is not None:
        exchanged.result()
        here = _provinces_of(all_parts.values())
        gone = _provinces_of(before.values()) - here
        assembling.exchange(file, of_nation, sorted(gone), sorted(here))
        reference = referring.of_reference(ground.before["figures"])
    else:
        assembling.write(file, [ground.reference, *new, *of_nation])
        reference = ground.reference.fingerprints
    all_parts = people.noted(all_parts)
    figures = dict(reference) | _figures(all_parts)
    return Built(file, figures, all_parts, len(there), ground.told)


def _in_one_piece(ground: _Ground, progress: Progress) -> Built:
    """The snapshot where nothing is to be divided; ``base`` once more where nothing that
    it follows from has changed."""
    place, material, base = ground.place, ground.material, ground.base
    job = Job(
        WHOLE,
        material,
        place / referring.REFERENCE,
        place,
        "whole",
        memory=engine.MEMORY,
        threads=engine.threads(material.rows),
    )
    key = parts.key(job, ground.common, "")
    there = _there(ground.store, kept_parts(ground.before), {NATION: key})
    if base is not None and there:
        shutil.copyfile(base.path, place / FILE)
        kept = there[NATION]
        told = referring.of_reference(ground.before["figures"])
    else:
        told = ground.reference.fingerprints
        made = whole.make(
            ground.ready(job),
            place / FILE,
            lambda text, share: progress(text, 0.9 * share),
        )
        kept = Kept(key, (), made.fingerprints, "", made.layers)
    figures = dict(told) | _figures({NATION: kept})
    return Built(place / FILE, figures, {NATION: kept}, len(there), ground.told)


def _jobs(material: Material, place: Path) -> list[Job]:
    """The parts to make, once there is what all of them read (`referring`)."""
    scopes = parts.divide(material, _provinces(material)) or [HOME]
    return [
        Job(
            scope,
            material.of(scope.provinces),
            place / referring.REFERENCE,
            place,
            f"part-{number}",
        )
        for number, scope in enumerate(scopes)
    ]


def _provinces(material: Material) -> list[str]:
    """The provinces of offices, and those that the nation's office has rows of."""
    codes = {one.province for one in material.sent}
    files = [
        duckdb_files.plain(one.path)
        for one in material.sent
        if one.province == NATION and one.dataset not in ("activities", "participants")
    ]
    if files:
        codes |= _named_in(files)
    return sorted(codes - {NATION})


def _named_in(files: Sequence[str]) -> set[str]:
    import duckdb

    with duckdb.connect() as work:
        found: set[str] = set()
        for file in files:
            names = work.execute(
                "select name from parquet_schema($1)", [file]
            ).fetchall()
            if ("region_code",) in names:
                found |= {
                    code
                    for (code,) in work.execute(
                        "select distinct substr(region_code, 1, 2) "
                        "from read_parquet($1) where region_code <> $2",
                        [file, NATION],
                    ).fetchall()
                }
    return found


def _there(
    store: Store, before: Mapping[str, Kept], keys: Mapping[str, str]
) -> dict[str, Kept]:
    """The parts that need not be made again: all they leave is still what it was."""
    return {
        name: one
        for name, one in before.items()
        if name in keys
        and one.key == keys[name]
        and all(
            neighbours.is_as_told(store.folder / it, sha256)
            for it, sha256 in one.files.items()
        )
        and all(durable.unpacked(store.geometry_folder / it) for it in one.layers)
    }


def _provinces_of(kept: Iterable[Kept]) -> set[str]:
    return {code for one in kept for code in one.provinces}


def _of_nation(material: Material, like: Job) -> Job:
    """The nation's part, but for what it is told and what others carry up."""
    return replace(
        like,
        scope=NATION_SCOPE,
        material=material.of([]),
        name="nation",
        elsewhere=None,
        with_maps=False,
        memory=engine.MEMORY,
        threads=engine.threads(material.rows),
    )


def _kept(made: Made, key: str, place: Path) -> Kept:
    """A new part as the manifest tells of it, its file under its name."""
    sha256 = durable.sha256(made.carried)
    made.carried.rename(place / PARTS / f"{sha256}.duckdb")
    return Kept(key, made.provinces, made.fingerprints, sha256, made.layers)


def _figures(kept: Mapping[str, Kept]) -> dict[str, str]:
    """The fingerprint of each table that parts make, but for how maps are drawn."""
    tables = {table for one in kept.values() for table in one.fingerprints}
    return {
        table: parts.together(
            one.fingerprints[table]
            for one in kept.values()
            if table in one.fingerprints
        )
        for table in sorted(tables - {map_layers.TABLE})
    }
