"""What was spent and allotted, by source of funds: each as it was reported last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from imbang.periods import parse_month
from imbang.publishing.publish import publish
from imbang.questions.asking import ask
from imbang.store.deliveries import Store

MILLION = 1_000_000
OWN, NATIONS = "apbd_regency", "apbn"
# One regency a case; each submission is its period and rows of (source, months, spent,
# allotted), in millions; months of a cumulative figure are its last one.
SENT: dict[str, list[tuple[str, list[tuple[Any, ...]]]]] = {
    "63.01": [
        ("2024-06", [(NATIONS, "2024-06", 40, 40), (OWN, "2024-06", 10, 90)]),
        ("2024-12", [(OWN, "2024-12", 30, 100)]),
    ],
    "63.02": [
        (
            "2024-01/2024-03",
            [
                (OWN, "2024-03", 30, 100),
                (NATIONS, "2024-01/2024-01", 15, 40),
                (NATIONS, "2024-02/2024-02", 15, 40),
                (NATIONS, "2024-03/2024-03", 10, 40),
            ],
        )
    ],
    "63.03": [
        ("2024-03", [(NATIONS, "2024-03", 10, 40)]),
        ("2024-06", [(OWN, "2024-06", 30, 100)]),
    ],
    "63.04": [
        (
            "2024-01/2024-03",
            [
                (OWN, "2024-03", 30, 100),
                (NATIONS, "2024-01/2024-01", 15, 40),
                (NATIONS, "2024-03/2024-03", 10, 40),
            ],
        )
    ],
    "63.05": [
        ("2024-06", [("Dana Insentif", "2024-06", 10, 50)]),
        ("2024-12", [("DANA  INSENTIF.", "2024-12", 45, 60)]),
    ],
    "63.06": [
        ("2024-12", [(NATIONS, "2024-12", 45, 60)]),
        ("2024-06", [(NATIONS, "2024-06", 20, 50)]),  # June again, after December
    ],
    "63.07": [
        ("2024-06", [(NATIONS, "2024-06", None, 40), (None, "2024-06", 10, 100)])
    ],
    "63.08": [("2024-06", [(NATIONS, "2024-06", None, 9)])],
}


def row(source: str | None, months: str, *amounts: float | None) -> dict[str, Any]:
    first, slash, last = months.partition("/")
    spent, allotted = (None if n is None else n * MILLION for n in amounts)
    return {
        "programme": "capacity_building",
        "fund_source": source,
        "year": 2024,
        "spent": spent,
        "allotted": allotted,
        "period_from": parse_month(first),
        "period_to": parse_month(last or first),
        "flow": "monthly" if slash else None,
    }


@pytest.fixture(scope="module")
def store(record_once: Callable[..., Store]) -> Path:
    for office, submissions in SENT.items():
        for period, rows in submissions:
            sent = record_once("budget", office, period, [row(*one) for one in rows])
    publish(sent)
    return sent.folder


def realised(store: Path, region: str, as_of: str) -> list[Any]:
    """Spent and allotted in millions, status, last month, forecast."""
    level = "province" if region == "63" else "regency"
    rows = ask(store, "indicator_values", region=region, level=level, as_of=as_of)
    (told,) = rows[rows["indicator"] == "budget_realised_pct"].to_dict("records")
    parts = [told["numerator"], told["denominator"]]
    found = [None if pd.isna(part) else part / MILLION for part in parts]
    others = [told["status"], told["period"], told["forecast"]]
    return [*found, *(None if pd.isna(value) else value for value in others)]


@pytest.mark.parametrize(
    ("region", "as_of", "expected"),
    [
        ("63.01", "2024-06", [50, 140, "reported", "2024-06"]),
        # 30 of its own 100 up to December, the nation's 40 of 40 up to June
        pytest.param(
            "63.01", "2024-12", [70, 140, "reported", None], id="reported last in June"
        ),
        # 15 a month of one source; of the other nothing before March
        ("63.02", "2024-02", [30, 140, "reported", "2024-02"]),
        # 30 up to March; 15, 15 and 10; half of 140 in a quarter, so twice that in a year
        pytest.param(
            "63.02",
            "2024-03",
            [70, 140, "reported", "2024-03", 200],
            id="months beside",
        ),
        # 10 of 140 in a quarter
        ("63.03", "2024-03", [10, 140, "reported", "2024-03", 100 * 4 * 10 / 140]),
        # what is known of different months says nothing of the year
        ("63.03", "2024-08", [40, 140, "reported", None, None]),
        # 30, 15 and 10: February of one source is not known
        pytest.param("63.04", "2024-03", [55, 140, "partial"], id="a gap in one"),
        pytest.param(
            "63.05", "2024-12", [45, 60], id="one source, spelled in two ways"
        ),
        pytest.param("63.06", "2024-12", [45, 60], id="what the latest months allot"),
        ("63.07", "2024-06", [10, 140]),
        pytest.param("63.08", "2024-06", [None, 9, "not_reported"], id="blank is no 0"),
        # of the others what stands in December: 70 + 70 + 40 + 55 + 45 + 45 + 10
        # of 140 + 140 + 140 + 140 + 60 + 60 + 140 + 9
        pytest.param("63", "2024-12", [335, 829, "partial"], id="the province"),
    ],
)
def test_each_source_as_it_was_reported_last(
    store: Path, region: str, as_of: str, expected: Sequence[Any]
) -> None:
    told = realised(store, region, as_of)[: len(expected)]
    assert told[-1] == pytest.approx(expected[-1])
    assert told == list(expected[:-1]) + told[-1:]
