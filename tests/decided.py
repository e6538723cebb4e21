"""A store with decisions, and with what was sent after them: imported and published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from imbang.analysis.placement import scenarios
from imbang.decisions import noting
from imbang.publishing.publish import publish
from imbang.reference import regions
from imbang.settings import settings
from imbang.store.deliveries import Store
from imbang.store.workspace import Workspace
from tests.conftest import draft
from tests.queries.conftest import need, psm
from tests.together import without_maps

CITY, OTHER, LATE, WRONG = "63.71", "63.72", "63.01", "63.02"
V1, V2 = "63.71.01.1001", "63.71.01.1002"
OFFICES = (CITY, OTHER, LATE, WRONG)
THEN, NOW = "2024-06", "2024-12"


def village(office: str) -> str:
    known = regions.load()
    return V1 if office == CITY else known.children(known.children(office)[0])[0]


def people(office: str, count: int) -> list[dict[str, Any]]:
    return [psm(f"{office} {n}", village(office)) for n in range(count)]


def fill(store: Store) -> Mapping[str, str]:
    """Decisions of June 2024, and what was sent until December; their numbers by name.

    June, snapshot 1: 63.71 has 10 PSM for 200 PMKS and a village of 150 with none, the
    others 5, 5 and 4 for 100; decided is about their PSM, about two places for the village
    without, and about who is beyond reach in 63.71.
    December: 63.71 registers 7 more and one in the other village, 63.72 one more, 63.02
    sends June anew (6 PSM) and December (6 PSM), 63.01 sends nothing.
    """
    workspace = Workspace(store.folder)

    def record(dataset: str, office: str, month: str, rows: Any) -> None:
        sent = draft(dataset, office, month, rows)
        store.record([sent], by="tester", received_on=date(2025, 1, 10))

    for office, count in zip(OFFICES, (10, 5, 5, 4), strict=True):
        record("pillars", office, THEN, people(office, count))
        needs = [need(village(office), 200 if office == CITY else 100)]
        record("ppks", office, THEN, needs + [need(V2, 150)] * (office == CITY))
    with without_maps():
        publish(store)
    plan = scenarios.Scenario("Dua", CITY, THEN, "50", "", {"posts": "2"})
    scenarios.save(workspace, plan, by="Ani")
    decided = partial(noting.note, store, as_of=THEN, by="Ani")
    noted = {
        name: decided(text=name, figure="psm_active", region=office, **values)
        for name, office, values in (
            ("moved", CITY, {"target": 18, "scenario": "Dua", "who": "Budi"}),
            ("chance", OTHER, {"target": 9, "due": "2024-12-31"}),
            ("late", LATE, {}),
            ("restated", WRONG, {}),
        )
    }
    noted |= {
        figure: decided(text=figure, figure=figure, region=CITY)
        for figure in (
            "uncovered_persons",
            "ratio",
            "psm_per_1000_ppks",
            "psm_valid",
            "ppks_persons",
            "villages_with_psm_pct",
            "coverage_gini",
        )
    }
    noted["province"] = decided(text="province", figure="psm_active", region="63")
    noted["unknown"] = decided(text="unknown", figure="psm_active", region="63.03")
    record("pillars", CITY, NOW, [*people(CITY, 17), psm("new", V2)])
    record("ppks", CITY, NOW, [need(V1, 200), need(V2, 150)])
    record("pillars", OTHER, NOW, people(OTHER, 6))
    record("pillars", WRONG, THEN, people(WRONG, 6))
    record("pillars", WRONG, NOW, people(WRONG, 6))
    settings.change(workspace, "norm", "15", by="Ani")
    with without_maps():
        publish(store)
    return noted
