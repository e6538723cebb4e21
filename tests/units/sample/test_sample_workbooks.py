"""The sample's files: who sends when, real codes, the same bytes from the same seed."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from sample_sheets import INDONESIA, read_all

from imbang import paths
from imbang.intake.checking import Options, check_files
from tools.sample import workbooks
from tools.sample.__main__ import deliveries, sendings
from tools.sample.south_kalimantan import OFFICES

ROUNDS = ["2023-02", "2023-06", "2023-12", "2024-06", "2024-12"]


@pytest.mark.parametrize(
    "sheet",
    [
        *("Pilar", "Jumlah Pilar", "PPKS", "Penduduk", "Penanganan", "Kasus"),
        *("Peserta", "Verifikasi", "DTKS", "Layanan", "IPSM", "Target"),
    ],
)
def test_every_code_is_a_region_of_the_office_that_sends_it(sheet):
    table = read_all(sheet)
    outside = [
        (code, office)
        for code, office in set(zip(table["region"], table["office"], strict=True))
        if not INDONESIA.is_within(code, office)
    ]
    assert outside == []


def test_offices_send_in_every_round_but_for_the_late_one():
    files = {path.name for path in paths.SAMPLE.glob("*.xlsx")}
    assert files == {workbooks.file_name(office, name) for office, name in sendings()}
    for office in OFFICES:
        sent = [name[-12:-5] for name in sorted(files) if name.startswith(office.code)]
        assert sent == (ROUNDS[:-1] if office.code == "63.02" else ROUNDS)


def test_deliveries_name_every_file_in_the_order_received():
    with (paths.SAMPLE / "deliveries.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [tuple(row.values()) for row in rows] == deliveries()
    assert {row["file"] for row in rows} == {
        p.name for p in paths.SAMPLE.glob("*.xlsx")
    }
    received = [row["received_on"] for row in rows]
    assert received == sorted(received)


def test_one_office_comes_weeks_to_months_after_all_others():
    days = {}
    for name, received, _sender in deliveries():
        year, month = int(name[-12:-8]), int(name[-7:-5])
        end = date(year + month // 12, month % 12 + 1, 1)
        days.setdefault(name[:5], []).append((date.fromisoformat(received) - end).days)
    late = days.pop("63.02")
    assert min(late) > 30 and max(late) > 60
    assert max(day for office in days.values() for day in office) < 21


@pytest.mark.parametrize("code", ["63.72", "63.11"])
def test_the_same_seed_writes_the_same_workbooks(tmp_path, code):
    office = next(office for office in OFFICES if office.code == code)
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
    for name in ("2023-02", "2024-12"):
        one = workbooks.write(office, name, first)
        other = workbooks.write(office, name, second)
        assert one.read_bytes() == other.read_bytes()
        # Cells, not bytes: another zlib packs the same sheet into other bytes.
        assert all_cells(one) == all_cells(paths.SAMPLE / one.name)


def all_cells(path: Path) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_path(path)
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


def test_the_last_round_is_imported_without_an_error():
    files = sorted(paths.SAMPLE.glob("*_2024-12.xlsx"))
    report = check_files(
        files, Options(), identify=lambda niks: [n[::-1] for n in niks]
    )
    assert not report.refused
    sent = Counter(draft.dataset for draft in report.drafts)
    assert sent == {
        "pillars": 12,  # eleven regencies and the province
        "pillar_counts": 1,
        "ppks": 12,
        "population": 12,
        "cases": 11,
        "case_records": 4,
        "activities": 1,
        "participants": 1,
        "verification": 10,
        "national_list": 10,
        "services": 12,
        "ipsm": 11,
        "budget": 11,
    }
    assert {p.rule for p in report.problems if p.severity == "warning"} == {"left_out"}


def test_the_sample_stays_small():
    assert sum(path.stat().st_size for path in paths.SAMPLE.iterdir()) < 6_250_000
