"""Processes that are measured: commands run to their end, and the server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IMBANG = Path(sys.executable).with_name("imbang")
_LAUNCHER = Path(__file__).with_name("launcher.py")


@dataclass(frozen=True)
class Cost:
    """What a command cost: its peak is that of its largest process."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    output: str


def run(command: Sequence[str | Path]) -> Cost:
    """Run a command to its end; RuntimeError with what it said when it fails."""
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "cost"
        launcher = [sys.executable, "-S", "-E", str(_LAUNCHER), str(result)]
        done = subprocess.run(
            [*launcher, *map(str, command)],
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(
                f"{command} ended with {done.returncode}:\n{done.stderr}"
            )
        seconds, cpu, peak = map(float, result.read_text().split())
    return Cost(seconds, cpu, peak / 1e6, done.stdout)


@dataclass(frozen=True)
class Server:
    """A running dashboard."""

    url: str
    pid: int
    started: float  # time.perf_counter() when its process was started

    def cpu_ms(self) -> float:
        """Milliseconds of processor time so far; NaN where the system has no /proc."""
        return _cpu_ms(self.pid)

    def cpu_ms_of_workers(self) -> float:
        """The same of its processes that are running now, without its own."""
        try:
            listed = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        except OSError:
            return float("nan")
        return sum(_cpu_ms(int(pid)) for pid in listed.split())

    def memory_mb(self, which: str = "VmRSS") -> float:
        """Memory held now (VmRSS) or at most (VmHWM); NaN without /proc."""
        try:
            lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        except OSError:
            return float("nan")
        held = {name: text for name, _, text in (line.partition(":") for line in lines)}
        return int(held[which].split()[0]) * 1024 / 1e6


def _cpu_ms(pid: int) -> float:
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return float("nan")
    fields = text.rpartition(")")[2].split()
    ticks = int(fields[11]) + int(fields[12])  # utime, stime: fields 14 and 15
    return 1000 * ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(
    store: Path, *, program: Sequence[str] = (str(IMBANG),)
) -> Iterator[Server]:
    """Serve ``store`` on a free port; it may not answer yet when this is entered."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*program, "serve", f"--store={store}", f"--port={port}"]
    with tempfile.TemporaryFile("w+") as log:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=ROOT)
        try:
            yield Server(f"http://127.0.0.1:{port}", process.pid, started)
        except Exception as error:
            log.seek(0)
            error.add_note(f"What the server said:\n{log.read()}")
            raise
        finally:
            process.terminate()
            process.wait(timeout=20)


def wait_for(server: Server, *, seconds: float = 60) -> None:
    """Return as soon as the server answers; TimeoutError when it does not."""
    while time.perf_counter() - server.started < seconds:
        try:
            urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=2).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
        else:
            return
    raise TimeoutError(f"{server.url} did not answer in {seconds:g} s")
