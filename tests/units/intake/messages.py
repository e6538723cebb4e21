"""Files with everything wrong that offices send, for a page of all messages.

``python -m tests.units.intake.messages`` writes `messages.md` anew: read what changed
in it as a data officer would, in Indonesian first.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from imbang.intake.checking import check_files
from imbang.intake.profiles import Profile
from imbang.intake.report.problems import Problem
from imbang.intake.report.results import Options, Report
from imbang.texts import language, use_language
from tests.units.intake.message_parts import PARTS

PAGE = Path(__file__).parent / "messages.md"
TODAY = date(2025, 3, 31)
CODE = "63.71.01.1001"
Rows = list[list[object]]

_PPKS = ["Kode Wilayah", "Nama Wilayah", "Jenis PMKS", "Periode", "Jumlah"]
_PILLARS = ["NIK", "Nama", "Jenis Pilar", "Kode Wilayah", "Tahun Lahir", "Status"]
_DATED = ["Tanggal Mulai", "Tanggal Selesai", "Tanggal Konfirmasi"]
_NIK, _OTHER_NIK = "6371014107900001", "6371014107900002"


def _ppks(*rows: list[object]) -> Rows:
    return [_PPKS, *rows]


def _counted(
    count: object, kind: str = "Pemulung", code: object = CODE
) -> list[object]:
    return [code, None, kind, "2024", count]


_COUNTS = ["-5", "12,5", "1,204", "banyak", "999999999999", "1.204"]
CASES: dict[str, tuple[dict[str, Rows], dict[str, Any]]] = {
    "counts": (
        {
            "PPKS": _ppks(
                *(
                    [c, None, "Pemulung", f"202{n}", v]
                    for n, (c, v) in enumerate(zip([CODE] * 6, _COUNTS, strict=True))
                )
            )
        },
        {},
    ),
    "codes": (
        {
            "PPKS": _ppks(
                _counted(1, code="63.99"),
                _counted(1, code=11.1),
                _counted(1, code=None),
                _counted(1, code="63.72.02.1003"),
                [CODE, "Basirih", "Pengemis", "2024", 1],
                [CODE, None, None, "2024", 1],
            )
        },
        {"region": "63.71"},
    ),
    "code levels": (
        {
            "PPKS": [
                ["Kode Kecamatan", "Kode Desa", *_PPKS[2:]],
                ["63.71.02", CODE, "Pemulung", "2024", 1],
            ]
        },
        {},
    ),
    "kinds": (
        {
            "PPKS": _ppks(
                _counted(1, "Pemulugn"),
                _counted(2, "Xyzzy"),
                _counted(3, "Lain-lain"),
                _counted(4, "Keluarga Rentan"),
                _counted(5, "Pengemis"),
                _counted(6, "Anak Jalanan"),
                _counted(7, "Anak Gelandangan"),
                _counted(5, "Pengemis"),
            )
        },
        {"leave_out": frozenset({"Keluarga Rentan"})},
    ),
    "units": (
        {
            "PPKS": [
                [*_PPKS, "Satuan"],
                [*_counted(1, "Keluarga Bermasalah Sosial Psikologis"), "Orang"],
                [*_counted(2, "Pemulung"), "Ekor"],
            ]
        },
        {},
    ),
    "names": (
        {
            "PPKS": [
                ["DINAS SOSIAL KABUPATEN BANJAR"],
                ["Kecamatan", "Desa", *_PPKS[2:]],
                ["Karang Intan", "Pasar Lama", "Pemulung", "2024", 1],
                [None, None, "Pengemis", "2024", 1],
                ["", "Pasar Lama", "Pemulung", "2023", 1],
                ["Gambut", "Pasar Lama", "Pemulung", "2022", 1],
                ["Karng Intn", "Mandiangin Timur", "Pemulung", "2022", 1],
                ["Karang Intan", "Mandiangin Timurr", "Pengemis", "2022", 1],
                ["Karang Intan", "Mandingan Tmr", "Pengemis", "2021", 1],
                ["Karang Intan", "Zzzzz", "Pengemis", "2021", 1],
            ]
        },
        {},
    ),
    "names without an office": (
        {"PPKS": [["Desa", *_PPKS[2:]], ["Mantuil", "Pemulung", "2024", 1]]},
        {},
    ),
    "BPS codes": ({"PPKS": _ppks(_counted(1, code="6371010001"))}, {}),
    "BPS codes said": (
        {
            "PPKS": [
                ["Kode", *_PPKS[2:]],
                ["6371010002", "Pemulung", "2024", 1],
                ["9999999", "Pemulung", "2024", 1],
            ]
        },
        {"labels": {"Kode": "bps"}},
    ),
    "homes beside places served": (
        {
            "Pilar": [
                ["Dinas Sosial Kota Banjarmasin, Desember 2024"],
                ["Nama", "Jenis Pilar", "Kecamatan", "Kecamatan Lokasi Tugas"],
                ["Nama Satu", "TKSK", "Binuang", "Banjarmasin Timur"],
            ]
        },
        {},
    ),
    "headings exchanged": (
        {
            "PPKS": [
                ["Dinas Sosial Kabupaten Bandung"],
                ["Kecamatan", "Desa", *_PPKS[2:]],
                *(
                    [name, "Pangalengan", "Pemulung", "2024", 1]
                    for name in ("Margaluyu", "Warnasari", "Lamajang")
                ),
            ]
        },
        {},
    ),
    "no column of regions": (
        {"PPKS": [["Tahun 2024"], _PPKS[2:3] + _PPKS[4:], ["Pemulung", 3]]},
        {},
    ),
    "the region in the title": (
        {
            "PPKS": [
                ["PMKS Kecamatan Bakarangan Kabupaten Tapin Tahun 2024"],
                _PPKS[2:3] + _PPKS[4:],
                ["Pemulung", 3],
            ]
        },
        {},
    ),
    "codes of both systems": (
        {
            "PPKS": [
                ["kode_bps", "kode_kemendagri", "Nama Wilayah", *_PPKS[2:]],
                ["6371010001", CODE, "Mantuil", "Pemulung", "2024", 1],
                ["6371010001", "63.71.01.1002", "Mantuil", "Pemulung", "2024", 1],
                ["6371010002", "63.71.02.1003", None, "Pemulung", "2024", 1],
            ]
        },
        {},
    ),
    "names of other codes": (
        {
            "PPKS": _ppks(
                *(
                    [f"63.71.01.10{n:02}", "Mantuil", "Pemulung", "2024", 1]
                    for n in range(2, 8)
                )
            )
        },
        {},
    ),
    "headings": (
        {
            "PPKS": [
                ["Kode Wilayah", "Jenis PMKS", "Jumlahh PMKS", "No HP", "Warna"],
                [CODE, "Pemulung", 1, 2, 3],
            ]
        },
        {"headings": {"Warna": "colour"}},
    ),
    "a heading missing": (
        {"PPKS": [["Kode Wilayah", "Jenis PMKS"], [CODE, "Pemulung"]]},
        {},
    ),
    "headings doubled": ({"PPKS": [[*_PPKS, "Total"], [*_counted(1), 2]]}, {}),
    "a list that is not said": (
        {
            "Lembar": [
                ["Kode Wilayah", "Tahun", "Jumlah Individu", "Jumlah Keluarga"],
                [CODE, 2024, 5, 2],
            ]
        },
        {"dataset": "national_list"},
    ),
    "women and men without a sum": (
        {
            "PPKS": [
                ["DINAS SOSIAL KOTA BANJARMASIN"],
                ["Kode Wilayah", "Periode", "Pemulung", "Pengemis", "P"],
                [CODE, "2024", 1, 3, 2],
            ]
        },
        {},
    ),
    "a column left out": (
        {"PPKS": [[*_PPKS, "Total", "Warna"], [*_counted(1), 2, 3]]},
        {"leave_out": frozenset({"Total", "Warna"})},
    ),
    "no heading": ({"Lembar": [["Daftar", "hadir"], ["Sari"]]}, {}),
    "two datasets": (
        {
            "Lembar": [
                ["Kode Wilayah", "Jenis Pilar", "Jenis PMKS", "Periode", "Jumlah"],
                [CODE, "PSM", "Pemulung", "2024", 1],
            ]
        },
        {},
    ),
    "no period": (
        {"PPKS": [["Kode Wilayah", "Jenis PMKS", "Jumlah"], [CODE, "Pemulung", 1]]},
        {},
    ),
    "two periods": (
        {
            "PPKS": [
                ["Keadaan: Juni 2024"],
                ["Keadaan: Juli 2024"],
                ["Kode Wilayah", "Jenis PMKS", "Jumlah"],
                [CODE, "Pemulung", 1],
            ]
        },
        {},
    ),
    "periods": (
        {
            "PPKS": _ppks(
                [CODE, None, "Pemulung", "2030", 1],
                [CODE, None, "Pemulung", "entah", 1],
            )
        },
        {},
    ),
    "two offices": (
        {
            "PPKS": [
                ["Dinas Sosial Kota Banjarmasin"],
                ["Dinas Sosial Kota Banjarbaru"],
                _PPKS,
                _counted(1, code="63"),
            ]
        },
        {},
    ),
    "no office": (
        {
            "Anggaran": [
                ["Program", "Sumber Dana", "Periode", "Pagu", "Realisasi"],
                ["Rehabilitasi Sosial", "APBN", "2024", 1000, 5],
            ]
        },
        {},
    ),
    "amounts": (
        {
            "Anggaran": [
                ["DINAS SOSIAL KOTA BANJARMASIN"],
                ["Program", "Sumber Dana", "Periode", "Pagu", "Realisasi"],
                ["Rehabilitasi Sosial", "APBN", "2024", "-1", "Rp sekian"],
                ["Rehab", "APBNN", "2024", "1,250", 1],
            ]
        },
        {},
    ),
    "people": (
        {
            "Pilar": [
                ["Keadaan: Desember 2024"],
                [*_PILLARS, *_DATED],
                [
                    _NIK,
                    "Budi",
                    "PSM",
                    CODE,
                    1990,
                    "Aktif",
                    "01-01-2024",
                    "01-01-2023",
                    "99-99-2020",
                ],
                [
                    _NIK,
                    "Wahyuningsih",
                    "TKSK",
                    "63.71.01",
                    1800,
                    "Aktiv",
                    None,
                    None,
                    "01-01-2099",
                ],
                [
                    123456789,
                    "Sari",
                    "PSM",
                    CODE,
                    "entah",
                    None,
                    None,
                    None,
                    "01-01-1900",
                ],
                ["12345", "Tuti", "PSM", CODE, None, None, None, None, None],
                ["1" * 16, "Tuti", "PSM", CODE, None, None, None, None, None],
                [_OTHER_NIK, f"Ani {_NIK}", "PSM", CODE, None, None, None, None, None],
                [_NIK, "Budi", "PSM", CODE, None, None, None, None, None],
            ]
        },
        {},
    ),
    "targets": (
        {
            "Target": [
                ["DINAS SOSIAL KOTA BANJARMASIN"],
                ["Indikator", "Kode Wilayah", "Tahun", "Target"],
                ["PSM aktif yang terlatih", "63.71", 2024, "1"],
                ["Xyzzy", "63.71", 2024, "x"],
                ["psm_trained_pct", "63.71", 2023, "0,85"],
            ]
        },
        {},
    ),
    "participants": (
        {
            "Kegiatan": [
                ["DINAS SOSIAL KOTA BANJARMASIN"],
                ["Kode Kegiatan", "Jenis Kegiatan", "Nama Kegiatan", "Tanggal Mulai"],
                ["B-1", "Bimtek", "Bimtek", "01-02-2024"],
            ],
            "Peserta": [
                ["Kode Kegiatan", "NIK", "Nama"],
                ["B-2", None, "Budi"],
                ["B-1", None, None],
            ],
        },
        {},
    ),
    "rows that are none": (
        {
            "PPKS": [
                ["DINAS SOSIAL KOTA BANJARMASIN"],
                ["No", *_PPKS],
                ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
                ["KECAMATAN BANJARMASIN SELATAN"],
                [1, *_counted(1)],
                [],
                [2, *_counted(2, "Pengemis")],
                ["JUMLAH", None, None, None, None, 4],
                ["No", *_PPKS],
                ["Contoh", *_counted(3, "Gelandangan")],
                ["Sumber: Dinas Sosial"],
            ]
        },
        {},
    ),
    "a wide table": (
        {
            "PPKS": [
                ["DINAS SOSIAL KOTA BANJARMASIN"],
                ["Kode Wilayah", "Pemulung", "Pengemis", "Gelandangan"],
                [CODE, 1, 2, 3],
            ]
        },
        {},
    ),
    "flows": (
        {
            "Penanganan": [
                [
                    "Kode Wilayah",
                    "Jenis PMKS",
                    "Periode",
                    "Cara Hitung",
                    "Dilaporkan",
                    "Ditangani",
                ],
                [CODE, "Pemulung", "2024-01", "Bulanan", 1, 1],
                [CODE, "Pemulung", "Triwulan I 2024", "Bulanan", 1, 1],
            ]
        },
        {},
    ),
    "flows in a wide table": (
        {
            "Penanganan": [
                ["DINAS SOSIAL KOTA BANJARMASIN"],
                ["TAHUN 2024"],
                [
                    "Kode Wilayah",
                    "Jenis PMKS",
                    "Triwulan I",
                    "Triwulan I",
                    "Triwulan II",
                    "Triwulan II",
                ],
                [None, None, "Dilaporkan", "Ditangani", "Dilaporkan", "Ditangani"],
                [CODE, "Pemulung", 1, 1, 2, 2],
            ]
        },
        {},
    ),
    "nothing in it": ({"PPKS": [_PPKS], "Kosong": []}, {}),
    "a list that nothing names": (
        {
            "Data": [
                ["Kode Wilayah", "Tahun", "Jumlah Individu"],
                [CODE, "2024", 9],
            ]
        },
        {"dataset": "national_list"},
    ),
    "a list that the sheet names": (
        {"Rekap DTKS": [["Kode", "Tahun", "Jumlah KK"], [CODE, "2024", 9]]},
        {},
    ),
    "several lists": (
        {
            "Rekap": [
                ["REKAPITULASI DTKS DAN DTSEN TAHUN 2024"],
                ["Kode Wilayah", "Jumlah Individu"],
                [CODE, 9],
            ]
        },
        {},
    ),
    "an unknown option": (
        {"PPKS": _ppks(_counted(1))},
        {"dataset": "ppksx", "region": "99.99"},
    ),
    "remembered": (
        {
            "PPKS": [
                [*_PPKS[:4], "Banyaknya Jiwaa"],
                _counted(1, "Pemulugn"),
                _counted(1, "Xyzzy"),
            ]
        },
        {
            "recalled": Profile(
                {"Banyaknya Jiwaa": "count"}, {"Pemulugn": "scavenger"}, ("Xyzzy",)
            )
        },
    ),
    "nothing counted": (
        {
            "Sheet1": [
                ["Jumlah Sekolah menurut Kecamatan, 2023"],
                ["Kode Wilayah", "Jumlah"],
                ["63.71.01", 5],
            ]
        },
        {},
    ),
    "figures of a list": (
        {"DTKS": [["Keadaan 2023"], ["Kode Wilayah", "Jumlah"], ["63.71.01", 5]]},
        {},
    ),
    "a list of no name": (
        {"Sheet1": [["Kode Wilayah", "Tahun", "Individu"], ["63.71.01", 2023, 5]]},
        {"dataset": "national_list"},
    ),
    "nothing said": ({"Sheet1": [["Kode Wilayah", "Jumlah"], ["63.71.01", 5]]}, {}),
    "told otherwise": (
        {
            "Sheet1": [
                ["Jumlah Lanjut Usia Terlantar menurut Kecamatan, 2023"],
                ["Kode Wilayah", "Jumlah Penduduk"],
                ["63.71.01", 5],
            ]
        },
        {},
    ),
    "kind beside": (
        {
            "Metadata": [["Judul", "Jumlah PSM"], ["Tahun", 2023]],
            "Sheet1": [["Kode Wilayah", "Jumlah"], ["63.71.01", 5]],
        },
        {},
    ),
}


def reports() -> Iterator[tuple[str, Report]]:
    """The check of each case, in the language now spoken."""
    with tempfile.TemporaryDirectory() as folder:
        for title, (sheets, options) in (CASES | PARTS).items():
            path = Path(folder) / f"{title}.xlsx"
            _write(path, sheets)
            yield title, _check([path], **options)
        twice = [Path(folder) / "one.xlsx", Path(folder) / "two.xlsx"]
        for path in twice:
            _write(path, {"PPKS": _ppks(_counted(1))})
        yield "the same in two files", _check(twice)
        broken = Path(folder) / "broken.xlsx"
        broken.write_bytes(b"no workbook at all")
        yield "no workbook", _check([broken])


def _check(paths: list[Path], recalled: Profile | None = None, **said: Any) -> Report:
    recall = None if recalled is None else lambda _office: recalled
    return check_files(
        paths, Options(**said), identify=_identify, today=TODAY, recall=recall
    )


def _identify(niks: list[str]) -> list[str]:
    return [str(hash(nik) % 10**6) for nik in niks]


def _write(path: Path, sheets: dict[str, Rows]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    if "names" in path.stem:
        hidden = book.create_sheet("Rahasia")
        hidden.append(["x"])
        hidden.sheet_state = "hidden"
    if path.stem == "counts":
        book.worksheets[0].merge_cells("E7:E8")
    book.save(path)


def page() -> str:
    """Every message in both languages, by rule, as it was found first."""
    before = language()
    try:
        use_language("id")
        indonesian = [p for _t, report in reports() for p in report.problems]
        use_language("en")
        english = [p for _t, report in reports() for p in report.problems]
    finally:
        use_language(before)
    lines = [
        "# Every message of the check",
        "",
        "Made by `python -m tests.units.intake.messages` from made-up files.",
    ]
    told: dict[str, dict[tuple[str, str], Problem]] = {}
    for one, other in zip(indonesian, english, strict=True):
        texts = (one.message, other.message)
        told.setdefault(f"{one.rule} ({one.severity})", {}).setdefault(texts, one)
    for rule in sorted(told):
        lines += ["", f"## {rule}"]
        for (one, other), problem in told[rule].items():
            where = ", ".join(
                f"{name} {value}"
                for name, value in [("baris", problem.row), ("kolom", problem.column)]
                if value is not None
            )
            lines += ["", f"- {where or 'berkas'}: {one}", f"  - {other}"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
