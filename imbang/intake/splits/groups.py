"""Rows that are about the same: their numbers, and which parts of it they are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from imbang.intake.files.cells import Mask
from imbang.intake.splits.split import Parts

Numbers = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Groups:
    """Rows by what they are about: the number of each row's group, and its part of it."""

    number: Numbers
    part: Parts
    count: int
    row_says_all: Mask

    @property
    def says_all(self) -> Mask:
        """Which groups are of rows that say all of what they are about."""
        found = np.zeros(self.count, np.bool_)
        found[self.number[self.row_says_all]] = True
        return found

    def have(self, part: int) -> Mask:
        """Which groups have a row of this part."""
        found = np.zeros(self.count, np.bool_)
        found[self.number[self.part == part]] = True
        return found

    def first(self, among: Mask) -> Numbers:
        """The first of these rows in each group, -1 where there is none."""
        places = np.flatnonzero(among)[::-1]
        found = np.full(self.count, -1, np.intp)
        found[self.number[places]] = places
        return found


def folded(columns: list[npt.NDArray[np.int32]], height: int) -> npt.NDArray[np.intp]:
    """Per row the number of its combination of codes, from 0; -1 may be among them."""
    ids = np.zeros(height, np.int64)
    for codes in columns:
        ids = ids * (int(codes.max(initial=0)) + 2) + codes + 1
        ids = np.unique(ids, return_inverse=True)[1].reshape(-1).astype(np.int64)
    return ids.astype(np.intp)
