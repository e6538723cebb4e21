"""Changes between two months, compared by hand.

A regency of two districts: 01 with villages 1 and 2, 02 with village 3.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from imbang.analysis.matched import Change, changes, of_steps, uncovered_by_region

CITY, ONE, TWO = "63.71", "63.71.01", "63.71.02"
V1, V2, V3 = f"{ONE}.1001", f"{ONE}.1002", f"{TWO}.1001"
LEVELS = {2: "province", 5: "regency", 8: "district", 13: "village"}
VILLAGES = {CITY: 3, ONE: 2, TWO: 1, V1: 1, V2: 1, V3: 1}
NO_NEEDS = pd.DataFrame({"kind": [], "unit": [], "compared": [], "before": []})


def answer(figures: dict[str, tuple[Any, ...]]) -> pd.DataFrame:
    """Rows of coverage: PMKS, PSM, uncovered, unknown villages; None is not reported,
    a whole number below 0 is reported in part."""
    rows = []
    for code, (ppks, psm, uncovered, unknown) in figures.items():
        rows.append(
            {
                "region_code": code,
                "level": LEVELS[len(code)],
                "ppks_persons": None if ppks is None else abs(ppks),
                "psm_active": None if psm is None else abs(psm),
                "ppks_status": _status(ppks),
                "psm_status": _status(psm),
                "uncovered_persons": uncovered,
                "villages": VILLAGES[code],
                "villages_unknown": unknown,
            }
        )
    frame = pd.DataFrame(rows)
    numbers = ["ppks_persons", "psm_active", "uncovered_persons"]
    return frame.astype(dict.fromkeys(numbers, "float64"))


def _status(figure: int | None) -> str:
    if figure is None:
        return "not_reported"
    return "partial" if figure < 0 else "reported" if figure else "reported_zero"


# district 02 reports for the first time
BEFORE = answer(
    {
        CITY: (-300, -3, 120.0, 1),
        ONE: (300, 3, 120.0, 0),
        TWO: (None, None, None, 1),
        V1: (100, 3, 0.0, 0),
        V2: (200, 0, 120.0, 0),
        V3: (None, None, None, 1),
    }
)
NOW = answer(
    {
        CITY: (1000, 6, 700.0, 0),
        ONE: (330, 4, 100.0, 0),
        TWO: (670, 2, 600.0, 0),
        V1: (110, 3, 0.0, 0),
        V2: (220, 1, 100.0, 0),
        V3: (670, 2, 600.0, 0),
    }
)


def test_a_first_report_is_no_growth() -> None:
    told = changes(CITY, NOW, BEFORE, NO_NEEDS, ("poor",))
    assert told.psm == Change(4, 3, pytest.approx(4 / 6))
    assert told.uncovered == Change(100, 120, pytest.approx(330 / 1000))
    assert told.ratio == Change(330 / 4, 300 / 3, pytest.approx(330 / 1000))
    assert told.ppks is None


def test_a_region_reported_whole_is_compared_as_a_whole() -> None:
    # a person serving in both villages is one person in the district
    now, before = NOW.copy(), BEFORE.copy()
    now.loc[now["region_code"].isin([V1, V2]), "psm_active"] = 3.0
    told = changes(
        ONE,
        *(r[r["region_code"].str.startswith(ONE)] for r in (now, before)),
        NO_NEEDS,
        (),
    )
    assert told.psm == Change(4, 3, 1.0)


def test_people_beyond_reach_are_compared_village_by_village() -> None:
    """Known at both months are V1 alone, and nothing where a village became known."""
    before = BEFORE.copy()
    before.loc[before["region_code"] == V2, "uncovered_persons"] = None
    told = changes(CITY, NOW, before, NO_NEEDS, ())
    assert told.uncovered == Change(0, 0, pytest.approx(110 / 1000))


def test_a_region_without_known_villages_is_compared_by_itself() -> None:
    bare = {
        V1: (None, None, None, 1),
        V2: (None, None, None, 1),
        V3: (None, None, None, 1),
    }
    now = answer({CITY: (500, 2, 176.0, 3), **bare})
    before = answer({CITY: (400, 2, 76.0, 3), **bare})
    told = changes(CITY, now, before, NO_NEEDS, ())
    assert told.uncovered == Change(176, 76, 1.0)


def test_each_region_changes_by_what_is_known_of_it_in_both_months() -> None:
    districts = uncovered_by_region(NOW, BEFORE, "district")
    assert districts.to_dict() == {ONE: -20}
    villages = uncovered_by_region(NOW, BEFORE, "village")
    assert villages.to_dict() == {V1: 0, V2: -20}
    assert uncovered_by_region(NOW, BEFORE, "regency").to_dict() == {CITY: -20}


def test_needs_are_those_counted_in_persons() -> None:
    needs = pd.DataFrame(
        [
            ("poor", "person", 50, 40),
            ("poor", "family", 9, 9),
            ("homeless", "person", 10, 20),
            ("beggar", "person", None, None),
        ],
        columns=["kind", "unit", "compared", "before"],
    )
    both = changes(CITY, NOW, BEFORE, needs, ("poor", "homeless", "beggar"))
    assert both.ppks == Change(60, 60, pytest.approx(60 / 1000))
    one = changes(CITY, NOW, BEFORE, needs, ("poor",))
    assert one.ppks == Change(50, 40, pytest.approx(50 / 1000))


def ladder(**counts: tuple[int | None, int | None]) -> pd.DataFrame:
    """Rows of pillar_ladder by office: persons and those of them active."""
    rows = [(code, *pair) for code, pair in counts.items()]
    return pd.DataFrame(rows, columns=["region_code", "persons", "active"])


def test_a_register_that_comes_first_is_no_growth() -> None:
    """One office has 5 after 4; the other sends its first register, of 100."""
    own = ladder(whole=(105, 105)), ladder(whole=(4, 4))
    first = ladder(a=(5, 5), b=(100, 100)), ladder(a=(4, 4), b=(None, None))
    [change] = of_steps(own, first, ["active"], weight="persons").values()
    assert (change.difference, change.share) == (1, 5 / 105)
    # where the same offices tell of both, everybody is counted once
    both = ladder(a=(5, 5), b=(100, 100)), ladder(a=(4, 4), b=(2, 2))
    [change] = of_steps(own, both, ["active"], weight="persons").values()
    assert (change.difference, change.share) == (101, 1)
