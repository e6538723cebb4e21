"""Totals in a sheet are held against what they sum, and never read as rows."""

from __future__ import annotations

import pytest

TITLE = ["Tahun 2024"]
HEAD = ["Kode", "Jenis PMKS", "Jumlah"]
A, B, C, D = (f"63.71.01.100{n}" for n in range(1, 5))


def wide(*rows: list[object]) -> list[list[object]]:
    return [TITLE, ["Kode", "ABT", "AT", "Jumlah"], *rows]


def totals(report) -> list[tuple[str, int | None, str | None]]:
    """Severity, row and column of what is told of totals."""
    return [
        (p.severity, p.row, p.column)
        for p in report.problems
        if p.rule in ("total", "total_unknown")
    ]


def long(*counts: tuple[str | None, object]) -> list[list[object]]:
    """A long table of one kind: code, or the words of a total, and figure."""
    rows = [
        [code, "Pemulung" if (code or "").startswith("63") else None, count]
        for code, count in counts
    ]
    return [TITLE, HEAD, *rows]


def test_a_wrong_total_is_named_with_its_sum_and_the_difference(check_sheet, found):
    report = check_sheet(long((A, "1.204"), (B, "-"), ("JUMLAH", "1.210")))
    assert found(report) == [("warning", 5, "Jumlah", "total")]
    problem = next(p for p in report.problems if p.rule == "total")
    assert problem.value == "1.210"
    assert problem.message == (
        "The total is 1,210, but its cells (rows 3–4) add up to 1,204: a difference of "
        "6. Check the total and the cells."
    )
    assert [draft.table.num_rows for draft in report.drafts] == [2]


@pytest.mark.parametrize(
    "rows",
    [
        # Sub-totals and a grand total, of all rows and not of the sub-totals.
        [(A, 1), (B, 2), ("Sub Jumlah", 3), (C, 4), ("Sub Jumlah", 4), ("TOTAL", 7)],
        # A sub-total of a regency above the sub-totals of its districts.
        [
            (A, 1),
            ("Jumlah Kec. X", 1),
            (B, 2),
            ("Jumlah Kec. Y", 2),
            ("Jumlah Kota", 3),
            (C, 5),
            ("Jumlah Kec. Z", 5),
            ("Jumlah Kota", 5),
            ("JUMLAH", 8),
        ],
        # A total above its rows.
        [("JUMLAH", 3), (A, 1), (B, 2)],
        # Districts beside their own villages: the total counts each person once.
        [("63.71.01", 3), (A, 1), (B, 2), ("63.71.02", 4), ("JUMLAH", 7)],
        # A total without a figure says nothing.
        [(A, 1), ("JUMLAH", None)],
        [(A, 1), ("JUMLAH", "lihat lampiran")],
    ],
)
def test_totals_that_are_right(check_sheet, rows) -> None:
    assert totals(check_sheet(long(*rows))) == []


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ([(A, 1), (B, 2), ("Sub Jumlah", 4), (C, 4), ("TOTAL", 7)], 5),
        ([(A, 1), (B, 2), ("Sub Jumlah", 3), (C, 4), ("TOTAL", 9)], 7),
        ([("JUMLAH", 4), (A, 1), (B, 2)], 3),
        ([("63.71.01", 3), (A, 1), (B, 2), ("JUMLAH", 5)], 6),
    ],
)
def test_which_total_is_wrong(check_sheet, rows, wrong) -> None:
    assert totals(check_sheet(long(*rows))) == [("warning", wrong, "Jumlah")]


def test_cells_that_nobody_knows_accuse_no_total(check_sheet) -> None:
    open_ = check_sheet(long((A, 1), (B, "..."), ("JUMLAH", 5)))
    assert totals(open_) == [("info", 5, "Jumlah")]
    assert not open_.refused
    fitting = check_sheet(long((A, 1), (B, "..."), ("JUMLAH", 1)))
    assert totals(fitting) == []
    too_small = check_sheet(long((A, 4), (B, "..."), ("JUMLAH", 3)))
    assert totals(too_small) == [("warning", 5, "Jumlah")]


def test_group_titles_part_the_rows_of_sub_totals(check_sheet) -> None:
    rows = [
        ["KECAMATAN BANJARMASIN SELATAN"],
        [A, "Pemulung", 1],
        [B, "Pemulung", 2],
        ["KECAMATAN BANJARMASIN TIMUR"],
        ["63.71.02.1001", "Pemulung", 4],
        ["Jumlah Kecamatan", None, 4],
        ["JUMLAH", None, 7],
    ]
    assert totals(check_sheet([TITLE, HEAD, *rows])) == []


def test_rows_left_out_count_in_the_file_s_own_total(check_sheet) -> None:
    rows = [[A, "Pemulung", 1], [A, "Lain-lain", 2], ["JUMLAH", None, 3]]
    assert totals(check_sheet([TITLE, HEAD, *rows])) == []


def test_totals_of_a_wide_table_name_each_cell(check_sheet) -> None:
    report = check_sheet(
        wide([A, 1, 2, 3], [B, "1.000", "-", 1001], ["JUMLAH", 1001, 3, 1004])
    )
    assert totals(report) == [("warning", 4, "Jumlah"), ("warning", 5, "AT")]
    [told] = [p.message for p in report.problems if p.row == 4]
    assert "(columns ABT, AT) add up to 1,000" in told


def test_a_blank_cell_adds_nothing_and_dots_are_not_known(check_sheet) -> None:
    report = check_sheet(wide([A, None, 2, 3], [B, "...", 2, 3]))
    assert totals(report) == [("warning", 3, "Jumlah"), ("info", 4, "Jumlah")]


def test_columns_of_sub_totals_and_of_all(check_sheet) -> None:
    head = ["Kode", "ABT", "AT", "Jumlah", "LUT", "PD", "Jumlah", "Total"]
    report = check_sheet(
        [
            TITLE,
            head,
            [A, 1, 2, 3, 4, 5, 9, 12],
            [B, 1, 2, 3, 4, 5, 9, 12],
            [C, 1, 2, 3, 4, 5, 8, 13],
        ]
    )
    assert totals(report) == [("warning", 5, "Jumlah"), ("warning", 5, "Total")]


def test_each_year_has_a_sum_of_its_own(check_sheet) -> None:
    report = check_sheet(
        [
            ["Kode", "2023", None, None, "2024", None, None],
            [None, "ABT", "AT", "Jml", "ABT", "AT", "Jml"],
            ["63.71", 1, 2, 3, 4, 5, 10],
        ]
    )
    assert totals(report) == [("warning", 3, "2024 / Jml")]


def test_amounts_are_compared_to_the_sen(check_sheet) -> None:
    rows = [
        ["Pemberdayaan Sosial", "APBD Kabupaten/Kota", 2024, "Rp 1.250.000,25"],
        ["Rehabilitasi Sosial", "APBD Kabupaten/Kota", 2024, "Rp 1.000.000,50"],
    ]
    head = ["Program", "Sumber Dana", "Periode", "Pagu"]
    title = ["Dinas Sosial Kota Banjarmasin"]

    def told(total: str):
        row = ["JUMLAH", None, None, total]
        return check_sheet([title, head, *rows, row], sheet="Anggaran")

    assert totals(told("Rp 2.250.000,75")) == []
    (problem,) = [p for p in told("Rp 2.250.000,00").problems if p.rule == "total"]
    assert "add up to 2,250,000.75: a difference of 0.75" in problem.message
