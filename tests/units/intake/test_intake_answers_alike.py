"""--map, --value and --leave-out: each works for columns, kinds, regions and choices."""

from __future__ import annotations

import pytest

from imbang.cli.intake import _options

CODE, OTHER = "63.71.01.1001", "63.71.01.1002"
HEAD = ["Kode Wilayah", "Jenis PMKS", "Periode", "Jumlah"]
ROWS = [HEAD, [CODE, "Pemulugn", "2024", 3], [OTHER, "Pengemis", "2024", 4]]


def typed(**given: list[str]) -> dict[str, object]:
    """What the options of the command come to."""
    names = ("map", "value", "leave_out")
    options = _options(None, None, None, *(given.get(name) for name in names))
    return {
        "headings": options.headings,
        "labels": options.labels,
        "leave_out": options.leave_out,
    }


def counts(report) -> list[int]:
    assert not report.refused, [p.message for p in report.problems]
    return [n for draft in report.drafts for n in draft.table["count"].to_pylist()]


@pytest.mark.parametrize("option", ["map", "value"])
def test_a_kind(check_sheet, option: str) -> None:
    assert counts(check_sheet(ROWS, **typed(**{option: ["Pemulugn=scavenger"]}))) == [
        3,
        4,
    ]


@pytest.mark.parametrize("option", ["map", "value"])
def test_a_column(check_sheet, option: str) -> None:
    rows = [[*HEAD[:3], "Banyaknya Nian"], *ROWS[2:]]
    report = check_sheet(rows, **typed(**{option: ["Banyaknya Nian=count"]}))
    assert counts(report) == [4]


@pytest.mark.parametrize("option", ["map", "value"])
def test_a_region_by_name_and_by_code(check_sheet, option: str) -> None:
    rows = [["Kode Wilayah", "Desa", *HEAD[1:]], ["", "Zzz", "Pengemis", "2024", 4]]
    report = check_sheet(rows, region="63.71", **typed(**{option: [f"Zzz={CODE}"]}))
    assert counts(report) == [4]
    rows = [HEAD, ["63.71.99.1001", "Pengemis", "2024", 4]]
    report = check_sheet(rows, **typed(**{option: [f"63.71.99.1001={CODE}"]}))
    assert counts(report) == [4]
    assert report.drafts[0].table["region_code"].to_pylist() == [CODE]


@pytest.mark.parametrize("option", ["map", "value"])
def test_a_choice(check_sheet, option: str) -> None:
    rows = [[*HEAD, "Satuan"], [CODE, "Pengemis", "2024", 4, "Ekor"]]
    report = check_sheet(rows, **typed(**{option: ["Ekor=person"]}))
    assert counts(report) == [4]


@pytest.mark.parametrize(
    "said",
    [
        {"leave_out": ["Pemulugn"]},
        {"value": ["Pemulugn=ignored"]},
        {"map": ["Pemulugn=-"]},
    ],
)
def test_rows_of_a_kind_are_left_out(check_sheet, said: dict[str, list[str]]) -> None:
    assert counts(check_sheet(ROWS, **typed(**said))) == [4]


def test_rows_of_a_region_or_a_choice_are_left_out(check_sheet) -> None:
    rows = [
        ["Kode Wilayah", "Desa", *HEAD[1:], "Satuan"],
        ["", "Luar Kota", "Pengemis", "2024", 4, "Orang"],
        [OTHER, "", "Pengemis", "2023", 5, "Ekor"],
        ["63.99", "", "Pengemis", "2022", 6, "Orang"],
        [OTHER, "", "Pengemis", "2021", 7, "Orang"],
    ]
    report = check_sheet(rows, region="63.71")
    assert [(q.about, q.text) for q in report.questions if q.can_leave_out] == [
        ("region", "63.99"),
        ("region", "Luar Kota"),
        ("choice", "Ekor"),
    ]
    said = typed(leave_out=["Luar Kota", "Ekor", "63.99"])
    report = check_sheet(rows, region="63.71", **said)
    assert counts(report) == [7]
    assert [p.row for p in report.problems if p.rule == "left_out"] == [2, 3, 4]


@pytest.mark.parametrize(
    "said",
    [{"leave_out": ["Total"]}, {"map": ["Total=ignored"]}, {"value": ["TOTAL=-"]}],
)
def test_a_column_is_left_out(check_sheet, notes, said: dict[str, list[str]]) -> None:
    """Of two columns that may be meant, the other is read."""
    rows = [[*HEAD, "Total"], [CODE, "Pengemis", "2024", 4, 9]]
    assert check_sheet(rows).refused
    report = check_sheet(rows, **typed(**said))
    assert counts(report) == [4]
    assert (1, "left_out_column") in notes(report)


def test_columns_that_imbang_does_not_take_are_left_out_by_one_answer(
    check_sheet,
) -> None:
    head = ["Nama", "Jenis Pilar", "Kode Wilayah", "No. KK", "No HP"]
    rows = [["Keadaan: 2024"], head, ["Contoh Satu", "PSM", CODE, "12", "34"]]
    report = check_sheet(rows, "Pilar")
    [question] = report.questions
    assert question.texts == ("No. KK", "No HP")
    assert not question.is_open
    report = check_sheet(rows, "Pilar", leave_out=frozenset(question.texts))
    assert not report.refused
    assert [d.table.num_rows for d in report.drafts] == [1]


def test_a_column_of_a_wide_table_is_left_out(check_sheet) -> None:
    rows = [
        ["Kode Wilayah", "Pemulung", "Pengemis", "Catatan"],
        [CODE, 1, 2, "a"],
    ]
    report = check_sheet(rows, period=None, **typed(leave_out=["Catatan"]))
    assert not [p for p in report.problems if p.column == "Catatan"]


def test_what_a_heading_is_said_to_be_is_no_fault_of_other_sheets(write, check) -> None:
    """'--map Orang=count' is no fault of a sheet whose dataset has no such column."""
    sheets = {
        "PPKS": [[*HEAD[:3], "Banyaknya Nian"], [CODE, "Pengemis", "2024", 4]],
        "Pilar": [
            ["Keadaan: 2024"],
            ["Nama", "Jenis Pilar", "Kode Wilayah"],
            ["Contoh Satu", "PSM", CODE],
        ],
    }
    report = check(write(sheets), headings={"Banyaknya Nian": "count"})
    assert not report.refused, [p.message for p in report.problems]
    assert {d.dataset for d in report.drafts} == {"ppks", "pillars"}


def test_a_dataset_that_is_said_is_that_of_the_sheet_that_was_asked_about(
    write, check
) -> None:
    sheets = {
        "Lembar": [
            ["Kode Wilayah", "Jenis Pilar", "Jenis PMKS", "Periode", "Jumlah"],
            [CODE, "PSM", "Pemulung", "2024", 1],
        ],
        "Pilar": [
            ["Keadaan: 2024"],
            ["Nama", "Jenis Pilar", "Kode Wilayah"],
            ["Contoh Satu", "PSM", CODE],
        ],
    }
    path = write(sheets)
    [question] = check(path).questions
    assert (question.about, question.sheet) == ("dataset", "Lembar")
    report = check(path, dataset="ppks")
    assert {d.dataset for d in report.drafts} == {"ppks", "pillars"}
    report = check(write({"Pilar": sheets["Pilar"]}), dataset="ppks")
    assert report.refused  # said of the only table, it holds


def test_a_region_that_is_left_out_where_it_is_not_clear_stays_where_it_is(
    check_sheet,
) -> None:
    rows = [
        ["Kecamatan", "Desa", *HEAD[1:]],
        ["", "Pasar Lama", "Pengemis", "2023", 5],
        ["Karang Intan", "Pasar Lama", "Pengemis", "2024", 4],
    ]
    [question] = check_sheet(rows, region="63.03").questions
    assert question.rows == (2,)
    report = check_sheet(rows, region="63.03", leave_out=frozenset({question.text}))
    assert counts(report) == [4]
    assert [p.row for p in report.problems if p.rule == "left_out"] == [2]
