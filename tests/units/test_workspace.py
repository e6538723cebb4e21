"""What people set and note: kept, logged, all or nothing."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from imbang.store.workspace import FINDING, SETTING, Workspace


def test_reading_makes_no_file(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert workspace.entries(SETTING) == {}
    assert workspace.changes() == []
    assert workspace.version() == 0
    assert not workspace.path.exists()


def test_a_change_is_kept_and_logged_with_who_and_what_was_before(
    tmp_path: Path,
) -> None:
    workspace = Workspace(tmp_path)
    workspace.put(SETTING, "norm", 150, by="Ani")
    workspace.put(SETTING, "norm", 160, by="Budi")
    workspace.put(SETTING, "norm", 160, by="Cici")
    workspace.put(FINDING, "a1", {"state": "explained"}, by="Ani")
    assert workspace.get(SETTING, "norm") == 160
    assert workspace.entries(SETTING)["norm"].changed_by == "Budi"
    told = [(c.changed_by, c.key, c.before, c.after) for c in workspace.changes()]
    assert told == [
        ("Ani", "a1", None, {"state": "explained"}),
        ("Budi", "norm", 150, 160),
        ("Ani", "norm", None, 150),
    ]
    assert workspace.version() == 3


def test_an_entry_taken_back_stays_in_the_log(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.put(SETTING, "norm", 150, by="Ani")
    workspace.put(SETTING, "norm", None, by="Budi")
    assert workspace.entries(SETTING) == {}
    assert [c.after for c in workspace.changes(SETTING)] == [None, 150]


def test_the_log_cannot_be_rewritten(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.put(SETTING, "norm", 150, by="Ani")
    with sqlite3.connect(workspace.path) as database:
        for statement in ("delete from log", "update log set changed_by = 'x'"):
            with pytest.raises(sqlite3.IntegrityError, match="only grows"):
                database.execute(statement)
    database.close()


def test_several_entries_are_set_all_or_none(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    with pytest.raises(TypeError):
        workspace.put_all(SETTING, {"norm": 150, "odd": object()}, by="Ani")
    assert workspace.entries(SETTING) == {}


def test_two_at_once_lose_nothing(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: workspace.put(FINDING, str(n), n, by="x"), range(40)))
    assert len(workspace.entries(FINDING)) == 40
    assert workspace.version() == 40
