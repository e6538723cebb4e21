"""Decisions in the meeting: noted, seen, changed, given up; and what a page says of them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from imbang.app.page_files import list_pages
from imbang.briefs import making
from imbang.briefs.model import Asked, Screen, Table
from imbang.briefs.source import Snapshots, Source
from imbang.cli.main import app as commands
from imbang.decisions import figures, records
from imbang.decisions.records import Decision, Shown
from imbang.refusals import Misuse
from imbang.screens.meeting import words as noting_words
from imbang.screens.profile import words as profile_words
from imbang.settings import settings
from imbang.store.workspace import Workspace
from imbang.texts import use_language
from imbang.wording.messages import decisions as messages
from tests.decided import CITY, LATE, NOW, OTHER, WRONG
from tests.pages.conftest import reading
from tests.pages.languages import foreign
from tests.pages.test_pages import opened, words
from tests.units.test_decisions import HOSTILE, NIK

PAGES = {page.path.stem.partition("_")[2]: page for page in list_pages()}
NOBODY = "11"
SCREENS = ("standing", "decisions")


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    yield
    use_language("id")


@pytest.fixture(scope="module")
def source(decided_store: Path) -> Source:
    return Snapshots(decided_store).source()


@pytest.fixture
def served_decided(decided_store: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of the store with decisions, as the one that pages read; its meetings have
    two screens, which are made quickly."""
    shutil.copytree(decided_store, tmp_path / "store")
    others = [f"-{key}" for key in making.screen_names() if key not in SCREENS]
    text = ",".join([*SCREENS, *others])
    settings.change(Workspace(tmp_path / "store"), "meeting_screens", text, by="Ani")
    yield from reading(tmp_path / "store")


def screen(store: Path, source: Source, region: str, lang: str = "id") -> Screen:
    use_language(lang)
    asked = Asked(region, NOW, lang="en" if lang == "en" else "id")
    found = making.make_screen(store, asked, source, "decisions")
    assert found is not None
    return found


def meeting(**query: str) -> AppTest:
    app = opened(PAGES["rapat"], **{"region": CITY, "as_of": NOW, **query})
    assert not app.exception
    return app


# the screen


def test_the_message_counts_the_verdicts(decided_store: Path, source: Source) -> None:
    """Of eight in the city PSM, those valid, and two figures of both moved; 13 in all."""
    told = screen(decided_store, source, CITY)
    assert told.message == (
        "4 dari 8 keputusan bergerak; 2 belum, 1 datanya dikoreksi, 1 belum bisa dinilai"
    )
    assert len(told.message) <= 110
    assert {one.key: one.value for one in told.numbers} == {
        "decisions_open": 8,
        "decisions_overdue": 0,
    }
    told = screen(decided_store, source, "63", "en")
    assert told.message == (
        "4 of 13 decisions have moved; 3 not yet, 3 with data restated,"
        " 3 cannot be told yet"
    )
    assert told.sentences[0] == "Overdue since 31 Dec 2024: “chance”."


@pytest.mark.parametrize(
    ("region", "verdict"),
    [
        (OTHER, "tidak melebihi kebetulan"),
        (WRONG, "data dikoreksi"),
        (LATE, "belum ada laporan baru"),
    ],
)
def test_one_decision_is_told_by_its_verdict(
    decided_store: Path, source: Source, region: str, verdict: str
) -> None:
    told = screen(decided_store, source, region)
    assert told.message == f"Satu keputusan: {verdict}"
    if region == WRONG:
        assert "Jun 2024 kini 6, dulu tampil 4: oleh kiriman" in told.sentences[0]


def test_where_none_was_noted_it_says_how(decided_store: Path, source: Source) -> None:
    told = screen(decided_store, source, NOBODY)
    assert told.is_empty
    assert told.message == "Belum ada keputusan yang dicatat untuk Aceh"
    assert "Catat keputusan" in told.sentences[0]


def test_the_list_says_what_the_command_says(
    decided_store: Path, source: Source
) -> None:
    [table] = screen(decided_store, source, "63").exhibits
    assert isinstance(table, Table)
    where = ["--store", str(decided_store), "--as-of", NOW, "--format=json"]
    printed = CliRunner().invoke(commands, ["decisions", "list", *where]).stdout
    rows = table.rows.to_dict("records")
    assert {row["decision"]: row["told"] for row in rows} == {
        row["decision"]: row["told"] for row in json.loads(printed)
    }
    assert rows[0]["text"] == "chance"  # overdue first
    cells = {row["text"]: {c.key: c.write(row) for c in table.columns} for row in rows}
    assert cells["moved"]["verdict"] == {
        "text": "Bergerak, membaik",
        "mark": "●",
        "tone": "better",
        "under": "+8 (+2 s.d. +16)",
    }
    assert cells["chance"]["due"] == {"text": "31 Des 2024", "under": "Lewat tenggat"}
    assert cells["restated"]["verdict"]["under"] == "Jun 2024: 4 → 6"
    assert cells["villages_with_psm_pct"]["then_now"]["text"].startswith("1,9")
    assert all(
        part.write(row) for row in rows for c in table.columns for part in c.parts
    )
    numbers = [c.figure(row) for row in rows for c in table.columns if c.figure]
    assert (18, "#,##0") in numbers


def test_the_message_of_other_counts() -> None:
    def row(verdict: str, is_better: bool | None = None) -> dict[str, object]:
        return {"verdict": verdict, "is_better": is_better}

    moved = [row("moved", True), row("moved", False)]
    assert messages.title(moved, "x") == "2 dari 2 keputusan bergerak, 1 memburuk"
    chance = [row("not_beyond_chance")] * 2
    assert messages.title(chance, "x").startswith("Belum satu pun dari 2 keputusan")
    late = [row("no_newer_report"), row("unknown")]
    assert "belum ada laporan baru" in messages.title(late, "x")
    every = [*moved, *chance, *late, row("restated")] * 15
    for language in ("id", "en"):
        use_language(language)
        assert len(messages.title(every, "x")) <= 110


# noting


def note(app: AppTest, text: str, **values: str) -> AppTest:
    app.button(key="note").click().run()
    return fill(app, text, **values)


def fill(app: AppTest, text: str, **values: str) -> AppTest:
    app.text_input(key="person_name_noting").input(values.get("by", "Sari")).run()
    app.text_area(key="note_text").input(text)
    app.text_input(key="note_who").input(values.get("who", "Budi"))
    app.selectbox(key="note_figure").set_value("psm_active")
    app.text_input(key="note_target").input(values.get("target", ""))
    app.date_input(key="note_due").set_value(date(2025, 3, 31))
    return app.button(key="note_save").click().run()


def kept(store: Path) -> dict[str, Decision]:
    return {key: one for key, (one, _) in records.kept(Workspace(store)).items()}


def test_noted_seen_changed_and_given_up(served_decided: Path) -> None:
    app = meeting(screen="standing")
    assert not any(one.key == "note_save" for one in app.button)
    note(app, "Tambah PSM", target="1.200,5")
    assert not app.error
    decision = kept(served_decided)["0014"]
    assert (decision.text, decision.who, decision.due) == (
        "Tambah PSM",
        "Budi",
        "2025-03-31",
    )
    # as the snapshot in view has it
    assert (decision.figure, decision.region, decision.as_of) == (
        "psm_active",
        CITY,
        NOW,
    )
    assert (decision.shown, decision.snapshot) == (Shown(18), "000002")
    assert decision.target == 1200.5
    app.button(key="note_show").click().run()
    assert not app.exception
    assert (app.query_params["screen"], app.query_params["decision"]) == (
        "decisions",
        "0014",
    )
    told = words(app)
    assert "Tambah PSM" in told
    assert "18 pada Des 2024; sesudah itu belum ada laporan baru." in told
    assert foreign(app, "id") == set()
    [target] = [one for one in app.text_input if "change_target" in str(one.key)]
    assert target.value == "1.200,5"
    change(app, "target", "90", by="Cici")
    assert kept(served_decided)["0014"].target == 90
    before = Workspace(served_decided).version()
    choose_state(app, "dropped")
    assert "mengapa" in app.error[0].value.casefold()
    assert Workspace(served_decided).version() == before
    change(app, "reason", "anggaran tidak ada")
    dropped = kept(served_decided)["0014"]
    assert (dropped.state, dropped.reason) == ("dropped", "anggaran tidak ada")
    shown = {
        (row["cells"][1]["text"], *(cell["text"] for cell in row["cells"][2:]))
        for row in table(app, "history_0014")
    }
    assert ("Cici", "Target", "1.200,5", "90") in shown
    assert ("Cici", "Keadaan", "Berjalan", "Dibatalkan") in shown
    assert ("Sari", "Apa", "–", "Tambah PSM") in shown
    assert "Dibatalkan, alasannya tercatat: 1." in words(app)


def change(app: AppTest, field: str, value: str, by: str = "") -> None:
    if by:
        app.text_input(key="person_name_decision").input(by).run()
    [one] = [one for one in app.text_input if f"change_{field}" in str(one.key)]
    one.input(value)
    save(app)


def choose_state(app: AppTest, state: str) -> None:
    [one] = [one for one in app.selectbox if "change_state" in str(one.key)]
    one.set_value(state)
    save(app)


def save(app: AppTest) -> None:
    [button] = [one for one in app.button if "change_save" in str(one.key)]
    button.click().run()
    assert not app.exception


def table(app: AppTest, key: str) -> list[dict[str, list[dict[str, str]]]]:
    """The rows of a table of the page."""
    for one in app.get("bidi_component"):
        if key in one.proto.id:
            return list(json.loads(one.proto.json)["rows"])
    raise AssertionError(key)


def test_undone_right_away(served_decided: Path) -> None:
    app = note(meeting(screen="standing"), "Salah catat")
    app.button(key="note_undo").click().run()
    assert not app.exception
    undone = kept(served_decided)["0014"]
    assert (undone.state, undone.reason) == (
        "dropped",
        "Diurungkan tepat setelah dicatat",
    )
    assert not any(one.key == "note_undo" for one in app.button)


def test_what_is_refused_is_said_and_nothing_is_lost(served_decided: Path) -> None:
    before = Workspace(served_decided).version()
    app = meeting(screen="standing")
    app.button(key="note").click().run()
    for text, target, by, expected in (
        ("Tambah PSM", "", "", "siapa"),
        ("  ", "", "Sari", "apa yang diputuskan"),
        ("Tambah PSM", "banyak", "Sari", "“banyak” bukan sasaran"),
        ("Tambah PSM", "18.5", "Sari", "“18.5” bukan sasaran"),
        (f"Hubungi {NIK}", "", "Sari", "NIK"),
    ):
        fill(app, text, target=target, by=by)
        [error] = app.error
        assert expected.casefold() in error.value.casefold()
        assert NIK not in error.value
        assert Workspace(served_decided).version() == before
        assert app.text_input(key="note_who").value == "Budi"


def test_what_was_typed_is_text(served_decided: Path) -> None:
    app = note(meeting(screen="standing"), HOSTILE, who="<b>Budi</b> **x**")
    app.button(key="note_show").click().run()
    assert not app.exception
    bodies = " ".join(one.proto.body for one in app.get("html"))
    assert "<script>alert" not in bodies
    assert "<b>Budi" not in bodies
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **tebal**" in bodies


def test_in_english_and_with_a_plan(served_decided: Path) -> None:
    app = meeting(lang="en", decision="0001", screen="decisions")
    told = words(app)
    assert "1 of 2 places filled; fewer beyond reach: 50 seen, 100 predicted." in told
    assert "From 10 (Jun 2024) to 18 (Dec 2024)" in told
    assert foreign(app, "en") == set()
    use_language("en")
    app.button(key="note").click().run()
    assert app.selectbox(key="note_plan").options == ["None", "Dua"]


def test_rows_lead_to_their_decisions(served_decided: Path) -> None:
    app = meeting(screen="decisions")
    bodies = " ".join(one.proto.body for one in app.get("html"))
    links = re.findall(r'href="(rapat\?[^"]*decision=\d{4})', bodies)
    assert len(links) == 8
    assert all("screen=decisions" in link for link in links)
    # one that is not there is passed over
    assert not meeting(decision="9999").exception


def test_a_profile_says_how_many_are_under_way(served_decided: Path) -> None:
    app = opened(PAGES["profil"], region="63", as_of=NOW)
    assert not app.exception
    assert "13 keputusan berjalan di sini, 1 lewat tenggat" in words(app)
    assert any("screen=decisions" in str(one.proto) for one in app.get("page_link"))
    assert "keputusan berjalan" not in words(opened(PAGES["profil"], region="63.04"))
    assert profile_words.told_decisions([], date.today()) == ""


# what is offered


def test_figures_of_screens_are_ones_that_decisions_know(
    decided_store: Path, source: Source
) -> None:
    known = set(figures.known())
    assert set(noting_words.SAME.values()) | set(noting_words.NEAR.values()) <= known
    brief = making.make(decided_store, Asked("63", NOW), source)
    for one in brief.screens:
        choices = noting_words.figure_choices(one)
        assert set(choices) == known
    standing = noting_words.figure_choices(brief.screen("standing"))
    assert list(standing)[:3] == ["ppks_persons", "psm_active", "ratio"]
    assert standing["psm_active"] == "PSM aktif: 35"
    assert list(noting_words.figure_choices(None)) == list(figures.known())


def test_regions_of_a_place_are_those_in_it() -> None:
    inside = noting_words.region_choices(CITY, ("63",))
    assert next(iter(inside)) == CITY
    assert all(code.startswith(CITY) for code in inside)
    nation = noting_words.region_choices("ID", ("63",))
    assert list(nation)[:2] == ["ID", "63"]
    assert len(nation) == 2 + 13
    assert len(set(nation.values())) == len(nation)


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("id", "1.200", 1200),
        ("id", "12,5 %", 12.5),
        ("en", "1,200.5", 1200.5),
        ("en", "-3", -3),
        ("id", " ", None),
    ],
)
def test_targets_are_read_in_the_language_of_the_page(
    language: str, text: str, value: float | None
) -> None:
    use_language(language)
    assert noting_words.read_target(text) == value
    assert noting_words.read_target(noting_words.write_target(value)) == value
    with pytest.raises(Misuse):
        noting_words.read_target("=1+1")
