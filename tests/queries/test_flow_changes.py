"""What is counted since January, compared to the same date of the same offices.

Two cities sent the whole of 2023 and its first half; of 2024 one sent the year, the other
its first half, which is late.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from imbang.publishing.publish import publish
from imbang.questions.asking import ask
from imbang.store.deliveries import Store
from imbang.wording import lateness, moved
from imbang.wording.messages import verification

from .conftest import psm

Record = Callable[..., Store]
ON_TIME, LATE, NEW, PROVINCE = "63.71", "63.72", "63.01", "63"
HANDLED = {  # handled and, of these, with a PSM, up to the period's end
    (ON_TIME, "2023-01/2023-06"): (10, 4),
    (ON_TIME, "2023-01/2023-12"): (40, 20),
    (ON_TIME, "2024-01/2024-06"): (20, 12),
    (ON_TIME, "2024-01/2024-12"): (50, 30),
    (LATE, "2023-01/2023-06"): (20, 10),
    (LATE, "2023-01/2023-12"): (60, 30),
    (LATE, "2024-01/2024-06"): (30, 18),
    (NEW, "2024-01/2024-12"): (5, 5),
}


@pytest.fixture(scope="module")
def store(record_once: Record) -> Store:
    for (office, period), (handled, with_psm) in HANDLED.items():
        row = {
            "region_code": office,
            "kind": "poor",
            "reported": handled,
            "handled": handled,
            "handled_with_psm": with_psm,
            "served": handled,
        }
        record_once("cases", office, period, [row])
        entry = {"source": "dtks", "listed": 100, "verified": handled, "valid": handled}
        record_once("verification", office, period, [{"region_code": office, **entry}])
    made = record_once("pillars", ON_TIME, "2023-06", [psm("a", f"{ON_TIME}.01.1001")])
    publish(made)
    return made


def changed(
    store: Store, indicator: str, region: str, level: str, **given: str
) -> dict[Any, Any]:
    asked = {"as_of": "2024-12", "base": "2023-12"} | given
    answer = ask(
        store.folder,
        "indicator_changes",
        region=region,
        level=level,
        indicator=indicator,
        **asked,
    )
    plain = answer.astype(object).where(answer.notna(), None)
    return dict(plain.set_index("region_code").loc[region])


def figures(row: dict[Any, Any]) -> tuple[Any, ...]:
    sides = ("now_month", "base_month", "value", "value_before", "share")
    return tuple(row[key] for key in sides)


def test_lateness_is_no_decline(store: Store) -> None:
    """As reported 85 people were served in 2024 after 100 in 2023."""
    row = changed(store, "ppks_assisted", PROVINCE, "province")
    assert figures(row) == ("2024-12", "2023-12", 50, 40, pytest.approx(50 / 85))
    told = moved.told_change(row).replace("\xa0", " ")
    assert told == (
        "+10, s.d. Des 2024 dibanding s.d. Des 2023, kantor yang sama (59 %)"
    )


def test_a_late_office_is_held_against_its_own_date(store: Store) -> None:
    row = changed(store, "cases_with_psm_pct", LATE, "regency")
    assert figures(row) == ("2024-06", "2023-06", 60, 50, 1)
    assert moved.told_both(row).replace("\xa0", " ") == (
        "60,0 % sampai Juni 2024, 50,0 % sampai Juni 2023"
    )


@pytest.mark.parametrize("base", ["2023-12", "2023-06", "2024-06"])
def test_the_date_of_the_year_is_that_of_the_later_side(
    store: Store, base: str
) -> None:
    row = changed(store, "cases_with_psm_pct", PROVINCE, "province", base=base)
    assert figures(row)[:4] == ("2024-12", "2023-12", 60, 50)


def test_to_date_is_where_most_offices_are(store: Store) -> None:
    """In November both tell of June: both are compared, and nobody is late."""
    asked = {"as_of": "2024-11", "base": "2023-11"}
    row = changed(store, "ppks_assisted", PROVINCE, "province", **asked)
    assert figures(row) == ("2024-06", "2023-06", 50, 30, 1)
    reach = ask(store.folder, "flow_reach", region=PROVINCE, as_of="2024-11")
    assert not reach["is_late"].any()


def test_a_first_report_is_no_growth(store: Store) -> None:
    row = changed(store, "ppks_assisted", NEW, "regency")
    assert figures(row) == ("2024-12", "2023-12", None, None, None)
    assert moved.told_change(row) == ""


def test_who_is_late_is_named_with_the_month_that_is_its_own(store: Store) -> None:
    reach = ask(store.folder, "flow_reach", region=PROVINCE, as_of="2024-12")
    late = reach[reach["is_late"]]
    assert set(late["region_code"]) == {LATE}
    assert set(late["until"]) == {"2024-06"}
    assert lateness.reached(reach, "cases") == "2024-12"
    assert lateness.told_late(reach, ["cases"]) == (
        "Terlambat, dan dihitung hanya sampai laporan terakhirnya: Kota Banjarbaru"
        " (sampai Juni 2024)."
    )
    assert lateness.told_late(reach, ["budget"]) == ""
    many = pd.concat(
        [
            late.assign(region_code=f"63.{n:02}", region_name=str(n))
            for n in range(1, 21)
        ]
    )
    assert lateness.told_late(many, ["cases"]) == (
        "Terlambat, dan dihitung hanya sampai laporan terakhirnya: "
        + ", ".join(f"{n} (sampai Juni 2024)" for n in range(1, 6))
        + " dan 15 kantor lain."
    )
    own = ask(store.folder, "flow_reach", region=f"{LATE}.02", as_of="2024-12")
    assert own[
        ["region_code", "until", "is_late"]
    ].drop_duplicates().values.tolist() == [[LATE, "2024-06", True]]
    codes = pd.Series([ON_TIME, LATE, f"{LATE}.02", PROVINCE])
    assert lateness.is_late(codes, reach, ["cases"]).tolist() == [
        False,
        True,
        True,
        False,
    ]


def test_nothing_of_the_year_is_late_too(store: Store) -> None:
    reach = ask(store.folder, "flow_reach", region=PROVINCE, as_of="2025-12")
    assert reach["until"].isna().all()
    assert not reach["is_late"].any()  # nobody is further


def of_region(store: Store, question: str, region: str, level: str) -> pd.DataFrame:
    return ask(store.folder, question, region=region, level=level, as_of="2024-12")


def test_the_title_says_up_to_when_of_whom_that_is_true(store: Store) -> None:
    def told(region: str, level: str) -> tuple[str, str]:
        own = of_region(store, "verification", region, level)
        cases = dict(of_region(store, "case_handling", region, level).iloc[0])
        services = ask(store.folder, "services", region=region, as_of="2024-12")
        reach = ask(store.folder, "flow_reach", region=region, as_of="2024-12")
        title = verification.title(own, cases, "X", reach)
        said = verification.paragraph(own, cases, services, {}, reach)
        return title.replace("\xa0", " "), said.replace("\xa0", " ")

    title, said = told(LATE, "regency")
    assert title == (
        "X: 30 % data DTKS diverifikasi, baru sampai Juni 2024; 12 dari 30 kasus"
        " ditangani tanpa PSM, baru sampai Juni 2024"
    )
    title, said = told(PROVINCE, "province")
    assert "baru sampai" not in title
    assert "85 data DTKS yang diverifikasi sampai Desember 2024" in said
    assert said.endswith("Kota Banjarbaru (sampai Juni 2024).")
