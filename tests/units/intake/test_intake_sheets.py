"""Sheets: which dataset they are, their columns, and the report of a check."""

from __future__ import annotations

import json

from imbang.intake.report.printing import as_json, as_text

HEAD = ["Kode Wilayah", "Nama Wilayah", "Jenis PMKS", "Satuan", "Periode", "Jumlah"]
A, B = "63.71.01.1001", "63.71.01.1002"


def row(
    kind: str,
    count: object,
    *,
    unit: str | None = None,
    code: object = A,
    period: object = "2024",
):
    return [code, None, kind, unit, period, count]


def kept(report) -> list[tuple[str, str, str, int | None]]:
    return [
        (item["region_code"], item["kind"], item["unit"], item["count"])
        for draft in report.drafts
        for item in draft.table.to_pylist()
    ]


def test_columns_missing_doubled_refused_and_unknown(check_sheet, found) -> None:
    report = check_sheet(
        [["Kode Wilayah", "Jenis PMKS", "No. KK", "Warna"], [A, "Pemulung", "1", "x"]]
    )
    assert found(report) == [
        ("error", 1, "No. KK", "refused_column"),
        ("warning", 1, "Warna", "unknown_column"),
        ("error", 1, "Jumlah", "missing_column"),
    ]
    doubled = check_sheet([[*HEAD, "Total"], [*row("Pemulung", 1), 2]])
    assert found(doubled) == [("error", 1, "Total", "doubled_column")]


def test_headings_that_the_officer_maps(check_sheet, found) -> None:
    rows = [["Kode Wilayah", "Jenis PMKS", "Thn", "Org"], [A, "Pemulung", 2024, 3]]
    report = check_sheet(rows, headings={"org": "count", "Thn": "Periode"})
    assert found(report) == []
    assert kept(report) == [(A, "scavenger", "person", 3)]
    wrong = check_sheet(rows, headings={"Org": "jumlahnya"})
    assert ("error", None, "Org", "option") in found(wrong)


def test_which_dataset_a_sheet_is(write, check, found) -> None:
    counts = [
        ["Kode Wilayah", "Jenis Pilar", "Tahun", "Jumlah"],
        ["63.71", "PSM", 2024, 52],
    ]
    people = [
        ["Kode Wilayah", "Tahun", "Jumlah Penduduk", "KK"],
        ["63.71", 2024, "657.663", "…"],
    ]
    report = check(
        write(
            {
                "Sheet1": counts,
                "Sheet2": people,
                "Petunjuk": [["x"]],
                "Catatan": [["apa saja"]],
            }
        )
    )
    assert found(report) == [("warning", None, None, "unknown_dataset")]
    first, second = report.drafts
    assert first.dataset == "pillar_counts"
    assert first.table["count"].to_pylist() == [52]
    assert second.dataset == "population"
    assert second.table.select(["inhabitants", "households"]).to_pylist() == [
        {"inhabitants": 657663, "households": None}
    ]


def test_a_sheet_that_is_no_dataset(check_sheet, found) -> None:
    report = check_sheet([["Halo", "dunia"]], sheet="Sheet1")
    assert found(report) == [("error", None, None, "unknown_dataset")]
    assert "The first row reads: Halo, dunia." in report.problems[0].message


def test_options_that_mean_nothing(check_sheet, found) -> None:
    assert found(check_sheet([HEAD], dataset="pmks")) == [
        ("error", None, None, "option")
    ]
    assert found(check_sheet([HEAD], region="99.99")) == [
        ("error", None, None, "option")
    ]


def test_a_heading_without_rows(check_sheet, found) -> None:
    assert found(check_sheet([HEAD])) == [("error", None, None, "no_rows")]


def test_the_report_as_json_and_text(check_sheet) -> None:
    report = check_sheet(
        [HEAD, *(row("Pemulung", "abc", period=1990 + n) for n in range(30))]
    )
    items = json.loads(as_json(report))
    assert len(items) == 30
    assert list(items[0]) == [
        "file",
        "sheet",
        "row",
        "column",
        "value",
        "rule",
        "message",
        "severity",
    ]
    assert items[0] | {"message": ""} == {
        "file": "office.xlsx",
        "sheet": "PPKS",
        "row": 2,
        "column": "Jumlah",
        "value": "abc",
        "rule": "count",
        "message": "",
        "severity": "error",
    }
    text = as_text(report)
    assert "office.xlsx, sheet PPKS" in text
    assert "rows 2–31, column Jumlah: “abc” is not a number" in text
    assert "Refused: 30 errors, 0 warnings." in text


def test_the_report_of_an_accepted_file_says_what_would_be_imported(
    check_sheet,
) -> None:
    text = as_text(check_sheet([HEAD, row("Pemulung", 1)]))
    assert "People in need (PPKS) · Kota Banjarmasin (63.71) · 2024 · 1 row" in text


def test_a_table_has_the_columns_and_types_of_a_draft(check_sheet) -> None:
    (draft,) = check_sheet([HEAD, row("Pemulung", 1)]).drafts
    assert {field.name: str(field.type) for field in draft.table.schema} == {
        "region_code": "string",
        "kind": "string",
        "unit": "string",
        "period_from": "int32",
        "period_to": "int32",
        "count": "int64",
        "entered": "int64",
        "exited": "int64",
        "independent": "int64",
        "flow": "string",
        "row": "int32",
        "sheet": "string",
    }


def test_kinds_side_by_side_are_rows(check_sheet, found, notes) -> None:
    head = ["Kode Wilayah", "Kelurahan", "Anak jalanan", "Pemulung", "Pengemis"]
    report = check_sheet([["Tahun 2024"], head, [A, None, 1, None, "-"]])
    assert found(report) == []
    assert notes(report) == [(2, "wide_table")]
    rows = report.drafts[0].table.to_pylist()
    assert [(row["kind"], row["count"], row["row"]) for row in rows] == [
        ("street_child", 1, 3),
        ("beggar", 0, 3),
    ]
