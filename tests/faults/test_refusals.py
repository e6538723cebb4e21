"""What is refused changes nothing, and what was damaged is noticed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
import xlsxwriter
from typer.testing import CliRunner, Result

from imbang import paths
from imbang.cli.main import app
from imbang.disk import durable
from imbang.publishing.publish import publish
from imbang.questions.asking import ask
from imbang.refusals import Refusal
from imbang.store import identity
from imbang.store.deliveries import Store
from imbang.store.snapshots import current_snapshot

NIK = "6371014203909001"


def run(*command: str) -> Result:
    return CliRunner().invoke(app, command)


def register(path: Path, *, nik: str = NIK, village: str = "63.71.01.1001") -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Pilar")
        sheet.write(0, 0, "DINAS SOSIAL KOTA BANJARMASIN")
        sheet.write(1, 0, "Keadaan: Desember 2024")
        sheet.write_row(2, 0, ("NIK", "Nama", "Jenis Pilar", "Kode Wilayah"))
        sheet.write_row(3, 0, (nik, "Siti Contoh", "PSM", village))
    return path


def content(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): durable.sha256(path) for path in files}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store with one register, its key, published; to be copied."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IMBANG_KEY_FILE", str(folder / "key"))
        patch.setenv("IMBANG_STORE", str(folder / "store"))
        assert run("import", str(register(folder / "register.xlsx"))).exit_code == 0
        assert run("publish").exit_code == 0
    return folder


@pytest.fixture
def store(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A copy of that store and its key, to be changed as one likes."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("IMBANG_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.setenv("IMBANG_STORE", str(tmp_path / "store"))
    return Store(tmp_path / "store")


def test_a_refused_import_changes_no_byte(store: Store, tmp_path: Path) -> None:
    before = content(store.folder)
    bad = register(tmp_path / "bad.xlsx", village="63.71.01.9999")
    good = register(tmp_path / "good.xlsx")
    refused = run("import", str(good), str(bad), "--format", "json")
    assert refused.exit_code == 1
    errors = [
        item for item in json.loads(refused.stdout) if item["severity"] == "error"
    ]
    assert {(item["file"], item["row"]) for item in errors} == {("bad.xlsx", 4)}
    assert content(store.folder) == before


def test_a_refused_first_import_makes_no_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMBANG_KEY_FILE", str(tmp_path / "key"))
    bad = register(tmp_path / "bad.xlsx", village="63.71.01.9999")
    refused = run("import", str(bad), "--store", str(tmp_path / "store"))
    assert refused.exit_code == 1
    assert not (tmp_path / "store").exists()


def test_check_stores_nothing_and_makes_no_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMBANG_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.setenv("IMBANG_STORE", str(tmp_path / "store"))
    assert run("check", str(register(tmp_path / "register.xlsx"))).exit_code == 0
    assert not (tmp_path / "key").exists()
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("loss", ["missing", "another"])
def test_identities_are_refused_without_the_right_key(
    store: Store, tmp_path: Path, loss: str
) -> None:
    before = content(store.folder)
    paths.key_file().rename(tmp_path / "kept")
    if loss == "another":
        identity.save_key(identity.new_key())
    refused = run("import", str(register(tmp_path / "again.xlsx")))
    assert refused.exit_code == 1
    assert "key import" in refused.stderr
    assert content(store.folder) == before
    answer = run("query", "scope", "--format", "csv")
    assert answer.exit_code == 0
    paths.key_file().unlink(missing_ok=True)
    assert run("key", "import", str(tmp_path / "kept")).exit_code == 0
    assert run("import", str(tmp_path / "again.xlsx")).exit_code == 0


def test_the_key_is_for_its_owner_and_not_in_the_store(store: Store) -> None:
    key = identity.load_key()
    assert key is not None
    assert paths.key_file().stat().st_mode & 0o777 == 0o600
    assert store.fingerprint() == key.fingerprint
    assert store.folder not in paths.key_file().parents
    for path in store.folder.rglob("*"):
        if path.is_file():
            assert key.secret.hex().encode() not in path.read_bytes()


def test_no_nik_and_no_identity_leaves_the_submission(store: Store) -> None:
    key = identity.load_key()
    assert key is not None
    [person] = key.identify([NIK])
    snapshot = current_snapshot(store.folder)
    assert snapshot is not None
    for path in store.folder.rglob("*"):
        if path.is_file():
            assert NIK.encode() not in path.read_bytes()
    with duckdb.connect(str(snapshot.path), read_only=True) as made:
        texts = made.execute(
            "select schema_name || '.' || table_name, column_name from duckdb_columns() "
            "where not internal and data_type = 'VARCHAR'"
        ).fetchall()
        assert ("reference.regions", "name") in texts
        for table, column in texts:
            found = made.execute(
                f"select count(*) from {table} where {column} in (?, ?)",
                [person, "Siti Contoh"],
            ).fetchall()
            assert found == [(0,)], (table, column)


def test_a_flipped_bit_is_noticed(store: Store) -> None:
    [submission] = store.counted()
    path = store.parquet(submission)
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    path.write_bytes(damaged)
    before = content(store.folder)
    refused = run("publish")
    assert refused.exit_code == 1
    assert submission.id in refused.stderr
    assert content(store.folder) == before
    assert run("verify").exit_code == 1


def test_a_changed_manifest_is_noticed(store: Store, tmp_path: Path) -> None:
    run("import", str(register(tmp_path / "again.xlsx")))
    path = store.deliveries_folder / "000001" / "manifest.json"
    path.write_text(path.read_text().replace("63.71", "63.72"))
    found = run("verify")
    assert found.exit_code == 1
    assert "deliveries/000001/manifest.json" in found.stdout


def test_a_damaged_snapshot_is_noticed_and_not_gone_back_to(store: Store) -> None:
    publish(store)
    first = store.snapshots_folder / "000001.duckdb"
    first.write_bytes(first.read_bytes()[:-1])
    assert run("verify").exit_code == 1
    assert run("rollback", "1").exit_code == 1
    current = current_snapshot(store.folder)
    assert current is not None
    assert current.id == "000002"


def test_figures_that_do_not_come_out_again_are_noticed(store: Store) -> None:
    path = store.snapshots_folder / "000001.json"
    manifest = durable.read_json(path)
    manifest["figures"]["marts.pillars"] = "1:0000000000000000"
    durable.write_json(path, manifest)
    assert "000001.json" in run("verify").stdout
    found = run("verify", "--accept", "--by", "Ani")
    assert found.exit_code == 1
    assert "pillars" in found.stdout


def test_publishing_twice_gives_the_same_figures(store: Store) -> None:
    first = current_snapshot(store.folder)
    second = publish(store)
    assert first is not None
    assert first.id != second.id
    assert first.manifest["figures"] == second.manifest["figures"]


def test_going_back_shows_the_earlier_figures(store: Store, tmp_path: Path) -> None:
    question = {"region": "63.71", "level": "regency", "as_of": "2024-12"}
    before = ask(store.folder, "coverage", **question)
    run("import", str(register(tmp_path / "b.xlsx", village="63.71.01.1002")))
    assert run("publish").exit_code == 0
    assert run("rollback", "000001").exit_code == 0
    assert ask(store.folder, "coverage", **question).equals(before)
    assert run("rollback", "000009").exit_code == 1
    assert "* 000001" in run("snapshots").stdout


def test_a_withdrawn_sample_counts_no_more(
    record: Callable[..., Store], tmp_path: Path
) -> None:
    from imbang import demo

    store = record("ppks", "63.71", "2024-12", [])
    [own] = store.counted()
    store.record([], by=None, received_on=own.received_on, is_sample=True)
    assert demo.remove(store) == 0
    store.withdraw([own], by="tester")
    assert store.counted() == []
    assert [one.id for one in store.submissions()] == [own.id]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("query", "nothing"), 2),
        (("query", "coverage", "--param", "region=63"), 2),
        (("query", "coverage", "--param", "region"), 2),
        (("query", "scope", "--param", "region=63"), 2),
        (("import", "missing.xlsx"), 1),
        (("import", "missing.xlsx", "--period", "12-2024"), 2),
        (("import", "missing.xlsx", "--received-on", "kemarin"), 2),
        (("serve", "--address", "0.0.0.0"), 1),
        (("nonsense",), 2),
    ],
)
def test_exit_codes(store: Store, command: tuple[str, ...], code: int) -> None:
    done = run(*command)
    assert done.exit_code == code, done.output
    assert isinstance(done.exception, SystemExit)


def test_nothing_published_yet_says_what_to_do(tmp_path: Path) -> None:
    empty = ("--store", str(tmp_path / "none"))
    refused = run("query", "scope", *empty)
    assert refused.exit_code == 1
    assert "imbang import" in refused.stderr
    assert run("snapshots", *empty).exit_code == 0


def test_two_first_imports_with_two_keys_do_not_mix(tmp_path: Path) -> None:
    """Whoever comes second is refused, though no key was known when it began."""
    from datetime import date

    store = Store(tmp_path / "store")
    keys = [identity.new_key().fingerprint for _ in range(2)]
    store.record([], by=None, received_on=date(2025, 1, 1), fingerprint=keys[0])
    with pytest.raises(Refusal):
        store.record([], by=None, received_on=date(2025, 1, 1), fingerprint=keys[1])
    assert store.fingerprint() == keys[0]
    assert len(store.deliveries()) == 1
