"""Engines: where the parts of a snapshot are made, on this machine or on others."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from imbang.progress import Progress
from imbang.publishing import borders, parts, worker
from imbang.publishing.borders import Elsewhere
from imbang.publishing.parts import Job, Made
from imbang.texts import _

_MOST_MEMORY = 3000  # megabytes, of which a national publish may take 4000 in all
MEMORY = f"{_MOST_MEMORY}MB"
"""What DuckDB may take where one thing is made at a time."""
_AT_HOME = 300_000
"""Rows that are done in this process: beginning others costs as much."""


class Engine(Protocol):
    """What makes parts; whichever it is, the same comes of the same jobs."""

    def know_people(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Path]]:
        """The files of whom parts know, in whatever order, in the folder of the jobs."""

    def tell(
        self, known: Mapping[str, Path], place: Path, whom: Collection[str]
    ) -> Mapping[str, Elsewhere]:
        """What each part is to be told of the others' people, in files in ``place``.

        ``known`` are the files of whom parts know, by the names of the parts, ``whom``
        those that are to be told.
        """

    def make(self, jobs: Sequence[Job], progress: Progress) -> Iterator[Made]:
        """The parts, in whatever order; raises what one of them raised."""


class Local:
    """This machine: processes side by side, as many as it has processors."""

    def know_people(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Path]]:
        """See `Engine`."""
        if _rows(jobs) < _AT_HOME:
            for job in jobs:
                yield job, parts.know_people(replace(job, threads=threads()))
            return
        for job, file in _side_by_side("know_people", jobs):
            if isinstance(file, Path):
                yield job, file

    def tell(
        self, known: Mapping[str, Path], place: Path, whom: Collection[str]
    ) -> Mapping[str, Elsewhere]:
        """See `Engine`."""
        return borders.tell(known, place, whom)

    def make(self, jobs: Sequence[Job], progress: Progress) -> Iterator[Made]:
        """See `Engine`."""
        rows = _rows(jobs)
        done = 0
        if len(jobs) == 1 or rows < _AT_HOME:
            for job in jobs:
                size = job.material.rows / max(1, rows)
                before = done / max(1, rows)
                yield parts.make(
                    replace(job, memory=MEMORY, threads=threads(rows)),
                    lambda text, share, size=size, before=before: progress(  # type: ignore[misc]
                        text, before + size * share
                    ),
                )
                done += job.material.rows
            return
        for number, (job, made) in enumerate(_side_by_side("make", jobs), 1):
            done += job.material.rows
            progress(
                _(
                    "part {number} of {all}: {code}",
                    number=number,
                    all=len(jobs),
                    code=job.label,
                ),
                done / max(1, rows),
            )
            if isinstance(made, Made):
                yield made


LOCAL = Local()


def threads(rows: int = 0) -> int:
    """How many threads work where one thing is made of these rows at a time: a core is
    left.

    Of what is large all work, in one part as in several side by side: at low priority.
    """
    cores = os.cpu_count() or 1
    return cores if rows >= _AT_HOME else max(1, cores - 1)


def _rows(jobs: Sequence[Job]) -> int:
    return sum(job.material.rows for job in jobs)


def _side_by_side(
    work: worker.Work, jobs: Sequence[Job]
) -> Iterator[tuple[Job, Made | Path]]:
    """What comes of jobs, in processes of their own."""
    processes = min(len(jobs), os.cpu_count() or 1)
    memory = f"{_MOST_MEMORY // processes}MB"
    yield from worker.each(
        work, [replace(job, memory=memory, threads=1) for job in jobs], processes
    )
