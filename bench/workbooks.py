"""A workbook of 200,000 rows: made once, then checked and imported as any other.

Two kinds, because they cost different things: a register by name (every NIK becomes an
identity, dates and choices are read) and counts of needs (numbers, kinds, doubles).
"""

from __future__ import annotations

import csv
import itertools
import random
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import xlsxwriter

from bench import budgets, processes
from bench.results import Measure, once
from imbang import paths
from imbang.reference import regions

ROWS = 200_000
FOLDER = Path(tempfile.gettempdir()) / "imbang-bench"
_FORM = 1  # raised when a workbook's content changes, so that it is made anew
_PROVINCE = "63"

Row = tuple[str | int | None, ...]


def measure(folder: Path) -> list[Measure]:
    """Import each workbook into a new store in ``folder``: seconds, peak memory."""
    measures = []
    for name, made in (("register", register), ("counts", counts)):
        file = _made_once(name, made())
        store = folder / f"store_{name}"
        cost = processes.run([processes.IMBANG, "import", f"--store={store}", file])
        what = f"import, {ROWS:,} rows of a {name} workbook"
        size = f"{file.stat().st_size / 1e6:.1f} MB of xlsx"
        measures += [
            once(what, cost.seconds, "s", budgets.IMPORT_S, size),
            once(f"{what}, peak memory", cost.peak_mb, "MB", budgets.IMPORT_MB),
        ]
    return measures


def register() -> Iterator[Row]:
    """A provincial register of made-up people, each with a made-up NIK."""
    chance = random.Random(63)
    villages = _villages()
    yield ("Keadaan: Desember 2024",)
    yield (
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
        "Status",
        "Sertifikat",
        "Tanggal Konfirmasi",
    )
    for number in range(ROWS):
        code, name = villages[number % len(villages)]
        year = chance.randrange(1955, 2004)
        female = chance.random() < 0.5
        day = chance.randrange(1, 29) + (40 if female else 0)
        born = f"{day:02d}{chance.randrange(1, 13):02d}{year % 100:02d}"
        district = code.replace(".", "")[:6]
        start = f"{chance.randrange(2010, 2024)}-{chance.randrange(1, 13):02d}-15"
        yield (
            number + 1,
            f"{district}{born}{number % 9999 + 1:04d}",
            f"PSM-{number:06d}",
            f"Contoh {number:06d}",
            "PSM",
            code,
            name,
            "P" if female else "L",
            year,
            "SMA",
            f"188.4/{number % 400}/2020",
            start,
            "Aktif",
            "Ya",
            "2024-07-01",
        )


def counts() -> Iterator[Row]:
    """Counts of needs: village by village, kind by kind, month by month."""
    chance = random.Random(64)
    with (paths.REFERENCE / "ppks_kinds.csv").open(encoding="utf-8") as file:
        kinds = [row["label_id"] for row in csv.DictReader(file)]
    months = ("Maret 2023", "Juni 2023", "September 2023", "Maret 2024")
    yield "Kode Wilayah", "Nama Wilayah", "Jenis PMKS", "Periode", "Jumlah"
    combined = itertools.product(months, _villages(), kinds)
    for month, (code, name), kind in itertools.islice(combined, ROWS):
        yield code, name, kind, month, chance.randrange(40)


def _villages() -> list[tuple[str, str]]:
    known = regions.load()
    return [
        (code, known.name(code))
        for code in sorted(known.code_set)
        if len(code) == 13 and code.startswith(_PROVINCE)
    ]


def _made_once(name: str, rows: Iterable[Row]) -> Path:
    """The workbook in the system's folder for temporary files, kept between runs."""
    file = FOLDER / f"{name}-{ROWS}-{_FORM}.xlsx"
    if not file.is_file():
        FOLDER.mkdir(exist_ok=True)
        draft = file.with_suffix(".draft")
        options = {"constant_memory": True, "strings_to_numbers": False}
        with xlsxwriter.Workbook(str(draft), options) as book:
            sheet = book.add_worksheet("Data")
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        draft.replace(file)
    return file
