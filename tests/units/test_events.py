"""Events that trends are read with: kept, refused, drawn where they belong, and in words."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from imbang.app.state.fingerprints import fingerprint
from imbang.cli.main import app
from imbang.drawing import events as drawing
from imbang.drawing.events import Mark, with_events
from imbang.drawing.lines import Line, lines
from imbang.drawing.paper import picture
from imbang.periods import parse_month
from imbang.refusals import Misuse
from imbang.settings import events
from imbang.settings.events import Event
from imbang.store.workspace import EVENT, Workspace
from imbang.texts import use_language
from imbang.wording.exhibits import events as wording

PROVINCE, CITY, DISTRICT = "63", "63.71", "63.71.01"
NIK = "6371010112900001"
HOSTILE = "=1+1 <script>alert(1)</script> **tebal** %{x} '; drop table log"
DECREE = Event("2024-03-15", PROVINCE, "decree", "SK 188")
MONTHS = [f"2024-{month:02d}" for month in range(1, 13)]


def chart() -> Any:
    return lines([Line("PMKS", dict.fromkeys(MONTHS, 3.0), "#1f5f57")])


def marks(*found: Event) -> tuple[Mark, ...]:
    return wording.marks(found, MONTHS)


def drawn_at(*found: Event) -> list[float]:
    return [shape.x0 for shape in with_events(chart(), marks(*found)).layout.shapes]


def labels(figure: Any) -> list[str]:
    return [note.text for note in figure.layout.annotations if note.hovertext]


def test_it_is_kept_changed_removed_and_brought_back(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    number = events.keep(workspace, DECREE, by=" Ani ")
    assert number == "0001"
    [(event, entry)] = events.kept(workspace).values()
    assert (event, entry.changed_by) == (DECREE, "Ani")
    events.change(workspace, "1", {"when": "2/2024", "trends": ("ppks",)}, by="Budi")
    changed = events.kept(workspace)[number][0]
    assert (changed.when, changed.trends, changed.text) == (
        "2024-02",
        ("ppks",),
        "SK 188",
    )
    events.remove(workspace, "1", by="Cici")
    assert events.kept(workspace) == {}
    assert events.last_removed(workspace) == (number, changed)
    events.bring_back(workspace, by="Cici")
    assert events.kept(workspace)[number][0] == changed
    assert events.last_removed(workspace) is None
    assert events.keep(workspace, DECREE, by="Ani") == "0002"
    told = [(one.changed_by, one.after is None) for one in events.history(workspace)]
    assert told[1:] == [
        ("Cici", False),
        ("Cici", True),
        ("Budi", False),
        ("Ani", False),
    ]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2024-03", "2024-03"),
        (" 2024-3-5 ", "2024-03-05"),
        ("5/3/2024", "2024-03-05"),
        ("05.03.2024", "2024-03-05"),
        ("03-2024", "2024-03"),
    ],
)
def test_dates_are_read_as_people_write_them(
    tmp_path: Path, typed: str, kept: str
) -> None:
    events.keep(Workspace(tmp_path), Event(typed, CITY, "other", "x"), by="Ani")
    assert [e.when for e, _by in events.kept(Workspace(tmp_path)).values()] == [kept]


@pytest.mark.parametrize(
    "wrong",
    [
        {"when": "2024-02-30"},
        {"when": "Maret"},
        {"when": "0001-01"},
        {"when": ""},
        {"region": "99.99"},
        {"region": ""},
        {"kind": "party"},
        {"text": " "},
        {"text": "x" * 81},
        {"text": f"untuk {NIK}"},
        {"trends": ("weather",)},
    ],
)
def test_what_has_no_meaning_is_refused_and_nothing_kept(
    tmp_path: Path, wrong: dict[str, Any]
) -> None:
    workspace = Workspace(tmp_path)
    given = {"when": "2024-03", "region": CITY, "kind": "other", "text": "x"} | wrong
    with pytest.raises(Misuse) as refused:
        events.keep(workspace, Event(**given), by="Ani")
    assert NIK not in str(refused.value)
    assert workspace.changes() == []
    with pytest.raises(Misuse):
        events.keep(workspace, DECREE, by="")
    with pytest.raises(Misuse, match="7"):
        events.remove(workspace, "7", by="Ani")


def test_it_touches_its_region_and_what_lies_in_it_and_nothing_above() -> None:
    city = Event("2024-03", CITY, "other", "x", ("pillars",))
    nation = Event("2024-03", "ID", "other", "x")
    seen = {
        region: [
            one.touches(region, ["pillar_counts"]) for one in (DECREE, city, nation)
        ]
        for region in ("ID", PROVINCE, CITY, DISTRICT, "63.72", "62.71")
    }
    assert seen == {
        "ID": [False, False, True],
        PROVINCE: [True, False, True],
        CITY: [True, True, True],
        DISTRICT: [True, True, True],
        "63.72": [True, False, True],
        "62.71": [False, False, True],
    }
    assert not city.touches(CITY, ["ppks", "verification"])
    assert city.touches(CITY, ["ppks", "pillars"])


def test_a_line_stands_at_its_month_and_none_outside_the_axis() -> None:
    before, after = (
        Event("2023-12", CITY, "other", "x"),
        Event("2025-01", CITY, "other", "x"),
    )
    assert drawn_at(before, DECREE, after) == [parse_month("2024-03")]
    assert drawn_at(before, after) == drawn_at() == []
    assert wording.marks([DECREE], []) == ()
    # it takes no room from the plot
    plain, with_one = chart(), with_events(chart(), marks(DECREE))
    heights = [f.layout.height - f.layout.margin.t for f in (plain, with_one)]
    assert heights[0] == heights[1]


def test_two_of_a_month_have_one_line_and_both_numbers() -> None:
    second = Event("2024-03", PROVINCE, "bimtek", HOSTILE)
    figure = with_events(chart(), marks(DECREE, second))
    assert [shape.x0 for shape in figure.layout.shapes] == [parse_month("2024-03")]
    assert labels(figure) == ["<b>1–2</b>"]
    [told] = [n.hovertext for n in figure.layout.annotations if n.hovertext]
    assert "<script>" not in told
    assert "SK 188" in told
    use_language("id")
    assert wording.notes(marks(DECREE, second)) == [
        f"(1) Mar 2024 · Bimtek: {HOSTILE} (Kalimantan Selatan)",
        "(2) 15 Mar 2024 · Keputusan: SK 188 (Kalimantan Selatan)",
    ]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40), st.integers(1, 2))
def test_numbers_never_lie_on_each_other(shares: list[float], rows: int) -> None:
    shares.sort()
    numbers = list(range(1, len(shares) + 1))
    groups = drawing._groups(numbers, shares, rows)
    assert [n for a, b in groups for n in numbers[a : b + 1]] == numbers
    boxes: list[list[tuple[float, float]]] = [[] for _ in range(rows)]
    for place, (a, b) in enumerate(groups):
        middle = 140 * (shares[a] + shares[b]) / 2
        half = 7.5 * len(drawing._label(numbers[a], numbers[b])) / 2
        boxes[place % rows].append((middle - half, middle + half))
    for row in boxes:
        pairs = itertools.pairwise(row)
        assert all(left[1] < right[0] for left, right in pairs)


def test_neighbours_are_told_apart_in_two_rows() -> None:
    near = [Event(f"2024-{m:02d}", CITY, "other", "x") for m in (3, 4, 5, 11)]
    figure = with_events(chart(), marks(*near))
    assert labels(figure) == ["<b>1</b>", "<b>2</b>", "<b>3</b>", "<b>4</b>"]
    shifts = {note.yshift for note in figure.layout.annotations if note.hovertext}
    assert len(shifts) == 2


def test_paper_draws_them() -> None:
    plain = picture.svg(chart(), None)
    marked = picture.svg(with_events(chart(), marks(DECREE)), None)
    assert len(marked) > len(plain)


def test_a_remembered_drawing_knows_its_events() -> None:
    def remembered(found: tuple[Mark, ...]) -> bytes:
        return fingerprint(lambda theme: with_events(chart(), found, theme=theme))

    changed = Event("2024-03-15", PROVINCE, "decree", "SK 189")
    keys = {remembered(marks(DECREE)), remembered(marks(changed)), remembered(())}
    assert len(keys) == 3


def test_commands_note_change_list_and_remove(tmp_path: Path) -> None:
    def run(*words: str) -> str:
        done = CliRunner().invoke(app, ["events", *words, f"--store={tmp_path}"])
        return done.stdout if done.exit_code == 0 else f"{done.exit_code} {done.output}"

    use_language("id")
    run("note", HOSTILE, "--date=2024-03", "--region=63.71", "--trend=ppks", "--by=Ani")
    assert events.kept(Workspace(tmp_path))["0001"][0].trends == ("ppks",)
    run("change", "1", "--date=2024-04-01", "--trend=all", "--by=Ani")
    event = events.kept(Workspace(tmp_path))["0001"][0]
    assert (event.when, event.trends, event.text) == ("2024-04-01", (), HOSTILE)
    listed = run("list", "--format=csv").splitlines()
    assert len(listed) == 2
    assert listed[0].startswith("event,when,region_code,kind,text,trends")
    refused = run("note", "x", "--date=besok", "--region=63", "--by=Ani")
    assert "2024-03-15" in refused
    assert "Traceback" not in refused
    run("remove", "1", "--by=Ani")
    assert Workspace(tmp_path).entries(EVENT) == {}
    assert len(run("list", "--format=csv").splitlines()) == 1
