"""A series that a workbook gives twice, turned or in totals, is read once."""

from __future__ import annotations

import pytest

A, B = "63.01.01", "63.01.02"
ROWS = [
    ["Kode Wilayah", "Tahun", "Jumlah Penduduk"],
    [A, 2022, 100],
    [B, 2022, 20],
    [A, 2023, 110],
    [B, 2023, 21],
]
TURNED = [["Kode Wilayah", "2022", "2023"], [A, 100, 110], [B, 20, 21]]


def counted(report) -> list[tuple[str, str, int]]:
    return sorted(
        (str(draft.period), row["region_code"], row["inhabitants"])
        for draft in report.drafts
        for row in draft.table.to_pylist()
    )


READ = [("2022", A, 100), ("2022", B, 20), ("2023", A, 110), ("2023", B, 21)]


def told(report, rule: str) -> list[tuple[str, str | None, str]]:
    return [(p.severity, p.sheet, p.message) for p in report.problems if p.rule == rule]


@pytest.mark.parametrize("again", [ROWS, TURNED])
def test_the_same_rows_on_another_sheet(write, check, again) -> None:
    title = [["Jumlah Penduduk"]]
    report = check(write({"Series Row": ROWS, "Series Column": [*title, *again]}))
    assert counted(report) == READ
    [(severity, _sheet, message)] = told(report, "same_again")
    assert severity == "info"
    assert "read only once" in message


def test_one_figure_that_differs_is_no_repetition(write, check) -> None:
    other = [["Jumlah Penduduk"], TURNED[0], TURNED[1], [B, 20, 22]]
    report = check(write({"Series Row": ROWS, "Series Column": other}))
    assert told(report, "same_again") == []
    assert report.refused


def test_totals_by_year_on_a_sheet_of_their_own(write, check) -> None:
    totals = [["Tahun", "2022", "2023"], ["Jumlah Penduduk", "120", "131"]]
    report = check(write({"Series Column": totals, "Series Row": ROWS}))
    assert counted(report) == READ
    [(severity, sheet, message)] = told(report, "same_again")
    assert (severity, sheet) == ("info", "Series Column")
    assert "“Series Row”" in message


def test_totals_that_differ_are_told_with_both_figures(write, check) -> None:
    totals = [["Tahun", "2022", "2023"], ["Jumlah Penduduk", 120, 1131]]
    report = check(write({"Series Column": totals, "Series Row": ROWS}))
    assert counted(report) == READ
    [(severity, sheet, message)] = told(report, "totals_differ")
    assert (severity, sheet) == ("warning", "Series Column")
    assert message.endswith("2023: 1,131 here, 131 there.")
    assert "2022" not in message


def test_totals_that_all_differ_are_known_by_their_name(write, check) -> None:
    totals = [["Tahun", "2022", "2023"], ["Jumlah Penduduk", 121, 1131]]
    report = check(write({"Series Column": totals, "Series Row": ROWS}))
    [(_severity, _sheet, message)] = told(report, "totals_differ")
    assert message.endswith("2022: 121 here, 120 there; 2023: 1,131 here, 131 there.")
    totals[1][0] = "Jumlah Sekolah"
    report = check(write({"Series Column": totals, "Series Row": ROWS}, "other.xlsx"))
    assert told(report, "totals_differ") == told(report, "same_again") == []
    assert counted(report) == READ


def test_totals_of_years_that_the_table_has_not_are_none_of_its(write, check) -> None:
    totals = [["Tahun", "2021", "2022"], ["Jumlah Penduduk", 90, 120]]
    report = check(write({"Series Column": totals, "Series Row": ROWS}))
    assert told(report, "totals_differ") == told(report, "same_again") == []
