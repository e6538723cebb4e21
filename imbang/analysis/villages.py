"""The villages of an area as arrays: what a plan is made from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from imbang.reference.levels import ancestor

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Villages:
    """The n villages of an area whose PMKS and PSM are known, by code.

    ``ppks`` (n) persons and ``psm`` (n) active PSM; ``district`` (n) numbers the
    districts from 0; ``is_open`` (n) tells where places may be added.
    """

    codes: tuple[str, ...]
    ppks: Whole
    psm: Whole
    district: Whole
    is_open: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.codes)

    def with_psm(self, psm: Whole) -> Villages:
        """The same villages with other numbers of PSM."""
        return replace(self, psm=psm)

    def uncovered(self, norm: Fraction, psm: Whole | None = None) -> Whole:
        """Uncovered persons (n) times the norm's denominator: whole numbers.

        ``psm`` stands in for the villages' own.
        """
        held = self.psm if psm is None else psm
        beyond = norm.denominator * self.ppks - norm.numerator * held
        return np.asarray(np.maximum(0, beyond))

    def shortage(self, norm: Fraction, psm: Whole | None = None) -> Whole:
        """PSM lacking (n): up to ``ceil(PMKS / norm)``."""
        held = self.psm if psm is None else psm
        wanted = -(-norm.denominator * self.ppks // norm.numerator)
        return np.asarray(np.maximum(0, wanted - held))


def from_coverage(coverage: pd.DataFrame, regencies: Collection[str] = ()) -> Villages:
    """The known villages in an answer of ``coverage`` for level village, in code order.

    Only those of ``regencies`` (codes) are open, where some are named.
    """
    known = coverage.dropna(subset=["ppks_persons", "psm_active"])
    rows = known.sort_values("region_code")
    codes = rows["region_code"].tolist()
    districts = np.unique(
        [ancestor(code, "district") for code in codes], return_inverse=True
    )[1]
    is_open = [
        not regencies or ancestor(code, "regency") in regencies for code in codes
    ]
    return Villages(
        codes=tuple(codes),
        ppks=rows["ppks_persons"].to_numpy(dtype=np.int64),
        psm=rows["psm_active"].to_numpy(dtype=np.int64),
        district=districts.astype(np.int64),
        is_open=np.array(is_open, dtype=bool),
    )
