"""A column, a synonym or a whole dataset is added in its TOML and nowhere else."""

from __future__ import annotations

import shutil
from datetime import date

import duckdb
import pytest

from imbang import paths
from imbang.intake import checking
from imbang.intake.apart.checks import Needs
from imbang.intake.files.sources import Source
from imbang.intake.importing import import_files
from imbang.intake.one_file import check_one
from imbang.intake.report.results import CheckedFile, Options
from imbang.intake.sheet import SheetChecks
from imbang.publishing.figures import sources
from imbang.publishing.figures.material import gather
from imbang.publishing.figures.nothing import Looks
from imbang.publishing.figures.scopes import WHOLE
from imbang.publishing.publish import publish
from imbang.settings.settings import bearing_on_figures
from imbang.store.deliveries import Store
from imbang.store.snapshots import current_snapshot
from imbang.store.workspace import Workspace

COLUMN = """
[[columns]]
key = "waiting"
heading = "Daftar Tunggu"
heading_en = "Waiting"
type = "count"
note_id = "Bilangan bulat."
note_en = "A whole number."
example = "3"
"""
SHELTERS = """
key = "shelters"
position = 14
sheets = ["Rumah Singgah", "Shelters"]
title_id = "Rumah Singgah"
title_en = "Shelters"
grain_id = "Satu baris adalah satu wilayah, satu periode."
grain_en = "One row is one region, one period."
period = "row"
unique = [["region_code", "period"]]

[[columns]]
key = "region_code"
heading = "Kode Wilayah"
heading_en = "Region code"
type = "region_code"
required = true
note_id = "Kode Kemendagri."
note_en = "Kemendagri code."
example = "63.71"

[[columns]]
key = "period"
heading = "Periode"
heading_en = "Period"
type = "period"
note_id = "Bulan atau tahun."
note_en = "A month or a year."
example = "2024-06"

[[columns]]
key = "beds"
heading = "Tempat Tidur"
heading_en = "Beds"
type = "count"
required = true
note_id = "Bilangan bulat."
note_en = "A whole number."
example = "12"
"""


@pytest.fixture
def _widened(tmp_path, monkeypatch) -> None:
    """The datasets as a newcomer changed them: three TOMLs touched, no code."""
    folder = tmp_path / "datasets"
    shutil.copytree(paths.DATASETS, folder)
    needs = (folder / "ppks.toml").read_text("utf-8")
    assert 'synonyms = ["Jumlah PMKS", ' in needs
    (folder / "ppks.toml").write_text(needs + COLUMN, "utf-8")
    people = (folder / "population.toml").read_text("utf-8")
    changed = people.replace('synonyms = ["Penduduk", ', 'synonyms = ["Warga", ', 1)
    assert changed != people
    (folder / "population.toml").write_text(changed, "utf-8")
    (folder / "shelters.toml").write_text(SHELTERS, "utf-8")
    monkeypatch.setattr(paths, "DATASETS", folder)
    # A checking process of its own would see the product's datasets.
    monkeypatch.setattr(checking, "check_apart", _check_here)


def _check_here(
    source: Source, options: Options, today: date, needs: Needs
) -> CheckedFile:
    checks = SheetChecks(options, needs.identify, today)
    return check_one(source.name, source.content, checks, needs.recall)


SHEETS = {
    "PPKS": [
        ["Kode Wilayah", "Jenis PMKS", "Periode", "Jumlah", "daftar tunggu"],
        ["63.71.01.1001", "Pemulung", "2024-06", 5, 2],
    ],
    "Penduduk": [["Kode Wilayah", "Tahun", "WARGA"], ["63.71", 2024, 700]],
    "Rumah singgah 2024": [
        ["Kode Wilayah", "Periode", "Tempat Tidur"],
        ["63.71", "2024-06", "1.204"],
        ["63.71", "2024-07", "…"],
    ],
}


@pytest.mark.usefixtures("_widened")
def test_what_was_added_is_imported_and_published(tmp_path, write, monkeypatch) -> None:
    store = Store(tmp_path / "store")
    outcome = import_files(store, [write(SHEETS)], Options(), by="tester")
    assert not [p for p in outcome.report.problems if p.severity != "info"]
    drafts = {(d.dataset, str(d.period)): d.table for d in outcome.report.drafts}
    assert drafts["ppks", "2024-06"]["waiting"].to_pylist() == [2]
    assert drafts["population", "2024"]["inhabitants"].to_pylist() == [700]
    assert drafts["shelters", "2024-06"]["beds"].to_pylist() == [1204]
    publish(store)
    assert current_snapshot(store.folder) is not None
    with duckdb.connect() as work:
        work.execute("create schema source")
        settings = bearing_on_figures(Workspace(store.folder))
        material = gather(store, store.counted(), settings)
        sources.load_sources(work, material, WHOLE, Looks())
        beds = work.execute("select beds from source.shelters order by period_to")
        assert beds.fetchall() == [(1204,), (None,)]
        assert work.execute("select waiting from source.ppks").fetchall() == [(2,)]


@pytest.mark.usefixtures("_widened")
def test_what_was_added_is_checked_and_in_the_template(
    tmp_path, check_sheet, found
) -> None:
    import openpyxl

    from imbang.intake.forms.templates import HEADING_ROW, write_templates

    head = ["Kode Wilayah", "Periode", "Tempat Tidur"]
    rows = [head, ["63.71", "2024-06", "dua"], ["63.71", "2024-06", 3]]
    assert found(check_sheet(rows, "Rumah Singgah")) == [
        ("error", 2, "Tempat Tidur", "count"),
        ("error", 3, "Kode Wilayah", "duplicate"),
    ]
    (path,) = write_templates(tmp_path / "templates")
    sheet = openpyxl.load_workbook(path)["Rumah Singgah"]
    assert [cell.value for cell in sheet[HEADING_ROW + 1]] == head
