"""The map of the nation: every regency has its hexagon, in the disc of its province."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely

from imbang.geometry import nation
from imbang.geometry.layers import MOST_SHAPES, LayerSet
from imbang.geometry.reading import load_layers, read_shapes
from imbang.geometry.rings import read_rings
from imbang.reference import regions
from imbang.reference.levels import NATION, level_of
from imbang.store.damage import Broken


@pytest.fixture(scope="module")
def layers() -> LayerSet:
    return nation.layers()


@pytest.fixture(scope="module")
def shapes(layers: LayerSet) -> dict[str, dict[str, shapely.Geometry]]:
    nowhere = Path("there/is/no/such/store")
    return {key: read_shapes(nowhere, one) for key, one in layers.layers.items()}


@pytest.mark.parametrize("level", ["province", "regency"])
def test_every_region_has_a_shape(layers: LayerSet, level: str) -> None:
    known = {code for code in regions.load().names if level_of(code) == level}
    assert set(layers.layers[level].codes) == known
    assert set(nation.province_places()) == {code[:2] for code in known}


def test_every_hexagon_lies_in_its_province_alone(
    shapes: dict[str, dict[str, shapely.Geometry]],
) -> None:
    provinces, cells = shapes["province"], shapes["regency"]
    assert all(
        provinces[code[:2]].buffer(1e-3).contains(cell) for code, cell in cells.items()
    )
    discs = np.array([*provinces.values()])
    first, second = shapely.STRtree(discs).query(discs, predicate="intersects")
    assert first.tolist() == second.tolist()
    areas = [cell.area for cell in cells.values()]
    assert areas == pytest.approx([areas[0]] * len(areas))


def test_what_is_smaller_is_drawn_by_regency(layers: LayerSet) -> None:
    assert layers.levels == ("province", "regency")
    drawn = [layers.drawable(level, NATION) for level in ("province", "regency")]
    assert drawn == ["province", "regency"]
    assert layers.drawable("district", NATION) == "regency"
    assert layers.drawable("village", NATION) == "regency"
    assert sum(len(one.codes) for one in layers.layers.values()) < MOST_SHAPES


def test_the_whole_is_within_the_nation(layers: LayerSet) -> None:
    layer = layers.layers["regency"]
    assert layer.within(NATION) == [*range(514)]
    assert {layer.codes[at][:2] for at in layer.within("63")} == {"63"}


def test_a_picture_finds_its_shapes(tmp_path: Path, layers: LayerSet) -> None:
    for layer in layers.layers.values():
        assert len(read_rings(tmp_path, layer.address)) == len(layer.codes)


def test_it_stands_in_no_store(tmp_path: Path, layers: LayerSet) -> None:
    assert load_layers(tmp_path, None, NATION, "hexagons") is layers
    assert load_layers(tmp_path, None, NATION, "boundaries") is None
    assert nation.file_of("0" * 64) is None
    lost = LayerSet.from_json(
        layers.to_json().replace(layers.layers["regency"].sha256, "0" * 64)
    )
    with pytest.raises(Broken):
        read_shapes(tmp_path, lost.layers["regency"])
