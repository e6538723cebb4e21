"""The page on indicators: the chain with its targets, one indicator opened."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pandas as pd
import pytest

from imbang.app.page_files import list_pages
from imbang.publishing.publish import publish
from imbang.questions import asking
from imbang.screens.indicators import chain
from imbang.store.deliveries import Store
from imbang.wording import moved
from imbang.wording.messages import indicators
from tests.conftest import draft
from tests.pages.conftest import reading
from tests.pages.test_pages import opened, words
from tests.queries.indicator_store import CITY, PROVINCE, V1, YEAR, send_everything

[PAGE] = [page for page in list_pages() if page.path.stem == "5_indikator"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small store of the indicators worked out by hand, with a target."""
    store = Store(tmp_path_factory.mktemp("indicators") / "store")

    def record(dataset: str, office: str, period: str, rows: Any) -> Store:
        one = draft(dataset, office, period, rows)
        store.record([one], by="tester", received_on=date(2025, 1, 10))
        return store

    send_everything(record)
    target = {"indicator": "psm_trained_pct", "region_code": PROVINCE, "value": 80}
    record("targets", PROVINCE, YEAR, [target | {"local_code": "IKU 2.1"}])
    publish(store)
    return store.folder


@pytest.fixture
def served_chain(made: Path, tmp_path: Path) -> Iterator[Path]:
    yield from reading(shutil.copytree(made, tmp_path / "store"))


def test_the_title_tells_targets_and_the_weakest_link(served_chain: Path) -> None:
    app = opened(PAGE, region=CITY, as_of="2024-12")
    assert not app.exception
    # 1 of 2 is trained, of 80 that is 62.5 %
    title = app.title[0].value
    assert "mencapai 0 dari 1 target" in title
    assert "PSM aktif yang sudah terlatih, 63 % dari target" in title.replace(
        "\xa0", " "
    )
    said = words(app).replace("\xa0", " ")
    assert "63 % dari target (IKU 2.1) 80,0 %" in said
    # one of two says little against 80 %
    assert "≈ Belum dapat dibedakan" in said
    assert "Tidak ada pada tingkat ini" not in said


def test_what_leads_to_an_indicator_is_a_click_away(served_chain: Path) -> None:
    app = opened(PAGE, region=CITY, as_of="2024-12", indicator="cases_with_psm_pct")
    app.button(key="leads_ppks_assisted_by_psm").click().run()
    assert not app.exception
    assert app.query_params["indicator"] == "ppks_assisted_by_psm"
    keys = {button.key for button in app.button}
    assert "leads_psm_active" in keys
    assert "leads_ppks_assisted_by_psm" not in keys


def test_an_opened_indicator_leads_back_to_the_whole_chain(served_chain: Path) -> None:
    app = opened(PAGE, region=CITY, as_of="2024-12", indicator="psm_active")
    assert "PSM aktif yang sudah terlatih" in words(app)  # the ladder goes on to others
    app.button(key="whole_chain").click().run()
    assert not app.exception
    assert "indicator" not in app.query_params
    assert "whole_chain" not in {button.key for button in app.button}


def test_the_sql_and_the_words_of_the_header_are_there(served_chain: Path) -> None:
    app = opened(PAGE, region=V1, as_of="2024-12", indicator="psm_active", lang="en")
    app.button_group(key="tab").set_value("made").run()
    assert "marts.pillar_figures" in app.code[0].value
    assert "Active PSM, each person counted once." in words(app)


def test_a_level_that_cannot_have_one_says_so(served_chain: Path) -> None:
    app = opened(PAGE, region=V1, as_of="2024-12", indicator="coverage_gini")
    assert not app.exception
    assert "Tidak ada pada tingkat ini" in words(app)
    assert "Belum ada laporan" in words(app)


def test_what_fell_is_listed_where_bars_from_zero_would_hide_it(
    served_chain: Path,
) -> None:
    app = opened(PAGE, region=PROVINCE, as_of="2024-12", indicator="ppks_change_pct")
    assert not app.exception
    # the village of Banjarmasin reported twice from 200 to 300, Banjarbaru from 250 to 200
    said = words(app).replace("\xa0", " ")
    assert "Dari 50,0 % di Kota Banjarmasin sampai −20,0 % di Kota Banjarbaru" in said


def row(**values: Any) -> dict[str, Any]:
    return {"unit": "percent", "value": 50.0, "status": "reported", **values}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "50,0 %"),
        ({"unit": "index", "value": 0.805}, "0,81"),
        ({"unit": "persons", "value": 1204.0}, "1.204"),
        ({"unit": "days", "value": 27.5}, "27,5"),
        ({"value": None, "status": "not_reported"}, "Tidak dilaporkan"),
        ({"value": None, "status": "not_collected"}, "Tidak dikumpulkan"),
        ({"value": None, "status": "reported_zero"}, "Tanpa nilai: penyebutnya nol"),
    ],
)
def test_a_figure_is_told_in_its_unit(given: dict[str, Any], told: str) -> None:
    assert indicators.told_value(row(**given)).replace("\xa0", " ") == told


def test_a_change_of_a_percentage_is_in_points() -> None:
    change = row(
        value_before=47.5,
        is_flow=False,
        now_month="2024-12",
        base_month="2023-12",
        share=1.0,
    )
    assert moved.told_change(change) == "+2,5 poin sejak Des 2023"
    assert moved.told_change(change | {"value_before": None}) == ""
    assert moved.told_change(None) == ""
    told = moved.told_change(change | {"is_flow": True, "share": 0.92})
    assert told.replace("\xa0", " ") == (
        "+2,5 poin, s.d. Des 2024 dibanding s.d. Des 2023, kantor yang sama (92 %)"
    )


def test_a_change_of_few_offices_is_told_by_both_sides() -> None:
    """+16.5 points beside 4.2 % of all could not be: it went from 2.8 to 19.3 % of few."""
    change = row(
        value=19.3,
        value_before=2.8,
        is_flow=True,
        now_month="2024-12",
        base_month="2023-12",
        share=0.22,
    )
    assert moved.told_change(change, 4.2).replace("\xa0", " ") == (
        "19,3 % sampai Des 2024, 2,8 % sampai Des 2023, kantor yang sama (22 %)"
    )
    assert moved.told_change(change, 19.3).startswith("+16,5 poin")


def test_without_targets_the_title_tells_how_much_is_known() -> None:
    rows = pd.DataFrame(
        [row(attainment_pct=None), row(value=None, attainment_pct=None)]
    )
    told = indicators.title(rows, "Kota A")
    assert told == "Kota A: 1 dari 2 indikator memiliki angka; belum ada target"


@pytest.mark.parametrize("tab", ["course", "beside", "map", "months", "moved", "made"])
@pytest.mark.parametrize(
    ("region", "indicator"),
    [
        (PROVINCE, "psm_trained_pct"),
        (CITY, "ppks_per_1000_population"),
        (CITY, "coverage_gini"),
        (V1, "cases_with_psm_pct"),
    ],
)
def test_every_section_of_an_indicator_runs(
    served_chain: Path, tab: str, region: str, indicator: str
) -> None:
    app = opened(PAGE, region=region, as_of="2024-12", indicator=indicator)
    app.button_group(key="tab").set_value(tab).run()
    assert not app.exception
    assert not app.error


def test_a_second_publication_is_told_beside_the_first(served_chain: Path) -> None:
    app = opened(PAGE, region=CITY, as_of="2024-12", indicator="psm_active")
    app.button_group(key="tab").set_value("made").run()
    assert "000001" not in words(app).replace("terbitan 000001", "")
    publish(Store(served_chain))
    app.run()
    said = words(app)
    assert "000002 ·" in said
    assert "000001 ·" in said


def test_the_grid_agrees_with_the_figures_of_its_month(served_chain: Path) -> None:
    asked = {"region": PROVINCE, "level": "regency", "as_of": "2024-12"}
    values = asking.ask(served_chain, "indicator_values", **asked)
    grid = asking.ask(served_chain, "indicator_grid", **asked)
    last = grid[grid["month"] == "2024-12"].set_index(["indicator", "region_code"])
    told = values.set_index(["indicator", "region_code"])
    assert len(told) == len(last)
    for column in ("value", "numerator", "denominator"):
        pd.testing.assert_series_equal(
            told[column].astype(float).sort_index(),
            last[column].astype(float).sort_index(),
        )
    partial = told.index[told["status"] == "partial"]
    assert len(partial)
    assert set(last.index[last["is_partial"]]) == set(partial)


def test_spark_lines_leave_gaps() -> None:
    assert chain.spark([None, 1.0]) == ""
    drawn = unquote(chain.spark([1.0, 2.0, None, 3.0, 1.0]))
    assert drawn.count("<polyline") == 2
    assert unquote(chain.spark([2.0, 2.0])).count("10") >= 1  # flat, in the middle
