"""The workbooks: which sheets an office sends in a round, and what stands in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from imbang.reference import levels, regions
from tools.sample import duty_sheets, kinds, needs, registers, sheets
from tools.sample.hiring import Role
from tools.sample.manners import (
    MANNERS,
    Cell,
    Manners,
    office_name,
    write_code,
    write_count,
    write_date,
    write_period,
)
from tools.sample.needs import Need
from tools.sample.plan import POPULATION_YEAR, PROVINCE, ROUNDS, Office
from tools.sample.sheets import Sheet

_REGISTER = [
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
]
_FLOWS = ("Masuk", "Keluar", "Mandiri")
_COUNTED_IN = {
    "psm": "village",
    "wksbm": "village",
    "community_extension_worker": "village",
    "tksk": "district",
    "social_companion": "district",
}


def file_name(office: Office, name: str) -> str:
    """``63.71_kota_banjarmasin_2024-12.xlsx``."""
    written = office_name(office.code).lower().removeprefix("kabupaten ")
    return f"{office.code}_{written.replace(' ', '_')}_{name}.xlsx"


def write(office: Office, name: str, folder: Path) -> Path:
    """The workbook of an office in a round; the same bytes every time."""
    path = folder / file_name(office, name)
    manners = MANNERS[office.code]
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False}) as workbook:
        sent = datetime.combine(registers.last_day(name), datetime.min.time())
        author = f"Dinas Sosial {office_name(office.code)}"
        workbook.set_properties({"created": sent, "author": author})
        styles = sheets.add_styles(workbook)
        for sheet in _sheets(office, name, manners):
            sheets.write(workbook, styles, sheet, office.code, manners)
    return path


def _sheets(office: Office, name: str, manners: Manners) -> Iterator[Sheet]:
    roles = registers.build(office)[name]
    if office.counts_only:
        yield _pillar_counts(office, name, roles, manners)
    else:
        yield _pillars(name, roles, manners)
    if office.code != PROVINCE:
        yield _ppks(name, needs.build(office)[name], manners)
    yield from duty_sheets.build(office, name, manners)
    if office.code != PROVINCE and name in POPULATION_YEAR:
        yield _population(office, name, manners)
    yield from duty_sheets.national_list(office, name, manners)


def _pillars(name: str, roles: Iterable[Role], manners: Manners) -> Sheet:
    rows = [
        _role_cells(number, role, manners) for number, role in enumerate(roles, start=1)
    ]
    return Sheet("Pilar", "Pilar Sosial", name, _REGISTER, rows)


def _role_cells(number: int, role: Role, manners: Manners) -> list[Cell]:
    person = role.person
    return [
        number,
        person.nik if person and role.shows_nik else None,
        role.registration,
        role.name,
        kinds.pillar_label(role.kind, manners.spelling),
        write_code(role.region, manners),
        _region_name(role.region, manners),
        manners.sex[person.is_female] if person else None,
        person.born.year if person and role.shows_birth_year else None,
        person.education if person else None,
        role.decree,
        write_date(role.start, manners),
        write_date(role.end, manners),
        _status(role, manners),
        _certificate(role, manners),
        write_date(role.confirmed, manners),
    ]


def _region_name(code: str, manners: Manners) -> str:
    return regions.load().name(code) + "  " * manners.trailing_space


def _status(role: Role, manners: Manners) -> str:
    if not role.is_active:
        return "Tidak Aktif"
    return "" if manners.blank_means_active else "Aktif"


def _certificate(role: Role, manners: Manners) -> Cell:
    """'Ya' and 'Tidak', the certificate's date, or its number; institutions: blank."""
    if role.person is None:
        return None
    if role.certificate is None:
        return "Tidak" if manners.certificate == "word" else None
    if manners.certificate == "date":
        return write_date(role.certificate, manners)
    if manners.certificate == "number":
        return f"{role.person.born:%d%m}/BIMTEK/{role.certificate.year}"
    return "Ya"


def _pillar_counts(
    office: Office, name: str, roles: Iterable[Role], manners: Manners
) -> Sheet:
    """Numbers only, for every region of the level at which a kind serves."""
    counts = Counter((role.kind, role.region) for role in roles)
    rows: list[list[Cell]] = []
    for kind in office.pillars:
        level = _COUNTED_IN.get(kind, "regency")
        for code in regions.load().names:
            if code.startswith(office.code) and levels.level_of(code) == level:
                label = kinds.pillar_label(kind, manners.spelling)
                count = write_count(counts[kind, code], manners)
                region = [write_code(code, manners), _region_name(code, manners)]
                rows.append([*region, label, count])
    headings = ["Kode Wilayah", "Nama Wilayah", "Jenis Pilar", "Jumlah"]
    return Sheet("Jumlah Pilar", "Jumlah Pilar Sosial", name, headings, rows)


def _ppks(name: str, found: Sequence[Need], manners: Manners) -> Sheet:
    headings = ["Kode Wilayah", "Nama Wilayah", "Jenis PMKS"]
    headings += ["Periode"] if manners.period_column else []
    headings += ["Jumlah"] if name == ROUNDS[0] else ["Jumlah", *_FLOWS]
    rows: list[list[Cell]] = []
    district = ""
    for need in found:
        if manners.district_rows and need.village[:8] != district:
            district = need.village[:8]
            rows.append([f"KECAMATAN {regions.load().name(district).upper()}"])
        rows.append(_need_cells(name, need, manners))
    totals: list[Cell] | None = None
    if manners.totals:
        blank: list[Cell] = [None] * (headings.index("Jumlah") - 1)
        sums = _sums(found, manners)[: len(headings) - headings.index("Jumlah")]
        totals = ["JUMLAH", *blank, *sums]
    return Sheet("PPKS", "PMKS (PPKS)", name, headings, rows, totals)


def _need_cells(name: str, need: Need, manners: Manners) -> list[Cell]:
    cells: list[Cell] = [
        write_code(need.village, manners),
        _region_name(need.village, manners),
        kinds.ppks_label(need.kind, need.unit, manners.spelling),
    ]
    if manners.period_column:
        cells.append(write_period(name, manners))
    cells.append(write_count(need.count, manners))
    flows = (need.entered, need.exited, need.independent)
    # The first round asks for no flows; later, offices fill them in only where something
    # stands or moves.
    if name != ROUNDS[0] and (any(flows) or need.count):
        cells += [None if n is None else write_count(n, manners) for n in flows]
    return cells


def _sums(found: Sequence[Need], manners: Manners) -> list[Cell]:
    columns = zip(
        *((n.count, n.entered, n.exited, n.independent) for n in found), strict=True
    )
    return [write_count(sum(n or 0 for n in column), manners) for column in columns]


def _population(office: Office, name: str, manners: Manners) -> Sheet:
    """The year's inhabitants and households; earlier years have somewhat fewer."""
    year = POPULATION_YEAR[name]
    shrink = 1 - 0.012 * (POPULATION_YEAR[max(POPULATION_YEAR)] - year)
    rows: list[list[Cell]] = [
        [
            write_code(village, manners),
            _region_name(village, manners),
            year,
            *(write_count(round(n * shrink), manners) for n in figures),
        ]
        for village, figures in needs.inhabitants(office).items()
    ]
    headings = ["Kode Wilayah", "Nama Wilayah", "Tahun"]
    headings += ["Jumlah Penduduk", "Jumlah Rumah Tangga"]
    return Sheet("Penduduk", "Jumlah Penduduk", str(year), headings, rows)
