"""What is counted while serving, for Prometheus: how much, how long; never who or what.

Labels are names that the product itself gives (pages, questions, datasets, outcomes), so
their number is bounded and no person, region or file is among them. Counts are of this
process and begin anew with it.
"""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)

from imbang import log

disable_created_metrics()  # type: ignore[no-untyped-call] # a series more for each, which says when it began
REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

_RERUNS = Histogram(
    "imbang_rerun_seconds",
    "Time that a run of a page took on the server.",
    ["page"],
    buckets=(0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10),
    registry=REGISTRY,
)
_RERUN_CPU = Counter(
    "imbang_rerun_cpu_seconds",
    "Processor time of runs of pages, in their own thread.",
    ["page"],
    registry=REGISTRY,
)
_FAILURES = Counter(
    "imbang_page_failures", "Runs of pages that ended in a fault.", registry=REGISTRY
)
_QUESTIONS = Histogram(
    "imbang_question_seconds",
    "Time until a question was answered; remembered: it had been before.",
    ["question", "remembered"],
    buckets=(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.06, 0.1, 0.25, 1, 5),
    registry=REGISTRY,
)
_CHECKS = Counter(
    "imbang_checks",
    "Sheets of files that were checked on the page, by what they were taken for.",
    ["dataset", "outcome"],
    registry=REGISTRY,
)
_IMPORTS = Counter(
    "imbang_imports",
    "Submissions of imports in this process: accepted, or refused with their delivery.",
    ["dataset", "outcome"],
    registry=REGISTRY,
)

_run = threading.local()


@contextmanager
def rerun() -> Iterator[None]:
    """Count a run of a page and its time, however it ends; the page names itself."""
    _run.page = "-"
    begun, computing = time.perf_counter(), time.thread_time()
    try:
        yield
    finally:
        _RERUNS.labels(_run.page).observe(time.perf_counter() - begun)
        _RERUN_CPU.labels(_run.page).inc(time.thread_time() - computing)


def at_page(name: str) -> None:
    """Say which page runs in this thread: a name of `imbang.app.page_files`."""
    _run.page = name


def failed() -> None:
    """Count a run that ended in a fault."""
    _FAILURES.inc()


def asked() -> float:
    """Say that this thread asks a question; what `answered` wants to know of it."""
    _run.is_new = False
    return time.perf_counter()


def answered(question: str, since: float) -> None:
    """Count a question and the time to its answer: worked out now where `worked_out` was
    called meanwhile, else remembered."""
    took = time.perf_counter() - since
    _question(question, "no" if _run.is_new else "yes").observe(took)


@functools.cache
def _question(name: str, remembered: str) -> Histogram:
    return _QUESTIONS.labels(name, remembered)


def worked_out() -> None:
    """Say that the answer to the question of this thread is not a remembered one."""
    _run.is_new = True


def _hear(event: str, facts: log.Facts) -> None:
    counted = {"check": _CHECKS, "import": _IMPORTS}.get(event)
    if counted is not None:
        for dataset, number in facts["datasets"].items():
            counted.labels(dataset, facts["outcome"]).inc(number)


log.hear(_hear)
