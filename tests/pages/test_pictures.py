"""Every chart, map and table of every page is taken along as a picture and as a sentence."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from imbang.app.page_files import PageFile
from imbang.app.shown import pictures
from tests.pages.drawn import components_told, figures_drawn
from tests.pages.languages import is_foreign
from tests.pages.test_pages import PAGES, opened

SECTIONS = {
    "2_pilar_sosial": ("traits", "freshness", "trend"),
    "3_cakupan_psm": ("funnel", "scatter", "evenness"),
    "4_pmks": ("map", "growth"),
    "5_indikator": ("course", "map"),
}


def taken(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Every SVG of the pages drawn from here on, as pressing its button makes it."""
    made: list[bytes] = []
    maker = pictures._maker

    def at_once(*given: Any) -> Callable[[], bytes]:
        make = maker(*given)
        if given[-1] == "svg":
            made.append(make())
        return make

    monkeypatch.setattr(pictures, "_maker", at_once)
    return made


def cases() -> list[tuple[PageFile, str]]:
    return [
        (page, tab)
        for page in PAGES
        if page.path.stem != "6_rapat"  # its charts are taken along in the brief
        for tab in SECTIONS.get(page.path.stem, ("",))
    ]


@pytest.mark.parametrize(
    ("page", "tab"), cases(), ids=lambda one: getattr(one, "path", Path(str(one))).stem
)
def test_every_chart_of_a_page_is_drawn_on_paper(
    served: Path, monkeypatch: pytest.MonkeyPatch, page: PageFile, tab: str
) -> None:
    query = {"region": "63.71", "lang": "en"} | ({"tab": tab} if tab else {})
    made = taken(monkeypatch)
    app = opened(page, **query)
    assert not app.exception
    assert not app.error
    assert len(made) >= bool(figures_drawn(app))
    for content in made:
        root = ET.fromstring(content)
        assert root.tag.endswith("svg")
        assert len("".join(root.itertext()).split()) > 5


def test_what_is_copied_is_the_sentence_with_its_place_and_source(served: Path) -> None:
    app = opened(PAGES[0], region="63.71", lang="id")
    fields = [
        one
        for told in components_told(app)
        for one in json.loads(told).get("fields", ())
    ]
    sentences = [one["text"] for one in fields if one["button"] == "Salin kalimat"]
    assert len(sentences) >= 2
    for text in sentences:
        assert "Banjarmasin · per Juni 2024" in text
        assert text.endswith(".")
        assert not is_foreign(text, "id")


def test_pictures_are_made_only_when_they_are_asked_for(
    served: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    maker = pictures._maker

    def counting(*given: Any) -> Callable[[], bytes]:
        make = maker(*given)

        def count() -> bytes:
            made.append("made")
            return make()

        return count

    monkeypatch.setattr(pictures, "_maker", counting)
    app = opened(PAGES[0], region="63.71")
    assert len(app.get("download_button")) >= 8
    assert made == []
