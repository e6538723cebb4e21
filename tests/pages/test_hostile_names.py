"""Names from files and people are text on every page: none draws, links or styles."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
import xlsxwriter
from streamlit.testing.v1 import AppTest

from imbang import finding_notes, querying, scenarios, settings, workloads
from imbang.intake.results import Draft
from imbang.listing import list_pages
from imbang.publishing import publish
from imbang.scenarios import Scenario
from imbang.store import Store
from imbang.workspace import Workspace
from tests.conftest import draft
from tests.pages.conftest import CITY, VILLAGES, reading
from tests.pages.hostile import NAME, SHORT, calls, shown
from tests.pages.test_import_page import drop
from tests.pages.test_pages import opened

PAGES = {page.path.stem: page for page in list_pages()}
V1, V2 = list(VILLAGES)[:2]
PSM = {"kind": "psm", "confirmed_on": date(2024, 6, 1), "birth_year": 1980}
LETTERHEAD = (
    "office_name", "office_address", "city", "head_title", "head_name", "officers"
)  # fmt: skip


def drafts() -> list[Draft]:
    """One office's files of June 2024, every text in them hostile."""
    ppks = [
        {"region_code": code, "kind": "poor", "unit": "person", "count": count}
        for code, (count, _psm) in VILLAGES.items()
    ]
    people = [
        {"region_code": V1, "person_key": "p1", "name": NAME, **PSM},
        {"region_code": V2, "person_key": "p1", "name": NAME, **PSM},
    ]
    held = {
        "activity": NAME, "kind": "bimtek", "title": NAME, "organiser": NAME,
        "place": NAME, "first_day": date(2024, 5, 2), "last_day": date(2024, 5, 3),
        "topics": NAME, "speakers": NAME,
    }  # fmt: skip
    came = {"activity": NAME, "person_key": "p1", "name": NAME, "element": "psm"}
    made = [
        draft("ppks", CITY, "2024-06", ppks),
        draft("pillars", CITY, "2024-06", people),
        draft("activities", CITY, "2024-05", [held]),
        draft("participants", CITY, "2024-05", [{**came, "region_code": V1}]),
    ]
    return [replace(one, file=f"{NAME}.xlsx", sheets=(NAME,)) for one in made]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A published store in which every name that a person or a file gives is hostile."""
    store = Store(tmp_path_factory.mktemp("hostile") / "store")
    store.record(drafts(), by=NAME, received_on=date(2024, 7, 10))
    workspace = Workspace(store.folder)
    for key in LETTERHEAD:
        settings.change(workspace, key, NAME, by=NAME)
    publish(store, by=NAME)
    settings.change(workspace, "norm", "500", by=NAME)
    scenarios.save(
        workspace, Scenario(SHORT, CITY, "2024-06", "500/1", "", {}), by=NAME
    )
    workloads.save(workspace, SHORT, workloads.Workload(), by=NAME)
    found = querying.ask(store.folder, "findings", region="63", as_of="2024-06")
    for id in found["finding_id"]:
        finding_notes.note(store.folder, id, by=NAME, owner=NAME, note=NAME)
    for _folder in reading(store.folder):
        yield store


def section(page: str, **query: str) -> AppTest:
    app = opened(PAGES[page], region=CITY, as_of="2024-06", **query)
    app.query_params.update(query)
    return app.run()


@pytest.mark.parametrize("page", PAGES)
def test_no_name_calls_out(hostile: Store, page: str) -> None:
    app = section(page)
    assert not app.exception
    assert shown(app)  # the letterhead is on every page
    assert calls(app) == []


SECTIONS = [
    *(("10_mutu_data", tab) for tab in ("reports", "findings", "rules")),
    *(("11_impor_data", tab) for tab in ("import", "sent", "published")),
    *(("13_pengaturan", tab) for tab in ("figures", "reports", "office", "log")),
    *(
        ("7_bimtek", tab)
        for tab in ("activities", "participants", "reach", "selection")
    ),
    *(("9_penempatan", tab) for tab in ("scenarios", "vacant")),
    ("3_cakupan_psm", "norm"),
    ("2_pilar_sosial", "dual"),
]


@pytest.mark.parametrize(("page", "tab"), SECTIONS)
def test_no_name_calls_out_from_a_section(hostile: Store, page: str, tab: str) -> None:
    chosen = {}
    if tab == "findings":
        found = querying.ask(hostile.folder, "findings", region="63", as_of="2024-06")
        chosen["finding"] = found["finding_id"].iloc[0]
    if tab == "sent":
        chosen["sent"] = hostile.counted()[0].id
    app = section(page, tab=tab, **chosen)
    assert not app.exception
    assert len(shown(app)) > 1
    assert calls(app) == []


def hostile_workbook() -> bytes:
    """A sheet, a heading, a label and cells that call out."""
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        sheet = book.add_worksheet("tebal $a$ `b` <i>c ~d~ _e_")
        rows = [
            ["Kode Wilayah", "Jenis PMKS", "Jumlah", SHORT],
            [V1, "Fakir miskin", "40", SHORT],
            [V2, SHORT, "2", SHORT],
            [SHORT, "Fakir miskin", SHORT, SHORT],
        ]
        for number, row in enumerate([[SHORT], *rows]):
            sheet.write_row(number, 0, row)
    return content.getvalue()


def test_no_file_calls_out_from_the_import_page(hostile: Store) -> None:
    app = section("11_impor_data")
    app = app.text_input(key="person_name").set_value(NAME).run()
    file = f"{SHORT}.xlsx"
    drop(app, (file, hostile_workbook()), (f"2{file}", b"a,b\n1,2\n"))
    assert calls(app) == []
    assert len(shown(app)) > 5
    # dropped again, a file is named in a toast
    drop(app, (file, hostile_workbook()))
    assert calls(app) == []
    assert app.toast


def test_what_is_refused_does_not_call_out(hostile: Store) -> None:
    app = section("13_pengaturan", tab="figures")
    app.text_input(key="person_name").set_value(NAME).run()
    app.radio(key="norm_500_kind").set_value("own").run()
    app.text_input(key="norm_500_number").set_value(NAME).run()
    app.button(key="norm_save").click().run()
    assert app.error
    assert calls(app) == []


def test_a_link_does_not_call_out(hostile: Store) -> None:
    asked = {"region": NAME, "as_of": NAME, "q": NAME, "tab": NAME, "finding": NAME}
    for page in ("1_ringkasan", "10_mutu_data", "9_penempatan"):
        app = opened(PAGES[page], **asked)
        assert not app.exception
        assert calls(app) == []
