"""A kill at any moment loses nothing accepted and publishes nothing half-made."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import xlsxwriter
from typer.testing import CliRunner

from imbang.cli.main import app
from imbang.publishing.inspect import inspect
from imbang.publishing.verify import verify
from imbang.questions.asking import ask
from imbang.store.deliveries import Store
from imbang.store.snapshots import current_snapshot

KILLED = Path(__file__).with_name("killed.py")


def workbook(path: Path, *, month: str, counts: dict[str, int]) -> Path:
    """A file of one office: people in need by village, for one month."""
    rows = [
        ("DINAS SOSIAL KOTA BANJARMASIN",),
        ("Kode Wilayah", "Jenis PMKS", "Periode", "Jumlah"),
        *((code, "Fakir miskin", month, count) for code, count in counts.items()),
    ]
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("PPKS")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def imbang(kill_at: int | str, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(KILLED), str(kill_at), *command],
        capture_output=True,
        text=True,
        timeout=120,
    )


def whole(*command: str) -> None:
    """The same command in this process, where nothing is killed."""
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 0, done.output


def steps_of(done: subprocess.CompletedProcess[str]) -> int:
    assert done.returncode == 0, done.stderr
    found = re.search(r"steps: (\d+)", done.stderr)
    assert found
    return int(found[1])


def poor(store: Store) -> int:
    answer = ask(
        store.folder, "needs", region="63.71", level="regency", as_of="2025-01"
    )
    return int(answer.loc[answer["kind"] == "poor", "count"].iloc[0])


def is_well(store: Store) -> bool:
    return verify(store, lambda text, share: None) == []


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with one submission, published, and a second file beside it."""
    folder = tmp_path_factory.mktemp("published")
    first = workbook(folder / "1.xlsx", month="2023-12", counts={"63.71.01.1001": 7})
    workbook(folder / "2.xlsx", month="2024-12", counts={"63.71.01.1001": 9})
    store = Store(folder / "store")
    whole("import", str(first), "--store", str(store.folder))
    whole("publish", "--store", str(store.folder))
    assert poor(store) == 7
    return store


def copy_of(store: Store, to: Path) -> Store:
    """A store works when copied."""
    return Store(Path(shutil.copytree(store.folder, to)))


def before_each_step(store: Store, folder: Path, *command: str) -> list[Store]:
    """What a kill at each step of the command on ``store`` would leave behind."""
    done = imbang(f"{store.folder}={folder}", *command, "--store", str(store.folder))
    return [Store(folder / str(step)) for step in range(1, steps_of(done) + 1)]


def test_import_killed_at_every_step(published: Store, tmp_path: Path) -> None:
    second = str(published.folder.parent / "2.xlsx")
    ended = copy_of(published, tmp_path / "whole")
    left_behind = before_each_step(ended, tmp_path, "import", second)
    assert len(left_behind) >= 4
    for store in left_behind:
        assert len(store.deliveries()) in (1, 2)
        assert poor(store) == 7
        assert inspect(store).problems == {}
        if len(store.deliveries()) == 1:
            whole("import", second, "--store", str(store.folder))
        assert [one.period.last for one in store.counted()] == [24287, 24299]
        assert not list(store.deliveries_folder.glob(".draft*"))
    assert is_well(store)


def test_publish_killed_at_every_step(published: Store, tmp_path: Path) -> None:
    second = str(published.folder.parent / "2.xlsx")
    ended = copy_of(published, tmp_path / "whole")
    whole("import", second, "--store", str(ended.folder))
    left_behind = before_each_step(ended, tmp_path, "publish")
    assert poor(ended) == 9
    assert len(left_behind) >= 10

    for store in left_behind:
        current = current_snapshot(store.folder)
        assert current is not None
        assert poor(store) == {"000001": 7, "000002": 9}[current.id]
        assert inspect(store).problems == {}
    whole("publish", "--store", str(store.folder))
    assert poor(store) == 9
    assert is_well(store)


def test_publish_killed_at_a_random_moment(published: Store, tmp_path: Path) -> None:
    second = str(published.folder.parent / "2.xlsx")
    store = copy_of(published, tmp_path / "store")
    whole("import", second, "--store", str(store.folder))
    moments = random.Random(63)
    for _attempt in range(4):
        process = subprocess.Popen(
            [sys.executable, str(KILLED), "0", "publish", "--store", str(store.folder)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(moments.uniform(0.2, 2.5))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert poor(store) in (7, 9)
    whole("publish", "--store", str(store.folder))
    assert poor(store) == 9
    assert is_well(store)
    left = {path.suffix for path in store.snapshots_folder.iterdir()}
    assert left == {".duckdb", ".json"}


def test_first_key_killed_while_it_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key is whole or not there: half a key would lose every identity."""
    from imbang.store import identity

    path = tmp_path / "key"
    monkeypatch.setenv("IMBANG_KEY_FILE", str(path))
    for step in range(1, 6):
        script = (
            "import sys; sys.path.insert(0, sys.argv[1]); import killed, os\n"
            "for name in killed.STEPS:\n"
            "    fatal = int(sys.argv[2])\n"
            "    setattr(os, name, killed.counting(getattr(os, name), fatal))\n"
            "from imbang.store import identity\n"
            "identity.key_for(None)\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, str(KILLED.parent), str(step)],
            capture_output=True,
            text=True,
        )
        key = identity.load_key()
        assert done.returncode in (0, -signal.SIGKILL), done.stderr
        if key is not None:
            assert path.stat().st_mode & 0o777 == 0o600
            assert len(key.secret) == 32
    assert identity.load_key() is not None
