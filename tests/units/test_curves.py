"""Curves over shares: their points, their names, and what is left out."""

from __future__ import annotations

import numpy as np
import pytest

from imbang.drawing.curves import Curve, lorenz


def curve(name: str, across: object, upwards: object) -> Curve:
    return Curve(name, np.array(across, float), np.array(upwards, float), "#123456")


def test_a_curve_lies_under_the_diagonal_and_is_named_beside_itself() -> None:
    figure = lorenz(
        [curve("Sekarang", [0, 0.5, 1], [0, 0.1, 1])], across="PMKS", upwards="PSM"
    )
    diagonal, drawn = figure.data
    assert list(diagonal.x) == list(diagonal.y) == [0, 1]
    assert list(drawn.x) == [0, 0.5, 1]
    assert list(drawn.y) == [0, 0.1, 1]
    named = next(a for a in figure.layout.annotations if "Sekarang" in a.text)
    # on the second half, which rises from 0.1 to 1 between 0.5 and 1
    assert named.y == pytest.approx(0.1 + 0.9 * (named.x - 0.5) / 0.5)


def test_names_stand_at_different_heights() -> None:
    figure = lorenz(
        [curve("a", [0, 1], [0, 1]), curve("b", [0, 1], [0, 1])],
        across="x",
        upwards="y",
    )
    heights = [
        a.y for a in figure.layout.annotations if a.text in ("<b>a</b>", "<b>b</b>")
    ]
    assert len(set(heights)) == 2


def test_a_long_curve_is_drawn_with_few_points_and_both_ends() -> None:
    n = 5000
    # nobody has any PSM but the last village: flat, then upright
    figure = lorenz(
        [curve("a", np.linspace(0, 1, n), np.r_[np.zeros(n - 1), 1])],
        across="x",
        upwards="y",
    )
    drawn = figure.data[1]
    assert len(drawn.x) <= 162
    assert (drawn.x[0], drawn.y[0], drawn.x[-1], drawn.y[-1]) == (0, 0, 1, 1)
    # the corner, one village before the end, is one of them
    assert drawn.y[-2] == 0
    assert drawn.x[-2] == pytest.approx((n - 2) / (n - 1), abs=1e-4)


def test_shares_that_do_not_exist_are_not_drawn() -> None:
    gone = curve("a", [np.nan, np.nan], [0, 1])
    assert len(lorenz([gone], across="x", upwards="y").data) == 0
    assert len(lorenz([], across="x", upwards="y").data) == 0
