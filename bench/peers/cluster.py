"""A private PostgreSQL cluster: in a temporary folder, on a socket in it, then gone."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.peers import running

_BINARIES = "/usr/lib/postgresql/15/bin"  # Debian's postgresql-15
_USER = "postgres"  # of Debian's package: the server refuses root
_SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "1GB",
    "effective_cache_size": "4GB",
    "work_mem": "256MB",
    "maintenance_work_mem": "512MB",
    "random_page_cost": "1.1",  # no spinning disk
    "max_connections": "120",
    "fsync": "off",  # nothing here outlives the run
    "max_wal_size": "4GB",
}


@dataclass(frozen=True)
class Cluster:
    """A running server: the folder of its socket, and its process."""

    folder: Path
    pid: int

    @property
    def dsn(self) -> str:
        """How libpq connects."""
        return f"host={self.folder} user={_USER} dbname=postgres"

    def url(self, database: str = "postgres") -> str:
        """How SQLAlchemy connects."""
        return f"postgresql+psycopg2://{_USER}@/{database}?host={self.folder}"

    def make_database(self, name: str) -> None:
        """Make an empty one."""
        where = [f"--host={self.folder}", f"--username={_USER}"]
        running.run([str(_binary("createdb")), *where, name])


def why_not() -> str | None:
    """What is missing for a cluster, None if nothing is."""
    if _binary("initdb") is None:
        return "PostgreSQL 15 is not installed (Debian: apt-get install postgresql-15)"
    return None


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """Make, start and in the end remove a cluster."""
    user = _USER if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="peers-pg-"))
    try:
        if user:
            shutil.chown(folder, user)
        data = folder / "data"
        made = [_binary("initdb"), "-D", data, "-U", _USER, "-A", "trust", "-N"]
        local = ["--locale=C", "--encoding=UTF8"]
        running.run([*made, *local], cwd=folder, user=user)
        settings = [f"--{key}={value}" for key, value in _SETTINGS.items()]
        command = [_binary("postgres"), "-D", data, "-k", folder, *settings]
        with running.started(
            command, cwd=folder, stop=signal.SIGINT, user=user
        ) as process:
            _wait(folder, process)
            yield Cluster(folder, process.pid)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(folder: Path, process: subprocess.Popen[str]) -> None:
    ready = [
        str(_binary("pg_isready")),
        "--quiet",
        f"--host={folder}",
        f"--username={_USER}",
    ]
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"PostgreSQL ended with {process.returncode}")
        if subprocess.run(ready, check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise RuntimeError("PostgreSQL did not start in 30 s")


def _binary(name: str) -> str | None:
    return shutil.which(name, path=f"{_BINARIES}:{os.environ.get('PATH', '')}")
