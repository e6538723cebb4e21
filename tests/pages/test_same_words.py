"""The same words never stand with two numbers: on every page of the sample."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from imbang.app.page_files import list_pages
from tests.pages.conftest import reading
from tests.pages.figures_read import readings, same
from tests.pages.test_analysis_pages import SECTIONS
from tests.pages.test_pages import opened

PAGES = {page.path.stem: page for page in list_pages()}
TABS = SECTIONS | {
    "3_cakupan_psm": ("map", "funnel", "scatter", "evenness", "norm"),
    "9_penempatan": ("plan", "effect", "next", "vacant"),
}
EACH = [(page, tab) for page in PAGES for tab in TABS.get(page, ("",))]
NOBODY = {"id": "belum punya PSM", "en": "no PSM yet"}
NEED = {"id": "ada PMKS, tanpa PSM", "en": "PMKS but no PSM"}


@pytest.fixture(autouse=True)
def _sample(sample_store: Path) -> Iterator[None]:
    yield from reading(sample_store)  # type: ignore[misc]


@pytest.mark.parametrize("language", ["id", "en"])
def test_same_words_same_number(language: str) -> None:
    """And the two that are easily taken for one another are one number on all pages:
    villages with nobody, and those of them where somebody is in need."""
    told: dict[str, set[str]] = defaultdict(set)
    places: dict[str, set[str]] = defaultdict(set)
    for page, tab in EACH:
        asked = {"tab": tab, "tables": "plan_states"} if tab else {}
        app = opened(PAGES[page], lang=language, region="63", **asked)
        assert not app.exception
        found = readings(app)
        twice = {words: numbers for words, numbers in found.items() if len(numbers) > 1}
        assert twice == {}, (page, tab)
        is_plan = page == "9_penempatan"  # what it starts from is what others tell
        for words in (NOBODY[language], NEED[language]):
            numbers = found.get(same(words) + (" before" if is_plan else ""), set())
            told[words] |= numbers
            places[words] |= {f"{page} {tab}".strip()} if numbers else set()
    assert told == {NOBODY[language]: {"1370"}, NEED[language]: {"1334"}}
    assert places[NOBODY[language]] >= {"1_ringkasan", "2_pilar_sosial vacancies"}
    assert places[NEED[language]] >= {
        "3_cakupan_psm map",
        "9_penempatan plan",
        "9_penempatan effect",
    }
