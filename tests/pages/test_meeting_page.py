"""The page Rapat: every screen of the brief, at every level, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from imbang.app.page_files import list_pages
from imbang.briefs import making
from imbang.briefs.model import Asked
from imbang.briefs.source import Snapshots, Source
from imbang.settings import settings
from imbang.store.workspace import Workspace
from imbang.texts import Language, use_language
from tests.pages.languages import foreign
from tests.pages.test_pages import opened, words

[MEETING] = [page for page in list_pages() if page.path.stem == "6_rapat"]
REGIONS = ("ID", "63", "63.71", "63.71.01", "63.71.01.1002")


def shown(app: AppTest) -> list[str]:
    """The messages of the page, in the order of its screens."""
    html = [one.proto.body for one in app.get("html")]
    return [
        one.split('<h2 class="message')[1].split(">", 1)[1].split("</h2>")[0]
        for one in html
        if '<h2 class="message' in one
    ]


@pytest.fixture(scope="module")
def source(tiny_store: Path) -> Source:
    """What asks the store, each question once for all its briefs."""
    return Snapshots(tiny_store).source()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("region", REGIONS)
def test_it_tells_every_screen_of_the_brief(
    served: Path, source: Source, region: str, language: Language
) -> None:
    app = opened(MEETING, region=region, lang=language, screen="people")
    assert not app.exception
    assert foreign(app, language) == set()
    asked = Asked(
        app.query_params["region"],  # of a single province there is no nation
        app.query_params["as_of"],
        None if app.query_params["compare"] == "none" else app.query_params["compare"],
        lang=language,
    )
    use_language(language)
    brief = making.make(served, asked, source)
    use_language("id")
    said = words(app)
    for screen in brief.screens:
        assert screen.message in said
        for number in screen.numbers:
            assert number.text in said
    assert len(shown(app)) == len(brief.screens)
    assert app.query_params["screen"] == "people"


def test_an_office_shows_the_screens_it_has_chosen(
    served_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(served_copy)
    settings.change(workspace, "meeting_screens", "people,-shortage,-gone", by="Uji")
    try:
        app = opened(MEETING, region="63")
        assert "PSM" in shown(app)[0]
        assert len(shown(app)) == len(shown_usual(served_copy)) - 1
        app.text_input(key="person_name").set_value("Uji").run()
        app.checkbox(key="shown_people_True").uncheck().run()
        assert not app.exception
        now = settings.current(workspace)["meeting_screens"]
        assert now.startswith("-people,-shortage,standing")
        app.button(key="arrange_reset").click().run()
        assert settings.current(workspace)["meeting_screens"] == ""
    finally:
        settings.reset(workspace, "meeting_screens", by="Uji")


def shown_usual(store: Path) -> tuple[str, ...]:
    app_brief = making.of_store(store, Asked("63", "2024-06", "2023-06"))
    return tuple(one.key for one in app_brief.screens)


def test_nobody_changes_the_order_without_a_name(served: Path) -> None:
    app = opened(MEETING, region="63")
    app.button(key="arrange_standing_1").click().run()
    assert [one.value for one in app.toast]
    assert settings.current(Workspace(served))["meeting_screens"] == ""


def test_the_link_leads_back_up(served: Path) -> None:
    told = {"region": "63.71", "screen": "growth", "from": "63~growth~regency"}
    app = opened(MEETING, **told)
    html = " ".join(one.proto.body for one in app.get("html"))
    assert "← Kembali ke Kalimantan Selatan" in html
    assert "rapat?region=63&amp;" in html
