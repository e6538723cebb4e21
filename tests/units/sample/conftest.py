"""The sample's sheets as tables, read once for all tests."""

from __future__ import annotations

import pandas as pd
import pytest
from sample_sheets import PILLAR_KEYS, as_date, as_number, read_all


@pytest.fixture(scope="module")
def roles() -> pd.DataFrame:
    table = read_all("Pilar")
    table["kind"] = table["Jenis Pilar"].str.casefold().map(PILLAR_KEYS)
    table["confirmed"] = table["Tanggal Konfirmasi"].map(as_date)
    return table


@pytest.fixture(scope="module")
def counts() -> pd.DataFrame:
    table = read_all("Jumlah Pilar")
    table["kind"] = table["Jenis Pilar"].str.casefold().map(PILLAR_KEYS)
    table["count"] = table["Jumlah"].map(as_number)
    return table


@pytest.fixture(scope="module")
def needs() -> pd.DataFrame:
    table = read_all("PPKS")
    for name in ("Jumlah", "Masuk", "Keluar", "Mandiri"):
        table[name] = table[name].map(as_number).astype(float)
    label = table["Jenis PMKS"].str.casefold()
    families = label.str.startswith("keluarga") | label.str.startswith("komunitas adat")
    table["is_person"] = ~(families | label.isin(["kbsp", "kat"]))
    return table
