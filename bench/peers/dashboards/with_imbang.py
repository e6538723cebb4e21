"""Imbang itself: its page of coverage, whole, whose map knows every village's figures."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from streamlit.proto.Element_pb2 import Element

from bench.peers import running
from bench.peers.dashboards import figures, over_websocket
from bench.peers.dashboards.protocol import Dashboard, Setting
from bench.peers.views import View, known
from bench.processes import IMBANG

INTERFACE = "page"
_PAGE = "cakupan_psm"


@contextmanager
def serve(setting: Setting) -> Iterator[Dashboard]:
    """Serve the store."""
    port = running.free_port()
    codes = json.loads((setting.folder / "layers.json").read_text("utf-8"))
    command = [IMBANG, "serve", f"--store={setting.store}", f"--port={port}"]
    with running.started(command) as process:
        url = f"http://127.0.0.1:{port}"
        running.wait_for(f"{url}/_stcore/health", process)

        def rows(drawn: Sequence[Element]) -> Sequence[Sequence[object]]:
            return _rows(drawn, codes)

        async def connect() -> over_websocket.Client:
            return await over_websocket.connect(url, _PAGE, _address, rows)

        yield Dashboard((process.pid,), connect)


def _address(view: View) -> str:
    return urlencode({"region": view.province, "as_of": view.as_of, "level": "village"})


def _rows(
    drawn: Sequence[Element], codes: Mapping[str, Sequence[str]]
) -> Sequence[Sequence[object]]:
    """What the map says when a village is pointed at; what it says is not reported."""
    [map_] = (
        one.bidi_component
        for one in drawn
        if one.WhichOneof("type") == "bidi_component"
        and one.bidi_component.component_name == "imbang_map"
    )
    found: list[tuple[object, ...]] = []
    for trace in json.loads(json.loads(map_.json)["figure"])["data"]:
        layer = Path(str(trace.get("geojson"))).stem
        if layer not in codes or "hovertemplate" not in trace:
            continue
        says: Any = trace["hovertemplate"]
        for feature, told in zip(
            figures.values(trace["locations"]),
            figures.values(trace["customdata"]),
            strict=True,
        ):
            ppks, psm = (
                value if f"customdata[{place}]" in says else None
                for place, value in enumerate(told[:2])
            )
            found.append((codes[layer][feature], ppks, psm))
    return known(found)
