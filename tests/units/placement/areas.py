"""Villages made for the tests of plans, and every plan there could be."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np
from hypothesis import strategies as st

from imbang.analysis.villages import Villages, Whole


def villages(
    ppks: Sequence[int],
    psm: Sequence[int],
    district: Sequence[int] = (),
    is_open: Sequence[bool] = (),
) -> Villages:
    """Villages with codes in order; in one district and all open unless told."""
    n = len(ppks)
    return Villages(
        codes=tuple(f"63.71.01.{1001 + i}" for i in range(n)),
        ppks=np.array(ppks, dtype=np.int64),
        psm=np.array(psm, dtype=np.int64),
        district=np.array(district or [0] * n, dtype=np.int64),
        is_open=np.array(is_open or [True] * n, dtype=bool),
    )


def all_plans(n: int, posts: int) -> Iterator[Whole]:
    """Every way to give ``posts`` places to n villages: the places of each (n)."""
    for chosen in itertools.combinations_with_replacement(range(n), posts):
        yield np.bincount(np.array(chosen, dtype=np.int64), minlength=n)


@st.composite
def areas(draw: st.DrawFn, most: int = 5) -> Villages:
    """Up to ``most`` villages in up to three districts, many without PSM, some equal."""
    n = draw(st.integers(2, most))
    ppks = st.sampled_from([0, 3, 20, 80, 80, 200, 400]) | st.integers(0, 500)
    psm = st.sampled_from([0, 0, 0, 1, 1, 2, 3])
    return villages(
        draw(st.lists(ppks, min_size=n, max_size=n)),
        draw(st.lists(psm, min_size=n, max_size=n)),
        draw(st.lists(st.integers(0, 2), min_size=n, max_size=n)),
        draw(st.lists(st.sampled_from([True, True, False]), min_size=n, max_size=n)),
    )


norms = st.fractions(min_value=Fraction(5), max_value=Fraction(250), max_denominator=30)
