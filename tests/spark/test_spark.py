"""Parts made on a cluster of Apache Spark are those made on this machine, row by row."""

from __future__ import annotations

import contextlib
import shutil
import threading
import time
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb
import pytest

from bench.spark.cluster import Cluster
from imbang import paths
from imbang.publishing import parts
from imbang.publishing.publish import publish
from imbang.publishing.spark import engine
from imbang.reference.levels import NATION
from imbang.refusals import Refusal
from imbang.store.deliveries import Store
from imbang.store.snapshots import Snapshot, current_snapshot
from tests.conftest import draft
from tests.oracle.test_parts import PROVINCES
from tests.queries.conftest import need
from tests.spark.conftest import Begun
from tests.together import place

pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # PySpark's sockets
    # rows come and go as Arrow: no pandas is involved
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas"),
]


def assert_same(made: Snapshot, expected: Snapshot) -> None:
    """Same figures: what manifests tell of them, and every row of every table."""
    assert made.manifest["figures"] == expected.manifest["figures"]
    assert made.manifest["layers"] == expected.manifest["layers"]
    told = ("key", "provinces", "fingerprints", "layers")
    of_parts = [
        {name: [one[key] for key in told] for name, one in manifest["parts"].items()}
        for manifest in (made.manifest, expected.manifest)
    ]
    assert of_parts[0] == of_parts[1]
    rows = 0
    with duckdb.connect() as work:
        for name, one in (("made", made), ("expected", expected)):
            work.execute(f"attach '{one.path}' as {name} (read_only)")
        for table in made.manifest["figures"]:
            differing = f"""
                (from made.{table} except all from expected.{table})
                union all (from expected.{table} except all from made.{table})
            """
            assert work.execute(differing).fetchall() == [], table
            [(count,)] = work.execute(f"select count(*) from made.{table}").fetchall()
            rows += count
    assert rows > 1000


def expected(local: Store) -> Snapshot:
    snapshot = current_snapshot(local.folder)
    assert snapshot is not None
    return snapshot


def test_a_cluster_makes_the_same_snapshot(
    begun: Begun, local: Store, sent: Store
) -> None:
    told: list[str] = []
    made = publish(sent, lambda text, share: told.append(text), engine=begun.spark)
    assert made.manifest["parts"].keys() == {*PROVINCES, NATION}
    assert_same(made, expected(local))
    assert any(text.startswith("bagian di klaster: ") for text in told)
    assert not (sent.snapshots_folder / ".draft").exists()


def test_parts_are_kept_wherever_they_were_made(begun: Begun, published: Store) -> None:
    """Of three made here one is made anew on the cluster, and then all are kept here."""
    before = len(begun.spark.outcomes)
    office, village = place("63").city, place("63").villages[0]
    more = [draft("ppks", office, "2024-06", [need(village, 17)])]
    published.record(more, by="tester", received_on=date(2024, 7, 1))
    made = publish(published, engine=begun.spark).manifest["parts"]
    assert [one.came.label for one in begun.spark.outcomes[before:]] == ["63"]
    with patch.object(parts, "make", wraps=parts.make) as make:
        assert publish(published).manifest["parts"] == made
    assert make.call_args_list == []


@pytest.mark.parametrize("other", ["none", "changed"])
def test_a_worker_with_another_imbang_is_refused(
    other: str, begun: Begun, tmp_path: Path, monkeypatch: Any
) -> None:
    """Told in words before anything is made there; the session lives on."""
    fake = tmp_path / "fake"
    if other == "none":
        (fake / "imbang").mkdir(parents=True)
        (fake / "imbang" / "__init__.py").touch()
    else:
        shutil.copytree(paths.PACKAGE, fake / "imbang")
        for name in ("queries", "data"):
            (fake / name).symlink_to(paths.PACKAGE.parent / name)
        with (fake / "imbang" / "publishing" / "parts.py").open("a") as file:
            file.write("\nSMALL += 1\n")
    context = begun.spark.context
    python = tmp_path / "python"
    python.write_text(
        f'#!/bin/sh\nPYTHONPATH="{fake}:$PYTHONPATH" exec {context.pythonExec} "$@"\n'
    )
    python.chmod(0o755)
    monkeypatch.setattr(context, "pythonExec", str(python))
    words = {"none": "tidak memiliki imbang", "changed": "memakai Imbang lain"}
    with pytest.raises(Refusal, match=words[other]):
        begun.spark.look(tmp_path)


def test_a_killed_worker_is_made_up_for(
    begun: Begun, local: Store, sent: Store
) -> None:
    """Killed with all that it started while it makes a part, with no time to tell it."""
    killed: list[float] = []
    watching = threading.Thread(
        target=kill_at_work, args=(begun.cluster, killed), daemon=True
    )
    watching.start()
    made = publish(sent, engine=begun.spark)
    watching.join()
    assert killed
    said = "".join(one.read_text() for one in begun.events.iterdir())
    assert '"Reason":"ExecutorLostFailure"' in said
    assert_same(made, expected(local))


def kill_at_work(cluster: Cluster, killed: list[float]) -> None:
    """Kill the first worker as soon as it builds a part."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        # folders of Spark come and go meanwhile
        with contextlib.suppress(FileNotFoundError):
            if any((cluster.work[0] / "local").rglob("imbang-make-*")):
                cluster.kill(0)
                killed.append(time.monotonic())
                return
        time.sleep(0.01)


def test_a_cluster_without_workers_is_given_up(
    begun: Begun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last that is asked of this cluster."""
    monkeypatch.setattr(engine, "WITHOUT_WORKERS", 1)
    for number in range(2):
        begun.cluster.kill(number)
    with pytest.raises(Refusal, match="tidak ada worker"):
        begun.spark.look(tmp_path)
