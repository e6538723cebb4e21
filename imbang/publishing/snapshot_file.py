"""The file of a snapshot: built part by part from what counts, and put together."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from imbang.disk import duckdb_files, durable
from imbang.progress import Progress, silently
from imbang.publishing import assembling, engine, parts, whole
from imbang.publishing.borders import Elsewhere
from imbang.publishing.engine import LOCAL, Engine
from imbang.publishing.figures import map_layers
from imbang.publishing.figures.material import Material, gather
from imbang.publishing.figures.scopes import NATION_SCOPE, WHOLE, Scope, part
from imbang.publishing.kept import PARTS, Kept, kept_parts, name_of
from imbang.publishing.parts import Job, Made
from imbang.publishing.recipe import common
from imbang.publishing.referring import refer
from imbang.reference.levels import NATION
from imbang.settings.settings import Values
from imbang.store.deliveries import Store
from imbang.store.manifests import Submission
from imbang.store.snapshots import Snapshot, is_sound
from imbang.texts import _

FILE = "snapshot.duckdb"
GEOMETRY = "geometry"


_HOME = part(())
"""What lies in no province: whom the nation's own office knows."""


@dataclass(frozen=True)
class Built:
    """A snapshot that was built: its file, the fingerprint of each table, its parts, the
    nation's too, by name, and how many of them were there already."""

    file: Path
    figures: Mapping[str, str]
    parts: Mapping[str, Kept]
    kept: int

    @property
    def layers(self) -> list[str]:
        """The files of all maps."""
        return sorted({name for one in self.parts.values() for name in one.layers})

    def in_manifest(self) -> dict[str, Any]:
        """What the manifest says of its parts."""
        return {name: asdict(one) for name, one in self.parts.items()}


def build_snapshot(
    store: Store,
    submissions: Sequence[Submission],
    settings: Values,
    folder: Path,
    progress: Progress = silently,
    base: Snapshot | None = None,
    by: Engine = LOCAL,
) -> Built:
    """Build a snapshot in ``folder``; its map layers are in ``geometry`` there.

    Parts of ``base`` that would come out the same are taken from it, others made ``by``
    an engine. What new parts carry up is in ``parts``.
    """
    with duckdb_files.workplace(folder) as place:
        (place / PARTS).mkdir()
        material = gather(store, submissions, settings)
        reference = refer(material, common(), place)
        before = kept_parts(base.manifest) if base else {}
        jobs = _jobs(material, reference.figures, place)
        if len(jobs) == 1:
            return _in_one_piece(
                store, material, reference, folder, place, progress, base
            )
        known = _known(store, before, jobs, place, by)
        elsewhere = by.tell({one: found.file for one, found in known.items()}, place)
        jobs = [replace(job, elsewhere=elsewhere.get(job.label)) for job in jobs]
        keys = {job.label: parts.key(job, common()) for job in jobs}
        there = _there(store, base, before, keys)
        made = {
            one.label: one
            for one in by.make(
                [job for job in jobs if job.label not in there],
                lambda text, share: progress(text, 0.75 * share),
            )
        }
        carried = [
            made[job.label].carried
            if job.label in made
            else store.folder / name_of(there[job.label].carried)
            for job in jobs
        ]
        nation = parts.make(
            _of_nation(material, carried, jobs[0], elsewhere.get(_HOME.label)),
            lambda text, share: progress(text, 0.75 + 0.15 * share),
        )
        progress(_("putting it together"), 0.9)
        new = [*made.values(), nation]
        file = place / FILE
        if base is not None and there:
            left = {code for one in there.values() for code in one.provinces}
            gone = {code for one in before.values() for code in one.provinces} - left
            assembling.assemble(file, new, (base.path, sorted(gone), sorted(left)))
        else:
            assembling.assemble(file, [reference, *new], None)
        all_parts = {
            job.label: there.get(job.label)
            or _kept(made[job.label], keys[job.label], place)
            for job in jobs
        }
        all_parts[NATION] = Kept("", (), nation.fingerprints, "", ())
        for label, found in known.items():
            name = NATION if label == _HOME.label else label
            all_parts[name] = replace(
                all_parts[name], people=found.sha256, people_key=found.key
            )
        figures = _figures(reference, all_parts)
    return Built(folder / FILE, figures, all_parts, len(there))


def _in_one_piece(
    store: Store,
    material: Material,
    reference: Made,
    folder: Path,
    place: Path,
    progress: Progress,
    base: Snapshot | None,
) -> Built:
    """The snapshot where nothing is to be divided; ``base`` once more where nothing that
    it follows from has changed."""
    job = Job(
        WHOLE,
        material,
        reference.figures,
        place,
        "whole",
        memory=engine.MEMORY,
        threads=engine.threads(),
    )
    key = parts.key(job, common())
    there = _there(
        store, base, kept_parts(base.manifest) if base else {}, {NATION: key}
    )
    if base is not None and there:
        shutil.copyfile(base.path, place / FILE)
        kept = there[NATION]
    else:
        made = whole.make(
            job, place / FILE, lambda text, share: progress(text, 0.9 * share)
        )
        kept = Kept(key, (), made.fingerprints, "", made.layers)
    figures = _figures(reference, {NATION: kept})
    return Built(folder / FILE, figures, {NATION: kept}, len(there))


def _jobs(material: Material, reference: Path, place: Path) -> list[Job]:
    """The parts to make."""
    scopes = parts.divide(material, _provinces(material)) or [_HOME]
    return [
        Job(scope, material.of(scope.provinces), reference, place, f"part-{number}")
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


@dataclass(frozen=True)
class _Known:
    """Whom a part knows: by what key, and the file with its hash."""

    key: str
    file: Path
    sha256: str


def _known(
    store: Store,
    before: Mapping[str, Kept],
    jobs: Sequence[Job],
    place: Path,
    by: Engine,
) -> dict[str, _Known]:
    """Whom each part knows, where more than one knows anybody; as before where that is
    still so."""
    home = replace(jobs[0], scope=_HOME, material=jobs[0].material.of([]), name="home")
    asked = [
        job
        for job in (*jobs, *([] if jobs[0].scope == _HOME else [home]))
        if any(
            one.dataset in ("pillars", "participants")
            and _is_of(one.province, job.scope)
            for one in job.material.sent
        )
    ]
    if len(asked) < 2:
        return {}
    keys = {job.label: parts.people_key(job, common()) for job in asked}
    found = {}
    for label, key in keys.items():
        kept = before.get(NATION if label == _HOME.label else label)
        if kept is not None and kept.people_key == key:
            file = store.folder / name_of(kept.people)
            if _is_as_told(file, kept.people):
                found[label] = _Known(key, file, kept.people)
    left = [job for job in asked if job.label not in found]
    for job, made in by.know_people(left):
        sha256 = durable.sha256(made)
        file = made.rename(place / PARTS / f"{sha256}.duckdb")
        found[job.label] = _Known(keys[job.label], file, sha256)
    return {job.label: found[job.label] for job in asked}


def _is_of(province: str, scope: Scope) -> bool:
    return province in (scope.provinces or (NATION,)) or province == NATION


def _there(
    store: Store,
    base: Snapshot | None,
    before: Mapping[str, Kept],
    keys: Mapping[str, str],
) -> dict[str, Kept]:
    """The parts that need not be made again: all they leave is still what it was."""
    found = {
        name: one
        for name, one in before.items()
        if name in keys
        and one.key == keys[name]
        and all(_is_as_told(store.folder / it, sha) for it, sha in one.files.items())
        and all(durable.unpacked(store.geometry_folder / it) for it in one.layers)
    }
    return found if base is not None and found and is_sound(base) else {}


def _is_as_told(file: Path, sha256: str) -> bool:
    return file.is_file() and durable.sha256(file) == sha256


def _of_nation(
    material: Material,
    carried: Sequence[Path],
    like: Job,
    elsewhere: Elsewhere | None,
) -> Job:
    return replace(
        like,
        scope=NATION_SCOPE,
        material=material.of([]),
        name="nation",
        elsewhere=elsewhere,
        carried=tuple(carried),
        with_maps=False,
        memory=engine.MEMORY,
        threads=engine.threads(),
    )


def _kept(made: Made, key: str, place: Path) -> Kept:
    """A new part as the manifest tells of it, its file under its name."""
    sha256 = durable.sha256(made.carried)
    made.carried.rename(place / PARTS / f"{sha256}.duckdb")
    return Kept(key, made.provinces, made.fingerprints, sha256, made.layers)


def _figures(reference: Made, kept: Mapping[str, Kept]) -> dict[str, str]:
    """The fingerprint of each table of the snapshot, but for how maps are drawn."""
    tables = {table for one in kept.values() for table in one.fingerprints}
    return dict(reference.fingerprints) | {
        table: parts.together(
            one.fingerprints[table]
            for one in kept.values()
            if table in one.fingerprints
        )
        for table in sorted(tables - {map_layers.TABLE})
    }
