"""The page on data quality: reports, findings to work through, rules that explain."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from imbang import paths
from imbang.app.page_files import list_pages
from imbang.publishing.publish import publish
from imbang.questions import asking
from imbang.store.deliveries import Store
from imbang.store.workspace import FINDING, Workspace
from tests.conftest import draft
from tests.pages.conftest import CITY, reading
from tests.pages.test_pages import opened, words

[PAGE] = [page for page in list_pages() if page.path.stem == "10_mutu_data"]
ROW = {"kind": "psm", "confirmed_on": date(2024, 6, 1), "birth_year": 1980}


@pytest.fixture(scope="module")
def findings_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published store whose register names one PSM in two villages."""
    store = Store(tmp_path_factory.mktemp("findings") / "store")
    rows = [
        {"region_code": "63.71.01.1001", "person_key": "p1", "name": "Siti", **ROW},
        {"region_code": "63.71.01.1002", "person_key": "p1", "name": "Siti", **ROW},
    ]
    store.record(
        [draft("pillars", CITY, "2024-06", rows)],
        by="tester",
        received_on=date(2024, 7, 10),
    )
    publish(store)
    return store.folder


@pytest.fixture
def served_findings(findings_store: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of that store as the one that pages read."""
    copy = shutil.copytree(findings_store, tmp_path / "store")
    yield from reading(copy)


def test_reports_are_told_in_the_title_and_the_matrix(served_findings: Path) -> None:
    app = opened(PAGE, region="63", as_of="2024-06")
    assert not app.exception
    assert "temuan masih terbuka" in app.title[0].value
    assert "Laporan menurut jatuh tempo" in words(app)


def test_a_finding_is_opened_noted_and_kept(served_findings: Path) -> None:
    [finding] = (
        asking.ask(served_findings, "findings", region="63", as_of="2024-06")
        .query("rule == 'psm_in_two_villages'")
        .to_dict("records")
    )
    app = opened(
        PAGE,
        region="63",
        as_of="2024-06",
        tab="findings",
        finding=finding["finding_id"],
    )
    assert "Satu PSM di dua desa" in words(app)
    assert "baris 2–3" in words(app)
    app.text_input(key="person_name").set_value("Ani").run()
    app.text_area[0].set_value("Pindah tugas pada Mei.")
    app.button_group[-1].set_value("explained")
    app.button(key=next(b.key for b in app.button if b.label == "Simpan")).click().run()
    assert not app.exception
    kept = Workspace(served_findings).entries(FINDING)[finding["finding_id"]]
    assert kept.changed_by == "Ani"
    assert (kept.value["state"], kept.value["note"]) == (
        "explained",
        "Pindah tugas pada Mei.",
    )
    assert "Pindah tugas pada Mei." in words(app)


def test_nobody_notes_without_a_name(served_findings: Path) -> None:
    [id, *_rest] = asking.ask(
        served_findings, "findings", region="63", as_of="2024-06"
    )["finding_id"]
    app = opened(PAGE, region="63", as_of="2024-06", tab="findings", finding=id)
    app.button(key=next(b.key for b in app.button if b.label == "Simpan")).click().run()
    assert [error.value for error in app.error] == ["Isi dahulu nama pencatat."]
    assert Workspace(served_findings).entries(FINDING) == {}


def test_filters_are_in_the_link(served_findings: Path) -> None:
    app = opened(PAGE, region="63", as_of="2024-06", tab="findings", state="mended")
    assert "Tidak ada temuan yang cocok dengan saringan." in words(app)
    app.selectbox(key="pick_state").set_value("").run()
    assert not app.exception
    app.selectbox(key="pick_severity").set_value("high").run()
    assert app.query_params["severity"] == "high"
    app.selectbox(key="pick_about").set_value("pillars").run()
    assert app.query_params["about"] == "pillars"


def test_every_rule_explains_itself_on_the_page(served_findings: Path) -> None:
    app = opened(PAGE, region="63", as_of="2024-06", tab="rules")
    assert len(app.expander) == len(list((paths.QUERIES / "checks").glob("*.sql")))
    assert words(app).count("Cara memperbaiki") == len(app.expander)
