"""A publish lets readers go first: by its priority, and by a core that it leaves."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from imbang.publishing import snapshot_file
from imbang.publishing.figures import building
from imbang.store.deliveries import Store


class Begun(Exception):
    """Enough was seen."""


@pytest.mark.parametrize(("cores", "used"), [(1, 1), (2, 1), (8, 7)])
def test_a_publish_leaves_a_core(
    cores: int, used: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = duckdb.connect

    def on_a_computer(*given: Any, **named: Any) -> duckdb.DuckDBPyConnection:
        opened = connect(*given, **named)
        opened.execute(f"set threads = {cores}")
        return opened

    def build(work: duckdb.DuckDBPyConnection, *_given: Any) -> None:
        raise Begun(work.execute("select current_setting('threads')").fetchall())

    monkeypatch.setattr(duckdb, "connect", on_a_computer)
    monkeypatch.setattr(building, "build", build)
    with pytest.raises(Begun) as begun:
        snapshot_file.build_snapshot(Store(tmp_path), [], {}, tmp_path)
    assert begun.value.args == ([(used,)],)


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="elsewhere the page does it")
@pytest.mark.parametrize(("command", "politeness"), [("publish", 10), ("snapshots", 0)])
def test_the_command_runs_at_low_priority(
    command: str, politeness: int, tmp_path: Path
) -> None:
    """And only that of a process of its own, which `imbang.cli.main` says it is."""
    script = (
        "import os, sys\nbefore = os.getpriority(os.PRIO_PROCESS, 0)\n"
        "from imbang.cli import main as cli\n"
        "try:\n    cli.main()\nexcept SystemExit:\n    pass\n"
        "print(os.getpriority(os.PRIO_PROCESS, 0) - before)\n"
    )
    given = [sys.executable, "-c", script, command, f"--store={tmp_path / 'none'}"]
    done = subprocess.run(given, capture_output=True, text=True, check=True)
    here = os.getpriority(os.PRIO_PROCESS, 0)
    assert int(done.stdout.split()[-1]) == (
        max(0, politeness - here) if politeness else 0
    )
