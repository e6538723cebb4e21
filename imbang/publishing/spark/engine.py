"""The engine: parts as tasks of a cluster, and what crosses borders as its shuffle."""

from __future__ import annotations

import pickle
import secrets
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imbang.progress import Progress, silently
from imbang.publishing.borders import Elsewhere
from imbang.publishing.parts import Job, Made
from imbang.publishing.recipe import common
from imbang.publishing.spark import shipped, tasks, troubles
from imbang.publishing.spark.tasks import Outcome
from imbang.refusals import Refusal
from imbang.texts import _, language

if TYPE_CHECKING:
    from pyspark import SparkContext
    from pyspark.sql import DataFrame

_LOOK = 0.2  # seconds between looks at how far the cluster is
WITHOUT_WORKERS = 60
"""Seconds after which a cluster on which nobody works is given up."""
_MEMORY = "spark.imbang.memory"
"""A setting of Spark's own kind: what DuckDB may take in each task."""


class Spark:
    """Makes parts on a cluster (`imbang.publishing.engine.Engine`).

    ``outcomes`` are those of all parts made so far, with what they cost.
    """

    def __init__(self, context: SparkContext, master: str) -> None:
        from pyspark.sql import SparkSession

        self.master = master
        self.outcomes: list[Outcome] = []
        self.context = context
        self._session = SparkSession(context)
        self._memory = context.getConf().get(_MEMORY, "1500MB")
        self._token: Path | None = None

    def know_people(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Path]]:
        """See `Engine`. All come at the end."""
        ordered = self._ordered(jobs)
        for number, outcome in self._each(tasks.know_people, ordered, silently):
            file: Path = _came(outcome)
            _there(file)
            yield ordered[number], file

    def tell(
        self, known: Mapping[str, Path], place: Path, whom: Collection[str]
    ) -> Mapping[str, Elsewhere]:
        """See `Engine`. Whom parts know is brought together by identity, and what each is
        to be told by part: both in Spark's shuffle, on its workers."""
        if len(known) < 2:
            return {}
        check = self.look(place)
        names = list(known)
        rows = self._numbers(len(names)).mapInArrow(
            shipped.to_read_people(list(known.values()), check), tasks.row_type()
        )
        numbers = [number for number, name in enumerate(names) if name in whom]
        crossing = _crossing(rows)
        told = (
            crossing.where(crossing["told_to"].isin(numbers))
            .groupBy("told_to")
            .applyInArrow(
                shipped.to_write_told(place, check, language()), shipped.OUTCOME
            )
        )
        came = {}
        for number, outcome in self._collect(told, silently):
            elsewhere: Elsewhere = _came(outcome)
            _there(elsewhere.file)
            came[names[number]] = elsewhere
        return came

    def make(self, jobs: Sequence[Job], progress: Progress) -> Iterator[Made]:
        """See `Engine`. All come at the end."""
        ordered = self._ordered(jobs)
        for _number, outcome in self._each(tasks.make, ordered, progress):
            self.outcomes.append(outcome)
            one: Made = _came(outcome)
            _there(one.figures, one.carried)
            yield one

    def _each(
        self, work: shipped.Work, ordered: Sequence[Job], progress: Progress
    ) -> list[tuple[int, Outcome]]:
        """What comes of each job, by its number, a task each."""
        if not ordered:
            return []
        check = self.look(ordered[0].folder)
        shipping = shipped.to_do(work.__name__, ordered, check, language())
        numbers = self._numbers(len(ordered))
        return self._collect(numbers.mapInArrow(shipping, shipped.OUTCOME), progress)

    def look(self, place: Path) -> Callable[[], None]:
        """What each task checks first; every worker has been looked at by it.

        ``place`` is the draft: a file is left in it that is in no other.
        """
        expected, token = common(), self._token
        if token is None or token.parent != place or not token.exists():
            token = self._token = place / f"cluster-{secrets.token_hex(8)}"
            token.touch()
            count = self.context.defaultParallelism
            looking = shipped.to_look(token, expected)
            numbers = self._numbers(count)
            self._collect(numbers.mapInArrow(looking, shipped.OUTCOME), silently)
        return shipped.to_check(token, expected)

    def _ordered(self, jobs: Sequence[Job]) -> list[Job]:
        """The largest first, each as a task is to do it."""
        return [
            replace(job, memory=self._memory, threads=1)
            for job in sorted(jobs, key=lambda job: -job.material.rows)
        ]

    def _numbers(self, count: int) -> DataFrame:
        """The numbers of jobs, a task each."""
        return self._session.range(0, count, 1, count)

    def _collect(
        self, asked: DataFrame, progress: Progress
    ) -> list[tuple[int, Outcome]]:
        """What comes of what is asked, by number; Refusal where it fails."""
        rows: list[tuple[int, Outcome]] = []
        failed: list[BaseException] = []

        def run() -> None:
            try:
                rows.extend(pickle.loads(row[0]) for row in asked.collect())
            except BaseException as error:
                failed.append(error)

        beside = threading.Thread(target=run, daemon=True)
        beside.start()
        try:
            self._wait(beside, progress)
        except BaseException:
            self.context.cancelAllJobs()
            raise
        for error in failed:
            raise troubles.in_words(str(error)) from error
        return rows

    def _wait(self, beside: threading.Thread, progress: Progress) -> None:
        seen = time.monotonic()
        while beside.is_alive():
            beside.join(_LOOK)
            self._tell(progress)
            if self._has_workers():
                seen = time.monotonic()
            elif time.monotonic() - seen > WITHOUT_WORKERS:
                raise troubles.no_workers(self.master, WITHOUT_WORKERS)

    def _tell(self, progress: Progress) -> None:
        tracker = self.context.statusTracker()
        for stage in tracker.getActiveStageIds():
            told = tracker.getStageInfo(stage)
            if told is not None and told.numTasks:
                text = _(
                    "parts on the cluster: {done} of {all}",
                    done=told.numCompletedTasks,
                    all=told.numTasks,
                )
                progress(text, told.numCompletedTasks / told.numTasks)

    def _has_workers(self) -> bool:
        """Whether anybody but this process is there to work; a local master is itself."""
        members = self.context._jsc.sc().getExecutorMemoryStatus().size()
        return members > 1 or self.master.startswith("local")


def _crossing(known: DataFrame) -> DataFrame:
    """What is said of people whom several parts know: a row for each part that is to be
    told it (``told_to``), of which it knows the person itself."""
    from pyspark.sql import functions as f

    columns = [name for name in known.columns if name != "identity"]
    people = f.when(f.col("said") == "crossing", f.col("part"))
    by_identity = known.groupBy("identity").agg(
        f.collect_set(people).alias("parts"),
        f.collect_list(f.struct(*columns)).alias("rows"),
    )
    told = (
        by_identity.where(f.size("parts") > 1)
        .select("identity", f.explode("parts").alias("told_to"), "rows")
        .select("identity", "told_to", f.explode("rows").alias("row"))
        .select("identity", "told_to", "row.*")
    )
    is_own = f.col("part") == f.col("told_to")
    return told.where((f.col("said") == "crossing") == is_own)


def _came(outcome: Outcome) -> Any:
    if isinstance(outcome.came, Refusal):
        raise outcome.came
    return outcome.came


def _there(*files: Path) -> None:
    for file in files:
        if not file.is_file():
            raise troubles.not_shared(str(file))
