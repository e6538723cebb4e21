"""Each hostile file, small, is answered in words; random workbooks take few steps.

At their full size the files are checked by ``python -m tests.units.intake.hostile_files``.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imbang.intake.one_file import check_one
from imbang.intake.report import log
from imbang.intake.report.printing import as_json, as_text
from imbang.intake.report.results import Options
from imbang.intake.sheet import SheetChecks
from imbang.refusals import Refusal
from tests.units.intake.conftest import TODAY, identify
from tests.units.intake.hostile_files import FILES, HEADINGS, check, is_in_words
from tests.units.intake.steps import Steps, build_tables, counted

PART = 0.004  # of the full size


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_read_or_refused_in_words(name: str) -> None:
    report = check(FILES[name](PART))
    assert is_in_words(report), [p.message for p in report.problems]
    told = " ".join(problem.message for problem in report.problems)
    assert "seconds of computing" not in told
    assert "far more memory" not in told
    assert len(report.problems) < log.MOST_TOGETHER + 1_000
    assert all(len(problem.message) <= 1_500 for problem in report.problems)
    assert len(report.questions) <= 7 * log.MOST_ASKED
    assert len(as_text(report)) < 100_000
    as_json(report)


def test_the_same_fault_of_many_rows_is_named_for_the_first_and_counted(
    check_sheet,
) -> None:
    rows = [["63.71.01.1001", "Pemulung", "2024", "x"] for _ in range(3_000)]
    report = check_sheet([HEADINGS, *rows])
    told = [p for p in report.problems if p.rule == "count"]
    assert len(told) == log.MOST_ALIKE + 1
    assert [p.row for p in told if p.row] == [*range(2, log.MOST_ALIKE + 2)]
    [rest] = [p for p in told if p.row is None]
    assert rest.message.startswith("2,500 more rows are like these")
    assert (rest.sheet, rest.column, rest.severity) == ("PPKS", "Jumlah", "error")
    assert report.refused


def test_different_labels_are_asked_about_up_to_a_bound(check_sheet) -> None:
    rows = [["63.71.01.1001", f"Jenis {n}", "2024", 1] for n in range(2_500)]
    report = check_sheet([HEADINGS, *rows])
    told = [p for p in report.problems if p.rule == "kind"]
    assert len(told) == log.MOST_NAMED + 1
    assert told[-1].row is None or told[0].row is None
    assert len(report.questions) == log.MOST_ASKED


def test_a_label_of_few_rows_is_asked_about_beside_one_of_thousands(
    check_sheet,
) -> None:
    rows = [["63.71.01.1001", "Entah", "2024", 1] for _ in range(3_000)]
    rows.append(["63.71.01.1001", "Lain", "2024", 1])
    report = check_sheet([HEADINGS, *rows])
    assert [question.text for question in report.questions] == ["Entah", "Lain"]
    assert 3002 in [p.row for p in report.problems if p.rule == "kind"]


def test_long_texts_are_cut_in_messages_and_values(check_sheet) -> None:
    long = "Pemulung " * 3_000
    report = check_sheet([[*HEADINGS, long], ["63.71.01.1001", long, "2024", 1, 1]])
    assert report.refused
    for problem in report.problems:
        assert len(problem.message) <= 1_500
        assert len(problem.column or "") <= 300
        assert len(problem.value or "") <= 120


def test_a_text_longer_than_a_cell_takes_is_told_with_its_cell(check) -> None:
    from imbang.intake.checking import check_files
    from imbang.intake.files.sources import Source

    content = ",".join(HEADINGS) + "\n63.71.01.1001," + "x" * 40_000 + ",2024,1\n"
    source = Source("a.csv", content.encode())
    report = check_files([source], Options(), identify=identify, today=TODAY)
    [problem] = report.problems
    assert "Cell B2" in problem.message
    assert "40,000 characters; expected at most 32,767" in problem.message


@pytest.fixture(scope="module")
def steps() -> Iterator[Steps]:
    build_tables()
    with pytest.MonkeyPatch.context() as patch, counted(patch) as counter:
        yield counter


SAID = st.sampled_from(
    [
        *HEADINGS,
        "Nama Wilayah",
        "Nama Desa",
        "Nama Kecamatan",
        "Jenis Pilar",
        "NIK",
        "Nama",
        "Status",
        "Tahun",
        "Januari",
        "Februari",
        "Laki-laki",
        "Perempuan",
        "L",
        "P",
        "Jumlah",
        "TOTAL",
        "Pemulung",
        "Pengemis",
        "PSM",
        "Pemulungg",
        "Lain-lain",
        "63.71.01.1001",
        "63.71",
        "6371011001",
        "6371010001",
        "Mantuil",
        "Kelayan Barat",
        "KECAMATAN BANJARMASIN SELATAN",
        "DINAS SOSIAL KOTA BANJARMASIN",
        "Keadaan: 2024",
        "Sumber: Dinas Sosial",
        "2024",
        "2024-06",
        "Juni 2024",
        "Triwulan II",
        "-",
        "...",
        "12",
        "1.204",
        "1,5",
        "-3",
        "(1)",
        "(2)",
        "Aktif",
        "Contoh",
        "63",
        "",
    ]
)
ODD = st.text(
    st.sampled_from("-–—/.,:;() []'0123456789asdij%_\u00a0\u200b٣İ"), max_size=80
)
REPEATED = st.builds(
    lambda unit, times: unit * times,
    st.sampled_from(
        ["-", "s.d.", "sd ", "(", "1.", "desa ", "2024-", "jumlah ", "no", " :"]
    ),
    st.integers(1, 300),
)
CELL = st.one_of(SAID, SAID, SAID, ODD, REPEATED, st.floats(), st.integers(), st.none())
ROWS = st.lists(st.lists(CELL, max_size=7), min_size=1, max_size=14)


def written(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    [sheet] = book.worksheets
    sheet.title = "PPKS"
    for row in rows:
        sheet.append(
            [
                value if not isinstance(value, float) or math.isfinite(value) else None
                for value in row
            ]
        )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=ROWS)
def test_random_workbooks_are_checked_in_few_steps(
    rows: list[list[object]], steps: Steps
) -> None:
    content = written([HEADINGS, *rows] if len(rows) % 2 else rows)
    checks = SheetChecks(Options(), identify, TODAY)

    def work() -> None:
        try:
            check_one("a.xlsx", content, checks, None)
        except Refusal as refusal:
            assert str(refusal)

    size = 1_000 + sum(len(str(value)) + 20 for row in rows for value in row)
    assert steps.of(work) <= MOST_STEPS * size * math.log(size)


# Steps for each sign of a workbook: it is looked at by thirteen datasets, in each of
# which it may be a heading, and as every type of cell.
MOST_STEPS = 1_000
