"""Erasing a person: from all that was sent, on record, and whole whatever happens."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from imbang.access import acting
from imbang.access.people import NOBODY
from imbang.cli.main import app
from imbang.progress import silently
from imbang.publishing import verify
from imbang.publishing.inspect import inspect
from imbang.publishing.publish import publish
from imbang.questions.asking import ask
from imbang.refusals import Misuse, Refusal
from imbang.store.deliveries import Store
from imbang.store.personal import erasing, retention
from tests.faults.broken import FAULTS, broken

KILLED = Path(__file__).with_name("killed.py")
VILLAGE, OTHER = "63.71.01.1001", "63.71.01.1002"
IDENTITY, ANOTHER = "a" * 32, "b" * 32


def person(name: str, key: str | None, place: str, **more: object) -> dict[str, object]:
    return {"person_key": key, "name": name, "kind": "psm", "region_code": place} | more


@pytest.fixture
def store(record: Callable[..., Store]) -> Store:
    """Somebody in two registers and a list of participants, beside somebody else."""
    told = person("Siti Rekaan", IDENTITY, VILLAGE, registration_number="PSM-1")
    other = person("Budi Rekaan", ANOTHER, OTHER, registration_number="PSM-2")
    record("pillars", "63.71", "2019-06", [told, other])
    record("pillars", "63.71", "2024-06", [told, other])
    record(
        "activities",
        "63.71",
        "2024-06",
        [{"activity": "A1", "kind": "training", "first_day": date(2024, 3, 1)}],
    )
    return record(
        "participants",
        "63.71",
        "2024-06",
        [
            {"activity": "A1", "person_key": IDENTITY, "name": "Siti Rekaan"},
            {"activity": "A1", "person_key": ANOTHER, "name": "Budi Rekaan"},
        ],
    )


def names(folder: Path) -> set[str]:
    """The names in every file of rows that lies in a store, read or not."""
    found: set[str] = set()
    for path in folder.rglob("*.parquet"):
        if "name" in pq.read_schema(path).names:
            found |= {*pq.ParquetFile(path).read()["name"].to_pylist()}
    return found - {None}


def test_a_person_is_gone_and_what_is_old_has_no_names(store: Store):
    manifests = {
        path: path.read_bytes() for path in store.folder.rglob("manifest.json")
    }
    publish(store, silently)

    def persons(month: str) -> list[int]:
        asked = {"region": "63.71", "level": "regency", "as_of": month}
        return list(ask(store.folder, "pillar_ladder", **asked)["persons"])

    assert (persons("2020-01"), persons("2024-06")) == ([2], [2])
    found = retention.due(store, years=3, today=date(2024, 7, 1))
    assert [str(one.period) for one in found.nameless] == ["2019-06"]
    assert found.emptied == []
    retention.apply(store, found, by="operator", why="old")
    assert retention.due(store, years=3, today=date(2024, 7, 1)).all == []
    assert len(names(store.folder)) == 2  # of the register that is not old
    latest = [one for one in store.submissions() if one.dataset == "pillars"][-1]
    erasing.erase(
        store,
        erasing.find(store, submission=latest.id, row=2),
        by="operator",
        why="asked for",
    )
    assert names(store.folder) == {"Budi Rekaan"}
    # the chain of deliveries is as it was: what was erased stands beside it
    assert all(path.read_bytes() == said for path, said in manifests.items())
    assert "publish" in " ".join(verify.verify(store, silently))
    publish(store, silently)
    assert verify.verify(store, silently) == []
    told = " ".join(verify.erased(store))
    assert "asked for" in told
    assert "Siti" not in told
    # the old register still counts whom it does not name; the person erased nowhere
    assert (persons("2020-01"), persons("2024-06")) == ([1], [1])


def test_everything_of_a_person_is_found(store: Store):
    found = erasing.find(store, registration=" psm-1 ")
    assert [len(one.places) for one in found] == [1, 1, 1]


def test_by_a_row_and_by_an_identity_the_same_is_found(store: Store):
    by_key = erasing.find(store, identity=IDENTITY)
    by_row = erasing.find(
        store, submission=by_key[0].submission.id, row=by_key[0].rows[0]
    )
    assert by_key == by_row
    assert erasing.find(store, registration="PSM-1", office="63.72") == []


def test_what_is_changed_without_a_record_is_still_found_out(store: Store):
    erasing.erase(store, erasing.find(store, identity=IDENTITY), by="o", why="w")
    assert inspect(store).texts == []
    for one in store.submissions():
        if one.dataset == "pillars":
            path = store.parquet(one)
            pq.write_table(pq.ParquetFile(path).read().slice(0, 0), path)
            assert path.name in " ".join(inspect(store).texts)
    record = next((store.folder / "erasures").iterdir())
    record.write_bytes(record.read_bytes().replace(b'"w"', b'"v"'))
    assert "erasures/000001.json" in " ".join(inspect(store).texts)


def test_erasing_again_follows_on(store: Store):
    for key in (IDENTITY, ANOTHER):
        erasing.erase(store, erasing.find(store, identity=key), by="o", why="w")
    assert names(store.folder) == set()
    assert inspect(store).texts == []
    assert len(verify.erased(store)) == 2


def test_refused_without_reason_right_or_anything_found(store: Store):
    found = erasing.find(store, identity=IDENTITY)
    before = {path: path.read_bytes() for path in store.folder.rglob("*.*")}
    with pytest.raises(Misuse):
        erasing.erase(store, found, by="o", why=" ")
    with pytest.raises(Refusal):
        erasing.erase(store, [], by="o", why="w")
    with acting.acting_as(NOBODY), pytest.raises(acting.NotAllowed):
        erasing.erase(store, found, by="o", why="w")
    with acting.acting_as(NOBODY), pytest.raises(acting.NotAllowed):
        erasing.find(store, identity=IDENTITY)
    assert {p: p.read_bytes() for p in store.folder.rglob("*.*")} == before


def test_killed_at_any_step_all_of_it_is_there_or_none(store: Store, tmp_path: Path):
    copies = tmp_path / "copies"
    copies.mkdir()
    command = ["erase", "--registration", "PSM-1", "--why", "w", "--yes", "--by", "o"]
    command += ["--store", str(store.folder)]
    subprocess.run(
        [sys.executable, KILLED, f"{store.folder}={copies}", *command],
        check=True,
        capture_output=True,
        env={"PATH": "", "IMBANG_KEY_FILE": str(tmp_path / "key")},
    )
    assert names(store.folder) == {"Budi Rekaan"}
    states = set()
    steps = sorted(copies.iterdir(), key=lambda one: int(one.name))
    for copy in steps:
        left = Store(copy)
        assert inspect(left).texts == []
        rows = [one.rows for one in left.submissions() if one.dataset == "pillars"]
        states.add(tuple(rows))
        # done again, nothing of the person is left in any file
        if found := erasing.find(left, registration="PSM-1"):
            erasing.erase(left, found, by="o", why="w")
        with left.writing():
            erasing.sweep(left)
        assert names(copy) == {"Budi Rekaan"}
        assert inspect(left).texts == []
    assert states == {(2, 2), (1, 1)}


def test_a_disk_that_fails_at_any_step_is_told_in_words(store: Store, tmp_path: Path):
    whole = tmp_path / "whole"
    shutil.copytree(store.folder, whole)
    command = ["erase", "--registration", "PSM-1", "--why", "w", "--yes", "--by", "o"]

    with broken(store.folder) as disk:
        done = CliRunner().invoke(app, [*command, "--store", str(store.folder)])
    assert done.exit_code == 0
    for number in range(1, len(disk.steps) + 1):
        fault = list(FAULTS.values())[number % 4]
        shutil.rmtree(store.folder)
        shutil.copytree(whole, store.folder)
        with broken(store.folder, number, fault):
            done = CliRunner().invoke(app, [*command, "--store", str(store.folder)])
        assert done.exception is None or isinstance(done.exception, SystemExit)
        assert "Traceback" not in done.output
        assert inspect(store).texts == []
        rows = [one.rows for one in store.submissions() if one.dataset == "pillars"]
        assert rows in ([2, 2], [1, 1])


def test_what_is_old_and_counts_no_more_is_emptied(store: Store):
    old = next(one for one in store.submissions() if one.period.last < 12 * 2020)
    store.withdraw([old], by="tester")
    found = retention.due(store, years=3, today=date(2024, 7, 1))
    assert [one.id for one in found.emptied] == [old.id]
    retention.apply(store, found, by="o", why="w")
    assert {one.id: one.rows for one in store.submissions()}[old.id] == 0
    assert inspect(store).texts == []


def test_a_nik_is_typed_unseen_and_never_an_argument(store: Store):
    given = ["erase", "--store", str(store.folder)]
    refused = CliRunner().invoke(app, [*given, "--registration", "6371014101800001"])
    assert refused.exit_code == 2
    wrong = CliRunner().invoke(app, given, input="123\n")
    assert wrong.exit_code == 2
    assert "123" not in wrong.output
