"""Builds ``data/reference/regions.parquet`` from the npm package idn-area-data.

    npm pack idn-area-data@4.0.1 && tar xzf idn-area-data-4.0.1.tgz
    python tools/make_regions.py package

One row a region: ``code`` (dotted Kemendagri code, text) and ``name``, sorted by code.
Everything else (level, parent) is in the code. The source and its licence stand in
``data/reference/SOURCES.md``.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

TARGET = Path(__file__).resolve().parent.parent / "data" / "reference"
EXPECTED = {"provinces": 38, "regencies": 514, "districts": 7285, "villages": 83762}
CODE = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?")


def read_package(package: Path) -> pd.DataFrame:
    """All regions of the unpacked package; ValueError when a count is not as expected."""
    levels = []
    for level, expected in EXPECTED.items():
        table = pd.read_csv(
            package / "data" / f"{level}.csv", dtype=str, keep_default_na=False
        )
        if len(table) != expected:
            raise ValueError(f"{level}: {len(table)} rows, expected {expected}")
        levels.append(table[["code", "name"]])
    return pd.concat(levels).sort_values("code", ignore_index=True)


def check(regions: pd.DataFrame) -> None:
    """ValueError unless codes are unique, well formed and have a parent."""
    codes = regions["code"]
    if not (codes.is_unique and codes.map(CODE.fullmatch).notna().all()):
        raise ValueError("codes are not unique or not well formed")
    orphans = set(codes[codes.str.len() > 2].str.rpartition(".")[0]) - set(codes)
    if orphans:
        raise ValueError(f"parents that do not exist: {sorted(orphans)}")


def write(regions: pd.DataFrame, path: Path) -> None:
    """Packed small: codes as the difference to the one before, names as they are."""
    table = pa.Table.from_pandas(
        regions,
        schema=pa.schema([("code", pa.string()), ("name", pa.string())]),
        preserve_index=False,
    ).replace_schema_metadata(None)
    pq.write_table(
        table,
        path,
        compression="zstd",
        compression_level=19,
        use_dictionary=False,
        column_encoding={"code": "DELTA_BYTE_ARRAY", "name": "DELTA_LENGTH_BYTE_ARRAY"},
    )


def main(package: str) -> None:
    """Read, check and write; prints the size."""
    regions = read_package(Path(package))
    check(regions)
    path = TARGET / "regions.parquet"
    write(regions, path)
    print(f"{path.name}: {len(regions)} regions, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
