"""Classes of the map of any value."""

from __future__ import annotations

import pytest

from imbang import formats
from imbang.analysis.coverage_steps import UNKNOWN
from imbang.drawing.maps import value_map


def steps(*values: float | None) -> list[int]:
    return value_map.classify(values).steps.tolist()


def test_values_above_zero_are_in_thirds() -> None:
    classes = value_map.classify([0, 3, 143, 147, 726, 734, 7])
    # thirds of 3, 7, 143, 147, 726, 734 lie at 97.7 and 340
    assert classes.limits == (98, 340)
    assert classes.steps.tolist() == [0, 1, 2, 2, 3, 3, 1]


def test_limits_of_counts_are_whole_and_as_they_are_written() -> None:
    # thirds of 1, 4, 5, 6 lie at 4 and 5, those of 1, 4, 6 at 3 and 4.67
    assert value_map.classify([1, 4, 6, 5]).limits == (4, 5)
    assert value_map.classify([1, 4, 6]).limits == (3, 4)


def test_limits_of_small_rates_are_written_apart() -> None:
    classes = value_map.classify([0.02, 0.06, 0.07, 0.3])
    names = [name for _key, name, _n in value_map.legend(classes, write=formats.rate)]
    assert names == [
        "sampai 0,060",
        "sampai 0,070",
        "lebih dari 0,070",
        "belum diketahui",
    ]


def test_equal_values_are_in_one_class() -> None:
    assert steps(4, 4, 4, None) == [1, 1, 1, UNKNOWN]
    assert steps(1, 1, 1, 1, 9) == [1, 1, 1, 1, 3]


@pytest.mark.parametrize("values", [[0, 0], [None, None], []])
def test_nothing_above_zero_has_no_classes(values: list[float | None]) -> None:
    classes = value_map.classify(values)
    assert classes.limits == (0, 0)
    assert set(classes.steps.tolist()) <= {0, UNKNOWN}


def test_the_legend_counts_every_region_once() -> None:
    told = value_map.legend(value_map.classify([0, None, 1, 1, 9, None]))
    assert [(key, n) for key, _name, n in told] == [
        ("amount_none", "1"),
        ("amount_low", "2"),
        ("amount_high", "1"),
        ("unknown", "2"),
    ]


def test_the_legend_tells_those_too_small_from_the_unknown() -> None:
    classes = value_map.classify([5, None, None, None])
    told = value_map.legend(classes, too_small=1)
    assert [n for _key, _name, n in told] == ["1", "2", "1"]
    assert told[-1][1] == "penduduk terlalu sedikit"
