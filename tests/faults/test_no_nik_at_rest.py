"""No NIK in any file of a store, wherever in files or fields it was written."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from typer.testing import CliRunner, Result

from imbang.analysis import workloads
from imbang.analysis.placement import scenarios
from imbang.analysis.placement.scenarios import Scenario
from imbang.analysis.workloads import Workload
from imbang.cli.main import app
from imbang.disk import durable
from imbang.intake import importing
from imbang.intake.files.sources import Source
from imbang.intake.importing import import_files
from imbang.intake.report.results import Options
from imbang.publishing.verify import accept
from imbang.questions.asking import ask
from imbang.refusals import Misuse
from imbang.store import identity, workspace
from imbang.store.deliveries import Store
from imbang.store.workspace import Workspace

PERSON = "63710101129000"  # of sixteen digits; the last two tell one place from another
HEAD = ["NIK", "Nomor Registrasi", "Nama", "Jenis Pilar", "Kode Wilayah"]
GOOD = [f"{PERSON}01", "PSM-1", "Siti Contoh", "PSM", "63.71.01.1001"]


def written(last: int, sign: str = ".") -> str:
    """One NIK in groups of four with signs between."""
    digits = f"{PERSON}{last:02d}"
    return sign.join(digits[at : at + 4] for at in range(0, 16, 4))


def run(*command: str) -> Result:
    return CliRunner().invoke(app, command)


def digits_of(text: str) -> str:
    """The digits of a text, of whatever script, without anything between."""
    return "".join(
        sign for sign in unicodedata.normalize("NFKC", text) if sign.isdigit()
    )


def texts_at_rest(folder: Path) -> Iterator[tuple[str, str]]:
    """Every text in every file, with the file's name: as bytes and as what they hold."""
    for path in sorted(folder.rglob("*")):
        yield path.name, path.name
        if not path.is_file():
            continue
        yield path.name, path.read_bytes().decode("utf-8", "replace")
        match path.suffix:
            case ".parquet":
                rows: Any = pq.read_table(path).to_pylist()
                yield path.name, str(pq.read_schema(path).metadata)
            case ".db":
                rows = list(sqlite3.connect(path).iterdump())
            case ".duckdb":
                rows = list(_of_tables(path))
            case _:
                rows = []
        yield from ((path.name, str(row)) for row in rows)


def _of_tables(path: Path) -> Iterator[object]:
    with duckdb.connect(str(path), read_only=True) as made:
        names = made.execute("select schema_name, table_name from duckdb_tables()")
        for schema, table in names.fetchall():
            yield from made.table(f"{schema}.{table}").fetchall()


def assert_nothing(folder: Path) -> None:
    found = [
        (name, text[:200])
        for name, text in texts_at_rest(folder)
        if PERSON[4:] in digits_of(text) or "Rahasia" in text
    ]
    assert found == []


def register(path: Path, rows: list[list[str]], head: list[str] = HEAD) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(f"Pilar {written(2, '-')}")
        for at, row in enumerate([["DINAS SOSIAL KOTA BANJARMASIN"], head, *rows]):
            sheet.write_row(at + 1, 0, row)
        sheet.write(0, 0, "Keadaan: Desember 2024")
        book.add_worksheet(f"Lama {written(3, '_')}").hide()
    return path


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("IMBANG_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.setenv("IMBANG_STORE", str(tmp_path / "store"))
    return Store(tmp_path / "store")


def hidden_everywhere(folder: Path) -> tuple[Path, list[str]]:
    """A register that is taken, with NIK in all that is not a cell of a column kept."""
    head = [
        HEAD[0],
        HEAD[1],
        f"Nama Orang {written(4, '/')}",
        *HEAD[3:],
        f"Catatan {written(5, ':')}",
        "Nama Ibu",
    ]
    rows = [
        [*GOOD, f"Rahasia {written(6)}", f"Rahasia {written(7, '  ')}"],
        [f"{PERSON}08", "PSM-2", "Budi", f"Bukan {written(9)}", GOOD[4], "", ""],
        ["", "PSM-3", "Tini", f"Pekerja {written(10, '–')}", GOOD[4], "", ""],
        [f"Keterangan: {written(11)}"],
    ]
    path = register(folder / f"pilar {written(12)}.xlsx", rows, head)
    said = [
        "--map",
        f"{head[2]}=name",
        "--leave-out",
        rows[1][3],
        "--leave-out",
        "Nama Ibu",
        "--value",
        f"{rows[2][3]}=psm",
        "--by",
        "Sari",
    ]
    return path, said


def test_nothing_of_a_register_but_its_keyed_hash(store: Store, tmp_path: Path) -> None:
    path, said = hidden_everywhere(tmp_path)
    marked = tmp_path / "marked"
    taken = run("import", str(path), *said, "--marked", str(marked))
    assert taken.exit_code == 0, taken.output
    again = run("import", str(path), *said, "--format", "json")
    assert again.exit_code == 0
    assert run("publish", "--by", "Sari").exit_code == 0
    assert (
        ask(
            store.folder,
            "pillar_ladder",
            region="63.71",
            level="regency",
            as_of="2024-12",
        )["persons"].sum()
        == 2
    )
    assert_nothing(store.folder)
    for told in (taken.output, again.output):
        assert PERSON[4:] not in digits_of(told)
    assert all(PERSON[4:] not in digits_of(made.name) for made in marked.iterdir())


@pytest.mark.parametrize("column", [1, 2])
def test_a_refused_register_leaves_nothing(
    store: Store, tmp_path: Path, column: int
) -> None:
    row = [*GOOD[:column], written(13, "\u200b"), *GOOD[column + 1 :]]
    refused = run("import", str(register(tmp_path / "register.xlsx", [row])))
    assert refused.exit_code == 1
    assert not store.folder.exists()
    assert PERSON[4:] not in digits_of(refused.output)


def test_what_people_type_is_refused_where_it_would_be_kept(
    store: Store, tmp_path: Path
) -> None:
    name = f"Sari {written(14, ' / ')}"
    path = register(tmp_path / "register.xlsx", [GOOD])
    assert run("import", str(path), "--by", name).exit_code == 2
    assert not store.folder.exists()
    assert run("import", str(path), "--by", "Sari").exit_code == 0
    told = [
        run("publish", "--by", name),
        run("settings", "set", "office_name", name),
        run("settings", "set", "office_address", f"Jalan A. Yani\n{name}"),
        run("settings", "set", "officers", name),
        run("settings", "set", "norm", name),
        run("settings", "set", "norm", "150", "--by", name),
        run("settings", "reset", "norm", "--by", name),
        run("settings", "set", name, "1"),
        run("findings", "set", name, "--note", "x"),
        run("import", str(path), "--received-on", name),
        run("import", str(path), "--map", name),
        run("import", str(path), "--value", f"Siti={name}"),
    ]
    assert [one.exit_code for one in told] == [2] * len(told)
    for one in told:
        assert PERSON[4:] not in digits_of(one.output)
        assert "Traceback" not in one.output
    workspace = Workspace(store.folder)
    scenario = Scenario("Kota", "63.71", "2024-12", "150", "", {})
    for keep in (
        lambda: scenarios.save(
            workspace, Scenario(**{**vars(scenario), "name": name}), by="A"
        ),
        lambda: scenarios.save(workspace, scenario, by=name),
        lambda: scenarios.save(
            workspace, Scenario(**{**vars(scenario), "own": {"limits": name}}), by="A"
        ),
        lambda: workloads.save(workspace, name, Workload(), by="A"),
        lambda: workspace.put("finding", "a1", {"note": name, "owner": ""}, by="A"),
        lambda: workspace.put("finding", "a1", {"note": "", "owner": [name]}, by="A"),
        lambda: store.withdraw(store.counted(), by=name),
        lambda: store.record([], by=name, received_on=importing.date(2025, 1, 1)),
    ):
        with pytest.raises(Misuse, match="NIK"):
            keep()
    scenarios.save(workspace, scenario, by="A")
    assert_nothing(store.folder)


def test_a_wrong_option_is_told_with_the_file_s_name_masked(
    store: Store, tmp_path: Path
) -> None:
    path = register(tmp_path / f"{written(16)}.xlsx", [GOOD])
    for form in ("table", "json"):
        told = run("check", str(path), "--dataset", written(17), "--format", form)
        assert told.exit_code == 1
        assert PERSON[4:] not in digits_of(told.output)


def test_what_was_kept_before_can_be_taken_away(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    space = Workspace(store.folder)
    with monkeypatch.context() as earlier:
        earlier.setattr(workspace, "refuse_nik", lambda *_texts: None)
        space.put("scenario", written(15), {"region": "63"}, by="A")
    scenarios.remove(space, written(15), by="A")
    assert space.entries("scenario") == {}


def sealed(store: Store) -> dict[str, str | None]:
    found: dict[str, str | None] = store.deliveries()[-1].manifest["sources"]
    return found


def needs(name: str = "ppks.csv") -> Source:
    rows = (
        "DINAS SOSIAL KOTA BANJARMASIN",
        "Keadaan: Juni 2024",
        "Kode Wilayah;Jenis PMKS;Jumlah",
        "63.71.01.1001;Pemulung;4",
    )
    return Source(name, "\n".join(rows).encode())


def test_the_hash_of_a_source_is_of_the_store_s_key(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = register(tmp_path / "register.xlsx", [GOOD])
    import_files(store, [path], Options(), by="A")
    key = identity.load_key()
    assert key is not None
    assert sealed(store) == {"register.xlsx": key.seal(path.read_bytes())}
    assert identity.new_key().seal(path.read_bytes()) != key.seal(path.read_bytes())
    assert durable.sha256(path) not in json.dumps(store.deliveries()[-1].manifest)
    import_files(store, [needs()], Options(), by="A")
    assert sealed(store) == {"ppks.csv": key.seal(needs().content)}
    monkeypatch.setenv("IMBANG_KEY_FILE", str(tmp_path / "another"))
    import_files(store, [needs()], Options(), by="A")
    assert sealed(store) == {"ppks.csv": None}
    identity.save_key(identity.new_key())
    import_files(store, [needs()], Options(), by="A")
    assert sealed(store) == {"ppks.csv": None}


def test_a_store_without_identities_gets_no_key_for_it(
    store: Store, tmp_path: Path
) -> None:
    import_files(store, [needs()], Options(), by="A")
    assert sealed(store) == {"ppks.csv": None}
    assert not (tmp_path / "key").exists()
    assert store.fingerprint() is None


def test_manifests_with_plain_hashes_stay_readable(store: Store) -> None:
    import_files(store, [needs()], Options(), by="A")
    path = store.deliveries_folder / "000001" / "manifest.json"
    old = durable.read_json(path)
    durable.write_json(path, old | {"sources": {"ppks.csv": "a" * 64}})
    accept(store, by="A")
    import_files(store, [needs("second.csv")], Options(), by="A")
    assert [one.id for one in store.submissions()] == ["000001-1", "000002-1"]
    assert [one.id for one in store.counted()] == ["000002-1"]


def people_in_need(folder: Path) -> Path:
    """A register of people in need, with names and NIK in many a cell."""
    head = ["NIK", "Nama", "Kategori PPKS", "Kecamatan", "Kelurahan", "Keterangan"]
    place = ["Banjarmasin Selatan", "Kelayan Barat"]
    path = folder / "daftar.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        rows = [
            ["DINAS SOSIAL KOTA BANJARMASIN"],
            ["Keadaan: Desember 2024"],
            head,
            [f"{PERSON}20", "Rahasia Satu", "Pengemis", *place, f"NIK {written(20)}"],
            [written(20), "Rahasia Satu", "Pengemis", *place, "Rahasia"],
            [f"{PERSON}21", "Rahasia Dua", "Pengemis", *place, f"{written(21, '-')}"],
            ["", "", "", "", "", "Mengetahui: Rahasia Tiga"],
        ]
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return path


@pytest.mark.parametrize("said", [(), ("--value", "NIK=count_rows")])
def test_people_in_need_leave_only_their_number(
    store: Store, tmp_path: Path, said: tuple[str, ...]
) -> None:
    path, marked = people_in_need(tmp_path), tmp_path / "marked"
    report = import_files(
        store, [path], Options(labels={"NIK": "count_rows"} if said else {}), by="A"
    ).report
    assert [draft.table["count"].to_pylist() for draft in report.drafts] == (
        [[2]] if said else []
    )
    assert "Rahasia" not in str([vars(read.content) for read in report.sheets])
    assert PERSON[4:] not in digits_of(
        str([[c.texts for c in read.content.columns] for read in report.sheets])
    )
    told = [
        run("check", str(path), *said, "--marked", str(marked), "--format", form)
        for form in ("table", "json")
    ]
    assert [one.exit_code for one in told] == [0 if said else 1] * 2
    for one in told:
        assert "Rahasia" not in one.output
        assert PERSON[4:] not in digits_of(one.output)
    if said:
        assert_nothing(store.folder)
    for made in marked.iterdir():
        with zipfile.ZipFile(made) as parts:
            text = "".join(parts.read(n).decode("utf-8") for n in parts.namelist())
        assert "Rahasia" not in text
        assert f"{PERSON}20" not in text
