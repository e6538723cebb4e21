"""Profiles: what an office said of one file is taken again for the next, and told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from imbang.cli.main import app
from imbang.intake.importing import check, import_files
from imbang.intake.report.results import Options
from imbang.store.deliveries import Store
from imbang.store.workspace import PROFILE, Workspace

HEAD = ["Kode Wilayah", "Jenis PMKS", "Periode", "Banyaknya Jiwaa"]
CITY, OTHER = "63.71.01.1001", "63.72.02.1001"
SAID = Options(headings={"Banyaknya Jiwaa": "count"}, labels={"Pemulugn": "scavenger"})


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture
def file(write):
    def _file(code: str = CITY, year: str = "2023", label: str = "Pemulugn") -> Path:
        rows = [HEAD, [code, label, year, 3]]
        return write({"PPKS": rows}, f"{code}-{year}.xlsx")

    return _file


def recalled(report) -> list[str]:
    return [p.message for p in report.problems if p.rule == "from_profile"]


def test_an_accepted_import_is_remembered(store, file) -> None:
    outcome = import_files(store, [file()], SAID, by="Sari")
    assert outcome.delivery is not None
    entry = Workspace(store.folder).entries(PROFILE)["63.71"]
    assert entry.changed_by == "Sari"
    assert entry.value == {
        "headings": {"Banyaknya Jiwaa": "count"},
        "labels": {"Pemulugn": "scavenger"},
        "leave_out": [],
        "datasets": {},
    }
    following = import_files(store, [file(year="2024")], Options())
    assert following.delivery is not None
    assert recalled(following.report) == [
        "“Banyaknya Jiwaa” is read as “Jumlah”, as Kota Banjarmasin said before.",
        "“Pemulugn” is read as “Scavenger”, as Kota Banjarmasin said before.",
    ]
    assert check([file(year="2024")], Options(), store=store).questions == ()


def test_a_refused_import_is_not(store, file) -> None:
    options = Options(headings=SAID.headings)
    assert import_files(store, [file()], options).delivery is None
    assert Workspace(store.folder).entries(PROFILE) == {}


def test_another_office_is_asked(store, file) -> None:
    import_files(store, [file()], SAID)
    report = check([file(), file(OTHER)], Options(), store=store)
    assert {q.file for q in report.questions} == {f"{OTHER}-2023.xlsx"}
    assert len(recalled(report)) == 2


def test_what_is_said_now_goes_first(store, file) -> None:
    import_files(store, [file()], SAID)
    now = Options(labels={"pemulugn": "beggar"})
    outcome = import_files(store, [file(year="2024")], now)
    assert [d.table["kind"].to_pylist() for d in outcome.report.drafts] == [["beggar"]]
    labels = Workspace(store.folder).get(PROFILE, "63.71")["labels"]
    assert labels["pemulugn"] == "beggar"
    again = import_files(store, [file(year="2025")], Options())
    assert [d.table["kind"].to_pylist() for d in again.report.drafts] == [["beggar"]]


def test_left_out_once_left_out_again(store, file, write) -> None:
    rows = [HEAD, [CITY, "Xyzzy", "2023", 3], [CITY, "Pemulung", "2023", 4]]
    options = Options(headings=SAID.headings, leave_out=frozenset({"xyzzy"}))
    import_files(store, [write({"PPKS": rows}, "first.xlsx")], options)
    report = check([write({"PPKS": rows}, "second.xlsx")], Options(), store=store)
    assert "“Xyzzy” is left out, as Kota Banjarmasin said before." in recalled(report)
    assert [d.table.num_rows for d in report.drafts] == [1]


def test_a_sheet_that_could_be_two(store, write) -> None:
    head = ["Kode Wilayah", "Jenis Pilar", "Jenis PMKS", "Periode", "Jumlah"]
    path = write({"Sheet1": [head, [CITY, "PSM", "Pemulung", "2024", 1]]}, "two.xlsx")
    said = Options(dataset="ppks", region="63.71")
    assert import_files(store, [path], said).delivery is not None
    report = check([path], Options(region="63.71"), store=store)
    assert [draft.dataset for draft in report.drafts] == ["ppks"]
    assert recalled(report) == [
        "A sheet of this form is People in need (PPKS), as Kota Banjarmasin said before."
    ]


def test_no_nik_is_remembered(store, file) -> None:
    nik = "6371014107900001"
    path = file(label=nik)
    options = Options(headings=SAID.headings, labels={nik: "scavenger"})
    assert import_files(store, [path], options).delivery is not None
    kept = json.dumps(Workspace(store.folder).get(PROFILE, "63.71"))
    assert nik not in kept
    assert nik not in (store.folder / "workspace.db").read_bytes().decode("latin-1")


def test_looked_at_and_forgotten_from_the_command_line(store, file) -> None:
    import_files(store, [file()], SAID)
    run, where = CliRunner(), ["--store", str(store.folder)]
    shown = run.invoke(app, ["profile", "show", "63.71", *where])
    assert json.loads(shown.stdout)["labels"] == {"Pemulugn": "scavenger"}
    checked = run.invoke(app, ["check", str(file()), *where])
    assert checked.exit_code == 0
    assert run.invoke(app, ["profile", "forget", "63.71", *where]).exit_code == 0
    assert run.invoke(app, ["profile", "forget", "63.71", *where]).exit_code == 1
    assert run.invoke(app, ["profile", "show", "nowhere", *where]).exit_code == 2
    assert run.invoke(app, ["check", str(file()), *where]).exit_code == 1
    assert (
        json.loads(run.invoke(app, ["profile", "show", "63.71", *where]).stdout) == {}
    )
