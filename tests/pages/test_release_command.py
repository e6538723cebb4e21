"""What leaves the office, by the command line: a release, an attack on it, its brief."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from imbang.access import acting
from imbang.access.people import Grant, Person
from imbang.access.rights import Role
from imbang.cli.main import app
from imbang.publishing.inspect import inspect
from imbang.releases import leaving, record
from imbang.store.deliveries import Store

PLANNER = Person("s", "Perencana", (Grant(Role.PLANNER),))


@pytest.fixture(scope="module")
def store(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("releasing") / "store"
    shutil.copytree(sample_store, folder)
    return folder


def run(store: Path, *given: str, exit_code: int = 0) -> str:
    done = CliRunner().invoke(app, [*given, "--store", str(store)])
    assert done.exit_code == exit_code, done.output
    return done.output


def released(store: Path, folder: Path, month: str, *more: str) -> str:
    asked = ["--region", "63.72", "--as-of", month, "--lang", "en", *more]
    return run(store, "release", str(folder), *asked)


def test_two_releases_tell_nothing_and_a_brief_tells_no_more(
    store: Path, tmp_path: Path
):
    first, second = tmp_path / "first", tmp_path / "second"
    released(store, first, "2024-06")
    assert "recovers 0" in released(store, second, "2024-12", "--licence", "CC BY 4.0")
    assert record.numbers(store) == ["000001", "000002"]
    assert inspect(Store(store)).texts == []
    told = json.loads((second / "disclosure.json").read_text("utf-8"))
    assert told["release_before"] == "000001"
    assert (told["recovered"], told["exposed"]) == (0, 0)
    assert told["hidden_to_protect"] > 0
    about = json.loads((second / "datapackage.json").read_text("utf-8"))
    assert about["licenses"] == [{"title": "CC BY 4.0"}]
    assert all(
        field["description"]
        for one in about["resources"]
        for field in one["schema"]["fields"]
    )
    attacked = CliRunner().invoke(app, ["attack", str(second), "--before", str(first)])
    assert attacked.exit_code == 0, attacked.output
    needs = pd.read_csv(second / "needs.csv", dtype={"region_code": str})
    assert needs.loc[needs["hidden"], "count"].isna().all()
    shown = needs.loc[~needs["hidden"] & needs["count"].notna(), "count"]
    assert not shown.between(1, 4).any()

    # the brief for the public is of these files: a cell that they hide is none there
    book = tmp_path / "umum.xlsx"
    asked = ["--region", "63.72", "--as-of", "2024-12", "--lang", "id"]
    run(store, "report", "--public", "--out", str(book), *asked)
    sheets = pd.read_excel(book, sheet_name=None, header=None, engine="calamine")
    words = {str(one) for sheet in sheets.values() for one in sheet.to_numpy().ravel()}
    assert "tersembunyi" in words
    refused = run(
        store,
        *("report", "--public", "--out", str(tmp_path / "x.pdf")),
        *("--region", "63.71", "--as-of", "2024-12", "--lang", "en"),
        exit_code=1,
    )
    assert "imbang release" in refused
    assert not (tmp_path / "x.pdf").exists()


def test_other_files_are_left_alone(store: Path, tmp_path: Path):
    (tmp_path / "own.txt").write_text("mine", "utf-8")
    run(store, "release", str(tmp_path), exit_code=1)
    assert [one.name for one in tmp_path.iterdir()] == ["own.txt"]
    assert CliRunner().invoke(app, ["attack", str(tmp_path)]).exit_code == 1


def test_releasing_needs_the_right_to_decide(store: Path):
    from imbang.releases.files import About

    about = About("63.72", "", "2024-12", "", "", "", "", [], "")
    with acting.acting_as(PLANNER), pytest.raises(acting.NotAllowed):
        leaving.leave(store, about, lowest="district", by="x")
