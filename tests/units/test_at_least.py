"""Where some villages are not known, what is told is the least there are: in sentences,
cards, lists, maps and legends, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from imbang import formats
from imbang.analysis.norm import Norm
from imbang.analysis.situation import Age, Place, Reports, Situation, Standing
from imbang.drawing import columns
from imbang.texts import use_language
from imbang.wording import cards, summary
from imbang.wording.coverage import coverage_map, coverage_table
from imbang.wording.coverage.coverage_legend import legend

PARTLY = Situation(
    name="Kota Banjarbaru",
    level="regency",
    as_of="2024-02",
    compare=None,
    now=Standing(
        ppks=4140,
        psm=8,
        ratio=517.5,
        uncovered=3340.0,
        valid=None,
        named=None,
        is_least=True,
    ),
    changes=None,
    norm=Norm(Fraction(100), source="asked", left_out=0),
    kinds_counted=26,
    villages=20,
    villages_unknown=19,
    villages_no_psm=1,
    worst=(Place("Landasan Ulin", "district", 116.0, is_least=True),),
    places=5,
    reports=Reports(1, 1, ()),
    age=Age(1.0, "2024-12", "2024-12"),
)
WHOLE = replace(
    PARTLY,
    now=replace(PARTLY.now, is_least=False),
    worst=(Place("Landasan Ulin", "district", 116.0),),
)


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    use_language("id")
    yield
    use_language("id")


def test_sentences_say_at_least() -> None:
    assert summary.coverage_title(PARTLY).startswith("Sedikitnya 3.340 dari 4.140 PMKS")
    assert "Sedikitnya 3.340 orang di antaranya" in summary.paragraph(PARTLY)
    assert "Landasan Ulin (≥\N{NO-BREAK SPACE}116)" in summary.paragraph(PARTLY)
    provinces = replace(PARTLY, norm=replace(PARTLY.norm, provinces=(100.0, 161.0)))  # type: ignore[type-var]
    assert "Sedikitnya 3.340 orang di antaranya" in summary.paragraph(provinces)
    use_language("en")
    assert summary.coverage_title(PARTLY).startswith("At least 3,340 of 4,140 PMKS")
    assert "At least 3,340 of them" in summary.paragraph(PARTLY)


def test_sentences_of_what_is_whole_do_not() -> None:
    told = summary.coverage_title(WHOLE) + summary.paragraph(WHOLE)
    assert "3.340" in told
    assert "edikitnya" not in told
    assert "≥" not in told


def test_nobody_known_is_not_nobody() -> None:
    none = replace(PARTLY, now=replace(PARTLY.now, uncovered=0.0), worst=())
    assert "belum diketahui ada PMKS di luar jangkauan" in summary.title(none)
    assert "belum diketahui ada yang di luar jangkauan" in summary.paragraph(none)
    whole = replace(none, now=replace(none.now, is_least=False))
    assert "semua PMKS terjangkau" in summary.title(whole)


def test_the_card_says_at_least() -> None:
    card = next(c for c in cards.cards(PARTLY) if c.value == "3.340")
    assert card.label == "PMKS di luar jangkauan, sedikitnya"
    card = next(c for c in cards.cards(WHOLE) if c.value == "3.340")
    assert card.label == "PMKS di luar jangkauan"


def _row(**about: Any) -> pd.DataFrame:
    row = {
        "region_code": "63.72",
        "region_name": "Kota Banjarbaru",
        "level": "regency",
        "parent_code": "63",
        "ppks_persons": 4140,
        "psm_active": 8,
        "state": "short",
        "ratio_ppks_per_psm": 517.5,
        "ratio_low": 262.7,
        "ratio_high": 1198.7,
        "uncovered_persons": 3340.0,
        "shortage": 34,
        "shortage_no_psm": 2,
        "shortage_short": 0,
        "villages": 20,
        "villages_no_psm": 1,
        "verdict": "undetermined",
        "verdict_strength": None,
        "verdict_reason": "few_expected",
        "limit_low_95": None,
        "limit_high_95": None,
        "stands_out": None,
        "expected_psm": 3.0,
        "norm": 100.0,
        "uncovered_norm_numerator": 100,
        "uncovered_norm_denominator": 1,
        "is_uncovered_at_least": True,
    }
    return pd.DataFrame([row | about])


def _cells(**about: Any) -> dict[str, str]:
    rows = coverage_table.prepare(_row(**about))
    drawn = coverage_table.list_columns("regency", 3340.0, {}, compares=False)
    record = rows.to_dict("records")[0]
    return {column.key: column.write(record)["text"] for column in drawn}


def test_lists_mark_the_least() -> None:
    cells = _cells()
    assert cells["uncovered"] == "≥\N{NO-BREAK SPACE}3.340"
    # two lack in the known village, of the others it is not known where
    assert cells["shortage"] == "≥\N{NO-BREAK SPACE}34"
    assert _cells(shortage=2)["shortage"] == "≥\N{NO-BREAK SPACE}2 + 0"
    whole = _cells(shortage=2, is_uncovered_at_least=False)
    assert (whole["uncovered"], whole["shortage"]) == ("3.340", "2 + 0")
    assert _cells(shortage_no_psm=None, shortage_short=None)["shortage"] == (
        "≥\N{NO-BREAK SPACE}34"
    )
    column = columns.least("n", "N", is_least="is_least")
    assert column.write({"n": 5.0, "is_least": False}) == {"text": "5"}
    assert column.write({"n": None, "is_least": True}) == {"text": formats.MISSING}


def test_map_and_legend_say_so() -> None:
    assert "sedikitnya" in coverage_map._template(is_least=True)
    assert "sedikitnya" not in coverage_map._template()
    first = legend(_row(uncovered_persons=0.0), "regency")[0]
    assert (first.label, first.count) == ("belum diketahui ada", 1)
    first = legend(_row(is_uncovered_at_least=False), "regency")[0]
    assert first.label == "semua terjangkau"
