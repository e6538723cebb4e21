"""Builds ``data/reference/bps_villages.parquet``: BPS' codes of districts and villages.

    git clone https://github.com/furaihan/scrape-wilayah-bps
    git clone https://github.com/edwardsamuel/Wilayah-Administratif-Indonesia
    python -m tools.make_bps_codes scrape-wilayah-bps Wilayah-Administratif-Indonesia

The first has BPS' districts with Kemendagri's codes, the second BPS' villages with their
names. A village is the one of its name in the district, else the only one of its name in
the regency. What two codes would say is left out. One row a code: ``bps_code`` (7 or 10
digits, text), ``region_code`` (dotted), sorted. Sources and licences stand in
``data/reference/SOURCES.md``.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from imbang.intake.places import bps
from imbang.intake.places.gazetteer import gazetteer
from imbang.intake.places.names import key
from imbang.intake.places.own_names import is_named
from imbang.reference import levels, regions

TARGET = Path(__file__).resolve().parent.parent / "data" / "reference"
EXPECTED = {"bridged": 7288, "districts": 7215, "villages": 80534}


def read(file: Path, expected: str, **options: object) -> pd.DataFrame:
    """A table of texts; ValueError when it has not as many rows as expected."""
    table = pd.read_csv(file, dtype=str, keep_default_na=False, **options)  # type: ignore[call-overload]
    if len(table) != EXPECTED[expected]:
        raise ValueError(f"{file.name}: {len(table)} rows")
    return pd.DataFrame(table)


def districts(bridged: pd.DataFrame, listed: pd.DataFrame) -> dict[str, str]:
    """BPS code → district: as bridged if a name agrees, else by name in the regency."""
    found = {}
    pairs = bridged[
        [
            "kode_kecamatan",
            "kode_kecamatan_dagri",
            "nama_kecamatan",
            "nama_kecamatan_dagri",
        ]
    ]
    for code, other, *names_of in pairs.itertuples(index=False):
        region = regions.load().code_for(other)
        is_district = region and levels.level_of(region) == "district"
        if region and is_district and is_named(region, names_of):
            found[code] = region
    names = dict(zip(listed["code"], listed["name"], strict=True)) | dict(
        zip(bridged["kode_kecamatan"], bridged["nama_kecamatan"], strict=True)
    )
    for code, name in names.items():
        regency = bps.region_above(code)
        if code not in found and regency:
            alike = _named(name, "district", regency)
            if len(alike) == 1:
                found[code] = alike[0]
    return found


def villages(listed: pd.DataFrame, within: Mapping[str, str]) -> dict[str, str]:
    """BPS code → village, by name within its district, else alone in its regency."""
    nation = gazetteer(levels.NATION)
    regencies = {code: bps.region_above(code) for code in listed["code"]}
    alike = Counter(
        (regencies[code], key(name))
        for code, name in zip(listed["code"], listed["name"], strict=True)
    )
    found = {}
    for code, district, name in listed.itertuples(index=False):
        above, regency = within.get(district), regencies[code]
        region = None
        if above:
            own = _named(name, "village", above)
            if len(own) > 1:
                continue
            region = own[0] if own else nation.certain(name, "village", (above,))
        if region is None and regency and alike[regency, key(name)] == 1:
            own = _named(name, "village", regency)
            region = own[0] if len(own) == 1 else None
        if region:
            found[code] = region
    return found


def _named(name: str, level: levels.Level, within: str) -> list[str]:
    """The regions of a level that bear a name, and none of another level."""
    found = gazetteer(levels.NATION).exact(name, level, (within,))
    return [region for region in found if levels.level_of(region) == level]


def once(found: Mapping[str, str]) -> dict[str, str]:
    """Without the regions that two codes would say."""
    times = Counter(found.values())
    return {code: region for code, region in found.items() if times[region] == 1}


def write(found: Mapping[str, str], path: Path) -> None:
    """Packed small: each code as the difference to the one before."""
    codes = sorted(found)
    pq.write_table(
        pa.table({"bps_code": codes, "region_code": [found[code] for code in codes]}),
        path,
        compression="zstd",
        compression_level=19,
        use_dictionary=False,
        column_encoding=dict.fromkeys(("bps_code", "region_code"), "DELTA_BYTE_ARRAY"),
    )


def main(bridged: str, listed: str) -> None:
    """Read, match and write; prints how many were found, and the size."""
    bridge = read(Path(bridged, "dist", "wilayah_indonesia.csv"), "bridged")
    old = read(
        Path(listed, "csv", "districts.csv"),
        "districts",
        names=["code", "regency", "name"],
    )
    below = read(
        Path(listed, "csv", "villages.csv"),
        "villages",
        names=["code", "district", "name"],
    )
    upper = districts(bridge, old)
    lower = once(villages(below, upper))
    path = TARGET / "bps_villages.parquet"
    # a district's old code stays, as what lies in it kept its own
    write(upper | lower, path)
    print(f"{len(upper)} districts, {len(lower)} villages, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
