"""Views of the sample: every page and section, each opened once for the tests of a file."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

from imbang.geometry.layers import LayerSet
from imbang.questions import asking
from tests.pages.numbers_read import elements
from tests.pages.test_pages import opened
from tests.pages.test_same_words import EACH, PAGES

Link = Mapping[str, str]
Page = list[tuple[str, list[str]]]

# what a link opens beside the sections: levels, and indicators that go up and down
VIEWS = [
    *((page, {"tab": tab} if tab else {}) for page, tab in EACH),
    ("3_cakupan_psm", {"level": "regency"}),
    ("3_cakupan_psm", {"level": "district"}),
    ("5_indikator", {"indicator": "cases_with_psm_pct", "tab": "course"}),
    ("5_indikator", {"indicator": "cases_with_psm_pct", "tab": "map"}),
    ("5_indikator", {"indicator": "ppks_per_1000_population", "tab": "course"}),
]


@functools.cache
def pages(
    region: str, months: tuple[str, str], lang: str, only: tuple[str, ...] = ()
) -> list[tuple[str, Link, Page]]:
    """All views of a region, or those of some pages."""
    as_of, compare = months
    link = {"region": region, "as_of": as_of, "compare": compare, "lang": lang}
    found = []
    for page, own in VIEWS:
        if only and page not in only:
            continue
        app = opened(PAGES[page], **link, **own)
        assert not app.exception, (page, own)
        found.append((page, own, elements(app)))
    return found


def named(page: str, own: Link) -> str:
    return " ".join([page, *own.values()])


@functools.cache
def codes(store: Path) -> dict[str, tuple[str, ...]]:
    """The regions of each layer of the sample's map, by where it is fetched."""
    [meta] = asking.ask(store, "map_layers", region="63")["meta"]
    layers = LayerSet.from_json(meta).layers.values()
    return {layer.address: layer.codes for layer in layers}
