"""Figures of one dataset that offices send one by one stand side by side in the store."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from imbang.intake.checking import given_twice
from imbang.screens.imports.desk import replacements
from imbang.store.deliveries import Store
from imbang.store.history import submission_history
from imbang.store.manifests import delivery_of
from imbang.texts import language, use_language
from tests.conftest import draft

CITY, V1, YEAR = "63.71", "63.71.01.1001", "2023-01/2023-12"
Record = Callable[..., Store]


def listed(source: str = "dtks", decile: str = "all", **figures: int) -> dict[str, Any]:
    return {"region_code": V1, "source": source, "decile": decile, **figures}


def people(**figures: int) -> dict[str, Any]:
    return {"region_code": V1, **figures}


def test_families_do_not_take_the_place_of_individuals(record: Record) -> None:
    record("national_list", CITY, YEAR, [listed(individuals=9)])
    store = record("national_list", CITY, YEAR, [listed(families=3)])
    assert [one.tells for one in store.counted()] == [
        ("dtks all individuals",),
        ("dtks all families",),
    ]


def test_a_correction_takes_the_place_of_what_it_tells_of(record: Record) -> None:
    record("national_list", CITY, YEAR, [listed(individuals=9)])
    record("national_list", CITY, YEAR, [listed("dtsen", individuals=9)])
    store = record("national_list", CITY, YEAR, [listed(individuals=8)])
    assert [one.id for one in store.counted()] == ["000002-1", "000003-1"]
    kept = submission_history(store).set_index("submission_id")
    assert kept.loc["000001-1", "replaced_by"] == "000003-1"


def test_what_later_ones_tell_of_together_is_replaced(record: Record) -> None:
    record("population", CITY, YEAR, [people(inhabitants=90, households=30)])
    record("population", CITY, YEAR, [people(households=31)])
    store = record("population", CITY, YEAR, [people(inhabitants=91)])
    assert [one.id for one in store.counted()] == ["000002-1", "000003-1"]


def test_more_takes_the_place_of_less_and_is_shown_to(record: Record) -> None:
    store = record("population", CITY, YEAR, [people(households=31)])
    whole = draft("population", CITY, YEAR, [people(inhabitants=90, households=30)])
    half = draft("population", CITY, YEAR, [people(inhabitants=90)])
    counted = store.counted()
    assert [one.before for one in replacements([half], counted)] == [None]
    assert [one.before for one in replacements([whole], counted)] == counted


def test_other_datasets_are_replaced_whole(record: Record) -> None:
    need = {"region_code": V1, "kind": "poor", "unit": "person", "count": 3}
    record("ppks", CITY, YEAR, [need])
    store = record("ppks", CITY, YEAR, [need | {"kind": "beggar"}])
    assert [one.id for one in store.counted()] == ["000002-1"]


def test_two_files_at_once_may_tell_of_different_figures() -> None:
    one = draft("national_list", CITY, YEAR, [listed(individuals=9)])
    other = draft("national_list", CITY, YEAR, [listed(families=3)])
    both = draft("national_list", CITY, YEAR, [listed(individuals=9, families=3)])
    assert given_twice([one, other]) == []
    assert len(given_twice([one, other, both])) == 3


def test_of_what_was_recorded_before_a_part_replaces_nothing(record: Record) -> None:
    store = record("population", CITY, YEAR, [people(inhabitants=90, households=30)])
    [before] = store.deliveries()
    manifest = dict(before.manifest)
    manifest["submissions"] = [
        {key: value for key, value in one.items() if key != "tells"}
        for one in manifest["submissions"]
    ]
    read = delivery_of("deliveries/000001/manifest.json", json.dumps(manifest).encode())
    assert set(read.submissions[0].tells) == {"inhabitants", "households"}


def test_what_is_to_be_recorded_says_which_figures() -> None:
    both = draft("national_list", CITY, YEAR, [listed(individuals=9, families=3)])
    one = draft("national_list", CITY, YEAR, [listed(families=3)])
    before = language()
    use_language("en")
    assert both.title == "Size of DTKS/DTSEN"
    assert one.title == "Size of DTKS/DTSEN (Families)"
    use_language("id")
    assert one.title == "Jumlah dalam DTKS/DTSEN (Jumlah Keluarga)"
    use_language(before)
    need = {"region_code": V1, "kind": "poor", "unit": "person", "count": 3}
    assert "(Jumlah" not in draft("ppks", CITY, YEAR, [need]).title
