"""Plain rows spelled out as the workbook that an office would send.

Titles above the headings, a numbering row, totals and a source below, codes with and
without dots, `-` for zero, `...` for what is not available: each by a seeded draw, so
that the same rows come in many spellings and always mean the same.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from .sending import (
    Activity,
    Attendance,
    Count,
    Role,
    Span,
    Spending,
    Workbook,
    level,
    pillar_kinds,
    ppks_kinds,
)
from .sending import region_names as names

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
REGISTER = (
    "No",
    "NIK",
    "Nomor Registrasi",
    "Nama",
    "Jenis Pilar",
    "Kode Wilayah",
    "Nama Wilayah",
    "Jenis Kelamin",
    "Tahun Lahir",
    "Pendidikan",
    "Nomor SK",
    "Tanggal Mulai",
    "Tanggal Selesai",
    "Status",
    "Sertifikat",
    "Tanggal Konfirmasi",
)
PILLAR_COUNTS = ("Kode Wilayah", "Nama Wilayah", "Jenis Pilar", "Periode", "Jumlah")
NEEDS = ("Kode Wilayah", "Nama Wilayah", "Jenis PMKS", "Periode", "Satuan", "Jumlah")
ACTIVITIES = (
    "Kode Kegiatan",
    "Jenis Kegiatan",
    "Nama Kegiatan",
    "Tanggal Mulai",
    "Tanggal Selesai",
)
PARTICIPANTS = ("No", "Kode Kegiatan", "NIK", "Nama", "Unsur", "Hadir")
BUDGET = (
    "Tahun Anggaran",
    "Program",
    "Sumber Dana",
    "Periode",
    "Pagu",
    "Realisasi",
    "Sifat Angka",
)
PROGRAMMES = {
    "capacity_building": ("Peningkatan kapasitas", "Bimtek PSM"),
    "social_protection": ("Perlindungan dan jaminan sosial",),
}
# A code is that of its row whatever its heading says, and whoever is called alike.
PLACES = (
    ("Kode Wilayah", "Nama Wilayah"),
    ("Kode Desa/Kelurahan", "Desa/Kelurahan"),
    ("Kode", "Nama Kelurahan"),
)
KINDS = {
    "bimtek": ("Bimtek", "Bimbingan Teknis", "bimtek"),
    "rakor": ("Rakor", "Rapat Koordinasi"),
    "seleksi": ("Seleksi",),
}
NUMBERED = 3  # columns that a numbering row needs to be known as one


def write(book: Workbook, path: Path, *, spelling: int = 0) -> Path:
    """Write one office's workbook; ``spelling`` seeds the choice of forms."""
    pen = _Pen(random.Random(spelling), book.office)
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd-mm-yyyy"}) as file:
        if book.register_period is not None and book.roles:
            lines = [pen.role(at, role) for at, role in enumerate(book.roles, start=1)]
            pen.sheet(file, "Pilar", REGISTER, lines, book.register_period)
        if book.pillar_counts:
            pen.counts(file, "Jumlah Pilar", PILLAR_COUNTS, book.pillar_counts)
        if book.needs:
            pen.counts(file, "PPKS", NEEDS, book.needs)
        if book.activities:
            lines = [pen.activity(row) for row in book.activities]
            pen.sheet(file, "Kegiatan", ACTIVITIES, lines, book.held_period)
        if book.participants:
            lines = [pen.attendance(*row) for row in enumerate(book.participants, 1)]
            pen.sheet(file, "Peserta", PARTICIPANTS, lines, book.held_period)
        if book.spending:
            lines = [pen.spending(row) for row in book.spending]
            pen.sheet(file, "Anggaran", BUDGET, lines, None)
    return path


class _Pen:
    """How one office writes: its draw of forms."""

    def __init__(self, draw: random.Random, office: str) -> None:
        self.draw = draw
        self.office = office
        self.headed = dict(zip(PLACES[0], draw.choice(PLACES), strict=True))

    def sheet(
        self,
        file: Any,
        name: str,
        headings: Sequence[str],
        lines: list[list[object]],
        period: Span | None,
    ) -> None:
        """One sheet: titles, headings, sometimes a numbering row, lines, a source."""
        sheet = file.add_worksheet(name)
        above = [*self._titles(), *([_as_of(period)] if period else []), ""]
        for row, text in enumerate(above):
            sheet.write(row, 0, text)
        headed = [self.headed.get(heading, heading) for heading in headings]
        table = [headed, *lines]
        if self.draw.random() < 0.5:
            table.insert(1, [f"({n})" for n in range(1, len(headings) + 1)])
        for row, line in enumerate(table, start=len(above)):
            for column, value in enumerate(line):
                _write(sheet, row, column, value)
        if self.draw.random() < 0.5:
            sheet.write(len(above) + len(table) + 1, 0, "Sumber: Dinas Sosial")

    def _titles(self) -> list[str]:
        name = names()[self.office]
        if level(self.office) == "province":
            name = f"Provinsi {name}"
        return [f"DINAS SOSIAL {name.upper()}"]

    def role(self, number: int, role: Role) -> list[object]:
        """A row of the register, in the order of its headings."""
        return [
            number,
            role.nik,
            role.registration,
            f"Nama {number}",
            self._of(pillar_kinds()[role.kind], "label_id", "abbreviation"),
            self._code(role.region),
            names()[role.region],
            self.draw.choice(("L", "P", "Laki-laki", "Perempuan")),
            role.birth_year,
            "SMA",
            role.decree,
            self._day(role.start),
            self._day(role.end),
            "Tidak Aktif" if role.is_inactive else self.draw.choice(("Aktif", None)),
            self._certificate(role.certificate),
            self._day(role.confirmed_on),
        ]

    def counts(
        self, file: Any, name: str, headings: Sequence[str], rows: Sequence[Count]
    ) -> None:
        """A sheet of counts; its period in a title where that says enough."""
        periods = {row.period for row in rows}
        titled = (
            periods.pop() if len(periods) == 1 and self.draw.random() < 0.3 else None
        )
        lines = [[self._cell(row, heading) for heading in headings] for row in rows]
        if titled:
            at = headings.index("Periode")
            headings = [*headings[:at], *headings[at + 1 :]]
            lines = [[*line[:at], *line[at + 1 :]] for line in lines]
        self.sheet(file, name, headings, lines, titled)

    def activity(self, row: Activity) -> list[object]:
        """A row of activities, in the order of its headings."""
        return [
            self._spelled(row.code),
            self.draw.choice(KINDS[row.kind]),
            f"Kegiatan {row.code}",
            self._day(row.first_day),
            self._day(row.last_day),
        ]

    def attendance(self, number: int, row: Attendance) -> list[object]:
        """A row of participants, in the order of its headings."""
        came = (None, "Ya", "Hadir") if row.attended else ("Tidak", "Tidak Hadir")
        name = None if row.nik and self.draw.random() < 0.3 else f"Nama {number}"
        return [
            number,
            self._spelled(row.code),
            row.nik,
            name,
            self.draw.choice(("PSM", "Kasi Kesra", "Relawan", None)),
            self.draw.choice(came),
        ]

    def spending(self, row: Spending) -> list[object]:
        """A row of the budget, in the order of its headings."""
        covers = ("Bulanan",) if row.is_monthly else ("s.d. bulan ini", None)
        source = self.draw.choice((row.source, row.source.upper(), f"{row.source} "))
        return [
            self.draw.choice((row.period.last // 12, None)),
            self.draw.choice(PROGRAMMES[row.programme]),
            source,
            _period(row.period),
            self._count(row.allotted),
            self._count(row.spent),
            self.draw.choice(covers),
        ]

    def _spelled(self, code: str) -> str:
        return self.draw.choice((code, code.lower(), f" {code}"))

    def _cell(self, row: Count, heading: str) -> object:
        kinds = pillar_kinds() if heading == "Jenis Pilar" else ppks_kinds()
        return {
            "Kode Wilayah": lambda: self._code(row.region),
            "Nama Wilayah": lambda: names()[row.region],
            "Jenis Pilar": lambda: row.label or kinds[row.kind]["label_id"],
            "Jenis PMKS": lambda: row.label or kinds[row.kind]["label_id"],
            "Periode": lambda: _period(row.period),
            "Satuan": lambda: "Keluarga" if row.unit == "family" else "Orang",
            "Jumlah": lambda: self._count(row.count),
        }[heading]()

    def _count(self, count: int | None) -> object:
        if count is None:
            return self.draw.choice(("...", None, "…"))
        if count == 0:
            return self.draw.choice((0, "-", "0"))
        dotted = f"{count:,}".replace(",", ".")
        return self.draw.choice((count, str(count), dotted))

    def _code(self, code: str) -> str:
        return self.draw.choice((code, code.replace(".", ""), f"{code} "))

    def _day(self, day: date | None) -> object:
        if day is None:
            return None
        return self.draw.choice((day, f"{day:%d-%m-%Y}", f"{day:%d/%m/%Y}"))

    def _certificate(self, certificate: str | date | None) -> object:
        if isinstance(certificate, date):
            return self._day(certificate)
        return {"yes": "Ya", "no": "Tidak"}.get(certificate or "", certificate)

    def _of(self, kind: dict[str, str], *columns: str) -> str:
        return self.draw.choice([kind[column] for column in columns if kind[column]])


def _write(sheet: Any, row: int, column: int, value: object) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, value)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    elif value is not None:
        sheet.write(row, column, value)


def _as_of(period: Span) -> str:
    if period.first == period.last:
        return f"Keadaan: {MONTHS[period.last % 12]} {period.last // 12}"
    return f"Periode {period.last // 12}"


def _period(period: Span) -> str:
    if period.first == period.last:
        return f"{period.last // 12:04d}-{period.last % 12 + 1:02d}"
    return f"{period.last // 12}"
