"""A session with a cluster: begun, looked after, and ended with all that it started."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from imbang.publishing.spark import troubles
from imbang.publishing.spark.engine import Spark

if TYPE_CHECKING:
    from pyspark import SparkContext

_ANSWERS_WITHIN = 5.0  # seconds


@contextmanager
def session(master: str) -> Iterator[Spark]:
    """An engine that makes parts on the cluster of ``master``, until it is left.

    ``master`` is an address as Spark writes it. What else Spark is told stands where it
    always does (``spark-defaults.conf``, ``SPARK_CONF_DIR``). Raises Refusal where PySpark
    or Java is missing, or nobody answers.
    """
    try:
        import pyspark  # noqa: F401
    except ImportError as error:
        raise troubles.no_pyspark() from error
    found = java()
    if found is None:
        raise troubles.no_java()
    _knock(master)
    descriptor, name = tempfile.mkstemp(prefix="imbang-spark-", suffix=".log")
    os.close(descriptor)
    # what Java says stays where it does not begin: that is where refusals name it
    engine = _begin(master, found, Path(name))
    try:
        yield engine
    finally:
        _end(engine.context)
        Path(name).unlink(missing_ok=True)


def java() -> str | None:
    """The Java that Spark would start; None if there is none."""
    home = os.environ.get("JAVA_HOME")
    if home:
        return shutil.which(str(Path(home) / "bin" / "java"))
    return shutil.which("java")


def _knock(master: str) -> None:
    """Refuse what does not answer: Spark itself asks three times and for a minute."""
    if not master.startswith("spark://"):
        return
    for address in master.removeprefix("spark://").split(","):
        host, _colon, port = address.rpartition(":")
        with contextlib.suppress(OSError, ValueError, OverflowError):
            place = (host.strip("[]"), int(port))
            with socket.create_connection(place, _ANSWERS_WITHIN):
                return
    raise troubles.no_master(master)


def _begin(master: str, java: str, log: Path) -> Spark:
    from py4j.protocol import Py4JError
    from pyspark import SparkConf, SparkContext
    from pyspark.errors import PySparkException
    from pyspark.java_gateway import launch_gateway

    # rows come and go as Arrow: no pandas is involved
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas")
    # the Python of the workers is the same file as here, unless it was said otherwise
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    conf = SparkConf(loadDefaults=False)
    conf.setMaster(master).setAppName("Imbang")
    conf.set("spark.ui.enabled", "false").set("spark.ui.showConsoleProgress", "false")
    with log.open("wb") as said:
        try:
            gateway = launch_gateway(conf, {"stdout": said, "stderr": said})
        except (PySparkException, OSError) as error:
            raise troubles.no_java(f"{java}|{log}") from error
    try:
        return Spark(SparkContext(gateway=gateway, conf=conf), master)
    except (Py4JError, PySparkException) as error:
        _close(gateway)
        raise troubles.no_session(master, str(log)) from error


def _end(context: SparkContext) -> None:
    gateway = context._gateway
    with contextlib.suppress(Exception):  # a cluster that is gone cannot be told
        context.stop()
    _close(gateway)


def _close(gateway: object) -> None:
    """End the Java process: it ends when nobody holds its standard input."""
    from pyspark import SparkContext

    SparkContext._gateway = SparkContext._jvm = None
    process: subprocess.Popen[bytes] = gateway.proc  # type: ignore[attr-defined]
    with contextlib.suppress(Exception):
        gateway.shutdown()  # type: ignore[attr-defined]
    if process.stdin is not None:
        with contextlib.suppress(OSError):
            process.stdin.close()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
