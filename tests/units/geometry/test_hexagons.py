"""The schematic layout: every village once, nothing overlapping, groups together."""

import numpy as np
import pandas as pd
import pytest
from scipy.spatial import cKDTree

from imbang.geometry.hexagons import Layout, lay_out
from imbang.geometry.names import short_names
from imbang.geometry.schematic import regency_centres
from imbang.reference import regions


def villages_of(province: str) -> pd.DataFrame:
    return pd.DataFrame({"code": list(regions.load().below(province, "village"))})


def layout_of(province: str) -> Layout:
    names = {c: n for c, n in regions.load().names.items() if c[:2] == province}
    return lay_out(villages_of(province), short_names(names), regency_centres())


@pytest.fixture(scope="module")
def layout() -> Layout:
    return layout_of("63")


def parts(places: np.ndarray, *, reach: float) -> int:
    """How many connected parts ``places`` fall into, steps up to ``reach``."""
    tree = cKDTree(places)
    left, count = set(range(len(places))), 0
    while left:
        count += 1
        queue = [left.pop()]
        while queue:
            for near in tree.query_ball_point(places[queue.pop()], reach):
                if near in left:
                    left.remove(near)
                    queue.append(near)
    return count


def test_every_village_has_its_own_hexagon(layout: Layout) -> None:
    assert len(layout.codes) == 2016
    assert list(layout.codes) == sorted(villages_of("63")["code"])


@pytest.mark.parametrize("province", ["63", "31", "65"])
def test_hexagons_do_not_overlap(province: str) -> None:
    places = layout_of(province).places
    nearest = cKDTree(places).query(places, k=2)[0][:, 1]
    assert nearest.min() >= 1 - 1e-6


def test_regencies_are_discs_apart_from_each_other(layout: Layout) -> None:
    regency = np.array([code[:5] for code in layout.codes])
    for code, middle, radius in zip(
        layout.regencies, layout.middles, layout.radii, strict=True
    ):
        distance = np.hypot(*(layout.places - middle).T)
        assert distance[regency == code].max() < radius + 0.6
        assert distance[regency != code].min() > radius


def test_districts_are_in_one_part_and_parted_from_others(layout: Layout) -> None:
    district = np.array([code[:8] for code in layout.codes])
    split = [
        d
        for d in np.unique(district)
        if parts(layout.places[district == d], reach=1.01) > 1
    ]
    assert len(split) <= 3, split
    pairs = cKDTree(layout.places).query_pairs(1.01, output_type="ndarray")
    touching = district[pairs[:, 0]] != district[pairs[:, 1]]
    assert touching.mean() < 0.02


def test_villages_near_in_code_are_near_on_the_map(layout: Layout) -> None:
    step = np.hypot(*np.diff(layout.places, axis=0).T)
    same = [
        a[:8] == b[:8] for a, b in zip(layout.codes, layout.codes[1:], strict=False)
    ]
    assert np.median(step[same]) < 1.01
    assert np.quantile(step[same], 0.9) < 3.1


def test_places_keep_their_direction(layout: Layout) -> None:
    middle = dict(zip(layout.regencies, layout.middles, strict=True))
    assert middle["63.09"][1] == max(y for _x, y in layout.middles)  # Tabalong, north
    assert middle["63.02"][0] == max(x for x, _y in layout.middles)  # Kotabaru, east
    assert middle["63.71"][0] < middle["63.72"][0] < middle["63.03"][0]


def test_the_same_input_gives_the_same_map(layout: Layout) -> None:
    again = layout_of("63")
    assert np.array_equal(again.places, layout.places)
    shuffled = villages_of("63").sample(frac=1, random_state=1)
    names = {c: n for c, n in regions.load().names.items() if c[:2] == "63"}
    mixed = lay_out(shuffled, short_names(names), regency_centres())
    assert np.array_equal(mixed.places, layout.places)


def test_a_province_without_places_is_laid_out_in_code_order() -> None:
    places = layout_of("65")
    assert len(places.codes) == len(villages_of("65"))
    assert np.isfinite(places.places).all()


def test_one_village_alone() -> None:
    one = lay_out(pd.DataFrame({"code": ["63.01.01.2001"]}), {}, {})
    assert one.places.shape == (1, 2)


def test_known_places_order_districts_and_villages() -> None:
    codes = [f"63.01.0{d}.200{v}" for d in (1, 2) for v in range(1, 6)]
    centres = {
        "63.01": (115.0, -3.0),
        "63.01.01": (115.2, -3.0),
        "63.01.02": (114.8, -3.0),
    }
    centres |= {c: (115.0, -3 - 0.01 * int(c[-1])) for c in codes}
    placed = lay_out(pd.DataFrame({"code": codes}), {}, centres)
    assert placed.places[:5, 0].mean() > placed.places[5:, 0].mean()
    assert placed.places[0, 1] > placed.places[4, 1]


def test_short_names_keep_kota_where_it_tells_apart() -> None:
    names = {"32.01": "Kabupaten Bogor", "32.71": "Kota Bogor", "32.77": "Kota Cimahi"}
    assert short_names(names) == {
        "32.01": "Bogor",
        "32.71": "Kota Bogor",
        "32.77": "Cimahi",
    }
    # A district of the same name lies inside, not beside.
    assert (
        short_names({"63.72": "Kota Banjarbaru", "63.72.05": "Banjarbaru"})["63.72"]
        == "Banjarbaru"
    )
