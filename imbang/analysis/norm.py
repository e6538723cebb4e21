"""The norm that an answer of coverage was worked out with, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import pandas as pd

from imbang.formats import exists


@dataclass(frozen=True)
class Norm:
    """The norm in force: PMKS persons per PSM, and what it rests on.

    ``exact`` is the norm itself; ``source`` whether it was asked for, is the office's
    setting, or the own ratio of province or nation, ``left_out`` the number of regencies
    (n) that the ratio had to leave out. Where villages of several provinces are each held
    against their province's ratio, ``provinces`` are the lowest and the highest of these,
    and the norm is the nation's, against which provinces are held.
    """

    exact: Fraction
    source: Literal["asked", "setting", "own_ratio"]
    left_out: int
    provinces: tuple[float, float] | None = None

    @property
    def value(self) -> float:
        """The norm as a number, to be shown."""
        return float(self.exact)


def norm_of(rows: pd.DataFrame) -> Norm | None:
    """The one norm of rows of ``coverage``; None without one.

    ValueError for rows of several norms, which cannot be held against each other.
    """
    exact = exact_norm(rows)
    if exact is None:
        return None
    row = rows[rows["norm_numerator"].notna()].iloc[0]
    left_out = row["norm_left_out"]
    return Norm(exact, row["norm_source"], int(left_out) if exists(left_out) else 0)


def exact_norm(rows: pd.DataFrame) -> Fraction | None:
    """The norm of rows that have ``norm_numerator`` and ``norm_denominator``, as `norm_of`
    tells it."""
    norms = rows[["norm_numerator", "norm_denominator"]].dropna().drop_duplicates()
    if len(norms) > 1:
        raise ValueError("the rows are of several norms")
    if norms.empty:
        return None
    return Fraction(*(int(part) for part in norms.iloc[0]))
