"""What an attack on a release came to: the bounds of every hidden cell, and what is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from imbang.releases.attack.bounds import (
    COUNTS,
    SMALL,
    intervals,
    is_narrow,
    system,
)
from imbang.releases.attack.known import Known, known

COLUMNS = ["file", "region_code", "kind", "unit", "measure"]


@dataclass(frozen=True)
class Attack:
    """``cells`` are the hidden counts of the release and of the one before: `COLUMNS`,
    release (this, before, both), least, most (possible whole numbers; null where there is
    no most), is_exact, is_exposed. ``differences`` the same of differences between steps
    that are exposed, hidden or not.
    """

    cells: pd.DataFrame
    differences: pd.DataFrame
    equations: int

    @property
    def recovered(self) -> int:
        """How many hidden cells can be only one number."""
        return int((self.cells["least"] == self.cells["most"]).sum())

    @property
    def exposed(self) -> pd.DataFrame:
        """All that tells too much."""
        told = self.cells[self.cells["is_exposed"]]
        return pd.concat([told, self.differences], ignore_index=True)


def attack(
    files: Mapping[str, bytes],
    before: Mapping[str, bytes] | None = None,
    *,
    exactly: bool = False,
) -> Attack:
    """Bound all that is hidden in the files of a release, by name.

    A hidden cell is exposed where it must be small, or can be fewer than `COUNTS`
    numbers; a difference between two steps of a register where it surely is not zero
    besides. ``Contradiction`` where no counts fit all that is shown.
    """
    found = known(files, before)
    left = system(found)
    is_cell = np.array(found.is_cell, dtype=bool)[left.variables]
    is_slack = np.array(found.is_slack, dtype=bool)[left.variables]
    is_told = partial(_is_told, is_cell=is_cell, is_slack=is_slack)
    seen = intervals(left, is_told, exactly=exactly)
    table = _table(found, left.variables).assign(
        least=seen.least,
        most=pd.array(np.where(seen.most >= _NO_MOST, -1, seen.most), dtype="Int64"),
        is_exact=seen.is_exact,
        is_exposed=is_told(seen.least, seen.most),
    )
    table["most"] = table["most"].mask(table["most"] < 0)
    differences = table[~is_cell & table["is_exposed"]]
    return Attack(
        table[is_cell].reset_index(drop=True),
        pd.concat([differences, _shown_differences(found)], ignore_index=True),
        left.matrix.shape[0],
    )


_NO_MOST = 10**8


def _is_told(
    least: np.ndarray, most: np.ndarray, *, is_cell: np.ndarray, is_slack: np.ndarray
) -> np.ndarray:
    narrow = is_narrow(least, most) & ~is_slack
    told: np.ndarray = narrow & (is_cell | ((least >= 1) & (least < SMALL)))
    return told


def _table(found: Known, variables: np.ndarray) -> pd.DataFrame:
    names = [found.names[one] for one in variables]
    table = pd.DataFrame([key for _release, key in names], columns=COLUMNS)
    table["release"] = [
        "both" if one in found.carried else ("this", "before")[release]
        for one, (release, _key) in zip(variables, names, strict=True)
    ]
    return table


def _shown_differences(found: Known) -> pd.DataFrame:
    """Differences of two steps that are both shown, and small."""
    small = np.array(
        [
            one
            for one, value in enumerate(found.values)
            if not found.is_cell[one] and value is not None and 0 < value < SMALL
            and found.names[one][1][3] != "institution"
        ],
        dtype=int,
    )  # fmt: skip
    values = [found.values[one] for one in small]
    return _table(found, small).assign(
        least=values, most=values, is_exact=True, is_exposed=True
    )


__all__ = ["COUNTS", "Attack", "attack"]
