"""Tasks: what the workers of a cluster do, in the words of parts.

A worker reads the store by its path, builds in a folder of its own, and copies what is
finished into the draft, which lies in the store. DuckDB so never writes over a network,
and what a killed or repeated task leaves is never mistaken for a part: each copy has a
name of its own, which only those learn to whom it is told when it is whole.
"""

from __future__ import annotations

import os
import resource
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from imbang.disk import duckdb_files, durable
from imbang.progress import silently
from imbang.publishing import borders, parts
from imbang.publishing.borders import Elsewhere
from imbang.publishing.figures.sources import ELSEWHERE
from imbang.publishing.parts import Job, Made
from imbang.publishing.recipe import common
from imbang.publishing.snapshot_file import GEOMETRY
from imbang.refusals import Refusal
from imbang.texts import Language, use_language

_BATCH = 100_000
_SPARK_TYPES = {"text": "string", "integer": "int"}


@dataclass(frozen=True)
class Cost:
    """What a task took: seconds of the clock and of the processor, and the most bytes
    that the process in which it ran has held so far."""

    seconds: float
    cpu_seconds: float
    peak: int


@dataclass(frozen=True)
class Outcome:
    """What came of a task, a Refusal maybe, and at what cost."""

    came: Any
    cost: Cost


def answer(work: Any, *given: Any, spoken: Language) -> Outcome:
    """Do a task, and say what came of it and what it took.

    What is refused is so wherever it is tried; all else that fails is tried again.
    """
    use_language(spoken)
    began, before = time.monotonic(), time.process_time()
    try:
        came = work(*given)
    except Refusal as refusal:
        came = refusal
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    cost = Cost(time.monotonic() - began, time.process_time() - before, peak)
    return Outcome(came, cost)


def differs(expected: str) -> str | None:
    """How Imbang here differs from who asks, whose `common` is given; None if it does not."""
    from imbang import __version__

    return None if common() == expected else __version__


def make(job: Job, check: Callable[[], None]) -> Made:
    """Make a part; its files are in the job's folder afterwards.

    ``check`` raises where that is not the draft any more for which it was begun.
    """
    with _place("make", job.name) as place:
        made = parts.make(replace(job, folder=place), silently)
        check()
        for layer in (place / GEOMETRY).glob("*"):
            durable.write_bytes(job.folder / GEOMETRY / layer.name, layer.read_bytes())
        return replace(
            made,
            figures=_hand_over(made.figures, job.folder),
            carried=_hand_over(made.carried, job.folder),
        )


def know_people(job: Job, check: Callable[[], None]) -> Path:
    """Write whom a part knows; the file is in the job's folder afterwards. As `make`."""
    with _place("people", job.name) as place:
        file = parts.know_people(replace(job, folder=place))
        check()
        return _hand_over(file, job.folder)


def read_people(file: str, number: int) -> Iterator[Any]:
    """Whom a part knows, as Arrow batches of `row_type`; ``number`` is that of the part."""
    import duckdb

    with duckdb.connect() as work:
        duckdb_files.attach(work, Path(file), "known", read_only=True)
        work.execute(f"create table rows ({_duckdb_row()})")
        for said, table in zip(ELSEWHERE, borders.TABLES, strict=True):
            names = ", ".join(_columns(said))
            work.execute(
                f"insert into rows by name "  # noqa: S608 -- names of ours
                f"select distinct '{said}' as said, {number} as part, {names} "
                f"from known.{table} where identity is not null"
            )
        yield from work.table("rows").to_arrow_reader(_BATCH)


def write_told(number: int, rows: Any, folder: Path) -> Elsewhere:
    """Write what one part is told: Arrow rows of `row_type`, from other parts."""
    import duckdb

    selected = {
        table: f"select distinct {', '.join(_columns(table))} from rows "  # noqa: S608
        f"where said = '{table}'"
        for table in ELSEWHERE
    }
    with _place("told", str(number)) as place, duckdb.connect() as work:
        work.register("rows", rows)
        told = borders.write(work, selected, place / f"{number}.elsewhere.duckdb")
        return replace(told, file=_hand_over(told.file, folder))


def row_type() -> str:
    """The columns of what parts tell of people, as Spark writes types.

    ``said`` is the table of `ELSEWHERE` that a row is for, whose columns alone it fills.
    """
    return ", ".join(
        f"{name} {_SPARK_TYPES.get(kind, kind)}" for name, kind in _row().items()
    )


def _duckdb_row() -> str:
    return ", ".join(f"{name} {kind}" for name, kind in _row().items())


def _row() -> Mapping[str, str]:
    row = {"said": "text", "part": "integer"}
    for table in ELSEWHERE:
        row |= _columns(table)
    return row


def _columns(table: str) -> Mapping[str, str]:
    """The columns of a table of `ELSEWHERE`, and their types."""
    return dict(column.split(" ") for column in ELSEWHERE[table].split(", "))


@contextmanager
def _place(work: str, name: str) -> Iterator[Path]:
    """A folder to build in: on the disk that the cluster gives to tasks."""
    given = os.environ.get("SPARK_LOCAL_DIRS", "").split(",")[0]
    place = Path(tempfile.mkdtemp(prefix=f"imbang-{work}-{name}-", dir=given or None))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _hand_over(file: Path, folder: Path) -> Path:
    whole = folder / f"{file.stem}.{secrets.token_hex(8)}{file.suffix}"
    shutil.copyfile(file, whole)
    durable.sync_file(whole)
    return whole
