"""Every page of the folder runs, in both languages, with figures and without."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from imbang import paths
from imbang.app.page_files import PageFile, list_pages
from imbang.questions import asking
from tests.pages.languages import foreign

PAGES = list_pages()
[COVERAGE] = [page for page in PAGES if page.path.stem == "3_cakupan_psm"]


def opened(page: PageFile | None = None, **query: str) -> AppTest:
    """The dashboard as a reader with this link finds it."""
    app = AppTest.from_file(str(paths.DASHBOARD), default_timeout=30)
    app.query_params.update(query)
    if page is not None and page is not PAGES[0]:
        app.switch_page(str(page.path))
    return app.run()


def words(app: AppTest) -> str:
    """All that the page says in own markup and in Streamlit's."""
    said = [element.proto.body for element in app.get("html")]
    said += [element.value for element in (*app.title, *app.markdown, *app.caption)]
    return re.sub(r"<style>.*?</style>|<[^>]+>", " ", " ".join(said), flags=re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path.stem)
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("region", ["63", "63.71", "63.71.01", "63.71.01.1002"])
def test_every_page_runs(
    served: Path, page: PageFile, language: str, region: str
) -> None:
    app = opened(page, lang=language, region=region)
    assert not app.exception
    assert not app.error
    assert len(app.title) == 1
    assert len(words(app).split()) > 20  # it has something to say
    assert foreign(app, language) == set()


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_other_language_is_seen(served: Path, language: str) -> None:
    """A test that cannot fail proves nothing: each page is foreign to the other."""
    other = "en" if language == "id" else "id"
    for page in PAGES:
        assert len(foreign(opened(page, lang=language), other)) >= 10, page.title


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path.stem)
def test_pages_are_short(page: PageFile) -> None:
    assert len(page.path.read_text("utf-8").splitlines()) < 80


@pytest.mark.parametrize("language", ["id", "en"])
def test_an_empty_store_says_what_to_do(served_empty: Path, language: str) -> None:
    app = opened(lang=language)
    assert not app.exception
    assert [code.value for code in app.code][-1] == "imbang demo"
    assert app.title[0].value in ("Belum ada angka", "There are no figures yet")


def test_the_summary_tells_the_figures_of_the_question(served: Path) -> None:
    app = opened(region="63.71", as_of="2024-06")
    [row] = asking.ask(
        served, "coverage", region="63.71", level="regency", as_of="2024-06"
    ).to_dict("records")
    assert row["ppks_persons"] == 1360
    assert row["psm_active"] == 3
    assert "1.360 PMKS dan 3 PSM aktif" in words(app)
    assert app.title[0].value.startswith("2 dari 52 desa dan kelurahan belum punya PSM")


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ({"region": "32.01"}, "wilayah “32.01”"),
        ({"region": "63.99"}, "wilayah “63.99”"),
        ({"as_of": "2031-01"}, "bulan “2031-01”"),
        ({"norm": "-3"}, "“-3”"),
        ({"lang": "xx"}, "“lang=xx”"),
    ],
)
def test_a_wrong_link_falls_back_with_a_notice(
    served: Path, query: dict[str, str], notice: str
) -> None:
    app = opened(**query)
    assert not app.exception
    assert [notice in warning.value for warning in app.warning] == [True]
    assert app.query_params["region"] == "63"


def test_filters_stay_when_pages_change(served: Path) -> None:
    app = opened(region="63.71.01", as_of="2024-06", compare="none", lang="en")
    app.switch_page(str(PAGES[1].path)).run()
    assert not app.exception
    shown = dict(app.query_params)
    assert shown == {
        "region": "63.71.01",
        "as_of": "2024-06",
        "compare": "none",
        "lang": "en",
    }


def test_going_down_and_up(served: Path) -> None:
    app = opened(COVERAGE)
    # what is typed is looked for in what an option says: by name and by code
    assert "Kota Banjarmasin · 63.71" in app.selectbox(key="down_63").options
    app.selectbox(key="down_63").select("63.71").run()
    app.selectbox(key="down_63.71").select("63.71.01").run()
    app.selectbox(key="down_63.71.01").select("63.71.01.1002").run()
    assert app.query_params["region"] == "63.71.01.1002"
    assert app.title[0].value.endswith("di Kelayan Selatan berada di luar jangkauan")
    assert re.search(r"Kelayan Selatan\s+PMKS, orang\s+1\.230", words(app))
    app.button(key="up_63.71").click().run()
    assert app.query_params["region"] == "63.71"
    assert "1.360" in words(app)
    assert not app.exception


def test_the_norm_acts_at_once_and_travels_in_the_link(served: Path) -> None:
    app = opened(COVERAGE, region="63.71", as_of="2024-06")
    app.text_input(key="norm_own_").set_value("30,5").run()
    assert app.query_params["norm"] == "30.5"
    assert "30,5 PMKS untuk satu PSM" in words(app)
    app.button(key="norm_reset").click().run()
    assert "norm" not in app.query_params


def test_a_norm_that_is_none_is_refused(served: Path) -> None:
    app = opened(COVERAGE, region="63.71")
    app.text_input(key="norm_own_").set_value("banyak").run()
    assert [error.value for error in app.error] == [
        "“banyak” tidak dapat dipakai sebagai acuan."
    ]
    assert "norm" not in app.query_params


def test_one_click_turns_the_language(served: Path) -> None:
    app = opened()
    assert app.title[0].value.endswith("di Kota Banjarmasin")
    app.button_group(key="lang").set_value("en").run()
    assert app.title[0].value.endswith("in Kota Banjarmasin")
    assert app.query_params["lang"] == "en"


def test_the_legend_filters_the_list(served: Path) -> None:
    app = opened(COVERAGE, region="63.71", as_of="2024-06")
    app.button_group(key="states").set_value(["short"]).run()
    assert app.query_params["show"] == "short"
    assert "1 wilayah" in words(app)


def test_every_page_announces_itself(tmp_path: Path) -> None:
    silent = tmp_path / "2_silent.py"
    silent.write_text('TITLE = "Silent"\n')
    with pytest.raises(
        ValueError, match=r"2_silent\.py does not announce ICON, SECTION"
    ):
        list_pages(tmp_path)


def test_a_page_says_that_it_needs_no_figures(tmp_path: Path) -> None:
    said = 'TITLE = "T"\nICON = ":material/x:"\nSECTION = ""\n'
    (tmp_path / "1_figures.py").write_text(said)
    (tmp_path / "2_store.py").write_text(said + "NEEDS_FIGURES = False\n")
    assert [page.needs_figures for page in list_pages(tmp_path)] == [True, False]
