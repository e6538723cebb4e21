"""The questions on verification, services and cases, each figure worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from imbang.publishing.publish import publish
from imbang.questions.asking import ask
from imbang.store.deliveries import Store
from imbang.wording.exhibits import verification as exhibits_verification
from imbang.wording.messages import verification
from tests.together import place, without_maps

from .conftest import psm

BLANK = place("64")  # a province in which one office leaves a blank
CITY, OTHER, PROVINCE, D1, D2 = "63.71", "63.72", "63", "63.71.01", "63.71.02"
V1 = f"{D1}.1001"
JUNE, YEAR = "2024-01/2024-06", "2024-01/2024-12"
Record = Callable[..., Store]


def entry(region: str, source: str, *counts: int | None) -> Any:
    names = ("listed", "verified", "valid", "corrected", "rejected")
    return {
        "region_code": region,
        "source": source,
        **dict(zip(names, counts, strict=True)),
    }


def case(reported: date, handled: date | None, closed: date | None, psm: str) -> Any:
    return {
        "region_code": V1,
        "kind": "poor",
        "reported_on": reported,
        "handled_on": handled,
        "closed_on": closed,
        "with_psm": psm,
    }


@pytest.fixture(scope="module")
def store(record_once: Record) -> Store:
    """A city's verification in 2024 and 2025, services of two, cases of one."""
    record = record_once
    record("verification", CITY, JUNE, [entry(D1, "dtks", 100, 40, 30, 5, 5)])
    record(
        "verification",
        CITY,
        "2024-01/2024-11",
        [entry(D1, "dtks", 100, 80, 60, 10, 8), entry(D2, "dtks", 50, 0, 0, 0, 0)],
    )
    record("verification", CITY, YEAR, [entry(D1, "dtks", 100, 80, 62, 10, 8)])
    record(
        "verification", CITY, "2025-01/2025-03", [entry(D1, "dtsen", 400, 20, 20, 0, 0)]
    )
    record(
        "services",
        CITY,
        YEAR,
        [
            {
                "region_code": CITY,
                "slrt": "yes",
                "operators": 9,
                "referrals_made": 10,
                "referrals_completed": 7,
            }
        ],
    )
    record("services", OTHER, JUNE, [{"region_code": OTHER, "slrt": "no"}])
    record("services", OTHER, YEAR, [{"region_code": OTHER, "referrals_made": 6}])
    handled = {"region_code": D1, "kind": "poor"}
    record(
        "cases",
        CITY,
        YEAR,
        [
            {
                **handled,
                "reported": 9,
                "handled": 8,
                "handled_with_psm": 3,
                "closed": 2,
            },
            {
                **handled,
                "kind": "homeless",
                "reported": 1,
                "handled": 1,
                "handled_with_psm": 1,
                "closed": 1,
            },
            {
                "region_code": D2,
                "kind": "poor",
                "reported": 4,
                "handled": 4,
                "handled_with_psm": 4,
                "closed": 0,
            },
        ],
    )
    early, late = date(2024, 3, 1), date(2024, 3, 5)
    record("case_records", CITY, JUNE, [case(early, late, None, "no")])
    record(
        "case_records",
        CITY,
        YEAR,
        [
            case(early, late, date(2024, 3, 11), "yes"),
            case(early, date(2024, 3, 2), date(2024, 4, 10), "no"),
            case(early, None, None, "no"),
            case(date(2023, 1, 1), date(2023, 1, 1), date(2023, 12, 31), "no"),
        ],
    )
    handled = {"region_code": BLANK.district, "reported": 9}
    rows = [
        {**handled, "kind": "poor", "handled": 8},
        {**handled, "kind": "homeless", "handled": 4, "handled_with_psm": 3},
    ]
    record("cases", BLANK.city, YEAR, rows)
    made = record("pillars", CITY, "2024-12", [psm("a", V1)])
    with without_maps():
        publish(made)
    return made


def asked(store: Store, question: str, **given: str) -> pd.DataFrame:
    return ask(store.folder, question, **{"as_of": "2024-12", **given})


def test_verification_of_the_year_so_far(store: Store) -> None:
    told = asked(store, "verification", region=CITY, level="district")
    rows = told.set_index("region_code")
    assert rows.loc[
        D1, ["listed", "verified", "valid", "corrected", "rejected"]
    ].tolist() == [100, 80, 62, 10, 8]
    assert rows.loc[D1, "verified_share"] == 0.8
    assert rows.loc[D1, "valid_share"] == pytest.approx(72 / 80)
    assert rows.loc[D2, "verified_share"] == 0
    assert pd.isna(rows.loc["63.71.03", "listed"])
    [city] = asked(store, "verification", region=CITY, level="regency").itertuples()
    assert (city.listed, city.verified, city.is_partial) == (150, 80, True)
    july = ask(
        store.folder, "verification", region=D1, level="district", as_of="2024-07"
    )
    assert july[["verified", "until"]].iloc[0].tolist() == [40, "2024-06"]


def test_lists_are_never_joined_and_years_begin_anew(store: Store) -> None:
    told = ask(store.folder, "verification_trend", region=D1, as_of="2025-03")
    lines = {
        (source, month): verified
        for source, month, verified in zip(
            told["source"], told["month"], told["verified"], strict=True
        )
    }
    assert lines["dtks", "2024-06"] == 40
    assert lines["dtks", "2024-12"] == 80
    assert pd.isna(lines["dtks", "2025-01"])
    assert pd.isna(lines["dtks", "2025-03"])
    assert lines["dtsen", "2025-03"] == 20
    assert ("dtsen", "2025-02") not in lines
    shares = told.set_index(["source", "month"])["verified_share"]
    assert shares["dtsen", "2025-03"] == pytest.approx(20 / 400)


def test_what_is_not_reported_is_not_drawn_as_unverified(store: Store) -> None:
    """Entries listed in 2024 hold in 2025, where nobody tells of DTKS any more."""
    told = ask(
        store.folder, "verification", region=CITY, level="district", as_of="2025-03"
    )
    assert set(told["source"].dropna()) == {"dtks", "dtsen"}
    rows = told[told["source"].notna()].assign(is_late=False)
    drawn = exhibits_verification.verification(rows, "light")
    assert {
        code for bar in drawn.data if bar.type == "bar" for code in bar.customdata
    } == {D1}
    assert not exhibits_verification.verification(
        rows[rows["source"] == "dtks"], "light"
    ).data
    january = ask(
        store.folder, "verification", region=D1, level="district", as_of="2025-01"
    )
    reach = ask(store.folder, "flow_reach", region=D1, as_of="2025-01")
    assert (
        verification.told_verification(january, reach)
        == "Belum ada verifikasi yang dilaporkan tahun ini"
    )


def test_where_and_when_was_verified_last(store: Store) -> None:
    told = ask(
        store.folder, "verified_places", region=CITY, level="district", as_of="2025-03"
    ).set_index("region_code")
    assert told.loc[
        D1, ["source", "last_verified", "months_ago", "verified"]
    ].tolist() == ["dtsen", "2025-03", 0, 20]
    assert pd.isna(told.loc[D2, "last_verified"])  # none of 50
    before = asked(store, "verified_places", region=CITY, level="district")
    # the report of December tells of no more than that of November
    assert before.set_index("region_code").loc[D1, "last_verified"] == "2024-11"


def test_present_absent_and_unreported_services(store: Store) -> None:
    told = asked(store, "services", region=PROVINCE)
    plain = told.astype(object).where(told.notna(), None).set_index("region_code")
    assert plain.loc[CITY, ["has_slrt", "operators", "made", "completed"]].tolist() == [
        True,
        9,
        10,
        7,
    ]
    assert plain.loc[CITY, "completed_share"] == pytest.approx(0.7)
    assert plain.loc[OTHER, ["has_slrt", "operators", "made"]].tolist() == [
        False,
        None,
        6,
    ]
    assert plain.loc["63.01", ["has_slrt", "operators", "made"]].tolist() == [None] * 3
    told_so = verification.told_services(told)
    assert (
        told_so
        == "1 dari 2 kabupaten/kota yang melapor memiliki SLRT; seluruhnya 9 operator SIKS-NG"
    )
    indicators = asked(store, "indicator_values", region=PROVINCE, level="province")
    slrt = indicators.set_index("indicator").loc["regencies_with_slrt_pct"]
    assert (slrt["numerator"], slrt["denominator"]) == (1, 2)
    nobody = verification.told_services(told[~told["region_code"].isin([CITY, OTHER])])
    assert nobody == "Belum ada kabupaten/kota yang melaporkan ada tidaknya SLRT"
    of_village = asked(store, "services", region=V1)
    assert of_village["region_code"].tolist() == [CITY]


def test_cases_with_and_without_a_psm(store: Store) -> None:
    told = asked(store, "case_handling", region=CITY, level="district")
    rows = told.set_index("region_code")
    assert told["region_code"].iloc[0] == D1  # most without a PSM first
    assert rows.loc[
        D1, ["reported", "handled", "with_psm", "without_psm", "closed"]
    ].tolist() == [10, 9, 4, 5, 3]
    assert rows.loc[D1, "with_psm_share"] == pytest.approx(4 / 9)
    assert (rows.loc[D1, "psm_active"], rows.loc[D2, "psm_active"]) == (1, 0)
    assert rows.loc[D2, "without_psm"] == 0
    poor = asked(store, "case_handling", region=CITY, level="district", kind="poor")
    assert poor.set_index("region_code").loc[D1, "without_psm"] == 5
    kinds = asked(store, "case_kinds", region=CITY).set_index("kind")
    assert kinds.loc["poor", ["handled", "with_psm", "without_psm"]].tolist() == [
        12,
        7,
        5,
    ]


def test_days_between_of_the_latest_list_of_the_year(store: Store) -> None:
    told = asked(store, "case_days", region=CITY)
    whole, poor = told.itertuples()
    assert pd.isna(whole.kind)
    assert poor.kind == "poor"
    # handled after 4, 1 and 0 days; closed this year after 10 and 40
    assert (whole.cases, whole.handled, whole.closed, whole.with_psm) == (4, 3, 2, 1)
    assert (whole.days_to_handle_median, whole.days_to_close_median) == (1, 25)
    indicators = asked(store, "indicator_values", region=CITY, level="regency")
    days = indicators.set_index("indicator").loc["days_to_close_median", "value"]
    assert days == whole.days_to_close_median
    assert whole.days_to_close_90 == pytest.approx(10 + 0.9 * 30)
    [june, _kind] = ask(
        store.folder, "case_days", region=CITY, as_of="2024-07"
    ).itertuples()
    assert (june.cases, june.closed) == (1, 0)
    assert pd.isna(june.days_to_close_median)
    assert ask(store.folder, "case_days", region=CITY, as_of="2025-01").empty


def test_a_blank_with_psm_is_not_without(store: Store) -> None:
    told = asked(store, "case_handling", region=BLANK.district, level="district").iloc[
        0
    ]
    assert (told["handled"], told["with_psm"], told["without_psm"]) == (12, 3, 1)
    assert told["with_psm_share"] == pytest.approx(3 / 4)
    assert told["is_partial"]
