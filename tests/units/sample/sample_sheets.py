"""Reads the sample's workbooks for tests, by a way of its own (not the import)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
from python_calamine import CalamineWorkbook

from imbang import paths
from imbang.reference import regions

HEADINGS = {
    "Jenis PPKS": "Jenis PMKS",
    "Kode Desa/Kelurahan": "Kode Wilayah",
    "L/P": "Jenis Kelamin",
    "TMT": "Tanggal Mulai",
    "Tgl. Mulai": "Tanggal Mulai",
    "Tgl. Selesai": "Tanggal Selesai",
    "Tgl. Konfirmasi": "Tanggal Konfirmasi",
}
INDONESIA = regions.load()


def read_reference(name: str) -> pd.DataFrame:
    return pd.read_csv(paths.REFERENCE / name, dtype=str, keep_default_na=False)


PILLARS = read_reference("pillar_kinds.csv")
PILLAR_KEYS = {
    label.casefold(): key
    for column in ("label_id", "abbreviation")
    for label, key in zip(PILLARS[column], PILLARS["key"], strict=True)
}


def read_sheet(path: Path, name: str) -> pd.DataFrame | None:
    """The rows of a sheet that have a known region code; None without the sheet."""
    book = CalamineWorkbook.from_path(path)
    if name not in book.sheet_names:
        return None
    cells = book.get_sheet_by_name(name).to_python()
    at = next(i for i, row in enumerate(cells) if any("Kode" in str(c) for c in row))
    columns = [HEADINGS.get(heading, heading) for heading in cells[at]]
    table = pd.DataFrame(cells[at + 1 :], columns=columns, dtype=object)
    written = [str(value) for value in table["Kode Wilayah"]]
    table["region"] = INDONESIA.normalise(written)
    table = table[table["region"].notna()].copy()
    office, table["round"] = re.match(r"([\d.]+)_.*_([\d-]+)\.xlsx", path.name).groups()
    table["office"] = office
    return table


def read_all(name: str) -> pd.DataFrame:
    found = (read_sheet(path, name) for path in sorted(paths.SAMPLE.glob("*.xlsx")))
    return pd.concat([table for table in found if table is not None], ignore_index=True)


def as_number(value: object) -> float | None:
    """A count as an office writes it: '-' is zero, '...' and blank are nothing."""
    if value in ("", "...", "…", None):
        return None
    if isinstance(value, str):
        return 0.0 if value == "-" else float(value.replace(".", ""))
    return float(value)


def as_date(value: object) -> date | None:
    if value in ("", None) or isinstance(value, date):
        return value or None
    if isinstance(value, float):
        return date(1899, 12, 30) + timedelta(days=int(value))
    parts = [int(part) for part in re.split(r"[-/]", str(value))]
    return date(*parts) if parts[0] > 31 else date(*reversed(parts))
