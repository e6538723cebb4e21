"""A store that is damaged, or changed behind Imbang's back, is told of, whatever it is.

One small store holds every kind of file. Each case damages one file (or exchanges two),
looks, and puts back what was there.
"""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from imbang.disk import durable
from imbang.publishing import parts
from imbang.publishing.inspect import inspect
from imbang.publishing.publish import publish
from imbang.refusals import Refusal
from imbang.settings import settings
from imbang.store import log_chain, seal
from imbang.store.damage import Broken
from imbang.store.deliveries import Store
from imbang.store.workspace import SETTING, Workspace
from tests.conftest import draft
from tests.faults.small_store import kept, rewrite, told

PER_FILE = {
    "deliveries": 16,
    "snapshots": 14,
    "geometry": 4,
    "boundaries": 8,
    "parts": 8,
}
PER_OTHER = 22


def files_of(store: Store) -> list[str]:
    """Every file but the locks, which are empty and never read."""
    return [name for name in seal.listed(store.folder) if not name.endswith(".lock")]


def kind(name: str) -> str:
    folder, _slash, rest = name.partition("/")
    return f"{folder}/*{Path(rest).suffix}" if rest else name


def flip(content: bytes, at: random.Random) -> bytes:
    changed = bytearray(content)
    changed[at.randrange(len(changed))] ^= 1 << at.randrange(8)
    return bytes(changed)


def truncate(content: bytes, at: random.Random) -> bytes:
    return content[: at.randrange(len(content))]


@pytest.fixture
def _hashed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was not written since is not hashed again, hundreds of times."""
    hashes: dict[tuple[Path, int, int, int], str] = {}
    by_content = durable.sha256

    def sha256(path: Path) -> str:
        found = path.stat()
        written = (path, found.st_ino, found.st_size, found.st_mtime_ns)
        if written not in hashes:
            hashes[written] = by_content(path)
        return hashes[written]

    monkeypatch.setattr(durable, "sha256", sha256)


def noticed(store: Store, *names: str) -> None:
    """One of the files is named, and nothing but what hangs on them is."""
    found = inspect(store)
    assert found.problems, names
    assert set(names) & found.problems.keys(), (names, found.problems)


@pytest.mark.usefixtures("_hashed_once")
def test_every_flip_deletion_truncation_and_swap_is_noticed(
    copy: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hundreds of seeded faults over every file; not one changes a store unseen."""
    made, at = copy, random.Random(20)
    # a second province, apart from the first: each leaves what it carries up
    monkeypatch.setattr(parts, "SMALL", 1)
    rows = [{"region_code": "62.71", "ppks_kind": "poor", "sex": None, "count": 3}]
    sent = [draft("ppks", "62.71", "2024-12", rows)]
    made.record(sent, by="tester", received_on=date(2025, 1, 10))
    publish(made)
    names, tried = files_of(made), 0
    assert inspect(made).problems == {}
    kinds = {kind(name) for name in names}
    assert len(kinds) == 13, kinds
    for name in names:
        path = made.folder / name
        content = path.read_bytes()
        times = PER_FILE.get(name.partition("/")[0], PER_OTHER)
        faults = [flip] * times + [truncate] * 2
        for fault in faults:
            with kept(path):
                path.write_bytes(fault(content, at))
                noticed(made, name)
        with kept(path):
            path.unlink()
            if name.startswith("parts/"):  # is made again where it is needed
                assert inspect(made).problems == {}
            else:
                noticed(made, name)
        tried += len(faults) + 1
        alike = [n for n in names if kind(n) == kind(name) and n > name]
        for other in alike[:3]:
            swapped = made.folder / other
            with kept(path, swapped):
                path.write_bytes(swapped.read_bytes())
                swapped.write_bytes(content)
                noticed(made, name, other)
            tried += 1
    assert tried >= 400, tried
    assert inspect(made).problems == {}


@pytest.mark.parametrize(
    ("gone", "named"),
    [
        (["deliveries/000003"], "deliveries/000003/manifest.json"),
        (["deliveries/000002"], "deliveries/000002/manifest.json"),
        (["snapshots/000002.json", "snapshots/000002.duckdb"], "snapshots/000002.json"),
        (["snapshots/000001.json", "snapshots/000001.duckdb"], "snapshots/000001.json"),
        (["boundaries"], "boundaries/index.json"),
        (["geometry"], "geometry/"),
        (["seal.json", "seal.next.json"], "seal.next.json"),
    ],
)
def test_the_last_of_a_chain_and_whole_folders_are_missed(
    copy: Store, gone: list[str], named: str
) -> None:
    for name in gone:
        durable.remove(copy.folder / name)
    assert named in told(copy)
    if not named.startswith(("snapshots", "geometry")):  # these are made anew
        with pytest.raises(Refusal):
            publish(copy)


def test_deliveries_that_change_places_are_noticed(copy: Store) -> None:
    one, two = (copy.deliveries_folder / id for id in ("000001", "000002"))
    one.rename(copy.folder / "aside")
    two.rename(one)
    (copy.folder / "aside").rename(two)
    assert "deliveries/000001/manifest.json" in told(copy)


def test_the_last_manifest_is_vouched_for(copy: Store) -> None:
    path = copy.deliveries_folder / "000003" / "manifest.json"
    manifest = durable.read_json(path)
    manifest["withdraws"] = []
    durable.write_json(path, manifest)
    assert "deliveries/000003/manifest.json" in told(copy)
    with pytest.raises(Broken):
        copy.counted()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("update entries set value = '\"999\"' where key = 'norm'", "norm"),
        ("delete from entries where topic = 'scenario'", "Dua"),
        ("insert into entries values ('setting', 'x', '1', 'Eve', '2025')", "x"),
        ("update log set changed_by = 'Eve' where id = 2", "3"),
        ("delete from log where id = 2", "3"),
        ("delete from log where id = (select max(id) from log)", "Dua"),
        ("update log set changed_by = 'Eve' where id = (select max(id) from log)", ""),
    ],
)
def test_what_is_set_is_what_its_log_says(
    copy: Store, statement: str, said: str
) -> None:
    """Behind the log, in it, and at its end; nothing is recorded over it."""
    rewrite(copy, statement)
    assert "workspace.db" in inspect(copy).problems
    assert said in told(copy)
    workspace = Workspace(copy.folder)
    before = workspace.path.read_bytes()
    with pytest.raises(Broken):
        workspace.put(SETTING, "city", "Kandangan", by="Ani")
    with pytest.raises(Broken):
        publish(copy)
    assert workspace.path.read_bytes() == before


def test_a_log_written_anew_as_a_sound_chain_is_not_the_one_sealed(copy: Store) -> None:
    rewrite(copy, "update log set changed_by = 'Eve'", "drop table entries")
    with closing(sqlite3.connect(copy.folder / "workspace.db")) as database, database:
        rows = database.execute("select * from log order by id").fetchall()
        database.execute("delete from log")
        previous = ""
        for row in rows:
            chained = (*row[:-1], previous)
            database.execute("insert into log values (?,?,?,?,?,?,?,?)", chained)
            previous = log_chain.entry_hash(chained)
        log_chain.prepare(database)
        log_chain.replay(database)
    assert log_chain.faults(copy.folder / "workspace.db") == []
    assert "workspace.db" in inspect(copy).problems


def test_nothing_is_there_that_should_not_be(copy: Store) -> None:
    names = [
        "notes.txt",
        "deliveries/000001/more.parquet",
        "deliveries/000009/manifest.json",
        "snapshots/000009.json",
        "geometry/x.json.gz",
        f"boundaries/{'0' * 64}.json",
    ]
    for name in names:
        (copy.folder / name).parent.mkdir(exist_ok=True)
        (copy.folder / name).write_text("{}")
    assert inspect(copy).foreign == set(names)
    with pytest.raises(Broken):
        copy.counted()


def test_an_older_seal_put_back_is_noticed(copy: Store) -> None:
    older = (copy.folder / "seal.json").read_bytes()
    for city in ("Kandangan", "Barabai"):
        settings.change(Workspace(copy.folder), "city", city, by="Ani")
    assert told(copy) == ""
    for name in ("seal.json", "seal.next.json"):
        with kept(copy.folder / name):
            (copy.folder / name).write_bytes(older)
            assert name in told(copy)
    (copy.folder / "seal.json").write_bytes(older)
    (copy.folder / "seal.next.json").write_bytes(older)
    assert "workspace.db" in told(copy)


def test_one_seal_mends_the_other(copy: Store) -> None:
    for name in ("seal.json", "seal.next.json"):
        (copy.folder / name).unlink()
        assert list(inspect(copy).problems) == [name]
        settings.change(Workspace(copy.folder), "city", name, by="Ani")
        assert told(copy) == ""
