"""Loading boundaries: matching codes, mending shapes, keeping shared edges."""

import gzip
import json
from pathlib import Path

import geopandas
import pytest
import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon, box

from imbang.disk.durable import unpacked
from imbang.geometry.boundaries import centres
from imbang.geometry.layers import LayerSet
from imbang.geometry.reading import load_layers, read_index
from imbang.intake.outlines.loading import BoundaryError, load_boundaries
from imbang.reference import regions

# Kota Banjarbaru: the district Landasan Ulin has four villages.
DISTRICT = "63.72.02"
VILLAGES = regions.load().children(DISTRICT)


def squares(
    codes: list[str], *, x: float = 114.8, y: float = -3.5
) -> geopandas.GeoDataFrame:
    """A row of touching squares, a tenth of a degree wide."""
    shapes = [box(x + i / 10, y, x + (i + 1) / 10, y + 0.1) for i in range(len(codes))]
    return geopandas.GeoDataFrame({"kode": codes}, geometry=shapes, crs=4326)


def save(frame: geopandas.GeoDataFrame, path: Path) -> Path:
    frame.to_file(path, driver="GeoJSON")
    return path


def shapes_of(
    store: Path, level: str, province: str = "63"
) -> dict[str, shapely.Geometry]:
    layers = load_layers(store, None, province, "boundaries")
    assert layers is not None
    layer = layers.layers[level]
    path = store / "geometry" / f"{layer.sha256}.json.gz"
    features = json.loads(gzip.decompress(path.read_bytes()))["features"]
    return {
        code: shapely.geometry.shape(f["geometry"])
        for code, f in zip(layer.codes, features, strict=True)
    }


def test_codes_are_matched_missing_and_unknown(tmp_path: Path) -> None:
    codes = [VILLAGES[0], VILLAGES[1].replace(".", ""), "99.99", "halo"]
    report = load_boundaries(
        tmp_path, save(squares(codes), tmp_path / "a.geojson"), "kode"
    )
    assert report.matched == VILLAGES[:2]
    assert report.unknown == ("99.99", "halo")
    in_province = set(regions.load().below("63", "village"))
    assert set(report.missing) == in_province - set(VILLAGES[:2])
    assert report.provinces == ("63",)
    text = report.as_text()
    assert "Cocok: 2" in text and "Tidak ada di berkas: 2014" in text and "halo" in text


@pytest.mark.parametrize("kind", ["a.gpkg", "a.shp", "a.parquet", "a.geojson"])
def test_formats_and_number_codes(tmp_path: Path, kind: str) -> None:
    frame = squares(list(VILLAGES))
    frame["nomor"] = [int(code.replace(".", "")) for code in VILLAGES]
    path = tmp_path / kind
    if kind.endswith("parquet"):
        frame.to_parquet(path)
    else:
        frame.to_file(path)
    assert load_boundaries(tmp_path / "store", path, "nomor").matched == VILLAGES


def test_levels_above_are_dissolved_without_inner_lines(tmp_path: Path) -> None:
    load_boundaries(
        tmp_path, save(squares(list(VILLAGES)), tmp_path / "a.geojson"), "kode"
    )
    layers = load_layers(tmp_path, None, "63", "boundaries")
    assert layers is not None and layers.levels == ("regency", "district", "village")
    whole = shapes_of(tmp_path, "district")[DISTRICT]
    assert len(shapely.get_parts(whole)) == 1
    assert whole.area == pytest.approx(len(VILLAGES) * 0.01, rel=1e-2)
    assert all(unpacked(path) for path in (tmp_path / "geometry").iterdir())
    assert LayerSet.from_json(layers.to_json()) == layers


def test_neighbours_still_share_their_edge_after_simplifying(tmp_path: Path) -> None:
    wavy = [(114.9 + (i % 2) / 50_000, -3.5 + i / 1000) for i in range(101)]
    west = Polygon([(114.8, -3.5), *wavy, (114.8, -3.4)])
    east = Polygon([(115.0, -3.5), *wavy, (115.0, -3.4)])
    frame = geopandas.GeoDataFrame(
        {"kode": list(VILLAGES[:2])}, geometry=[west, east], crs=4326
    )
    load_boundaries(tmp_path, save(frame, tmp_path / "a.geojson"), "kode")
    one, other = shapes_of(tmp_path, "village").values()
    assert shapely.get_num_coordinates(one) < 20
    assert one.intersection(other).area == 0
    assert shapely.union(one, other).area == pytest.approx(0.02, rel=1e-2)
    shared = one.intersection(other)
    assert shared.length == pytest.approx(0.1, rel=0.05)


def test_several_files_complement_each_other(tmp_path: Path) -> None:
    load_boundaries(
        tmp_path, save(squares(["63.71", "63.72"]), tmp_path / "r.geojson"), "kode"
    )
    first = load_layers(tmp_path, None, "63", "boundaries")
    assert first is not None and first.levels == ("regency",)
    load_boundaries(
        tmp_path, save(squares(list(VILLAGES)), tmp_path / "v.geojson"), "kode"
    )
    second = load_layers(tmp_path, None, "63", "boundaries")
    assert second is not None and second.levels == ("regency", "district", "village")
    # The regencies are still those that were loaded, not dissolved.
    assert set(second.layers["regency"].codes) == {"63.71", "63.72"}
    load_boundaries(
        tmp_path, save(squares([VILLAGES[0]]), tmp_path / "v2.geojson"), "kode"
    )
    assert list(shapes_of(tmp_path, "village")) == [VILLAGES[0]]
    assert set(centres(tmp_path, "63")) == {"63.71", "63.72", VILLAGES[0]}


def test_mixed_levels_in_one_file(tmp_path: Path) -> None:
    frame = squares(["63.71", "63.72", "11.01"])
    report = load_boundaries(tmp_path, save(frame, tmp_path / "a.geojson"), "kode")
    assert report.provinces == ("11", "63")
    assert load_layers(tmp_path, None, "11", "boundaries") is not None


def test_other_coordinate_systems_become_degrees(tmp_path: Path) -> None:
    metres = squares(list(VILLAGES)).to_crs(32750)
    metres.to_file(tmp_path / "a.gpkg")
    load_boundaries(tmp_path, tmp_path / "a.gpkg", "kode")
    west, south, _east, _north = shapes_of(tmp_path, "village")[VILLAGES[0]].bounds
    assert (west, south) == pytest.approx((114.8, -3.5), abs=1e-3)


def test_invalid_shapes_are_mended_and_split_ones_joined(tmp_path: Path) -> None:
    bow = Polygon([(114.8, -3.5), (114.9, -3.4), (114.9, -3.5), (114.8, -3.4)])
    frame = geopandas.GeoDataFrame(
        {"kode": [VILLAGES[0], VILLAGES[1], VILLAGES[1]]},
        geometry=[bow, box(115, -3.5, 115.1, -3.4), box(115.2, -3.5, 115.3, -3.4)],
        crs=4326,
    )
    load_boundaries(tmp_path, save(frame, tmp_path / "a.geojson"), "kode")
    first, second = shapes_of(tmp_path, "village").values()
    assert first.is_valid and first.area == pytest.approx(0.005, rel=0.01)
    assert isinstance(second, MultiPolygon) and len(second.geoms) == 2


def test_a_village_too_small_to_see_is_still_there(tmp_path: Path) -> None:
    frame = squares(list(VILLAGES))
    frame.loc[0, "geometry"] = box(114.7, -3.5, 114.70001, -3.49999)
    load_boundaries(tmp_path, save(frame, tmp_path / "a.geojson"), "kode")
    assert shapes_of(tmp_path, "village")[VILLAGES[0]].area > 0


def refusal(store: Path, path: Path, field: str = "kode") -> str:
    before = sorted(p.name for p in store.rglob("*"))
    with pytest.raises(BoundaryError) as caught:
        load_boundaries(store, path, field)
    assert sorted(p.name for p in store.rglob("*")) == before
    return str(caught.value)


def test_refusals_say_what_is_wrong_and_change_nothing(tmp_path: Path) -> None:
    store = tmp_path / "store"
    store.mkdir()
    good = save(squares(list(VILLAGES)), tmp_path / "a.geojson")
    assert "kode" in refusal(store, good, "KODE_DESA")
    assert "tidak ditemukan" in refusal(store, tmp_path / "none.geojson")
    (tmp_path / "b.geojson").write_text("not a map")
    assert "b.geojson" in refusal(store, tmp_path / "b.geojson")
    nobody = save(squares(["abc", "99"]), tmp_path / "c.geojson")
    assert "abc" in refusal(store, nobody)
    lines = squares(list(VILLAGES)).assign(geometry=LineString([(114, -3), (115, -3)]))
    assert "LineString" in refusal(store, save(lines, tmp_path / "d.geojson"))
    far = squares(list(VILLAGES), x=400_000, y=9_000_000).set_crs(
        None, allow_override=True
    )
    far.to_parquet(tmp_path / "e.parquet")
    assert "koordinat" in refusal(store, tmp_path / "e.parquet")
    assert read_index(store) == {"kept": {}, "layers": {}}
