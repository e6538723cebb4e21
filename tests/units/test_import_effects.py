"""What an officer is told before accepting: the effect, the part, what is sure to be meant."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from imbang.intake.files.sources import Source
from imbang.intake.report.problems import Problem
from imbang.intake.report.results import Answer, Options, Question, Report
from imbang.periods import parse_month
from imbang.reference import regions
from imbang.screens.imports import difference_tables, words
from imbang.screens.imports.desk import Item, replacements, sure
from imbang.screens.imports.effects import effects, part_of
from imbang.store.deliveries import Store
from tests.conftest import draft

CITY, DISTRICT = "63.71", "63.71.01"
VILLAGES = [f"63.71.0{d}.100{n}" for d in (1, 2) for n in (1, 2, 3)]


def counts(*villages: str, month: str, office: str = CITY, **given: Any) -> Any:
    row = {"kind": "poor", "unit": "person", "count": 5} | given
    rows = [{"region_code": village} | row for village in villages]
    return draft("ppks", office, month, rows)


def item(*drafts: Any) -> Item:
    return Item(Source("a.xlsx", b""), Options(), Report((), drafts))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """All six villages in December, four of them in June, one of those in January."""
    store = Store(tmp_path_factory.mktemp("effects") / "store")
    for month, told in (("2024-01", 1), ("2024-06", 4), ("2024-12", 6)):
        sent = [counts(*VILLAGES[:told], month=month)]
        store.record(sent, by="tester", received_on=date(2025, 1, 1))
    return store


def test_villages_left_out_fall_back_to_the_latest_month_before(store: Store) -> None:
    sent = counts(*VILLAGES[1:3], month="2024-12")
    found = replacements([sent], store.counted())
    [effect] = effects(store, found, store.counted())
    assert effect.lost == {VILLAGES[0], *VILLAGES[3:]}
    assert effect.left_on == ((parse_month("2024-06"), 2),)
    assert effect.without == 2
    assert effect.are_villages


def test_a_whole_file_has_no_effect_to_warn_of(store: Store) -> None:
    sent = [counts(*VILLAGES, month="2024-12"), counts(VILLAGES[0], month="2025-01")]
    found = replacements(sent, store.counted())
    assert list(effects(store, found, store.counted())) == []


def test_what_is_taken_out_anyway_is_not_told(store: Store) -> None:
    found = replacements([counts(VILLAGES[0], month="2024-12")], store.counted())
    assert list(effects(store, found, counted=[])) == []


@pytest.mark.parametrize(
    ("villages", "part"),
    [
        (VILLAGES[:2], DISTRICT),
        (VILLAGES[:1], VILLAGES[0]),
        ([VILLAGES[0], DISTRICT], DISTRICT),
        (VILLAGES, None),  # two districts: no part that has a name
        ([CITY], None),
    ],
)
def test_a_file_of_one_part_is_that_parts(villages: list[str], part: str) -> None:
    assert part_of(item(counts(*villages, month="2024-12"))) == part


def test_registers_are_no_part() -> None:
    """A part's register would leave those that it no longer lists in the whole one."""
    listed = {"region_code": VILLAGES[0], "kind": "psm", "person_key": "a" * 32}
    register = draft("pillars", CITY, "2024-12", [listed])
    assert part_of(item(register)) is None
    assert part_of(item(counts(VILLAGES[0], month="2024-12"), register)) is None


def question(text: str, *offered: Answer, about: Any = "kind") -> Question:
    return Question("a.xlsx", "PPKS", about, text, offered=offered)


ELDERLY = Answer("neglected_elderly", "Lanjut usia terlantar")
CHILD = Answer("neglected_child", "Anak terlantar")
TODDLER = Answer("neglected_toddler", "Anak balita terlantar")
MANTUIL = Answer("63.71.01.1001", "Mantuil, Banjarmasin Selatan (63.71.01.1001)")


@pytest.mark.parametrize(
    ("asked", "taken"),
    [
        (question("Lanjut usia terlantr", ELDERLY), ELDERLY),
        (question("Anak telantar", CHILD, TODDLER), CHILD),
        (question("Mantuill", MANTUIL, about="region"), MANTUIL),
        (question("Lansia", ELDERLY), None),  # likely, but other words
        (question("Anak", CHILD, TODDLER), None),
        (question("Anak telantar", TODDLER, CHILD), None),  # not the first one
        (question("Kelayan", Answer("a", "Kelayan"), Answer("b", "Kelayan")), None),
        (question("", Answer("63.71", "Kota Banjarmasin"), about="office"), None),
        (question("2024", Answer("63.71", "x")), None),
        (question("Anak telantar"), None),
    ],
)
def test_only_what_the_file_all_but_says_is_taken_unseen(
    asked: Question, taken: Answer | None
) -> None:
    assert sure(asked) == taken


def problem(severity: Any, row: int, column: str = "Jenis PMKS") -> Problem:
    return Problem("a.xlsx", "PPKS", row, column, None, "r", "Wrong.", severity)


def test_the_badge_and_the_tab_count_the_same() -> None:
    asked = Question("a.xlsx", "PPKS", "kind", "Anak", rows=(4, 5), column="Jenis PMKS")
    problems = (
        problem("error", 4),
        problem("error", 5),
        problem("error", 9, column="Jumlah"),
        problem("warning", 7),
    )
    report = Report(problems, (), questions=(asked,))
    badge = words.verdict_words(report)
    assert badge == words.found_words(report, "error")
    assert "1" in badge
    assert "3" not in badge  # the rows of the question are not counted as errors too
    refused = Report(problems, ())
    assert words.found_words(refused, "error") in words.verdict_words(refused)


def test_places_of_the_stores_provinces_come_first() -> None:
    far, near = Answer("16.08", "OKU Timur"), Answer("63.03", "Kabupaten Banjar")
    asked = question("", far, near, about="office")
    assert words.offered(asked, None, None, ("63",))[:2] == [near, far]
    assert words.offered(asked, None, None)[:2] == [far, near]
    others = words.near_first(words.offices(), ("63",))
    assert {one.key[:2] for one in others[:14]} == {"63"}


@pytest.mark.parametrize(
    ("title", "office"),
    [
        ("PEMERINTAH KECAMATAN MARTAPURA BARAT", "63.03"),
        ("Kec. Banjarmasin Selatan Tahun 2024", "63.71"),
        ("DINAS SOSIAL KABUPATEN TANAH BUMBUH", "63.10"),
        ("KOTA BANJARMASN", "63.71"),
    ],
)
def test_a_title_that_names_no_office_for_certain_says_which_may_be_meant(
    title: str, office: str
) -> None:
    assert regions.load().likely_offices([title])[0] == office


def test_titles_that_name_no_place_offer_none() -> None:
    titles = ["REKAP PMKS 2024", "Kecamatan Kelurahan/Desa Jumlah", "Kota", ""]
    assert regions.load().likely_offices(titles) == []


def test_differences_lead_with_causes_and_leave_out_what_looks_the_same() -> None:
    rows = pd.DataFrame(
        [
            ("63", "norm", 161.31, 161.34, 0.03, "1-1, 1-2, 1-3", None),
            ("63.01", "uncovered_persons", 10.2, 10.4, 0.2, "1-1", None),
            ("63.01", "state", None, None, None, "1-1, 1-2", None),
            ("63.02", "ppks_persons", 5.0, 9.0, 4.0, "1-1", None),
            ("63.03", "ppks_persons", None, 7.0, None, "1-1, 1-2", "norm"),
            ("63.04", "ppks_persons", 50.0, 10.0, -40.0, "1-1", None),
        ],
        columns=[
            "region_code", "figure", "before", "after", "change", "submissions", "settings",
        ],
    )  # fmt: skip
    rows["change"] = rows["change"].astype(float)
    seen = difference_tables.by_cause(rows)
    shown = list(zip(seen["region_code"], seen["figure"], strict=True))
    assert shown == [
        ("63.04", "ppks_persons"),
        ("63.02", "ppks_persons"),
        ("63.01", "state"),
        ("63.03", "ppks_persons"),
    ]
