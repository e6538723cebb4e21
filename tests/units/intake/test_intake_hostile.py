"""Files that would harm whoever opens them: each gets its message, none does harm."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from imbang.intake import reader_child, reading, wire
from imbang.intake.books import read_book
from imbang.intake.reading import read_file
from imbang.intake.sources import Source
from imbang.refusals import Refusal
from tests.units.intake import hostile

MB = 1_000_000


def refused(content: bytes, name: str = "a.xlsx") -> str:
    with pytest.raises(Refusal) as told:
        read_file(Source(name, content))
    return str(told.value)


def far_cells(last: str, row: int) -> str:
    return (
        f'<row r="1">{hostile.text_cell("A1", "x")}</row>'
        f'<row r="{row}">{hostile.text_cell(f"{last}{row}", "y")}</row>'
    )


BILLION_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (hostile.xlsx(more={"xl/media/a.bin": b"\0" * 60 * MB}), "unpacks to 60 MB"),
        (hostile.xlsx(far_cells("XFD", 1_048_576)), "too far apart"),
        (hostile.xlsx(head=BILLION_LAUGHS), "definitions that no workbook needs"),
        (
            hostile.xlsx(more={"xl/sharedStrings.xml": BILLION_LAUGHS + "<sst>&i;</sst>"}),
            "definitions that no workbook needs",
        ),
        (hostile.xlsx()[:-200], "damaged"),
        (hostile.xlsx("<row r='1'><c><v>1</v></c></row>"), "not written in the usual"),
        (hostile.packed({"word/document.xml": "x"}), "(Word), not a table"),
        (hostile.packed({"ppt/presentation.xml": "x"}), "(PowerPoint), not a table"),
        (hostile.packed({"data/ppks.xlsx": "x"}), "packed folder"),
        (hostile.packed({"a.txt": "x"}), "damaged"),
    ],
    ids=range(10),
)  # fmt: skip
def test_workbooks_that_are_not_opened(content: bytes, part: str) -> None:
    assert part in refused(content)


def test_a_csv_of_a_million_columns() -> None:
    assert "1000001 columns" in refused(b"a," * MB + b"\n", "a.csv")


def test_a_csv_whose_rows_are_far_too_wide_together() -> None:
    content = b"," * 16_000 + b"x\n" + b"y\n" * 2_000
    assert "too far apart" in refused(content, "a.csv")


def test_a_million_empty_cells_with_a_format_are_no_cells() -> None:
    empty = "".join(
        f'<row r="{n}"><c r="B{n}" s="1"/></row>' for n in range(3, 200_000)
    )
    (sheet,) = read_file(
        Source("a.xlsx", hostile.xlsx(hostile.table_rows() + empty))
    ).sheets
    assert sheet.row(1) == list(hostile.GOOD_ROW)
    assert sheet.height < 10


def test_a_file_larger_than_any_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_CONTENT", 10)
    assert "larger than 0 MB" in refused(hostile.xlsx())


def test_a_process_that_needs_too_much_ends_and_says_so() -> None:
    child = (
        "from imbang.intake import reader_child\n"
        "reader_child.MOST_MEMORY = 400_000_000\n"
        "reader_child.read_book = lambda *_: bytearray(500_000_000)\n"
        "reader_child.main()\n"
    )
    assert "far more memory" in answer_of(child)


def test_a_process_that_computes_for_ever_ends_and_says_so() -> None:
    child = (
        "from imbang.intake import reader_child\n"
        "def spin(*_):\n    while True: pass\n"
        "reader_child.MOST_SECONDS = 1\n"
        "reader_child.read_book = spin\n"
        "reader_child.main()\n"
    )
    assert "takes too long" in answer_of(child)


def test_a_process_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SECONDS", 0.3)
    assert "takes too long" in answer_of("import time\ntime.sleep(60)\n")


def test_a_process_that_answers_nonsense_is_not_believed() -> None:
    child = "import os\nos.write(1, b'B' + (8).to_bytes(8, 'little') + b'12345678')\n"
    assert "damaged" in answer_of(child)


def answer_of(code: str) -> str:
    """What is said of a file whose process runs ``code`` instead."""
    child = reading._Child()
    child.close()
    child.process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        with pytest.raises(Refusal) as told:
            child.read(Source("a.csv", b"a,b\n1,2\n"), lambda _share: None)
    finally:
        child.close()
    return str(told.value)


def test_the_process_knows_no_secret_and_starts_in_no_folder_of_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("IMBANG_SECRET", "tell nobody")
    child = reading._Child()
    try:
        told = Path(f"/proc/{child.process.pid}/environ")
        if not told.is_file():
            pytest.skip("this system does not show a process's environment")
        assert b"tell nobody" not in told.read_bytes()
        assert told.with_name("cwd").readlink() != Path.cwd()
    finally:
        child.close()


def test_one_process_reads_file_after_file() -> None:
    source = Source("a.csv", b"a,b\n1,2\n")
    read_file(source)
    (child, _clock), *_rest = reading._idle
    with pytest.raises(Refusal):
        read_file(Source("b.csv", b"\x00\x01\x02" * 50))
    read_file(source)
    assert child in [waiting for waiting, _clock in reading._idle]


def test_an_idle_process_ends() -> None:
    read_file(Source("a.csv", b"a,b\n1,2\n"))
    child, clock = reading._idle[-1]
    clock.cancel()
    reading._end_idle(child)
    assert child.process.poll() is not None
    assert child not in [waiting for waiting, _clock in reading._idle]


def test_several_at_once_do_not_mix() -> None:
    def height(rows: int) -> int:
        content = b"a,b\n" + b"1,2\n" * rows
        return read_file(Source(f"{rows}.csv", content)).sheets[0].height

    counts = [3, 500, 7, 900, 11, 60]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(height, counts)) == [count + 1 for count in counts]
    assert len(reading._idle) <= 2


def test_what_is_sent_over_comes_out_the_same() -> None:
    content = hostile.xlsx()
    direct, sent = read_book("a.xlsx", content), read_file(Source("a.xlsx", content))
    [one], [other] = direct.sheets, sent.sheets
    assert (one.name, one.height, one.merged) == (
        other.name,
        other.height,
        other.merged,
    )
    assert [c.texts for c in one.columns] == [c.texts for c in other.columns]
    assert [c.is_number for c in one.columns] == [c.is_number for c in other.columns]
    assert [c.codes.tolist() for c in one.columns] == [
        c.codes.tolist() for c in other.columns
    ]


def test_codes_beyond_the_texts_are_refused() -> None:
    parts = wire.pack(read_book("a.csv", b"a\nb\n"))
    parts[2] = (7).to_bytes(4, "little") * 2
    with pytest.raises(wire.BrokenFrame):
        wire.unpack(b"".join(parts))


def test_macros_and_links_are_named_and_left_alone(tmp_path: Path, check) -> None:
    path = tmp_path / "ppks.xlsm"
    more = {"xl/vbaProject.bin": "x", "xl/externalLinks/externalLink1.xml": "<x/>"}
    path.write_bytes(hostile.xlsx(more=more))
    report = check(path)
    assert not report.refused
    assert [p.rule for p in report.problems] == ["macros", "external_links"]


def test_an_old_workbook_is_read_with_merged_cells_and_hidden_sheets(
    check, found, notes
) -> None:
    report = check(Path(__file__).parent / "cases" / "old_excel.xls")
    assert found(report) == []
    assert (None, "hidden_sheet") in notes(report)
    ppks, population = report.drafts
    assert ppks.table["region_code"].to_pylist() == [
        "63.71.01.1001", "63.71.01.1001", "63.71.01.1002"
    ]  # fmt: skip
    assert ppks.table["count"].to_pylist() == [12, 1204, 0]
    assert population.table["inhabitants"].to_pylist() == [657663]


def test_an_opendocument_workbook_with_a_million_repeated_rows(
    tmp_path: Path, check, found
) -> None:
    blank = '<table:table-cell table:number-columns-repeated="16380"/>'
    rows = hostile.ods_row(hostile.HEADINGS, blank) + hostile.ods_row(hostile.GOOD_ROW)
    rows += (
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    path = tmp_path / "ppks.ods"
    path.write_bytes(hostile.ods(rows))
    report = check(path)
    assert found(report) == []
    assert report.drafts[0].table["count"].to_pylist() == [12]


def test_an_opendocument_workbook_filled_to_its_far_corner() -> None:
    full = (
        hostile.ods_row((*hostile.GOOD_ROW,))
        .replace(
            "<table:table-row>",
            '<table:table-row table:number-rows-repeated="1048576">',
        )
        .replace(
            "<table:table-cell ",
            '<table:table-cell table:number-columns-repeated="4096" ',
        )
    )
    assert "save it as .xlsx" in refused(hostile.ods(full), "a.ods")


def test_progress_goes_from_nothing_to_all(tmp_path: Path) -> None:
    shares: list[float] = []
    read_file(Source("a.xlsx", hostile.xlsx()), shares.append)
    assert shares == [1.0]


def test_the_limits_leave_room_for_what_offices_send() -> None:
    assert reader_child.MOST_MEMORY > 1_000_000_000
