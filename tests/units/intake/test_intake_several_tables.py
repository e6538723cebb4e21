"""Several tables in one sheet: each is read, under its own title, at its own rows."""

from __future__ import annotations

from imbang.intake.report.marking_places import place_of, sheet_names

OFFICE = ["DINAS SOSIAL KOTA BANJARMASIN"]
HEAD = ["Kode Wilayah", "Jenis PMKS", "Jumlah"]
A, B = "63.71.01.1001", "63.71.01.1002"


def read(report) -> list[tuple[str, str, int]]:
    """Dataset, period and row of every accepted row."""
    return [
        (draft.dataset, str(draft.period), row["row"])
        for draft in report.drafts
        for row in draft.table.to_pylist()
    ]


def test_a_table_of_each_year_under_the_other(check_sheet, found) -> None:
    report = check_sheet(
        [
            OFFICE,
            ["Tahun 2023"],
            HEAD,
            [A, "Pemulung", 3],
            ["JUMLAH", None, 3],
            ["Sumber: Dinas Sosial"],
            [],
            ["Tahun 2024"],
            HEAD,
            [A, "Pemulung", 4],
        ]
    )
    assert found(report) == []
    assert read(report) == [("ppks", "2023", 4), ("ppks", "2024", 10)]
    assert [draft.office for draft in report.drafts] == ["63.71", "63.71"]


def test_a_heading_on_a_new_page_goes_on_with_its_table(check_sheet, found, notes):
    report = check_sheet(
        [
            ["Tahun 2024"],
            HEAD,
            [A, "Pemulung", 3],
            [],
            HEAD,
            ["(1)", "(2)", "(3)"],
            [B, "Pemulung", 4],
            ["JUMLAH", None, 7],
        ]
    )
    assert found(report) == []
    assert read(report) == [("ppks", "2024", 3), ("ppks", "2024", 7)]
    assert (5, "heading_again_row") in notes(report)
    assert (6, "numbering_row") in notes(report)


def test_a_heading_of_two_rows_on_a_new_page(check_sheet, found, notes) -> None:
    head = [["Kode", "Jumlah PMKS", None], [None, "ABT", "AT"]]
    report = check_sheet([["Tahun 2024"], *head, [A, 1, 2], *head, [B, 3, 4]])
    assert found(report) == []
    assert [row for _dataset, _period, row in read(report)] == [4, 4, 7, 7]
    assert {(5, "heading_again_row"), (6, "heading_again_row")} <= {*notes(report)}


def test_another_dataset_below(check_sheet, found) -> None:
    report = check_sheet(
        [
            OFFICE,
            ["Keadaan: Desember 2024"],
            [],
            HEAD,
            [A, "Pemulung", 3],
            [],
            ["JUMLAH PENDUDUK"],
            ["Kode Wilayah", "Jumlah Penduduk", "KK"],
            [A, "1.000", 300],
        ],
        sheet="Sheet1",
    )
    assert found(report) == []
    assert read(report) == [("ppks", "2024-12", 5), ("population", "2024-12", 9)]


def test_a_table_of_no_dataset_below_is_not_dropped(check_sheet) -> None:
    report = check_sheet(
        [
            ["Tahun 2024"],
            HEAD,
            [A, "Pemulung", 3],
            [],
            ["Nama Alat", "Merek", "Tahun Beli"],
            ["Laptop", "X", 2020],
        ]
    )
    assert {5, 6} <= {p.row for p in report.problems if p.severity == "error"}


def test_two_tables_side_by_side(check_sheet, found) -> None:
    report = check_sheet(
        [
            ["Tahun 2024"],
            [None, *HEAD, None, *HEAD],
            [None, A, "Pemulung", 3, None, B, "Pemulung", 5],
            [None, A, "Pengemis", 4, None, None, None, None],
            [None, "JUMLAH", None, 7, None, "JUMLAH", None, 5],
        ]
    )
    assert found(report) == []
    assert read(report) == [
        ("ppks", "2024", 3),
        ("ppks", "2024", 4),
        ("ppks", "2024", 3),
    ]
    (draft,) = report.drafts
    assert draft.table["region_code"].to_pylist() == [A, A, B]


def test_columns_doubled_by_mistake_are_no_second_table(check_sheet, found) -> None:
    report = check_sheet(
        [["Tahun 2024"], [*HEAD, "Total"], [A, "Pemulung", 3, 3]],
    )
    assert [p[3] for p in found(report) if p[0] == "error"][:1] == ["doubled_column"]


def test_a_wrong_cell_is_marked_in_its_own_table(check_sheet, found) -> None:
    report = check_sheet(
        [
            ["Tahun 2023"],
            HEAD,
            [A, "Pemulung", "tiga"],
            [],
            ["Tahun 2024"],
            [*HEAD, None, *HEAD],
            [A, "Pemulung", 4, None, B, "Pemulung", "lima"],
        ]
    )
    assert found(report) == [
        ("error", 3, "Jumlah", "count"),
        ("error", 7, "Jumlah", "count"),
    ]
    names = sheet_names(report.sheets)
    assert names == ["PPKS", "PPKS (2)", "PPKS (3)"]
    errors = [p for p in report.problems if p.severity == "error"]
    places = [place_of(problem, report.sheets, names) for problem in errors]
    assert [(p.sheet, p.row, p.column) for p in places if p] == [
        ("PPKS", 2, 2),
        ("PPKS (3)", 6, 6),
    ]
