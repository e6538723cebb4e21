"""Requests of plans in links, and scenarios in the workspace."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imbang.analysis.placement import scenarios
from imbang.analysis.placement.constraints import FREE, OBJECTIVES, Constraints
from imbang.analysis.placement.requests import Request, read
from imbang.analysis.placement.scenarios import Scenario
from imbang.refusals import Misuse
from imbang.store.workspace import Workspace

LIMITS = st.builds(
    Constraints,
    first_everywhere=st.booleans(),
    most_per_village=st.none() | st.integers(1, 100),
    least_per_district=st.integers(0, 100),
    regencies=st.sampled_from([(), ("63.71",), ("63.71", "63.72")]),
)
REQUESTS = st.builds(
    Request,
    posts=st.integers(0, 10_000),
    objective=st.sampled_from(OBJECTIVES),
    constraints=LIMITS,
    vacant_months=st.none() | st.integers(0, 60),
    error_pct=st.integers(0, 50),
    cost=st.none() | st.integers(1, 10**9),
    budget=st.none() | st.integers(0, 10**12),
)


@settings(max_examples=150, derandomize=True)
@given(REQUESTS)
def test_a_request_comes_back_from_its_link(request: Request) -> None:
    assert read(request.to_own()) == request
    assert all(len(k + v) <= 200 for k, v in request.to_own().items())


@settings(max_examples=150, derandomize=True)
@given(
    st.dictionaries(
        st.sampled_from(
            ["posts", "objective", "limits", "vacant", "error", "cost", "budget"]
        ),
        st.text(max_size=20),
    )
)
def test_any_link_can_be_read(own: dict[str, str]) -> None:
    request = read(own)
    assert 0 <= request.places <= 10_000
    assert 0 <= request.error_pct <= 50


def test_a_budget_pays_for_whole_places() -> None:
    assert Request(posts=5, cost=10, budget=39).places == 3
    assert Request(posts=5, cost=10).places == 5
    assert Request(posts=5, budget=39).places == 5
    assert Request(cost=1, budget=10**12).places == 10_000


def test_evenness_obeys_what_it_knows() -> None:
    limits = Constraints(
        first_everywhere=True, most_per_village=2, least_per_district=1
    )
    assert Request(constraints=limits).obeyed == limits
    even = Request(objective="gini", constraints=limits)
    assert even.obeyed == Constraints(most_per_village=2)


def scenario(name: str) -> Scenario:
    return Scenario(name, "63", "2024-12", "144808/892", "", Request(posts=7).to_own())


def test_scenarios_by_name(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    scenarios.save(workspace, scenario(" Rencana A "), by="Sari")
    [(kept, entry)] = scenarios.saved(workspace).values()
    assert kept == Scenario(
        "Rencana A", "63", "2024-12", "144808/892", "", {"posts": "7"}
    )
    assert kept.request == Request(posts=7, constraints=FREE)
    assert entry.changed_by == "Sari"
    scenarios.remove(workspace, "Rencana A", by="Budi")
    assert scenarios.saved(workspace) == {}
    gone = scenarios.last_removed(workspace)
    assert gone == kept
    scenarios.save(workspace, gone, by="Budi")
    assert scenarios.last_removed(workspace) is None
    assert [c.changed_by for c in workspace.changes(scenarios.TOPIC)] == [
        "Budi",
        "Budi",
        "Sari",
    ]


@pytest.mark.parametrize(("name", "by"), [("", "Sari"), ("x" * 61, "Sari"), ("A", " ")])
def test_a_scenario_needs_a_name_and_somebody(
    tmp_path: Path, name: str, by: str
) -> None:
    with pytest.raises(Misuse):
        scenarios.save(Workspace(tmp_path), scenario(name), by=by)
    assert scenarios.saved(Workspace(tmp_path)) == {}
