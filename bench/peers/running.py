"""Processes that are started here, and end here whatever happens."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_GRACE_S = 15.0


@contextmanager
def started(
    command: Sequence[object],
    given: Mapping[str, str] | None = None,
    *,
    cwd: Path = ROOT,
    stop: int = signal.SIGTERM,
    user: str | None = None,
) -> Iterator[subprocess.Popen[str]]:
    """Run a command in a group of its own; the group is gone when this is left.

    Raises what is raised inside, with the end of what the process said. ``given`` is
    added to the environment; ``user`` runs it where root is not allowed to.
    """
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [*map(str, command)],
            stdout=log,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            cwd=cwd,
            env={**os.environ, **(given or {})},
            start_new_session=True,
            user=user,
        )
        try:
            yield process
        except Exception as error:
            log.seek(0)
            error.add_note(f"What {command[0]} said:\n{log.read()[-4000:]}")
            raise
        finally:
            _end(process, stop)


def _end(process: subprocess.Popen[str], stop: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(stop)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_GRACE_S)
    # whatever of the group is left
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(_GRACE_S)


def run(
    command: Sequence[object],
    given: Mapping[str, str] | None = None,
    *,
    cwd: Path = ROOT,
    seconds: float = 600,
    user: str | None = None,
) -> None:
    """Run a command to its end; RuntimeError when it fails or takes too long."""
    with started(command, given, cwd=cwd, user=user) as process:
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired as error:
            raise RuntimeError(f"{command[0]} took over {seconds:g} s") from error
        if code:
            raise RuntimeError(f"{command} ended with {code}")


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def wait_for(url: str, process: subprocess.Popen[str], *, seconds: float = 120) -> None:
    """Return once an address answers; RuntimeError when it does not, or its process ends."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"{url}: its server ended with {process.returncode}")
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except urllib.error.HTTPError:
            return  # it answers, if not with a page
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{url} did not answer in {seconds:g} s")
