"""Replicas behind nginx, as deploy/nginx.conf sets them up, on free ports.

Debian's nginx in a folder of its own, for a while: for the benchmark and for tests.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.processes import Server

CONFIGURATION = Path(__file__).resolve().parent.parent / "deploy" / "nginx.conf"
_PORTS = (8501, 8502)  # of the replicas, in the configuration
_AROUND = """
daemon off;
pid {folder}/pid;
error_log {folder}/error.log warn;
{user}
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/imbang.conf;
}}
"""


def program() -> str | None:
    """Where nginx is; None where it is not installed."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


@contextmanager
def behind_nginx(
    ports: Sequence[int],
    folder: Path,
    *,
    port: int | None = None,
    certificate: Path | None = None,
) -> Iterator[Server]:
    """nginx before the replicas on ``ports``, two of them, on a ``port`` or a free one.

    By HTTPS, as ``imbang.example``, with a ``certificate`` (a folder of both files), else
    by HTTP as any name. It works in ``folder``. Raises RuntimeError with what nginx said
    where it does not start.
    """
    nginx = program()
    if nginx is None:
        raise RuntimeError("nginx is not installed (apt-get install nginx)")
    port = port or free_port()
    text = CONFIGURATION.read_text("utf-8")
    for known, other in zip(_PORTS, ports, strict=True):
        text = text.replace(f":{known}", f":{other}")
    text = _securely(text, port, certificate) if certificate else _plainly(text, port)
    text = text.replace("/var/log/nginx/", f"{folder}/")
    (folder / "imbang.conf").write_text(text, "utf-8")
    user = "user root;" if os.name == "posix" and os.geteuid() == 0 else ""
    around = _AROUND.format(folder=folder, user=user)
    (folder / "nginx.conf").write_text(around, "utf-8")
    log = folder / "said"
    started = time.perf_counter()
    with log.open("w") as said:
        process = subprocess.Popen(
            [nginx, "-p", folder, "-c", folder / "nginx.conf"],
            stdout=said,
            stderr=said,
        )
        try:
            _wait_for(port, process, log)
            yield Server(f"http://127.0.0.1:{port}", process.pid, started)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _securely(text: str, port: int, certificate: Path) -> str:
    text = text.replace("listen 443", f"listen 127.0.0.1:{port}")
    text = text.replace("listen 80", f"listen 127.0.0.1:{free_port()}")
    return text.replace("/etc/ssl/imbang/", f"{certificate}/")


def _plainly(text: str, port: int) -> str:
    """The same by HTTP: the last of the servers alone, without what HTTPS needs."""
    before, _server, _rest = text.partition("# whoever comes by HTTP")
    _others, server, within = text.rpartition("\nserver {")
    within = re.sub(r"(?m)^ +(ssl_|server_name ).*\n", "", within)
    within = within.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
    return before + server + within


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        if process.poll() is not None:
            raise RuntimeError(f"nginx ended:\n{log.read_text()}")
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("nginx does not listen")
