"""Layer files: what they hold, what is known of them, and that they are what they say."""

import gzip
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from imbang.disk.durable import unpacked
from imbang.geometry.layers import LayerSet, write_layer
from imbang.geometry.reading import load_layers
from imbang.geometry.schematic import write_hexagons
from imbang.reference import regions


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    names = regions.load().names
    return pd.DataFrame({"code": list(names), "name": list(names.values())})


@pytest.fixture(scope="module")
def drawn(
    tmp_path_factory: pytest.TempPathFactory, frame: pd.DataFrame
) -> tuple[Path, LayerSet]:
    folder = tmp_path_factory.mktemp("geometry")
    return folder, write_hexagons(folder, frame, "63")


def read(folder: Path, layers: LayerSet, key: str) -> list[dict]:
    path = folder / f"{layers.layers[key].sha256}.json.gz"
    return json.loads(gzip.decompress(path.read_bytes()))["features"]


def test_all_levels_are_there(drawn: tuple[Path, LayerSet]) -> None:
    _folder, layers = drawn
    assert layers.levels == ("regency", "district", "village")
    counts = {key: len(layer.codes) for key, layer in layers.layers.items()}
    assert counts == {
        "village": 2016,
        "district": 156,
        "regency": 13,
        "village_dot": 2016,
        "regency_border": 13,
    }


def test_features_are_numbered_named_and_clockwise(
    drawn: tuple[Path, LayerSet],
) -> None:
    folder, layers = drawn
    for key in layers.layers:
        features = read(folder, layers, key)
        assert [f["id"] for f in features] == list(range(len(features)))
        for shape in (shapely.geometry.shape(f["geometry"]) for f in features):
            for part in shapely.get_parts(shape):
                assert not part.exterior.is_ccw
                assert all(ring.is_ccw for ring in part.interiors)
    regency = read(folder, layers, "regency")[11]
    assert regency["properties"] == {
        "name": "Kota Banjarmasin",
        "within": "",
        "code": "63.71",
    }
    village = read(folder, layers, "village")[0]
    assert village["properties"] == {"name": "Benua Lawas", "within": "Takisung"}


def test_coordinates_are_short_and_hexagons_equal(drawn: tuple[Path, LayerSet]) -> None:
    folder, layers = drawn
    rings = np.array(
        [f["geometry"]["coordinates"][0] for f in read(folder, layers, "village")]
    )
    assert np.array_equal(np.round(rings, 4), rings)
    shape = rings - rings.min(axis=1, keepdims=True)
    assert np.abs(shape - shape[0]).max() < 1e-9


def test_areas_hold_their_villages(drawn: tuple[Path, LayerSet]) -> None:
    folder, layers = drawn
    village = layers.layers["village"]
    points = shapely.points(village.x, village.y)
    for key, length in (("district", 8), ("regency", 5)):
        ids = layers.layers[key].ids
        shapes = np.array(
            [shapely.geometry.shape(f["geometry"]) for f in read(folder, layers, key)]
        )
        own = shapes[[ids[code[:length]] for code in village.codes]]
        assert shapely.contains(own, points).all()


def test_files_are_small_named_by_content_and_the_same_again(
    drawn: tuple[Path, LayerSet], tmp_path: Path, frame: pd.DataFrame
) -> None:
    folder, layers = drawn
    assert {p.name for p in folder.iterdir()} == {
        f"{s}.json.gz" for s in layers.sha256s
    }
    assert max(p.stat().st_size for p in folder.iterdir()) < 100_000
    assert all(unpacked(path) for path in folder.iterdir())
    assert write_hexagons(tmp_path, frame, "63").to_json() == layers.to_json()
    for path in folder.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_damage_is_noticed(tmp_path: Path) -> None:
    layer = write_layer(
        tmp_path,
        "x",
        np.array([shapely.box(0, 0, 1, 1)]),
        ["63"],
        properties={"name": ["a"]},
    )
    path = tmp_path / f"{layer.sha256}.json.gz"
    whole = path.read_bytes()
    for at in (0, 3, len(whole) // 2, len(whole) - 5):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert unpacked(path) is None or at == 3
    path.write_bytes(whole[:-3])
    assert unpacked(path) is None
    path.write_bytes(gzip.compress(b"{}"))
    assert unpacked(path) is None
    path.write_bytes(whole)
    assert unpacked(path) is not None


def test_json_there_and_back(drawn: tuple[Path, LayerSet]) -> None:
    _folder, layers = drawn
    again = LayerSet.from_json(layers.to_json())
    assert again == layers
    assert (
        again.layers["village"].codes[again.layers["village"].ids["63.71.01.1001"]]
        == "63.71.01.1001"
    )


def test_within_tells_regions_by_whole_parts_of_their_code(
    drawn: tuple[Path, LayerSet],
) -> None:
    _folder, layers = drawn
    district = layers.layers["district"]
    inside = tuple(district.codes[i] for i in district.within("63.72"))
    assert inside == regions.load().children("63.72")
    assert district.within("63.7") == []


def test_a_map_that_does_not_exist_is_none(tmp_path: Path) -> None:
    assert load_layers(tmp_path, None, "63", "hexagons") is None
    assert load_layers(tmp_path, None, "63", "boundaries") is None


def test_a_province_without_villages_is_refused(
    tmp_path: Path, frame: pd.DataFrame
) -> None:
    with pytest.raises(ValueError, match="99"):
        write_hexagons(tmp_path, frame, "99")
