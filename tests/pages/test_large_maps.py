"""A region with more villages than one map holds: it draws districts, and says so."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from imbang.analysis.placement import scenarios
from imbang.analysis.placement.scenarios import Scenario
from imbang.app.page_files import list_pages
from imbang.geometry import layers, nation
from imbang.publishing.publish import publish
from imbang.questions import asking
from imbang.reference.levels import NATION
from imbang.store.deliveries import Store
from imbang.store.workspace import Workspace
from tests.pages.conftest import CITY, reading
from tests.pages.drawn import components_told
from tests.pages.test_pages import opened, words
from tests.together import without_maps

PAGES = {page.path.stem: page for page in list_pages()}
MOST = 57  # the city has 52 villages in 5 districts, so 58 shapes


@pytest.fixture
def served_large(
    tiny_store: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Path]:
    """The tiny store where one map holds less than its villages; under a name of its own,
    because the limit is no part of what is remembered."""
    monkeypatch.setattr(layers, "MOST_SHAPES", MOST)
    (tmp_path / "large").symlink_to(tiny_store, target_is_directory=True)
    yield from reading(tmp_path / "large")


def coloured(app: AppTest) -> list[int]:
    """The regions that each map of the page colours."""
    return [
        sum(numbers(one["locations"]) for one in traces if "hovertemplate" in one)
        for traces in maps(app)
    ]


def shapes(app: AppTest) -> list[int]:
    """How many shapes each map of the page draws."""
    return [sum(numbers(one["locations"]) for one in traces) for traces in maps(app)]


def maps(app: AppTest) -> list[list[dict[str, Any]]]:
    """The areas of each map of the page, small ones too."""
    sent = [json.loads(told) for told in components_told(app)]
    figures = [one["figure"] for one in sent if "figure" in one]
    figures += [month["figure"] for one in sent for month in one.get("months", ())]
    drawn = [json.loads(figure)["data"] for figure in figures]
    return [[one for one in traces if one["type"] == "choropleth"] for traces in drawn]


def numbers(locations: dict[str, str] | list[int]) -> int:
    if isinstance(locations, list):
        return len(locations)
    return np.frombuffer(base64.b64decode(locations["bdata"]), locations["dtype"]).size


@pytest.mark.parametrize(
    ("page", "own"),
    [
        ("1_ringkasan", {}),
        ("3_cakupan_psm", {"level": "village"}),
        ("3_cakupan_psm", {"level": "village", "shown": "smoothed"}),
        ("3_cakupan_psm", {"level": "village", "tab": "time"}),
        ("4_pmks", {"level": "village", "tab": "map"}),
    ],
)
def test_districts_are_drawn_and_why_is_said(
    served_large: Path, page: str, own: dict[str, str]
) -> None:
    app = opened(PAGES[page], region=CITY, lang="en", **own)
    assert not app.exception
    assert not app.error
    assert shapes(app)
    assert max(shapes(app)) <= 5 + 5 + 1  # each district, perhaps hatched, in the city
    assert own.get("tab") == "time" or set(coloured(app)) == {5}
    assert "52 villages are more than one map holds" in words(app)
    below = opened(PAGES[page], region="63.71.01", lang="en", **own)
    assert min(shapes(below)) >= 12  # its villages
    assert "more than one map holds" not in words(below)


def test_the_list_beside_them_is_of_villages(served_large: Path) -> None:
    app = opened(PAGES["3_cakupan_psm"], region=CITY, lang="en", level="village")
    [listed] = [
        json.loads(one) for one in components_told(app) if "rows" in json.loads(one)
    ]
    assert len(listed["rows"]) == 50  # the first page of them


def test_a_meeting_draws_districts(served_large: Path) -> None:
    app = opened(PAGES["6_rapat"], region=CITY, lang="en")
    assert not app.exception
    assert 5 in coloured(app)
    assert "By district, as a share" in words(app)


def test_a_plan_draws_districts(served_large: Path) -> None:
    app = opened(PAGES["9_penempatan"], region=CITY, lang="en")
    assert not app.exception
    assert coloured(app) == [5]
    assert "52 villages are more than one map holds" in words(app)
    assert "Places given, by district" in words(app)


def test_a_district_of_a_plan_has_figures_of_its_own(
    sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of the list of coverage, which are not always the sum of its villages."""
    monkeypatch.setattr(layers, "MOST_SHAPES", MOST)
    (tmp_path / "large").symlink_to(sample_store, target_is_directory=True)
    for store in reading(tmp_path / "large"):
        own = told_of(covered(store, "district"))
        villages = covered(store, "village").rename(lambda code: code[:8])
        sums = told_of(villages.groupby(level=0).sum(min_count=1))
        assert sums - own
        app = opened(PAGES["9_penempatan"], region="63.05", lang="en", as_of="2024-12")
        assert coloured(app) == [len(own)]
        sent = map(json.loads, components_told(app))
        [figure] = [one["figure"] for one in sent if "figure" in one]
        assert set(re.findall(r"PMKS: [\d,]+, PSM: \d+", figure)) == own


def covered(store: Path, level: str) -> pd.DataFrame:
    """PMKS and PSM of the regions of a level, by code."""
    rows = asking.ask(
        store, "coverage", region="63.05", level=level, as_of="2024-12"
    ).set_index("region_code")
    return rows[["ppks_persons", "psm_active"]]


def told_of(rows: pd.DataFrame) -> set[str]:
    """What a map tells of each."""
    pairs = zip(rows["ppks_persons"], rows["psm_active"], strict=True)
    return {f"PMKS: {ppks:,}, PSM: {psm}" for ppks, psm in pairs}


def test_what_a_plan_changes_is_drawn_by_district(served_large: Path) -> None:
    app = opened(PAGES["9_penempatan"], region=CITY, lang="en", tab="effect")
    assert not app.exception
    assert not app.error
    assert coloured(app) == [5]
    assert "Change of PMKS beyond reach, by district" in words(app)
    assert "52 villages are more than one map holds" in words(app)


@pytest.fixture(scope="module")
def two_provinces(record_once: Callable[..., Store]) -> Path:
    """A published store of which nobody has drawn a map of a province."""
    for village, more in ((f"{CITY}.01.1001", 0), ("62.71.03.1001", 100)):
        for month, count in (("2023-06", 40 + more), ("2024-06", 60 + more)):
            row = {"region_code": village, "unit": "person"}
            needs = [row | {"kind": "poor", "count": count}]
            if more:  # and people of whom nobody knows who serves them
                other = {"region_code": "62.71.03.1002", "count": 500}
                needs.append(needs[0] | other)
            psm = [row | {"kind": "psm", "count": 1}]
            record_once("ppks", village[:5], month, needs)
            store = record_once("pillar_counts", village[:5], month, psm)
    with without_maps():
        publish(store)
    plan = Scenario("Dua", NATION, "2024-06", "90", "", {"posts": "2"})
    scenarios.save(Workspace(store.folder), plan, by="tester")
    return store.folder


@pytest.fixture
def served_nation(two_provinces: Path) -> Iterator[Path]:
    yield from reading(two_provinces)


@pytest.mark.parametrize(
    ("page", "own"),
    [
        ("1_ringkasan", {}),
        ("3_cakupan_psm", {"level": "regency"}),
        ("3_cakupan_psm", {"level": "regency", "shown": "uncovered"}),
        ("3_cakupan_psm", {"level": "regency", "shown": "smoothed", "norm": "90"}),
        ("3_cakupan_psm", {"level": "village"}),
        ("3_cakupan_psm", {"level": "district", "tab": "time"}),
        ("4_pmks", {"level": "district", "tab": "map"}),
        ("6_rapat", {}),
        ("9_penempatan", {"plan_norm": "90"}),
        ("9_penempatan", {"plan_norm": "90", "tab": "effect"}),
    ],
)
def test_the_nation_is_drawn_by_regency(
    served_nation: Path, page: str, own: dict[str, str]
) -> None:
    app = opened(PAGES[page], region=NATION, lang="en", **own)
    assert not app.exception
    assert not app.error
    assert "There is no map" not in words(app)
    assert shapes(app)
    # each regency, perhaps hatched, and the outlines of provinces
    assert 514 <= min(shapes(app)) <= max(shapes(app)) <= 2 * 514 + 38
    is_larger = own.get("level") != "regency"
    assert ("The map of the nation draws regencies." in words(app)) == is_larger


@pytest.mark.parametrize("tab", ["map", "time"])
def test_norms_of_their_own_have_no_steps_in_common(
    served_nation: Path, tab: str
) -> None:
    """60 and 660 PMKS to one PSM: the ratios of both are not coloured by one of them."""
    own = {"level": "regency", "shown": "smoothed", "lang": "en", "tab": tab}
    page = PAGES["3_cakupan_psm"]
    assert "PMKS per PSM, smoothed" not in words(opened(page, region=NATION, **own))
    assert "PMKS per PSM, smoothed" in words(
        opened(page, region=NATION, norm="90", **own)
    )


def test_a_note_tells_the_norms_of_all_provinces(served_nation: Path) -> None:
    own = {"level": "regency", "tab": "time", "lang": "en"}
    told = words(opened(PAGES["3_cakupan_psm"], region=NATION, **own))
    assert "from 40.0 to 660.0 PMKS to one PSM" in told


def test_the_nation_is_drawn_by_province(served_nation: Path) -> None:
    app = opened(PAGES["3_cakupan_psm"], region=NATION, lang="en", level="province")
    assert not app.exception
    assert coloured(app) == [38]


def test_a_meeting_of_the_nation_goes_down_to_a_province(served_nation: Path) -> None:
    """From its two maps, of where we stand and of what we propose."""
    app = opened(PAGES["6_rapat"], region=NATION, lang="en")
    assert "By regency, as a share of the PMKS of each" in words(app)
    assert "Change of PMKS beyond reach, by regency" in words(app)
    sent = [json.loads(told) for told in components_told(app)]
    pressed = [one["below"]["address"] for one in sent if one.get("below")]
    assert pressed == 2 * [nation.layers().layers["province"].address]


def test_a_plan_changes_a_regency_from_its_own_figures(served_nation: Path) -> None:
    """660 PMKS to its one PSM, of which its village that is known has 160: with a second
    PSM there, 70 fewer of 570 at least are beyond the reach of 90 to each."""
    own = {"tab": "effect", "plan_norm": "90", "posts": "1", "lang": "en"}
    app = opened(PAGES["9_penempatan"], region=NATION, **own)
    [drawn] = maps(app)
    told = {text for one in drawn for text in one.get("text", ())}
    assert told == {
        "not known",
        "PMKS beyond reach: ≥\N{NO-BREAK SPACE}0 → ≥\N{NO-BREAK SPACE}0",
        "PMKS beyond reach: ≥\N{NO-BREAK SPACE}570 → ≥\N{NO-BREAK SPACE}500",
    }
