"""Releases on record: what left the office, with the true counts that stay in it.

``releases/000001.zip`` in the store holds the files as they left, and ``counts.parquet``:
the next release must know which figures it carries on. They are counts alone.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imbang.access import acting
from imbang.access.rights import Right
from imbang.disk import durable
from imbang.reference.levels import LEVELS, Level, is_within
from imbang.refusals import Refusal, refuse_nik
from imbang.releases.before import Earlier
from imbang.store import seal, sealing
from imbang.texts import _

if TYPE_CHECKING:
    import pandas as pd

FOLDER = "releases"
_TRUE, _MADE, _ABOUT = "counts.parquet", "record.json", "datapackage.json"
_REGIONS = "regions.csv"
_PACKED_AT = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Released:
    """A release on record: of which region (code), month (YYYY-MM) and snapshot, down to
    which level; who made it, and when (ISO 8601, UTC)."""

    number: str
    region: str
    as_of: str
    lowest: Level
    snapshot: str
    who: str
    at: str


def keep(
    store: Path,
    files: Mapping[str, bytes],
    counts: pd.DataFrame,
    *,
    by: str,
    known: Collection[str],
) -> str:
    """Put a release on record; its number. ``counts`` are those of `Earlier`, ``known``
    the releases that were on record when it was begun.

    Misuse where ``by`` holds a NIK, Refusal where another has come since; NotAllowed
    without the right to decide, who logged in stands for ``by``.
    """
    acting.require(Right.DECIDE)
    by = acting.signed(by)
    refuse_nik(by)
    made = {"by": by, "at": datetime.now(UTC).isoformat(timespec="seconds")}
    true = io.BytesIO()
    counts.to_parquet(true, index=False, compression="zstd")
    inside = {**files, _TRUE: true.getvalue(), _MADE: durable.json_bytes(made)}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in inside.items():
            target.writestr(zipfile.ZipInfo(name, _PACKED_AT), content)
    with sealing.changing(store) as change:
        there = numbers(store)
        if set(there) - set(known):
            raise Refusal(
                _(
                    "Another release was put on record meanwhile, and this one was not "
                    "kept apart from it. Nothing was written. Make it again."
                )
            )
        number = f"{int(there[-1]) + 1 if there else 1:06d}"
        change.put({_name(number): packed.getvalue()})
    return number


def numbers(store: Path) -> list[str]:
    """The releases on record, oldest first."""
    return [path.stem for path in durable.numbered(store / FOLDER)]


def released(store: Path) -> list[Released]:
    """What is known of each release on record, the newest first; NotAllowed without the
    right to decide."""
    acting.require(Right.DECIDE)
    found = []
    for number in reversed(numbers(store)):
        about, packed = _opened(store, number)
        with packed:
            made = json.loads(packed.read(_MADE))
            regions = csv.DictReader(packed.read(_REGIONS).decode().splitlines())
            levels = {row["level"] for row in regions}
        found.append(
            Released(
                number,
                about["region"],
                about["as_of"],
                max((one for one in LEVELS if one in levels), key=LEVELS.index),
                about["version"],
                made["by"],
                made["at"],
            )
        )
    return found


def files(store: Path, number: str) -> dict[str, bytes]:
    """The files of a release on record as they left, without what never leaves;
    NotAllowed without the right to decide."""
    acting.require(Right.DECIDE)
    _about, packed = _opened(store, number)
    with packed:
        names = [one for one in packed.namelist() if one not in (_TRUE, _MADE)]
        return {name: packed.read(name) for name in names}


def latest(store: Path, region: str) -> Earlier | None:
    """The last release that tells of (a part of) the same region; None where none does."""
    for number in reversed(numbers(store)):
        about, packed = _opened(store, number)
        with packed:
            if is_within(about["region"], region) or is_within(region, about["region"]):
                return _read(number, packed)
    return None


def of_month(store: Path, region: str, as_of: str) -> Mapping[str, bytes] | None:
    """The files of the last release that tells of a region and month; None without."""
    for number in reversed(numbers(store)):
        about, packed = _opened(store, number)
        with packed:
            if about["as_of"] == as_of and is_within(region, about["region"]):
                files = _read(number, packed).files
                if region.encode() in files["regions.csv"]:
                    return files
    return None


def _opened(store: Path, number: str) -> tuple[dict[str, Any], zipfile.ZipFile]:
    """What a release on record says of itself, and its files."""
    content = (store / _name(number)).read_bytes()
    seal.expect(store, _name(number), content)
    packed = zipfile.ZipFile(io.BytesIO(content))
    return json.loads(packed.read(_ABOUT)), packed


def _read(number: str, packed: zipfile.ZipFile) -> Earlier:
    import pandas as pd

    files = {name: packed.read(name) for name in packed.namelist()}
    counts = pd.read_parquet(io.BytesIO(files.pop(_TRUE)))
    del files[_MADE]
    regions = pd.read_csv(
        io.BytesIO(files["regions.csv"]), dtype=str, keep_default_na=False
    )
    kinds = pd.read_csv(io.BytesIO(files["kinds.csv"]))
    counted = kinds.loc[kinds["is_in_total"], "kind"]
    return Earlier(number, files, counts, regions, frozenset(counted))


def _name(number: str) -> str:
    return f"{FOLDER}/{number}.zip"
