"""A district's code beside the name of a desa in it: counted in no village.

Bakarangan is a district of Tapin (63.05.07) and a desa in it (63.05.07.2002).
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

from imbang.intake.importing import import_files
from imbang.intake.report.results import Options
from imbang.publishing.publish import publish
from imbang.questions.asking import ask
from imbang.store.deliveries import Store

DISTRICT, VILLAGE = "63.05.07", "63.05.07.2002"
PLACE = ["Kode Desa/Kelurahan", "Desa/Kelurahan"]
REGISTER = [
    ["DINAS SOSIAL KABUPATEN TAPIN"],
    ["Keadaan: Desember 2024"],
    [
        "No",
        "NIK",
        "Nama",
        "Jenis Pilar",
        *PLACE,
        "Tahun Lahir",
        "Sertifikat",
        "Tanggal Konfirmasi",
    ],
    [
        1,
        "6305070101809001",
        "Nama Satu",
        "PSM",
        DISTRICT,
        "Bakarangan",
        1980,
        "Ya",
        "01-11-2024",
    ],
    [
        2,
        "6305070101809002",
        "Nama Dua",
        "PSM",
        VILLAGE,
        "Bakarangan",
        1980,
        "Ya",
        "01-11-2024",
    ],
    [
        3,
        "6305070101809003",
        "Nama Tiga",
        "TKSK",
        DISTRICT,
        "Bakarangan",
        1980,
        "Ya",
        "01-11-2024",
    ],
]
VERIFIED = [
    ["DINAS SOSIAL KABUPATEN TAPIN"],
    [*PLACE, "Sumber Data", "Periode", "Jumlah Data", "Diverifikasi"],
    [DISTRICT, "Bakarangan", "DTKS", "2024-12", 100, 60],
]


@pytest.fixture(scope="module")
def tapin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tapin")
    with xlsxwriter.Workbook(folder / "tapin.xlsx") as book:
        for name, rows in (("Pilar", REGISTER), ("Verifikasi", VERIFIED)):
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    store = Store(folder / "store")
    report = import_files(store, [folder / "tapin.xlsx"], Options(), by="tester").report
    assert [p for p in report.problems if p.severity != "info"] == []
    publish(store)
    return store.folder


def ladder(store: Path, region: str, level: str, kind: str) -> list[int]:
    asked = {"region": region, "level": level, "kind": kind, "as_of": "2024-12"}
    (row,) = ask(store, "pillar_ladder", **asked).to_dict("records")
    return [int(row[step]) for step in ("persons", "active", "valid")]


def test_a_psm_of_a_district_counts_in_no_village(tapin: Path) -> None:
    """Two PSM, of whom the district's is not valid: nobody says which village."""
    assert ladder(tapin, VILLAGE, "village", "psm") == [1, 1, 1]
    assert ladder(tapin, DISTRICT, "district", "psm") == [2, 2, 1]
    assert ladder(tapin, "63.05", "regency", "psm") == [2, 2, 1]


def test_a_tksk_is_the_districts(tapin: Path) -> None:
    assert ladder(tapin, VILLAGE, "village", "tksk") == [0, 0, 0]
    assert ladder(tapin, DISTRICT, "district", "tksk") == [1, 1, 1]


def test_what_a_district_verified_is_no_villages(tapin: Path) -> None:
    def verified(level: str) -> pd.Series:
        asked = {"region": DISTRICT, "level": level, "as_of": "2024-12"}
        rows = ask(tapin, "indicator_values", **asked)
        rows = rows[rows["indicator"] == "dtks_verified_pct"]
        return rows.set_index("region_code")["numerator"].dropna()

    assert verified("village").to_dict() == {}
    assert verified("district").to_dict() == {DISTRICT: 60}


def test_no_tksk_of_the_sample_is_in_a_village(sample_store: Path) -> None:
    """Six districts of Tapin and one of Banjarbaru are called like a village in them."""
    asked = {"region": "63", "kind": "tksk", "as_of": "2024-12"}
    villages = ask(sample_store, "pillar_ladder", level="village", **asked)
    assert villages["roles"].sum() == 0
    tapin = ask(
        sample_store, "pillar_ladder", **{**asked, "region": "63.05"}, level="district"
    )
    assert tapin["roles"].tolist() == [1] * 12
