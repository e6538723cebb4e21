"""A sheet's errors in place: real row numbers, marked cells, nothing that must not show."""

from __future__ import annotations

import re
from collections.abc import Sequence

from imbang.intake.files.books import sheet_of
from imbang.intake.report.problems import Problem, Severity
from imbang.intake.report.results import SheetRead
from imbang.screens.imports.preview import MARKED_ROWS, pages, preview, samples
from imbang.screens.imports.preview_section import draw

NIK = "6371014101900001"


def sheet(rows: Sequence[Sequence[str]], **columns: int) -> SheetRead:
    """A register whose second row is the heading; ``columns`` are key → position."""
    return SheetRead(
        "a.csv",
        None,
        "pillars",
        (2,),
        tuple(rows[1]),
        {at: key for key, at in columns.items()},
        rows=len(rows) - 2,
        content=sheet_of(rows),
    )


def problem(
    row: int | None, column: str | None, severity: Severity = "error"
) -> Problem:
    return Problem("a.csv", None, row, column, None, "rule", "What is wrong.", severity)


ROWS = [
    ["Daftar PSM", "", ""],
    ["NIK", "Nama", "Kode"],
    *([NIK, f"Warga {n}", "63.71"] for n in range(3, 103)),
]
READ = sheet(ROWS, nik=0, name=1, region_code=2)


def test_rows_with_problems_stand_between_their_neighbours() -> None:
    shown = preview(READ, [problem(10, "Kode"), problem(50, None, "warning")])
    assert shown is not None
    assert [row.number for row in shown.rows] == [2, 9, 10, 11, 49, 50, 51]
    assert [row.number for row in shown.rows if not row.follows] == [9, 49]
    assert shown.letters == ("A", "B", "C")
    wrong = shown.rows[2]
    assert wrong.texts[1:] == ("Warga 10", "63.71")
    assert (wrong.marks, wrong.worst) == ({2: "error"}, "error")
    assert [(note.letter, note.message) for note in wrong.notes] == [
        ("C", "What is wrong.")
    ]
    assert (shown.rows[5].marks, shown.rows[5].worst) == ({}, "warning")


def test_identities_are_masked_and_headings_are_not() -> None:
    shown = preview(READ, [problem(10, "NIK")])
    assert shown is not None
    assert shown.rows[0].texts[0] == "NIK"
    assert shown.rows[2].texts[0] == "6371************"
    assert NIK not in draw(shown, caption="x")
    assert samples(READ, 0) == ["6371************"]
    assert samples(READ, 1) == ["Warga 3", "Warga 4"]


def test_an_identity_in_any_other_column_is_masked_too() -> None:
    read = sheet([["", ""], ["Nama", "Kode"], [f"Budi {NIK}", "x"]], name=0)
    shown = preview(read, [problem(3, "Kode")])
    assert shown is not None
    assert shown.rows[-1].texts[0] == "Budi 6371************"


def test_the_same_note_is_told_once_a_page_and_marked_everywhere() -> None:
    shown = preview(READ, [problem(row, "Kode") for row in (10, 11, 12)])
    assert shown is not None
    wrong = [row for row in shown.rows if row.worst]
    assert [len(row.notes) for row in wrong] == [1, 0, 0]
    assert [row.marks for row in wrong] == [{2: "error"}] * 3


def test_many_problems_go_on_pages() -> None:
    found = [problem(row, "Kode") for row in range(3, 3 + MARKED_ROWS + 1)]
    first, second = preview(READ, found), preview(READ, found, page=2)
    assert first is not None
    assert second is not None
    assert (pages(found), pages(found[:-1])) == (2, 1)
    assert sum(row.worst is not None for row in first.rows) == MARKED_ROWS + 1
    assert second.rows[0].number == 2
    assert second.rows[-1].number == 3 + MARKED_ROWS + 1


def test_nothing_in_place_is_nothing_to_show() -> None:
    assert preview(READ, [problem(None, None)]) is None
    assert preview(SheetRead("a.csv", None, None), [problem(3, "x")]) is None


def test_what_a_file_holds_is_never_markup() -> None:
    hostile = "<script>alert(1)</script>"
    read = sheet([["", ""], [hostile, '"><img src=x>'], [hostile, "=cmd()"]])
    found = Problem("a.csv", None, 3, hostile, None, "r", f"Found {hostile}", "error")
    shown = preview(read, [found])
    assert shown is not None
    drawn = draw(shown, caption=hostile)
    tags = set(re.findall(r"<\s*/?\s*(\w+)", drawn))
    assert tags <= {
        "div",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "b",
        "span",
    }
    assert "&lt;script&gt;" in drawn
