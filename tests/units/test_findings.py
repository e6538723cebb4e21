"""How findings are said, and how import warnings become findings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from imbang.disk import durable
from imbang.intake.importing import import_files, kept_warnings
from imbang.intake.report.problems import Problem
from imbang.intake.report.results import Options
from imbang.publishing.publish import publish
from imbang.publishing.verify import accept
from imbang.questions.asking import ask
from imbang.store.deliveries import Store
from imbang.texts import language, use_language
from imbang.wording.findings import (
    places,
    read_detail,
    sentence,
    severity_name,
    state_name,
)

CITY, VILLAGE = "63.71", "63.71.01.1001"


@pytest.fixture
def _english() -> Iterator[None]:
    before = language()
    use_language("en")
    yield
    use_language(before)


@pytest.mark.usefixtures("_english")
def test_values_are_said_by_what_they_are() -> None:
    detail = {
        "kind": "poor",
        "unit": "person",
        "period": "2024",
        "value": 12040,
        "previous": 1204,
        "previous_period": "2023-12",
        "places": [
            {"file": "a.xlsx", "sheet": "PPKS", "rows": "2–4, 9"},
            {"file": "b.csv", "sheet": None, "rows": "7"},
        ],
    }
    assert sentence("jumps", detail) == (
        "Poor person (persons), 2024: 12,040, before it 1,204 (December 2023)."
    )
    assert places(detail) == ["a.xlsx, sheet PPKS: rows 2–4, 9", "b.csv: rows 7"]
    assert (severity_name("high"), state_name("mended")) == ("High", "Mended")


def test_values_are_said_in_indonesian() -> None:
    gone = {"period": "2024-12", "gone": 1200, "appeared": 0, "regions": [VILLAGE]}
    told = sentence("regions_gone", gone)
    assert told.startswith("Laporan Desember 2024: 1.200 wilayah tidak ada lagi, 0 ")
    assert f"({VILLAGE})" in told


def problem(rule: str, row: int | None, value: str | None, severity: str) -> Problem:
    return Problem("a.xlsx", "PPKS", row, "Jenis", value, rule, "said", severity)  # type: ignore[arg-type]


def test_warnings_of_a_sheet_are_kept_together() -> None:
    many = [problem("left_out", 20 + at, f"L{at}", "warning") for at in range(7)]
    found = [
        problem("left_out", 9, "Lain", "warning"),
        problem("left_out", 12, "Lain", "warning"),
        problem("hidden_sheet", None, None, "info"),
        problem("whole", None, None, "warning"),
    ]
    place = {"file": "a.xlsx", "sheet": "PPKS", "column": "Jenis"}
    assert kept_warnings(found) == [
        {**place, "rule": "left_out", "rows": [9, 12], "labels": ["Lain"]},
        {**place, "rule": "whole", "rows": [], "labels": []},
    ]
    [kept] = kept_warnings(many)
    assert len(kept["rows"]) == 7
    assert kept["labels"] == ["L0", "L1", "L2", "L3", "L4"]


def _workbook(path: Path) -> Path:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("PPKS")
    rows = [
        ["Kode Wilayah", "Jenis PMKS", "Periode", "Jumlah"],
        [VILLAGE, "Fakir Miskin", "2024-12", "38"],
        [VILLAGE, "Keluarga Rentan", "2024-12", "5"],
        ["JUMLAH", "", "", "99"],
    ]
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return path


def test_what_the_check_warned_of_becomes_a_finding(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    file = _workbook(tmp_path / "ppks.xlsx")
    outcome = import_files(store, [file], Options(), received_on=date(2025, 1, 5))
    assert outcome.delivery is not None
    publish(store)
    rows = ask(store.folder, "findings", region=CITY, as_of="2024-12")
    [detail] = rows[rows["rule"] == "labels_left_out"]["detail"]
    assert read_detail(detail) == {
        "period": "2024-12",
        "labels": ["Keluarga Rentan"],
        "places": [{"file": "ppks.xlsx", "sheet": "PPKS", "rows": "3"}],
    }
    [detail] = rows[rows["rule"] == "totals_differ"]["detail"]
    assert read_detail(detail)["labels"] == ["99"]


def test_deliveries_from_before_warnings_were_kept_still_publish(
    tmp_path: Path,
) -> None:
    store = Store(tmp_path / "store")
    import_files(store, [_workbook(tmp_path / "ppks.xlsx")], Options())
    [delivery] = store.deliveries()
    path = store.deliveries_folder / delivery.id / "manifest.json"
    manifest = durable.read_json(path)
    assert manifest.pop("warnings")
    path.write_text(json.dumps(manifest), "utf-8")
    accept(store, by="tester")
    publish(store)
    rows = ask(store.folder, "findings", region=CITY, as_of="2024-12")
    assert "labels_left_out" not in set(rows["rule"])
