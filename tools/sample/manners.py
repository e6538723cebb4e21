"""How each office writes: titles, headings, spellings, dates, codes, zeros and totals.

Every manner here is one that offices have, and that an import has to understand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from imbang.reference import regions
from tools.sample.kinds import Spelling

Cell = str | int | date | None

_MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November "
    "Desember"
)


@dataclass(frozen=True)
class Manners:
    """One office's habits; the defaults are the template's."""

    title: str = "DATA {what}"
    office: str = "DINAS SOSIAL {name}"
    period: str = "Keadaan: {month}"
    period_column: Literal["", "month", "number", "iso"] = ""
    shout: bool = True
    spelling: Spelling = "official"
    codes: Literal["dotted", "plain", "number"] = "dotted"
    dates: Literal["cell", "serial", "%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d"] = "%d-%m-%Y"
    zero: Cell = 0
    unknown: str = "..."
    certificate: Literal["word", "date", "number"] = "word"
    sex: tuple[str, str] = ("L", "P")
    blank_means_active: bool = False
    thousands_as_text: bool = False
    numbering_row: bool = False
    district_rows: bool = False
    totals: bool = False
    footer: bool = True
    trailing_space: bool = False
    headings: Mapping[str, str] = field(default_factory=dict)


def month_name(round_name: str) -> str:
    """``2024-12`` → ``Desember 2024``."""
    return f"{_MONTHS.split()[int(round_name[5:]) - 1]} {round_name[:4]}"


def office_name(code: str) -> str:
    """The regency's name, or the province's with 'Provinsi' before it."""
    name = regions.load().name(code)
    return f"Provinsi {name}" if len(code) == 2 else name


def write_code(code: str, manners: Manners) -> Cell:
    """A region code, with or without dots, as text or as a number."""
    digits = code.replace(".", "")
    if manners.codes == "number":
        return int(digits)
    return code if manners.codes == "dotted" else digits


def write_date(day: date | None, manners: Manners) -> Cell:
    """A date as text, as a date cell, or as the bare number that Excel keeps."""
    if day is None or manners.dates == "cell":
        return day
    if manners.dates == "serial":
        return (day - date(1899, 12, 30)).days
    return day.strftime(manners.dates)


def write_count(count: int | None, manners: Manners) -> Cell:
    """A whole number; the office's sign for zero and for what is not available."""
    if count is None:
        return manners.unknown
    if count == 0:
        return manners.zero
    if manners.thousands_as_text:
        return f"{count:,}".replace(",", ".")
    return count


def write_period(round_name: str, manners: Manners) -> Cell:
    """The month in the office's own period column."""
    if manners.period_column == "month":
        return month_name(round_name)
    if manners.period_column == "iso":
        return round_name
    return f"{round_name[5:]}/{round_name[:4]}"


_SEXES_IN_FULL = ("Laki-laki", "Perempuan")
_OTHER_HEADINGS = {
    "Jenis PMKS": "Jenis PPKS",
    "Kode Wilayah": "Kode Desa/Kelurahan",
    "Nama Wilayah": "Desa/Kelurahan",
    "Tanggal Mulai": "TMT",
    "Jumlah Rumah Tangga": "Jumlah KK",
}
_SHORT_HEADINGS = {
    "Jenis Kelamin": "L/P",
    "Nomor SK": "No SK",
    "Nomor Registrasi": "No. Registrasi",
    "Tanggal Mulai": "Tgl. Mulai",
    "Tanggal Selesai": "Tgl. Selesai",
    "Tanggal Konfirmasi": "Tgl. Konfirmasi",
}

MANNERS: dict[str, Manners] = {
    "63.01": Manners(dates="%d/%m/%Y", numbering_row=True, totals=True),
    "63.02": Manners(
        title="LAPORAN {what}",
        period="Bulan: {month}",
        codes="plain",
        zero="-",
        spelling="upper",
        thousands_as_text=True,
        headings=_SHORT_HEADINGS,
    ),
    "63.03": Manners(
        title="DAFTAR {what}",
        dates="cell",
        totals=True,
        certificate="date",
        sex=_SEXES_IN_FULL,
    ),
    "63.04": Manners(
        office="DINAS SOSIAL KAB. {bare}",
        spelling="old",
        zero="-",
        blank_means_active=True,
        totals=True,
    ),
    "63.05": Manners(
        period="Periode: {month}",
        shout=False,
        codes="plain",
        dates="%d/%m/%Y",
        headings=_OTHER_HEADINGS,
    ),
    "63.06": Manners(
        title="REKAPITULASI {what}",
        spelling="upper",
        numbering_row=True,
        zero="-",
        dates="%Y-%m-%d",
    ),
    "63.07": Manners(
        period="s.d. {month}",
        trailing_space=True,
        certificate="number",
        blank_means_active=True,
        footer=False,
    ),
    "63.08": Manners(dates="serial", codes="number", totals=True, unknown="…"),
    "63.09": Manners(
        title="DATA {what}",
        district_rows=True,
        spelling="old",
        sex=_SEXES_IN_FULL,
        dates="cell",
    ),
    "63.10": Manners(
        shout=False,
        period_column="iso",
        headings=_SHORT_HEADINGS,
        totals=True,
    ),
    "63.11": Manners(
        title="REKAP {what}",
        office="DINAS SOSIAL KAB. {bare}",
        codes="plain",
        zero="-",
        numbering_row=True,
        totals=True,
    ),
    "63.71": Manners(
        title="DAFTAR {what}",
        dates="cell",
        certificate="date",
        spelling="abbreviated",
        thousands_as_text=True,
        period_column="month",
        totals=True,
    ),
    "63.72": Manners(
        shout=False,
        dates="%d/%m/%Y",
        certificate="number",
        sex=_SEXES_IN_FULL,
        period_column="number",
        headings=_OTHER_HEADINGS,
    ),
    "63": Manners(title="DAFTAR {what}", dates="cell", sex=_SEXES_IN_FULL),
}
