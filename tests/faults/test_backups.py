"""A backup is the store of one moment, whole; what is no backup restores nothing."""

from __future__ import annotations

import gzip
import io
import random
import shutil
import signal
import subprocess
import sys
import tarfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from imbang.backups import packing
from imbang.backups.packing import back_up
from imbang.backups.restoring import restore
from imbang.cli.main import app
from imbang.publishing.inspect import inspect
from imbang.publishing.verify import verify
from imbang.questions.asking import ask_table
from imbang.refusals import Refusal
from imbang.store import identity, seal
from imbang.store.deliveries import Store
from imbang.store.workspace import FINDING, Workspace
from tests.faults.small_store import NOTE, copied, record

KILLED = Path(__file__).with_name("killed.py")
UPGRADED = Path(__file__).parents[1] / "stores" / "0.1.0.tar.xz"


@pytest.fixture(scope="module")
def packed(made: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the small store."""
    file = tmp_path_factory.mktemp("backup") / "store.tar.gz"
    back_up(made, file)
    return file


def content(store: Store) -> dict[str, bytes]:
    """Every file of a store but the locks."""
    names = {*seal.listed(store.folder)} - {".lock", seal.LOCK}
    return {name: (store.folder / name).read_bytes() for name in names}


def beside(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def figures(store: Store) -> object:
    asked = {"region": "63.71", "level": "village", "as_of": "2024-12"}
    return ask_table(store.folder, "coverage", **asked).to_pylist()


def test_a_drill_while_somebody_imports_and_notes(
    copy: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, asked = content(copy), figures(copy)
    changes = [
        lambda: record(copy, "2025-01", 11),
        lambda: Workspace(copy.folder).put(FINDING, "b2", NOTE, by="Citra"),
        lambda: copy.withdraw(copy.counted()[:1], by="tester"),
    ]
    pack = packing._add_file

    def packing_slowly(*given: Path) -> str:
        if changes:  # others do not wait for it: nothing is locked by now
            changes.pop(0)()
        return pack(*given)

    monkeypatch.setattr(packing, "_add_file", packing_slowly)
    back_up(copy, tmp_path / "backup")
    assert not changes
    done = restore(tmp_path / "backup", tmp_path / "elsewhere" / "store")
    restored = Store(tmp_path / "elsewhere" / "store")
    assert content(restored) == before != content(copy)
    assert done.files == len(before)
    assert verify(restored, lambda _text, _share: None) == []
    assert figures(restored) == asked


def test_backups_while_imports_come_one_after_another(
    copy: Store, tmp_path: Path
) -> None:
    over = threading.Event()

    def import_on() -> None:
        for count in range(1, 100):
            record(copy, "2025-01", count)
            Workspace(copy.folder).put(FINDING, f"c{count}", NOTE, by="Citra")
            if over.is_set():
                return

    other = threading.Thread(target=import_on)
    other.start()
    try:
        sizes = []
        for number in range(2):
            back_up(copy, tmp_path / f"{number}")
            restore(tmp_path / f"{number}", tmp_path / f"store{number}")
            restored = Store(tmp_path / f"store{number}")
            assert inspect(restored).problems == {}
            sizes.append(len(restored.deliveries()))
    finally:
        over.set()
        other.join()
    assert sizes == sorted(sizes)
    assert len(copy.deliveries()) > 4


def test_a_backup_is_for_its_owner_and_checked_without_imbang(
    packed: Path, tmp_path: Path
) -> None:
    assert packed.stat().st_mode & 0o777 == 0o600
    with tarfile.open(packed) as archive:
        archive.extractall(tmp_path, filter="data")
    told = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"],
        cwd=tmp_path,
        capture_output=True,
    )
    assert (told.returncode, told.stdout) == (0, b"")


def test_the_key_is_never_in_it(
    copy: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = copy.folder / "key"
    identity.save_key(identity.new_key(), key)
    monkeypatch.setenv("IMBANG_KEY_FILE", str(key))
    done = back_up(copy, tmp_path / "backup")
    plain = gzip.decompress((tmp_path / "backup").read_bytes())
    assert done.foreign == ("key",)
    assert key.read_bytes().strip() not in plain


def test_what_is_left_of_killed_work_and_what_is_foreign_stay_out(
    copy: Store, tmp_path: Path
) -> None:
    expected = content(copy)
    (copy.folder / "notes.txt").write_text("x")
    (copy.folder / "snapshots" / ".draft").mkdir()
    (copy.folder / "snapshots" / ".draft" / "snapshot.duckdb").write_text("x")
    (copy.folder / "snapshots" / "000009.duckdb").write_text("x")
    assert back_up(copy, tmp_path / "backup").foreign == ("notes.txt",)
    restore(tmp_path / "backup", tmp_path / "store")
    assert content(Store(tmp_path / "store")) == expected


def test_a_damaged_store_is_told_and_not_backed_up(copy: Store, tmp_path: Path) -> None:
    file = next(copy.folder.glob("deliveries/000001/*.parquet"))
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(Refusal, match=file.name):
        back_up(copy, tmp_path / "backup")
    assert beside(tmp_path) == {"copy"}


def test_a_store_of_before_the_seal_is_backed_up_before_it_is_upgraded(
    tmp_path: Path,
) -> None:
    with tarfile.open(UPGRADED) as archive:
        archive.extractall(tmp_path, filter="data")
    old = Store(tmp_path / "store")
    back_up(old, tmp_path / "backup")
    done = restore(tmp_path / "backup", tmp_path / "again")
    assert content(Store(tmp_path / "again")) == content(old)
    assert done.is_key_missing  # of 0.1.0, and not this test's


def test_a_backup_that_was_cut_off_restores_nothing(
    packed: Path, tmp_path: Path
) -> None:
    whole = packed.read_bytes()
    for cut in (0, 1, 9, 10, len(whole) // 2, len(whole) - 9, len(whole) - 1):
        (tmp_path / "backup").write_bytes(whole[:cut])
        with pytest.raises(Refusal, match="cadangan Imbang yang utuh"):
            restore(tmp_path / "backup", tmp_path / "store")
        assert beside(tmp_path) == {"backup"}


def test_a_flipped_bit_is_noticed_or_changes_nothing(
    made: Store, packed: Path, tmp_path: Path
) -> None:
    """A few bits, as those that fill up a byte, say nothing."""
    whole, chance = packed.read_bytes(), random.Random(17)
    noticed = 0
    for _try in range(12):
        place, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        changed = whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :]
        (tmp_path / "backup").write_bytes(changed)
        try:
            restore(tmp_path / "backup", tmp_path / "store")
        except Refusal:
            noticed += 1
            assert beside(tmp_path) == {"backup"}
        else:
            assert content(Store(tmp_path / "store")) == content(made)
            shutil.rmtree(tmp_path / "store")
    assert noticed >= 10


Hostile = Callable[[tarfile.TarFile], None]


def plain(name: str, text: bytes = b"x") -> Hostile:
    def add(archive: tarfile.TarFile) -> None:
        member = tarfile.TarInfo(name)
        member.size = len(text)
        archive.addfile(member, io.BytesIO(text))

    return add


def special(name: str, kind: bytes, target: str = "") -> Hostile:
    def add(archive: tarfile.TarFile) -> None:
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, target
        archive.addfile(member)

    return add


X = seal.sha256(b"x")
HOSTILE: dict[str, list[Hostile]] = {
    "nothing": [],
    "no list": [plain("store/a")],
    "an empty list": [plain("SHA256SUMS", b"")],
    "not in the list": [plain("store/a"), plain("SHA256SUMS", b"")],
    "not what the list says": [
        plain("store/a", b"y"),
        plain("SHA256SUMS", f"{X}  store/a\n".encode()),
    ],
    "missing": [
        plain("store/a"),
        plain("SHA256SUMS", f"{X}  store/a\n{X}  store/b\n".encode()),
    ],
    "twice": [
        plain("store/a"),
        plain("store/a"),
        plain("SHA256SUMS", f"{X}  store/a\n".encode()),
    ],
    "after the list": [
        plain("store/a"),
        plain("SHA256SUMS", f"{X}  store/a\n".encode()),
        plain("store/b"),
    ],
    "above": [
        plain("store/../../outside"),
        plain("SHA256SUMS", f"{X}  store/../../outside\n".encode()),
    ],
    "beside": [
        plain("outside"),
        plain("SHA256SUMS", f"{X}  store/outside\n".encode()),
    ],
    "a link": [
        special("store/link", tarfile.SYMTYPE, ".."),
        plain("store/link/outside"),
    ],
    "a hard link": [special("store/link", tarfile.LNKTYPE, "/etc/passwd")],
    "a pipe": [special("store/pipe", tarfile.FIFOTYPE)],
    "a device": [special("store/device", tarfile.CHRTYPE)],
    "no store": [
        plain("store/a"),
        plain("SHA256SUMS", f"{X}  store/a\n".encode()),
    ],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_made_up_backup_writes_nothing(name: str, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    with tarfile.open(tmp_path / "backup", "w:gz") as archive:
        for add in HOSTILE[name]:
            add(archive)
    with pytest.raises(Refusal):
        restore(tmp_path / "backup", tmp_path / "deep" / "store")
    assert beside(tmp_path) == {"backup", "deep"}
    assert beside(tmp_path / "deep") == set()


def test_what_is_there_is_left_unless_asked_and_then_moved_aside(
    packed: Path, made: Store, copy: Store
) -> None:
    record(copy, "2025-01", 11)
    before = content(copy)
    with pytest.raises(Refusal, match="--replace"):
        restore(packed, copy.folder)
    assert content(copy) == before
    with copy.writing(), pytest.raises(Refusal, match="mengimpor"):
        restore(packed, copy.folder, replace=True)
    assert content(copy) == before
    done = restore(packed, copy.folder, replace=True)
    assert done.replaced is not None
    assert content(Store(done.replaced)) == before
    assert content(copy) == content(made)
    assert beside(copy.folder.parent) == {"copy", done.replaced.name}


def test_a_backup_takes_no_place_that_is_taken(copy: Store, tmp_path: Path) -> None:
    (tmp_path / "backup").write_text("mine")
    with pytest.raises(Refusal, match="sudah ada"):
        back_up(copy, tmp_path / "backup")
    assert (tmp_path / "backup").read_text() == "mine"
    with pytest.raises(Refusal, match="di luarnya"):
        back_up(copy, copy.folder / "backup")
    with pytest.raises(Refusal, match="none"):
        back_up(Store(tmp_path / "none"), tmp_path / "other")
    assert beside(tmp_path) == {"copy", "backup"}


def killed(step: int, *command: str) -> int:
    """The steps of a command that is killed before one of them (0: before none)."""
    words = [sys.executable, str(KILLED), str(step), *command]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120)
    assert done.returncode == (-signal.SIGKILL if step else 0), done.stderr
    return 0 if step else int(done.stderr.rpartition("steps: ")[2])


def test_a_kill_leaves_nothing_half(made: Store, packed: Path, tmp_path: Path) -> None:
    place = copied(made, tmp_path / "store")
    before = content(place)
    killed(2, "backup", str(tmp_path / "b"), f"--store={place.folder}")
    assert not (tmp_path / "b").exists()
    assert len(beside(tmp_path)) == 2  # all but its name was there
    back_up(place, tmp_path / "b")
    assert beside(tmp_path) == {"store", "b"}
    again = ("restore", str(packed), f"--store={place.folder}", "--replace")
    steps = killed(0, *again)  # the last three: aside, in its place, synced
    shutil.rmtree(next(tmp_path.glob("store.replaced-*")))
    killed(steps - 2, *again)
    assert content(place) == before
    killed(steps - 1, *again)
    aside = next(tmp_path.glob("store.replaced-*"))
    assert content(Store(aside)) == before
    assert not place.folder.exists()
    restore(packed, place.folder)
    assert content(place) == before
    assert beside(tmp_path) == {"store", "b", aside.name}


def test_the_commands_say_what_to_keep_beside_it(
    copy: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMBANG_KEY_FILE", str(tmp_path / "nokey"))
    run = CliRunner().invoke
    made = run(app, ["backup", str(tmp_path / "b"), f"--store={copy.folder}"])
    assert made.exit_code == 0
    assert "Kunci identitas tidak ikut" in made.stderr
    done = run(app, ["restore", str(tmp_path / "b"), f"--store={tmp_path / 's'}"])
    assert done.exit_code == 0
    assert "imbang key import" in done.stderr  # the store knows another key
    assert content(Store(tmp_path / "s")) == content(copy)
