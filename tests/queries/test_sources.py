"""What figures rest on: how many offices sent a dataset, and how old that is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from imbang.publishing.publish import publish
from imbang.questions.asking import ask
from imbang.reference.datasets import load_datasets
from imbang.store.deliveries import Store
from imbang.wording import notes

from .conftest import need, psm

Told = dict[str, tuple[int, int, bool, str, str, float]]


@pytest.fixture(scope="module")
def store(record_once: Callable[..., Store]) -> Store:
    """Needs of two regencies, one twice; a register of the province."""
    record_once("ppks", "63.71", "2024-06", [need("63.71.01.1001", 4)])
    record_once("ppks", "63.71", "2024-12", [need("63.71.01.1001", 5)])
    record_once("ppks", "63.72", "2023-12", [need("63.72.02.1003", 6)])
    made = record_once("pillars", "63", "2024-06", [psm("a", "63.71.01.1001")])
    publish(made)
    return made


def sources(store: Store, region: str, as_of: str = "2024-12") -> Told:
    answer = ask(store.folder, "sources", region=region, as_of=as_of)
    return {row[0]: row[1:] for row in answer.itertuples(index=False, name=None)}


def test_the_latest_of_each_office_tells_how_old_figures_are(store: Store) -> None:
    assert sources(store, "63") == {
        "pillars": (0, 13, True, "2024-06", "2024-06", 1.0),
        "ppks": (2, 13, False, "2024-12", "2023-12", 0.5),
    }


def test_a_village_rests_on_the_reports_of_its_regency(store: Store) -> None:
    assert sources(store, "63.71.01.1001") == sources(store, "63.71")
    assert sources(store, "63.71") == {"ppks": (1, 1, False, "2024-12", "2024-12", 1.0)}
    assert sources(store, "63.71", "2024-11")["ppks"][3:5] == ("2024-06", "2024-06")
    assert sources(store, "63.01") == {}


def test_notes_name_what_is_there_and_what_is_not(store: Store) -> None:
    answer = ask(store.folder, "sources", region="63", as_of="2024-12")
    told = notes.source_notes(answer, ["ppks", "pillars", "cases"], as_of="2024-12")
    titles = {key: one.title for key, one in load_datasets().items()}
    assert told == [
        f"Sumber per Desember 2024: {titles['ppks']} dari 2 dari 13 kabupaten/kota"
        f" (50\N{NO-BREAK SPACE}% dari Des 2024, tertua Des 2023); {titles['pillars']} dari provinsi (Jun 2024).",
        f"Belum dikirim oleh kantor mana pun di sini: {titles['cases']}.",
    ]
