"""Profil: its figures are those of the other pages, and every list leads to it."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from imbang.app.page_files import PROFILE, list_pages
from imbang.publishing.publish import publish
from imbang.questions import asking
from imbang.store.deliveries import Store
from tests.conftest import draft
from tests.pages.conftest import reading
from tests.pages.languages import _strings
from tests.pages.test_pages import opened, words

PAGES = {page.path.stem: page for page in list_pages()}
PAGE = PAGES[PROFILE.stem]
REGIONS = ("63", "63.71", "63.05.07", "63.05.07.2002", "63.02")
MONTHS = {"as_of": "2024-12", "compare": "2023-12"}


@pytest.fixture
def sample(sample_store: Path) -> Iterator[Path]:
    yield from reading(sample_store)


def said(app: AppTest) -> str:
    return re.sub(r"\s+", " ", words(app).replace("\N{NO-BREAK SPACE}", " "))


def payloads(app: AppTest) -> list[Any]:
    """The data of the tables of a page."""
    protos = [getattr(element, "proto", None) for element in app]
    texts = [
        text
        for proto in protos
        if isinstance(proto, Message)
        for text in _strings(proto)
        if text.startswith('{"caption"') or '"caption":' in text[:400]
    ]
    return [json.loads(text) for text in texts]


def links(app: AppTest) -> dict[str, dict[str, str]]:
    """What each region named in a table leads to, by its name."""
    found = {}
    for table in payloads(app):
        for row in table["rows"]:
            for cell in row["cells"]:
                if "href" in cell:
                    at = urlsplit(cell["href"])
                    query = {k: v[0] for k, v in parse_qs(at.query).items()}
                    found[cell["text"]] = {"path": at.path, **query}
    return found


@pytest.mark.parametrize("region", REGIONS)
def test_its_figures_are_those_of_other_pages(sample: Path, region: str) -> None:
    app = opened(PAGE, region=region, **MONTHS)
    assert not app.exception
    told = said(app)
    card = said(opened(PAGES["1_ringkasan"], region=region, **MONTHS))
    for label in ("PMKS (PPKS), orang", "PMKS per PSM", "PMKS di luar jangkauan"):
        shape = re.escape(label) + r"(?:, sedikitnya)? ([\d.,–]+)"
        mine, theirs = re.search(shape, told), re.search(shape, card)
        assert mine is not None
        assert theirs is not None
        assert mine[1] == theirs[1], label
    # the ladder is Pilar Sosial's, cases are DTKS dan Rujukan's
    ladder = said(opened(PAGES["2_pilar_sosial"], region=region, **MONTHS))
    if kept := re.search(r"Dari [\d.]+ peran PSM tersisa [\d.]+ yang valid", told):
        assert kept[0] in ladder
    asked = {**MONTHS, "tab": "cases"}
    cases = said(opened(PAGES["8_dtks_dan_rujukan"], region=region, **asked))
    shape = r"\d+ % dari [\d.]+ kasus yang ditangani didampingi PSM"
    if handled := re.search(shape, told):
        assert handled[0] in cases


def test_the_spine_holds_the_figures_of_the_chain(sample: Path) -> None:
    app = opened(PAGE, region="63.71", tables="spine", **MONTHS)
    [table] = [one for one in payloads(app) if one["columns"][0]["key"] == "indicator"]
    chain = said(opened(PAGES["5_indikator"], region="63.71", **MONTHS))
    assert len(table["rows"]) == 10
    for row in table["rows"]:
        name, value = (cell["text"] for cell in row["cells"][:2])
        shown = value.replace("\N{NO-BREAK SPACE}", " ")
        assert re.search(rf"{re.escape(name)} {re.escape(shown)}(?![\d])", chain), name


def test_it_says_who_owes_what(sample: Path) -> None:
    app = opened(PAGE, region="63", **MONTHS)
    assert "13 laporan belum masuk" in said(app)
    assert links(app)["Kabupaten Kotabaru"]["region"] == "63.02"
    calm = said(opened(PAGE, region="63.71.01.1006", **MONTHS))
    assert "Semua laporan yang jatuh tempo sudah masuk" in calm


def test_one_more_psm_is_the_first_step_of_the_plan(sample: Path) -> None:
    [step] = asking.ask(
        sample, "placement", region="63.71", level="village", as_of="2024-12", posts=1
    ).to_dict("records")
    n = round(step["uncovered_before"] - step["uncovered_after"])
    told = f"Satu PSM lagi menjangkau {n} PMKS lebih banyak, di {step['region_name']}"
    assert told in said(opened(PAGE, region="63.71", **MONTHS))


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("1_ringkasan", {}),
        ("3_cakupan_psm", {"level": "district", "q": "utara"}),
        ("2_pilar_sosial", {"tab": "matrix"}),
        ("4_pmks", {"tab": "map"}),
        ("7_bimtek", {"tab": "reach", "tables": "reach"}),
        ("9_penempatan", {}),
        ("10_mutu_data", {}),
        ("10_mutu_data", {"tab": "findings"}),
    ],
)
def test_a_name_in_a_list_carries_the_link(
    sample: Path, page: str, query: dict[str, str]
) -> None:
    """With the region, and month, comparison, norm and language as they were; without
    what was chosen on the page that is left."""
    asked = {**MONTHS, "norm": "150", "lang": "en", "region": "63.71", **query}
    found = links(opened(PAGES[page], **asked))
    assert found
    for name, link in found.items():
        assert link["path"] == "profil", name
        assert link["region"].startswith("63.71"), name
        kept = {key: link.get(key) for key in ("as_of", "compare", "norm", "lang")}
        assert kept == {**MONTHS, "norm": "150", "lang": "en"}
        assert not {"q", "tab", "tables"} & link.keys()


def test_the_link_of_a_list_opens_that_region(sample: Path) -> None:
    link = links(opened(PAGES["1_ringkasan"], region="63", **MONTHS))[
        "Kabupaten Banjar"
    ]
    app = opened(PAGE, **{k: v for k, v in link.items() if k != "path"})
    assert app.title[0].value.startswith("Kabupaten Banjar: ")
    assert dict(app.query_params)["region"] == "63.03"


def test_a_store_with_hardly_a_figure_says_what_is_not_there(served: Path) -> None:
    app = opened(PAGE, region="63.71.02.1001", lang="en")
    told = said(app)
    assert "No register names a PSM here" in told
    assert "No PMKS are reported here." in told
    assert "One more PSM would bring nobody more within reach" in told
    app = opened(PAGE, region="63.01", lang="en")
    assert "has reported neither PMKS nor PSM yet" in app.title[0].value
    assert "What one more PSM would achieve cannot be told" in said(app)


@pytest.fixture(scope="module")
def two_provinces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = Store(tmp_path_factory.mktemp("provinces") / "store")
    for city, people in (("63.71", 900), ("62.71", 400)):
        village = f"{city}.01.1001"
        rows = {
            "ppks": {"kind": "poor", "unit": "person", "count": people},
            "pillar_counts": {"kind": "psm", "unit": "person", "count": 3},
        }
        drafts = [
            draft(dataset, city, "2024-06", [{"region_code": village, **row}])
            for dataset, row in rows.items()
        ]
        store.record(drafts, by="tester", received_on=date(2024, 7, 10))
    publish(store)
    return store.folder


def test_the_nation_has_one_too(two_provinces: Path) -> None:
    with contextlib.contextmanager(reading)(two_provinces):
        app = opened(PAGE, region="ID", lang="en")
        assert not app.exception
        assert app.title[0].value.startswith("Indonesia: ")
        assert "All of Indonesia that has data, as of June 2024." in said(app)
        assert "PMKS (PPKS), persons 1,300" in said(app)
        province = opened(PAGE, region="62", lang="en", tables="spine")
        assert not province.exception
        assert "Province, as of June 2024." in said(province)
        assert "nearer to the worst than to the best of its" in said(province)
