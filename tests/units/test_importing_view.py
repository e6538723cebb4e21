"""The desk of an import: files, answers, what is replaced."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from imbang.intake import importing
from imbang.intake.files.sources import Source
from imbang.intake.report.problems import Problem, Severity
from imbang.intake.report.results import Answer, Options, Question, Report, SheetRead
from imbang.periods import Period, parse_month
from imbang.screens.imports import words
from imbang.screens.imports.desk import (
    LEAVE_OUT,
    Desk,
    all_said,
    answer,
    replacements,
    shrunk,
    take_back,
    told,
    unasked,
    verdict,
)
from imbang.store.deliveries import Store
from tests.conftest import draft

JUNE = Period(parse_month("2024-06"), parse_month("2024-06"))
ROWS = [
    {"region_code": f"63.71.01.100{n}", "kind": "poor", "unit": "person", "count": n}
    for n in range(1, 6)
]


def problem(severity: Severity = "error", row: int | None = 4, **given: Any) -> Problem:
    said = {"message": "Wrong.", "column": "Jumlah"} | given
    return Problem(
        "a.xlsx", "PPKS", row, said["column"], None, "r", said["message"], severity
    )


def question(about: Any, text: str = "", **given: Any) -> Question:
    return Question("a.xlsx", "PPKS", about, text, **given)


def desk(*names: str) -> Desk:
    return Desk().put(Source(name, b"...") for name in names)


def test_a_file_dropped_again_keeps_its_answers_and_is_checked_again() -> None:
    said = Options(region="63.71")
    lying = desk("a.xlsx", "b.xlsx").answered("a.xlsx", said)
    lying = lying.checked("a.xlsx", Report((), ())).checked("b.xlsx", Report((), ()))
    again = lying.put([Source("a.xlsx", b"mended")])
    assert [item.name for item in again.items] == ["a.xlsx", "b.xlsx"]
    assert [item.name for item in again.unchecked] == ["a.xlsx"]
    assert again.items[0].options == said
    assert again.sources[0].content == b"mended"


def test_files_of_one_name_that_come_together_are_told_apart() -> None:
    names = [item.name for item in desk("a.xlsx", "a.xlsx", "b", "b", "b").items]
    assert names == ["a.xlsx", "a (2).xlsx", "b", "b (2)", "b (3)"]


def test_answers_hold_for_their_file_alone() -> None:
    lying = desk("a.xlsx", "b.xlsx").answered("a.xlsx", Options(region="63.71"))
    assert lying.options.of("a.xlsx").region == "63.71"
    assert lying.options.of("b.xlsx") == Options()


def test_all_of_it_can_be_accepted_or_nothing() -> None:
    good = Report((), (draft("ppks", "63.71", "2024-06", ROWS),))
    bad = Report((problem(),), ())
    lying = desk("a.xlsx", "b.xlsx").checked("a.xlsx", good)
    assert not lying.is_ready  # the other one is not checked yet
    assert not lying.checked("b.xlsx", bad).is_ready
    assert lying.checked("b.xlsx", bad).without("b.xlsx").is_ready
    assert not Desk().is_ready


def test_two_files_that_tell_the_same_clash() -> None:
    one = Report((), (draft("ppks", "63.71", "2024-06", ROWS),))
    lying = desk("a.xlsx", "b.xlsx").checked("a.xlsx", one).checked("b.xlsx", one)
    assert [clash.rule for clash in lying.clashes] == ["given_twice", "given_twice"]
    assert not lying.is_ready


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        (Report((), ()), "ready"),
        (Report((problem("warning"),), ()), "ready"),
        (Report((problem(),), ()), "refused"),
        (Report((problem(),), (), questions=(question("kind", "x"),)), "asks"),
    ],
)
def test_verdicts(report: Report, expected: str) -> None:
    assert verdict(report) == expected


@pytest.mark.parametrize(
    ("asked", "said", "expected"),
    [
        (question("dataset"), "ppks", Options(dataset="ppks")),
        (question("office"), "63.71", Options(region="63.71")),
        (question("period"), "2024-06", Options(period=JUNE)),
        (question("heading", "Banyak"), "count", Options(headings={"Banyak": "count"})),
        (question("kind", "Miskin"), "poor", Options(labels={"Miskin": "poor"})),
        (
            question("region", "Alalak"),
            "63.71.04",
            Options(labels={"Alalak": "63.71.04"}),
        ),
        (question("kind", "Lain"), LEAVE_OUT, Options(leave_out=frozenset({"Lain"}))),
    ],
)
def test_an_answer_is_said_where_the_check_looks_and_can_be_taken_back(
    asked: Question, said: str, expected: Options
) -> None:
    options = answer(Options(), asked, said)
    assert options == expected
    [one] = all_said(options)
    assert words.said_words(one, ())
    assert take_back(options, one) == Options()


def test_a_period_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="Juni"):
        answer(Options(), question("period"), "Juni")


def test_likely_answers_come_first_and_leaving_out_last() -> None:
    asked = question(
        "kind",
        "Fakir miskn",
        offered=(Answer("poor", "Fakir miskin"),),
        can_leave_out=True,
    )
    sheet = SheetRead("a.xlsx", "PPKS", "ppks")
    keys = [one.key for one in words.offered(asked, sheet, None)]
    assert keys[0] == "poor"
    assert keys[-1] == LEAVE_OUT
    assert len(keys) == len(set(keys)) == 27  # 26 kinds, and not at all


def test_regions_are_offered_within_the_office_alone() -> None:
    asked = question("region", "Alalak")
    keys = [one.key for one in words.offered(asked, None, "63.71")]
    assert len(keys) > 50
    assert all(key.startswith("63.71") for key in keys)


def test_what_is_replaced_and_what_is_new(tmp_path: Any) -> None:
    store = Store(tmp_path)
    before = draft("ppks", "63.71", "2024-06", ROWS)
    store.record([before], by="Sari", received_on=date(2024, 7, 1))
    smaller = draft("ppks", "63.71", "2024-06", ROWS[:2])
    new = draft("ppks", "63.71", "2024-07", ROWS)
    found = replacements([smaller, new], store.counted())
    assert [one.before.id if one.before else None for one in found] == [
        "000001-1",
        None,
    ]
    assert told(found) == {
        smaller.slot: "000001-1",
        new.slot: None,
    }
    assert [one.draft for one in shrunk(found)] == [smaller]


def test_errors_that_an_answer_puts_right_are_told_from_others() -> None:
    asked = question("kind", "Miskin", rows=(4, 5), column="Jenis")
    period = question("period")
    found = (
        problem(row=4, column="Jenis"),
        problem(row=5, column="Jenis"),
        problem(row=None, column=None),
        problem(row=4),
        problem("warning", 5, column="Jenis"),
    )
    report = Report(found, (), questions=(asked, period))
    assert unasked(report) == [found[3], found[4]]
    said = words.verdict_words(report)
    assert said == "2 pertanyaan perlu dijawab, 1 kesalahan"


def test_problems_that_say_the_same_stand_together() -> None:
    found = words.groups(
        [problem(row=4), problem("warning", 9), problem(row=5), problem(row=7)]
    )
    assert [(g.place, g.severity, g.count) for g in found] == [
        ("kolom Jumlah, baris 4–5, 7", "error", 3),
        ("kolom Jumlah, baris 9", "warning", 1),
    ]


SHEET = (
    b"DINAS SOSIAL KOTA BANJARMASIN,,,\nKode Wilayah,Jenis PMKS,Periode,Jumlah\n"
    b"63.71.01.1001,Pemulng,2024,4\n"
)


def test_what_an_office_said_before_is_said_again_and_can_be_taken_back(
    tmp_path: Any,
) -> None:
    store = Store(tmp_path / "store")
    said = Options(labels={"Pemulng": "scavenger"})
    before = importing.import_files(store, [Source("a.csv", SHEET)], said, by="Ani")
    assert before.delivery is not None
    lying = desk().put([Source("b.csv", SHEET)])
    report = importing.check(lying.sources, Options(), store=store)
    lying = lying.checked("b.csv", report)
    [item] = lying.items
    assert lying.is_ready
    assert [(one.text, one.key) for one in all_said(item.options)] == [
        ("Pemulng", "scavenger")
    ]
    taken = take_back(item.options, all_said(item.options)[0])
    [item] = lying.answered("b.csv", taken).items
    assert item.is_known
    again = importing.check([item.source], item.options)
    assert [one.text for one in again.questions] == ["Pemulng"]
