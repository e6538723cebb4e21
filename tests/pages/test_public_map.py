"""The map of the brief for the public: of released counts alone, hidden areas hatched."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pptx import Presentation

from imbang.briefs import public, writing
from imbang.briefs.model import Asked, Map, Table
from imbang.drawing.maps.traces import HATCH
from imbang.drawing.paper.axes import unpacked
from imbang.questions import asking
from imbang.releases import leaving, making, tables
from imbang.texts import use_language
from tests.pages.conftest import CITY
from tests.pages.test_internal_files import first_sheet
from tests.units.releases.made_up import COUNTED, needs, pillars

MONTH = "2024-06"
Files = Mapping[str, bytes]
HIDDEN = "tersembunyi: angka kecil, atau yang melindunginya"


@pytest.fixture(scope="module")
def released(tiny_store: Path) -> Files:
    """A release of the city of the store down to its villages: other counts, of which
    many are small, in the places that its map has."""
    use_language("id")
    ask = partial(asking.ask_table, tiny_store)
    places = tables.regions(ask, CITY, "village", MONTH)
    villages = int(places["level"].eq("village").sum())
    some = np.resize([[0, 2, 30], [12, 5, 40], [3, 0, 0], [90, 8, 1]], (villages, 3))
    steps = np.resize([[9, 8, 6], [2, 1, 1], [0, 0, 0]], (villages, 3))
    counts = pd.concat([needs(places, some), pillars(places, steps)], ignore_index=True)
    about = leaving.about(tiny_store, CITY, MONTH)
    return making.of_counts(counts, places, COUNTED, about).files


def map_of(store: Path, files: Files, region: str) -> Map:
    brief = public.of_files(store, Asked(region, MONTH), files)
    [found] = [one for one in brief.screens[0].exhibits if isinstance(one, Map)]
    return found


def coverage(files: Files, parent: str) -> pd.DataFrame:
    of: dict[str, Any] = {"region_code": str, "parent_code": str}
    rows, places = (
        pd.read_csv(BytesIO(files[name]), dtype=of)
        for name in ("coverage.csv", "regions.csv")
    )
    return rows.merge(places[places["parent_code"] == parent], on="region_code")


def districts(files: Files) -> list[str]:
    return [*coverage(files, CITY)["region_code"]]


def test_it_shows_what_the_release_shows_and_hatches_what_it_hides(
    tiny_store: Path, released: Files
) -> None:
    hidden_anywhere = 0
    for region in (CITY, *districts(released)):
        shown = map_of(tiny_store, released, region)
        rows = coverage(released, region)
        hidden = set(rows.loc[rows["ppks_hidden"], "region_code"])
        hidden_anywhere += len(hidden)
        counts = dict(shown.rows[["region_code", "ppks_persons"]].to_numpy())
        assert set(counts) == set(rows["region_code"])
        assert {code for code, n in counts.items() if pd.isna(n)} >= hidden
        told = {entry.label: entry.count for entry in shown.legend}
        assert told.get(HIDDEN, "0") == str(len(hidden))
        figure = shown.draw("light")
        hatches = [one for one in figure.data if one.meta == HATCH]
        assert sum(len(unpacked(one.locations)) for one in hatches) == len(hidden)
        texts = [text for one in figure.data for text in one.text or ()]
        assert texts.count("tersembunyi") == len(hidden)
        # no number but those of the file goes to whoever draws it
        known = {str(int(n)) for n in rows["ppks_persons"].dropna()}
        assert {text.replace(".", "") for text in texts if text[:1].isdigit()} <= known
    assert hidden_anywhere > 0


def test_nothing_but_shapes_is_asked_of_the_store(
    tiny_store: Path, released: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    ask = asking.ask

    def watched(store: Path, question: str, /, **given: object) -> pd.DataFrame:
        asked.append(question)
        return ask(store, question, **given)

    monkeypatch.setattr(asking, "ask", watched)
    monkeypatch.delattr(asking, "ask_table")
    brief = public.of_files(tiny_store, Asked(CITY, MONTH), released)
    for form in writing.FORMS:
        assert writing.as_file(tiny_store, brief, form)
    assert set(asked) == {"map_layers"}


def test_a_hidden_count_changes_nothing_that_is_drawn(
    tiny_store: Path, released: Files
) -> None:
    """Were it in the files, against all care, the map would not tell it."""
    region = next(
        code
        for code in districts(released)
        if coverage(released, code)["ppks_hidden"].any()
    )
    lines = released["coverage.csv"].decode().splitlines()
    head = lines[0].split(",")
    place, flag = head.index("ppks_persons"), head.index("ppks_hidden")
    for at, line in enumerate(lines[1:], 1):
        cells = line.split(",")
        if cells[flag].lower() == "true":
            cells[place] = "9999"
        lines[at] = ",".join(cells)
    leaky = {**released, "coverage.csv": "\n".join(lines).encode()}
    one, other = (
        map_of(tiny_store, files, region).draw("light").to_json()
        for files in (released, leaky)
    )
    assert json.loads(one) == json.loads(other)


def test_every_kind_of_file_has_the_map_and_its_legend(
    tiny_store: Path, released: Files
) -> None:
    region = next(
        code
        for code in districts(released)
        if coverage(released, code)["ppks_hidden"].any()
    )
    brief = public.of_files(tiny_store, Asked(region, MONTH), released)
    page = writing.as_file(tiny_store, brief, "html").decode()
    assert 'class="map"' in page and HIDDEN in page
    slides = Presentation(BytesIO(writing.as_file(tiny_store, brief, "pptx"))).slides
    texts = [one.text for slide in slides for one in slide._element.iter("{*}t")]
    assert any(HIDDEN in str(text) for text in texts)
    pdf = writing.as_file(tiny_store, brief, "pdf", pages="all")
    assert pdf.startswith(b"%PDF")


def test_of_a_village_there_is_none(tiny_store: Path, released: Files) -> None:
    [village, *_others] = coverage(released, districts(released)[0])["region_code"]
    brief = public.of_files(tiny_store, Asked(village, MONTH), released)
    assert [type(one) for one in brief.screens[0].exhibits] == [Table]


def test_it_does_not_call_itself_internal(tiny_store: Path, released: Files) -> None:
    brief = public.of_files(tiny_store, Asked(CITY, MONTH), released)
    book = writing.as_file(tiny_store, brief, "xlsx")
    assert "INTERNAL" not in first_sheet(book)
