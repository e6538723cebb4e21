"""Small tables of counts as a release has them, and their files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from imbang.releases import files
from imbang.releases.before import Earlier
from imbang.releases.making import Release
from imbang.releases.tables import KEY, NEEDS, PILLARS, TOTAL

KINDS = ("beggar", "poor", "scavenger")
COUNTED = set(KINDS)
ABOUT = files.About("63.01", "Made up", "2024-06", "000001", "-", "-", "-", ["-"], "")


def regions(villages: Sequence[int]) -> pd.DataFrame:
    """A regency with so many villages in each of its districts."""
    rows = [("63.01", "regency", "")]
    for one, count in enumerate(villages, 1):
        rows.append((f"63.01.{one:02d}", "district", "63.01"))
        rows += [
            (f"63.01.{one:02d}.{2000 + number}", "village", f"63.01.{one:02d}")
            for number in range(count)
        ]
    found = pd.DataFrame(rows, columns=["region_code", "level", "parent_code"])
    return found.assign(region_name=found["region_code"])


def needs(places: pd.DataFrame, values: np.ndarray) -> pd.DataFrame:
    """Counts of people in need by village × kind, added up to all levels and totals."""
    villages = list(places.loc[places["level"] == "village", "region_code"])
    leaf = pd.DataFrame(values, index=villages, columns=KINDS[: values.shape[1]])
    rows = []
    for code in places["region_code"]:
        within = leaf[leaf.index.str.startswith(code)].sum()
        told = {**within.to_dict(), TOTAL: int(within.sum())}
        rows += [(code, kind, "person", int(n)) for kind, n in told.items()]
    return _counts(rows, NEEDS, "reported")


def pillars(places: pd.DataFrame, steps: np.ndarray) -> pd.DataFrame:
    """PSM by village × step (persons, active, valid), added up."""
    villages = list(places.loc[places["level"] == "village", "region_code"])
    parts = []
    for column, step in enumerate(("persons", "active", "valid")):
        leaf = pd.Series(steps[:, column], index=villages)
        rows = [
            (code, "psm", "person", int(leaf[leaf.index.str.startswith(code)].sum()))
            for code in places["region_code"]
        ]
        parts.append(_counts(rows, PILLARS, step))
    return pd.concat(parts, ignore_index=True)


def _counts(
    rows: Sequence[tuple[str, str, str, int]], file: str, measure: str
) -> pd.DataFrame:
    found = pd.DataFrame(rows, columns=["region_code", "kind", "unit", "count"])
    found = found.assign(
        file=file, measure=measure, status="reported", period="2024-06"
    )
    found["period"] = found["period"].mask(found["kind"] == TOTAL)
    return found.astype({"count": "Int64"})


def written(
    counts: pd.DataFrame, places: pd.DataFrame, hidden: np.ndarray
) -> Mapping[str, bytes]:
    """The files with these cells hidden and no other; all rows add up."""
    has_parts = places.set_index("region_code")["level"].ne("village")
    adds_up = counts["region_code"].map(has_parts).to_numpy(bool)
    told = counts.assign(as_before=False)
    return files.write(told, places, hidden, adds_up, COUNTED)


def earlier(release: Release, places: pd.DataFrame) -> Earlier:
    """The release as the record gives it."""
    return Earlier("000001", release.files, release.counts, places, frozenset(COUNTED))


def keys(table: pd.DataFrame) -> list[tuple[str, ...]]:
    """The cells of a table by key."""
    return list(table[KEY].itertuples(index=False, name=None))
