"""Views kept by name: saved, renamed, replaced, removed, opened at the right month."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from imbang.app import saved_views
from imbang.app.state.view import View, read_view
from imbang.briefs.scope import Scope
from imbang.cli.main import app
from imbang.refusals import Misuse
from imbang.store import views
from imbang.store.views import SavedView
from imbang.store.workspace import Workspace
from imbang.texts import use_language

HOSTILE = "=1+1 <b>x</b> [y](javascript:1) $z$"
QUERY = {"region": "63.71", "as_of": "2024-06", "compare": "2023-12", "tab": "growth"}
VIEW = SavedView("pmks", QUERY)
SCOPE = Scope(("63",), "2023-01", "2024-12")
READER = View("63", "2024-01", None, lang="en")


def test_it_is_saved_renamed_replaced_removed_and_brought_back(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert views.save(workspace, f" {HOSTILE} ", VIEW, by="Ani") == HOSTILE
    with pytest.raises(Misuse, match="Sudah ada"):
        views.save(workspace, HOSTILE, VIEW, by="Ani")
    views.save(workspace, "Kota", VIEW, by="Ani")
    with pytest.raises(Misuse, match="Sudah ada"):
        views.rename(workspace, HOSTILE, "Kota", by="Ani")
    assert views.rename(workspace, HOSTILE, " Baru ", by="Budi") == "Baru"
    assert views.rename(workspace, "Baru", "Baru", by="Budi") == "Baru"
    other = SavedView("profil", {"region": "63.72"}, follows=True)
    views.replace(workspace, "Baru", other, by="Budi")
    assert {n: v for n, (v, _e) in views.kept(Workspace(tmp_path)).items()} == {
        "Baru": other,
        "Kota": VIEW,
    }
    views.remove(workspace, "Baru", by="Budi")
    assert views.last_removed(workspace) == "Baru"
    views.bring_back(workspace, by="Budi")
    assert views.kept(workspace)["Baru"][0] == other


@pytest.mark.parametrize("name", ["", "x" * 61, "milik 6371010112900001"])
def test_a_name_without_meaning_is_refused(tmp_path: Path, name: str) -> None:
    workspace = Workspace(tmp_path)
    with pytest.raises(Misuse):
        views.save(workspace, name, VIEW, by="Ani")
    with pytest.raises(Misuse):
        views.save(workspace, "x", VIEW, by=" ")
    for change in (views.remove, lambda w, n, by: views.rename(w, n, "y", by=by)):
        with pytest.raises(Misuse):
            change(workspace, "nobody", by="Ani")
    assert workspace.changes() == []


def test_the_month_stays_or_follows_the_latest() -> None:
    pinned = saved_views.query_of(VIEW, READER, SCOPE)
    assert pinned == {**QUERY, "lang": "en"}
    follows = saved_views.query_of(
        SavedView("pmks", QUERY, follows=True), READER, SCOPE
    )
    assert follows == {**pinned, "as_of": "2024-12", "compare": "2024-06"}
    without = {**QUERY, "compare": "none"}
    follows = saved_views.query_of(
        SavedView("pmks", without, follows=True), READER, SCOPE
    )
    assert (follows["as_of"], follows["compare"]) == ("2024-12", "none")
    # a page without figures has no month
    assert saved_views.query_of(
        SavedView("metode", {}, follows=True), READER, SCOPE
    ) == {"lang": "en"}
    assert saved_views.query_of(VIEW, READER, None) == pinned


def test_one_whose_choices_are_gone_opens_with_a_notice() -> None:
    gone = {
        **QUERY,
        "region": "99.01",
        "as_of": "2030-01",
        "map": "globe",
        "tab": "old",
    }
    query = saved_views.query_of(SavedView("pmks", gone), READER, SCOPE)
    view, notices = read_view(query, SCOPE)
    assert (view.region, view.as_of, view.map) == ("63", "2024-12", "hexagons")
    assert len(notices) == 3


def test_what_it_opens_is_told_also_when_page_and_region_are_gone() -> None:
    use_language("id")
    assert saved_views.told(VIEW) == "PMKS (PPKS) · Kota Banjarmasin · Juni 2024"
    follows = SavedView("pmks", QUERY, follows=True)
    assert saved_views.told(follows).endswith("selalu bulan terakhir")
    gone = SavedView("dulu", {**QUERY, "region": "99.01"})
    assert saved_views.told(gone) == "halaman ini sudah tidak ada · 99.01 · Juni 2024"


def test_commands_list_and_remove(tmp_path: Path) -> None:
    def run(*words: str) -> str:
        return CliRunner().invoke(app, ["views", *words, f"--store={tmp_path}"]).output

    assert json.loads(run("list", "--format=json")) == []
    views.save(Workspace(tmp_path), HOSTILE, VIEW, by="Ani")
    [row] = json.loads(run("list", "--format=json"))
    assert (row["name"], row["page"], row["as_of"]) == (HOSTILE, "pmks", "2024-06")
    assert row["link"].startswith("/pmks?as_of=2024-06&compare=")
    assert "Traceback" not in run("remove", "nobody")
    run("remove", HOSTILE)
    assert json.loads(run("list", "--format=json")) == []
