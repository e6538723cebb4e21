"""What is counted, whether there are figures, and who may ask for both."""

from __future__ import annotations

import asyncio
import json
import tarfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

from imbang import log, paths
from imbang.app import metrics, server
from imbang.app.guards import access
from imbang.app.state import answers
from imbang.app.state import remembered as memory
from imbang.questions import asking, catalogue
from imbang.reference.datasets import load_datasets

STORE = Path(__file__).parents[1] / "stores" / "0.1.0.tar.xz"
HERE = ("127.0.0.1", 4000)


def get(
    path: str, client: tuple[str, int] | None = HERE, **headers: str
) -> tuple[int, dict[str, str], str]:
    """What the server's routes answer to a GET: status, headers, text."""
    sent: list[dict[str, Any]] = []
    given = {"host": "localhost:8501", **headers}
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "client": client,
        "headers": [
            (name.replace("_", "-").encode(), value.encode())
            for name, value in given.items()
        ],
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    async def answer() -> None:
        app = Starlette(routes=server.routes(), middleware=server.middleware())
        await app(scope, receive, send)

    # In a thread of its own: a browser that another test opened leaves a loop running.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(answer())).result()
    told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    body = b"".join(m.get("body", b"") for m in sent[1:])
    return sent[0]["status"], told, body.decode()


def counted(name: str, **labels: str) -> float:
    return metrics.REGISTRY.get_sample_value(name, labels) or 0


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with a snapshot; questions are not asked of it."""
    with tarfile.open(STORE) as archive:
        archive.extractall(tmp_path, filter="data")
    monkeypatch.setenv("IMBANG_STORE", str(tmp_path / "store"))
    asking._open.clear()
    return tmp_path / "store"


def health() -> tuple[int, dict[str, Any]]:
    status, headers, text = get("/healthz", client=("10.0.0.7", 4000))
    assert headers["cache-control"] == "no-store"
    return status, json.loads(text)


def test_it_is_ready_while_a_snapshot_can_be_read(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "_run", None)  # no question is asked
    made = json.loads((store / "snapshots" / "000002.json").read_text())["made_at"]
    age = (datetime.now(UTC) - datetime.fromisoformat(made)).total_seconds()
    status, told = health()
    assert (status, told["live"], told["ready"]) == (200, True, True)
    assert (told["snapshot"], told["made_at"]) == ("000002", made)
    assert told["age_seconds"] == pytest.approx(age, abs=600)


@pytest.mark.parametrize("broken", ["none", "current", "named", "figures", "gone"])
def test_it_is_alive_and_not_ready_without(store: Path, broken: str) -> None:
    figures = store / "snapshots" / "000002.duckdb"
    if broken == "none":
        (store / "current.json").unlink()
    elif broken == "current":
        (store / "current.json").write_text("{")
    elif broken == "named":
        (store / "current.json").write_text('{"snapshot": "000009"}')
    elif broken == "figures":
        figures.write_bytes(b"x" * 4096 + figures.read_bytes()[4096:])
    else:
        figures.unlink()
    status, told = health()
    assert status == 503
    assert told == {
        "live": True,
        "ready": False,
        "snapshot": None,
        "made_at": None,
        "age_seconds": None,
        "version": "0.1.0",
    }
    assert get("/metrics")[0] == 200


@pytest.mark.parametrize(
    ("client", "headers", "token", "status"),
    [
        (HERE, {}, None, 200),
        (("::1", 1), {"host": "[::1]:8501"}, None, 200),
        (("::ffff:127.0.0.1", 1), {"host": "127.0.0.1"}, None, 200),
        (("192.168.1.9", 1), {}, None, 403),
        (None, {}, None, 403),
        # through another server, whatever that says
        (HERE, {"x_forwarded_for": "127.0.0.1"}, None, 403),
        (HERE, {"forwarded": "for=127.0.0.1"}, None, 403),
        (HERE, {"x_real_ip": "127.0.0.1"}, None, 403),
        (HERE, {"via": "1.1 proxy"}, None, 403),
        # a page of elsewhere whose name leads here
        (HERE, {"host": "rebound.example"}, None, 403),
        (HERE, {"host": ""}, None, 403),
        (HERE, {}, "sesame", 401),
        (HERE, {"authorization": "Bearer sesam"}, "sesame", 401),
        (HERE, {"authorization": "sesame"}, "sesame", 401),
        (HERE, {"authorization": "Bearer "}, "", 200),  # as without
        (("10.1.2.3", 1), {"authorization": "Bearer sesame"}, "sesame", 200),
        (HERE, {"via": "x", "authorization": "Bearer sesame"}, "sesame", 200),
    ],
)
@pytest.mark.usefixtures("store")
def test_metrics_are_for_this_computer_or_who_has_the_token(
    client: Any,
    headers: dict[str, str],
    token: str | None,
    status: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if token is None:
        monkeypatch.delenv(access.TOKEN, raising=False)
    else:
        monkeypatch.setenv(access.TOKEN, token)
    assert get("/metrics", client, **headers)[0] == status
    assert get("/metrics/", client, **headers)[0] in (status, 307)
    # what Streamlit counts, which this application has no route for
    streamlits = get("/_stcore/metrics", client, **headers)[0]
    assert streamlits == (404 if status == 200 else status)


def test_labels_are_names_of_the_product(store: Path) -> None:
    for counted in (metrics._CHECKS, metrics._IMPORTS):
        counted.clear()  # other tests of this process may have datasets of their own
    log.event("import", outcome="refused", datasets={"ppks": 2, "unknown": 1}, rules={})
    status, headers, text = get("/metrics")
    assert status == 200
    assert headers["content-type"].startswith("text/plain")
    known = {
        "page": {"-", *(one.stem.partition("_")[2] for one in paths.PAGES.iterdir())},
        "question": {*catalogue.questions()},
        "remembered": {"yes", "no"},
        "dataset": {"unknown", *load_datasets()},
        "outcome": {"accepted", "refused"},
    }
    found = {family.name: family for family in text_string_to_metric_families(text)}
    for family in found.values():
        for sample in family.samples:
            for label, value in sample.labels.items():
                assert label == "le" or value in known[label], sample
    values = {n: f.samples[0].value for n, f in found.items() if len(f.samples) == 1}
    assert values["imbang_ready"] == 1
    assert values["imbang_snapshot_id"] == 2
    size = (store / "snapshots" / "000002.duckdb").stat().st_size
    assert values["imbang_snapshot_bytes"] == size
    assert values["imbang_snapshot_age_seconds"] > 0
    assert values["imbang_deliveries"] == 4
    assert values["imbang_sessions"] == 0


def test_imports_and_checks_are_counted_by_dataset() -> None:
    def numbers() -> list[float]:
        return [
            counted("imbang_imports_total", dataset="ppks", outcome="accepted"),
            counted("imbang_imports_total", dataset="ppks", outcome="refused"),
            counted("imbang_checks_total", dataset="pillars", outcome="refused"),
        ]

    before = numbers()
    log.event("import", outcome="accepted", datasets={"ppks": 3}, delivery="000001")
    log.event("import", outcome="refused", datasets={"ppks": 1}, rules={"unknown": 1})
    log.event("check", outcome="refused", datasets={"pillars": 1}, rules={})
    log.event("publish", snapshot="000001")
    assert [n - b for n, b in zip(numbers(), before, strict=True)] == [3, 1, 1]


def test_questions_are_counted_and_whether_they_were_remembered(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def numbers() -> list[float]:
        name = "imbang_question_seconds_count"
        return [counted(name, question="scope", remembered=r) for r in ("no", "yes")]

    monkeypatch.setattr(memory, "MEMORY", memory.Memory(1_000_000))
    monkeypatch.setattr(answers, "snapshot", lambda: "000002")
    monkeypatch.setattr(asking, "whole", lambda *_given, **_named: pd.DataFrame())
    before = numbers()
    for _time in range(3):
        answers.ask("scope")
    assert [n - b for n, b in zip(numbers(), before, strict=True)] == [1, 2]


def test_runs_of_a_page_are_counted_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMBANG_STORE", str(tmp_path))
    before = counted("imbang_rerun_seconds_count", page="ringkasan")
    computed = counted("imbang_rerun_cpu_seconds_total", page="ringkasan")
    app = AppTest.from_file(str(paths.DASHBOARD), default_timeout=60).run()
    assert not app.exception
    assert counted("imbang_rerun_seconds_count", page="ringkasan") == before + 1
    assert counted("imbang_rerun_cpu_seconds_total", page="ringkasan") > computed


def test_a_run_that_breaks_is_counted_too() -> None:
    before = counted("imbang_rerun_seconds_count", page="pmks")
    with pytest.raises(KeyError), metrics.rerun():
        metrics.at_page("pmks")
        raise KeyError
    assert counted("imbang_rerun_seconds_count", page="pmks") == before + 1
