"""The counts of a release, as they are: nothing is hidden here yet.

One row a count, of every level from the region down: people in need by kind, and people
and institutions in registers by kind and step. The questions are those of the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from imbang.reference.levels import LEVELS, NATION, Level, level_of, parent

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Ask = Callable[..., "pa.Table"]
"""`imbang.questions.asking.ask_table` of a store: a question and its parameters."""

KEY = ["file", "region_code", "kind", "unit", "measure"]
NEEDS, PILLARS = "needs.csv", "pillars.csv"
TOTAL = "total"
STEPS = ("persons", "active", "valid")
INSTITUTION = "institution"


def levels_of(region: str, lowest: Level) -> tuple[Level, ...]:
    """The levels of a release: the region's own down to ``lowest``."""
    first = LEVELS.index(level_of(region))
    return tuple(LEVELS[first : LEVELS.index(lowest) + 1])


def regions(ask: Ask, region: str, lowest: Level, as_of: str) -> pd.DataFrame:
    """region_code, region_name, level, parent_code ("" of the region itself)."""
    import pandas as pd

    parts = [
        ask("coverage", region=region, level=level, as_of=as_of)
        .select(["region_code", "region_name", "level"])
        .to_pandas()
        for level in levels_of(region, lowest)
    ]
    found: pd.DataFrame = pd.concat(parts, ignore_index=True).drop_duplicates(
        "region_code"
    )
    above = [parent(str(code)) for code in found["region_code"]]
    found["parent_code"] = [
        "" if code in (region, NATION) else over
        for code, over in zip(found["region_code"], above, strict=True)
    ]
    return found


def counts(
    ask: Ask, region: str, lowest: Level, as_of: str, counted: Sequence[str]
) -> pd.DataFrame:
    """Columns of `KEY`, count (Int64, null where there is none), status, period.

    ``counted`` are the kinds of need that a total is made of.
    """
    import pandas as pd

    asked: dict[str, Any] = {"region": region, "as_of": as_of}
    levels = levels_of(region, lowest)
    needs = pd.concat(
        [ask("needs", **asked, level=level).to_pandas() for level in levels],
        ignore_index=True,
    )
    matrix = pd.concat(
        [ask("pillar_matrix", **asked, level=level).to_pandas() for level in levels],
        ignore_index=True,
    )
    ladders = pd.concat(
        [
            ask("pillar_ladder", **asked, level=level, kind=kind).to_pandas()
            for kind in matrix["kind"].unique()
            for level in levels
        ],
        ignore_index=True,
    )
    found = pd.concat(
        [_needs(needs, counted), _pillars(matrix, ladders)], ignore_index=True
    )
    found["count"] = found["count"].astype("Int64")
    return found.drop_duplicates(KEY, ignore_index=True)


def _needs(needs: pd.DataFrame, counted: Sequence[str]) -> pd.DataFrame:
    """The needs of each kind, and for each unit the sum of the kinds counted."""
    import pandas as pd

    kept = ["region_code", "kind", "unit", "count", "status", "period"]
    each = needs[kept].assign(is_counted=needs["kind"].isin(list(counted)))
    known = each[each["count"].notna() & each["is_counted"]]
    total = known.groupby(["region_code", "unit"], as_index=False).agg(
        count=("count", "sum"), partial=("status", lambda s: (s == "partial").any())
    )
    total["status"] = total.pop("partial").map({True: "partial", False: "reported"})
    both = pd.concat([each, total.assign(kind=TOTAL, period=None)], ignore_index=True)
    both["status"] = both["status"].replace("reported_zero", "reported")
    return both.assign(file=NEEDS, measure="reported").drop(columns="is_counted")


def _pillars(matrix: pd.DataFrame, ladders: pd.DataFrame) -> pd.DataFrame:
    """Steps of registers, and what is told by number alone (``counted``)."""
    both = matrix[["region_code", "kind", "status", "period"]].merge(
        ladders.drop(columns="status"), on=["region_code", "kind"]
    )
    long = both.rename(columns={"counts_only": "counted"}).melt(
        ["region_code", "kind", "unit", "status", "period"],
        [*STEPS, "counted"],
        var_name="measure",
        value_name="count",
    )
    long["status"] = long["status"].replace("reported_zero", "reported")
    is_told = long["count"].notna() | (long["measure"] == "persons")
    return long[is_told].assign(file=PILLARS)
