"""Plotly Dash behind gunicorn: the callback that draws the map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bench.peers import environments, running
from bench.peers.dashboards import figures
from bench.peers.dashboards.over_http import Body, Connection
from bench.peers.dashboards.protocol import Answer, Dashboard, Setting
from bench.peers.views import View, known

INTERFACE = "callback"
_APP = "bench.peers.dashboards.apps.dash_app:server"


@contextmanager
def serve(setting: Setting) -> Iterator[Dashboard]:
    """Serve the app with two workers."""
    python = environments.python_of("peers", setting.environments)
    port = running.free_port()
    command = [python, "-m", "gunicorn", _APP, "--bind", f"127.0.0.1:{port}"]
    ways = ["--workers=2", "--threads=8", "--timeout=300", "--keep-alive=75"]
    given = {"PEERS_FOLDER": str(setting.folder), "PYTHONDONTWRITEBYTECODE": "1"}
    with running.started([*command, *ways], given) as process:
        url = f"http://127.0.0.1:{port}"
        running.wait_for(f"{url}/_dash-layout", process)

        async def connect() -> _Client:
            return _Client(url)

        yield Dashboard((process.pid,), connect)


class _Client:
    def __init__(self, url: str) -> None:
        self._connection = Connection(url)

    async def see(self, view: View, *, anew: bool) -> Answer:
        """It remembers nothing, so both ways are one."""
        inputs = {"province": view.province, "month": view.month}
        sent = {
            "output": "map.figure",
            "outputs": {"id": "map", "property": "figure"},
            "inputs": [
                {"id": key, "property": "value", "value": value}
                for key, value in inputs.items()
            ],
            "changedPropIds": ["province.value"],
        }
        ms, body = await self._connection.ask("/_dash-update-component", sent)
        return Answer(ms, len(body.raw), lambda: _rows(body))

    async def close(self) -> None:
        self._connection.close()


def _rows(body: Body) -> Sequence[Sequence[object]]:
    return known(figures.villages(body.json()["response"]["map"]["figure"]))
