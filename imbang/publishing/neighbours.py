"""Neighbours: whom parts know, and what each is told of the others' people.

Both are kept as long as they are what they were, so that a part that is made again alone
asks nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from imbang.disk import durable
from imbang.publishing import parts
from imbang.publishing.borders import Elsewhere
from imbang.publishing.engine import Engine
from imbang.publishing.figures.scopes import Scope, part
from imbang.publishing.kept import PARTS, Kept, name_of
from imbang.publishing.parts import Job, Made
from imbang.reference.levels import NATION
from imbang.store.deliveries import Store

HOME = part(())
"""What lies in no province: whom the nation's own office knows."""


@dataclass(frozen=True)
class Known:
    """Whom a part knows: by what key, and the file with its hash."""

    key: str
    file: Path
    sha256: str


@dataclass(frozen=True)
class Neighbours:
    """Whom parts know, by their names, and the fingerprint of what each of them is told.

    ``told`` holds what was written of that already; the rest is written on demand.
    """

    known: Mapping[str, Known]
    fingerprints: Mapping[str, str]
    place: Path
    engine: Engine
    told: Mapping[str, Elsewhere] | None = None

    def tell(self, labels: Iterable[str]) -> dict[str, Elsewhere]:
        """What these parts are told, those alone that are told anything."""
        wanted = [one for one in labels if one in self.fingerprints]
        told = self.told
        if told is None and wanted:
            files = {one: found.file for one, found in self.known.items()}
            told = self.engine.tell(files, self.place, wanted)
        return {one: told[one] for one in wanted} if told else {}

    def noted(self, kept: Mapping[str, Kept]) -> dict[str, Kept]:
        """Parts as the manifest tells of them, with what is said here."""
        noted = dict(kept)
        for label, found in self.known.items():
            name = _name(label)
            noted[name] = replace(
                noted[name],
                people=found.sha256,
                people_key=found.key,
                told=self.fingerprints.get(label, ""),
            )
        return noted


def meet(
    store: Store,
    before: Mapping[str, Kept],
    jobs: Sequence[Job],
    place: Path,
    by: Engine,
    common: str,
    refer: Callable[[], Made],
) -> Neighbours:
    """Whom each part knows and what it is told, where more than one knows anybody; as
    ``before`` where that is still so.

    ``refer`` makes what all parts read, if they are to be asked.
    """
    known = _known(store, before, jobs, place, by, common, refer)
    was = {label: before.get(_name(label)) for label in known}
    knew = {one for one, kept in before.items() if kept.people}
    if knew == {_name(label) for label in known} and all(
        one is not None and one.people == known[label].sha256
        for label, one in was.items()
    ):
        fingerprints = {label: one.told for label, one in was.items() if one}
        fingerprints = {label: one for label, one in fingerprints.items() if one}
        return Neighbours(known, fingerprints, place, by)
    files = {label: one.file for label, one in known.items()}
    told = dict(by.tell(files, place, list(known)))
    fingerprints = {label: one.fingerprint for label, one in told.items()}
    return Neighbours(known, fingerprints, place, by, told)


def _name(label: str) -> str:
    """What a manifest calls it."""
    return NATION if label == HOME.label else label


def _known(
    store: Store,
    before: Mapping[str, Kept],
    jobs: Sequence[Job],
    place: Path,
    by: Engine,
    common: str,
    refer: Callable[[], Made],
) -> dict[str, Known]:
    home = replace(jobs[0], scope=HOME, material=jobs[0].material.of([]), name="home")
    asked = [
        job
        for job in (*jobs, *([] if jobs[0].scope == HOME else [home]))
        if any(
            one.dataset in ("pillars", "participants")
            and _is_of(one.province, job.scope)
            for one in job.material.sent
        )
    ]
    if len(asked) < 2:
        return {}
    keys = {job.label: parts.people_key(job, common) for job in asked}
    found = {}
    for label, key in keys.items():
        kept = before.get(_name(label))
        if kept is not None and kept.people_key == key:
            file = store.folder / name_of(kept.people)
            if is_as_told(file, kept.people):
                found[label] = Known(key, file, kept.people)
    left = [job for job in asked if job.label not in found]
    if left:
        refer()
    for job, made in by.know_people(left):
        sha256 = durable.sha256(made)
        file = made.rename(place / PARTS / f"{sha256}.duckdb")
        found[job.label] = Known(keys[job.label], file, sha256)
    return {job.label: found[job.label] for job in asked}


def _is_of(province: str, scope: Scope) -> bool:
    return province in (scope.provinces or (NATION,)) or province == NATION


def is_as_told(file: Path, sha256: str) -> bool:
    """Whether a file is there and what its hash says."""
    return file.is_file() and durable.sha256(file) == sha256
