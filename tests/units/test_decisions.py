"""Decisions held against what was sent after them: one store, imported and published."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import hypothesis
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from imbang.analysis.change import Interval, of_shares
from imbang.cli.main import app
from imbang.decisions import figures, indicator_moves, moves, noting, plans, records
from imbang.decisions.answer import COLUMNS, answer
from imbang.decisions.records import Shown
from imbang.decisions.restated import causes
from imbang.disk import durable
from imbang.publishing import verify
from imbang.questions.asking import ask
from imbang.refusals import Misuse, Refusal
from imbang.store import log_chain
from imbang.store.deliveries import Store
from imbang.store.workspace import DECISION, Workspace
from imbang.texts import use_language
from imbang.wording import decisions as wording
from tests.decided import CITY, NOW, THEN, V2, WRONG
from tests.faults.small_store import copied, kept, rewrite, told

NO = None
NIK = "6371010112900001"
HOSTILE = "=cmd|' /C calc'!A0 <script>alert(1)</script> **tebal** '; drop table log; --"


@pytest.fixture(scope="module")
def home(decided_store: Path) -> tuple[Store, Mapping[str, str]]:
    """The store with decisions, and their numbers by what was decided."""
    store = Store(decided_store)
    kept_there = records.kept(Workspace(store.folder))
    return store, {one.text: number for number, (one, _entry) in kept_there.items()}


@pytest.fixture(scope="module")
def rows(home: tuple[Store, Mapping[str, str]]) -> Callable[[str], dict[str, Any]]:
    """Gives the row of a decision by its name."""
    store, noted = home
    found = answer(store, partial(ask, store.folder), NOW)
    assert tuple(found.columns) == COLUMNS
    by_number = {row["decision"]: row for row in found.to_dict("records")}
    return lambda name: by_number[noted[name]]


def some(row: Mapping[str, Any], *names: str) -> list[Any]:
    """Values of a row, `NO` where there is none."""
    return [row[name] if row[name] == row[name] else NO for name in names]


SIDES = ("value_then", "value_restated", "value_now")
INTERVAL = ("change", "change_low", "change_high", "verdict")


def test_moved_by_more_than_chance(rows: Callable[[str], dict[str, Any]]) -> None:
    row = rows("moved")
    assert some(row, *SIDES) == [10, 10, 18]
    assert some(row, *INTERVAL) == [8, 2, 16, "moved"]
    assert (row["is_better"], row["is_reached"], row["share"]) == (True, True, 1)
    assert wording.verdict_name(row) == "Bergerak, membaik"
    assert wording.told(row) == [
        "Dari 10 (Jun 2024) ke 18 (Des 2024), selang perubahan +2 s.d. +16.",
        "Sasaran 18 tercapai: 18.",
        "1 dari 2 tempat terisi; di luar jangkauan berkurang 50, perkiraannya 100.",
    ]


def test_not_beyond_chance(rows: Callable[[str], dict[str, Any]]) -> None:
    row = rows("chance")
    assert some(row, *SIDES) == [5, 5, 6]
    assert some(row, *INTERVAL) == [1, -3, 6, "not_beyond_chance"]
    assert (row["is_better"], row["is_reached"]) == (None, False)
    assert wording.told(row) == [
        "Dari 5 (Jun 2024) ke 6 (Des 2024), selang perubahan −3 s.d. +6.",
        "Sasaran 9 belum tercapai: 6.",
    ]


def test_restated_by_a_submission(
    home: tuple[Store, Mapping[str, str]], rows: Callable[[str], dict[str, Any]]
) -> None:
    [sent] = [
        one.id
        for one in home[0].counted()
        if (one.office, str(one.period)) == (WRONG, THEN) and one.dataset == "pillars"
    ]
    row = rows("restated")
    assert some(row, *SIDES) == [4, 6, 6]
    assert some(row, "verdict", "submissions", "settings") == ["restated", sent, NO]
    # the change is told all the same, from what the figure then has become
    assert some(row, "change", "verdict_beside") == [0, "not_beyond_chance"]
    assert wording.told(row) == [
        f"Jun 2024 kini 6, dulu tampil 4: oleh kiriman {sent}.",
        "Dari 6 (Jun 2024) ke 6 (Des 2024), selang perubahan −4 s.d. +4.",
    ]


def test_restated_by_a_setting(rows: Callable[[str], dict[str, Any]]) -> None:
    """Norm 650 / 24 of all four then: beyond reach are 150, and none of 200 with 10 PSM;
    at 15 to one another 50 are."""
    row = rows("uncovered_persons")
    assert row["verdict"] == "restated"
    assert some(row, *SIDES) == [150, 200, 135]
    assert some(row, "submissions", "settings") == [NO, "norm"]
    assert "oleh pengaturan Acuan" in wording.told(row)[0]


def test_no_newer_report_is_no_standstill(
    rows: Callable[[str], dict[str, Any]],
) -> None:
    row = rows("late")
    assert some(row, *SIDES, "verdict") == [5, 5, 5, "no_newer_report"]
    assert row["change"] is None or row["change"] != row["change"]
    assert wording.told(row) == ["5 pada Jun 2024; sesudah itu belum ada laporan baru."]


def test_who_is_late_is_left_out_of_both_sides(
    rows: Callable[[str], dict[str, Any]],
) -> None:
    """Of the province 26 of June as restated, 5 of whom are of the office that is late."""
    row = rows("province")
    assert some(row, "value_then", "value_restated", "value_now") == [24, 26, 35]
    assert some(row, "compared_before", "compared_now") == [21, 30]
    assert row["share"] == pytest.approx(30 / 35)
    assert "pada 86\N{NO-BREAK SPACE}% yang sudah melapor lagi" in wording.moved(row)


def test_figures_of_the_same_people_say_the_same(
    rows: Callable[[str], dict[str, Any]],
) -> None:
    assert some(rows("psm_valid"), *INTERVAL) == [8, 2, 16, "moved"]
    ratio = rows("ratio")  # 350 / 10 to 350 / 18, 350 / (10 + 2.14) at most
    assert some(ratio, *INTERVAL) == [-15.6, -21.4, -6.2, "moved"]
    assert ratio["is_better"] is True
    rate = rows("psm_per_1000_ppks")  # 28.6 to 51.4
    assert some(rate, "change", "verdict") == [22.9, "moved"]
    assert some(rows("ppks_persons"), "change", "verdict") == [0, "not_beyond_chance"]


def test_shares_by_newcombe_and_what_has_no_chance(
    rows: Callable[[str], dict[str, Any]],
) -> None:
    row = rows("villages_with_psm_pct")
    villages = row["denominator_then"]
    assert some(row, "numerator_then", "numerator_now") == [1, 2]
    assert row["change"] == round(100 / villages, 1)
    assert row["verdict"] == "not_beyond_chance"
    gini = rows("coverage_gini")
    assert some(gini, "verdict", "verdict_reason") == ["unknown", "no_chance"]
    assert wording.told(gini)[0].startswith("Dari 0,")


def test_what_was_not_known_is_not_judged(
    rows: Callable[[str], dict[str, Any]],
) -> None:
    assert rows("unknown")["verdict"] in ("no_newer_report", "unknown")
    assert wording.told(rows("unknown"))


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_row_is_told_in_both_languages(
    home: tuple[Store, Mapping[str, str]],
    rows: Callable[[str], dict[str, Any]],
    language: str,
) -> None:
    use_language(language)
    try:
        for name in home[1]:
            sentences = wording.told(rows(name))
            assert all(len(one) < 160 for one in sentences)
            assert wording.figure_name(rows(name)["figure"])
            assert wording.verdict_name(rows(name))
    finally:
        use_language("id")


def done(store: Store) -> list[dict[Any, Any]]:
    """The rows of decisions that are carried out."""
    found = answer(store, partial(ask, store.folder), NOW, state="done")
    return found.to_dict("records")


def test_places_of_a_plan_before_a_newer_register(
    home: tuple[Store, Mapping[str, str]],
) -> None:
    store, noted = home
    decision = records.kept(Workspace(store.folder))[noted["moved"]][0]
    assert decision.plan is not None
    found = plans.held_against(partial(ask, store.folder), decision.plan, THEN)
    assert (found.places, found.reported, found.predicted) == (2, 0, 100)
    assert wording.plan({"places": 2, "places_reported": 0}) == (
        "2 tempat diputuskan; belum ada register baru."
    )


def test_rules_are_the_cause_where_nothing_was_sent_or_set(
    home: tuple[Store, Mapping[str, str]], tmp_path: Path
) -> None:
    store = copied(home[0], tmp_path / "copy")
    manifest = store.snapshots_folder / "000001.json"
    changed = durable.read_json(manifest)
    changed["recipe"]["queries"] = "0" * 64
    durable.write_json(manifest, changed)
    verify.accept(store, by="Ani")
    decision = records.kept(Workspace(store.folder))[home[1]["late"]][0]
    counted_otherwise = replace(decision, shown=Shown(7.0), state="done")
    number = records.keep(Workspace(store.folder), counted_otherwise, by="Ani")
    [row] = done(store)
    assert row["decision"] == number
    assert some(row, "verdict", "rules") == ["restated", "queries"]
    assert "aturan penghitungan" in wording.restated(row)
    assert row["verdict_beside"] == "no_newer_report"


def test_a_snapshot_that_was_cleaned_away(
    home: tuple[Store, Mapping[str, str]], tmp_path: Path
) -> None:
    store = copied(home[0], tmp_path / "copy")
    for end in ("duckdb", "json"):
        (store.snapshots_folder / f"000001.{end}").unlink()
    workspace = Workspace(store.folder)
    decision = records.kept(workspace)[home[1]["restated"]][0]
    assert causes(store.folder, decision, "000002").is_known is False
    records.change(workspace, home[1]["restated"], {"state": "done"}, by="Ani")
    [row] = done(store)
    assert some(row, *SIDES, "verdict") == [4, 6, 6, "restated"]
    assert "terbitan 000001" in wording.restated(row)


def test_nobody_can_be_fewer_than_none(home: tuple[Store, Mapping[str, str]]) -> None:
    """A village with no PSM, then one: by chance from none to five, and not 4 below."""
    asked = figures.Asked("psm_active", V2)
    found = moves.of_coverage(partial(ask, home[0].folder), asked, THEN, NOW)
    assert found.interval is not None
    assert found.interval.printed(0) == Interval(1, 0, 6)
    assert found.interval.verdict == "not_beyond_chance"


COUNTS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1)


@hypothesis.settings(max_examples=60)
@given(COUNTS, st.integers(50, 5000))
def test_psm_and_what_is_made_of_them_agree(
    counts: list[tuple[int, int]], ppks: int
) -> None:
    """PMKS being the same, the ratio falls just where PSM rise beyond chance."""
    found = pd.DataFrame(
        [
            {
                "region_code": f"63.71.01.{1001 + place}",
                "psm_active": now,
                "psm_active_before": before,
                "ppks_persons": ppks,
                "ppks_persons_before": ppks,
            }
            for place, (now, before) in enumerate(counts)
        ]
    )
    sides = {}
    for figure in ("psm_active", "psm_per_1000_ppks", "ratio"):
        move = moves.of_psm(figure, moves.Move(THEN, NOW), found, found)
        if move.interval is not None:
            low, high = move.interval.low, move.interval.high
            assert low <= move.interval.change <= high
            sides[figure] = (low > 0) - (high < 0)
    assert sides["psm_active"] == sides["psm_per_1000_ppks"]
    assert sides.get("ratio", -sides["psm_active"]) == -sides["psm_active"]


def test_a_figure_or_region_that_is_no_more(
    home: tuple[Store, Mapping[str, str]], tmp_path: Path
) -> None:
    store = copied(home[0], tmp_path / "copy")
    decision = records.kept(Workspace(store.folder))[home[1]["late"]][0]
    for lost in ({"figure": "left_out_since"}, {"region": "63.99"}):
        gone = replace(decision, state="done", **lost)
        records.keep(Workspace(store.folder), gone, by="Ani")
    for row in done(store):
        assert some(row, "verdict", "verdict_reason") == ["unknown", "gone"]
        assert row["value_then"] == 5
        assert wording.told(row) == ["Angka atau wilayah ini tidak ada lagi."]
        assert wording.figure_name(row["figure"])


def test_cases_since_are_told_from_those_before() -> None:
    """Of 100 cases until June 40 with a PSM, of 250 until December 130: 90 of 150."""

    def answers(question: str, **given: Any) -> pd.DataFrame:
        if question == "rounds":
            row = {"dataset": "cases", "region_code": CITY, "month": NOW}
            return pd.DataFrame([row | {"state": "reported"}])
        part, whole = (130, 250) if given["as_of"] == NOW else (40, 100)
        row = {"indicator": "cases_with_psm_pct", "region_code": CITY}
        row |= {"numerator": part, "denominator": whole, "status": "reported"}
        return pd.DataFrame([row])

    asked = figures.Asked("cases_with_psm_pct", CITY)
    found = indicator_moves.of_indicator(answers, asked, THEN, NOW)
    assert (found.before, found.now, found.share, found.is_since) == (40, 60, 1, True)
    assert found.interval == of_shares(90, 150, 40, 100).times(100)
    other = figures.Asked("dtks_verified_pct", CITY)  # its list does not grow
    late = indicator_moves.of_indicator(answers, other, THEN, NOW)
    assert late.reason == "no_newer_report"


# what is kept


def kept_at(folder: Path, **values: Any) -> tuple[Workspace, str]:
    decision = records.Decision(
        text="Tambah PSM",
        figure="psm_active",
        region=CITY,
        as_of=THEN,
        snapshot="000001",
        shown=Shown(10.0),
    )
    workspace = Workspace(folder)
    return workspace, records.keep(workspace, replace(decision, **values), by="Ani")


def test_every_change_stays_in_the_history(tmp_path: Path) -> None:
    workspace, number = kept_at(tmp_path)
    records.change(workspace, "1", {"who": "Budi", "due": "2025-01-31"}, by="Cici")
    records.change(workspace, "1", {"state": "dropped", "reason": "sudah"}, by="Dedi")
    assert number == "0001"
    decision, entry = records.kept(workspace)[number]
    assert (decision.who, decision.state, decision.reason) == (
        "Budi",
        "dropped",
        "sudah",
    )
    assert entry.changed_by == "Dedi"
    told_of = [
        (one.changed_by, records.what_changed(one))
        for one in records.history(workspace, number)
    ]
    assert told_of[:2] == [
        ("Dedi", {"state": ("open", "dropped"), "reason": ("", "sudah")}),
        ("Cici", {"who": ("", "Budi"), "due": ("", "2025-01-31")}),
    ]
    assert told_of[2][0] == "Ani"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"text": "  "}, "apa yang diputuskan"),
        ({"due": "31-01-2025"}, "bukan tanggal"),
        ({"state": "lost"}, "open, done, dropped"),
        ({"state": "dropped"}, "mengapa"),
        ({"target": float("nan")}, "angka"),
        ({"figure": "psm_valid"}, "tetap seperti dicatat"),
        ({"shown": 12}, "tetap seperti dicatat"),
        ({"text": f"Hubungi {NIK}"}, "NIK"),
        ({"who": f"Budi {NIK}"}, "NIK"),
    ],
    ids=str,
)
def test_what_has_no_meaning_changes_nothing(
    tmp_path: Path, values: dict[str, Any], expected: str
) -> None:
    workspace, number = kept_at(tmp_path)
    before = workspace.version()
    with pytest.raises(Misuse, match=expected) as caught:
        records.change(workspace, number, values, by="Ani")
    assert NIK not in str(caught.value)
    assert workspace.version() == before
    with pytest.raises(Misuse):
        records.change(workspace, "9", {"who": "x"}, by="Ani")
    with pytest.raises(Misuse):
        records.change(workspace, number, {"who": "x"}, by=" ")
    assert NIK.encode() not in workspace.path.read_bytes()


def test_numbers_are_given_once_whoever_notes(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda _n: kept_at(tmp_path)[1], range(12)))
    assert sorted(numbers) == [f"{n:04}" for n in range(1, 13)]
    workspace = Workspace(tmp_path)
    workspace.put(DECISION, "0012", None, by="x")
    assert kept_at(tmp_path)[1] == "0013"

    def who(n: int) -> None:
        fields = ("who", "text", "reason")
        records.change(workspace, "1", {fields[n % 3]: f"{n}"}, by="x")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(who, range(3)))
    decision = records.kept(workspace)["0001"][0]
    assert (decision.who, decision.text, decision.reason) == ("0", "1", "2")


def test_verify_notices_what_was_changed_past_the_log(
    home: tuple[Store, Mapping[str, str]],
) -> None:
    store = home[0]
    assert told(store) == ""
    with kept(store.folder / "workspace.db"):
        rewrite(
            store,
            "update entries set value = replace(value, 'Budi', 'Cici') "
            "where topic = 'decision' and key = '0001'",
        )
        assert "workspace.db" in told(store)
        [fault] = log_chain.faults(store.folder / "workspace.db")
        assert "decision “0001”" in fault
    with kept(store.folder / "workspace.db"):
        rewrite(store, "delete from log where topic = 'decision' and key = '0002'")
        assert "workspace.db" in told(store)


def run(store: Store, *words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["decisions", *words, "--store", str(store.folder)])
    return done.exit_code, done.stdout, done.stderr


def test_the_commands(home: tuple[Store, Mapping[str, str]], tmp_path: Path) -> None:
    store = copied(home[0], tmp_path / "copy")
    here = ("--figure=psm_active", f"--region={CITY}", f"--as-of={THEN}")
    code, _out, err = run(store, "note", HOSTILE, *here, "--target=18,5", "--by=Ani")
    assert (code, err) == (0, "Keputusan 0014 dicatat.\n")
    assert run(store, "change", "14", "--who=Budi", "--by=Ani")[0] == 0
    assert run(store, "withdraw", "14", "--reason=tidak jadi", "--by=Ani")[0] == 0
    code, out, _err = run(store, "list", "--state=dropped", "--format=json")
    [row] = json.loads(out)
    assert (row["text"], row["target"], row["who"]) == (HOSTILE, 18.5, "Budi")
    assert row["told"].startswith("Dari 10")
    [_heads, cells] = csv.reader(
        io.StringIO(run(store, "list", "--state=dropped", "--format=csv")[1])
    )
    assert cells[1].startswith("'=cmd")  # no formula
    assert "selang perubahan +2 s.d. +16" in run(store, "list", "--state=dropped")[1]
    code, out, _err = run(store, "log", "14", "--format=json")
    assert code == 0
    assert {(one["field"], one["after"]) for one in json.loads(out)} >= {
        ("who", "Budi"),
        ("state", "dropped"),
        ("reason", "tidak jadi"),
    }
    for words in (
        ("note", "x", *here[1:], "--figure=nothing"),
        ("note", "x", here[0], here[2], "--region=63.99"),
        ("note", "x", *here[:2], "--as-of=2024"),
        ("note", "x", *here, "--norm=0"),
        ("note", "x", *here, "--kinds=nobody"),
        ("note", "x", *here, "--scenario=none"),
        ("note", "x", *here, "--target=many"),
        ("note", f"{NIK}", *here),
        ("change", "99", "--who=x"),
    ):
        code, out, err = run(store, *words)
        assert (code, out) == (2, ""), words
        assert NIK not in err
    assert run(store, "note", "x", *here, "--snapshot=9")[0] == 1


def test_before_anything_is_published(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="Belum ada yang diterbitkan"):
        noting.note(
            Store(tmp_path),
            text="x",
            figure="psm_active",
            region=CITY,
            as_of=THEN,
            by="Ani",
        )
