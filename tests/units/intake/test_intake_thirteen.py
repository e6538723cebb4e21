"""The datasets beside registers, counts and needs: what a good and a bad sheet gives."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from imbang.texts import use_language

VILLAGE, OTHER = "63.71.01.1001", "63.71.01.1002"
OFFICE = ["DINAS SOSIAL KOTA BANJARMASIN"]
NIK, ANOTHER = "6371014107850001", "6371014107850002"


def kept(report, *names: str) -> list[tuple[object, ...]]:
    """The rows of the one draft, only these columns."""
    assert [p for p in report.problems if p.severity == "error"] == []
    (draft,) = report.drafts
    return [tuple(row[name] for name in names) for row in draft.table.to_pylist()]


def test_cases(check_sheet, found) -> None:
    head = [
        "Kode",
        "Jenis Kasus",
        "Bulan",
        "Kasus Masuk",
        "Ditangani",
        "Ditangani Bersama PSM",
        "Selesai",
        "PMKS Terlayani",
        "Sifat Angka",
    ]
    rows = [
        head,
        [VILLAGE, "Pemulung", "2024-06", 12, 10, 8, 7, 11, "Bulanan"],
        [VILLAGE, "Pemulung", "2024-07", 3, "…", "-", None, None, "bulan ini"],
    ]
    report = check_sheet(rows, "Penanganan PMKS")
    assert found(report) == []
    assert [d.dataset for d in report.drafts] == ["cases", "cases"]
    (row,) = report.drafts[0].table.to_pylist()
    counts = ("reported", "handled", "handled_with_psm", "closed", "served")
    assert [row[name] for name in counts] == [12, 10, 8, 7, 11]
    assert (row["served_with_psm"], row["flow"]) == (None, "monthly")
    only = [
        ["Kode", "Jenis PMKS", "Periode", "Kasus Masuk"],
        [VILLAGE, "Pemulung", "2024", 1],
    ]
    assert ("error", 1, "Kasus Ditangani", "missing_column") in found(
        check_sheet(only, "Penanganan")
    )


def test_case_records_hold_nobody_s_name(check_sheet, found) -> None:
    head = [
        "Kode Wilayah",
        "Jenis PMKS",
        "Tanggal Laporan",
        "Tgl Penanganan",
        "Dengan PSM",
        "Tanggal Selesai",
    ]
    title = ["Keadaan: Desember 2024"]
    rows = [
        title,
        head,
        [VILLAGE, "Pemulung", date(2024, 1, 15), "18/01/2024", "√", None],
        [VILLAGE, "Pemulung", "15-01-2024", "18-01-2024", "-", "20-02-2024"],
    ]
    got = kept(check_sheet(rows, "Kasus"), "reported_on", "with_psm", "closed_on")
    assert got == [
        (date(2024, 1, 15), "yes", None),
        (date(2024, 1, 15), "no", date(2024, 2, 20)),
    ]
    backwards = [
        title,
        head,
        [VILLAGE, "Pemulung", "15-01-2024", None, None, "01-01-2024"],
    ]
    assert found(check_sheet(backwards, "Kasus")) == [
        ("error", 3, "Tanggal Selesai", "order")
    ]
    for heading in ("Nama Korban", "NIK", "Alamat"):
        named = [title, [*head, heading], [*rows[2], "x"]]
        report = check_sheet(named, "Kasus")
        assert found(report) == [("error", 2, heading, "refused_column")]
    use_language("id")
    report = check_sheet([title, [*head, "Nama"], [*rows[2], "x"]], "Kasus")
    assert report.problems[0].message == (
        "Imbang tidak menerima nama orang: kasus dicatat tanpa nama siapa pun. "
        "Hapus kolom ini lalu kirim kembali berkasnya, atau jangan ikutkan."
    )


ACTIVITIES = [
    "Kode Kegiatan",
    "Jenis",
    "Nama Kegiatan",
    "Tanggal Mulai",
    "Tanggal Selesai",
]
BIMTEK = ["B-1", "Bimbingan Teknis", "Bimtek PSM", "22-02-2023", "24-02-2023"]


def test_activities_belong_to_the_office(check_sheet, found) -> None:
    rows = [OFFICE, ["Tahun 2023"], ACTIVITIES, BIMTEK]
    report = check_sheet(rows, "Kegiatan")
    assert kept(report, "activity", "kind", "last_day") == [
        ("B-1", "bimtek", date(2023, 2, 24))
    ]
    assert report.drafts[0].office == "63.71"
    unsaid = check_sheet(rows[1:], "Kegiatan")
    assert found(unsaid) == [("error", None, None, "office")]
    told = check_sheet(rows[1:], "Kegiatan", region="63")
    assert told.drafts[0].office == "63"
    wrong = [*rows, ["B-1", "Rapat", "Rakor", "15-03-2023", "14-03-2023"]]
    assert found(check_sheet(wrong, "Kegiatan")) == [
        ("error", 5, "Kode Kegiatan", "duplicate"),
        ("error", 5, "Jenis", "choice"),
        ("error", 5, "Tanggal Selesai", "order"),
    ]


PARTICIPANTS = [
    "Kode Kegiatan",
    "NIK",
    "Nama",
    "Unsur",
    "Kode Wilayah",
    "Hadir",
    "Lulus",
]


def test_participants_by_nik_or_by_name(check_sheet, found) -> None:
    title = [["DINAS SOSIAL PROVINSI KALIMANTAN SELATAN"], ["Tahun 2023"], PARTICIPANTS]
    rows = [
        ["B-1", NIK, "Siti", "psm", VILLAGE, None, "Lulus"],
        ["B-1", None, "Budi", "Kepala Seksi Kesra", "62.71", "Tidak Hadir", "-"],
        ["B-1", ANOTHER, None, "Fasilitator SLRT", None, "v", None],
    ]
    report = check_sheet([*title, *rows], "Peserta")
    assert kept(report, "element", "region_code", "attended", "passed") == [
        ("psm", VILLAGE, "yes", "yes"),
        ("kasi_kesra", "62.71", "no", None),
        ("Fasilitator SLRT", None, "yes", None),
    ]
    assert report.drafts[0].office == "63"
    assert report.has_identities
    keys = report.drafts[0].table["person_key"].to_pylist()
    assert keys[1] is None
    assert NIK not in str(report.drafts[0].table.to_pylist())
    nobody = [
        ["B-1", None, "-", "PSM", VILLAGE],
        ["B-1", None, None, "PSM", VILLAGE],
        ["B-1", "123", None, "PSM", VILLAGE],  # told once
    ]
    assert found(check_sheet([*title, *nobody], "Peserta")) == [
        ("error", 4, "NIK", "required"),
        ("error", 5, "NIK", "required"),
        ("error", 6, "NIK", "nik"),
    ]
    twice = check_sheet([*title, *rows, rows[0]], "Peserta")
    assert found(twice) == [("error", 7, "NIK", "duplicate")]
    assert "(B-1)" in twice.problems[-1].message
    assert NIK not in str(twice.problems)


def test_a_participant_s_activity_is_looked_for_in_the_file(
    write, check, found
) -> None:
    sheets = {
        "Kegiatan": [OFFICE, ["Tahun 2023"], ACTIVITIES, BIMTEK],
        "Peserta": [
            ["Tahun 2023"],
            PARTICIPANTS,
            [" b-1 ", None, "Siti"],
            ["B-2", None, "Budi"],
        ],
    }
    report = check(write(sheets))
    assert found(report) == [("warning", 4, "Kode Kegiatan", "unknown_reference")]
    assert [d.dataset for d in report.drafts] == ["activities", "participants"]
    del sheets["Kegiatan"]
    assert found(check(write(sheets), region="63.71")) == []


def test_verification_says_its_source(check_sheet, found) -> None:
    head = [
        "Kode",
        "Sumber Data",
        "Periode",
        "Jumlah Data",
        "Terverifikasi",
        "Valid",
        "Diperbaiki",
        "Tidak Valid",
    ]
    rows = [
        head,
        [VILLAGE, "DTKS", "2024-06", 240, 200, 150, 30, 20],
        # more valid than verified: odd, but not for a machine to refuse
        [VILLAGE, "DTSEN", "2024-06", 240, 10, 20, 0, 0],
    ]
    got = kept(check_sheet(rows, "Verval"), "source", "listed", "verified", "flow")
    assert got == [("dtks", 240, 200, "cumulative"), ("dtsen", 240, 10, "cumulative")]
    blank = [head, [VILLAGE, None, "2024-06", 240, 200]]
    assert found(check_sheet(blank, "Verifikasi")) == [
        ("error", 2, "Sumber Data", "required")
    ]


def test_services_and_ipsm(check_sheet, found) -> None:
    head = [
        "Kode Kabupaten/Kota",
        "Periode",
        "SLRT",
        "Operator SIKS-NG",
        "Rujukan",
        "Rujukan Selesai",
    ]
    rows = [
        head,
        ["63.71", "2024-06", "Ada", 54, 86, 61],
        ["63.72", "2024-06", "-", "-"],
    ]
    report = check_sheet(rows, "Layanan")
    assert kept(report, "slrt", "operators", "referrals_made") == [
        ("yes", 54, 86),
        ("no", 0, None),
    ]
    head = ["Kode Kecamatan", "Triwulan", "Ada IPSM", "Pertemuan", "Anggota"]
    rows = [head, ["63.71.01", "Triwulan II 2024", "Belum Terbentuk", "-", None]]
    report = check_sheet(rows, "IPSM", headings={"Triwulan": "period"})
    assert kept(report, "has_ipsm", "meetings", "period_from") == [("no", 0, 24291)]
    assert found(check_sheet([head[:3], ["63.71.01", "2024", "dua"]], "IPSM"))


def test_budget_in_rupiah(check_sheet, found) -> None:
    head = ["Program", "Sumber Dana", "Pagu (Rp)", "Realisasi"]
    title = [OFFICE, ["REALISASI ANGGARAN s.d. JUNI 2024"], head]
    rows = [
        ["Bimtek", "APBD Kota", "Rp 450.000.000,00", 312500000.5],
        ["Rehabilitasi Sosial", "APBN", "1.250.000", "-"],
        ["Kampung Siaga", "Baznas", 5, None],
        ["JUMLAH", None, "451.250.005", 312500000.5],
    ]
    report = check_sheet([*title, *rows], "Anggaran")
    assert kept(report, "programme", "fund_source", "allotted", "spent") == [
        (
            "capacity_building",
            "apbd_regency",
            Decimal(450_000_000),
            Decimal("312500000.5"),
        ),
        ("social_rehabilitation", "apbn", Decimal(1_250_000), Decimal(0)),
        ("Kampung Siaga", "Baznas", Decimal(5), None),
    ]
    assert str(report.drafts[0].period) == "2024-06"
    again = [*title, rows[0], ["Bimtek PSM", "APBD II", 1, 1]]
    assert found(check_sheet(again, "Anggaran")) == [
        ("error", 5, "Program", "duplicate")
    ]


def test_targets(check_sheet, found) -> None:
    head = ["Indikator", "Kode Wilayah", "Tahun", "Target"]
    rows = [
        head,
        ["PSM aktif yang sudah terlatih", "63.71", 2024, "12,5 %"],
        ["psm_active", "63.71", 2024, 900],
        ["Change of PMKS in a year", "63.71", 2024, "-2,5"],
        ["psm_active", "63.71", 2025, "…"],
    ]
    report = check_sheet(rows, "Target")
    assert found(report) == []
    assert [
        (d.table["indicator"].to_pylist(), d.table["value"].to_pylist())
        for d in report.drafts
    ] == [
        (["psm_trained_pct", "psm_active", "ppks_change_pct"], [12.5, 900.0, -2.5]),
        (["psm_active"], [None]),
    ]
    wrong = check_sheet([head, ["PSM aktif yang terlatih", "63.71", 2024, 1]], "Target")
    assert found(wrong) == [("error", 2, "Indikator", "indicator")]
    assert "it may be: Active PSM who are trained." in wrong.problems[0].message
    odd = [
        head,
        ["psm_trained_pct", "63.71", 2024, 0.85],
        ["coverage_gini", "63.71", 2024, 0.4],
    ]
    report = check_sheet(odd, "Target")
    assert found(report) == [("warning", 2, "Target", "percentage")]
    assert "0.85 percent" in report.problems[0].message
    said = check_sheet(
        [head, ["IKU 1", "63.71", 2024, 1]], "Target", labels={"IKU 1": "psm_active"}
    )
    assert found(said) == []


FLOWS = ["Kode", "Jenis PMKS", "Periode", "Jumlah", "Masuk", "Sifat Angka"]


@pytest.mark.parametrize(
    ("periods", "wrong"),
    [
        ([("2024-03", None), ("2024-06", None)], []),  # steps of one count
        ([("2024", None), ("2024-12", None)], [3]),  # the same months counted twice
        ([("2024-03", "bulanan"), ("2024-04", "bulanan")], []),
        ([("2024-06", "bulanan"), ("Triwulan II 2024", "bulanan")], [3]),
        ([("2024-06", "kumulatif"), ("2024-07", "bulanan")], []),
        ([("2024-06", "bulanan"), ("2024-07", "kumulatif")], [3]),
        ([("2024-06", "bulanan"), ("2025-02", "kumulatif")], []),
        ([("2024", "bulanan"), ("2024-02", "bulanan"), ("2024-05", "bulanan")], [3, 4]),
    ],
)
def test_flows_that_cover_a_month_twice(check_sheet, found, periods, wrong) -> None:
    rows = [[VILLAGE, "Pemulung", period, 5, 1, flow] for period, flow in periods]
    # elsewhere, or without a flow, nothing is told twice
    rows += [[OTHER, "Pemulung", period, 5, None, flow] for period, flow in periods]
    told = [f for f in found(check_sheet([FLOWS, *rows], "PPKS")) if f[0] == "error"]
    assert [(row, rule) for _severity, row, _column, rule in told] == [
        (row, "overlap") for row in wrong
    ]


def test_an_overlap_says_what_and_where(check_sheet) -> None:
    rows = [
        [VILLAGE, "Pemulung", "2024-06", 5, 1, "bulanan"],
        [VILLAGE, "Pemulung", "2024-Q2", 5, 1, "bulanan"],
    ]
    (problem,) = check_sheet([FLOWS, *rows], "PPKS").problems
    assert problem.message.startswith("Pemulung, Mantuil (63.71.01.1001): ")
    assert "2024-Q2" in problem.message
    assert "row 2" in problem.message


def test_rows_with_a_region_and_nothing_else_are_no_rows(
    check_sheet, found, notes
) -> None:
    head = ["No", "Kode Wilayah", "Nama Wilayah", "Tahun", "Jumlah Penduduk"]
    rows = [
        head,
        [1, VILLAGE, "Mantuil", None, None],
        [2, OTHER, "", 2024, 4812],
        [3, "63.71.01.1003", "", 2024, None],
    ]
    report = check_sheet(rows, "Penduduk")
    assert found(report) == []
    assert kept(report, "region_code", "inhabitants") == [(OTHER, 4812)]
    assert notes(report) == [(2, "untouched_row"), (4, "untouched_row")]
