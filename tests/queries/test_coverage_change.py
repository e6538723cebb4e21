"""What has changed of coverage between two months, worked out by hand and the other way.

Banjarbaru (63.72) has five districts. Kelurahan of district 02 report from January, the
district too; district 03 reports for the first time in December, as a whole. A norm of 120
is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from imbang.analysis.matched import is_whole, outermost, reached, share_of
from imbang.publishing.publish import publish
from imbang.questions.asking import ask
from imbang.reference.levels import level_of
from imbang.store.deliveries import Store
from tests.together import without_maps

from .conftest import need

CITY, ONE, TWO = "63.72", "63.72.02", "63.72.03"
V1, V2 = "63.72.02.1003", "63.72.02.1004"


@pytest.fixture(scope="module")
def changing(record_once: Callable[..., Store]) -> Path:
    def send(month: str, **told: tuple[int, int]) -> Store:
        codes = {"one": ONE, "two": TWO, "v1": V1, "v2": V2}
        rows = {codes[name]: pair for name, pair in told.items()}
        record_once("ppks", CITY, month, [need(c, n) for c, (n, _p) in rows.items()])
        counts = [
            {"region_code": code, "kind": "psm", "count": people}
            for code, (_n, people) in rows.items()
        ]
        return record_once("pillar_counts", CITY, month, counts)

    send("2024-01", one=(300, 3), v1=(100, 3), v2=(200, 0))
    send("2024-12", one=(330, 4), v1=(110, 3), v2=(220, 1), two=(670, 2))
    store = send("2025-06", two=(700, 3))
    with without_maps():
        publish(store)
    return store.folder


def _changed(
    store: Path, region: str, base: str, as_of: str, **more: str | None
) -> dict[str, tuple[Any, ...]]:
    """Now, before and share of each figure."""
    row = ask(
        store,
        "coverage_change",
        region=region,
        as_of=as_of,
        base=base,
        **{"norm": "120", "level": level_of(region)} | more,
    ).iloc[0]
    figures = {
        "psm": "psm_active",
        "ratio": "ratio_ppks_per_psm",
        "uncovered": "uncovered_persons",
    }
    return {
        name: tuple(row[[column, f"{column}_before", f"{name}_share"]])
        for name, column in figures.items()
    }


def test_a_first_report_is_no_growth(changing: Path) -> None:
    # of the city 1,000 PMKS and 6 PSM are known, 330 and 4 of them in both months;
    # of V1's 110 nobody is beyond reach, of V2's 220 there are 220 - 120, before all 200
    assert _changed(changing, CITY, "2024-01", "2024-12") == {
        "psm": (4, 3, pytest.approx(4 / 6)),
        "ratio": (330 / 4, 300 / 3, pytest.approx(330 / 1000)),
        "uncovered": (100, 200, pytest.approx(330 / 1000)),
    }


def test_a_region_told_whole_is_compared_as_a_whole(changing: Path) -> None:
    told = _changed(changing, ONE, "2024-01", "2024-12")
    assert (told["psm"], told["ratio"]) == ((4, 3, 1), (82.5, 100, 1))
    # people beyond reach are added up village by village
    assert told["uncovered"] == (100, 200, 1)


def test_a_region_without_known_villages_is_compared_by_itself(changing: Path) -> None:
    # 670 - 2 × 120 and 700 - 3 × 120; district 02 is carried forward
    assert _changed(changing, TWO, "2024-12", "2025-06")["uncovered"] == (340, 430, 1)
    assert _changed(changing, CITY, "2024-12", "2025-06") == {
        "psm": (7, 6, 1),
        "ratio": (pytest.approx(1030 / 7), pytest.approx(1000 / 6), 1),
        "uncovered": (440, 530, 1),
    }


def test_each_region_of_a_level_has_its_own(changing: Path) -> None:
    rows = ask(
        changing,
        "coverage_change",
        region=CITY,
        level="district",
        as_of="2025-06",
        base="2024-12",
        norm="120",
    ).set_index("region_code")
    assert len(rows) == 5
    told = rows[rows["uncovered_persons"].notna()]
    both = told[["uncovered_persons", "uncovered_persons_before"]]
    assert both.T.to_dict("list") == {ONE: [100, 100], TWO: [340, 430]}
    # of what neither month tells there is nothing, and no share of it
    assert rows.drop([ONE, TWO]).isna().all(axis=None)


def test_both_months_stand_against_the_norm_of_the_later(changing: Path) -> None:
    # by its own ratio in December, 1,000 to 6; V2 had no PSM in January
    told = _changed(changing, CITY, "2024-01", "2024-12", norm=None)
    assert told["uncovered"] == (pytest.approx(220 - 1000 / 6), 200, 0.33)
    # in June 1,030 to 7: of TWO in December 670 are held against it
    told = _changed(changing, TWO, "2024-12", "2025-06", norm=None)
    norm = 1030 / 7
    assert told["uncovered"] == (
        pytest.approx(700 - 3 * norm),
        pytest.approx(670 - 2 * norm),
        1,
    )


@pytest.mark.parametrize("given", [{}, {"norm": "120"}, {"kinds": "poor"}], ids=str)
@pytest.mark.parametrize("region", ["ID", "63", "63.06", "63.71.04"])
def test_it_follows_from_the_coverage_of_both_months(
    sample_store: Path, region: str, given: dict[str, str]
) -> None:
    """As decisions compare what was reported anew, row by row."""
    province = "63" if region == "ID" else region[:2]
    now, before = "2024-12", "2023-12"
    later = ask(sample_store, "coverage", region=province, as_of=now, **given)
    norm = later.loc[
        later["level"] == "village", ["norm_numerator", "norm_denominator"]
    ]
    exact = "{}/{}".format(*norm.iloc[0].astype(int))
    earlier = ask(
        sample_store,
        "coverage",
        region=province,
        as_of=before,
        **given | {"norm": exact},
    )
    both = later.merge(earlier, on="region_code", suffixes=("", "_before"))
    both = both[both["region_code"].str.startswith("63" if region == "ID" else region)]
    own = both[both["region_code"] == ("63" if region == "ID" else region)].iloc[0]
    psm = outermost(both[is_whole(both, "psm")])
    known = reached(both)
    row = ask(
        sample_store,
        "coverage_change",
        region=region,
        level=level_of(region),
        as_of=now,
        base=before,
        **given,
    ).iloc[0]
    expected = {
        "psm_active": psm["psm_active"].sum(),
        "psm_active_before": psm["psm_active_before"].sum(),
        "psm_share": share_of(psm["psm_active"].sum(), own["psm_active"]),
        "uncovered_persons": known["uncovered_persons"].sum(),
        "uncovered_persons_before": known["uncovered_persons_before"].sum(),
        "uncovered_share": share_of(known["ppks_persons"].sum(), own["ppks_persons"]),
    }
    assert len(psm) > 0
    assert len(known) > 0
    assert row[[*expected]].to_dict() == pytest.approx(expected)


def test_nothing_is_compared_of_a_region_that_never_reported(changing: Path) -> None:
    told = _changed(changing, "63.71", "2024-01", "2024-12")
    assert all(pd.isna(part) for figure in told.values() for part in figure)
