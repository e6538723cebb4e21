"""Villages with other numbers of PSM: as `coverage` tells them once they are reported."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imbang.analysis.placement import effects
from imbang.publishing.publish import publish
from imbang.questions.asking import ask
from imbang.store.deliveries import Store

from .conftest import need, psm

CITY = "63.71"
V1, V2, V3, V4, V5 = (f"63.71.01.100{n}" for n in (1, 2, 3, 4, 5))
BEFORE, AFTER = "2024-06", "2024-12"


@pytest.fixture(scope="module")
def store(record_once: Callable[..., Store]) -> Store:
    """Needs that stay, and a register that grows: V1 from one PSM to three, V2 from
    none to one; V3 has no need, V4 enough; the needs of V5 are not reported."""
    needs = [need(V1, 250), need(V2, 100), need(V3, 0), need(V4, 40)]
    first = [psm("a", V1), psm("b", V4)]
    record_once("ppks", CITY, BEFORE, needs)
    record_once("pillars", CITY, BEFORE, first)
    more = [psm("c", V1), psm("d", V1), psm("e", V2)]
    made = record_once("pillars", CITY, AFTER, [*first, *more])
    publish(made)
    return made


def coverage(store: Store, as_of: str, norm: str | None) -> pd.DataFrame:
    return ask(
        store.folder, "coverage", region=CITY, level="village", as_of=as_of, norm=norm
    )


def told(rows: pd.DataFrame) -> pd.DataFrame:
    named = rows.set_index("region_code").sort_index()[[*effects.WORKED_OUT]]
    return named.astype(dict.fromkeys(set(effects.WORKED_OUT) - {"state"}, float))


@pytest.mark.parametrize("norm", [None, "100", "33.3", "7/3"])
def test_an_unchanged_plan_is_coverage_itself(store: Store, norm: str | None) -> None:
    rows = coverage(store, BEFORE, norm)
    same = effects.with_psm(rows, {})
    pd.testing.assert_frame_equal(told(same), told(rows))
    assert effects.measure(same) == effects.measure(rows)


@pytest.mark.parametrize("norm", ["100", "33.3", "7/3", "4000"])
def test_places_given_are_what_coverage_tells_once_they_are_filled(
    store: Store, norm: str
) -> None:
    planned = effects.with_psm(coverage(store, BEFORE, norm), {V1: 2, V2: 1})
    filled = coverage(store, AFTER, norm)
    pd.testing.assert_frame_equal(told(planned), told(filled))
    taken = effects.with_psm(filled, {V1: -2, V2: -1})
    pd.testing.assert_frame_equal(told(taken), told(coverage(store, BEFORE, norm)))


def test_figures_by_hand(store: Store) -> None:
    before = effects.measure(coverage(store, BEFORE, "100"))
    # V1 250 with one PSM: 150 beyond reach, 2 lacking; V2 100 without: 100 and 1
    assert (before.psm, before.uncovered, before.lacking) == (2, 250, 3)
    assert before.without == 1
    known = {key: before.states[key] for key in before.states if key != "unknown"}
    assert known == {"short": 1, "no_psm": 1, "not_needed": 1, "proportionate": 1}
    # V2 (100, 0), V1 (250, 1), V4 (40, 1) of 390 PMKS and 2 PSM: twice the area below
    # the curve is (100·0 + 250·(0 + 1) + 40·(1 + 2)) / (390·2) = 370/780
    assert before.gini == pytest.approx(1 - 370 / 780)
    after = effects.measure(
        effects.with_psm(coverage(store, BEFORE, "100"), {V1: 2, V2: 1})
    )
    assert (after.psm, after.uncovered, after.lacking, after.without) == (5, 0, 0, 0)


def test_only_known_villages_change_and_none_below_nothing(store: Store) -> None:
    rows = coverage(store, BEFORE, "100")
    with pytest.raises(ValueError, match=V5):
        effects.with_psm(rows, {V5: 1})
    with pytest.raises(ValueError, match="fewer"):
        effects.with_psm(rows, {V1: -2})


def test_several_norms_are_refused_and_none_changes_nothing(store: Store) -> None:
    rows = coverage(store, BEFORE, "100")
    mixed = rows.assign(norm_numerator=range(1, len(rows) + 1))
    with pytest.raises(ValueError, match="norms"):
        effects.with_psm(mixed, {})
    without = rows.assign(norm_numerator=np.nan, norm_denominator=np.nan)
    pd.testing.assert_frame_equal(told(effects.with_psm(without, {V1: 1})), told(rows))


@settings(max_examples=60, derandomize=True, deadline=None)
@given(
    villages=st.lists(
        st.tuples(st.integers(0, 400), st.integers(0, 3), st.integers(0, 3)),
        min_size=1,
        max_size=8,
    ),
    norm=st.fractions(min_value=3, max_value=300, max_denominator=40),
)
def test_figures_follow_the_definitions(
    villages: list[tuple[int, int, int]], norm: Fraction
) -> None:
    """A village after the other, in fractions, as the definitions have it."""
    codes = [f"63.71.01.{1001 + i}" for i in range(len(villages))]
    rows = pd.DataFrame(
        {
            "region_code": codes,
            "ppks_persons": [ppks for ppks, _psm, _more in villages],
            "psm_active": [psm for _ppks, psm, _more in villages],
            "ratio_ppks_per_psm": np.nan,
            "state": "unknown",
            "shortage": np.nan,
            "uncovered_persons": np.nan,
            "norm_numerator": norm.numerator,
            "norm_denominator": norm.denominator,
        }
    )
    added = dict(zip(codes, (more for *_figures, more in villages), strict=True))
    after = effects.with_psm(rows, added)
    held = [(ppks, psm + more) for ppks, psm, more in villages]
    beyond = [max(Fraction(0), ppks - norm * psm) for ppks, psm in held]
    assert after["psm_active"].tolist() == [psm for _ppks, psm in held]
    assert after["uncovered_persons"].tolist() == [float(one) for one in beyond]
    assert after["shortage"].tolist() == [
        max(0, math.ceil(ppks / norm) - psm) for ppks, psm in held
    ]
    for (ppks, people), state in zip(held, after["state"], strict=True):
        wanted = "proportionate" if ppks <= norm * people else "short"
        wanted = "no_psm" if people == 0 else wanted
        assert state == ("not_needed" if ppks == 0 else wanted)
    figures = effects.measure(after)
    assert figures.uncovered == pytest.approx(float(sum(beyond)))
    assert sum(figures.states.values()) == len(villages)
