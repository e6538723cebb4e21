"""The pages on coverage and placement: every section, and that they tell the question."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from imbang import paths
from imbang.analysis.placement import scenarios
from imbang.app.page_files import list_pages
from imbang.questions import asking
from imbang.store.workspace import Workspace
from tests.pages.conftest import CITY
from tests.pages.languages import foreign
from tests.pages.test_pages import opened, words

PAGES = {page.path.stem: page for page in list_pages()}
COVERAGE, PLACEMENT = PAGES["3_cakupan_psm"], PAGES["9_penempatan"]
TABS = {
    "3_cakupan_psm": ("map", "funnel", "scatter", "evenness", "norm"),
    "9_penempatan": ("plan", "effect", "next", "vacant", "scenarios"),
}
EACH = [(page, tab) for page, tabs in TABS.items() for tab in tabs]
V1, V2, V4 = "63.71.01.1001", "63.71.01.1002", "63.71.02.1002"


def section(page: str, tab: str, **query: str) -> AppTest:
    return opened(PAGES[page], **query).button_group(key="tab").set_value(tab).run()


def check(app: AppTest) -> None:
    assert not app.exception
    assert not app.error
    assert len(app.title) == 1
    assert len(words(app).split()) > 20  # it has something to say


@pytest.mark.parametrize(("page", "tab"), EACH)
@pytest.mark.parametrize("region", ["63", CITY, "63.71.01", V1, "63.01"])
def test_every_section_runs(served: Path, page: str, tab: str, region: str) -> None:
    language = "en" if region == CITY else "id"
    app = section(page, tab, region=region, lang=language)
    check(app)
    assert app.button_group(key="tab").value == tab
    assert foreign(app, language) == set()


@pytest.mark.parametrize("page", TABS)
def test_the_nation_is_told(served: Path, page: str) -> None:
    check(opened(PAGES[page], region="ID"))


def test_the_title_tells_the_plan(served: Path) -> None:
    app = (
        opened(PLACEMENT, region=CITY).number_input(key="plan_posts").set_value(2).run()
    )
    # 1,360 PMKS and 3 PSM: 453.3 to one. 1,230 with one PSM, 40 with none
    told = asking.ask(
        served, "placement", region=CITY, level="village", as_of="2024-06", posts="2"
    )
    assert told["region_code"].tolist() == [V2, V2]
    reached = (told["uncovered_before"] - told["uncovered_after"]).sum()
    assert round(reached) == 777
    assert app.title[0].value.startswith("2 tempat menjangkau 777 PMKS lagi")
    assert app.query_params["posts"] == "2"


def test_a_first_place_that_would_serve_as_well_elsewhere_says_so(served: Path) -> None:
    app = opened(PLACEMENT, region=CITY, norm="20")
    # 1,230 PMKS with one PSM and 40 with none: at 20 to one, 20 in each of them
    told = asking.ask(
        served,
        "placement",
        region=CITY,
        level="village",
        as_of="2024-06",
        norm="20",
        posts="1",
    )
    tied = told["tied"].iloc[0]
    assert tied > 1
    assert told["tie_broken_by"].tolist() == ["more_beyond_reach"]
    assert app.title[0].value.endswith(f"sama bergunanya di {tied - 1} desa lain")
    assert f"sama bergunanya di {tied - 1} desa lain" in words(app)


def test_options_are_in_the_link_and_do_what_they_say(served: Path) -> None:
    app = opened(PLACEMENT, region=CITY)
    app.selectbox(key="plan_objective").select("villages").run()
    app.number_input(key="plan_posts").set_value(1).run()
    assert app.query_params["objective"] == "villages"
    assert "desa yang ada PMKS, tanpa PSM, dari 1 menjadi 0" in words(app)
    app.selectbox(key="plan_objective").select("uncovered").run()
    app.checkbox(key="plan_first").check().run()
    assert app.query_params["limits"] == "first_everywhere"
    assert "desa yang ada PMKS, tanpa PSM, dari 1 menjadi 0" in words(app)
    app.checkbox(key="plan_first").uncheck().run()
    app.number_input(key="plan_most").set_value(1).run()
    assert app.query_params["limits"] == "most_per_village=1"
    check(app)


def test_a_budget_decides_how_many_places_there_are(served: Path) -> None:
    app = opened(PLACEMENT, region=CITY)
    app.text_input(key="plan_cost_None").input("12.000.000").run()
    app.text_input(key="plan_budget_None").input("30.000.000").run()
    assert (app.query_params["cost"], app.query_params["budget"]) == (
        "12000000",
        "30000000",
    )
    assert app.number_input(key="plan_posts").value == 2
    assert app.number_input(key="plan_posts").disabled
    assert "Rp24 juta" in words(app)
    app.text_input(key="plan_budget_30000000").input("banyak").run()
    assert "“banyak” bukan jumlah uang." in [error.value for error in app.error]


def test_the_most_even_plan_leaves_out_what_it_does_not_know(served: Path) -> None:
    app = opened(PLACEMENT, region=CITY)
    app.checkbox(key="plan_first").check().run()
    app.selectbox(key="plan_objective").select("gini").run()
    check(app)
    assert app.checkbox(key="plan_first").disabled
    assert "satu PSM lebih dulu" not in words(app)


def save(app: AppTest, name: str, by: str = "Sari") -> AppTest:
    app.button_group(key="tab").set_value("scenarios").run()
    app.text_input(key="person_name").input(by).run()
    app.text_input(key="scenario_name").input(name).run()
    return app.button(key="scenario_save").click().run()


def test_scenarios_are_saved_compared_opened_and_removed(served_copy: Path) -> None:
    app = (
        opened(PLACEMENT, region=CITY).number_input(key="plan_posts").set_value(2).run()
    )
    save(app, "Dua tempat")
    kept = scenarios.saved(Workspace(served_copy))["Dua tempat"][0]
    assert (kept.region, kept.as_of, kept.norm) == (CITY, "2024-06", "1360/3")
    app.number_input(key="plan_posts").set_value(1).run()
    # one place reaches 453 of 777
    assert "Dua tempat menjangkau 323 PMKS lebih banyak" in words(app)
    check(app)
    app.button(key="scenario_open_0").click().run()
    assert app.query_params["posts"] == "2"
    assert app.query_params["plan_norm"] == "1360/3"
    assert "disimpan bersama skenario" in words(app)
    app.button_group(key="tab").set_value("scenarios").run()
    app.button(key="scenario_drop_0").click().run()
    assert scenarios.saved(Workspace(served_copy)) == {}
    app.button(key="scenario_back").click().run()
    assert list(scenarios.saved(Workspace(served_copy))) == ["Dua tempat"]
    check(app)


@pytest.mark.parametrize(("name", "by"), [("", "Sari"), ("Rencana", "")])
def test_a_scenario_without_a_name_is_not_saved(
    served_copy: Path, name: str, by: str
) -> None:
    app = save(opened(PLACEMENT, region=CITY), name, by)
    assert len(app.error) == 1
    assert scenarios.saved(Workspace(served_copy)) == {}


def test_nothing_known_says_what_to_send(served: Path) -> None:
    app = opened(PLACEMENT, region="63.01")
    assert "Kirim lembar PMKS dan daftar pilar" in words(app)


def test_vacant_places_say_how_to_be_seen(served: Path) -> None:
    app = section("9_penempatan", "vacant", region=CITY)
    assert "Nyalakan “Bagikan juga tempat kosong”" in words(app)
    app.toggle(key="plan_is_vacant").set_value(True).run()
    assert app.query_params["vacant"] == "12"
    assert "kolom Tanggal Selesai" in words(app)


def test_the_funnel_has_a_twin(served: Path) -> None:
    app = section("3_cakupan_psm", "funnel", region="63")
    said = words(app)
    assert "Tidak ada" in said or "belum" in said.lower()
    check(app)


def test_the_kinds_are_a_choice(served: Path) -> None:
    """The tiny store has the poor only."""
    app = opened(COVERAGE, region=CITY)
    app.selectbox(key="own_kinds").select("group.poverty").run()
    assert app.query_params["kinds"] == "group.poverty"
    assert "PMKS hanya mencakup jenis ini: " in words(app)
    check(app)
    app.selectbox(key="own_kinds").select("homeless").run()
    check(app)


def test_unevenness_is_that_of_the_indicator(served: Path) -> None:
    app = section("3_cakupan_psm", "evenness", region=CITY)
    [row] = [
        row
        for row in asking.ask(
            served, "indicator_values", region=CITY, level="regency", as_of="2024-06"
        ).to_dict("records")
        if row["indicator"] == "coverage_gini"
    ]
    assert f"{row['value']:.3f}".replace(".", ",") in words(app)


def test_a_link_with_nonsense_falls_back(served: Path) -> None:
    query: dict[str, Any] = {
        "posts": "-4",
        "objective": "best",
        "limits": "x=1",
        "vacant": "soon",
        "error": "200",
        "cost": "free",
        "plan_norm": "0/0",
        "kinds": "group.none",
        "first": "gone",
        "second": "gone",
        "mark": "99",
    }
    app = AppTest.from_file(str(paths.DASHBOARD), default_timeout=30)
    app.query_params.update({"region": CITY, **query})
    app.switch_page(str(PLACEMENT.path))
    app.query_params.update({"region": CITY, **query})
    check(app.run())


def test_a_workload_becomes_the_norm(served_copy: Path) -> None:
    """The tiny store has 1,360 poor: at 10 minutes and 32 hours, 192 to one."""
    app = section("3_cakupan_psm", "norm", region=CITY)
    assert "seorang PSM punya waktu untuk 192,0 PMKS" in words(app)
    app.number_input(key="workload_hours").set_value(20).run()
    assert "seorang PSM punya waktu untuk 96,0 PMKS" in words(app)
    assert "kini berlaku: 453,3" in words(app)
    app.button(key="norm_use").click().run()
    assert app.query_params["norm"] == "96"
    assert "Acuan: 96,0 PMKS untuk satu PSM" in words(app)
    app.text_input(key="person_name").input("Sari").run()
    app.text_input(key="workload_name").input("Kota").run()
    app.button(key="workload_save").click().run()
    check(app)
    app.number_input(key="workload_hours").set_value(30).run()
    app.selectbox(key="workload_open").select("Kota").run()
    assert app.number_input(key="workload_hours").value == 20
    app.button(key="workload_drop").click().run()
    app.button(key="workload_back").click().run()
    assert app.selectbox(key="workload_open").options == ["Kota"]
    check(app)


def test_a_workload_without_time_is_refused_in_words(served: Path) -> None:
    app = section("3_cakupan_psm", "norm", region=CITY)
    app.number_input(key="workload_poverty").set_value(0).run()
    assert "Kemiskinan punya 1.360 PMKS tetapi menitnya kosong" in app.error[0].value


@pytest.mark.parametrize("shown", ["smoothed", "uncovered"])
@pytest.mark.parametrize("region", ["63", CITY])
def test_the_map_shows_what_is_chosen(served: Path, shown: str, region: str) -> None:
    app = opened(COVERAGE, region=region)
    app.button_group(key="level").set_value("district").run()
    app.selectbox(key="own_shown").select(shown).run()
    assert app.query_params["shown"] == shown
    check(app)
    if shown == "smoothed":
        app.selectbox(key="own_classes").select("quantiles").run()
        check(app)
