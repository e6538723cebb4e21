"""Roles that are given and taken away, on record; never the last that gives any."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from imbang.access import acting
from imbang.access.people import Grant, Person
from imbang.access.rights import Role
from imbang.cli.main import app
from imbang.refusals import Misuse, Refusal
from imbang.settings import people
from imbang.store.workspace import Workspace

CHIEF = Person("x chief", "Chief", (Grant(Role.ADMINISTRATOR),))
ANI = "ani@dinsos.go.id"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


def test_what_is_given_is_kept_once_and_taken_again(workspace: Workspace) -> None:
    assert people.give(workspace, " ANI@dinsos.go.id", "officer", "6371", by="O") == ANI
    people.give(workspace, ANI, "officer", "63.71", by="O")
    people.give(workspace, ANI, "planner", "63", by="O")
    both = (Grant(Role.OFFICER, "63.71"), Grant(Role.PLANNER))
    assert people.kept(workspace) == {ANI: both}
    people.take(workspace, ANI, "officer", "63.71", by="O")
    people.take(workspace, ANI, "planner", by="O")
    assert people.kept(workspace) == {}
    assert [one.changed_by for one in people.history(workspace)] == ["O"] * 4


def test_undoing_gives_back_what_was_held(workspace: Workspace) -> None:
    people.give(workspace, ANI, "head", "63", by="O")
    people.take(workspace, ANI, "head", "63", by="O")
    people.undo(workspace, people.history(workspace)[0], by="O")
    assert people.kept(workspace) == {ANI: (Grant(Role.HEAD, "63"),)}


def test_the_last_administrator_stays(workspace: Workspace) -> None:
    people.give(workspace, ANI, "administrator", by="O")
    given = people.history(workspace)[0]
    with acting.acting_as(CHIEF):
        with pytest.raises(Refusal, match="administrator"):
            people.take(workspace, ANI, "administrator", by="Chief")
        with pytest.raises(Refusal, match="administrator"):
            people.undo(workspace, given, by="Chief")
        assert ANI in people.kept(workspace)
        people.give(workspace, "budi@dinsos.go.id", "administrator", by="Chief")
        people.take(workspace, ANI, "administrator", by="Chief")
    assert list(people.kept(workspace)) == ["budi@dinsos.go.id"]


def test_the_operator_may_take_the_last_role_away(workspace: Workspace) -> None:
    people.give(workspace, ANI, "administrator", by="O")
    people.take(workspace, ANI, "administrator", by="O")
    assert people.kept(workspace) == {}


@pytest.mark.parametrize(
    ("who", "role", "region"),
    [
        ("", "viewer", ""),
        ("Ani", "viewer", ""),
        ("a@" + "x" * 300, "viewer", ""),
        (ANI, "king", ""),
        (ANI, "officer", ""),
        (ANI, "officer", "99.99"),
        ("6371015203850001@dinsos.go.id", "viewer", ""),
    ],
)
def test_what_names_nobody_or_nothing_is_refused(
    workspace: Workspace, who: str, role: str, region: str
) -> None:
    with pytest.raises(Misuse):
        people.give(workspace, who, role, region, by="O")
    assert people.history(workspace) == []


def test_what_nobody_holds_cannot_be_taken(workspace: Workspace) -> None:
    with pytest.raises(Misuse, match="viewer"):
        people.take(workspace, ANI, "viewer", by="O")


def test_a_subject_is_named_by_issuer_and_subject(workspace: Workspace) -> None:
    who = "https://id.example a-17"
    assert people.give(workspace, who, "viewer", by="O") == who


def test_the_operator_gives_lists_and_takes_by_commands(tmp_path: Path) -> None:
    def run(*words: str) -> str:
        result = CliRunner().invoke(app, [*words, f"--store={tmp_path}"])
        assert result.exit_code == 0, result.output
        return result.output

    run("people", "give", ANI, "officer", "--region=6371", "--by=Op")
    rows = json.loads(run("people", "list", "--format=json"))
    assert [(one["who"], one["role"], one["region_code"]) for one in rows] == [
        (ANI, "officer", "63.71")
    ]
    run("people", "take", ANI, "officer", "--region=63.71", "--by=Op")
    assert json.loads(run("people", "list", "--format=json")) == []
    told = [one.changed_by for one in people.history(Workspace(tmp_path))]
    assert told == ["Op", "Op"]


def test_the_commands_say_whose_they_are() -> None:
    result = CliRunner().invoke(app, ["--help"])
    assert "milik operator" in " ".join(result.output.split())
