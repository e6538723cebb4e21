"""After an answer a file is understood again, and not read again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from imbang.intake.apart import reports, wire
from imbang.intake.apart.checks import check_apart
from imbang.intake.checking import check_files
from imbang.intake.files.cells import Sheet
from imbang.intake.files.sources import Source
from imbang.intake.one_file import check_one
from imbang.intake.report.results import CheckedFile, Options
from imbang.intake.sheet import SheetChecks
from imbang.screens.imports.desk import Desk
from tests.units.intake.conftest import TODAY, identify
from tests.units.intake.test_intake_apart import needs

CODE = "63.71.01.1001"
HEAD = ["Kode Wilayah", "Jenis PMKS", "Periode", "Jumlah"]
SHEETS = {
    "PPKS": [HEAD, [CODE, "Pemulugn", "2024", 3], [CODE, "Gelandangan", "2024", 1.5]],
    "Dua": [
        [*HEAD, "", *HEAD],
        [CODE, "Pengemis", "2023", 4, "", CODE, "Pemulugn", "2023", 5],
    ],
}
SAID = Options(labels={"Pemulugn": "scavenger"})
BROKEN = b"no workbook"  # what would be refused, were it read


def told(checked: CheckedFile) -> object:
    return (
        checked.problems,
        checked.questions,
        checked.said,
        checked.office,
        [draft.table for draft in checked.drafts],
        [(read.headings, read.columns, rows(read.content)) for read in checked.sheets],
    )


def rows(sheet: Sheet | None) -> list[list[str]]:
    assert sheet is not None
    return [sheet.row(row) for row in range(sheet.height)]


def test_an_answer_is_heard_without_the_file(write) -> None:
    path = write(SHEETS)
    source = Source(path.name, path.read_bytes())
    first = check_apart(source, Options(), TODAY, needs())
    assert [q.text for q in first.questions] == ["Pemulugn", "Pemulugn"]
    again = check_apart(
        Source(path.name, BROKEN, first.book), SAID, TODAY, needs()
    )  # fmt: skip
    here = check_one(
        path.name, source.content, SheetChecks(SAID, identify, TODAY), None
    )
    assert told(again) == told(here)
    third = check_apart(
        Source(path.name, BROKEN, again.book), Options(), TODAY, needs()
    )  # fmt: skip
    assert told(third) == told(first)


def test_what_was_read_is_not_kept_twice(write) -> None:
    path = write({"PPKS": SHEETS["PPKS"]})
    first = check_apart(Source(path.name, path.read_bytes()), SAID, TODAY, needs())
    assert first.book is not None
    assert first.sheets[0].content is first.book.sheets[0]
    again = check_apart(Source(path.name, BROKEN, first.book), SAID, TODAY, needs())
    assert again.book is first.book
    assert again.sheets[0].content is first.book.sheets[0]


def test_the_other_side_may_not_leave_out_what_nobody_knows(write) -> None:
    path = write({"PPKS": SHEETS["PPKS"]})
    checked = check_one(
        path.name, path.read_bytes(), SheetChecks(SAID, identify, TODAY), None
    )
    packed = b"".join(reports.pack(checked, knows_book=True))
    assert reports.unpack(packed, checked.book).problems == checked.problems
    with pytest.raises(wire.BrokenFrame):
        reports.unpack(packed)


def test_the_desk_keeps_what_was_read_until_another_file_comes(write) -> None:
    path = write({"PPKS": SHEETS["PPKS"]})
    source = Source(path.name, path.read_bytes())
    report = check_files([source], Options(), identify=identify, today=TODAY)
    desk = Desk().put([source]).checked(path.name, report)
    [item] = desk.answered(path.name, SAID).items
    assert item.source.book is report.books[path.name]
    assert "Gelandangan" not in repr(item) + repr(item.source) + repr(report)
    [item] = desk.put([replace(source, content=BROKEN)]).items
    assert item.source.book is None
    assert desk.without(path.name).items == ()
