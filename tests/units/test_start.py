"""A command starts quickly: it loads nothing that takes long and that it may not need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from imbang.cli.main import app
from imbang.questions import asking, steps

HEAVY = {
    *("duckdb", "geopandas", "matplotlib", "numpy", "pandas", "plotly"),
    *("pyarrow", "scipy", "streamlit"),
}


def test_the_command_line_loads_no_heavy_library() -> None:
    script = "import sys, imbang.cli.main; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert "imbang.cli.main" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.parametrize(("question", "begun"), [("coverage", 1), ("needs", 0)])
def test_a_question_loads_what_its_step_needs_while_it_is_asked(
    question: str, begun: int, sample_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin, at = asking.ask_table, []
    monkeypatch.setattr(steps, "load_beside", lambda: at.append("loading"))

    def ask(*given: Any, **named: Any) -> Any:
        at.append("asking")
        return begin(*given, **named)

    monkeypatch.setattr(asking, "ask_table", ask)
    where = ("--param=region=63", "--param=level=regency", "--param=as_of=2024-12")
    done = CliRunner().invoke(
        app, ["query", question, *where, f"--store={sample_store}"]
    )
    assert done.exit_code == 0, done.output
    assert at[: begun + 1] == [*["loading"] * begun, "asking"]


def test_what_is_loaded_beside_is_what_steps_need() -> None:
    script = (
        "import sys, threading; from imbang.questions import steps; steps.load_beside();"
        "[one.join() for one in threading.enumerate() if one is not threading.main_thread()];"
        "there = {*sys.modules}; from imbang.analysis.verdicts import limits, Chance;"
        "import numpy as np; limits(Chance(*(np.array([9.0]), np.array([np.nan])), np.ones(1)));"
        "print(*{one.partition('.')[0] for one in {*sys.modules} - there})"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert HEAVY.isdisjoint(done.stdout.split()), done.stdout


@pytest.mark.parametrize("question", ["coverage", "needs"])
def test_a_question_in_a_process_of_its_own_is_answered_whole_and_says_no_more(
    question: str, sample_store: Path
) -> None:
    where = ("--param=region=63", "--param=level=village", "--param=as_of=2024-12")
    given = ["query", question, *where, f"--store={sample_store}", "--format=csv"]
    command = [sys.executable, "-m", "imbang", *given]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    here = CliRunner().invoke(app, given)
    assert here.exit_code == 0
    assert len(done.stdout.splitlines()) > 2000
    assert (done.stdout, done.stderr) == (here.stdout, here.stderr)
