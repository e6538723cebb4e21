"""Events noted on the page Pengaturan stand on the charts that they touch, and in the
brief; views are saved and opened from every page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from imbang import paths
from imbang.app.shown import figures
from imbang.briefs import making
from imbang.briefs.model import Asked, Chart
from imbang.periods import parse_month
from imbang.settings import events
from imbang.settings.events import Event
from imbang.store import views
from imbang.store.views import SavedView
from imbang.store.workspace import Workspace
from imbang.texts import use_language

from .test_pages import words

CITY = "63.71"
HOSTILE = "SK *188* $x$ %{y}"


def opened(page: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(paths.DASHBOARD), default_timeout=30)
    app.switch_page(str(paths.PAGES / page))
    app.query_params.update(query)
    app = app.run()
    assert not app.exception
    return app


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> dict[str, go.Figure]:
    """The charts that pages show, by key."""
    found: dict[str, go.Figure] = {}
    show = figures.show_figure

    def noted(figure: go.Figure, *, key: str, **named: Any) -> None:
        found[key] = figure
        show(figure, key=key, **named)

    monkeypatch.setattr(figures, "show_figure", noted)
    return found


def lines_at(figure: go.Figure) -> list[float]:
    upright = [one for one in figure.layout.shapes if one.yref == "paper"]
    return [one.x0 for one in upright]


def test_an_event_is_noted_changed_and_taken_back(served_copy: Path) -> None:
    app = opened("13_pengaturan.py", tab="events")
    assert "Belum ada peristiwa" in words(app)
    app.button(key="event_save").click().run()
    assert app.error
    app.text_input(key="person_name").set_value("Ani").run()
    app.text_input(key="event_new_0_text").set_value(HOSTILE)
    app.text_input(key="event_new_0_when").set_value("kemarin")
    app.selectbox(key="event_new_0_region").set_value(CITY)
    app.button(key="event_save").click().run()
    assert "kemarin" in app.error[0].value
    app.text_input(key="event_new_0_when").set_value("12/2023")
    app.button(key="event_save").click().run()
    assert not app.exception
    assert not app.error
    [(event, entry)] = events.kept(Workspace(served_copy)).values()
    assert event == Event("2023-12", CITY, "decree", HOSTILE)
    assert entry.changed_by == "Ani"
    app = opened("13_pengaturan.py", tab="events", event="0001")
    app.text_input(key="person_name").set_value("Budi").run()
    app.button(key="event_remove").click().run()
    assert events.kept(Workspace(served_copy)) == {}
    app.button(key="event_back").click().run()
    assert events.kept(Workspace(served_copy))["0001"][0] == event
    assert "Riwayat peristiwa" in words(app)


def test_it_stands_on_the_charts_of_its_region_and_below(
    served_copy: Path, drawn: dict[str, go.Figure]
) -> None:
    def shown(
        region: str, page: str = "4_pmks.py", chart: str = "growth"
    ) -> list[float]:
        told = words(opened(page, region=region, as_of="2024-06", tab="growth"))
        found = lines_at(drawn[f"chart_{chart}"])
        assert (HOSTILE in told) == bool(found)
        return found

    assert shown("63") == []
    workspace = Workspace(served_copy)
    events.keep(workspace, Event("2023-12", CITY, "decree", HOSTILE), by="Ani")
    events.keep(workspace, Event("2030-01", CITY, "other", "later"), by="Ani")
    pillars = ("verification",)
    events.keep(workspace, Event("2024-01", CITY, "other", "x", pillars), by="Ani")
    assert shown(CITY) == [parse_month("2023-12")]
    assert shown("63") == []
    # a drawing is not remembered beyond a change of its events
    events.change(workspace, "1", {"when": "2024-02"}, by="Ani")
    assert shown(CITY, "6_profil.py", "history") == [parse_month("2024-02")]
    assert shown(CITY) == [parse_month("2024-02")]


def test_the_brief_has_them_too(served_copy: Path) -> None:
    event = Event("2023-12-05", "63", "decree", HOSTILE)
    events.keep(Workspace(served_copy), event, by="Ani")
    use_language("id")
    asked = Asked(CITY, "2024-06", "2023-06")
    brief = making.of_store(served_copy, asked, keys=["growth"])
    [screen] = brief.screens
    [chart] = screen.exhibits
    assert isinstance(chart, Chart)
    assert lines_at(chart.draw("light")) == [parse_month("2023-12")]
    note = f"(1) 5 Des 2023 · Keputusan: {HOSTILE} (Kalimantan Selatan)"
    assert note in screen.notes
    assert note not in brief.method
    above = making.of_store(served_copy, Asked("ID", "2024-06"), keys=["growth"])
    assert not [n for one in above.screens for n in one.notes if HOSTILE in n]


def test_a_view_is_saved_opened_and_taken_away(served_copy: Path) -> None:
    app = opened("4_pmks.py", region=CITY, as_of="2023-06", tab="growth")
    app.session_state["views"] = True
    app.run()
    app.text_input(key="views_name").set_value(HOSTILE)
    app.button(key="views_save").click().run()
    assert [error.value for error in app.error] == ["Sebutkan siapa yang menyimpan."]
    app.text_input(key="person_name_views").set_value("Ani").run()
    app.toggle(key="views_follow").set_value(True)
    app.button(key="views_save").click().run()
    assert not app.exception
    assert f"Tersimpan: {HOSTILE}" in words(app)
    [(saved, entry)] = views.kept(Workspace(served_copy)).values()
    assert (saved.page, saved.follows, entry.changed_by) == ("pmks", True, "Ani")
    assert saved.query["tab"] == "growth"
    assert "lang" not in saved.query

    # another reader, another page: it is there as a link to the latest month
    app = opened("1_ringkasan.py", lang="en")
    app.session_state["views"] = True
    app.run()
    [link] = [one.proto for one in app.get("page_link") if one.proto.page == "pmks"]
    asked = dict(one.split("=") for one in link.query_string.split("&"))
    assert asked["as_of"] == "2024-06"
    assert asked["lang"] == "en"
    assert asked["region"] == CITY

    # a page that is gone is said, and can be taken away
    views.save(Workspace(served_copy), "Lama", SavedView("dulu", {}), by="Ani")
    app.run()
    assert not app.exception
    assert "this page is no longer there" in words(app)
    app.selectbox(key="views_pick").set_value("Lama").run()
    app.text_input(key="person_name_views").set_value("Budi").run()
    app.button(key="views_delete").click().run()
    assert list(views.kept(Workspace(served_copy))) == [HOSTILE]
    app.button(key="views_back").click().run()
    app.selectbox(key="views_pick").set_value("Lama").run()
    app.button(key="views_sync").click().run()
    assert views.kept(Workspace(served_copy))["Lama"][0].page == "ringkasan"


def test_views_work_before_there_are_figures(served_empty: Path) -> None:
    app = opened("13_pengaturan.py")
    app.session_state["views"] = True
    app.run()
    app.text_input(key="views_name").set_value("Setelan")
    app.text_input(key="person_name_views").set_value("Ani")
    app.button(key="views_save").click().run()
    assert not app.exception
    assert views.kept(Workspace(served_empty))["Setelan"][0].page == "pengaturan"
