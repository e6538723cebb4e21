"""Who may ask and change what: every role with every question and every action.

The tables are written by hand, not worked out from the roles: whoever adds a question, a
topic, an address or a function that changes a store writes here who may.
"""

from __future__ import annotations

import ast
import hashlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from imbang import demo, paths
from imbang.access import acting
from imbang.access.acting import NotAllowed, acting_as
from imbang.access.people import NOBODY, OPERATOR, Grant, Person
from imbang.access.rights import Role
from imbang.analysis import workloads
from imbang.analysis.placement import scenarios
from imbang.app import server
from imbang.backups import packing, restoring
from imbang.briefs import making
from imbang.briefs.earlier import papers
from imbang.briefs.model import Asked
from imbang.decisions import noting, records
from imbang.geometry import boundaries
from imbang.intake import importing, profiles
from imbang.intake.report.results import Options, Report, SheetRead
from imbang.periods import parse_month
from imbang.publishing import background, publish, verify
from imbang.questions import asking, finding_notes
from imbang.questions.catalogue import questions
from imbang.refusals import Refusal
from imbang.releases import leaving, record
from imbang.releases.files import About
from imbang.settings import events, people, settings
from imbang.settings.events import Event
from imbang.store import (
    acceptance,
    accepting,
    named,
    snapshots,
    views,
    workspace,
)
from imbang.store import finding_notes as store_finding_notes
from imbang.store.deliveries import Store
from imbang.store.personal import erasing, seen
from imbang.store.views import SavedView
from imbang.store.workspace import Workspace
from tests.conftest import draft

CITY, OTHER = "63.71", "63.72"
PEOPLE = {
    "viewer": Person("i v", "Vina", (Grant(Role.VIEWER),)),
    "planner": Person("i p", "Putu", (Grant(Role.PLANNER),)),
    "officer": Person("i o", "Oki", (Grant(Role.OFFICER, CITY),)),
    "officer elsewhere": Person("i e", "Edi", (Grant(Role.OFFICER, OTHER),)),
    "head": Person("i h", "Hadi", (Grant(Role.HEAD, CITY),)),
    "administrator": Person("i a", "Adi", (Grant(Role.ADMINISTRATOR),)),
    "nobody": NOBODY,
}
WITH_ROLE = set(PEOPLE) - {"nobody"}
OFFICERS = {"officer", "officer elsewhere"}
PLANNERS = {"planner", "head"}
NO_ONE: set[str] = set()


class Reached(Exception):
    """What was to be done would now be done: it is not this test's."""


def reached(*_given: Any, **_named: Any) -> Any:
    raise Reached


def may(who: str, do: Callable[[], object]) -> bool:
    """Whether somebody is let do it: it was done, or would now be.

    Refused for any other reason than a right it is neither, and no case of a table.
    """
    with acting_as(PEOPLE[who]):
        try:
            do()
        except NotAllowed:
            return False
        except Reached:
            return True
    return True


def test_what_is_refused_for_another_reason_is_not_let_in() -> None:
    def do() -> None:
        raise Refusal("nothing is there")

    with pytest.raises(Refusal):
        may("head", do)


@pytest.fixture(scope="module")
def folder(two_cities: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the store of two cities, which these tests change."""
    copy = tmp_path_factory.mktemp("matrix") / "store"
    return Path(shutil.copytree(two_cities, copy))


def test_what_is_not_a_matter_of_roles_has_no_table_here() -> None:
    assert may("nobody", lambda: None)
    assert not may("nobody", acting.require_operator)


# questions

FIGURES = {
    "acceptance activities case_days case_handling case_kinds completeness coverage",
    "coverage_change data_age dual_roles figure_age finding_counts flow_reach growth",
    "indicator_changes",
    "indicator_grid indicator_trend indicator_values map_layers national_list",
    "national_list_deciles national_list_trend need_flows need_flows_by_region",
    "need_rates needs needs_change needs_groups participants participants_by_region",
    "pillar_ladder pillar_matrix pillar_staffing pillar_trend pillar_vacancies",
    "placement psm_traits region_children region_history region_path register_age",
    "repeaters reporting role_overlap rounds scope selection_results services settings",
    "sources topics training_reach vacancies verification verification_trend",
    "verified_places",
}
QUESTIONS: dict[str, set[str]] = {
    **{name: WITH_ROLE for names in FIGURES for name in names.split()},
    "finding": OFFICERS | {"head"},
    "findings": OFFICERS | {"head"},
}
# of answers that everybody with a role sees: keys, codes and names of regions, periods,
# units, states, and what an office says of its activities
TEXTS = {
    "activity against base_month basis category chain_level counted_kinds",
    "coverage_against dataset decile direction element families_period",
    "families_status first_month indicator individuals_period individuals_status",
    "judgement kind kind_a kind_b kind_set last_month last_verified latest level",
    "local_code meta month norm_source now_month office_code office_name oldest organiser",
    "parent_code period pillar_kinds place ppks_kinds ppks_period ppks_status",
    "problem_group province_code psm_period psm_status reached region_code",
    "region_name rule series severity source standing state status target_region",
    "title topic topics trait unit until verdict verdict_reason verdict_strength",
}


def test_every_question_stands_in_the_table() -> None:
    assert questions().keys() == QUESTIONS.keys()


@pytest.mark.parametrize("who", PEOPLE)
def test_a_question_is_asked_by_those_of_the_table(who: str) -> None:
    for question, allowed in QUESTIONS.items():
        asked = may(who, lambda question=question: asking.require(question))
        assert asked == (who in allowed), question


def test_what_everybody_sees_holds_no_other_texts(folder: Path) -> None:
    """Names, notes, files and rows of people would be a further column."""
    snapshot = snapshots.current_snapshot(folder)
    assert snapshot is not None
    cursor = asking.cursor_of(snapshot)
    cursor.register("notes", store_finding_notes.table(folder))
    sent = snapshot.manifest["submissions"]
    cursor.register("acceptance", acceptance.table(folder, sent))
    known = {text for line in TEXTS for text in line.split()}
    further: dict[str, set[str]] = {}
    for name, question in questions().items():
        given = dict.fromkeys(question.takes)
        rows = cursor.execute(f"describe {question.sql}", given).fetchall()
        texts = {column for column, type, *_rest in rows if "VARCHAR" in type}
        if texts - known:
            further[name] = texts - known
    assert further == {
        # the head who stands behind figures
        "acceptance": {"accepted_by", "accepted_at", "open_months"},
        "finding": {"finding_id", "detail", "from_month"},
        "findings": {
            *("finding_id", "detail", "owner", "note"),
            *("changed_by", "changed_at", "since"),
        },
    }


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("officer", {CITY}),
        ("officer elsewhere", {OTHER}),
        ("head", {CITY}),
        ("viewer", None),
        ("planner", None),
        ("administrator", None),
        ("nobody", None),
    ],
)
def test_findings_are_seen_in_the_region_of_a_role_alone(
    folder: Path, who: str, seen: set[str] | None
) -> None:
    given = {"region": "63", "as_of": "2024-06"}
    all_of_them = asking.ask(folder, "findings", **given)
    assert set(all_of_them["region_code"]) == {CITY, OTHER}
    one = {
        code: rows["finding_id"].iloc[0]
        for code, rows in all_of_them.groupby("region_code")
    }
    with acting_as(PEOPLE[who]):
        if seen is None:
            for ask in (asking.ask, asking.ask_table):
                with pytest.raises(NotAllowed):
                    ask(folder, "findings", **given)
                with pytest.raises(NotAllowed):
                    ask(folder, "finding", finding=one[CITY])
            return
        rows = asking.ask(folder, "findings", **given)
        assert set(rows["region_code"]) == seen
        assert list(rows.index) == list(range(len(rows)))
        table = asking.ask_table(folder, "findings", **given)
        assert set(table["region_code"].to_pylist()) == seen
        for code, finding in one.items():
            found = asking.ask(folder, "finding", finding=finding)
            assert bool(len(found)) == (code in seen)


def test_everybody_with_a_role_sees_how_many_findings_there_are(folder: Path) -> None:
    given = {"region": "63", "as_of": "2024-06"}
    found = asking.ask(folder, "findings", **given).query("state == 'open'")
    for who in WITH_ROLE:
        with acting_as(PEOPLE[who]):
            counts = asking.ask(folder, "finding_counts", **given)
        assert counts["findings"].sum() == len(found) > 0


# entries of the workspace

TOPICS: dict[str, set[str]] = {
    "setting": {"administrator"},
    "profile": {"officer"},
    "finding": {"officer", "head"},
    "decision": {"head"},
    "event": {"administrator"},
    "view": PLANNERS,
    "paper": {"head"},
    "people": {"administrator"},
    "acceptance": {"head"},
    "seen": {"officer"},  # by what they are shown
    "login": set(PEOPLE),  # the server's own
    "scenario": PLANNERS,
    "workload": PLANNERS,
}


def test_every_topic_stands_in_the_table() -> None:
    constants = {
        value
        for name, value in vars(workspace).items()
        if name.isupper() and isinstance(value, str) and value.islower()
    }
    assert constants == TOPICS.keys() | {workspace.STORE}
    assert workspace.NEEDED.keys() == TOPICS.keys()


@pytest.mark.parametrize("topic", TOPICS)
def test_an_entry_is_changed_by_those_of_the_table(tmp_path: Path, topic: str) -> None:
    kept = Workspace(tmp_path)
    for who in PEOPLE:
        value = {"region_code": CITY, "by": who}
        did = may(who, lambda v=value: kept.put(topic, CITY, v, by="somebody else"))
        assert did == (who in TOPICS[topic]), who
        if did:
            assert kept.get(topic, CITY) == value
            # who logged in signs, whatever name was given
            signed = kept.entries(topic)[CITY].changed_by
            assert signed == PEOPLE[who].name
    told = {one.after["by"] for one in kept.changes()}
    assert told == TOPICS[topic]


@pytest.mark.parametrize("topic", ["profile", "finding"])
def test_an_entry_of_a_region_cannot_be_moved_out_of_it(
    tmp_path: Path, topic: str
) -> None:
    kept = Workspace(tmp_path)
    kept.put(topic, CITY, {"region_code": CITY}, by="o")
    for value in (None, {"region_code": OTHER}):
        change = {CITY: value, OTHER: {"region_code": OTHER}}
        assert not may(
            "officer elsewhere", lambda c=change: kept.put_all(topic, c, by="o")
        )
    assert kept.entries(topic).keys() == {CITY}


# functions that change a store

At = tuple[Store, Workspace]
_VIEW = SavedView("ringkasan", {"region": CITY})
_EVENT = Event("2024-03", CITY, "other", "Something")
_ABOUT = About("63", "", "2024-06", "", "", "", "", (), "")
_SCENARIO = scenarios.Scenario("plan", CITY, "2024-06", "", "", {})
_DECISION = {"figure": "psm_active", "region": CITY, "as_of": "2024-06"}
_READ = Report(
    (),
    (),
    sheets=(SheetRead("a.csv", None, "ppks", headings=("Kode", "Jumlah")),),
    offices={"a.csv": CITY},
)


def _first(do: Callable[[], object]) -> None:
    """What has to be there before: done as the operator."""
    with acting_as(OPERATOR):
        do()


def _view(kept: Workspace, name: str) -> None:
    if name not in views.kept(kept):
        _first(lambda: views.save(kept, name, _VIEW, by="o"))


def _removed_view(kept: Workspace) -> None:
    _view(kept, "gone")
    _first(lambda: views.remove(kept, "gone", by="o"))


def _number(add: Callable[[], str]) -> str:
    with acting_as(OPERATOR):
        return add()


def _event(kept: Workspace) -> str:
    return _number(lambda: events.keep(kept, _EVENT, by="o"))


def _decision(at: At) -> str:
    return _number(lambda: noting.note(at[0], text="x", by="o", **_DECISION))


def _kept_decision(at: At) -> records.Decision:
    number = _decision(at)
    return records.kept(at[1])[number][0]


def _undo_setting(kept: Workspace) -> None:
    _first(lambda: settings.change(kept, "city", "Here", by="o"))
    last = kept.changes(workspace.SETTING)[0]
    settings.undo(kept, last, by="x")
    _first(lambda: settings.reset(kept, "city", by="o"))


def _take_role(kept: Workspace) -> None:
    _first(lambda: people.give(kept, "a@b.id", "viewer", by="o"))
    people.take(kept, "a@b.id", "viewer", by="x")


def _undo_role(kept: Workspace) -> None:
    _first(lambda: people.give(kept, "a@b.id", "planner", by="o"))
    people.undo(kept, people.history(kept)[0], by="x")


def _finding(store: Store) -> str:
    with acting_as(OPERATOR):
        rows = asking.ask(store.folder, "findings", region=CITY, as_of="2024-06")
    return str(rows["finding_id"].iloc[0])


def _draft(office: str, period: str = "2024-06") -> Any:
    row = {"region_code": f"{office}.01.1001", "kind": "poor", "unit": "person"}
    return draft("ppks", office, period, [{**row, "count": 1}])


def _record(store: Store, office: str) -> str:
    return store.record([_draft(office)], by="x", received_on=date(2024, 7, 1))


def _withdraw(store: Store, office: str) -> None:
    id = _number(lambda: _record(store, office))
    store.withdraw([o for o in store.counted() if o.id.startswith(id)], by="x")


def _paper(at: At) -> None:
    with acting_as(OPERATOR):
        brief = making.of_store(
            at[0].folder, Asked(CITY, "2024-06", None), keys=["gaps"]
        )
    papers.keep(at[0].folder, brief, by="x")


def _seen(store: Store) -> dict[tuple[str, int], tuple[str, ...]]:
    """What the city sent for a month that no other case is about."""
    place = (CITY, parse_month("2023-12"))
    with acting_as(OPERATOR):
        settings.change(Workspace(store.folder), "acceptance", "on", by="o")
        if place not in acceptance.by_place(store.counted()):
            store.record(
                [_draft(CITY, "2023-12")], by="o", received_on=date(2024, 1, 5)
            )
        sent = acceptance.by_place(store.counted())[place]
        return {place: tuple(one.id for one in sent)}


def _reopen(store: Store) -> None:
    accepted = _seen(store)
    _first(lambda: accepting.accept(store, accepted, by="o"))
    accepting.reopen(store, accepted, reason="r", by="x")


def _put_back(store: Store) -> None:
    accepted = _seen(store)
    [place] = accepted
    _first(lambda: accepting.accept(store, accepted, by="o"))
    accepting.put_back(store, {place: None}, accepted, by="x")


def _erase(store: Store) -> None:
    with acting_as(OPERATOR):
        [one, *_others] = [o for o in store.submissions() if o.dataset == "pillars"]
    # of none of its rows: recorded and switched to all the same
    erasing.erase(store, [erasing.Found(one, (), ())], by="x", why="y")


class _Shapes:
    count_coordinates = reached


ACTIONS: dict[str, tuple[set[str], Callable[[At], object]]] = {
    "analysis.placement.scenarios:save": (
        PLANNERS,
        lambda at: scenarios.save(at[1], _SCENARIO, by="x"),
    ),
    "analysis.placement.scenarios:remove": (
        PLANNERS,
        lambda at: scenarios.remove(at[1], "plan", by="x"),
    ),
    "analysis.workloads:save": (
        PLANNERS,
        lambda at: workloads.save(at[1], "w", workloads.Workload(), by="x"),
    ),
    "backups.packing:back_up": (
        NO_ONE,
        lambda at: packing.back_up(at[0], at[0].folder.parent / "backup"),
    ),
    "backups.restoring:restore": (
        NO_ONE,
        lambda at: restoring.restore(Path("no backup"), at[0].folder),
    ),
    "briefs.earlier.papers:keep": ({"head"}, _paper),
    "decisions.noting:note": (
        {"head"},
        lambda at: noting.note(at[0], text="x", by="x", **_DECISION),
    ),
    "decisions.records:keep": (
        {"head"},
        lambda at: records.keep(at[1], _kept_decision(at), by="x"),
    ),
    "decisions.records:change": (
        {"head"},
        lambda at: records.change(at[1], _decision(at), {"who": "y"}, by="x"),
    ),
    "demo:fill": (NO_ONE, lambda at: demo.fill(at[0], reached)),
    "demo:ensure": (NO_ONE, lambda at: demo.ensure(at[0], reached)),
    "demo:remove": ({"administrator"}, lambda at: demo.remove(at[0], by="x")),
    "geometry.boundaries:keep_shapes": (
        {"administrator"},
        lambda at: boundaries.keep_shapes(at[0].folder, _Shapes()),  # type: ignore[arg-type]
    ),
    "intake.importing:check": (
        OFFICERS,
        lambda _at: importing.check([], Options()),
    ),
    "intake.importing:import_files": (
        OFFICERS,
        lambda at: importing.import_files(at[0], [], Options(), by="x"),
    ),
    "intake.profiles:remember": (
        {"officer"},
        lambda at: profiles.remember(at[1], _READ, Options(dataset="ppks"), by="x"),
    ),
    "publishing.background:start": (
        OFFICERS | {"administrator"},
        lambda at: background.start(at[0], by="x"),
    ),
    "publishing.publish:publish": (
        OFFICERS | {"administrator"},
        lambda at: publish.publish(at[0], by="x"),
    ),
    "publishing.verify:accept": (NO_ONE, lambda at: verify.accept(at[0], by="x")),
    "questions.finding_notes:note": (
        {"officer", "head"},
        lambda at: finding_notes.note(
            at[0].folder, _finding(at[0]), by="x", note="seen"
        ),
    ),
    "releases.leaving:leave": (
        {"head"},
        lambda at: leaving.leave(at[0].folder, _ABOUT, lowest="village", by="x"),
    ),
    "releases.record:keep": (
        {"head"},
        lambda at: record.keep(at[0].folder, {}, pd.DataFrame(), by="x", known=()),
    ),
    "settings.events:keep": (
        {"administrator"},
        lambda at: events.keep(at[1], _EVENT, by="x"),
    ),
    "settings.events:change": (
        {"administrator"},
        lambda at: events.change(at[1], _event(at[1]), {"text": "y"}, by="x"),
    ),
    "settings.events:remove": (
        {"administrator"},
        lambda at: events.remove(at[1], _event(at[1]), by="x"),
    ),
    "settings.events:bring_back": (
        {"administrator"},
        lambda at: (
            _first(lambda: events.remove(at[1], _event(at[1]), by="o")),
            events.bring_back(at[1], by="x"),
        ),
    ),
    "settings.people:give": (
        {"administrator"},
        lambda at: people.give(at[1], "c@d.id", "viewer", by="x"),
    ),
    "settings.people:take": ({"administrator"}, lambda at: _take_role(at[1])),
    "settings.people:undo": ({"administrator"}, lambda at: _undo_role(at[1])),
    "settings.settings:change": (
        {"administrator"},
        lambda at: settings.change(at[1], "city", "There", by="x"),
    ),
    "settings.settings:change_all": (
        {"administrator"},
        lambda at: settings.change_all(at[1], {"city": "Where"}, by="x"),
    ),
    "settings.settings:reset": (
        {"administrator"},
        lambda at: (
            _first(lambda: settings.change(at[1], "city", "Here", by="o")),
            settings.reset(at[1], "city", by="x"),
        ),
    ),
    "settings.settings:undo": ({"administrator"}, lambda at: _undo_setting(at[1])),
    "store.accepting:accept": (
        {"head"},
        lambda at: accepting.accept(at[0], _seen(at[0]), by="x"),
    ),
    "store.accepting:reopen": ({"head"}, lambda at: _reopen(at[0])),
    "store.accepting:put_back": ({"head"}, lambda at: _put_back(at[0])),
    "store.personal.erasing:erase": ({"administrator"}, lambda at: _erase(at[0])),
    "store.personal.erasing:change": (
        {"administrator"},
        lambda at: erasing.change(
            at[0], at[0].submissions()[:1], reached, "person", "x", "y"
        ),
    ),
    "store.personal.seen:record": (
        {"officer"},
        lambda at: seen.record(at[0].folder, CITY, 1, "import"),
    ),
    "store.deliveries:Store.record": ({"officer"}, lambda at: _record(at[0], CITY)),
    "store.deliveries:Store.withdraw": ({"officer"}, lambda at: _withdraw(at[0], CITY)),
    "store.named:save": (
        PLANNERS,
        lambda at: named.save(at[1], workspace.VIEW, "n", asdict(_VIEW), by="x"),
    ),
    "store.named:remove": (
        PLANNERS,
        lambda at: (
            _first(
                lambda: named.save(at[1], workspace.VIEW, "n", asdict(_VIEW), by="o")
            ),
            named.remove(at[1], workspace.VIEW, "n", by="x"),
        ),
    ),
    "store.snapshots:roll_back": (
        {"administrator"},
        lambda at: snapshots.roll_back(at[0], "1"),
    ),
    "store.snapshots:switch_to": (
        {"administrator"},
        lambda at: snapshots.switch_to(at[0], snapshots.snapshots(at[0])[0]),
    ),
    "store.views:save": (
        PLANNERS,
        lambda at: views.save(at[1], f"v {at[1].version()}", _VIEW, by="x"),
    ),
    "store.views:replace": (
        PLANNERS,
        lambda at: (_view(at[1], "v"), views.replace(at[1], "v", _VIEW, by="x")),
    ),
    "store.views:rename": (
        PLANNERS,
        lambda at: (
            _view(at[1], "v"),
            views.rename(at[1], "v", f"w {at[1].version()}", by="x"),
        ),
    ),
    "store.views:remove": (
        PLANNERS,
        lambda at: (_view(at[1], "v"), views.remove(at[1], "v", by="x")),
    ),
    "store.views:bring_back": (
        PLANNERS,
        lambda at: (_removed_view(at[1]), views.bring_back(at[1], by="x")),
    ),
    "store.workspace:Workspace.put": (
        {"administrator"},
        lambda at: at[1].put("setting", "x", 1, by="x"),
    ),
    "store.workspace:Workspace.put_all": (
        {"administrator"},
        lambda at: at[1].put_all("setting", {"x": 2}, by="x"),
    ),
    "store.workspace:Workspace.add": (
        {"administrator"},
        lambda at: at[1].add("event", {}, by="x"),
    ),
    "store.workspace:Workspace.alter": (
        {"administrator"},
        lambda at: at[1].alter("setting", "x", lambda _v: 3, by="x"),
    ),
    "store.workspace:Workspace.revise": (
        {"administrator"},
        lambda at: at[1].revise("setting", lambda _v: {"x": 4}, by="x"),
    ),
    "store.workspace:Workspace.accept": (
        NO_ONE,
        lambda at: at[1].accept([], by="x"),
    ),
}
# they write nothing of their own: what they call is in the table
ONLY_LOOK = {"store.workspace:Workspace.check"}
ABOVE = ("app", "screens", "cli")  # these change nothing but by what is below them


def changing() -> Iterator[str]:
    """Public functions below the pages that take the store's lock or seal, or say by whom
    something is changed."""
    locks = {"changing", "writing", "record", "withdraw", "switch_to", "keep_shapes"}
    for path in sorted((paths.ROOT / "imbang").rglob("*.py")):
        parts = path.relative_to(paths.ROOT / "imbang").with_suffix("").parts
        if parts[0] in ABOVE:
            continue
        for name, node in functions(ast.parse(path.read_text("utf-8"))):
            calls = [one for one in ast.walk(node) if isinstance(one, ast.Call)]
            if any(
                ast.unparse(one.func).rpartition(".")[2] in locks
                or any(word.arg == "by" for word in one.keywords)
                for one in calls
            ):
                yield f"{'.'.join(parts)}:{name}"


def functions(tree: ast.AST, within: str = "") -> Iterator[tuple[str, ast.FunctionDef]]:
    """Public functions and methods, with their names."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef):
            yield from functions(node, f"{node.name}.")
        elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield f"{within}{node.name}", node


def test_every_function_that_changes_a_store_stands_in_the_table() -> None:
    assert set(changing()) - ACTIONS.keys() - ONLY_LOOK == set()


def test_a_new_one_would_be_seen() -> None:
    tree = ast.parse("def f(): ...\nclass A:\n def g(self): ...\n def _h(self): ...")
    assert [name for name, _node in functions(tree)] == ["f", "A.g"]
    assert len(set(changing())) > 40


def fingerprint(folder: Path) -> str:
    """What is in a store, but for locks."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.endswith(".lock"):
            whole.update(path.relative_to(folder).as_posix().encode())
            whole.update(path.read_bytes())
    return whole.hexdigest()


@pytest.mark.parametrize("name", ACTIONS)
def test_a_store_is_changed_by_those_of_the_table(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "_begin", reached)
    monkeypatch.setattr(publish, "in_words", reached)
    monkeypatch.setattr(leaving.making, "make", reached)
    monkeypatch.setattr(background, "_last", {})
    allowed, do = ACTIONS[name]
    at = (Store(folder), Workspace(folder))
    for who in PEOPLE:
        background._last.clear()
        assert may(who, lambda: do(at)) == (who in allowed), who


def test_what_is_refused_changes_no_byte(folder: Path) -> None:
    store = Store(folder)
    before = fingerprint(folder)
    for who in ("viewer", "planner", "officer elsewhere", "head", "administrator"):
        assert not may(who, lambda: _record(store, CITY))
    counted = store.counted()[:1]
    assert [one.office for one in counted] == [CITY]
    for who in ("viewer", "officer elsewhere", "head", "administrator"):
        assert not may(who, lambda: store.withdraw(counted, by="x"))
    for who in set(PEOPLE) - {"administrator"}:
        assert not may(who, lambda: snapshots.roll_back(store, "1"))
    assert fingerprint(folder) == before


def test_a_delivery_is_signed_by_who_logged_in(folder: Path) -> None:
    store = Store(folder)
    with acting_as(PEOPLE["officer"]):
        id = store.record([_draft(CITY)], by="Siti", received_on=date(2024, 7, 1))
    told = {one.id: one.manifest["recorded_by"] for one in store.deliveries()}
    assert told[id] == "Oki"


# addresses

ROUTES = {
    # the door lets nobody in to them who is not logged in; they hold no names
    "/geo/{sha}.json",
    "/assets/{name}",
    "/app/static/{name}",
    "/opening.json",
    "/opening.js",
    "/healthz",
    "/metrics",
}


def test_every_address_of_our_own_is_known() -> None:
    assert {route.path for route in server.routes()} == ROUTES
