"""How many shapes one map draws: never more than its limit, of any province."""

import pytest

from imbang.geometry import layers
from imbang.geometry.layers import MOST_SHAPES, Layer, LayerSet
from imbang.reference import regions

PROVINCES = [code for code in regions.load().names if len(code) == 2]


def layers_of(province: str) -> LayerSet:
    """The areas of a province as far as they are counted: their codes."""
    known = regions.load()
    made = {
        level: Layer(level, "", tuple(known.below(province, level)))
        for level in ("regency", "district", "village")
    }
    return LayerSet(province, "hexagons", made)


def shapes(drawn: LayerSet, level: str, region: str) -> int:
    """The areas of a level and the borders of those above it."""
    shown = drawn.levels[: drawn.levels.index(level) + 1]
    return sum(len(drawn.layers[one].within(region)) for one in shown)


def test_no_province_draws_more_than_the_limit() -> None:
    drawn = {}
    for province in PROVINCES:
        whole = layers_of(province)
        drawn[province] = whole.drawable("village", province)
        assert shapes(whole, drawn[province], province) <= MOST_SHAPES
    assert len(drawn) == 38
    larger = {code for code, level in drawn.items() if level != "village"}
    assert larger == {"33", "35"}  # Central and East Java: 8,563 and 8,494 villages


@pytest.mark.parametrize("province", ["33", "35"])
def test_their_regencies_draw_all_their_villages(province: str) -> None:
    whole = layers_of(province)
    for regency in whole.layers["regency"].codes:
        assert whole.drawable("village", regency) == "village"


def test_what_is_drawn_twice_counts_twice() -> None:
    whole = layers_of("11")
    left = MOST_SHAPES - shapes(whole, "village", "11")
    assert whole.drawable("village", "11", marked=left) == "village"
    assert whole.drawable("village", "11", marked=left + 1) == "district"


def test_levels_above_are_drawn_as_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layers, "MOST_SHAPES", 3)
    whole = layers_of("63")
    assert whole.drawable("regency", "63") == "regency"
    assert whole.drawable("district", "63") == "district"
