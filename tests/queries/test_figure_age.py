"""How old figures are: what they rest on, not what came last."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from imbang.analysis.situation import Age
from imbang.publishing.publish import publish
from imbang.questions.asking import ask
from imbang.reference import regions
from imbang.store.deliveries import Store
from imbang.texts import use_language
from imbang.wording import age, notes

from .conftest import need, psm

CITY = "63.72"


@pytest.fixture(scope="module")
def store(record_once: Callable[..., Store]) -> Store:
    """June of all twenty villages of a city, and a late file of December of eleven."""
    villages = list(regions.load().below(CITY, "village"))
    assert len(villages) == 20
    record_once("ppks", CITY, "2024-06", [need(code, 4) for code in villages])
    record_once("ppks", CITY, "2024-12", [need(code, 5) for code in villages[:11]])
    made = record_once("pillars", CITY, "2024-12", [psm("a", villages[0])])
    publish(made)
    return made


def ages(store: Store, region: str, as_of: str) -> dict[str, tuple[str, str, int, int]]:
    answer = ask(store.folder, "figure_age", region=region, as_of=as_of)
    columns = ["latest", "oldest", "villages_latest", "villages"]
    rows = zip(*(answer[column] for column in columns), strict=True)
    return dict(zip(answer["dataset"], rows, strict=True))


def test_a_file_of_some_villages_does_not_make_the_others_young(store: Store) -> None:
    assert ages(store, CITY, "2024-12") == {
        "ppks": ("2024-12", "2024-06", 11, 20),
        "pillars": ("2024-12", "2024-12", 20, 20),
        "coverage": ("2024-12", "2024-06", 11, 20),
    }
    assert ages(store, CITY, "2024-11")["coverage"] == ("2024-06", "2024-06", 20, 20)
    assert ages(store, "63.01", "2024-12") == {}


def test_the_foot_says_so(store: Store) -> None:
    answer = ask(store.folder, "sources", region=CITY, as_of="2024-12")
    told = notes.source_notes(answer, ["ppks", "pillars"], as_of="2024-12")
    assert "(55\xa0% dari Des 2024, tertua Jun 2024)" in told[0]
    assert told[0].endswith("(Des 2024).")


def test_the_age_in_words() -> None:
    assert age.told(Age(0.86, "2024-12", "2024-06")) == (
        "86\xa0% dari Des 2024, tertua Jun 2024"
    )
    assert age.told(Age(1.0, "2024-12", "2024-12")) == "Des 2024"
    use_language("en")
    assert age.told(Age(0.86, "2024-12", "2024-06")) == (
        "86% from Dec 2024, oldest Jun 2024"
    )
    use_language("id")
