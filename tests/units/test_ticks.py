"""Ticks of an axis say what they are, and are told apart."""

from __future__ import annotations

import pytest

from imbang import formats
from imbang.drawing.lines import Line, lines
from imbang.drawing.ticks import tick_step


@pytest.mark.parametrize(
    ("rough", "whole", "part"),
    [(0.25, 1, 0.25), (0.5, 1, 0.5), (0.9, 1, 1), (2.2, 5, 2.5), (21, 25, 25)],
)
def test_whole_numbers_have_whole_steps(
    rough: float, whole: float, part: float
) -> None:
    assert tick_step(rough, formats.number) == whole
    assert tick_step(rough, lambda value: formats.number(value, 2)) == pytest.approx(
        part
    )


def test_shares_go_in_parts() -> None:
    assert tick_step(0.2, formats.percent) == pytest.approx(0.2)


def test_few_people_are_not_counted_in_halves() -> None:
    own = Line("PSM", {"2024-06": 0.0, "2024-12": 1.0}, "#000000")
    figure = lines([own], write=formats.number, theme="light")
    told = figure.layout.yaxis.ticktext
    assert len(set(told)) == len(told)
