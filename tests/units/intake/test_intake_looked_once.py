"""What a sheet is tried for many times is looked at only once."""

from __future__ import annotations

from datetime import date

import numpy as np

from imbang.intake.files.cells import Cells, Sheet
from imbang.intake.headings import rows
from imbang.intake.headings.rows import find_headings, top_of
from imbang.intake.headings.words import Vocabulary
from imbang.intake.one_file import check_one
from imbang.intake.places.gazetteer import Gazetteer
from imbang.intake.report.results import Options
from imbang.intake.sheet import SheetChecks
from imbang.reference import levels
from imbang.reference.datasets import load_datasets
from tests.units.intake.steps import Steps

HEAD = ["id", "kode_kecamatan", "nama_kecamatan", "jumlah_individu", "satuan", "tahun"]


def sheet_of(rows: int) -> Sheet:
    """A list of a portal, whose unit is the name of a column in every row."""
    kecamatan = [
        [str(n), "63.71.01", "BANJARMASIN SELATAN", str(9 * n), "ORANG", "2024"]
        for n in range(rows)
    ]
    columns = []
    for texts in zip(HEAD, *kecamatan, strict=True):
        distinct = tuple(dict.fromkeys(texts))
        codes = np.array([distinct.index(text) for text in texts], np.int32)
        columns.append(Cells(codes, distinct, (False,) * len(distinct)))
    return Sheet(None, tuple(columns), rows + 1)


def test_rows_above_a_heading_are_not_read_again_for_each_row_below() -> None:
    listed, steps = load_datasets()["national_list"], Steps()
    find_headings(sheet_of(3), listed)  # what is loaded once
    few, many = (
        steps.of(lambda sheet=sheet: find_headings(sheet, listed))
        for sheet in (sheet_of(13), sheet_of(52))
    )
    assert many < 5 * few


def test_a_heading_is_sought_once_in_a_sheet() -> None:
    sheet, steps = sheet_of(20), Steps()
    datasets = load_datasets().values()
    first = steps.of(lambda: [find_headings(sheet, d, {}) for d in datasets])
    again = steps.of(lambda: [find_headings(sheet, d, {}) for d in datasets])
    assert 50 * again < first
    said = {"id": "inhabitants"}
    population = load_datasets()["population"]
    assert find_headings(sheet, population, said) != find_headings(sheet, population)
    assert top_of(sheet) is not top_of(sheet_of(20))


def test_what_a_file_is_tried_for_is_found_once(monkeypatch) -> None:
    """The searches for tables side by side, for the dataset and for people are one."""
    real, sought = rows._find, list[tuple[int, str]]()

    def find(sheet: Sheet, top: rows.Top, words: Vocabulary) -> rows.Found:
        sought.append((id(top), words.dataset.key))
        return real(sheet, top, words)

    monkeypatch.setattr(rows, "_find", find)
    # A figure that stands twice in the first row, as a heading would of two tables.
    lines = [",".join(HEAD), *(f"{n},63.71.01,X,{n},ORANG,2024" for n in range(9))]
    checks = SheetChecks(Options(), lambda niks: [*niks], date(2025, 3, 31))
    check_one("kk_dtks.csv", "\n".join(lines).encode(), checks, None)
    assert len(set(sought)) == len(sought) >= len(load_datasets())


def test_only_the_level_asked_for_is_looked_through() -> None:
    nation = Gazetteer(levels.NATION)
    assert nation.exact("Kab. Tanah Laut", "regency", (levels.NATION,)) == ("63.01",)
    steps = Steps().of(lambda: nation.exact("Tapin", "province", (levels.NATION,)))
    assert steps < 5_000
