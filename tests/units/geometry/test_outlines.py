"""Files of boundaries as the country publishes them: in by code or name, or told why not.

Made-up twins of real files: their fields and troubles, squares for shapes.
"""

import json
import zipfile
from collections.abc import Sequence
from pathlib import Path

import geopandas
import pandas as pd
import pytest
from shapely.geometry import box

from imbang.geometry.reading import read_index
from imbang.intake.outlines.fields import level_of_field, read_fields
from imbang.intake.outlines.loading import BoundaryError, load_boundaries
from imbang.intake.outlines.matching import Matching, are_codes_of_bps, match
from imbang.refusals import Misuse

Rows = Sequence[dict[str, object]]


def squares(rows: Rows) -> geopandas.GeoDataFrame:
    """An area for each row, side by side."""
    shapes = [box(114.8 + i / 10, -3.5, 114.9 + i / 10, -3.4) for i in range(len(rows))]
    return geopandas.GeoDataFrame(pd.DataFrame(rows), geometry=shapes, crs=4326)


def saved(tmp_path: Path, rows: Rows) -> Path:
    path = tmp_path / "areas.geojson"
    squares(rows).to_file(path, driver="GeoJSON")
    return path


def matched(rows: Rows, field: str | None, within: str = "ID") -> Matching:
    fields = read_fields(squares(rows), "geometry")
    of_bps = field is not None and are_codes_of_bps(fields, field)
    return match(fields, field, within, of_bps=of_bps)


def chosen(rows: Rows) -> str | None:
    return read_fields(squares(rows), "geometry").with_codes()


def refused(store: Path, path: Path, **said: str) -> str:
    with pytest.raises(BoundaryError) as caught:
        load_boundaries(store, path, **said)
    assert read_index(store) == {"kept": {}, "layers": {}}
    return str(caught.value)


BIG = [
    {"KDEPUM": "63.71.01.1001", "WADMKD": "Mantuil", "WADMKC": "Banjarmasin Selatan"},
    {"KDEPUM": "63.71.01.1002", "WADMKD": "Kelayan Selatan", "WADMKC": ""},
]


def test_areas_of_one_code_are_united_and_told(tmp_path: Path) -> None:
    report = load_boundaries(tmp_path, saved(tmp_path, [*BIG, BIG[0]]), "KDEPUM")
    assert report.united == {"63.71.01.1001": 2}
    text = report.as_text()
    assert "bidangnya digabung: 1" in text and "63.71.01.1001 Mantuil: 2 bidang" in text


def test_one_code_at_areas_of_unknown_different_names_is_refused(
    tmp_path: Path,
) -> None:
    rows = [
        {"kode": "63.71.01.1001", "nama": "Blok Utara"},
        {"kode": "63.71.01.1001", "nama": "Blok Selatan"},
        {"kode": "63.71.01.1002", "nama": "Kelayan Selatan"},
    ]
    told = refused(tmp_path, saved(tmp_path, rows), code_field="kode")
    assert "63.71.01.1001" in told and "Blok Utara" in told and "Blok Selatan" in told


def test_of_one_code_the_area_of_its_name_counts_and_the_other_is_told() -> None:
    rows = [
        {"CC_2": "7501", "NAME_2": "Boalemo", "NAME_1": "Gorontalo"},
        {"CC_2": "7501", "NAME_2": "Danau Kecil", "NAME_1": "Gorontalo"},
    ]
    found = matched(rows, "CC_2")
    assert found.regions == ["75.02", None]
    assert found.apart == ["75.02 Kabupaten Boalemo, bernama “Danau Kecil”"]


def test_a_code_whose_district_is_named_otherwise_is_left_out_and_told() -> None:
    # both are called Sepadu; the second one's code is that of the first
    rows = [
        {"kode_desa": 6101132004.0, "namobj": "Sepadu", "wiadkc": "SEMPARUK"},
        {"kode_desa": 6101132004.0, "namobj": "Sepadu", "wiadkc": "TELUK KERAMAT"},
    ]
    found = matched(rows, "kode_desa")
    assert found.regions == ["61.01.13.2004", None]
    assert "TELUK KERAMAT" in found.apart[0]


def test_another_spelling_of_a_name_contradicts_nothing() -> None:
    rows = [{"KDEPUM": "16.71.06.1007", "WADMKD": "Satu Ilir", "WADMKK": "Palembang"}]
    assert matched(rows, "KDEPUM").regions == ["16.71.06.1007"]


def test_names_that_fit_few_codes_refuse_the_file(tmp_path: Path) -> None:
    rows = [
        {"kode": "63.71.01", "nama": "Banjarmasin Timur"},
        {"kode": "63.71.02", "nama": "Banjarmasin Barat"},
        {"kode": "63.71.03", "nama": "Banjarmasin Selatan"},
    ]
    told = refused(tmp_path, saved(tmp_path, rows))
    assert "63.71.01 Banjarmasin Selatan, bernama “Banjarmasin Timur”" in told


def test_codes_of_bps_without_names_are_refused_as_such(tmp_path: Path) -> None:
    told = refused(
        tmp_path, saved(tmp_path, [{"x": "9999010001"}, {"x": "9999010002"}])
    )
    assert "BPS" not in told
    rows = [{"iddesa": "1401030999"}, {"iddesa": "1401030998"}]
    told = refused(tmp_path, saved(tmp_path, rows))
    assert "kode BPS" in told and "1401030998" in told and "Kemendagri" in told


def test_codes_of_bps_with_names_are_found_within_their_regency() -> None:
    rows = [
        {"ADM3_PCODE": "ID3201140", "ADM3_EN": "Babakan Madang", "ADM2_EN": "Bogor"},
        {
            "ADM3_PCODE": "ID3271010",
            "ADM3_EN": "Bogor Selatan",
            "ADM2_EN": "Kota Bogor",
        },
        {"ADM3_PCODE": "ID3201999", "ADM3_EN": "Babakan Madan", "ADM2_EN": "Bogor"},
        {"ADM3_PCODE": "ID3201998", "ADM3_EN": "Tanjung", "ADM2_EN": "Bogor"},
    ]
    found = matched(rows, "ADM3_PCODE")
    assert found.regions[:2] == ["32.01.05", "32.71.01"]
    assert (
        len(found.unknown) == 1
        and "3201998 “Tanjung” (terdekat: 32.01" in found.unknown[0]
    )


def test_codes_of_bps_that_a_table_has_need_no_name_and_yield_to_one() -> None:
    assert matched([{"iddesa": "6371010001"}], "iddesa").regions == ["63.71.01.1001"]
    rows = [
        {"iddesa": "3273111001", "nmdesa": "Mekar Mulya"},
        {"iddesa": "3273111002", "nmdesa": "Cipadung Kidul"},
    ]
    found = matched(rows, "iddesa")
    assert found.by_name == set() and all(found.regions)
    found = matched([{"iddesa": "6371010001", "nmdesa": "Kelayan Selatan"}], "iddesa")
    assert found.by_name == {0} and found.regions == ["63.71.01.1002"]


def test_regencies_numbered_by_bps_are_told_by_their_names() -> None:
    rows = [
        {"CC_2": "1107", "NAME_2": "Aceh Barat", "NAME_1": "Aceh"},
        {"CC_2": "1108", "NAME_2": "Aceh Besar", "NAME_1": "Aceh"},
        {"CC_2": "5103", "NAME_2": "Badung", "NAME_1": "Bali"},
    ]
    assert matched(rows, "CC_2").regions == ["11.05", "11.06", "51.03"]
    of_kemendagri = [
        {"KDBBPS": "1107", "WADMKK": "Pidie"},
        {"KDBBPS": "1108", "WADMKK": "Aceh Utara"},
    ]
    assert matched(of_kemendagri, "KDBBPS").regions == ["11.07", "11.08"]
    without_names = [{"kode_bps": "1107"}, {"kode_bps": "1108"}]
    assert matched(without_names, "kode_bps").regions == ["11.05", "11.06"]


def test_of_both_code_systems_kemendagris_is_taken(tmp_path: Path) -> None:
    rows = [row | {"KDEBPS": f"637101000{i}"} for i, row in enumerate(BIG, 1)]
    report = load_boundaries(tmp_path, saved(tmp_path, rows), "KDEBPS")
    assert report.matched == ("63.71.01.1001", "63.71.01.1002")
    assert "KDEBPS" in report.notes[0] and "KDEPUM" in report.notes[0]


def test_names_alone_are_found_with_their_regency_or_within_what_is_said() -> None:
    rows = [
        {"kecamatan": "Raman Utara", "kab_kota": "Lampung Timur"},
        {"kecamatan": "Sekampung", "kab_kota": "Lampung Timur"},
    ]
    assert matched(rows, None).regions == ["18.07.09", "18.07.05"]
    rows = [{"Kelurahan": "Kel. Delima", "Kecamatan": "Kec. Binawidya"}]
    assert matched(rows, None).regions == [None]
    assert matched(rows, None, "14.71").by_name == {0}
    rows = [{"WADMKK": "Gorontalo"}, {"WADMKK": "Kota Gorontalo"}]
    assert matched(rows, None).regions == ["75.01", "75.71"]


def test_names_of_no_level_are_of_the_one_that_the_others_are_of() -> None:
    # Bilato is a district and a village of its own
    names = ("Batudaa Pantai", "Boliyohuto", "Tibawa", "Bilato")
    rows = [{"NAMOBJ": name, "WADMKK": "Gorontalo"} for name in names]
    assert all(code and code.count(".") == 2 for code in matched(rows, None).regions)


def test_the_field_of_codes_is_the_one_that_tells_areas_apart() -> None:
    split = {"kd_propinsi": "35", "kd_dati2": "16"}
    assert chosen([split | {"kd": "001"}, split | {"kd": "002"}]) is None
    assert chosen([{"kd_propinsi": "35", "nm_kelurahan": "Jampirogo"}]) is None
    rows = [
        {"ADM2_PCODE": "ID3201", "ADM3_PCODE": "ID3201140"},
        {"ADM2_PCODE": "ID3201", "ADM3_PCODE": "ID3201210"},
    ]
    assert chosen(rows) == "ADM3_PCODE"
    assert chosen([row | {"kode": "6371010001"} for row in BIG]) == "KDEPUM"


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("WADMKD", "village"),
        ("NAME_4", "village"),
        ("nmdesa", "village"),
        ("desa_kelur", "village"),
        ("nm_kecamatan", "district"),
        ("ADM3_EN", "district"),
        ("wiadkc", "district"),
        ("kab_kota", "regency"),
        ("WADMPR", "province"),
        ("NAMOBJ", None),
        ("TYPE_2", None),
    ],
)
def test_fields_say_the_level_of_their_names(name: str, level: str | None) -> None:
    assert level_of_field(name) == level


def test_an_area_without_a_valid_shape_is_told(tmp_path: Path) -> None:
    path = saved(tmp_path, BIG)
    content = json.loads(path.read_text())
    ring = content["features"][0]["geometry"]["coordinates"]
    ring.append([ring[0][0]])  # a hole of one point
    path.write_text(json.dumps(content))
    report = load_boundaries(tmp_path, path)
    assert report.matched == ("63.71.01.1002",)
    assert report.shapeless == ("63.71.01.1001 Mantuil",)
    assert "63.71.01.1001" in report.missing


@pytest.mark.parametrize("bad", ["NaN", "Infinity", "114.8"])
def test_an_area_of_no_numbers_or_no_extent_is_left_out(
    tmp_path: Path, bad: str
) -> None:
    path = saved(tmp_path, BIG)
    content = json.loads(path.read_text())
    corners = content["features"][0]["geometry"]["coordinates"][0]
    for corner in corners:
        corner[0] = 0.123456
    path.write_text(json.dumps(content).replace("0.123456", bad))
    report = load_boundaries(tmp_path, path)
    assert report.matched == ("63.71.01.1002",)
    assert report.shapeless == ("63.71.01.1001 Mantuil",)


def test_a_shape_that_rounding_makes_invalid_is_drawn(tmp_path: Path) -> None:
    # two squares joined by a line so thin that its sides meet on the map's grid
    ring = [
        (114.5, -3.5), (114.6, -3.5), (114.6, -3.45), (114.7, -3.45), (114.7, -3.5),
        (114.8, -3.5), (114.8, -3.4), (114.7, -3.4), (114.7, -3.44999),
        (114.6, -3.44999), (114.6, -3.4), (114.5, -3.4),
    ]  # fmt: skip
    frame = squares(BIG[:1])
    from shapely.geometry import Polygon

    frame["geometry"] = [Polygon(ring)]
    frame.to_file(tmp_path / "a.gpkg")
    assert load_boundaries(tmp_path / "s", tmp_path / "a.gpkg").matched


def zipped(path: Path, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)


def test_a_zipped_shapefile_goes_in_and_a_lone_one_says_what_it_lacks(
    tmp_path: Path,
) -> None:
    squares(BIG).to_file(tmp_path / "desa.shp")
    parts = {p.name: p.read_bytes() for p in tmp_path.glob("desa.*")}
    zipped(tmp_path / "desa.zip", parts)
    zipped(tmp_path / "deep.zip", {f"BATAS DESA/{n}": c for n, c in parts.items()})
    for name in ("desa.zip", "deep.zip"):
        assert len(load_boundaries(tmp_path / name[:4], tmp_path / name).matched) == 2
    (tmp_path / "desa.dbf").unlink()
    assert ".dbf" in refused(tmp_path / "store", tmp_path / "desa.shp")


GARBAGE = b"\x00\x01 no map \xff" * 40


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.geojson", b""),
        ("a.geojson", b'{"type": "FeatureCollection", "features": [{"type": "Fea'),
        ("a.geojson", b'{"type": "FeatureCollection", "features": []}'),
        ("a.geojson", b'{"kode": "63.71"}'),
        ("a.json", b"[1, 2]"),
        ("a.gpkg", GARBAGE),
        ("a.gpkg", b"SQLite format 3\x00" + GARBAGE),
        ("a.parquet", GARBAGE),
        ("a.zip", GARBAGE),
        ("a.zip", None),
        ("a.kml", GARBAGE),
    ],
)
def test_a_broken_file_is_refused_in_words(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    path = tmp_path / name
    if content is None:
        zipped(path, {"desa.shp": GARBAGE, "baca.txt": b"x"})
    else:
        path.write_bytes(content)
    told = refused(tmp_path / "store", path)
    assert name in told and str(tmp_path) not in told and "\n" not in told


def test_a_table_without_shapes_and_an_unknown_region_are_refused(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.csv").write_text("kode,nama\n63.71,x\n")
    assert "a.csv" in refused(tmp_path / "store", tmp_path / "a.csv")
    with pytest.raises(Misuse):
        load_boundaries(tmp_path / "store", saved(tmp_path, BIG), region="99")
