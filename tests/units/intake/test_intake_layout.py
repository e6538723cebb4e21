"""Tables in messy sheets: what is a row, what is not, and what is named."""

from __future__ import annotations

from datetime import date

HEAD = ["No", "Kode Wilayah", "Nama Wilayah", "Jenis PMKS", "Periode", "Jumlah"]
UTARA = "63.71.04.1001"


def row(
    number: int, count: object, code: str = "63.71.01.1001", kind: str = "Pemulung"
):
    return [number, code, None, kind, "2024", count]


def counts(report) -> list[tuple[int, int | None]]:
    """Sheet row and count of every row accepted."""
    return [
        (item["row"], item["count"])
        for draft in report.drafts
        for item in draft.table.to_pylist()
    ]


def test_a_sheet_as_offices_write_it(check_sheet, found, notes) -> None:
    report = check_sheet(
        [
            ["DATA PMKS TAHUN 2024"],
            ["DINAS SOSIAL KOTA BANJARMASIN"],
            [],
            HEAD,
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
            ["KECAMATAN BANJARMASIN SELATAN"],
            row(1, "1.204"),
            row(2, "-", kind="Pengemis"),
            [],
            row(3, "...", kind="Gelandangan "),
            [None, "JUMLAH", None, None, None, 1204],
            ["No", "Kode Wilayah", "Nama Wilayah", "Jenis PMKS", "Periode", "Jumlah"],
            [1, 2, 3, 4, 5, 6],
            row(4, 12, kind="anak JALANAN"),
            ["Jumlah Kota Banjarmasin", None, None, None, None, 1216],
            [None, None, "TOTAL", None, None, 1216],
            ["Sumber: Dinas Sosial Kota Banjarmasin, 2024"],
            [],
            [None, None, None, None, "Banjarmasin, 12 Februari 2024"],
            [None, None, None, None, "Kepala Dinas,"],
            [None, None, None, None, "H. Nama Contoh, S.Sos"],
            [None, None, None, None, "NIP. 19700101 199003 1 001"],
        ]
    )
    assert found(report) == []
    assert sorted(notes(report)) == [
        (5, "numbering_row"),
        (6, "group_title_row"),
        (9, "blank_row"),
        (11, "total_row"),
        (12, "heading_again_row"),
        (13, "numbering_row"),
        (15, "total_row"),
        (16, "total_row"),
        (17, "footer_row"),
        (18, "blank_row"),
        (19, "footer_row"),
        (20, "footer_row"),
        (21, "footer_row"),
        (22, "footer_row"),
    ]
    assert counts(report) == [(7, 1204), (8, 0), (10, None), (14, 12)]
    assert [draft.office for draft in report.drafts] == ["63.71"]


def test_an_odd_row_is_an_error_and_never_dropped(check_sheet, found) -> None:
    report = check_sheet(
        [
            HEAD,
            row(1, 5),
            [2, None, "Desa tanpa kode", "Pengemis", "2024", 7],
            ["lihat lampiran"],
            row(3, 6, kind="Pengemis"),
        ]
    )
    assert found(report) == [
        ("error", 3, "Nama Wilayah", "region_unclear"),
        ("error", 4, "Kode Wilayah", "required"),
        ("error", 4, "Jenis PMKS", "required"),
        ("error", 4, "Periode", "required"),
    ]
    assert report.drafts == ()


def test_a_figure_after_the_source_line_is_not_taken_for_a_footer(check_sheet, found):
    report = check_sheet(
        [
            HEAD,
            row(1, 5),
            ["Sumber: Dinsos"],
            [None, None, "Kelurahan X", None, None, 7],
        ]
    )
    assert (
        "error",
        4,
        "Nama Wilayah",
        "region_unclear",
    ) in found(report)


def test_a_village_called_sumber_is_a_row(check_sheet, found) -> None:
    report = check_sheet(
        [HEAD, [1, "12.74.03.1002", "Sumber Sari", "Pemulung", "2024", 3]]
    )
    assert found(report) == []
    assert counts(report) == [(2, 3)]


def test_headings_in_two_rows(check_sheet, found) -> None:
    report = check_sheet(
        [
            ["Wilayah", None, "Jenis PMKS", "Periode", "Banyaknya orang", None],
            ["Kode Wilayah", "Nama Wilayah", None, None, "Jumlah", "Masuk"],
            ["63.71.01.1001", None, "Pemulung", 2024, 4, 1],
        ]
    )
    assert found(report) == []
    assert report.drafts[0].table["entered"].to_pylist() == [1]


def test_merged_regions_stand_for_all_their_rows(tmp_path, check, found) -> None:
    import xlsxwriter

    path = tmp_path / "merged.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("PPKS")
        sheet.write_row(0, 0, ["Kode Wilayah", "Jenis PMKS", "Periode", "Jumlah"])
        sheet.merge_range(1, 0, 3, 0, "63.71.01.1001")
        for at, kind in enumerate(("Pemulung", "Pengemis", "Gelandangan"), start=1):
            sheet.write_row(at, 1, [kind, "2024", at])
    report = check(path)
    assert found(report) == []
    assert report.drafts[0].table["region_code"].to_pylist() == ["63.71.01.1001"] * 3


def test_a_merged_figure_belongs_to_no_row(tmp_path, check, found) -> None:
    import xlsxwriter

    path = tmp_path / "merged.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("PPKS")
        sheet.write_row(0, 0, ["Kode Wilayah", "Jenis PMKS", "Periode", "Jumlah"])
        sheet.write_row(1, 0, ["63.71.01.1001", "Pemulung", "2024"])
        sheet.write_row(2, 0, ["63.71.01.1001", "Pengemis", "2024"])
        sheet.merge_range(1, 3, 2, 3, 20)
    assert found(check(path)) == [("error", 2, "Jumlah", "merged")]


def test_formula_errors_and_formulas_never_computed(tmp_path, check, found) -> None:
    import xlsxwriter

    path = tmp_path / "formulas.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("PPKS")
        sheet.write_row(0, 0, ["Kode Wilayah", "Jenis PMKS", "Periode", "Jumlah"])
        sheet.write_row(1, 0, ["63.71.01.1001", "Pemulung", "2024"])
        sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")
        sheet.write_row(2, 0, ["63.71.01.1001", "Pengemis", "2024"])
        sheet.write_formula(2, 3, "=1+1", None, "")
        sheet.write_row(3, 0, ["63.71.01.1001", "Gelandangan", "2024"])
        sheet.write_formula(3, 3, "=1+2", None, 3)
    assert found(check(path)) == [
        ("error", 2, "Jumlah", "cell_error"),
        ("error", 3, "Jumlah", "cell_formula"),
    ]


def test_cells_of_dates_and_numbers(check_sheet, found) -> None:
    report = check_sheet(
        [HEAD, [1, 6371011001, None, "Pemulung", date(2024, 6, 1), 4.0]]
    )
    assert found(report) == []
    (item,) = report.drafts[0].table.to_pylist()
    assert (item["region_code"], item["count"]) == ("63.71.01.1001", 4)
    assert str(report.drafts[0].period) == "2024-06"


def test_several_code_columns_and_a_period_in_two(check_sheet, found) -> None:
    head = [
        "Kode Provinsi",
        "Kode Kab/Kota",
        "Kode Kecamatan",
        "Jenis PMKS",
        "Tahun",
        "Bulan",
        "Jumlah",
    ]
    report = check_sheet(
        [
            head,
            ["63", "63.71", "63.71.01", "Pemulung", 2024, "Juni", 4],
            ["63", "6371", None, "Pemulung", 2024, "Juni", 9],
        ]
    )
    assert found(report) == []
    assert report.drafts[0].table["region_code"].to_pylist() == ["63.71.01", "63.71"]
    assert str(report.drafts[0].period) == "2024-06"


def test_codes_of_two_places_in_one_row(check_sheet, found) -> None:
    head = ["Kode Provinsi", "Kode Kab/Kota", "Jenis PMKS", "Tahun", "Jumlah"]
    report = check_sheet([head, ["32", "63.71", "Pemulung", 2024, 4]])
    assert found(report) == [("error", 2, "Kode Kab/Kota", "region_contradiction")]
    (question,) = report.questions
    assert [answer.key for answer in question.offered] == ["32", "63.71"]


def test_the_rows_of_a_long_sheet_keep_their_numbers(check_sheet) -> None:
    rows = [row(n, n, code="63.71.01.1001", kind="Pemulung") for n in range(1, 30)]
    for n, item in enumerate(rows):
        item[4] = f"{1990 + n}"
    report = check_sheet([["judul"], [], HEAD, *rows])
    assert counts(report) == [(n + 3, n) for n in range(1, 30)]
