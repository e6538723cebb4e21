"""What Spark says when it fails, in words for whoever publishes."""

from __future__ import annotations

import re

from imbang import __version__
from imbang.refusals import Refusal
from imbang.texts import _

_TOLD = re.compile(r"IMBANG-(LACKS|DIFFERS|BLIND)\|([^|\n]*)\|([^|\n]*)\|([^|\n]*)\|")
_NO_PYTHON = re.compile(r'Cannot run program "([^"\n]+)"')
_PYTHONS = re.compile(
    r"worker.{0,60}?(3\.\d+).{0,80}?driver.{0,60}?(3\.\d+)", re.DOTALL | re.IGNORECASE
)
_KIND = re.compile(
    # of errors of the system what it says too: no file holds that
    r"^(?:[\w.]+\.)?(\w+(?:Error|Exception): (?:\[Errno \d+\] [^:\n]+)?)",
    re.MULTILINE,
)


def no_pyspark() -> Refusal:
    """PySpark is not installed."""
    return Refusal(
        _(
            "PySpark is not installed here. Install it: pip install 'imbang[spark]'. "
            "Nothing was published."
        )
    )


def no_java(found: str | None = None) -> Refusal:
    """There is no Java, or ``found`` did not do."""
    if found is None:
        return Refusal(
            _(
                "Java is not installed here, and Spark needs it: Java 17 or newer "
                "(Debian: apt install openjdk-17-jre-headless), on the path or under "
                "JAVA_HOME. Nothing was published."
            )
        )
    return Refusal(
        _(
            "Spark did not start with {java}. It needs Java 17 or newer. What it said "
            "is in {log}. Nothing was published.",
            java=found.partition("|")[0],
            log=found.partition("|")[2],
        )
    )


def no_master(master: str) -> Refusal:
    """Nobody answers at the master's address."""
    return Refusal(
        _(
            "No Spark master answers at {master}. Start it, or name the address that "
            "its own page shows. Nothing was published.",
            master=master,
        )
    )


def no_session(master: str, log: str) -> Refusal:
    """The master answers, but takes no application."""
    return Refusal(
        _(
            "{master} did not accept the work: it needs Spark 4, the same version as "
            "PySpark here. What Spark said is in {log}. Nothing was published.",
            master=master,
            log=log,
        )
    )


def no_workers(master: str, seconds: int) -> Refusal:
    """Nobody takes work."""
    return Refusal(
        _(
            "No worker of {master} took work for {seconds} seconds: none runs, all are "
            "busy, or none has the memory that is asked for (spark.executor.memory). "
            "Nothing was published.",
            master=master,
            seconds=seconds,
        )
    )


def not_shared(path: str) -> Refusal:
    """A worker wrote what cannot be read here."""
    return Refusal(
        _(
            "A worker wrote {path}, which is not here as it was written: the store's "
            "folder must be one and the same folder on every machine. Nothing was "
            "published.",
            path=path,
        )
    )


def in_words(said: str) -> Refusal:
    """Why tasks failed, from all that Spark said of it."""
    if told := _TOLD.search(said):
        return _of_worker(*told.groups())
    if program := _NO_PYTHON.search(said):
        return Refusal(
            _(
                "A worker has no {program}. Install Imbang in the same folder on every "
                "machine, or set PYSPARK_PYTHON to the Python that has it on the "
                "workers. Nothing was published.",
                program=program[1],
            )
        )
    if "PYTHON_VERSION_MISMATCH" in said:
        pythons = _PYTHONS.search(said)
        theirs, own = pythons.groups() if pythons else ("?", "?")
        return Refusal(
            _(
                "A worker runs Python {theirs}, this machine Python {own}: they must be "
                "the same. PYSPARK_PYTHON says which one the workers use. Nothing was "
                "published.",
                theirs=theirs,
                own=own,
            )
        )
    kinds = _KIND.findall(said)
    return Refusal(
        _(
            "A part failed on the cluster, and again on other workers ({kind}). The "
            "workers' logs tell more. Nothing was published.",
            kind=kinds[-1].rstrip(": ") if kinds else "Spark",
        )
    )


def _of_worker(kind: str, host: str, python: str, what: str) -> Refusal:
    if kind == "LACKS":
        return Refusal(
            _(
                "The worker on {host} lacks {what} in {python}. Install Imbang "
                "{version} there. Nothing was published.",
                host=host,
                python=python,
                what=what,
                version=__version__,
            )
        )
    if kind == "DIFFERS":
        return Refusal(
            _(
                "The worker on {host} has another Imbang in {python} ({other}) than this "
                "machine ({version}), or another DuckDB: its figures could be others. "
                "Install the same. Nothing was published.",
                host=host,
                python=python,
                other=what,
                version=__version__,
            )
        )
    return Refusal(
        _(
            "The worker on {host} does not see {folder} as this machine does: the store's "
            "folder must be one and the same folder under the same path on every machine. "
            "Nothing was published.",
            host=host,
            folder=what,
        )
    )
