"""Regions said once for a group of rows: titles above, blanks below, and notes between."""

from __future__ import annotations

OFFICE = ["Dinas Sosial Kota Banjarmasin"]
TITLE = ["Tahun 2024"]
HEAD = ["No", "Kode", "Kelurahan", "Jenis PMKS", "Jumlah"]
A, B = "63.71.01.1001", "63.71.01.1002"


def regions_of(report) -> list[tuple[int, str]]:
    return [
        (row["row"], row["region_code"])
        for draft in report.drafts
        for row in draft.table.to_pylist()
    ]


def test_blank_regions_go_on_with_the_row_above(check_sheet, found, notes) -> None:
    report = check_sheet(
        [
            TITLE,
            HEAD,
            [1, A, "Mantuil", "Pemulung", 1],
            [None, None, None, "Pengemis", 2],
            [None, None, None, "Gelandangan", "-"],
            [2, B, None, "Pemulung", 4],
            [None, None, None, "Pengemis", 5],
        ]
    )
    assert found(report) == []
    assert regions_of(report) == [(3, A), (4, A), (5, A), (6, B), (7, B)]
    filled = [row for row, rule in notes(report) if rule == "filled_down"]
    assert filled == [4, 5, 7]


def test_a_blank_region_is_not_guessed_at(check_sheet, found) -> None:
    twice = check_sheet(
        [TITLE, HEAD, [1, A, None, "Pemulung", 1], [2, None, None, "Pemulung", 2]]
    )
    assert found(twice) == [("error", 4, "Kode", "required")]
    named = check_sheet(
        [
            OFFICE,
            TITLE,
            HEAD,
            [1, A, None, "Pemulung", 1],
            [2, None, "X", "Pengemis", 2],
        ]
    )
    assert named.refused
    after_a_total = check_sheet(
        [
            TITLE,
            HEAD,
            [1, A, None, "Pemulung", 1],
            ["JUMLAH", None, None, None, 1],
            [None, None, None, "Pengemis", 2],
        ]
    )
    assert found(after_a_total) == [("error", 5, "Kode", "required")]


def test_a_district_s_name_stands_for_the_rows_below_it(check_sheet, found) -> None:
    report = check_sheet(
        [
            OFFICE,
            TITLE,
            ["No", "Kecamatan", "Kelurahan", "ABT", "AT"],
            [1, "Banjarmasin Selatan", "Mantuil", 1, 2],
            [2, None, "Kelayan Selatan", 3, None],
            [3, "Banjarmasin Timur", "Kuripan", 4, None],
        ]
    )
    assert found(report) == []
    assert regions_of(report) == [
        (4, A),
        (4, A),
        (5, B),
        (6, "63.71.02.1001"),
    ]


def test_group_titles_say_where_names_lie(check_sheet, found, notes) -> None:
    report = check_sheet(
        [
            OFFICE,
            TITLE,
            ["No", "Kelurahan", "ABT"],
            ["I", "KECAMATAN BANJARMASIN SELATAN", None],
            [1, "Mantuil", 1],
            ["Kecamatan : ", "Banjarmasin Timur", None],
            [1, "Kuripan", 4],
        ]
    )
    assert found(report) == []
    assert regions_of(report) == [(5, A), (7, "63.71.02.1001")]
    titles = [row for row, rule in notes(report) if rule == "group_title_row"]
    assert titles == [4, 6]


def test_a_row_with_a_running_number_is_no_group_title(check_sheet) -> None:
    report = check_sheet(
        [
            TITLE,
            ["No", "Kode", "Kecamatan", "Jenis PMKS", "Jumlah"],
            [1, "63.71.01", None, "Pemulung", 1],
            [2, None, "Kecamatan X", None, None],
        ]
    )
    assert {p.row for p in report.problems if p.severity == "error"} == {4}


def test_notes_between_rows_are_named(check_sheet, found, notes) -> None:
    report = check_sheet(
        [
            TITLE,
            HEAD,
            [1, A, None, "Pemulung", 1],
            ["Catatan: angka sementara"],
            ["*) belum diverifikasi"],
            [2, B, None, "Pemulung", 2],
        ]
    )
    assert found(report) == []
    told = [row for row, rule in notes(report) if rule == "note_row"]
    assert told == [4, 5]
    assert len(regions_of(report)) == 2


def test_rows_without_any_figure_are_named(check_sheet, found, notes) -> None:
    report = check_sheet(
        [OFFICE, TITLE, ["No", "Kelurahan", "ABT"], [1, "Mantuil", 1], [2, "Kuripan"]]
    )
    assert found(report) == []
    assert (5, "untouched_row") in notes(report)
