"""The same words never stand with two numbers: on every page of the sample."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pages.conftest import reading
from tests.pages.figures_read import readings, same
from tests.pages.views import EACH, MONTHS, view

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
        own = {"tab": tab} if tab else {}
        if page == "9_penempatan" and tab == "effect":
            own["tables"] = "plan_states"  # with its list open
        found = readings(view(page, "63", MONTHS[-1], language, own).parts)
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
