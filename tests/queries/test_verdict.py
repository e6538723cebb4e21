"""Verdicts of ``coverage``: from what was sent to the answer, whichever way it is asked."""

from __future__ import annotations

from collections.abc import Callable

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
    # of 93 PSM shared out, a tenth of which is 10: P(≤ 2) is 0.0019, P(≥ 18) 0.0104
    others = ["adequate"] * 7
    assert told["verdict"].tolist() == ["short", "adequate", "undetermined", *others]
    assert told["verdict_reason"].dropna().to_dict() == {DISTRICTS[2]: "few_expected"}
    share = stats.binom(93, 1000 / 9300)
    below = (share.cdf(1) + share.cdf(2)) / 2
    assert told["p_adjusted"].iloc[0] == pytest.approx(9 * 2 * below)
    assert told["limit_low_95"].iloc[0] == share.ppf(0.025) == 5
    assert told["limit_high_95"].iloc[0] == share.ppf(0.975) == 16
    assert told["limit_low_998"].iloc[0] == share.ppf(0.001) == 2
    assert told["limit_high_998"].iloc[0] == share.ppf(0.999) == 20
    assert told["dispersion"].tolist() == [1] * 10


def test_a_district_is_judged_the_same_however_it_is_asked_for(store: Store) -> None:
    whole = answer(store, "63")
    for region in (CITY, DISTRICTS[0]):
        part = answer(store, region)
        pd.testing.assert_frame_equal(part, whole.loc[part.index], check_dtype=False)


def test_a_norm_from_outside_is_held_against_poisson(store: Store) -> None:
    told = answer(store, "63", norm="50").loc[list(DISTRICTS)]
    assert told["expected_psm"].tolist() == [20, 20, 6, *[20] * 7]
    assert told["limit_low_95"].iloc[0] == stats.poisson(20).ppf(0.025)
    # all have half of what the norm wants: that is no spread among them
    assert told["dispersion"].eq(1).all()
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
