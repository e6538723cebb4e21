"""Maps and tables on paper: areas in their colours, names, legend; rows and their number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex

from imbang.drawing import columns
from imbang.drawing.colours import PALETTES, RAMP_KEYS
from imbang.drawing.maps import value_map
from imbang.drawing.paper import picture, swatches
from imbang.drawing.paper import table as tables
from imbang.drawing.paper.picture import Frame
from imbang.geometry.layers import LayerSet, write_layer
from imbang.geometry.rings import read_rings
from imbang.store.damage import Broken
from imbang.texts import use_language
from tests.units.paper.cases import HOSTILE, LONG, WORD

CODES = ["63.01", "63.02", "63.03"]


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    use_language("id")
    yield
    use_language("id")


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, LayerSet]:
    """Three squares side by side, the second with a hole."""
    store = tmp_path_factory.mktemp("map")
    (store / "geometry").mkdir()
    squares = [shapely.box(115 + i, -3, 116 + i, -2) for i in range(3)]
    squares[1] = squares[1].difference(shapely.box(116.4, -2.6, 116.6, -2.4))
    middles = np.array([[115.5 + i, -2.5] for i in range(3)])
    layer = write_layer(
        store / "geometry",
        "regency",
        np.array(squares),
        CODES,
        properties={"name": [HOSTILE, LONG, WORD], "within": ["", "", ""]},
        labels=["Satu", "Dua &amp; tiga", "Empat<br>lima"],
        label_points=middles,
    )
    return store, LayerSet("63", "boundaries", {"regency": layer})


def picture_of(
    drawn: tuple[Path, LayerSet], older: Sequence[bool] = ()
) -> picture.Canvas:
    store, layers = drawn
    rows = pd.DataFrame({"region_code": CODES, "value": [5.0, 90.0, None]})
    classes = value_map.classify(rows["value"])
    figure = value_map.value_map(
        layers,
        rows,
        classes,
        level="regency",
        focus="63",
        hover=["", "", ""],
        older=np.array(older, dtype=bool) if older else None,
    )
    told = value_map.legend(classes)
    return picture.compose(
        figure,
        Frame(HOSTILE, "per orang", ["Sumber"]),
        entries=swatches.entries(told),
        shapes=lambda address: read_rings(store, address),
    )


def test_areas_have_the_colours_of_their_steps(drawn: tuple[Path, LayerSet]) -> None:
    canvas = picture_of(drawn)
    palette = PALETTES["light"]
    known, unknown = [
        one for one in canvas.axes.collections if isinstance(one, PathCollection)
    ][:2]
    low, high = (to_hex(fill) for fill in known.get_facecolors())
    assert low in palette.amounts[1:]
    assert high == palette.amounts[3]
    assert [to_hex(fill) for fill in unknown.get_facecolors()] == [palette.unknown]
    boxes = [path.get_extents() for path in known.get_paths()]
    assert boxes[0].x1 == pytest.approx(boxes[1].x0)  # beside each other
    assert boxes[0].width == pytest.approx(boxes[1].width)
    assert len(known.get_paths()[1].vertices) == 10  # the hole is one
    assert boxes[0].height > boxes[0].width  # Mercator, by a little
    assert boxes[0].height < 1.01 * boxes[0].width


def test_names_and_legend_with_counts_stand_on_a_map(
    drawn: tuple[Path, LayerSet],
) -> None:
    canvas = picture_of(drawn)
    written = [text for text, _box in canvas.boxes]
    assert {"Satu", "Dua & tiga", "Empat lima"} <= set(written)
    assert "belum diketahui 1" in written
    sheet = canvas.sheet
    for text, box in canvas.boxes:
        assert sheet.left <= box.left < box.right <= sheet.right, text
        assert sheet.top <= box.top < box.bottom <= sheet.bottom, text


def test_every_key_of_a_legend_can_be_drawn() -> None:
    keys = [key for keys in RAMP_KEYS.values() for key in keys]
    keys += ["no_psm", "short", "served", "unknown", "idle", "older"]
    canvas = picture.Canvas(700, 100)
    for entry in swatches.entries([(key, key, "1") for key in keys]):
        entry.draw(canvas, picture.chart.Box(0, 0, 18, 12))
    assert len(canvas.axes.collections) >= len(keys) - 1
    assert [one.get_hatch() for one in canvas.axes.patches if one.get_hatch()]


def test_older_figures_are_hatched_in_the_ink_of_their_colour(
    drawn: tuple[Path, LayerSet],
) -> None:
    canvas = picture_of(drawn, older=[False, True, True])
    hatched = [one for one in canvas.axes.patches if one.get_hatch()]
    inks = {to_hex(one.get_hatchcolor()) for one in hatched}
    letters = [ink for _fill, ink in PALETTES["light"].ramp("amounts")]
    assert len(hatched) == 2
    assert PALETTES["light"].ink in inks  # of what is not known
    assert inks <= {*letters, PALETTES["light"].ink}
    assert [len(one.get_path().vertices) for one in hatched] == [
        10,
        5,
    ]  # one has a hole


def test_a_damaged_layer_is_told(drawn: tuple[Path, LayerSet], tmp_path: Path) -> None:
    _store, layers = drawn
    with pytest.raises(Broken):
        read_rings(tmp_path, layers.layers["regency"].address)
    with pytest.raises(ValueError, match="passwd"):
        read_rings(tmp_path, "/geo/../../etc/passwd")


def listed(count: int) -> tuple[pd.DataFrame, tuple[columns.Column, ...]]:
    names = [HOSTILE, LONG, WORD, *(f"Desa {i}" for i in range(3, count))][:count]
    rows = pd.DataFrame(
        {
            "region_code": [f"63.01.01.{2000 + i}" for i in range(count)],
            "region_name": names,
            "people": [float(i) if i else None for i in range(count)],
        }
    )
    return rows, (columns.region("Desa"), columns.number("people", "Orang terdaftar"))


@pytest.mark.parametrize(
    ("language", "told"), [("id", "40 dari 2.016 baris"), ("en", "40 of 2,016 rows")]
)
def test_a_table_has_its_first_rows_and_says_how_many_there_are(
    language: str, told: str
) -> None:
    use_language(language)
    canvas = picture.table(*listed(2016), Frame("Judul", "", ["Sumber"]))
    written = ["".join(text.split()) for text, _box in canvas.boxes]
    for name in (HOSTILE, LONG, WORD, "Desa 39", told, "–", "39", "Orang terdaftar"):
        assert "".join(name.split()) in written
    assert "Desa40" not in written
    sheet = canvas.sheet
    for text, box in canvas.boxes:
        assert sheet.left <= box.left < box.right <= sheet.right, text
    cells = [box for _text, box in canvas.boxes[:80]]
    for i, box in enumerate(cells):
        assert not any(box.meets(other) for other in cells[i + 1 :])


def test_a_short_table_leaves_nothing_out_and_an_empty_one_says_so() -> None:
    written = [text for text, _box in picture.table(*listed(5), Frame("")).boxes]
    assert not any("baris" in text for text in written)
    rows, told = listed(5)
    empty = [text for text, _box in picture.table(rows.head(0), told, Frame("")).boxes]
    assert "Tidak ada baris." in empty
    assert tables.ROWS == 40
