"""The sheets of what offices do and of what they held, as cells in an office's manner."""

from __future__ import annotations

from collections.abc import Iterator

from imbang.reference import regions
from tools.sample import duties, kinds, training
from tools.sample.manners import (
    Cell,
    Manners,
    office_name,
    write_code,
    write_count,
    write_date,
)
from tools.sample.plan import PROVINCE, Office
from tools.sample.sheets import Sheet

_REGION = ["Kode Wilayah", "Nama Wilayah"]


def build(office: Office, name: str, manners: Manners) -> Iterator[Sheet]:
    """The further sheets that an office sends in a round, in the template's order."""
    is_province = office.code == PROVINCE
    if not is_province and duties.sends(office, "cases", name):
        yield _cases(office, name, manners)
    if records := duties.case_records(office, name):
        yield _case_records(name, records, manners)
    if held := training.held(office, name):
        yield _activities(office, name, held, manners)
        yield _participants(name, held, manners)
    if is_province:
        if found := duties.targets(name):
            yield _targets(office, name, found, manners)
        return
    if duties.sends(office, "verification", name):
        yield _verification(office, name, manners)
    if duties.sends(office, "services", name):
        yield _services(office, name, manners)
    if duties.sends(office, "ipsm", name):
        yield _ipsm(office, name, manners)
    if duties.sends(office, "budget", name):
        yield _budget(office, name, manners)


def _region(code: str, manners: Manners) -> list[Cell]:
    return [write_code(code, manners), regions.load().name(code)]


def _counts(found: list[int], manners: Manners) -> list[Cell]:
    return [write_count(count, manners) for count in found]


def _kind(kind: str, manners: Manners) -> str:
    return kinds.ppks_label(kind, kinds.UNITS[kind], manners.spelling)


def _yes(answer: bool | None) -> Cell:
    return None if answer is None else ("Ya" if answer else "Tidak")


def _cases(office: Office, name: str, manners: Manners) -> Sheet:
    headings = [*_REGION, "Jenis PMKS", "Kasus Dilaporkan", "Kasus Ditangani"]
    headings += ["Ditangani dengan PSM", "Kasus Selesai", "PMKS Dilayani"]
    headings += ["PMKS Dilayani dengan PSM"]
    rows = [
        [*_region(code, manners), _kind(kind, manners), *_counts(found, manners)]
        for code, kind, found in duties.cases(office, name)
    ]
    return Sheet("Penanganan", "Penanganan Kasus", name, headings, rows)


def _case_records(name: str, records: list[duties.Case], manners: Manners) -> Sheet:
    headings = [*_REGION, "Jenis PMKS", "Tanggal Laporan", "Tanggal Penanganan"]
    headings += ["Dengan PSM", "Tanggal Selesai"]
    headings = [_own_date(heading) for heading in headings]
    rows = [
        [
            *_region(case.village, manners),
            _kind(case.kind, manners),
            write_date(case.reported, manners),
            write_date(case.handled, manners),
            _yes(case.with_psm if case.handled else None),
            write_date(case.closed, manners),
        ]
        for case in records
    ]
    return Sheet("Kasus", "Daftar Kasus", name, headings, rows)


def _own_date(heading: str) -> str:
    # Offices' short headings are those of registers, where an end is one of service.
    return heading.replace("Tanggal Selesai", "Tanggal Tuntas")


def _activities(
    office: Office, name: str, held: tuple[training.Activity, ...], manners: Manners
) -> Sheet:
    headings = ["Kode Kegiatan", "Jenis Kegiatan", "Nama Kegiatan", "Penyelenggara"]
    headings += ["Tempat", "Tanggal Pelaksanaan", "Hari Terakhir", "Materi"]
    organiser = f"Dinas Sosial {office_name(office.code)}"
    rows: list[list[Cell]] = [
        [
            one.code,
            one.kind,
            one.title,
            organiser,
            one.place,
            write_date(one.first, manners),
            write_date(one.last, manners),
            one.topics,
        ]
        for one in held
    ]
    return Sheet("Kegiatan", "Kegiatan", name, headings, rows)


def _participants(
    name: str, held: tuple[training.Activity, ...], manners: Manners
) -> Sheet:
    headings = ["Kode Kegiatan", "NIK", "Nama", "Unsur", *_REGION, "Hadir", "Lulus"]
    rows = [
        [
            one.activity,
            one.nik,
            one.name,
            one.element.upper(),
            *_region(one.region, manners),
            _yes(one.came),
            _yes(one.passed),
        ]
        for activity in held
        for one in training.participants(activity)
    ]
    return Sheet("Peserta", "Daftar Peserta", name, headings, rows)


def _verification(office: Office, name: str, manners: Manners) -> Sheet:
    headings = [*_REGION, "Sumber Data", "Daftar Verifikasi", "Diverifikasi"]
    headings += ["Valid", "Diperbaiki", "Ditolak"]
    rows = [
        [*_region(code, manners), "DTKS", *_counts(found, manners)]
        for code, found in duties.verification(office, name)
    ]
    return Sheet("Verifikasi", "Verifikasi DTKS", name, headings, rows)


def national_list(office: Office, name: str, manners: Manners) -> Iterator[Sheet]:
    """The sheet on how many stand in DTKS, which only titles and name say."""
    if office.code == PROVINCE or not duties.sends(office, "national_list", name):
        return
    headings = [*_REGION, "Jumlah Individu", "Jumlah Keluarga"]
    rows = [
        [*_region(code, manners), *_counts(found, manners)]
        for code, found in duties.national_list(office, name)
    ]
    yield Sheet("DTKS", "Rekapitulasi DTKS", name, headings, rows)


def _services(office: Office, name: str, manners: Manners) -> Sheet:
    headings = [*_REGION, "Ada SLRT", "Operator SIKS-NG", "Rujukan", "Rujukan Selesai"]
    has_slrt, operators, made, completed = duties.services(office, name)
    referrals = (
        _counts([made, completed], manners)
        if made is not None and completed is not None
        else []
    )
    row = [*_region(office.code, manners), _yes(has_slrt), operators, *referrals]
    return Sheet("Layanan", "Layanan SLRT dan SIKS-NG", name, headings, [row])


def _ipsm(office: Office, name: str, manners: Manners) -> Sheet:
    headings = [*_REGION, "Ada IPSM", "Jumlah Rapat", "Jumlah Anggota"]
    rows = [
        [*_region(code, manners), _yes(exists), *_counts([meetings, members], manners)]
        for code, exists, meetings, members in duties.ipsm(office, name)
    ]
    return Sheet("IPSM", "IPSM", name, headings, rows)


def _budget(office: Office, name: str, manners: Manners) -> Sheet:
    headings = ["Tahun Anggaran", "Program", "Sumber Dana", "Pagu", "Realisasi"]
    rows = [
        [int(name[:4]), programme, source, *_rupiah([allotted, spent], manners)]
        for programme, source, allotted, spent in duties.budget(office, name)
    ]
    return Sheet("Anggaran", "Realisasi Anggaran", name, headings, rows)


def _rupiah(amounts: list[int], manners: Manners) -> list[Cell]:
    if not manners.thousands_as_text:
        return [*amounts]
    return [f"Rp {amount:,}".replace(",", ".") + ",00" for amount in amounts]


def _targets(
    office: Office, name: str, found: list[tuple[str, str, str]], manners: Manners
) -> Sheet:
    headings = ["Indikator", *_REGION, "Tahun", "Nilai Target"]
    rows = [
        [indicator, *_region(office.code, manners), int(year), value]
        for indicator, year, value in found
    ]
    return Sheet("Target", "Target Indikator", name, headings, rows)
