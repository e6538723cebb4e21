"""Apache Superset behind gunicorn: the data of a chart, on PostgreSQL."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.peers import environments, running
from bench.peers.dashboards.over_http import Body, Connection
from bench.peers.dashboards.protocol import Answer, Dashboard, Setting
from bench.peers.views import View, known

INTERFACE = "chart/data"
_APPS = Path(__file__).parent / "apps"
_COLUMNS = ("code", "ppks", "psm")


@contextmanager
def serve(setting: Setting) -> Iterator[Dashboard]:
    """Install its metadata, tell it of the table, serve it with two workers."""
    peers = environments.python_of("peers", setting.environments)
    python = environments.python_of("superset", setting.environments)
    out = setting.folder / "told.json"
    worker = [peers, "-m", "bench.peers.engines.worker", "build", "postgresql", "shown"]
    cluster = setting.cluster
    running.run(
        [*worker, setting.folder, "village_spans", out],
        {"PEERS_POSTGRESQL": cluster.dsn},
    )
    with tempfile.TemporaryDirectory(prefix="peers-superset-") as made:
        password = secrets.token_urlsafe(16)
        given = {
            "SUPERSET_CONFIG_PATH": str(_APPS / "superset_config.py"),
            "SUPERSET_HOME": made,
            "PEERS_SUPERSET": made,
            "PEERS_SECRET": secrets.token_urlsafe(42),
            "PEERS_METADATA": cluster.url("superset"),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        cluster.make_database("superset")
        superset = python.with_name("superset")
        admin = ["--username=admin", f"--password={password}", "--email=a@example.org"]
        names = ["--firstname=A", "--lastname=B"]
        folder = Path(made)
        running.run([superset, "db", "upgrade"], given, cwd=folder)
        running.run(
            [superset, "fab", "create-admin", *admin, *names], given, cwd=folder
        )
        running.run([superset, "init"], given, cwd=folder)
        dataset = folder / "dataset"
        running.run(
            [python, _APPS / "superset_setup.py", cluster.url(), dataset],
            given,
            cwd=folder,
        )
        port = running.free_port()
        command = [python, "-m", "gunicorn", "superset.app:create_app()"]
        ways = [f"--bind=127.0.0.1:{port}", "--workers=2", "--worker-class=gthread"]
        ways += ["--threads=20", "--timeout=300", "--keep-alive=75"]
        with running.started([*command, *ways], given, cwd=folder) as process:
            url = f"http://127.0.0.1:{port}"
            running.wait_for(f"{url}/health", process, seconds=300)
            headers = {"Authorization": f"Bearer {_log_in(url, password)}"}
            number = int(dataset.read_text())

            async def connect() -> _Client:
                return _Client(Connection(url, headers), number)

            yield Dashboard((process.pid, cluster.pid), connect)


def _log_in(url: str, password: str) -> str:
    sent = {"username": "admin", "password": password, "provider": "db"}
    _ms, body = Connection(url).ask_now("/api/v1/security/login", sent)
    token: str = body.json()["access_token"]
    return token


class _Client:
    def __init__(self, connection: Connection, dataset: int) -> None:
        self._connection = connection
        self._dataset = dataset

    async def see(self, view: View, *, anew: bool) -> Answer:
        """Ask for the data of a chart, forced or as it may be remembered."""
        filters = (
            ("province_code", "==", view.province),
            ("from_month", "<=", view.month),
            ("to_month", ">", view.month),
        )
        query = {
            "columns": list(_COLUMNS),
            "metrics": [],
            "orderby": [],
            "row_limit": 10_000,
            "filters": [
                {"col": column, "op": operator, "val": value}
                for column, operator, value in filters
            ],
        }
        sent = {
            "datasource": {"id": self._dataset, "type": "table"},
            "force": anew,
            "queries": [query],
            "result_format": "json",
            "result_type": "full",
        }
        ms, body = await self._connection.ask("/api/v1/chart/data", sent)
        return Answer(ms, len(body.raw), lambda: _rows(body))

    async def close(self) -> None:
        self._connection.close()


def _rows(body: Body) -> Sequence[Sequence[object]]:
    [result] = body.json()["result"]
    return known([tuple(row[name] for name in _COLUMNS) for row in result["data"]])
