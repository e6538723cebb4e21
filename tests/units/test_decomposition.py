"""What moved a figure, by hand and by property."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imbang.analysis.decomposition import contributions


def told(**values: object) -> pd.DataFrame:
    return pd.DataFrame(values)


def test_contributions_by_hand() -> None:
    # A 10 of 40 → 20 of 40, B 30 of 60 → 30 of 110: the whole 40 % → 33.3 %
    before = told(
        region_code=["A", "B"],
        numerator=[10, 30],
        denominator=[40, 60],
        value=[25.0, 50.0],
    )
    now = told(
        region_code=["A", "B"],
        numerator=[20, 30],
        denominator=[40, 110],
        value=[50.0, 300 / 11],
    )
    own = {"unit": "percent", "numerator": 50, "denominator": 150, "value": 100 / 3}
    earlier = {"unit": "percent", "numerator": 40, "denominator": 100, "value": 40.0}
    found = contributions(now, before, own, earlier)
    assert found["contribution"].tolist() == pytest.approx([40 / 3 - 10, 20 - 30])
    assert found["by_numerator"].tolist() == pytest.approx([100 * 10 / 150, 0])
    assert found["contribution"].sum() == pytest.approx(100 / 3 - 40)


def test_who_is_in_neither_side_adds_nothing_and_not_zero() -> None:
    now = told(region_code=["A", "B"], numerator=[50.0, None], value=[50.0, None])
    before = told(region_code=["A", "B"], numerator=[40.0, None], value=[40.0, None])
    now["denominator"] = before["denominator"] = None
    own = {"unit": "persons", "numerator": 50, "denominator": None, "value": 50}
    found = contributions(now, before, own, own | {"numerator": 40})
    assert found["contribution"].iloc[0] == 10
    assert np.isnan(found["contribution"].iloc[1])


def test_people_who_do_not_add_up_have_no_contributions() -> None:
    rows_ = told(
        region_code=["A", "B"], numerator=[2, 2], denominator=[4, 4], value=[50.0, 50.0]
    )
    own = {"unit": "percent", "numerator": 3, "denominator": 8, "value": 37.5}
    assert contributions(rows_, rows_, own, own)["contribution"].isna().all()


@settings(max_examples=60, derandomize=True, deadline=None)
@given(pairs=st.lists(st.tuples(*[st.integers(1, 200)] * 4), min_size=1, max_size=9))
def test_contributions_add_up_to_the_change(
    pairs: list[tuple[int, int, int, int]],
) -> None:
    n0, d0, n1, d1 = (np.array(side) for side in zip(*pairs, strict=True))
    codes = [str(i) for i in range(len(pairs))]
    before = told(region_code=codes, numerator=n0, denominator=d0, value=1000 * n0 / d0)
    now = told(region_code=codes, numerator=n1, denominator=d1, value=1000 * n1 / d1)
    own, earlier = (
        {"unit": "per 1000", "numerator": n.sum(), "denominator": d.sum()}
        for n, d in ((n1, d1), (n0, d0))
    )
    found = contributions(now, before, own, earlier)
    change = 1000 * (n1.sum() / d1.sum() - n0.sum() / d0.sum())
    assert found["contribution"].sum() == pytest.approx(change, abs=1e-6)
    parts = found["by_numerator"] + found["by_denominator"]
    assert parts.tolist() == pytest.approx(found["contribution"].tolist(), abs=1e-9)
