"""A column whose cells say of which part of a whole each row's figures are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from imbang.intake.files.cells import Rows

LEFT_OUT: Final = -1
WHOLE: Final = 0  # the row tells of all parts together

Parts = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Split:
    """One such column; parts count from 1.

    ``by_text`` is the part of each distinct text, and last that of a blank cell;
    ``needed`` are the parts without which there is no whole. Where one of them lacks,
    a split that ``is_strict`` gives no figure, another what there is; both are told.
    One that ``has_sexes`` has men as part 1 and women as part 2. Of one that ``is_open``
    the officer is asked, and nothing else is told.
    """

    heading: str
    codes: npt.NDArray[np.int32]
    by_text: Parts
    names: tuple[str, ...]
    needed: frozenset[int]
    is_strict: bool = False
    is_open: bool = False
    has_sexes: bool = False

    def parts(self, rows: Rows) -> Parts:
        """The part of each of these rows of the sheet."""
        found: Parts = self.by_text[self.codes[rows]]
        return found

    def name(self, part: int) -> str:
        """A part as the sheet calls it."""
        return self.names[part - 1]
