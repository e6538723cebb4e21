"""A real file: figures that the open-data portal of West Java published.

`cases` holds the file as it was published. The figures below were read off it.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from imbang.reference.datasets import load_datasets
from imbang.reference.kind_labels import meaning_of
from imbang.reference.kinds import load_kinds
from imbang.reference.spelling import plain

CASES = Path(__file__).parent / "cases"
PRINTED = CASES / "ppks_west_java_printed_values.csv"
LABELS = CASES / "ppks_west_java_kind_labels.csv"


@pytest.fixture
def report(check):
    return check(PRINTED)


def test_it_is_accepted_with_five_warnings(report, found) -> None:
    assert found(report) == [
        ("warning", 7, "jenis_masalah", "left_out"),
        ("warning", 169, "satuan", "unit"),
        ("warning", 170, "satuan", "unit"),
        ("warning", 171, "satuan", "unit"),
        ("warning", 172, "jenis_masalah", "left_out"),
    ]
    assert "“KELUARGA RENTAN”" in report.problems[0].message
    assert "together 414" in report.problems[0].message


def test_the_office_is_the_province_and_each_year_is_a_draft(report) -> None:
    drafts = [
        (d.dataset, d.office, str(d.period), d.table.num_rows) for d in report.drafts
    ]
    assert drafts == [
        ("ppks", "32", "2014", 9),
        ("ppks", "32", "2015", 90),
        ("ppks", "32", "2020", 71),
    ]


def test_children_of_the_street_are_added_up_and_named(report) -> None:
    added = [p.message for p in report.problems if p.rule == "added_up"]
    assert len(added) == 5
    assert added[0] == (
        "Street child, Kota Sukabumi (32.72), 2020: added up from ANAK GELANDANGAN 428 + "
        "ANAK JALANAN 21 (rows 104, 105) = 449."
    )


def test_the_published_figures(report) -> None:
    rows = [row for draft in report.drafts for row in draft.table.to_pylist()]
    by_row = {row["row"]: row for row in rows}

    def figure(number: int) -> tuple[str, str, str, int]:
        row = by_row[number]
        return row["region_code"], row["kind"], row["unit"], row["count"]

    assert figure(2) == ("32.01", "street_child", "person", 208)
    assert figure(3) == ("32.01", "child_in_conflict_with_law", "person", 886)
    assert figure(6) == ("32.01", "vulnerable_woman", "person", 8537)
    assert figure(47) == ("32.05", "vulnerable_woman", "person", 39705)
    assert figure(169) == ("32.79", "poor", "family", 11834)
    assert figure(170) == ("32.79", "troubled_family", "family", 0)
    assert figure(173) == ("32.79", "vulnerable_woman", "person", 1174)


def test_every_count_is_the_one_in_the_file(report) -> None:
    with PRINTED.open(encoding="utf-8", newline="") as file:
        printed = {
            n: int(row["jumlah"]) for n, row in enumerate(csv.DictReader(file), 2)
        }
    accepted = {
        row["row"]: row["count"]
        for draft in report.drafts
        for row in draft.table.to_pylist()
    }
    left_out = {7, 172}
    assert accepted == {n: count for n, count in printed.items() if n not in left_out}


def test_all_published_labels_are_understood() -> None:
    numbers = list(load_kinds("ppks_kinds"))
    outside = {plain(t) for t in load_datasets()["ppks"].column("kind").left_out}
    with LABELS.open(encoding="utf-8", newline="") as file:
        labels = list(csv.DictReader(file))
    assert len(labels) == 41
    for row in labels:
        label, number = row["judul_asli"], row["no_pmks_2012_saran"]
        meaning = meaning_of(label, "ppks_kinds")
        if number:
            assert meaning is not None, label
            assert meaning.kind.key == numbers[int(number) - 1], label
        else:
            assert meaning is None, label
            assert plain(label) in outside, label


@pytest.mark.parametrize("year", ["2014", "2015", "2020"])
def test_laid_out_wide_it_says_the_same(check, tmp_path, report, year) -> None:
    path = tmp_path / "ppks.csv"
    path.write_text(_laid_out_wide(year), "utf-8")
    wide = check(path)
    assert [p.message for p in wide.problems if p.rule.startswith("total")] == []
    assert [d.office for d in wide.drafts] == ["32"]
    assert _figures(wide, year) == _figures(report, year)


def _laid_out_wide(year: str) -> str:
    """Regencies by kinds of one year, with a column of totals, as CSV."""
    with PRINTED.open(encoding="utf-8", newline="") as file:
        printed = [row for row in csv.DictReader(file) if row["tahun"] == year]
    labels = list(dict.fromkeys(row["jenis_masalah"] for row in printed))
    names = {r["kode_kabupaten_kota"]: r["nama_kabupaten_kota"] for r in printed}
    figures = {
        (row["kode_kabupaten_kota"], row["jenis_masalah"]): int(row["jumlah"])
        for row in printed
    }
    lines = [[f"Data PPKS Provinsi Jawa Barat Tahun {year}"]]
    lines.append(["Kode", "Kabupaten/Kota", *labels, "Jumlah"])
    for code, name in names.items():
        found = [figures.get((code, label)) for label in labels]
        cells = [_written(n) for n in (*found, sum(filter(None, found)))]
        lines.append([code, name, *cells])
    return "\n".join(map(";".join, lines)) + "\n"


def _written(count: int | None) -> str:
    return "" if count is None else f"{count:,}".replace(",", ".")


def _figures(report, year: str) -> list[tuple[object, ...]]:
    """Region, kind, unit and count of each row of a year, in order."""
    (draft,) = (d for d in report.drafts if str(d.period) == year)
    names = ("region_code", "kind", "unit", "count")
    return sorted(tuple(row[n] for n in names) for row in draft.table.to_pylist())
