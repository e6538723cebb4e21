"""The release before: which of its figures are carried on, and what it hid.

Whoever has both releases knows that a carried figure is the same number in both. So it is
hidden in both or in none, and the equations of the earlier release hold beside the own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array, csc_array, csr_array, vstack

from imbang.reference.levels import LEVELS
from imbang.releases.system import Cells
from imbang.releases.tables import KEY, TOTAL

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Earlier:
    """A release on record: its files, and the true counts, which never leave the office.

    ``counts`` have `KEY`, count, status, period, hidden.
    """

    number: str
    files: Mapping[str, bytes]
    counts: pd.DataFrame
    regions: pd.DataFrame
    counted: frozenset[str]


def carried(
    counts: pd.DataFrame, regions: pd.DataFrame, earlier: Earlier | None
) -> pd.DataFrame:
    """``counts`` with as_before, whether the earlier release has the same figure of the
    same report, and was_hidden.

    Of a sum, of kinds or of the regions below, all of it must be carried on: that it comes
    to the same number otherwise is chance, which nobody can know.
    """
    if earlier is None:
        return counts.assign(as_before=False, was_hidden=False)
    told = ["count", "period"]
    both = counts[KEY].merge(
        earlier.counts[[*KEY, *told, "hidden"]], on=KEY, how="left"
    )
    same = counts["count"].notna().to_numpy() & both["hidden"].notna().to_numpy()
    for name in told:
        now, was = counts[name].reset_index(drop=True), both[name]
        same &= ((now == was).fillna(False) | (now.isna() & was.isna())).to_numpy(bool)
    found = counts.reset_index(drop=True).assign(as_before=same)
    found = found.merge(
        regions[["region_code", "parent_code", "level"]], on="region_code"
    )
    for level in reversed(LEVELS):
        _with_parts(found, found["level"].eq(level) & found["kind"].ne(TOTAL), "kind")
    _with_parts(found, found["kind"].eq(TOTAL), "region_code")
    hidden = both["hidden"].eq(True).to_numpy() & found["as_before"].to_numpy()
    return found.drop(columns=["parent_code", "level"]).assign(was_hidden=hidden)


def _with_parts(found: pd.DataFrame, wholes: pd.Series[bool], shared: str) -> None:
    """Take for carried on only those wholes whose parts all are, where these add up.

    Parts share the kind with it (the regions right below), or the region (its kinds).
    """
    keys = ["file", "unit", "measure", shared]
    parts = found[found["count"].notna() & found["kind"].ne(TOTAL)]
    if shared == "kind":
        parts = parts.drop(columns="region_code").rename(
            columns={"parent_code": "region_code"}
        )
        keys = [*keys, "region_code"]
    sums = parts.groupby(keys, as_index=False).agg(
        added=("count", "sum"), carried=("as_before", "all")
    )
    rows = found.loc[wholes, keys].merge(sums, on=keys, how="left")
    broken = rows["carried"].eq(False).to_numpy()
    if shared == "kind":
        added = rows["added"].fillna(-1).to_numpy() == found.loc[
            wholes, "count"
        ].fillna(-2)
        broken = broken & added.to_numpy(bool)
    found.loc[wholes, "as_before"] &= ~broken


def joined(
    cells: Cells, before: Cells, was_hidden: np.ndarray
) -> tuple[Cells, dict[tuple[str, ...], int]]:
    """The system of both releases; where hidden cells of the earlier one stand in it.

    ``was_hidden`` is of the cells of ``before``. Carried figures (``as_before`` in the
    frame of ``cells``) are one cell; what the earlier release shows is a number.
    """
    count = len(cells.value)
    own = {
        tuple(key): one
        for one, (key, same) in enumerate(
            zip(
                cells.frame[KEY].itertuples(index=False),
                cells.frame["as_before"].eq(True),
                strict=True,
            )
        )
        if same
    }
    keys = [tuple(key) for key in before.frame[KEY].itertuples(index=False)]
    place = np.full(len(keys), -1)
    added: list[int] = []
    for one, key in enumerate(keys):
        if key in own:
            place[one] = own[key]
        elif was_hidden[one] or not before.is_published[one]:
            place[one] = count + len(added)
            added.append(one)
    lines = coo_array(before.matrix)
    kept = place[lines.col] >= 0
    moved = csr_array(
        (lines.data[kept], (lines.row[kept], place[lines.col[kept]])),
        shape=(before.matrix.shape[0], count + len(added)),
    )
    wide = csr_array(
        (cells.matrix.data, cells.matrix.indices, cells.matrix.indptr),
        shape=(cells.matrix.shape[0], count + len(added)),
    )
    matrix = csr_array(vstack([wide, moved]))
    nothing = np.zeros(len(added), dtype=bool)
    both = replace(
        cells,
        value=np.concatenate([cells.value, before.value[added]]),
        cost=np.concatenate([cells.cost, np.zeros(len(added))]),
        is_published=np.concatenate([cells.is_published, nothing]),
        is_personal=np.concatenate([cells.is_personal, nothing]),
        matrix=matrix,
        by_column=csc_array(matrix),
        own_lines=cells.matrix.shape[0],
    )
    return both, {keys[one]: int(place[one]) for one in added}
