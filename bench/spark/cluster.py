"""A standalone cluster of Apache Spark on this machine: a master and some workers.

All of them listen on the loopback alone, on free ports. Each is begun in a session of its
own, by which all that it starts is found, and none of it outlives the cluster.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

_WITHIN = 60.0  # seconds
_LIBC = ctypes.CDLL(None)  # this is for Linux alone
_PR_SET_PDEATHSIG = 1
_SMALL_JVM = ("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")


@dataclass
class Cluster:
    """A running cluster; ``workers`` are its sessions, ``environment`` that in which a
    driver finds its settings, ``work`` where workers keep what they work on."""

    master: str
    environment: Mapping[str, str]
    work: Sequence[Path]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def kill(self, number: int) -> None:
        """Kill a worker and all that it started, at once."""
        end(self.workers[number])


def used(leaders: Sequence[int]) -> float:
    """Seconds of the processor that the living processes of these sessions have taken,
    with children of theirs that have ended."""
    return sum(cpu_seconds(one) for leader in leaders for one in of_session(leader))


def missing() -> str | None:
    """What a cluster needs and this machine lacks; None where it has all."""
    try:
        import pyspark  # noqa: F401
    except ImportError:
        return "PySpark is missing: pip install 'imbang[spark]'"
    from imbang.publishing.spark.session import java

    return None if java() else "Java is missing: Spark needs Java 17 or newer"


@contextmanager
def cluster(
    folder: Path,
    workers: int,
    *,
    settings: Mapping[str, str] | None = None,
    cores: int = 1,
    memory: str = "640m",
) -> Iterator[Cluster]:
    """A master and workers that have registered with it, ended with what they started.

    ``settings`` are those of Spark for whoever drives; logs and work go to ``folder``.
    """
    (folder / "conf").mkdir(parents=True)
    told = {
        "spark.driver.memory": "512m",
        "spark.executor.memory": "512m",
        "spark.driver.extraJavaOptions": " ".join(_SMALL_JVM[1:]),
        "spark.executor.extraJavaOptions": " ".join(_SMALL_JVM[1:]),
        **(settings or {}),
    }
    (folder / "conf" / "spark-defaults.conf").write_text(
        "".join(f"{name} {value}\n" for name, value in told.items())
    )
    environment = {
        **os.environ,
        "SPARK_CONF_DIR": str(folder / "conf"),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_DAEMON_MEMORY": "128m",
        "SPARK_DAEMON_JAVA_OPTS": " ".join(_SMALL_JVM[1:]),
    }
    port, web = _free_port(), _free_port()
    begun: list[subprocess.Popen[bytes]] = []
    try:
        address = ["--host", "127.0.0.1", "--port", str(port)]
        begun.append(
            _begin("master", [*address, "--webui-port", str(web)], folder, environment)
        )
        made = Cluster(
            f"spark://127.0.0.1:{port}",
            environment,
            [folder / f"worker-{number}" for number in range(workers)],
        )
        _wait_for(f"http://127.0.0.1:{web}/json/", "ALIVE", begun)
        for number in range(workers):
            place = made.work[number]
            place.mkdir()
            told_worker = [
                *("--host", "127.0.0.1", "--port", "0", "--webui-port", "0"),
                *("--cores", str(cores), "--memory", memory),
                *("--work-dir", str(place / "work"), made.master),
            ]
            own = {**environment, "SPARK_LOCAL_DIRS": str(place / "local")}
            child = _begin(f"worker-{number}", told_worker, folder, own)
            begun.append(child)
            made.workers.append(child)
        _wait_for(f"http://127.0.0.1:{web}/json/", f'"aliveworkers" : {workers}', begun)
        yield made
    finally:
        for child in begun:
            end(child)


def _begin(
    name: str, options: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    import pyspark

    home = Path(pyspark.__file__).parent
    kind = name.partition("-")[0]
    main = f"org.apache.spark.deploy.{kind}.{kind.title()}"
    with (folder / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            [home / "bin" / "spark-class", main, *options],
            env={**environment, "SPARK_HOME": str(home)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=_end_with_parent,
        )


def _end_with_parent() -> None:
    """Have the system kill this process when the one that began it is gone, however
    that came: what workers started ends when it misses them."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def end(child: subprocess.Popen[bytes]) -> None:
    """Kill a process and all of its session, which it leads."""
    for process in of_session(child.pid):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    child.wait()


def of_session(leader: int) -> list[int]:
    """The processes of a session, its leader first."""
    found = []
    for one in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            # after the name, which may hold spaces: state, parent, group, session
            fields = one.read_text().rpartition(")")[2].split()
            if int(fields[3]) == leader and fields[0] != "Z":
                found.append(int(one.parent.name))
    return sorted(found, key=lambda process: process != leader)


def cpu_seconds(process: int) -> float:
    """What a process has taken of the processor, with children that have ended."""
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(url: str, text: str, begun: Sequence[subprocess.Popen[bytes]]) -> None:
    until = time.monotonic() + _WITHIN
    while time.monotonic() < until:
        if any(child.poll() is not None for child in begun):
            break
        with (
            contextlib.suppress(OSError),
            urllib.request.urlopen(url, timeout=5) as answer,
        ):
            if text in answer.read().decode():
                return
        time.sleep(0.1)
    raise RuntimeError(f"{sys.executable}: no cluster at {url} with {text}")
