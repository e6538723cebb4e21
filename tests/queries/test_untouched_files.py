"""Files of rows are what was recorded, or nothing is published: those in folders that look
as they did need not be hashed again for that."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from imbang.disk import durable
from imbang.publishing import parts, untouched
from imbang.publishing.publish import publish
from imbang.refusals import Refusal
from imbang.store.deliveries import Store

from ..together import without_maps
from .conftest import send_needs


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two provinces, a part each, that is published."""
    made = Store(tmp_path_factory.mktemp("published") / "store")
    for province in ("63", "65"):
        send_needs(made, province, 5)
    with pytest.MonkeyPatch.context() as patch, without_maps():
        patch.setattr(parts, "SMALL", 1)
        publish(made)
    return made.folder


@pytest.fixture
def store(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Store]:
    """A copy of it, which the last publish has seen."""
    monkeypatch.setattr(parts, "SMALL", 1)
    monkeypatch.setattr(untouched, "SETTLED", 0)
    made = Store(Path(shutil.copytree(published, tmp_path / "store")))
    with without_maps():
        publish(made)
        yield made


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files of rows that are hashed, in their order."""
    found: list[Path] = []
    sha256 = durable.sha256

    def counted(path: Path) -> str:
        if path.suffix == ".parquet":
            found.append(path)
        return sha256(path)

    monkeypatch.setattr(durable, "sha256", counted)
    return found


def files(store: Store) -> list[Path]:
    return sorted(store.deliveries_folder.glob("*/*.parquet"))


def test_files_in_folders_that_look_as_they_did_are_not_hashed_again(
    store: Store, hashed: list[Path]
) -> None:
    publish(store)
    assert hashed == []


def test_files_that_new_figures_are_made_of_are_hashed_in_any_case(
    store: Store, hashed: list[Path]
) -> None:
    send_needs(store, "63", 6, "2024-12")
    hashed.clear()
    publish(store)
    of_63, _of_65, new = files(store)
    assert sorted(hashed) == [of_63, new]


def test_a_folder_that_was_changed_a_moment_ago_is_not_known_by_its_look(
    store: Store, hashed: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(untouched, "SETTLED", 3600)
    for _time in range(2):
        hashed.clear()
        made = publish(store)
        assert made.manifest["looks"] == {}
    assert sorted(hashed) == files(store)


def overwritten(path: Path) -> None:
    """Other bytes of the same number, under the same time."""
    was = path.stat()
    content = path.read_bytes()
    with path.open("rb+") as file:
        file.write(content[:-1] + bytes([content[-1] ^ 1]))
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))


def put_in_its_place(path: Path) -> None:
    """Another file of the same size and time."""
    was, content = path.stat(), path.read_bytes()
    other = path.with_name("other")
    other.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    os.utime(other, ns=(was.st_atime_ns, was.st_mtime_ns))
    other.replace(path)


@pytest.mark.parametrize("damage", (overwritten, put_in_its_place, Path.unlink))
@pytest.mark.parametrize("number", (0, 1))
def test_each_change_of_a_file_is_noticed(
    store: Store, damage: Callable[[Path], None], number: int
) -> None:
    """Whether figures are made of it anew or kept."""
    before = durable.numbered(store.snapshots_folder)
    send_needs(store, "63", 6, "2024-12")
    damage(files(store)[number])
    with pytest.raises(Refusal, match=r"00000[12]-1"):
        publish(store)
    assert durable.numbered(store.snapshots_folder) == before


def test_what_counts_again_is_hashed(store: Store, hashed: list[Path]) -> None:
    """Whatever its folder looks like: while it did not count nobody looked at it."""
    send_needs(store, "63", 6)
    publish(store)
    [replacing] = [one for one in store.counted() if one.id == "000003-1"]
    overwritten(files(store)[0])
    publish(store)
    store.withdraw([replacing], by="tester")
    with pytest.raises(Refusal, match="000001-1"):
        publish(store)
