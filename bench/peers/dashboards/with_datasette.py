"""Datasette: rows of a table, filtered by the address, as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import urlencode

from bench.peers import environments, running
from bench.peers.dashboards.over_http import Body, Connection
from bench.peers.dashboards.protocol import Answer, Dashboard, Setting
from bench.peers.views import View, known

INTERFACE = "table.json"


@contextmanager
def serve(setting: Setting) -> Iterator[Dashboard]:
    """Serve the SQLite database of what is shown."""
    python = environments.python_of("peers", setting.environments)
    worker = [python, "-m", "bench.peers.engines.worker", "build", "sqlite", "shown"]
    out = setting.folder / "told.json"
    running.run([*worker, setting.folder, "village_spans", out])
    file = setting.folder / "shown.sqlite"
    port = running.free_port()
    command = [python, "-m", "datasette", "serve", "--immutable", file, "--port", port]
    settings = ["--setting", "max_returned_rows", "10000"]
    settings += ["--setting", "sql_time_limit_ms", "60000"]
    with running.started([*command, *settings]) as process:
        url = f"http://127.0.0.1:{port}"
        running.wait_for(f"{url}/-/versions.json", process)

        async def connect() -> _Client:
            return _Client(url)

        yield Dashboard((process.pid,), connect)


class _Client:
    def __init__(self, url: str) -> None:
        self._connection = Connection(url)

    async def see(self, view: View, *, anew: bool) -> Answer:
        """It remembers nothing, so both ways are one."""
        asked = [
            ("_shape", "arrays"),
            ("province_code", view.province),
            ("from_month__lte", view.month),
            ("to_month__gt", view.month),
            *(("_col", name) for name in ("code", "ppks", "psm")),
            ("_size", "max"),
            ("_nocount", 1),
            ("_nofacet", 1),
        ]
        path = f"/shown/village_spans.json?{urlencode(asked)}"
        ms, body = await self._connection.ask(path)
        return Answer(ms, len(body.raw), lambda: _rows(body))

    async def close(self) -> None:
        self._connection.close()


def _rows(body: Body) -> Sequence[Sequence[object]]:
    told = body.json()
    places = [told["columns"].index(name) for name in ("code", "ppks", "psm")]
    return known([[row[place] for place in places] for row in told["rows"]])
