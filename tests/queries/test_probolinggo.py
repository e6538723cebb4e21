"""A published activity: the bimtek of Kabupaten Probolinggo, 9 and 10 December 2019.

264 participants: 24 Kasi Kesra, 24 TKSK and 216 PSM from 24 kecamatan, in 2 days. The
people here are made up; their number and where they came from are not.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from imbang.intake.importing import import_files
from imbang.intake.report.results import Options
from imbang.reference import regions
from imbang.store.deliveries import Store

from .conftest import workshop

OFFICE = "35.13"
DISTRICTS = list(regions.load().children(OFFICE))
TITLES = [
    ["PEMERINTAH KABUPATEN PROBOLINGGO"],
    ["DINAS SOSIAL"],
    ["BIMTEK PEKERJA SOSIAL MASYARAKAT, 9 - 10 DESEMBER 2019"],
    [],
]
ACTIVITY = [
    [
        "Kode Kegiatan",
        "Jenis Kegiatan",
        "Nama Kegiatan",
        "Tanggal Mulai",
        "Tanggal Selesai",
    ],
    ["1", "Bimbingan Teknis", "Bimtek PSM", date(2019, 12, 9), date(2019, 12, 10)],
]


def participants() -> list[list[object]]:
    """One Kasi Kesra, one TKSK and nine PSM of each district, some by name only."""
    rows: list[list[object]] = [
        ["No", "Kode Kegiatan", "Nama Peserta", "NIK", "Unsur", "Kode Kecamatan"]
    ]
    unit = ("Kasi Kesra", "TKSK", *["PSM"] * 9)
    for code in DISTRICTS:
        for element in unit:
            number = len(rows)
            nik = (
                f"{code.replace('.', '')}090980{9000 + number}" if number % 2 else None
            )
            rows.append([number, "1", f"Peserta {number}", nik, element, code])
    return rows


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "bimtek_probolinggo_2019.xlsx"
    with xlsxwriter.Workbook(target, {"default_date_format": "dd/mm/yyyy"}) as book:
        for name, table in (("Kegiatan", ACTIVITY), ("Daftar Peserta", participants())):
            sheet = book.add_worksheet(name)
            for at, row in enumerate([*TITLES, *table]):
                sheet.write_row(at, 0, row)
    return target


def test_the_bimtek_comes_out_as_published(path: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    report = import_files(store, [path], Options(), by="tester").report
    assert [p for p in report.problems if p.severity != "info"] == []
    assert {(d.office, str(d.period)) for d in report.drafts} == {(OFFICE, "2019-12")}
    with workshop(store) as work:
        [(days, people, districts, known)] = work.execute(
            """
            select
                any_value(last_day - first_day) + 1,
                count(*),
                count(distinct region_id),
                count(person_id)
            from staging.participants
            inner join staging.activities using (office_id, activity)
            where is_attended
            """
        ).fetchall()
        elements = work.execute(
            "select element, count(*) from staging.participants group by all"
        ).fetchall()
        trained = work.execute("select month from intermediate.trainings").fetchall()
    assert (days, people, districts) == (2, 264, 24)
    assert dict(elements) == {"kasi_kesra": 24, "tksk": 24, "psm": 216}
    # linked are those with a NIK only; the others are counted
    assert trained == [(12 * 2019 + 11,)] * known
    assert known == 132
