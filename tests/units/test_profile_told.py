"""What a region's profile says, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd
import pytest

from imbang.screens.profile import tables, words
from imbang.texts import use_language


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("id")


def place(**values: Any) -> dict[str, Any]:
    return {
        "region_name": "Kuin",
        "psm_before": 1,
        "ppks_persons": 400,
        "uncovered_before": 239.0,
        "uncovered_after": 78.0,
        **values,
    }


def test_one_more_psm_is_told_with_its_reason() -> None:
    assert words.told_place(place(), unknown=0, villages=9) == (
        "One more PSM would bring 161 more PMKS within reach, in Kuin",
        "It counts 400 PMKS and has 1 PSM; 239 are beyond reach. A place in no other"
        " village here would reach more.",
    )
    bare = words.told_place(place(psm_before=0), unknown=0, villages=1)
    assert bare[1] == "It counts 400 PMKS and has no PSM yet; 239 are beyond reach."


def test_where_no_place_helps_it_says_why() -> None:
    unknown = words.told_place(None, unknown=3, villages=3)
    assert unknown[1] == "PMKS and PSM are not both reported for any village here."
    assert words.told_place(None, unknown=2, villages=3)[0] == (
        "One more PSM would bring nobody more within reach"
    )


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((0, 0, 0, 0), "Nothing that is due is missing, and no finding is open"),
        ((1, 0, 0, 0), "1 report is missing; no finding is open"),
        ((0, 2, 1, 0), "No report is missing, 2 came late; 1 finding is open"),
        ((3, 0, 5, 2), "3 reports are missing; 5 findings are open, 2 of them grave"),
    ],
)
def test_what_is_owed(counts: tuple[int, int, int, int], told: str) -> None:
    assert words.told_owed(*counts) == told


def test_an_office_stands_once_for_all_that_it_owes() -> None:
    missing = pd.DataFrame(
        {
            "region_code": ["63.02", "63.01", "63.02"],
            "region_name": ["Kotabaru", "Laut", "Kotabaru"],
            "dataset": ["ppks", "ppks", "cases"],
            "period": ["2024-12", "2024-06", "2024-12"],
            "due_on": [date(2025, 1, 30), date(2024, 7, 30), date(2025, 1, 30)],
        }
    )
    findings = pd.DataFrame(
        columns=["rule", "region_code", "owner", "detail", "severity", "since"]
    )
    rows = tables.owed(missing, findings)
    assert [(row["region_name"], row["what"]) for row in rows] == [
        ("Laut", "1 report"),
        ("Kotabaru", "2 reports"),
    ]
    assert rows[1]["about"] == "Dec 2024: People in need (PPKS), Cases handled"


def history(**values: list[Any]) -> pd.DataFrame:
    none: list[Any] = [None, None]
    return pd.DataFrame(
        {
            "month": ["2023-06", "2024-06"],
            "ppks_persons": none,
            "psm_active": none,
            **values,
        }
    )


def grown(ppks: float | None, psm: float | None, *, share: float = 100) -> pd.DataFrame:
    """Rows of ``growth``."""
    return pd.DataFrame(
        {
            "month": ["2023-06", "2024-06"],
            "psm_active": [3, 2],
            "ppks_index": [100, ppks],
            "psm_index": [100, psm],
            "matched_pct": [100, share],
        }
    )


def test_history_compares_what_both_months_report() -> None:
    """From 2,877 of a few villages to 6,874 of all is no rise."""
    both = history(ppks_persons=[2877, 6874], psm_active=[3, 2])
    told = words.told_history(both, grown(104.3, 66.7, share=44))
    assert told.replace("\xa0", "") == (
        "Since June 2023 PMKS changed by +4.3% and active PSM by \N{MINUS SIGN}33.3%; compared are the"
        " 44% of PMKS that are reported whole in both months."
    )
    assert words.told_history(both, grown(None, None)).startswith(
        "Nothing is reported whole both in June 2023 and now"
    )
    psm = history(psm_active=[3, 2])
    assert words.told_history(psm, grown(None, 66.7)) == (
        "Since June 2023 active PSM fell from 3 to 2"
    )
    assert (
        words.told_history(psm, grown(None, None)) == "PMKS are not reported here yet"
    )
    assert words.told_history(history(), grown(None, None)) == (
        "PMKS and PSM are not reported here yet"
    )


@pytest.mark.parametrize(
    ("staffing", "told"),
    [
        ((13, 1, 4), "1 / 9, 4 not reported"),
        ((13, 0, 0), "0 / 13"),
        ((1, 0, 1), "1 not reported"),
    ],
)
def test_nobody_is_only_where_that_is_known(
    staffing: tuple[int, int, int], told: str
) -> None:
    """Of 13 regencies 4 did not report: it is known of 9."""
    row = dict(zip(("regions", "vacant", "unknown"), staffing, strict=True))
    assert words.told_staffing(row) == told


def test_who_was_never_reached_is_told_of_those_by_name() -> None:
    """Of 882 active 814 are known by name, and 36 of these have no NIK."""
    own = {"active": 814, "never": 719, "unidentified": 36}
    assert words.told_reach(own) == (
        "719 of 814 PSM active by name have never been to a bimtek",
        "Of 36 PSM without a NIK it cannot be known whether they have been trained.",
    )


def test_the_largest_kinds_come_with_their_change_and_the_rest_counted() -> None:
    rows = pd.DataFrame(
        {
            "kind": ["poor", "neglected_child", "troubled_family", "scavenger"],
            "unit": ["person", "person", "family", "person"],
            "is_counted": [True] * 4,
            "count": [30, 10, 5, None],
            "change": [-2, None, 1, None],
        }
    )
    assert words.told_needs(rows) == "Poor person: 75% of PMKS, the largest kind"
    facts = words.need_facts(rows, most=3)
    assert [value for _name, value in facts] == [
        "30 (−2)",
        "10",
        "5 families (+1)",
        "1",
    ]
    assert words.need_facts(rows, most=1)[1] == ("Further kinds", "2")


def test_the_spine_is_headed_by_what_chance_cannot_explain() -> None:
    rows = pd.DataFrame(
        {
            "judgement": ["clearly_short", "enough", "undecided", "unknown", None],
            "against": ["target", "province", "province", "target", None],
        }
    )
    assert words.told_spine(rows, "Kalsel", "districts") == (
        "By more than chance worse than target or Kalsel in 1 of 3 figures, better in 1"
    )
    assert words.told_spine(rows.iloc[2:], "Kalsel", "districts") == (
        "No figure is apart from Kalsel by more than chance"
    )
    assert words.told_spine(rows.iloc[:1], "Kalsel", "districts") == (
        "By more than chance worse than the target in 1 of 1 figures, better in 0"
    )
    inside = pd.DataFrame({"judgement": [None] * 3, "at": [0.2, 0.7, float("nan")]})
    assert words.told_spine(inside, "Kalsel", "districts") == (
        "1 of 2 figures are nearer to the worst than to the best of its districts"
    )
