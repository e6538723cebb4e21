"""What a publish takes over from the last snapshot as long as what it follows from is the
same: maps and reference tables."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from shapely.geometry import box

from imbang.geometry import schematic
from imbang.intake.outlines.loading import load_boundaries
from imbang.progress import silently
from imbang.publishing import parts, referring, same_maps, snapshot_file
from imbang.publishing.publish import publish
from imbang.publishing.verify import verify
from imbang.settings import settings
from imbang.store.deliveries import Store
from imbang.store.snapshots import Snapshot
from imbang.store.workspace import Workspace

from ..together import place
from .conftest import send_needs

PROVINCES = ("63", "65")
MAPS = "marts.map_layers"


@pytest.fixture(autouse=True)
def _asks_as_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is remembered from publish to publish but what the store says."""
    monkeypatch.setattr(referring, "_kept", Forgetful())


class Forgetful(dict[str, Any]):
    def __setitem__(self, key: str, value: object) -> None:
        pass


@pytest.fixture(scope="module", params=("one piece", "parts"))
def published(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A store of two provinces that is published."""
    made = Store(tmp_path_factory.mktemp("published") / "store")
    for province in PROVINCES:
        send_needs(made, province, 5)
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "parts":
            patch.setattr(parts, "SMALL", 1)
        publish(made)
        yield made.folder


@pytest.fixture
def store(published: Path, tmp_path: Path) -> Store:
    """A copy of it."""
    return Store(Path(shutil.copytree(published, tmp_path / "store")))


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The provinces whose maps are drawn, in their order."""
    found: list[str] = []
    draw = schematic.write_hexagons

    def counted(folder: Path, names: Any, province: str, centres: Any) -> Any:
        found.append(province)
        return draw(folder, names, province, centres)

    monkeypatch.setattr(schematic, "write_hexagons", counted)
    return found


@pytest.fixture
def referred(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files of reference tables that are made anew."""
    found: list[Path] = []
    make = referring._make

    def counted(material: Any, file: Path) -> dict[str, str]:
        found.append(file)
        return make(material, file)

    monkeypatch.setattr(referring, "_make", counted)
    return found


def tables(snapshot: Snapshot, names: str) -> dict[str, list[Any]]:
    with duckdb.connect(str(snapshot.path), read_only=True) as work:
        found = work.execute(
            "select schema_name || '.' || table_name from duckdb_tables() "
            "where schema_name || '.' || table_name like $1 order by all",
            [names],
        ).fetchall()
        return {
            table: work.execute(f"from {table} order by all").fetchall()
            for (table,) in found
        }


def test_what_offices_send_changes_neither_maps_nor_reference_tables(
    store: Store, drawn: list[str], referred: list[Path]
) -> None:
    first = publish(store)
    send_needs(store, "63", 6)
    second = publish(store)
    assert (drawn, referred) == ([], [])
    assert second.manifest["figures"] != first.manifest["figures"]
    assert second.manifest["layers"] == first.manifest["layers"]
    assert len(second.manifest["layers"]) == 5 * len(PROVINCES)
    for names in (MAPS, "reference.%"):
        assert tables(first, names) == tables(second, names)
    assert len(tables(second, MAPS)[MAPS]) == len(PROVINCES)
    # verification takes nothing over
    assert verify(store, silently) == []
    assert (sorted(drawn), len(referred)) == ([*PROVINCES], 1)


def test_a_province_that_is_new_is_drawn(store: Store, drawn: list[str]) -> None:
    send_needs(store, "62", 4)
    made = publish(store)
    assert drawn == ["62"]
    assert [code for code, _meta in tables(made, MAPS)[MAPS]] == [
        "62",
        *PROVINCES,
    ]
    assert verify(store, silently) == []


def test_boundaries_that_are_loaded_draw_their_province_again(
    store: Store, drawn: list[str], tmp_path: Path
) -> None:
    before = tables(publish(store), MAPS)[MAPS]
    village = place("63").villages[0]
    load(store, tmp_path / "villages.geojson", village, 114.0)
    after = tables(publish(store), MAPS)[MAPS]
    assert drawn == ["63"]
    assert (after[0] != before[0], after[1]) == (True, before[1])
    # and again where others take their place
    load(store, tmp_path / "others.geojson", village, 115.5)
    publish(store)
    assert drawn == ["63", "63"]
    assert verify(store, silently) == []


def load(store: Store, file: Path, village: str, west: float) -> None:
    import geopandas

    shape = box(west, -3.4, west + 0.1, -3.3)
    geopandas.GeoDataFrame(
        {"kode": [village]}, geometry=[shape], crs="EPSG:4326"
    ).to_file(file, driver="GeoJSON")
    load_boundaries(store.folder, file, "kode")


def test_another_recipe_makes_all_of_it_again(
    store: Store,
    drawn: list[str],
    referred: list[Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(snapshot_file, "common", lambda: "other")
    publish(store)
    assert (sorted(drawn), len(referred)) == ([*PROVINCES], 1)


def test_settings_make_reference_tables_again(
    store: Store, drawn: list[str], referred: list[Path]
) -> None:
    settings.change(Workspace(store.folder), "norm", "150", by="Ani")
    made = publish(store)
    assert (drawn, len(referred)) == ([], 1)
    told = [str(row) for row in tables(made, "reference.%")["reference.settings"]]
    assert any("150" in one for one in told)
    assert verify(store, silently) == []


def test_a_map_whose_file_is_damaged_is_drawn_again(
    store: Store, drawn: list[str]
) -> None:
    made = publish(store)
    for one in store.geometry_folder.iterdir():
        one.write_bytes(b"damaged")
    send_needs(store, "63", 6)
    again = publish(store)
    assert sorted(drawn) == [*PROVINCES]
    assert again.manifest["layers"] == made.manifest["layers"]
    assert verify(store, silently) == []


def test_nothing_is_taken_from_a_snapshot_that_is_damaged(
    store: Store, drawn: list[str], referred: list[Path]
) -> None:
    made = publish(store)
    with made.path.open("rb+") as file:
        file.seek(made.path.stat().st_size // 2)
        file.write(b"damaged")
    publish(store)
    assert (sorted(drawn), len(referred)) == ([*PROVINCES], 1)


def test_the_key_of_a_map_is_its_own(store: Store) -> None:
    material = snapshot_file.gather(store, store.counted(), {})
    keys = same_maps.keys(material, "common")
    assert [*keys] == [*PROVINCES]
    assert len({*keys.values(), *same_maps.keys(material, "other").values()}) == 4
