"""Verdicts of ``coverage``: from what was sent to the answer, whichever way it is asked."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from scipy import stats

from imbang.publishing.publish import publish
from imbang.questions.asking import ask, ask_table
from imbang.reference import regions
from imbang.store.deliveries import Store

from .conftest import need, psm

CITY, OTHER = "63.71", "63.72"
WIDE = {"level": "district", "as_of": "2024-12"}


DISTRICTS = tuple(
    c for c in regions.load().names if len(c) == 8 and c[:5] in (CITY, OTHER)
)
PPKS = (1000, 1000, 300, *[1000] * 7)
PSM = (2, 18, 3, *[10] * 7)


def first_village(district: str) -> str:
    return next(
        c for c in regions.load().names if c.startswith(f"{district}.") and len(c) == 13
    )


@pytest.fixture(scope="module")
def store(record_once: Callable[..., Store]) -> Store:
    """9,300 PMKS and 93 PSM, 100 to one: ten are expected in most districts."""
    for office in (CITY, OTHER):
        mine = [i for i, code in enumerate(DISTRICTS) if code.startswith(office)]
        record_once(
            "ppks",
            office,
            "2024-12",
            [need(first_village(DISTRICTS[i]), PPKS[i]) for i in mine],
        )
        people = [
            psm(f"{i}-{n}", first_village(DISTRICTS[i]))
            for i in mine
            for n in range(PSM[i])
        ]
        made = record_once("pillars", office, "2024-12", people)
    publish(made)
    return made


def answer(store: Store, region: str, **given: str) -> pd.DataFrame:
    asked = {**WIDE, **given}
    return ask(store.folder, "coverage", region=region, **asked).set_index(
        "region_code"
    )


def test_verdicts_by_hand(store: Store) -> None:
    told = answer(store, "63").loc[list(DISTRICTS)]
    assert told["expected_psm"].tolist() == [10, 10, 3, *[10] * 7]
    # of 93 PSM shared out, 10 of a share of 1,000 in 9,300: half of P(2) and all below it
    # is 0.0012, half of P(18) and all above it 0.0076
    others = ["adequate"] * 7
    assert told["verdict"].tolist() == ["short", "ample", "undetermined", *others]
    strengths = told["verdict_strength"].fillna("").tolist()
    assert strengths == ["probable", "probable", *[""] * 8]
    assert told["verdict_reason"].dropna().to_dict() == {DISTRICTS[2]: "few_expected"}
    share = stats.binom(93, 1000 / 9300)
    numbers = np.arange(94)
    below = share.cdf(numbers) - share.pmf(numbers) / 2
    above = share.sf(numbers) + share.pmf(numbers) / 2
    for name, tail, ends in (("95", 0.025, (5, 16)), ("998", 0.001, (2, 20))):
        low, high = (
            told[f"limit_low_{name}"].iloc[0],
            told[f"limit_high_{name}"].iloc[0],
        )
        assert (low, high) == ends
        assert (below[low] >= tail > below[low - 1]) and (above[high] >= tail)
        assert tail > above[high + 1]
    assert told["limit_low_95"].isna().tolist() == [i == 2 for i in range(10)]
    # nine are judged: too few for a word on spread, or on who stands out
    assert told["spread"].isna().all()
    assert told["stands_out"].isna().all()


def test_a_district_is_judged_the_same_however_it_is_asked_for(store: Store) -> None:
    whole = answer(store, "63")
    for region in (CITY, DISTRICTS[0]):
        part = answer(store, region)
        pd.testing.assert_frame_equal(part, whole.loc[part.index], check_dtype=False)


def test_a_norm_from_outside_is_held_against_poisson(store: Store) -> None:
    told = answer(store, "63", norm="50").loc[list(DISTRICTS)]
    assert told["expected_psm"].tolist() == [20, 20, 6, *[20] * 7]
    # half of P(12) of Poisson(20) and all below it is 0.030, of 11 it is 0.016
    assert told["limit_low_95"].iloc[0] == 12
    # all have half of what the norm wants: that is no spread among them, and all are short
    assert told["spread"].iloc[3] < 0.2
    assert told["verdict"].value_counts().to_dict() == {"short": 8, "adequate": 2}


def test_villages_below_five_expected_are_not_judged(store: Store) -> None:
    told = answer(store, "63.71.03", level="village")
    found = (
        told[["verdict", "verdict_reason"]].dropna().to_records(index=False).tolist()
    )
    assert found.count(("undetermined", "few_expected")) == 1
    assert found.count(("undetermined", "ppks_unknown")) == len(told) - 1


def test_the_province_is_the_norm_where_it_is_all_there_is(store: Store) -> None:
    told = answer(store, "63", level="province").loc["63"]
    assert (told["verdict"], told["verdict_reason"]) == ("undetermined", "own_norm")
    everywhere = answer(store, "ID", level="province")
    assert everywhere.loc["63", "verdict_reason"] == "own_norm"
    assert len(everywhere) == 38


def test_whole_numbers_stay_whole_for_scripts(store: Store) -> None:
    table = ask_table(store.folder, "coverage", region="63", **WIDE)
    for name in ("ppks_persons", "psm_active", "limit_low_95", "limit_high_998"):
        assert pa.types.is_integer(table.schema.field(name).type), name
