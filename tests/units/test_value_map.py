"""Classes of the map of any value."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pytest

from imbang import formats
from imbang.analysis.coverage_steps import UNKNOWN
from imbang.analysis.judgement import steps_of
from imbang.drawing.colours import PALETTES, RAMP_KEYS, Ramp, Theme
from imbang.drawing.maps import value_map
from imbang.drawing.maps.labels import window, window_around
from imbang.drawing.maps.value_map import Classes
from imbang.geometry import nation
from imbang.geometry.schematic import write_hexagons
from imbang.reference import regions
from imbang.reference.levels import NATION
from imbang.wording import judgements


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


def judged_rows() -> pd.DataFrame:
    """Rows of ``indicator_values``: two regencies, the second unknown."""
    codes = ["63.71", "63.72", "63.01", "63.02"]
    told = ["ample", "unknown", "clearly_short", "undecided"]
    return pd.DataFrame(
        {
            "region_code": codes,
            "unit": "percent",
            "value": [80.0, None, 10.0, 60.0],
            "reference": 60.0,
            "against": "target",
            "judgement": told,
            "limit_low_95": [55.0, None, 52.0, 50.0],
            "limit_high_95": [65.0, None, 68.0, 70.0],
        }
    )


def test_the_best_is_never_in_the_worst_colour() -> None:
    names = regions.load().names
    frame = pd.DataFrame({"code": list(names), "name": list(names.values())})
    with TemporaryDirectory() as folder:
        layers = write_hexagons(Path(folder), frame, "63")
    rows = judged_rows()
    steps_ = steps_of(rows["judgement"].to_numpy(dtype=object))
    figure = value_map.value_map(
        layers,
        rows,
        Classes((), steps_, ramp="judged"),
        level="regency",
        focus="63",
        hover=[judgements.told(row) for row in rows.to_dict("records")],
    )
    known = next(t for t in figure.data if t.type == "choropleth" and t.text)
    scale = [colour for _limit, colour in known.colorscale][::2]
    codes = [layers.layers["regency"].codes[i] for i in known.locations]
    fills = {code: scale[z] for code, z in zip(codes, known.z, strict=True)}
    judged = PALETTES["light"].judged
    assert fills == {"63.71": judged[4], "63.01": judged[0], "63.02": judged[2]}
    assert next(iter(known.text)) == "++ Jelas mencapai target"


def test_the_legend_of_judgements_counts_each() -> None:
    told = judgements.legend(judged_rows())
    assert [(key, n) for key, _name, n in told] == [
        ("clearly_short", "1"),
        ("probably_short", "0"),
        ("undecided", "1"),
        ("enough", "0"),
        ("ample", "1"),
        ("unknown", "1"),
    ]
    assert told[0][1] == "−− jelas belum mencapai target"
    assert judgements.told_reference(judged_rows(), "Kalimantan Selatan") == (
        "terhadap target 60,0\N{NO-BREAK SPACE}%"
    )
    assert judgements.counted(judged_rows()).startswith(
        "1 dari 3 jelas belum mencapai target, 1 jelas mencapai target"
    )


def test_what_neither_side_is_better_of_is_no_judgement() -> None:
    rows = judged_rows().assign(judgement=None, against=None, reference=None)
    assert not judgements.is_judged(rows)
    assert judgements.told_reference(rows, "x") == ""
    assert judgements.told(rows.iloc[0].to_dict()) == ""
    assert value_map.classify(rows["value"]).ramp == "amounts"


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("ramp", RAMP_KEYS)
def test_names_are_read_on_every_colour(theme: Theme, ramp: Ramp) -> None:
    def light(colour: str) -> float:
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
            for c in channels
        ]
        return 0.05 + 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for fill, letters in PALETTES[theme].ramp(ramp):
        pair = sorted([light(fill), light(letters)])
        assert pair[1] / pair[0] >= 4.5, (fill, letters)


def test_older_figures_are_hatched_in_letters_of_their_step() -> None:
    frame = pd.DataFrame({"code": ["63.01", "63.02", "63.03"], "name": ["A", "B", "C"]})
    villages = pd.DataFrame(
        {"code": [f"{c}.01.2001" for c in frame["code"]], "name": ["a", "b", "c"]}
    )
    districts = pd.DataFrame(
        {"code": [f"{c}.01" for c in frame["code"]], "name": ["x", "y", "z"]}
    )
    province = pd.DataFrame({"code": ["63"], "name": ["P"]})
    whole = pd.concat([province, frame, districts, villages], ignore_index=True)
    rows = pd.DataFrame({"region_code": frame["code"]})
    classes = value_map.classify([1.0, None, 9.0])
    with TemporaryDirectory() as folder:
        layers = write_hexagons(Path(folder), whole, "63")
    figure = value_map.value_map(
        layers,
        rows,
        classes,
        level="regency",
        focus="63",
        hover=[""] * 3,
        older=np.array([False, True, True]),
    )
    [hatch] = [trace for trace in figure.data if trace.meta == "hatch"]
    ids = [layers.layers["regency"].ids[code] for code in ("63.02", "63.03")]
    assert list(hatch.locations) == ids
    palette = PALETTES["light"]
    colours = [hatch.colorscale[2 * step][1] for step in hatch.z]
    assert colours == [palette.ink, palette.amounts_written[classes.steps[2]]]


def test_a_closer_view_holds_its_regions_and_leaves_out_much() -> None:
    layers = nation.layers()
    whole = window(layers, NATION)
    regencies = layers.layers["regency"]

    def view(*codes: str) -> tuple[float, ...]:
        west, south, east, north = window_around(layers, NATION, "regency", codes)
        for code in codes:
            left, low, right, high = regencies.bounds[regencies.ids[code]]
            assert west <= left and right <= east and south <= low and high <= north
        return west, south, east, north

    assert view() == whole
    assert view("11.71", "93.01") == whole  # from Banda Aceh to Merauke
    west, _south, east, _north = view("12.71", "75.71")
    assert east - west < 0.8 * (whole[2] - whole[0])
