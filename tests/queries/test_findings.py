"""Findings as they are asked for: when they hold, where they stand, what is noted."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from imbang.app.state import answers
from imbang.cli.main import app
from imbang.publishing.publish import publish
from imbang.publishing.verify import verify
from imbang.questions.asking import ask
from imbang.questions.finding_notes import note
from imbang.refusals import Misuse
from imbang.store.deliveries import Store
from imbang.store.workspace import FINDING, Workspace

from ..conftest import draft
from ..together import without_maps
from .conftest import Row, psm

CITY, OTHER = "63.71", "63.72"
V1, V2 = "63.71.01.1001", "63.71.01.1002"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One PSM in two villages from June 2024 on, published."""
    store = Store(tmp_path_factory.mktemp("published") / "store")
    rows = [psm("a", V1), psm("b", V1), psm("a", V2)]
    send(store, "2024-06", rows)
    publish(store)
    return store.folder


@pytest.fixture
def store(published: Path, tmp_path: Path) -> Store:
    """A copy of that store, for this test alone."""
    return Store(shutil.copytree(published, tmp_path / "store"))


@pytest.fixture(autouse=True, scope="module")
def _without_maps() -> Iterator[None]:
    """Findings need no maps."""
    with without_maps():
        yield


def send(store: Store, period: str, rows: list[Row]) -> None:
    store.record(
        [draft("pillars", CITY, period, rows)],
        by="tester",
        received_on=date(2025, 1, 10),
    )


def findings(store: Store, as_of: str = "2024-12", region: str = CITY) -> list[Any]:
    rows = ask(store.folder, "findings", region=region, as_of=as_of)
    return [row for row in rows.to_dict("records") if row["rule"] == _RULE]


def only(store: Store, as_of: str = "2024-12") -> Any:
    [one] = findings(store, as_of)
    return one


_RULE = "psm_in_two_villages"


def test_a_finding_says_where_and_since_when(store: Store) -> None:
    one = only(store)
    assert (one["region_code"], one["severity"], one["dataset"]) == (
        CITY,
        "high",
        "pillars",
    )
    assert json.loads(one["detail"]) == {
        "region_a": V1,
        "region_b": V2,
        "places": [{"file": "made-up.xlsx", "sheet": "Sheet1", "rows": "2, 4"}],
    }
    assert (one["state"], one["since"], one["is_reopened"]) == (
        "open",
        "2024-06",
        False,
    )
    assert findings(store, "2024-05") == []
    assert findings(store, region=OTHER) == []
    assert (
        findings(store, region="63") == findings(store) == findings(store, region="ID")
    )


def test_rows_that_follow_each_other_are_a_range_and_no_identity_is_shown(
    store: Store,
) -> None:
    key = "0123456789abcdef-a-key"
    unknown = [psm(None, V1, row=at) for at in (2, 3, 4, 9)]
    send(store, "2024-12", [*unknown, psm(key, V1, row=5), psm(key, V2, row=6)])
    publish(store)
    asked = ask(store.folder, "findings", region="ID", as_of="2024-12")
    [detail] = asked[asked["rule"] == "unidentified_people"]["detail"]
    assert json.loads(detail)["places"][0]["rows"] == "2–4, 9"
    assert len(findings(store)) == 1
    assert key not in asked.to_json()


def test_what_people_note_survives_later_publishes(store: Store) -> None:
    id = only(store)["finding_id"]
    note(store.folder, id, by="Budi", state="explained", owner="Ani", note="By decree")
    columns = ["state", "owner", "note", "changed_by"]
    said = ["explained", "Ani", "By decree", "Budi"]
    assert [only(store)[column] for column in columns] == said
    # the same again, with more around it
    rows = [psm("z", V1), psm("a", V1), psm("a", V2)]
    send(store, "2024-12", rows)
    publish(store)
    assert [only(store)[column] for column in columns] == said
    note(store.folder, id, by="Cici", owner="")
    assert [only(store)[column] for column in columns] == [
        "explained",
        None,
        "By decree",
        "Cici",
    ]
    assert len(Workspace(store.folder).changes(FINDING)) == 2


def test_what_is_no_longer_found_is_mended(store: Store) -> None:
    id = only(store)["finding_id"]
    note(store.folder, id, by="Budi", state="explained")
    send(store, "2024-12", [psm("a", V1)])
    publish(store)
    assert only(store)["state"] == "mended"
    assert not only(store)["is_reopened"]
    assert json.loads(only(store)["detail"]) == {"region_a": V1, "region_b": V2}
    # in the months in which it stood, it stands
    assert only(store, "2024-06")["state"] == "explained"
    assert findings(store, "2024-05") == []


def test_what_was_called_mended_and_is_found_again_is_open(store: Store) -> None:
    id = only(store)["finding_id"]
    note(store.folder, id, by="Budi", state="mended")
    assert (only(store)["state"], only(store)["is_reopened"]) == ("mended", False)
    send(store, "2024-12", [psm("a", V1), psm("a", V2)])
    publish(store)
    assert (only(store)["state"], only(store)["is_reopened"]) == ("open", True)
    send(store, "2025-06", [psm("a", V1)])
    publish(store)
    assert only(store, "2025-06")["state"] == "mended"
    # what was found then was mended since
    assert (only(store)["state"], only(store)["is_reopened"]) == ("mended", False)


def test_what_was_never_found_cannot_be_noted(store: Store) -> None:
    with pytest.raises(Misuse, match="0123456789ab"):
        note(store.folder, "0123456789ab", by="Budi", owner="Ani")
    with pytest.raises(Misuse, match="finished"):
        note(store.folder, only(store)["finding_id"], by="Budi", state="finished")
    assert Workspace(store.folder).version() == 0


def test_the_command_notes_and_the_log_tells_who(store: Store) -> None:
    id = only(store)["finding_id"]
    given = ["--state", "explained", "--owner", "Ani", "--by", "Budi"]
    at = ["--store", str(store.folder)]
    assert CliRunner().invoke(app, ["findings", "set", id, *given, *at]).exit_code == 0
    assert (only(store)["state"], only(store)["owner"]) == ("explained", "Ani")
    [change] = Workspace(store.folder).changes(FINDING)
    assert (change.changed_by, change.key, change.before) == ("Budi", id, None)
    wrong = CliRunner().invoke(app, ["findings", "set", id, "--state", "x", *at])
    assert wrong.exit_code == 2


def test_findings_come_out_again(store: Store) -> None:
    months = [f"2025-{month:02d}" for month in range(1, 12)]
    drafts = [draft("pillars", CITY, month, [psm("a", V1)]) for month in months]
    store.record(drafts, by="tester", received_on=date(2025, 12, 1))
    publish(store)
    assert verify(store, lambda _text, _share: None) == []


def test_pages_remember_an_answer_until_something_is_noted(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:

    monkeypatch.setenv("IMBANG_STORE", str(store.folder))
    assert answers._changes("coverage") is None
    before = answers._changes("findings")
    assert answers._changes("findings") == before
    note(store.folder, only(store)["finding_id"], by="Budi", owner="Ani")
    assert answers._changes("findings") != before
