"""The pages on figures at every level; of four of them, every section everywhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from imbang.app.page_files import PageFile, list_pages
from imbang.publishing.publish import publish
from imbang.questions import asking
from imbang.screens.verification import list_words
from imbang.store.deliveries import Store
from tests.conftest import draft
from tests.pages import files_taken
from tests.pages.conftest import CITY, reading
from tests.pages.drawn import figures_drawn
from tests.pages.languages import foreign
from tests.pages.test_pages import opened, words

PAGES = {page.path.stem: page for page in list_pages()}
SECTIONS = {
    "2_pilar_sosial": (
        "ladder",
        "matrix",
        "dual",
        "traits",
        "freshness",
        "vacancies",
        "trend",
    ),
    "4_pmks": ("kinds", "map", "growth", "flow"),
    "7_bimtek": ("activities", "participants", "reach", "selection"),
    "8_dtks_dan_rujukan": (
        "verification",
        "places",
        "lists",
        "services",
        "cases",
        "without",
    ),
}
EACH = [(PAGES[page], tab) for page, tabs in SECTIONS.items() for tab in tabs]
V1, V2, D1 = "63.71.01.1001", "63.71.01.1002", "63.71.01"


def _person(key: str, village: str, **values: Any) -> dict[str, Any]:
    return {
        "person_key": key,
        "kind": "psm",
        "region_code": village,
        "sex": "female",
        "birth_year": 1990,
        "education": "SMA",
        "certificate": "yes",
        "confirmed_on": date(2024, 5, 1),
        **values,
    }


def _sent() -> dict[str, list[dict[str, Any]]]:
    """What a city sends, of every dataset but targets and counts beside a register."""
    need = {"kind": "poor", "unit": "person"}
    return {
        "pillars": [
            _person("a", V1),
            _person("b", V1),
            _person("a", D1, kind="tksk"),
            {"region_code": CITY, "kind": "lks", "registration_number": "L1"},
        ],
        "ppks": [
            {
                **need,
                "region_code": V1,
                "count": 30,
                "entered": 3,
                "exited": 2,
                "independent": 1,
            },
            {**need, "region_code": V2, "count": 8},
        ],
        "population": [{"region_code": V1, "inhabitants": 3000}],
        "activities": [
            {
                "activity": "B1",
                "kind": "bimtek",
                "title": "Bimtek kota",
                "first_day": date(2024, 4, 2),
                "topics": "Kasus 1",
            },
            {
                "activity": "S1",
                "kind": "seleksi",
                "title": "Seleksi kota",
                "first_day": date(2024, 5, 2),
            },
        ],
        "participants": [
            {"activity": "B1", "person_key": "a", "element": "psm", "region_code": V1},
            {"activity": "B1", "element": "Tamu", "region_code": V1},
            {
                "activity": "S1",
                "person_key": "b",
                "element": "psm",
                "region_code": V1,
                "passed": "yes",
            },
        ],
        "verification": [
            {
                "region_code": D1,
                "source": "dtks",
                "listed": 40,
                "verified": 30,
                "valid": 20,
                "corrected": 5,
                "rejected": 5,
            }
        ],
        "national_list": [
            {"region_code": V1, "source": "dtks", "decile": "all", "individuals": 90},
            {"region_code": D1, "source": "dtsen", "decile": "all", "families": 50},
            *(
                {"region_code": D1, "source": "dtsen", "decile": name, "families": 9}
                for name in ("1", "2", "3", "4", "unranked")
            ),
        ],
        "services": [
            {
                "region_code": CITY,
                "slrt": "yes",
                "operators": 3,
                "referrals_made": 4,
                "referrals_completed": 3,
            }
        ],
        "cases": [
            {
                "region_code": D1,
                "kind": "poor",
                "reported": 9,
                "handled": 8,
                "handled_with_psm": 3,
                "closed": 2,
            }
        ],
        "case_records": [
            {
                "region_code": V1,
                "kind": "poor",
                "reported_on": date(2024, 2, 1),
                "handled_on": date(2024, 2, 3),
                "closed_on": date(2024, 2, 9),
                "with_psm": "yes",
            }
        ],
        "ipsm": [{"region_code": D1, "has_ipsm": "yes", "meetings": 2}],
        "budget": [
            {
                "programme": "capacity_building",
                "year": 2024,
                "allotted": 100,
                "spent": 40,
            }
        ],
    }


@pytest.fixture(scope="module")
def full_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published store with something of every dataset, of one city."""
    store = Store(tmp_path_factory.mktemp("analysis") / "store")
    drafts = [
        draft(dataset, CITY, "2024-01/2024-06", rows)
        for dataset, rows in _sent().items()
    ]
    store.record(drafts, by="tester", received_on=date(2024, 7, 10))
    publish(store)
    return store.folder


@pytest.fixture
def full(full_store: Path) -> Iterator[Path]:
    yield from reading(full_store)


def shown(page: PageFile, tab: str, **query: str) -> AppTest:
    app = opened(page, **query)
    return app.button_group(key="tab").set_value(tab).run()


def check(app: AppTest) -> None:
    assert not app.exception
    assert not app.error
    assert len(app.title) == 1
    assert len(words(app).split()) > 20  # it has something to say


@pytest.mark.parametrize(("page", "tab"), EACH, ids=lambda x: getattr(x, "title", x))
@pytest.mark.parametrize("region", ["63", V1])
def test_every_section_runs(
    full: Path,
    page: PageFile,
    tab: str,
    region: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    language = "id" if region == "63" else "en"
    taken = files_taken.take(monkeypatch)
    app = shown(page, tab, region=region, lang=language)
    check(app)
    files_taken.read(taken, language)
    assert app.button_group(key="tab").value == tab
    assert foreign(app, language) == set()


@pytest.mark.parametrize("region", [CITY, D1, "ID"])
@pytest.mark.parametrize("page", [one for one in PAGES if PAGES[one].needs_figures])
def test_every_level_is_told(
    full: Path, page: str, region: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of pages that are new, too, which are listed nowhere."""
    language = "en" if region == CITY else "id"
    taken = files_taken.take(monkeypatch)
    app = opened(PAGES[page], region=region, lang=language)
    check(app)
    files_taken.read(taken, language)
    assert foreign(app, language) == set()


@pytest.mark.parametrize(("page", "tab"), EACH, ids=lambda x: getattr(x, "title", x))
def test_what_nobody_sent_says_why_and_what_to_do(
    served: Path, page: PageFile, tab: str
) -> None:
    """The tiny store has needs and counts of PSM only."""
    check(shown(page, tab, region=CITY))


def test_the_ladder_says_who_falls_out(full: Path) -> None:
    app = opened(PAGES["2_pilar_sosial"], region=CITY)
    [row] = asking.ask(
        full, "pillar_ladder", region=CITY, level="regency", as_of="2024-06", kind="psm"
    ).to_dict("records")
    assert (row["reported"], row["valid"]) == (2, 2)
    assert (
        app.title[0].value
        == "2 PSM dilaporkan di Kota Banjarmasin, 2 di antaranya valid"
    )


def test_a_kind_is_chosen_in_the_link(full: Path) -> None:
    app = opened(PAGES["2_pilar_sosial"], region=CITY)
    app.selectbox(key="own_kind").select("lks").run()
    assert app.query_params["kind"] == "lks"
    assert app.title[0].value.startswith("1 LKS dilaporkan")
    app.selectbox(key="own_kind").select("all").run()
    assert "orang pilar sosial" in app.title[0].value


def test_titles_answer_in_words(full: Path) -> None:
    titles = {
        page: opened(PAGES[page], region=CITY).title[0].value for page in SECTIONS
    }
    assert titles["4_pmks"].startswith("38 PMKS di Kota Banjarmasin, 100")
    assert titles["7_bimtek"] == (
        "2 kegiatan diadakan di Kota Banjarmasin; 1 dari 2 PSM aktif tercatat nama belum pernah ikut bimtek"
    )
    assert "75" in titles["8_dtks_dan_rujukan"]
    assert "5 dari 8 kasus ditangani tanpa PSM" in titles["8_dtks_dan_rujukan"]


def test_each_list_has_a_figure_and_a_line_of_its_own(full: Path) -> None:
    app = shown(PAGES["8_dtks_dan_rujukan"], "lists", region=D1)
    said = words(app)
    assert "50 keluarga dalam DTSEN (Juni 2024)" in said
    assert "36 tercatat dalam desil 1 sampai 4 DTSEN, 72" in said
    app.selectbox(key="own_list").select("dtks").run()
    assert app.query_params["list"] == "dtks"
    assert "90 individu dalam DTKS (Juni 2024), dilaporkan sebagian" in words(app)
    names = [
        trace.get("name")
        for figure in map(json.loads, figures_drawn(app))
        for trace in figure["data"]
        if "markers" in trace.get("mode", "")
    ]
    assert names == ["DTKS"]  # individuals: DTSEN is told in families alone


def test_a_list_that_alone_is_told_of_comes_first(full: Path) -> None:
    alone = opened(PAGES["8_dtks_dan_rujukan"], region=V1)
    assert alone.title[0].value == (
        "Mantuil: 90 individu dalam DTKS (Juni 2024), 3\N{NO-BREAK SPACE}% dari penduduk"
    )
    assert alone.button_group(key="tab").value == "lists"
    among = opened(PAGES["8_dtks_dan_rujukan"], region=D1)
    assert among.button_group(key="tab").value == "verification"


def test_a_sum_of_reports_is_as_old_as_the_oldest(full: Path) -> None:
    app = opened(
        PAGES["8_dtks_dan_rujukan"], region=CITY
    )  # in the language of the page
    assert not app.exception
    row = {
        "individuals": 90,
        "individuals_period": "2024-06",
        "individuals_status": "partial",
    }
    for as_of, parts, month in (
        ("2024-06", 2, "(Juni 2024)"),
        ("2024-12", 2, "(tertua Juni 2024)"),
        ("2024-12", 1, "(Juni 2024)"),
    ):
        own = pd.DataFrame([row | {"parts_total": parts}])
        told = list_words.told_size(own, "Tapin", "dtks", "individuals", as_of)
        assert told == f"Tapin: 90 individu dalam DTKS {month}, dilaporkan sebagian"


def test_a_chart_turns_into_its_table_and_the_link_says_so(full: Path) -> None:
    app = shown(PAGES["7_bimtek"], "reach", region=CITY)
    app.button_group(key="as_reach").set_value("table").run()
    assert app.query_params["tables"] == "reach"
    check(app)
    app.button_group(key="as_reach").set_value("chart").run()
    assert "tables" not in app.query_params


def test_sources_are_told_with_what_is_missing(served: Path) -> None:
    said = words(opened(PAGES["8_dtks_dan_rujukan"], region=CITY))
    assert "Belum dikirim oleh kantor mana pun di sini: Verifikasi" in said


def test_an_english_reader_is_served_too(full: Path) -> None:
    app = opened(PAGES["7_bimtek"], region=CITY, lang="en")
    assert "have never been to a bimtek" in app.title[0].value


def test_files_take_along_what_figures_rest_on(full: Path) -> None:
    app = opened(PAGES["7_bimtek"], region=CITY)
    told = app.session_state["imbang_page_notes"]
    assert told[0].startswith("Sumber per Juni 2024: Kegiatan")
    assert all(note in words(app) for note in told)


def test_the_summary_lists_what_lies_below_to_search_and_take_away(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = files_taken.take(monkeypatch)
    app = opened(PAGES["1_ringkasan"], region="63", place_q="BANJARMASIN")
    assert app.text_input(key="own_place_q").value == "BANJARMASIN"
    regions = "Kabupaten/Kota;".encode("utf-8-sig")  # those of the list, not of the map
    at = next(i for i, one in enumerate(taken) if one.startswith(regions))
    as_csv, as_xlsx = taken[at : at + 2]
    heading, *rows = as_csv.decode("utf-8-sig").splitlines()
    assert heading.split(";")[:6] == [
        "Kabupaten/Kota",
        "PSM aktif",
        "PSM valid",
        "PMKS",
        "PMKS per PSM",
        "PMKS di luar jangkauan",
    ]
    assert [row.split(";")[:5] for row in rows] == [
        ["Kota Banjarmasin", "2", "2", "38", "19"]
    ]
    assert rows[0].endswith(";0")  # months old
    assert as_xlsx.startswith(b"PK")
