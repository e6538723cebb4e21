"""Codes of regions are taken as imports take them: in links, questions, searches, settings."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from imbang.analysis.placement import constraints
from imbang.app.page_files import PageFile, list_pages
from imbang.app.state.view import read_view
from imbang.briefs.scope import Scope
from imbang.cli.main import app as command
from imbang.drawing import columns
from imbang.reference import regions
from imbang.settings import readers
from tests.pages.test_pages import opened, words

SCOPE = Scope(("63",), "2023-02", "2024-12")
PAGES = list_pages()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("6303", "63.03"),
        ("63.03", "63.03"),
        ("630301", "63.03.01"),
        ("6371011001", "63.71.01.1001"),
        ("6371011001.0", "63.71.01.1001"),
        ("63.71.01.1001", "63.71.01.1001"),
        ("63 71 01 1001", "63.71.01.1001"),
        (" 63-71 ", "63.71"),
    ],
)
def test_a_link_takes_a_code_however_it_is_written(written: str, code: str) -> None:
    view, notices = read_view({"region": written, "mark": written}, SCOPE)
    assert (view.region, view.marked, notices) == (code, code, [])
    assert view.to_query()["region"] == code


@pytest.mark.parametrize("region", ["6371", "637101", "6371011002"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path.stem)
def test_every_page_shows_it(served: Path, page: PageFile, region: str) -> None:
    app = opened(page, region=region, as_of="2024-06")
    assert not app.exception
    assert not app.error
    code = regions.load().code_for(region)
    assert app.query_params["region"] == code
    if page == PAGES[0]:
        assert words(app) == words(opened(page, region=str(code), as_of="2024-06"))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("63.99", "Tidak ada wilayah “63.99”. Yang ditampilkan Kalimantan Selatan."),
        ("6399", "Tidak ada wilayah “6399”. Yang ditampilkan Kalimantan Selatan."),
        ("63.71.01.1", "Tidak ada wilayah “63.71.01.1”. Yang ditampilkan Kalimantan"),
        ("3201", "Belum ada data untuk wilayah “3201”. Yang ditampilkan Kalimantan"),
        ("banjar", "Tidak ada wilayah “banjar”. Yang ditampilkan Kalimantan Selatan."),
        ("9" * 500, "Tidak ada wilayah “99999999999999999999”. Yang ditampilkan"),
    ],
)
def test_an_unknown_region_is_said_and_the_rest_of_the_link_holds(
    served: Path, asked: str, told: str
) -> None:
    kept = {"as_of": "2023-06", "compare": "none", "lang": "id", "norm": "150"}
    app = opened(region=asked, **kept)
    assert not app.exception
    [warning] = app.warning
    assert warning.value.startswith(told)
    assert dict(app.query_params) == {"region": "63", **kept}


def test_of_several_provinces_the_one_is_shown_that_the_code_begins_with() -> None:
    scope = Scope(("32", "63"), "2023-02", "2024-12")
    view, [notice] = read_view({"region": "63.99.02"}, scope)
    assert view.region == "63"
    assert "Kalimantan Selatan" in notice
    assert read_view({"region": "11"}, scope)[0].region == "ID"


def test_a_question_takes_it(served: Path) -> None:
    given = ("--param", "level=regency", "--param", "as_of=2024-06", "--format", "csv")
    answers = [
        CliRunner()
        .invoke(command, ("query", "coverage", "--param", f"region={code}", *given))
        .stdout
        for code in ("63.71", "6371")
    ]
    assert answers[0] == answers[1]
    assert answers[0].count("\n") == 2


@pytest.mark.parametrize("q", ["63.03.01", "630301", " 630301 ", "martapura"])
def test_a_search_finds_it(q: str) -> None:
    rows = pd.DataFrame(
        {
            "region_code": ["63.03.01", "63.03.01.2001", "63.03.02"],
            "region_name": ["Martapura", "Martapura Barat", "Astambul"],
        }
    )
    found = columns.find(rows, q, within=["region_name", "region_code"])
    assert found["region_code"].tolist() == ["63.03.01", "63.03.01.2001"]


def test_settings_and_options_of_plans_take_it() -> None:
    given = [{"office": "6371", "dataset": "ppks", "due_days": 5}]
    [read] = readers.read_overrides(json.dumps(given))
    assert read["office"] == "63.71"
    assert constraints.read("regencies=6371+63.72").regencies == ("63.71", "63.72")
    with pytest.raises(ValueError, match="637101"):
        constraints.read("regencies=637101")
