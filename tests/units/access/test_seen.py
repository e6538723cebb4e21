"""Who saw names is on record before they are shown, and the names are not in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from imbang.access import acting
from imbang.access.people import Grant, Person
from imbang.access.rights import Role
from imbang.store.personal import seen
from imbang.store.workspace import Workspace

OFFICER = Person("sub", "Petugas Rekaan", (Grant(Role.OFFICER, "63.71"),))
ADMINISTRATOR = Person("sub2", "Admin Rekaan", (Grant(Role.ADMINISTRATOR),))


def test_a_look_is_recorded_once_an_hour_and_read_by_administrators(tmp_path: Path):
    with acting.acting_as(OFFICER):
        seen.record(tmp_path, "63.71.01", 7, "register")
        seen.record(tmp_path, "63.71.01", 7, "register")
        seen.record(tmp_path, "63.71.02", 0, "register")
        seen.record(tmp_path, "63.71.02", 3, "findings")
        with pytest.raises(acting.NotAllowed):
            seen.looks(tmp_path)
    with acting.acting_as(ADMINISTRATOR):
        found = seen.looks(tmp_path)
    assert [(one.who, one.region, one.rows, one.what) for one in found] == [
        ("Petugas Rekaan", "63.71.02", 3, "findings"),
        ("Petugas Rekaan", "63.71.01", 7, "register"),
    ]


@pytest.mark.parametrize(
    ("person", "region"), [(OFFICER, "63.72"), (ADMINISTRATOR, "63.71")]
)
def test_no_names_without_the_right_in_that_region(
    tmp_path: Path, person: Person, region: str
):
    with acting.acting_as(person), pytest.raises(acting.NotAllowed):
        seen.record(tmp_path, region, 1, "register")
    assert Workspace(tmp_path).changes(seen.SEEN) == []


def test_a_look_long_ago_is_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(seen, "_ONE_LOOK", seen.timedelta(seconds=-2))
    with acting.acting_as(OFFICER):
        seen.record(tmp_path, "63.71", 7, "register")
        seen.record(tmp_path, "63.71", 7, "register")
    assert len(Workspace(tmp_path).changes(seen.SEEN)) == 2


def test_what_cannot_be_recorded_is_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(*_given: object, **_more: object) -> None:
        raise OSError

    monkeypatch.setattr(Workspace, "add", full)
    with acting.acting_as(OFFICER), pytest.raises(OSError):
        seen.record(tmp_path, "63.71", 7, "register")


def test_a_look_lets_what_is_remembered_stand(tmp_path: Path):
    workspace = Workspace(tmp_path)
    workspace.put("setting", "city", "Here", by="o")
    before = workspace.version()
    with acting.acting_as(OFFICER):
        seen.record(tmp_path, "63.71", 7, "import")
    assert workspace.version() == before
    assert len(workspace.changes(seen.SEEN)) == 1
