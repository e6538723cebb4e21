"""Names on real boundaries: none on another, none on a region smaller than itself; on the
nation's hexagons none that hides a province.

The province is made up: a wide regency that holds a city of a few pixels, and one beside
it. The program of the map is shown it without a server.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas
import pandas as pd
import pytest
from playwright.sync_api import Page, Route
from shapely.geometry import box

from imbang.app import programs
from imbang.app.shown import canvas
from imbang.disk.durable import unpacked
from imbang.drawing.colours import PALETTES
from imbang.drawing.maps import value_map
from imbang.geometry import nation
from imbang.geometry.layers import LayerSet
from imbang.geometry.reading import load_layers
from imbang.intake.outlines.loading import load_boundaries
from imbang.paths import ASSETS
from imbang.reference.levels import NATION

CITY = "63.71"
SITE = "http://map.test"
HTML = "<style>body {{ margin: 0 }} .map {{ width: 600px; height: 600px }} {css}</style>{html}"
SHOW = """async ([data, wide, high]) => {
  const root = document.querySelector(".map");
  root.style.width = `${wide}px`;
  root.style.height = `${high}px`;
  globalThis.told = [];
  showMap({ data, parentElement: document, setTriggerValue: (...one) => told.push(one) });
  while (!root.dataset.drawn) await new Promise((done) => setTimeout(done, 20));
  root.map.draw();
  return root.map.labels.map(({ code, box, line, view }) => ({ code, box, line, frame: view?.frame }));
}"""


@pytest.fixture(scope="module")
def layers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, LayerSet]:
    store = tmp_path_factory.mktemp("store")
    small = box(114.5, -3.52, 114.53, -3.5)
    shapes = {
        "63.03": box(114.0, -4.0, 115.0, -3.0).difference(small),
        "63.02": box(115.0, -3.6, 116.0, -3.0),
        "63.05": box(115.0, -3.68, 116.0, -3.6),
        CITY: small,
    }
    frame = geopandas.GeoDataFrame(
        {"kode": list(shapes)}, geometry=list(shapes.values()), crs=4326
    )
    frame.to_file(store / "a.geojson", driver="GeoJSON")
    load_boundaries(store, store / "a.geojson", "kode")
    found = load_layers(store, None, "63", "boundaries")
    assert found is not None
    return store, found


@pytest.fixture
def data(page: Page, layers: tuple[Path, LayerSet]) -> Iterator[dict[str, Any]]:
    """What the map is told; the page has its program and is at a site without a server."""
    store, drawn = layers
    codes = list(drawn.layers["regency"].codes)
    rows = pd.DataFrame({"region_code": codes})
    values = [9.0 if code == CITY else 0.0 for code in codes]
    figure = value_map.value_map(
        drawn,
        rows,
        value_map.classify(values),
        level="regency",
        focus="63",
        hover=[""] * len(codes),
    )

    def answer(route: Route) -> None:
        if match := re.search(r"/geo/(\w+)\.json", route.request.url):
            path = store / "geometry" / f"{match[1]}.json.gz"
            body = unpacked(path) or nation.content_of(match[1])
            return route.fulfill(body=body, content_type="application/json")
        html = HTML.format(
            css=(ASSETS / "map.css").read_text("utf-8"), html=canvas.HTML
        )
        return route.fulfill(body=html, content_type="text/html")

    page.route(f"{SITE}/**", answer)
    page.goto(SITE)
    program = programs.text("map").replace(
        "export default function", "showMap = function"
    )
    page.add_script_tag(content=f"var showMap;{program}")
    words = dict.fromkeys(("open", "close", "closer", "farther", "whole"), "x")
    yield {
        "figure": figure.to_json(),
        "alt": "",
        "picked": None,
        "below": {"address": drawn.layers["regency"].address, "told": {}},
        "colours": {"ink": "#000000", "paper": "#ffffff"},
        "by_day": {},
        "words": {**words, "language": "id"},
    }
    page.goto("about:blank")
    page.unroute(f"{SITE}/**")


def meet(one: list[float], other: list[float]) -> bool:
    return (
        one[0] < other[2]
        and other[0] < one[2]
        and one[1] < other[3]
        and other[1] < one[3]
    )


def test_names_lie_on_no_other_and_within_the_frame(
    page: Page, data: dict[str, Any]
) -> None:
    for wide, high in ((600, 600), (382, 291), (240, 320), (120, 90)):
        labels = page.evaluate(SHOW, [data, wide, high])
        boxes = [label["box"] for label in labels]
        assert boxes or wide < 200
        for i, one in enumerate(boxes):
            assert one[0] >= 0 and one[1] >= 0 and one[2] <= wide and one[3] <= high
            assert not any(meet(one, other) for other in boxes[:i])


def test_a_name_of_a_room_hides_no_province(page: Page, data: dict[str, Any]) -> None:
    """In a meeting names are nearly twice as large as where the discs have room for them."""
    drawn = nation.layers()
    codes = list(drawn.layers["regency"].codes)
    figure = value_map.value_map(
        drawn,
        pd.DataFrame({"region_code": codes}),
        value_map.classify([0.0] * len(codes)),
        level="regency",
        focus=NATION,
        hover=[""] * len(codes),
    )
    page.evaluate(
        "() => document.querySelector('.map').style.setProperty('--imbang-larger', 1.92)"
    )
    told = data | {"figure": figure.to_json(), "below": None}
    labels = page.evaluate(SHOW, [told, 500, 400])
    discs = page.evaluate(
        "() => document.querySelector('.map').map.names.map((one) => [one.code, one.disc])"
    )
    assert len(discs) == 38
    assert len(labels) >= 5
    for label in labels:
        west, top, east, bottom = label["box"]
        for code, (left, above, right, below) in discs:
            wide = min(east, right) - max(west, left)
            high = min(bottom, below) - max(top, above)
            covered = max(0, wide) * max(0, high) / (right - left) / (below - above)
            assert covered <= 0.4 or code == label["code"]


def test_a_city_smaller_than_a_finger_is_enlarged_beside_the_map(
    page: Page, data: dict[str, Any]
) -> None:
    labels = {one["code"]: one for one in page.evaluate(SHOW, [data, 600, 600])}
    assert set(labels) == {"63.02", "63.03", "63.05", CITY}
    assert [code for code, one in labels.items() if one["frame"]] == [CITY]
    west, north, east, south = labels[CITY]["frame"]
    middle = ((west + east) / 2, (north + south) / 2)
    place = labels[CITY]["line"][0]
    colour = """([x, y]) => {
      const { pen, dense } = document.querySelector(".map").map;
      return [...pen.getImageData(x * dense, y * dense, 1, 1).data];
    }"""
    fill, _letters = PALETTES["light"].ramp("amounts")[1]  # the only one above zero
    red, green, blue, _alpha = page.evaluate(colour, middle)
    assert f"#{red:02x}{green:02x}{blue:02x}" == fill
    at_name = (middle[0], labels[CITY]["box"][3] - 5)
    for x, y in (middle, at_name, place, (place[0] + 11, place[1])):
        page.mouse.click(x, y)  # all of them select the city
        told = page.evaluate("() => told.splice(0)")
        assert [name for name, _event in told] == ["picked"]
        assert told[0][1]["id"] == page.evaluate(
            "() => document.querySelector('.map').map.names"
            f".find(({{ code }}) => code === '{CITY}').place.id"
        )
        page.keyboard.press("Escape")
        page.evaluate("() => told.splice(0)")
    page.locator("canvas").focus()
    for _ in range(8):  # as large as a name itself, it stands for itself
        page.evaluate(
            "([x, y]) => { const { map } = document.querySelector('.map');"
            " map.around(map.zoom * 1.5, map.names.find((one) => one.code === '63.71').at) }",
            [0, 0],
        )
    after = page.evaluate(
        "() => document.querySelector('.map').map.labels"
        ".map(({ code, view }) => [code, !!view])"
    )
    assert [CITY, True] not in after
    page.keyboard.press("0")
    assert page.evaluate("() => document.querySelector('.map').map.zoom") == 1


def test_a_map_without_height_waits_for_room(page: Page, data: dict[str, Any]) -> None:
    labels = page.evaluate(SHOW, [data, 600, 600])
    page.evaluate(
        """() => {
          const root = document.querySelector(".map");
          root.style.height = "0px";
          root.map.draw();
        }"""
    )
    assert page.evaluate(SHOW, [data, 600, 600]) == labels
