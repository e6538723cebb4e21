"""Who has sent what: the matrix, its words, and the page's message."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd
import pytest

from imbang import texts
from imbang.screens.quality import reports
from imbang.wording import names, reporting
from imbang.wording.exhibits import reports as exhibits_reports
from imbang.wording.messages import reports as messages_reports

NAMES = {"63.01": "Kabupaten Tanah Laut", "63.02": "Kabupaten Kotabaru"}


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = texts.language()
    texts.use_language("en")
    yield
    texts.use_language(before)


def answer() -> pd.DataFrame:
    rows = [
        ("63.01", "ppks", "2024-S1", "on_time", date(2024, 7, 4), date(2024, 7, 31)),
        ("63.01", "ppks", "2024-S2", "late", date(2025, 2, 2), date(2025, 1, 31)),
        ("63.01", "population", "2024", "on_time", date(2025, 1, 5), date(2025, 3, 31)),
        ("63.02", "ppks", "2024-S1", "late", date(2024, 8, 1), date(2024, 7, 31)),
        ("63.02", "ppks", "2024-S2", "missing", None, date(2025, 1, 31)),
        ("63.02", "population", "2024", "not_collected", None, None),
    ]
    return pd.DataFrame(
        rows,
        columns=["region_code", "dataset", "period", "status", "received_on", "due_on"],
    )


def test_the_office_that_owes_most_comes_first() -> None:
    table = reports.matrix(answer(), NAMES, dataset="ppks")
    assert [column.label for column in table.columns] == [
        "Office",
        "Half I of 2024",
        "Half II of 2024",
    ]
    assert [row["cells"][0]["region"] for row in table.rows] == ["63.02", "63.01"]
    first, second = table.rows
    assert [cell["text"] for cell in first["cells"]] == [
        "Kabupaten Kotabaru",
        "Late",
        "Missing",
    ]
    assert first["cells"][1]["under"] == "1 Aug 2024, 1 day after"
    assert first["cells"][2]["under"] == "due 31 Jan 2025"
    assert second["cells"][1]["under"] == "4 Jul 2024"
    assert second["cells"][2]["under"] == "2 Feb 2025, 2 days after"
    assert [cell["mark"] for cell in second["cells"][1:]] == ["✓", "◷"]


def test_all_datasets_show_the_latest_period_of_each() -> None:
    table = reports.matrix(answer(), NAMES, dataset=exhibits_reports.ALL)
    assert [column.key for column in table.columns] == [
        "region_name",
        "ppks",
        "population",
    ]
    [kotabaru] = [row for row in table.rows if row["cells"][0]["region"] == "63.02"]
    assert kotabaru["cells"][1]["text"] == "Missing"
    assert kotabaru["cells"][1]["under"] == "Half II of 2024"
    assert kotabaru["cells"][1]["hint"] == "Missing · due 31 Jan 2025"
    [laut] = [row for row in table.rows if row["cells"][0]["region"] == "63.01"]
    assert laut["cells"][1]["text"] == "2 Feb 2025"
    assert laut["cells"][1]["mark"] == "◷"
    assert laut["cells"][1]["hint"] == "Late · 2 Feb 2025, 2 days after"
    assert kotabaru["cells"][2]["text"] == "Not collected"


def test_a_period_that_an_office_does_not_owe_is_blank() -> None:
    rows = answer().drop(index=0)
    table = reports.matrix(rows, NAMES, dataset="ppks")
    [laut] = [row for row in table.rows if row["cells"][0]["region"] == "63.01"]
    assert laut["cells"][1] == {"text": "", "mark": "", "tone": ""}


@pytest.mark.parametrize(
    ("period", "name"),
    [
        ("2024", "2024"),
        ("2024-S1", "Half I of 2024"),
        ("2024-Q3", "Quarter III of 2024"),
        ("2024-06", "Jun 2024"),
        ("2024-02/2024-03", "Feb 2024 – Mar 2024"),
    ],
)
def test_periods_are_named_as_they_are_said(period: str, name: str) -> None:
    assert names.period_name(period) == name


def test_periods_stand_in_the_order_of_their_ends() -> None:
    periods = ["2024", "2024-S1", "2023", "2024-06", "2024-Q3", "2023-S2"]
    assert sorted(periods, key=reporting.period_order) == [
        "2023-S2",
        "2023",
        "2024-06",
        "2024-S1",
        "2024-Q3",
        "2024",
    ]


def test_the_message_says_who_is_behind_and_what_is_open() -> None:
    told = messages_reports.title(answer(), findings_open=27, findings_grave=5)
    assert told == (
        "1 of 2 offices have not sent everything that is due;"
        " 27 findings are open, 5 of them grave"
    )
    done = answer()[lambda rows: rows["status"] != "missing"]
    assert messages_reports.title(done, findings_open=0, findings_grave=0) == (
        "All 2 offices have sent what is due; no finding is open"
    )
    nothing = messages_reports.title(
        answer().head(0), findings_open=1, findings_grave=0
    )
    assert nothing == "No report is due yet; 1 finding is open"


def test_statuses_are_counted() -> None:
    assert reports.counts(answer(), "ppks") == {
        "on_time": 1,
        "late": 2,
        "missing": 1,
        "not_collected": 0,
    }
    assert reports.counts(answer(), exhibits_reports.ALL) == {
        "on_time": 1,
        "late": 1,
        "missing": 1,
        "not_collected": 1,
    }


def test_completeness_is_told_for_all_datasets_together_or_one() -> None:
    completeness = pd.DataFrame(
        [
            ("2024-06", "ppks", 13, 13, 12),
            ("2024-12", "ppks", 13, 11, 8),
            ("2024-12", "population", 13, 13, 13),
        ],
        columns=["month", "dataset", "expected", "received", "on_time"],
    )
    rows = reports.by_month(completeness, None)
    assert rows["month"].tolist() == ["2024-06", "2024-12"]
    assert rows["late"].tolist() == [1, 3]
    assert rows["missing"].tolist() == [0, 2]
    assert rows["received_share"].tolist() == [1.0, 24 / 26]
    assert reports.told_completeness(rows) == (
        "For December 2024, 24 of 26 reports have come, 21 of them on time."
    )
    one = reports.by_month(completeness, "population")
    assert one["missing"].tolist() == [0]


def test_datasets_that_nobody_sends_are_named_apart() -> None:
    rows = answer()
    rows.loc[len(rows)] = ["63.01", "budget", "2024-12", "not_collected", None, None]
    assert exhibits_reports.datasets_in(rows) == ["ppks", "population"]
    assert exhibits_reports.not_collected_by_any(rows) == ["Budget"]
