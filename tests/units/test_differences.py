"""Differences of snapshots, on tiny stores worked out by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from typer.testing import CliRunner

from imbang.cli.main import app
from imbang.disk import durable
from imbang.publishing import differences
from imbang.publishing.differences import Differences, compare
from imbang.publishing.publish import publish
from imbang.questions.asking import ask_snapshot
from imbang.refusals import Misuse, Refusal
from imbang.settings import settings
from imbang.store.deliveries import Store
from imbang.store.workspace import Workspace
from imbang.texts import use_language
from imbang.wording.names import figure_name
from tests.conftest import draft
from tests.queries.conftest import need, psm

CITY, OTHER = "63.71", "63.72"
V1, FAR = "63.71.01.1001", "63.72.02.1003"
Record = Callable[..., Store]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Five snapshots; from each to the next one thing changes.

    1: two cities, 100 PMKS to 1 PSM and 20 to 1: the norm is 60.
    2: the first city sends 140 instead: the norm is 80.
    3: the office sets the norm 100.
    4: it counts beggars only, of whom there are 40 in the first city.
    5: the second city's PMKS are withdrawn, and it registers one PSM more.
    """
    from datetime import date

    store = Store(tmp_path_factory.mktemp("differences") / "store")

    def record(dataset: str, office: str, rows: list[dict[str, Any]]) -> None:
        sent = draft(dataset, office, "2024-12", rows)
        store.record([sent], by="tester", received_on=date(2025, 1, 10))

    def put(key: str, text: str) -> None:
        settings.change(Workspace(store.folder), key, text, by="Ani")

    record("pillars", CITY, [psm("a", V1)])
    record("pillars", OTHER, [psm("b", FAR)])
    record("ppks", OTHER, [need(FAR, 20)])
    record("ppks", CITY, [need(V1, 100)])
    publish(store)
    record("ppks", CITY, [need(V1, 100), need(V1, 40, kind="beggar")])
    publish(store)
    put("norm", "100")
    publish(store)
    put("counted_kinds", "beggar")
    publish(store)
    store.withdraw([one for one in store.counted() if one.id == "000003-1"], by="Ani")
    record("pillars", OTHER, [psm("b", FAR), psm("c", FAR)])
    publish(store)
    return store


def told(found: Differences, region: str) -> dict[str, list[Any]]:
    """Figure → before, after, submissions, settings of a region; None where none."""
    assert found.figures is not None
    rows = found.figures[found.figures["region_code"] == region].astype(object)
    rows = rows.where(rows.notna(), None).set_index("figure")
    for side in ("before", "after"):
        rows[side] = rows[side].combine_first(rows[f"state_{side}"])
    rows = rows.astype(object).where(rows.notna(), None)
    return rows[["before", "after", "submissions", "settings"]].T.to_dict("list")


def test_a_submission_in_anothers_place(store: Store) -> None:
    found = compare(store, "1", "2")
    [sent] = found.submissions
    assert (sent.what, sent.submission.id) == ("replaced", "000005-1")
    assert sent.before is not None
    assert sent.before.id == "000004-1"
    by = "000005-1"
    # beyond reach 100 - 60 and then 140 - 80; short of one PSM both times
    assert told(found, CITY) == {
        "norm": [60, 80, by, None],
        "ppks_persons": [100, 140, by, None],
        "uncovered_persons": [40, 60, by, None],
    }
    # the norm is the province's ratio: another city's report moved it
    assert told(found, OTHER) == {"norm": [60, 80, by, None]}
    assert (found.settings, found.rules, found.as_of) == ({}, (), "2024-12")


def test_a_norm_that_was_set(store: Store) -> None:
    found = compare(store, "2", "3", level="village", region=V1)
    assert found.submissions == ()
    assert found.settings == {"norm": (None, "100")}
    assert told(found, V1) == {
        "norm": [80, 100, None, "norm"],
        "uncovered_persons": [60, 40, None, "norm"],
    }


def test_kinds_that_are_no_longer_counted(store: Store) -> None:
    found = compare(store, "3", "4")
    by = "counted_kinds"
    assert told(found, CITY) == {
        "ppks_persons": [140, 40, None, by],
        "shortage": [1, 0, None, by],
        "state": ["short", "proportionate", None, by],
        "uncovered_persons": [40, 0, None, by],
    }
    assert told(found, OTHER) == {
        "ppks_persons": [20, None, None, by],
        "shortage": [0, None, None, by],
        "state": ["proportionate", "unknown", None, by],
        "uncovered_persons": [0, None, None, by],
    }


def test_each_figure_names_only_what_feeds_it(store: Store) -> None:
    found = compare(store)  # the current one and the one before it
    assert (found.before, found.after) == ("000004", "000005")
    assert {(one.what, one.submission.id) for one in found.submissions} == {
        ("removed", "000003-1"),
        ("replaced", "000007-1"),
    }
    by = "000007-1"
    assert told(found, OTHER) == {
        "pillar_persons": [1, 2, by, None],
        "psm_active": [1, 2, by, None],
        "psm_valid": [1, 2, by, None],
    }
    assert told(found, CITY) == {}


def test_back_is_the_same_the_other_way_round(store: Store) -> None:
    there, back = compare(store, "1", "5").figures, compare(store, "5", "1").figures
    assert there is not None
    assert back is not None
    assert len(there) > 0
    pd.testing.assert_series_equal(there["change"], -back["change"])
    [city] = there[
        (there["region_code"] == CITY) & (there["figure"] == "state")
    ].to_dict("records")
    assert (city["submissions"], city["settings"]) == (
        "000005-1",
        "counted_kinds, norm",
    )


def test_before_a_report_there_is_nothing_that_differs(store: Store) -> None:
    found = compare(store, "1", "2", as_of="2024-11").figures
    assert found is not None
    assert found.empty


def test_snapshots_of_other_rules_are_told_apart(store: Store, tmp_path: Path) -> None:
    copy = Store(tmp_path)
    for id in ("000001", "000002"):
        for end in ("duckdb", "json"):
            source = store.snapshots_folder / f"{id}.{end}"
            target = copy.snapshots_folder / source.name
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(source.read_bytes())
    with duckdb.connect(str(copy.snapshots_folder / "000001.duckdb")) as old:
        old.execute("drop table reference.settings")
    manifest = durable.read_json(copy.snapshots_folder / "000001.json")
    manifest["recipe"]["queries"] = "0" * 64
    durable.write_json(copy.snapshots_folder / "000001.json", manifest)
    found = compare(copy, "1", "2")
    assert found.figures is None
    assert found.rules == ("queries",)
    code, out, err = run(copy, "--diff", "1", "2")
    assert (code, out) == (1, "")
    assert "aturan penghitungan" in err


def test_what_is_not_there_cannot_be_compared(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="Tidak ada terbitan 9"):
        compare(store, "1", "9")
    with pytest.raises(Refusal, match="pertama"):
        compare(store, after="1")
    with pytest.raises(Refusal):
        compare(Store(tmp_path))
    with pytest.raises(Misuse, match="as_of"):
        compare(store, "1", "2", as_of="2024")


def run(store: Store, *words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["snapshots", *words, "--store", str(store.folder)])
    return done.exit_code, done.stdout, done.stderr


def test_the_command_tells_differences(store: Store) -> None:
    code, out, err = run(store, "--diff", "3", "4", "--format", "json")
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert answer["settings"] == [
        {"key": "counted_kinds", "before": "all", "after": "beggar"}
    ]
    assert len(answer["figures"]) == 8
    code, out, err = run(store, "--diff", "1", "2", "--level=village", "--format=csv")
    assert out.splitlines()[1] == f"{V1},Mantuil,norm,60.0,80.0,20.0,,,000005-1,"
    assert "000005-1 ppks 63.71 2024-12" in err


FIGURES = (
    "ppks_persons",
    "ppks_families",
    "psm_active",
    "psm_valid",
    "pillar_persons",
    "state",
    "norm",
    "shortage",
    "uncovered_persons",
)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_figure_has_a_name(language: str) -> None:
    use_language(language)
    assert len({figure_name(figure) for figure in FIGURES}) == len(FIGURES)
    use_language("id")


@pytest.mark.parametrize(
    ("level", "areas"),
    [("village", {"63"}), ("regency", {"63"}), ("province", {"ID"})],
)
def test_only_provinces_with_data_are_asked_about(
    store: Store, monkeypatch: pytest.MonkeyPatch, level: str, areas: set[str]
) -> None:
    """Of 83,762 villages of the nation, all but those of one province say nothing."""
    asked: list[str] = []

    def ask(snapshot: Any, question: str, **given: str) -> Any:
        asked.extend([given["region"]] if given else [])
        return ask_snapshot(snapshot, question, **given)

    monkeypatch.setattr(differences, "ask_snapshot", ask)
    found = compare(store, "1", "2", level=level, as_of="2024-12")
    assert found.figures is not None
    assert len(found.figures)
    assert set(asked) == areas
