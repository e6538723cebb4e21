"""A broken store is met in words, taken over, mended; a kill never makes one."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from imbang.cli.main import app
from imbang.disk import durable
from imbang.intake.outlines.loading import load_boundaries
from imbang.publishing import verify
from imbang.publishing.inspect import inspect
from imbang.publishing.publish import publish
from imbang.questions.asking import ask
from imbang.settings import settings
from imbang.store import seal
from imbang.store.damage import Broken, Unprovable
from imbang.store.deliveries import Store
from imbang.store.snapshots import current_snapshot, roll_back
from imbang.store.workspace import SETTING, Workspace
from tests.faults.small_store import copied, kept, map_file, record, rewrite, told


def before_each_step(
    store: Store,
    folder: Path,
    action: Callable[[], object],
    monkeypatch: pytest.MonkeyPatch,
) -> list[Store]:
    """What a kill at each step on the disk would leave behind, and what there is after."""
    left: list[Store] = []

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def step(*values: object, **options: object) -> object:
            if store.folder.is_dir():
                to = folder / f"step-{len(left)}"
                left.append(copied(store, to))
            return real(*values, **options)

        return step

    with monkeypatch.context() as patched:
        for name in ("fsync", "rename", "replace", "link"):
            patched.setattr(os, name, counted(getattr(os, name)))
        action()
    return [*left, store]


@pytest.mark.parametrize("what", ["setting", "record", "withdraw", "roll back", "load"])
def test_a_kill_at_any_moment_leaves_nothing_broken(
    made: Store, tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = copied(made, tmp_path / "store")
    workspace = Workspace(store.folder)
    map = map_file(tmp_path)
    actions: dict[str, Callable[[], object]] = {
        "setting": lambda: settings.change(workspace, "city", "Barabai", by="Ani"),
        "record": lambda: record(store, "2025-03", 11),
        "withdraw": lambda: store.withdraw(store.counted(), by="tester"),
        "roll back": lambda: roll_back(store, "1"),
        "load": lambda: load_boundaries(store.folder, map, "kode"),
    }
    left = before_each_step(store, tmp_path, actions[what], monkeypatch)
    assert len(left) > 6
    for one in left:
        assert told(one) == "", one.folder
        one.counted()
        settings.change(Workspace(one.folder), "head_name", "Ibu Contoh", by="Ani")
        assert told(one) == "", one.folder
        pair = [one.folder / name for name in ("seal.json", "seal.next.json")]
        assert pair[0].read_bytes() == pair[1].read_bytes()


@pytest.mark.parametrize("what", ["setting", "record"])
def test_a_kill_of_what_begins_a_store_leaves_nothing_broken(
    tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "store")
    actions: dict[str, Callable[[], object]] = {
        "setting": lambda: settings.change(
            Workspace(store.folder), "city", "Barabai", by="Ani"
        ),
        "record": lambda: record(store, "2025-03", 11),
    }
    for one in before_each_step(store, tmp_path, actions[what], monkeypatch):
        if seal.is_begun(one.folder):
            assert told(one) == "", one.folder
        record(one, "2025-04", 3)
        settings.change(Workspace(one.folder), "city", "Amuntai", by="Ani")
        assert told(one) == "", one.folder


def as_before_the_seal(store: Store) -> None:
    """Make of a store what the version before the seal would have written."""
    for name in ("seal.json", "seal.next.json", ".seal.lock"):
        (store.folder / name).unlink()
    previous = None
    for path in sorted(store.deliveries_folder.glob("*/manifest.json")):
        manifest = durable.read_json(path)
        del manifest["seal"]
        durable.write_json(path, manifest | {"previous": previous})
        previous = durable.sha256(path)
    for path in store.snapshots_folder.glob("*.json"):
        manifest = durable.read_json(path)
        del manifest["seal"], manifest["layers"]
        durable.write_json(path, manifest)
    rewrite(
        store,
        "create table old (id integer primary key autoincrement, changed_at text not "
        "null, changed_by text not null, topic text not null, key text not null, before "
        "text, after text) strict",
        "insert into old select id, changed_at, changed_by, topic, key, before, after from log",
        "drop table log",
        "alter table old rename to log",
        "create trigger log_is_kept before delete on log "
        "begin select raise(abort, 'the log only grows'); end",
    )


def test_a_store_from_before_the_seal_is_taken_over_when_it_is_published(
    copy: Store,
) -> None:
    as_before_the_seal(copy)
    workspace = Workspace(copy.folder)
    changes, entries = workspace.changes(), workspace.entries(SETTING)
    [unsealed] = inspect(copy).texts
    assert "imbang publish" in unsealed
    # it is read as before, and what its own hashes say is held against it already
    asked = {"region": "63.71", "level": "regency", "as_of": "2024-12"}
    assert len(ask(copy.folder, "coverage", **asked)) == 1
    with kept(copy.deliveries_folder / "000001" / "manifest.json"):
        (copy.deliveries_folder / "000001" / "manifest.json").write_text("{}")
        assert "000002" in told(copy)
    publish(copy)
    assert verify.verify(copy, lambda _text, _share: None) == []
    assert workspace.changes() == changes
    assert workspace.entries(SETTING) == entries
    settings.change(workspace, "city", "Kandangan", by="Ani")
    rewrite(copy, "update log set changed_by = 'Eve' where id = 1")
    assert "workspace.db" in inspect(copy).problems


def test_a_store_from_before_the_seal_is_taken_over_by_any_change(copy: Store) -> None:
    as_before_the_seal(copy)
    record(copy, "2025-03", 3)
    assert told(copy) == ""
    for name in ("seal.json", "seal.next.json"):
        (copy.folder / name).unlink()
    with pytest.raises(Unprovable):
        record(copy, "2025-04", 3)


def run(store: Store, *command: str) -> Result:
    return CliRunner().invoke(app, [*command, "--store", str(store.folder)])


ASKED = (
    "query",
    "coverage",
    "--param",
    "region=63.71",
    "--param",
    "level=regency",
    "--param",
    "as_of=2024-12",
)
COMMANDS = (
    ("verify",),
    ASKED,
    ("query", "findings", "--param", "region=63.71", "--param", "as_of=2024-12"),
    ("snapshots",),
    ("snapshots", "--diff", "1", "2"),
    ("settings", "get"),
    ("settings", "log"),
    ("profile", "show", "63.71"),
    ("settings", "set", "city", "Rantau", "--by", "Ani"),
    ("demo", "--remove"),
)
NONSENSE = (
    b"",
    b'""',
    b"{",
    b"[]",
    b"null",
    b'{"snapshot": 7}',
    b"\xff\xfe",
    b"[" * 9999,
)


@pytest.mark.parametrize(
    ("name", "contents"),
    [
        (
            "current.json",
            (*NONSENSE, b'{"snapshot": "../../etc"}', b'{"snapshot": "000009"}', None),
        ),
        ("identity.json", (*NONSENSE, None)),
        ("workspace.db", (*NONSENSE, b"SQLite format 3\0" + bytes(4000), None)),
        ("boundaries/index.json", (*NONSENSE, b'{"kept": {}}', None)),
        ("deliveries/000003/manifest.json", (*NONSENSE, None)),
        ("snapshots/000002.json", (*NONSENSE, None)),
        ("snapshots/000002.duckdb", (b"", b'""', bytes(5000), None)),
        ("seal.json", (*NONSENSE, None)),
    ],
)
def test_every_command_meets_a_broken_store_in_words(
    made: Store, tmp_path: Path, name: str, contents: tuple[bytes | None, ...]
) -> None:
    """Exit 0 where the file is not needed, else 1 with the file named; no traceback."""
    store = copied(made, tmp_path / "copy")
    path, map = store.folder / name, str(map_file(tmp_path))
    whole = {
        one: one.read_bytes() for one in store.folder.rglob("*.*") if one.is_file()
    }
    for number, content in enumerate(contents):
        path.unlink()
        if content is not None:
            path.write_bytes(content)
        commands = [*COMMANDS] if number == 1 else [("verify",), ASKED, COMMANDS[-2]]
        if number == 1:
            commands.append(("boundaries", "load", map, "--code-field", "kode"))
        for command in commands:
            done = run(store, *command)
            assert isinstance(done.exception, SystemExit | None), (command, content)
            assert done.exit_code in (0, 1), (command, done.output)
            assert done.exit_code == 0 or name in done.output, (command, done.output)
            if command == ("verify",):
                assert done.exit_code == 1 or name == "seal.json", done.output
        for one, before in whole.items():
            if not one.is_file() or one.read_bytes() != before:
                one.write_bytes(before)


def test_a_broken_choice_of_snapshot_is_mended_by_going_back(copy: Store) -> None:
    copy.current_file.write_text('""')
    assert "imbang rollback" in run(copy, *ASKED).stderr
    assert run(copy, "rollback", "2").exit_code == 0
    assert told(copy) == ""
    assert run(copy, *ASKED).exit_code == 0


def test_a_key_that_is_not_known_any_more_is_not_replaced(copy: Store) -> None:
    copy.identity_file.unlink()
    with pytest.raises(Broken):
        record(copy, "2025-05", 3)
    assert not copy.identity_file.exists()


def test_publishing_draws_damaged_maps_again_and_clears_what_kills_left(
    copy: Store,
) -> None:
    current = current_snapshot(copy.folder)
    assert current is not None
    one, two, *_rest = current.manifest["layers"]
    (copy.geometry_folder / one).unlink()
    (copy.geometry_folder / two).write_bytes(b"x")
    lost = copy.folder / ".current.json.4711.0a1b2c3d"
    for path in (lost, copy.snapshots_folder / "000009.duckdb"):
        path.write_bytes(b"x")
    assert inspect(copy).problems.keys() == {f"geometry/{one}", f"geometry/{two}"}
    assert "000009" in verify.unfinished(copy)[0]
    publish(copy)
    assert told(copy) == ""
    assert verify.unfinished(copy) == []
    assert not lost.exists()


def test_no_snapshot_takes_the_number_of_one_that_is_gone(copy: Store) -> None:
    for end in ("json", "duckdb"):
        (copy.snapshots_folder / f"000002.{end}").unlink()
    assert publish(copy).id == "000003"
    assert "snapshots/000002.json" in told(copy)


def test_what_only_a_person_can_accept_is_accepted_on_record(copy: Store) -> None:
    rewrite(copy, "update entries set value = '\"999\"' where key = 'norm'")
    copy.current_file.write_text("{")
    (copy.folder / "notes.txt").write_text("mine")
    assert run(copy, "verify", "--accept").exit_code == 2
    done = run(copy, "verify", "--accept", "--by", "Ani")
    assert done.exit_code == 1
    assert "notes.txt" in done.output and "current.json" in done.output
    assert Workspace(copy.folder).get(SETTING, "norm") == "150"
    (copy.folder / "notes.txt").unlink()
    assert run(copy, "rollback", "2").exit_code == 0
    assert told(copy) == ""
    [said] = verify.acceptances(copy)
    assert (
        "Ani" in said and "current.json, workspace.db" in said and "notes" not in said
    )


def test_a_folder_without_a_store_is_not_called_sound(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        done = run(Store(folder), "verify")
        assert done.exit_code == 1
        assert str(folder) in done.stderr
    assert list(tmp_path.iterdir()) == []
