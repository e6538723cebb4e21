"""Made-up deliveries through the product and the calculation of who reports on time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb

from imbang.progress import silently
from imbang.publishing.figures import building
from imbang.publishing.figures.material import gather
from imbang.questions.asking import sql_values
from imbang.questions.catalogue import bind, questions
from imbang.settings.settings import bearing_on_figures
from imbang.store.deliveries import Store
from imbang.store.workspace import Workspace

from ..conftest import draft
from .reporting import Received, statuses
from .sending import NATION, month_text, regions_of, span

PERIODS = {
    "ppks": (
        "2023-02",
        "2023-06",
        "2023-09",
        "2023-10",
        "2023-12",
        "2024-05",
        "2024-06",
    ),
    "pillars": ("2023-03", "2023-06", "2023-12", "2024-04", "2024-06", "2024-12"),
    "pillar_counts": ("2023-06", "2024-06", "2024-12"),
    "population": ("2022", "2023", "2023-08"),
    "services": ("2024-02", "2024-03", "2024-05", "2024-06"),
}
MONTHS = ("2022-11", "2023-06", "2024-05", "2024-12", "2025-03")
PROVINCES = [
    p for p in regions_of(NATION, "province") if len(regions_of(p, "regency")) < 12
]


def made_up(chance: random.Random) -> Iterator[Received]:
    """What a few offices of each province sent, on days around the due ones."""
    for province in PROVINCES:
        offices = [*regions_of(province, "regency")[:3], province]
        for _number in range(chance.randint(1, 20)):
            dataset = chance.choice(list(PERIODS))
            period = span(chance.choice(PERIODS[dataset]))
            year, month = divmod(period.last + 1, 12)
            days = chance.choice((0, 29, 30, 31, 89, 90, 91, 200))
            day = date(year, month + 1, 1) + timedelta(days=days - 1)
            yield Received(dataset, chance.choice(offices), period, day)


def row(dataset: str, region: str) -> dict[str, Any]:
    own = {
        "ppks": {"kind": "poor", "unit": "person", "count": 1},
        "pillars": {"kind": "lks", "status": "active"},
        "pillar_counts": {"kind": "psm", "count": 1},
        "population": {"inhabitants": 1},
        "services": {"slrt": "no"},
    }[dataset]
    return {"region_code": region, **own}


def test_the_product_agrees_with_the_calculation(tmp_path: Path) -> None:
    sent = list(made_up(random.Random(1)))
    store = Store(tmp_path)
    for one in sent:
        period = f"{month_text(one.period.first)}/{month_text(one.period.last)}"
        content = [row(one.dataset, one.office)]
        made = draft(one.dataset, one.office, period, content)
        store.record([made], by="oracle", received_on=one.day)
    with duckdb.connect() as work:
        settings = bearing_on_figures(Workspace(tmp_path))
        building.build(work, gather(store, store.counted(), settings), silently)
        for macro in building.macros():
            work.execute(macro.replace("create macro", "create or replace macro"))
        for province in PROVINCES:
            for as_of in MONTHS:
                expected = statuses(sent, province, span(as_of).last, date.today())
                assert answered(work, province, as_of) == expected, (province, as_of)


def answered(work: duckdb.DuckDBPyConnection, region: str, as_of: str) -> Any:
    asked = questions()["reporting"]
    given = bind(asked, {"region": region, "as_of": as_of})
    rows = work.execute(asked.sql, sql_values(asked, given, work)).df()
    rows = rows[rows["status"] != "not_collected"]
    return {
        (
            one.region_code,
            one.dataset,
            f"{one.period}-12" if len(one.period) == 4 else one.period,
            None if one.status == "missing" else one.received_on.date(),
        ): one.status
        for one in rows.itertuples()
    }
