"""Small maps of coverage over time: each shows what the page of its month shows."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from imbang.app.page_files import list_pages
from imbang.publishing.publish import publish
from imbang.store.deliveries import Store
from tests.conftest import draft
from tests.pages.conftest import CITY, reading
from tests.pages.drawn import components_told, figures_drawn
from tests.pages.test_pages import opened, words

[PAGE] = [page for page in list_pages() if page.path.stem == "3_cakupan_psm"]
PPKS = {  # by village: June 2023, June 2024 (one is left out); December told nothing
    "63.71.01.1001": (40, 500),
    "63.71.01.1002": (1230, None),
    "63.71.02.1001": (0, 90),
    "63.71.02.1002": (90, 0),
}
PSM = dict.fromkeys(PPKS, 1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = Store(tmp_path_factory.mktemp("time") / "store")
    for place, month in enumerate(("2023-06", "2024-06")):
        for dataset, kind, counts in (
            ("ppks", "poor", {code: n[place] for code, n in PPKS.items()}),
            ("pillar_counts", "psm", PSM),
        ):
            rows = [
                {"region_code": code, "kind": kind, "unit": "person", "count": n}
                for code, n in counts.items()
                if n is not None
            ]
            one = draft(dataset, CITY, month, rows)
            store.record([one], by="tester", received_on=date(2024, 7, 10))
    publish(store)
    return store.folder


@pytest.fixture
def served_time(made: Path) -> Iterator[Path]:
    yield from reading(made)


def numbers(told: Any) -> list[int]:
    if not isinstance(told, dict):
        return list(told or [])
    return np.frombuffer(base64.b64decode(told["bdata"]), told["dtype"]).tolist()


def colours(figure: str, *, hatched: bool = False) -> dict[tuple[str, int], str]:
    """The colour of each area by layer and feature; those of the hatching if so asked."""
    found = {}
    for trace in json.loads(figure)["data"]:
        if trace["type"] != "choropleth" or (trace.get("meta") == "hatch") != hatched:
            continue
        scale = [colour for _share, colour in trace["colorscale"]]
        for one, step in zip(
            numbers(trace["locations"]), numbers(trace["z"]), strict=True
        ):
            found[trace["geojson"], one] = scale[2 * step]
    return found


def months(app: AppTest) -> dict[str, dict[str, Any]]:
    sent = [json.loads(told) for told in components_told(app)]
    [found] = [one["months"] for one in sent if "months" in one]
    return {one["month"]: one for one in found}


@pytest.mark.parametrize("shown", ["uncovered", "smoothed"])
def test_each_map_has_the_colours_of_the_page_of_its_month(
    served_time: Path, shown: str
) -> None:
    where = {"region": CITY, "level": "village", "shown": shown}
    app = opened(PAGE, **where, tab="time", as_of="2024-06")
    assert not app.exception
    small = months(app)
    assert list(small) == ["2023-06", "2023-12", "2024-06"]
    assert [one["isShown"] for one in small.values()] == [False, False, True]
    drawn = {month: colours(one["figure"]) for month, one in small.items()}
    for month, own in drawn.items():
        page = opened(PAGE, **where, as_of=month)
        [whole] = figures_drawn(page)
        assert colours(whole) == own
    assert drawn["2023-06"] == drawn["2023-12"] != drawn["2024-06"]


def test_what_is_carried_forward_is_hatched_and_said(served_time: Path) -> None:
    app = opened(PAGE, region=CITY, level="village", tab="time", as_of="2024-06")
    small = months(app)
    hatched = {m: len(colours(one["figure"], hatched=True)) for m, one in small.items()}
    # nothing came in December; in June one village was left out of the report
    assert hatched == {"2023-06": 0, "2023-12": 4, "2024-06": 1}
    assert small["2023-12"]["alt"].endswith("dari laporan lama 4")
    [table] = [
        json.loads(told) for told in components_told(app) if "rows" in json.loads(told)
    ]
    under = [
        [cell.get("under", "") for cell in row["cells"][1:]] for row in table["rows"]
    ]
    marked = [["laporan lama" in one for one in row] for row in under]
    assert sorted(filter(any, marked)) == [[False, True, False]] * 3 + [
        [False, True, True]
    ]
    assert "Dari laporan lama" in words(app)


def test_the_last_month_stays_when_an_earlier_one_is_looked_at(
    served_time: Path,
) -> None:
    where = {"region": CITY, "level": "village", "tab": "time"}
    app = opened(PAGE, **where, as_of="2023-06", until="2024-06")
    assert [m for m, one in months(app).items() if one["isShown"]] == ["2023-06"]
    assert list(months(app))[-1] == "2024-06"
    odd = opened(PAGE, **where, as_of="2024-06", until="zzzz")
    assert list(months(odd))[-1] == "2024-06"
