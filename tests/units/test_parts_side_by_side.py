"""What goes wrong in a process that makes parts is told by whoever began it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from imbang.publishing import parts, worker
from imbang.publishing.figures.material import Material
from imbang.publishing.figures.scopes import part


def job(folder: Path, memory: str) -> parts.Job:
    material = Material(sent=(), settings={}, warned=(), last_month=0)
    return parts.Job(
        part(["63"]), material, folder / "none", folder, "63", memory=memory
    )


def made(folder: Path, memory: str) -> None:
    list(worker.each("make", [job(folder, memory)], 1))


def test_what_the_database_gives_up_on_is_raised_here(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(duckdb.ParserException):
        made(tmp_path, "none at all")
    assert capfd.readouterr().err == ""  # nobody is shown a traceback


def test_a_traceback_is_shown_to_who_asks(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("IMBANG_TRACEBACK", "1")
    with pytest.raises(duckdb.ParserException):
        made(tmp_path, "none at all")
    assert "Traceback" in capfd.readouterr().err
