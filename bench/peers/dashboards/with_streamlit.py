"""A plain Streamlit app, its shapes in every figure."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from streamlit.proto.Element_pb2 import Element

from bench.peers import running
from bench.peers.dashboards import figures, over_websocket
from bench.peers.dashboards.protocol import Dashboard, Setting
from bench.peers.views import View, known

INTERFACE = "websocket"
_APP = Path(__file__).parent / "apps" / "streamlit_app.py"


@contextmanager
def serve(setting: Setting) -> Iterator[Dashboard]:
    """Serve the app with Imbang's own release of Streamlit."""
    port = running.free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(_APP)]
    ways = [f"--server.port={port}", "--server.address=127.0.0.1"]
    ways += ["--server.headless=true", "--browser.gatherUsageStats=false"]
    ways += ["--server.fileWatcherType=none"]
    given = {"PEERS_FOLDER": str(setting.folder), "PYTHONDONTWRITEBYTECODE": "1"}
    with running.started([*command, *ways], given, cwd=setting.folder) as process:
        url = f"http://127.0.0.1:{port}"
        running.wait_for(f"{url}/_stcore/health", process)

        async def connect() -> over_websocket.Client:
            return await over_websocket.connect(url, "", _address, _rows)

        yield Dashboard((process.pid,), connect)


def _address(view: View) -> str:
    return urlencode({"province": view.province, "month": view.month})


def _rows(drawn: Sequence[Element]) -> Sequence[Sequence[object]]:
    [chart] = (one for one in drawn if one.WhichOneof("type") == "plotly_chart")
    return known(figures.villages(json.loads(chart.plotly_chart.spec)))
