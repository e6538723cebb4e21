"""Parts of a figure: what is asked of them, what an answer does, and what it costs."""

from __future__ import annotations

from typing import Any

import pytest

from imbang.intake.one_file import check_one
from imbang.intake.report.results import Options
from imbang.intake.sheet import SheetChecks
from imbang.intake.splits.adding import add_up
from imbang.intake.typed import typed_sheet
from imbang.intake.values.ages import age_span, are_all_ages, are_apart
from imbang.intake.values.sexes import part_of, sex_of
from tests.units.intake.conftest import TODAY, identify
from tests.units.intake.steps import Steps

HEAD = ["Kode Wilayah", "Tahun", "kategori", "Jumlah Penduduk"]
CATEGORIES = [
    HEAD,
    ["63.71.01", 2024, "menetap", 50],
    ["63.71.01", 2024, "sementara", 6],
    ["63.71.02", 2024, "menetap", 70],
    ["63.71.02", 2024, "sementara", 8],
]
DOUBLED = [
    ["Kode Wilayah", "Tahun", "Jumlah Penduduk"],
    ["63.71.01", 2024, 5],
    ["63.71.01", 2024, 6],
    ["63.71.02", 2024, 7],
]
DECIMALS = [
    ["Kode Wilayah", "Tahun", "Jumlah Penduduk"],
    ["63.71.01", 2024, 167.228],
    ["63.71.02", 2024, 50.36],
    ["63.71.03", 2024, 90.102],
]
ONE_SEX = [
    ["Kode Wilayah", "Tahun", "JK", "Jumlah Penduduk"],
    ["63.71.01", 2024, "P", 6],
    ["63.71.02", 2024, "P", 7],
]
BLANKS = [
    ["Kode Wilayah", "Jenis PMKS", "Tahun", "L", "P"],
    ["63.71.01", "Pemulung", 2024, 6, None],
    ["63.71.02", "Pemulung", 2024, None, 7],
]
YEARS = [
    ["Kode Wilayah", "Tahun", "Jumlah Penduduk"],
    ["63.71.01", 2024, 6],
    ["63.71.01", 2030, 7],
    ["63.71.01", 2035, 8],
]
Case = tuple[list[list[Any]], str, str, list[int | None]]
ASKED: list[Case] = [
    (CATEGORIES, "kategori", "add", [56, 78]),
    (CATEGORIES, "kategori", "only:menetap", [50, 70]),
    (CATEGORIES, "kategori", "only:sementara", [6, 8]),
    (DOUBLED, "Kode Wilayah", "neither", [7]),
    (DECIMALS, "Jumlah Penduduk", "thousands", [167228, 50360, 90102]),
    (ONE_SEX, "JK", "ignore", [6, 7]),
    (BLANKS, "L", "0", [6, 7]),
    (BLANKS, "L", "unknown", [None, None]),
    (YEARS, "Tahun", "begun", [6]),
]


@pytest.mark.parametrize(("rows", "text", "key", "figures"), ASKED)
def test_an_answer_that_is_offered_is_taken(
    rows: list[list[Any]],
    text: str,
    key: str,
    figures: list[int | None],
    check_sheet,
) -> None:
    sheet = "PPKS" if "Jenis PMKS" in rows[0] else "Penduduk"
    asked = check_sheet(rows, sheet)
    assert asked.refused
    (question,) = asked.questions
    assert question.text == text
    assert question.asked
    offered = {answer.key: answer for answer in question.offered}
    assert offered[key].effect
    told = check_sheet(rows, sheet, labels={text: key})
    assert not told.questions
    assert [p.message for p in told.problems if p.severity == "error"] == []
    name = "count" if sheet == "PPKS" else "inhabitants"
    assert [v for d in told.drafts for v in d.table[name].to_pylist()] == figures


def test_a_column_that_divides_and_is_passed_over_leaves_doubles(check_sheet) -> None:
    report = check_sheet(CATEGORIES, "Penduduk", labels={"kategori": "ignore"})
    assert report.refused
    assert [q.text for q in report.questions] == ["Kode Wilayah"]


def test_many_rows_are_added_in_as_many_steps_as_few(write) -> None:
    """Nothing runs once a row: values are looked at by their distinct texts."""

    def rows(years: int) -> list[list[object]]:
        head = ["Kode Wilayah", "Tahun", "JK", "Jumlah Penduduk"]
        found: list[list[object]] = [head]
        for year in range(years):
            for code in ("63.71.01", "63.71.02", "63.71.03", "63.71.04"):
                found += [[code, 1960 + year, sex, 5] for sex in "LP"]
        return found

    counts = []
    for years in (4, 60):
        steps = Steps()

        def counted(*given: Any, steps: Steps = steps, **named: Any) -> Any:
            found: list[Any] = []
            counts.append(steps.of(lambda: found.append(add_up(*given, **named))))
            return found[0]

        content = write({"Penduduk": rows(years)}).read_bytes()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(typed_sheet, "add_up", counted)
            checks = SheetChecks(Options(), identify, TODAY)
            assert len(check_one("a.xlsx", content, checks, None).drafts) == years
    few, many = counts
    assert many < 1.2 * few


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("00 - 04", (0, 4)),
        ("0–4 tahun", (0, 4)),
        ("05", (5, 5)),
        ("75+", (75, None)),
        ("60 tahun ke atas", (60, None)),
        (">60", (61, None)),
        ("< 5", (0, 4)),
        ("Usia 15-17", (15, 17)),
        ("9-4", None),
        ("2024", None),
        ("anak", None),
    ],
)
def test_ages(text: str, span: object) -> None:
    assert age_span(text) == span


def test_ages_together() -> None:
    assert are_all_ages([(5, None), (0, 4)])
    assert not are_all_ages([(0, 4), (6, None)])
    assert not are_all_ages([(1, 4), (5, None)])
    assert not are_all_ages([(0, 4), (5, 9)])
    assert are_apart([(0, 4), (6, None)])
    assert not are_apart([(0, 4), (4, None)])
    assert not are_apart([(0, None), (4, 5)])


@pytest.mark.parametrize(
    ("text", "sex", "part"),
    [
        ("LAKI-LAKI", "men", ("men", "")),
        ("Jumlah Penduduk Perempuan (jiwa)", None, ("women", "jumlah penduduk")),
        ("kk_perempuan", None, ("women", "kk")),
        ("L+P", "both", None),
        ("Jumlah", "both", None),
        ("2", "women", None),
        ("laki-laki_wni", None, ("men", "")),
        ("Tidak diketahui", None, None),
        ("L dan lainnya", None, None),
    ],
)
def test_sexes(text: str, sex: object, part: object) -> None:
    assert sex_of(text) == sex
    assert part_of(text) == part
