"""People beyond reach where only some villages are known, worked out by hand.

Banjarbaru (63.72) has five districts of four villages and reports, as a whole, 4,140
PMKS and 8 PSM; the norm asked for is 100. Its own figures leave 4,140 - 8 × 100 = 3,340
beyond reach, and ceil(4,140 / 100) - 8 = 34 PSM lacking. Then villages become known.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from imbang.publishing.publish import publish
from imbang.questions.asking import ask
from imbang.store.deliveries import Store
from tests.together import place, without_maps

from .conftest import need

NOBODY = place("64")  # a province without any PSM
CITY, DISTRICT = "63.72", "63.72.02"
V1, V2, V3, V4 = (f"63.72.02.100{n}" for n in (3, 4, 5, 6))


@pytest.fixture(scope="module")
def villages_become_known(record_once: Callable[..., Store]) -> Store:
    def send(month: str, code: str, ppks: int, people: int) -> Store:
        record_once("ppks", CITY, month, [need(code, ppks)])
        count = {"region_code": code, "kind": "psm", "count": people}
        return record_once("pillar_counts", CITY, month, [count])

    send("2024-01", CITY, 4140, 8)
    send("2024-02", V1, 116, 0)
    # a district of its own: all of it is less than its villages lack
    send("2024-03", DISTRICT, 400, 4)
    send("2024-04", V2, 284, 1)
    send("2024-05", V3, 0, 0)
    there = [*NOBODY.villages[:2], NOBODY.city]
    needs = [need(NOBODY.villages[0], 5), need(NOBODY.city, 40)]
    record_once("ppks", NOBODY.city, "2024-01", needs)
    counts = [{"region_code": code, "kind": "psm", "count": 0} for code in there]
    record_once("pillar_counts", NOBODY.city, "2024-01", counts)
    store = send("2024-06", V4, 0, 3)
    with without_maps():
        publish(store)
    return store


def _reach(store: Store, region: str, as_of: str, **given: str) -> dict[str, Any]:
    level = {2: "province", 5: "regency", 8: "district", 13: "village"}[len(region)]
    asked = {"region": region, "level": level, "as_of": as_of, "norm": "100"} | given
    row = ask(store.folder, "coverage", **asked).iloc[0]
    columns = ["uncovered_persons", "shortage", "is_uncovered_at_least"]
    return {c: None if pd.isna(row[c]) else row[c] for c in columns}


def _told(uncovered: float, shortage: int, *, at_least: bool) -> dict[str, Any]:
    return {
        "uncovered_persons": uncovered,
        "shortage": shortage,
        "is_uncovered_at_least": at_least,
    }


def test_a_first_known_village_makes_nothing_smaller(
    villages_become_known: Store,
) -> None:
    store = villages_become_known
    assert _reach(store, CITY, "2024-01") == _told(3340, 34, at_least=True)
    # 116 in one village, ceil(116 / 100) = 2 PSM lacking there
    assert _reach(store, CITY, "2024-02") == _told(3340, 34, at_least=True)
    row = ask(
        store.folder,
        "coverage",
        region=CITY,
        level="regency",
        as_of="2024-02",
        norm="100",
    ).iloc[0]
    assert (row["villages_unknown"], row["villages"]) == (19, 20)
    # what is known of where they lack is still told
    assert (row["shortage_no_psm"], row["shortage_short"]) == (2, 0)


def test_the_villages_count_where_they_are_more(villages_become_known: Store) -> None:
    store = villages_become_known
    # the district has 400 to 4 PSM, which is the norm; V1 alone is 116 beyond it
    assert _reach(store, DISTRICT, "2024-03") == _told(116, 2, at_least=True)
    # V2 has 284 with one PSM: 184 beyond, ceil(284 / 100) - 1 = 2
    assert _reach(store, DISTRICT, "2024-04") == _told(300, 4, at_least=True)


def test_where_all_villages_are_known_it_is_no_least(
    villages_become_known: Store,
) -> None:
    store = villages_become_known
    assert _reach(store, DISTRICT, "2024-06") == _told(300, 4, at_least=False)
    assert _reach(store, V2, "2024-06") == _told(184, 2, at_least=False)
    unknown = _reach(store, "63.72.03.1001", "2024-06")
    assert unknown == {**dict.fromkeys(unknown), "is_uncovered_at_least": False}
    # nothing is known, so nothing is the least
    nothing = _reach(store, "63.71", "2024-06")
    assert nothing == {**dict.fromkeys(nothing), "is_uncovered_at_least": False}


def test_the_norm_is_that_of_the_larger(villages_become_known: Store) -> None:
    store = villages_become_known

    def norms(norm: str | None) -> tuple[Any, ...]:
        row = ask(
            store.folder,
            "coverage",
            region="63",
            level="province",
            as_of="2024-02",
            norm=norm,
        ).iloc[0]
        columns = ["uncovered_persons", "uncovered_norm_low", "uncovered_norm_high"]
        return tuple(row[columns])

    assert norms("100") == (3340, 100, 100)
    # by its own ratio, 4,140 to 8, nobody of the whole is: V1's 116 are more
    assert norms(None) == (116, 517.5, 517.5)


def test_without_a_norm_nothing_says_how_many_lack(
    villages_become_known: Store,
) -> None:
    asked = {"region": NOBODY.city, "level": "regency", "as_of": "2024-01"}
    found = ask(villages_become_known.folder, "coverage", **asked).iloc[0]
    # no PSM anywhere is no ratio: 40 are beyond reach, how many to add is not known
    assert (found["uncovered_persons"], found["is_uncovered_at_least"]) == (40, True)
    assert pd.isna(found["shortage"])
