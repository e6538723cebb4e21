"""Views of the sample: every page and section, each opened once for the tests that read
them. (`tests.conftest.FileByFile` keeps their files in one process.)"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from imbang.app.page_files import list_pages
from imbang.geometry.layers import LayerSet
from imbang.questions import asking
from tests.pages.numbers_read import elements
from tests.pages.test_analysis_pages import SECTIONS
from tests.pages.test_pages import opened, words

Link = Mapping[str, str]
Page = list[tuple[str, list[str]]]

# *Rapat* shows the screens of a brief, which test_briefs reads against the questions
PAGES = {page.path.stem: page for page in list_pages() if page.path.stem != "6_rapat"}
TABS = SECTIONS | {
    "3_cakupan_psm": ("map", "funnel", "scatter", "evenness", "norm"),
    "9_penempatan": ("plan", "effect", "next", "vacant"),
}
EACH = [(page, tab) for page in PAGES for tab in TABS.get(page, ("",))]
REGIONS = ("63", "63.05", "63.05.07", "63.05.07.2002")
MONTHS = (("2024-02", "2023-02"), ("2024-06", "2023-06"), ("2024-12", "2023-12"))

# what a link opens beside the sections: levels, and indicators that go up and down
VIEWS = [
    *((page, {"tab": tab} if tab else {}) for page, tab in EACH),
    ("3_cakupan_psm", {"level": "regency"}),
    ("3_cakupan_psm", {"level": "district"}),
    ("5_indikator", {"indicator": "cases_with_psm_pct", "tab": "course"}),
    ("5_indikator", {"indicator": "cases_with_psm_pct", "tab": "map"}),
    ("5_indikator", {"indicator": "ppks_per_1000_population", "tab": "course"}),
]


@dataclass(frozen=True)
class View:
    """What a page is made of, as `elements` has it, and all that it says."""

    parts: Page
    said: str


def view(page: str, region: str, months: tuple[str, str], lang: str, own: Link) -> View:
    """One view of a region, opened once."""
    return _view(page, region, months, lang, tuple(own.items()))


@functools.cache
def _view(
    page: str,
    region: str,
    months: tuple[str, str],
    lang: str,
    own: tuple[tuple[str, str], ...],
) -> View:
    as_of, compare = months
    link = {"region": region, "as_of": as_of, "compare": compare, "lang": lang}
    app = opened(PAGES[page], **link, **dict(own))
    assert not app.exception, (page, own)
    said = words(app).replace("\N{NO-BREAK SPACE}", " ")
    return View(elements(app), re.sub(r"\s+", " ", said))


def pages(
    region: str, months: tuple[str, str], lang: str, only: tuple[str, ...] = ()
) -> list[tuple[str, Link, Page]]:
    """All views of a region, or those of some pages."""
    return [
        (page, own, view(page, region, months, lang, own).parts)
        for page, own in VIEWS
        if not only or page in only
    ]


def named(page: str, own: Link) -> str:
    return " ".join([page, *own.values()])


@functools.cache
def codes(store: Path) -> dict[str, tuple[str, ...]]:
    """The regions of each layer of the sample's map, by where it is fetched."""
    [meta] = asking.ask(store, "map_layers", region="63")["meta"]
    layers = LayerSet.from_json(meta).layers.values()
    return {layer.address: layer.codes for layer in layers}
