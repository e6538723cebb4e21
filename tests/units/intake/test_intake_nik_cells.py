"""A NIK in any column but its own is refused, and the column named."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from imbang.intake.report.printing import as_json, as_text
from imbang.intake.report.results import Options
from imbang.intake.values.parsers import parser_for
from imbang.intake.values.parsing import Rejected
from imbang.reference.datasets import Column, load_datasets

TODAY = date(2025, 3, 31)

NIK = "6371010112900001"
DISGUISES = {
    "plain": NIK,
    "dots": "6371.0101.1290.0001",
    "dashes": "637101-011290-0001",
    "long dashes": "6371–0101—1290−0001",
    "slashes": "63/71/01/01/12/90/0001",
    "underscores": "637101_011290_0001",
    "colons": "6371:0101:1290:0001",
    "double spaces": "6371  0101  1290  0001",
    "zero width": "637101\u200b011290\u200d0001",
    "full width": "６３７１０１０１１２９００００１",
    "arabic": "٦٣٧١٠١٠١١٢٩٠٠٠٠١",
    "javanese": "꧖꧓꧗꧑꧐꧑꧐꧑꧑꧒꧙꧐꧐꧐꧐꧑",
    "within a text": "NIK 6371.0101.1290.0001 Siti",
}
HEAD = [
    "NIK",
    "Nomor Registrasi",
    "Nama",
    "Jenis Pilar",
    "Kode Wilayah",
    "Jenis Kelamin",
    "Tahun Lahir",
    "Pendidikan",
    "Nomor SK",
    "Tanggal Mulai",
    "Tanggal Selesai",
    "Sertifikat",
    "Status",
]
ROW = [
    "6371014107850002",
    "PSM-0001",
    "Siti",
    "PSM",
    "63.71.01.1001",
    "P",
    "1985",
    "SMA",
    "188.44/0123/KUM/2023",
    "15-01-2022",
    None,
    "Ya",
    "Aktif",
]
NO_TEXT = {"identity", "ignored", "region_code", "region_name"}
ASKED = {"pillar_kind", "ppks_kind"}


def kept_columns() -> list[tuple[str, Column]]:
    return [
        (f"{dataset.key}.{column.key}", column)
        for dataset in load_datasets().values()
        for column in dataset.columns
        if column.type not in NO_TEXT | ASKED
    ]


@pytest.mark.parametrize(
    ("name", "column"), kept_columns(), ids=[name for name, _ in kept_columns()]
)
def test_no_column_of_any_dataset_takes_one(name: str, column: Column) -> None:
    parse = parser_for(column, Options(), TODAY)
    for written in DISGUISES.values():
        with pytest.raises(Rejected) as reason:
            parse(written, False)
        assert reason.value.about is None  # nothing that an answer could let through
        if column.type == "amount":
            assert column.maximum is not None
            assert Decimal(str(column.maximum)) < Decimal(NIK)
        else:
            assert reason.value.rule == "identity_elsewhere"


@pytest.mark.parametrize("written", DISGUISES.values(), ids=DISGUISES)
def test_each_column_of_a_register_is_named(write, check, written: str) -> None:
    rows: list[list[object]] = []
    for at in range(1, len(HEAD)):
        rows.append([*ROW[:at], written, *ROW[at + 1 :]])
    report = check(write({"Pilar": [["Keadaan: Desember 2024"], HEAD, *rows]}))
    assert not report.drafts
    refused = {p.row: p for p in report.problems if p.severity == "error"}
    for at in range(1, len(HEAD)):
        problem = refused[at + 2]
        assert problem.column == HEAD[at]
        if HEAD[at] not in ("Jenis Pilar", "Kode Wilayah"):
            assert problem.rule == "identity_elsewhere"
        assert problem.value is not None
        assert "6371" + "*" * 12 in problem.value
    for told in (as_json(report), as_text(report), repr(report.problems)):
        assert NIK[4:] not in re.sub(r"[^0-9]", "", told)


def test_a_clean_register_with_long_numbers_is_taken(write, check, found) -> None:
    decrees = (
        "188.44/0123/KUM/2023",
        "188.45/1/434.013/2020",
        "140/106/44.08.23/2018",
        "800.1.11.1/0123/DINSOS-PSKS/2024",
        "SK 188.44/0123 tanggal 12-12-2023",
    )
    rows = [
        [None, number, f"Siti {n}", *ROW[3:8], decree, *ROW[9:]]
        for n, (number, decree) in enumerate(
            zip(
                (
                    "NIAT 3573010023",
                    "0812-6310-4225",
                    "0011-01-000123-30-9",
                    "63.01.01.2001-0012",
                    "197105012005011001",
                ),
                decrees,
                strict=True,
            )
        )
    ]
    report = check(write({"Pilar": [["Keadaan: Desember 2024"], HEAD, *rows]}))
    assert found(report) == []
    [draft] = report.drafts
    assert draft.table["decree_number"].to_pylist() == list(decrees)
