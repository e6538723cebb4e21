"""Wide tables: kinds, months or regions side by side, each cell a row of its own."""

from __future__ import annotations

import pytest

TITLE = ["Dinas Sosial Kota Banjarmasin, Tahun 2024"]
A, B = "63.71.01.1001", "63.71.01.1002"


def rows_of(report, *keys: str) -> list[tuple[object, ...]]:
    """These columns of every accepted row."""
    return [
        tuple(row[key] for key in keys)
        for draft in report.drafts
        for row in draft.table.to_pylist()
    ]


def by_period(report, *keys: str) -> list[tuple[object, ...]]:
    """The period of every accepted row, and these columns."""
    return [
        (str(draft.period), *(row[key] for key in keys))
        for draft in report.drafts
        for row in draft.table.to_pylist()
    ]


def test_one_column_a_kind(check_sheet, found) -> None:
    report = check_sheet(
        [
            TITLE,
            ["No", "Kode Wilayah", "ABT", "Pemulung ", "GELANDANGAN", "Jumlah"],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
            [1, A, "1.204", "-", None, 1204],
            [2, B, None, "...", 3, 3],
            ["JUMLAH", None, 1204, 0, 3, 1207],
        ]
    )
    assert found(report) == []
    assert rows_of(report, "row", "region_code", "kind", "count") == [
        (4, A, "neglected_toddler", 1204),
        (4, A, "scavenger", 0),
        (5, B, "scavenger", None),
        (5, B, "homeless", 3),
    ]


def test_a_wrong_cell_is_named_by_its_own_row_and_heading(check_sheet, found) -> None:
    report = check_sheet(
        [TITLE, ["Kode", "ABT", "Pemulung"], [A, 1, "lima"], ["99.01", 2, "1,5"]]
    )
    assert sorted(found(report)) == [
        ("error", 3, "Pemulung", "count"),
        ("error", 4, "Kode", "region"),
        ("error", 4, "Pemulung", "count"),
    ]


def test_an_unknown_kind_is_asked_about_at_its_heading(check_sheet, found) -> None:
    sheet = [TITLE, ["Kode", "ABT", "Pemullung", "AT", "Ket"], [A, 1, 2, 3, "ada"]]
    report = check_sheet(sheet)
    assert found(report) == [
        ("error", 2, "Pemullung", "kind"),
        ("warning", 2, "Ket", "unknown_column"),
    ]
    (question,) = report.questions
    assert (question.about, question.text, question.rows) == ("kind", "Pemullung", (2,))
    answered = check_sheet(sheet, labels={"Pemullung": "scavenger"})
    assert ("scavenger", 2) in rows_of(answered, "kind", "count")
    left_out = check_sheet(sheet, leave_out=frozenset({"Pemullung"}))
    assert [count for (count,) in rows_of(left_out, "count")] == [1, 3]
    assert ("warning", 2, "Pemullung", "left_out") in found(left_out)


def test_kinds_outside_the_list_are_left_out(check_sheet, found) -> None:
    report = check_sheet(
        [TITLE, ["Kode", "ABT", "RTLH", "AT"], [A, 1, 1000, 3], [B, 1, 234, 3]]
    )
    assert found(report) == [("warning", 2, "RTLH", "left_out")]
    assert "(rows 3–4, together 1,234)" in report.problems[-1].message
    assert len(rows_of(report, "kind")) == 4


def test_a_region_twice_is_told_at_each_cell(check_sheet, found) -> None:
    report = check_sheet([TITLE, ["Kode", "ABT", "AT"], [A, 1, 2], [A, 3, 4]])
    assert found(report) == [
        ("error", 4, "ABT", "duplicate"),
        ("error", 4, "AT", "duplicate"),
    ]


def test_two_columns_of_one_kind(check_sheet, found, notes) -> None:
    twice = check_sheet([TITLE, ["Kode", "ABT", "AT", "ABT"], [A, 1, 2, 3]])
    assert ("error", 2, "ABT", "doubled_column") in found(twice)
    labels = ["Kode", "Anak jalanan", "Anak gelandangan"]
    added = check_sheet([TITLE, labels, [A, 1, 2]])
    assert found(added) == []
    assert (3, "added_up") in notes(added)


@pytest.mark.parametrize(
    ("title", "heads"),
    [
        ("Tahun 2024", ["Januari", "Pebruari", "Maret"]),
        ("Tahun 2024", ["Jan", "Feb", "Mar"]),
        ("Tahun 2024", ["01", "02", "03"]),
        ("Keadaan: Desember 2024", ["1", "2", "3"]),
        ("PMKS", ["2024-01", "02/2024", "Maret 2024"]),
    ],
)
def test_one_column_a_month(check_sheet, found, title, heads) -> None:
    report = check_sheet(
        [[title], ["Kode", "Jenis PMKS", *heads], ["63.71", "Pemulung", 5, None, 7]]
    )
    assert found(report) == []
    assert by_period(report, "count") == [("2024-01", 5), ("2024-03", 7)]


def test_months_without_a_year_are_asked_about(check_sheet, found) -> None:
    sheet = [["Kode", "Jenis PMKS", "Jan", "Feb"], ["63.71", "Pemulung", 5, 6]]
    report = check_sheet(sheet)
    assert found(report) == [("error", 1, "Jan", "period_missing")]
    assert [question.about for question in report.questions] == ["period"]


def test_months_beside_a_column_of_years(check_sheet, found) -> None:
    report = check_sheet(
        [
            ["Kode", "Jenis PMKS", "Tahun", "Jan", "Feb"],
            ["63.71", "Pemulung", 2023, 5, 6],
            ["63.71", "Pemulung", 2024, 7, None],
        ]
    )
    assert found(report) == []
    assert by_period(report, "count") == [
        ("2023-01", 5),
        ("2023-02", 6),
        ("2024-01", 7),
    ]


KINDS_BY_YEAR = [
    ["No", "Kode Wilayah", "2023", None, None, "2024", None, None],
    [None, None, "ABT", "AT", "Jml", "ABT", "AT", "Jml"],
    [1, "63.71", 1, 2, 3, 4, 5, 9],
]


@pytest.mark.parametrize("above", [[], [["REKAP"], []]])
def test_kinds_over_years_and_the_other_way_round(check_sheet, found, above) -> None:
    report = check_sheet([*above, *KINDS_BY_YEAR])
    assert found(report) == []
    assert by_period(report, "kind", "count") == [
        ("2023", "neglected_toddler", 1),
        ("2023", "neglected_child", 2),
        ("2024", "neglected_toddler", 4),
        ("2024", "neglected_child", 5),
    ]
    turned = check_sheet(
        [
            ["Kode", "ABT", None, "AT", None],
            [None, "2023", "2024", "2023", "2024"],
            ["63.71", 1, 4, 2, 5],
        ]
    )
    assert by_period(turned, "kind", "count") == by_period(report, "kind", "count")


def test_headings_of_three_rows(check_sheet, found) -> None:
    report = check_sheet(
        [
            TITLE,
            ["No", "Kode", "Jenis PMKS", None, None, None, "Jumlah"],
            [None, None, "Anak", None, "Lansia", None, None],
            [None, None, "ABT", "AT", "LUT", "Jml", None],
            [1, "63.71", 3, 4, 5, 5, 12],
        ]
    )
    assert found(report) == []
    assert rows_of(report, "row", "count") == [(5, 3), (5, 4), (5, 5)]
    assert [sheet.heading_rows for sheet in report.sheets] == [(2, 3, 4)]


def test_figures_of_each_year_under_kinds(check_sheet, found) -> None:
    report = check_sheet(
        [
            ["No", "Kode", "Nama Wilayah", "Pemulung", None, None, None],
            [None, None, None, "2023", None, "2024", None],
            [None, None, None, "Jumlah", "Masuk", "Jumlah", "Masuk"],
            [1, "63.71", None, 10, 2, 12, 3],
        ]
    )
    assert found(report) == []
    assert by_period(report, "kind", "count", "entered") == [
        ("2023", "scavenger", 10, 2),
        ("2024", "scavenger", 12, 3),
    ]


def test_women_and_men_under_a_kind_are_held_against_their_sum(check_sheet, found):
    report = check_sheet(
        [
            TITLE,
            ["Kode", "ABT", None, None, "Pemulung", None, None],
            [None, "L", "P", "JML", "L", "P", "JML"],
            [A, 1, 2, 3, 4, 5, 8],
        ]
    )
    assert found(report) == [("warning", 4, "Pemulung / JML", "total")]
    assert rows_of(report, "kind", "count") == [
        ("neglected_toddler", 3),
        ("scavenger", 8),
    ]


def test_women_and_men_of_a_long_table(check_sheet, found) -> None:
    report = check_sheet(
        [
            TITLE,
            ["No", "Kode", "Jenis PMKS", "Jumlah PMKS", None, None],
            [None, None, None, "L", "P", "Jumlah"],
            [1, A, "Pemulung", 1, 2, 3],
        ]
    )
    assert found(report) == []
    assert rows_of(report, "count") == [(3,)]


def test_women_alone_are_told(check_sheet, found) -> None:
    head = ["Kode", "Jenis PMKS", "P"]
    report = check_sheet([TITLE, head, [A, "Pemulung", 2]])
    assert ("warning", 2, "P", "part_without_sum") in found(report)
    assert report.refused


def test_a_unit_under_a_kind(check_sheet, found) -> None:
    report = check_sheet(
        [TITLE, ["Kode", "Fakir Miskin", "ABT"], [None, "KK", "Jiwa"], [A, 30, 4]]
    )
    assert found(report) == []
    assert rows_of(report, "kind", "unit", "count") == [
        ("poor", "family", 30),
        ("neglected_toddler", "person", 4),
    ]


@pytest.mark.parametrize(
    "heads", [["63.03", "6371"], ["Kabupaten Banjar", "Kota Banjarmasin"]]
)
def test_kinds_down_and_regencies_across(check_sheet, found, heads) -> None:
    report = check_sheet(
        [
            ["Dinas Sosial Provinsi Kalimantan Selatan"],
            ["Tahun 2024"],
            ["No", "Jenis PMKS", *heads, "Jumlah"],
            [1, "Pemulung", 4, "-", 4],
            [2, "Pengemis", None, 6, 6],
            [None, "Jumlah", 4, 6, 10],
        ]
    )
    assert found(report) == []
    assert rows_of(report, "row", "region_code", "kind", "count") == [
        (4, "63.03", "scavenger", 4),
        (4, "63.71", "scavenger", 0),
        (5, "63.71", "beggar", 6),
    ]


def test_years_of_a_population_need_its_name(check_sheet, found) -> None:
    sheet = [["Kode", "Kecamatan", "2022", "2023"], ["63.71.01", None, "10.000", 11000]]
    named = check_sheet([["JUMLAH PENDUDUK"], *sheet], sheet="Sheet1")
    assert found(named) == []
    assert by_period(named, "inhabitants") == [("2022", 10000), ("2023", 11000)]
    assert check_sheet([["DATA"], *sheet], sheet="Sheet1").refused


def test_two_measures_under_each_year(check_sheet, found) -> None:
    report = check_sheet(
        [
            ["Kode", "2022", None, "2023", None],
            [None, "Jiwa", "KK", "Jiwa", "KK"],
            ["63.71.01", 100, 30, None, 31],
        ],
        sheet="Penduduk",
    )
    assert found(report) == []
    assert by_period(report, "inhabitants", "households") == [
        ("2022", 100, 30),
        ("2023", None, 31),
    ]


def test_targets_and_budgets_by_year(check_sheet, found) -> None:
    targets = check_sheet(
        [["Indikator", "Kode", "2023", "2024"], ["psm_active", "63.71", 5, "6,5"]],
        sheet="Target",
    )
    assert found(targets) == []
    assert by_period(targets, "value") == [("2023", 5.0), ("2024", 6.5)]
    budget = check_sheet(
        [
            ["Dinas Sosial Kota Banjarmasin"],
            ["Program", "Sumber Dana", "2023", None, "2024", None],
            [None, None, "Pagu", "Realisasi", "Pagu", "Realisasi"],
            ["Pemberdayaan Sosial", "APBD Kabupaten/Kota", "Rp 1.000.000", 9, 7, None],
        ],
        sheet="Anggaran",
    )
    assert found(budget) == []
    assert by_period(budget, "allotted", "spent") == [
        ("2023", 1_000_000, 9),
        ("2024", 7, None),
    ]


def test_pillars_by_their_abbreviations(check_sheet, found) -> None:
    report = check_sheet(
        [
            ["Rekap PSKS Keadaan Juni 2024"],
            ["No", "Kode Wilayah", "PSM", "TKSK", "KT", "JML"],
            [1, "63.71", 52, 5, 1, 58],
        ],
        sheet="Rekap PSKS",
    )
    assert found(report) == []
    assert by_period(report, "kind", "count") == [
        ("2024-06", "psm", 52),
        ("2024-06", "tksk", 5),
        ("2024-06", "karang_taruna", 1),
    ]


def test_a_cell_merged_over_two_kinds_belongs_to_neither(tmp_path, check, found):
    import xlsxwriter

    path = tmp_path / "merged.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("PPKS")
        sheet.write_row(0, 0, TITLE)
        sheet.write_row(1, 0, ["Kode", "ABT", "AT", "Pemulung"])
        sheet.write_row(2, 0, [A, 1])
        sheet.merge_range(2, 2, 2, 3, 9)
    assert found(check(path)) == [("error", 3, "AT", "merged")]


def test_formulas_never_computed_are_told_at_their_cell(tmp_path, check, found) -> None:
    import xlsxwriter

    path = tmp_path / "formulas.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("PPKS")
        sheet.write_row(0, 0, TITLE)
        sheet.write_row(1, 0, ["Kode", "ABT", "AT"])
        sheet.write_row(2, 0, [A, 1])
        sheet.write_formula(2, 2, "=1/0", None, "#DIV/0!")
    assert found(check(path)) == [("error", 3, "AT", "cell_error")]


def test_a_wide_and_a_long_sheet_make_one_submission(write, check, found) -> None:
    path = write(
        {
            "PPKS": [TITLE, ["Kode", "ABT", "AT"], [A, 1, 2]],
            "PPKS 2": [TITLE, ["Kode", "Jenis PMKS", "Jumlah"], [B, "Pemulung", 3]],
        }
    )
    report = check(path)
    assert found(report) == []
    assert [draft.table.num_rows for draft in report.drafts] == [3]


def test_flows_by_quarter_are_warned_of(check_sheet, found) -> None:
    head = [
        "Kode",
        "Jenis PMKS",
        "Triwulan I",
        None,
        "Triwulan II",
        None,
        "Sifat Angka",
    ]
    below = [None, None, "Ditangani", "Selesai", "Ditangani", "Selesai", None]
    row = ["63.71", "Pemulung", 4, 3, 5, 5, "bulan ini saja"]
    table = [["Tahun 2024"], head, below, row]
    said = check_sheet(table, sheet="Penanganan")
    assert found(said) == []
    assert by_period(said, "handled", "closed") == [
        ("2024-Q1", 4, 3),
        ("2024-Q2", 5, 5),
    ]
    silent = check_sheet(
        [["Tahun 2024"], *(cells[:-1] for cells in table[1:])], sheet="Penanganan"
    )
    assert found(silent) == [("warning", 3, "Triwulan I / Ditangani", "flow_unclear")]
