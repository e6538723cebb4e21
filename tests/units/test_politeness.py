"""A publish lets readers go first: by its priority, and by a core that it leaves."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from imbang.progress import Progress, silently
from imbang.publishing import engine, parts, snapshot_file, whole
from imbang.settings.settings import bearing_on_figures
from imbang.store.deliveries import Store
from imbang.store.workspace import Workspace


@dataclass(frozen=True)
class OneJob:
    """What is looked at of a job before it is made."""

    material: SimpleNamespace
    memory: str = ""
    threads: int = 1


class Begun(Exception):
    """Enough was seen."""


@pytest.mark.parametrize(("cores", "used"), [(1, 1), (2, 1), (8, 7)])
def test_a_publish_leaves_a_core(
    cores: int, used: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of what is made in this process; others run at low priority beside it."""

    def make(job: parts.Job, _file: Path, _progress: Progress) -> parts.Made:
        raise Begun(job.threads)

    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    monkeypatch.setattr(whole, "make", make)
    settings = bearing_on_figures(Workspace(tmp_path))
    with pytest.raises(Begun) as begun:
        snapshot_file.build_snapshot(Store(tmp_path), [], settings, tmp_path)
    assert begun.value.args == (used,)


@pytest.mark.parametrize(("rows", "used"), [(299_999, 7), (300_000, 8)])
def test_what_is_large_takes_all_cores(
    rows: int, used: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(job: parts.Job, _progress: Progress) -> parts.Made:
        raise Begun(job.threads)

    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    monkeypatch.setattr(parts, "make", make)
    job = cast(parts.Job, OneJob(material=SimpleNamespace(rows=rows)))
    with pytest.raises(Begun) as begun:
        next(engine.LOCAL.make([job], silently))
    assert begun.value.args == (used,)


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
