"""A published store in which every name that a person or a file gives calls out."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from imbang.analysis import workloads
from imbang.analysis.placement import scenarios
from imbang.analysis.placement.scenarios import Scenario
from imbang.decisions import noting
from imbang.publishing.publish import publish
from imbang.questions import asking, finding_notes
from imbang.settings import events, settings
from imbang.settings.events import Event
from imbang.store.deliveries import Store
from imbang.store.drafts import Draft
from imbang.store.workspace import Workspace
from imbang.texts.signs import visible
from tests.conftest import draft, filled_once
from tests.pages.conftest import CITY, VILLAGES
from tests.pages.hostile import NAME, SHORT

V1, V2 = list(VILLAGES)[:2]
PSM = {"kind": "psm", "confirmed_on": date(2024, 6, 1), "birth_year": 1980}
LETTERHEAD = (
    "office_name",
    "office_address",
    "city",
    "head_title",
    "head_name",
    "officers",
)


READ = visible(NAME)
"""What reading a file leaves of the name."""


def drafts() -> list[Draft]:
    """One office's files of June 2024, every text in them hostile."""
    ppks = [
        {"region_code": code, "kind": "poor", "unit": "person", "count": count}
        for code, (count, _psm) in VILLAGES.items()
    ]
    people = [
        {"region_code": V1, "person_key": "p1", "name": READ, **PSM},
        {"region_code": V2, "person_key": "p1", "name": READ, **PSM},
    ]
    held = {
        "activity": READ,
        "kind": "bimtek",
        "title": READ,
        "organiser": READ,
        "place": READ,
        "first_day": date(2024, 5, 2),
        "last_day": date(2024, 5, 3),
        "topics": READ,
        "speakers": READ,
    }
    came = {"activity": READ, "person_key": "p1", "name": READ, "element": "psm"}
    made = [
        draft("ppks", CITY, "2024-06", ppks),
        draft("pillars", CITY, "2024-06", people),
        draft("activities", CITY, "2024-05", [held]),
        draft("participants", CITY, "2024-05", [{**came, "region_code": V1}]),
    ]
    return [replace(one, file=f"{READ}.xlsx", sheets=(READ,)) for one in made]


def store_of_hostile_names(factory: pytest.TempPathFactory) -> Store:
    """A copy of the store, which is filled once for all processes."""
    filled = filled_once(factory, "hostile", fill)
    return Store(shutil.copytree(filled, factory.mktemp("hostile") / "store"))


def fill(folder: Path) -> None:
    """The store, with deliveries, settings, notes, scenarios and a workload."""
    store = Store(folder)
    store.record(drafts(), by=NAME, received_on=date(2024, 7, 10))
    workspace = Workspace(store.folder)
    for key in LETTERHEAD:
        settings.change(workspace, key, NAME, by=NAME)
    publish(store, by=NAME)
    settings.change(workspace, "norm", "500", by=NAME)
    scenarios.save(
        workspace, Scenario(SHORT, CITY, "2024-06", "500/1", "", {}), by=NAME
    )
    scenarios.save(
        workspace, Scenario(f"{SHORT}2", CITY, "2024-06", "500/1", "", {}), by=NAME
    )
    scenarios.remove(workspace, f"{SHORT}2", by=NAME)  # to be brought back
    workloads.save(workspace, SHORT, workloads.Workload(), by=NAME)
    events.keep(workspace, Event("2024-05", CITY, "other", SHORT), by=NAME)
    noting.note(
        store,
        text=NAME,
        who=SHORT,
        figure="psm_active",
        region=CITY,
        as_of="2024-06",
        by=NAME,
    )
    found = asking.ask(store.folder, "findings", region="63", as_of="2024-06")
    for id in found["finding_id"]:
        finding_notes.note(store.folder, id, by=NAME, owner=NAME, note=NAME)


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
