"""A norm from the work: by hand, as a property, and kept by name."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imbang.analysis import workloads
from imbang.analysis.workloads import Workload
from imbang.reference import kinds as reference_kinds
from imbang.refusals import Misuse
from imbang.store import named
from imbang.store.workspace import Workspace

PERSONS = st.dictionaries(
    st.sampled_from(workloads.groups()), st.integers(1, 10_000), min_size=1
)
MINUTES = st.fixed_dictionaries({g: st.integers(1, 600) for g in workloads.groups()})
WORKLOADS = st.builds(Workload, st.integers(1, 372), st.integers(0, 99), MINUTES)


def test_by_hand() -> None:
    # 40 hours less a fifth are 1,920 minutes; 100 poor at 10 and 50 neglected at 46
    # minutes take 3,300, 22 each
    made = Workload(40, 20, {"poverty": 10, "neglect": 46})
    found = workloads.norm(made, {"poverty": 100, "neglect": 50})
    assert found == pytest.approx(1920 / 22)
    assert workloads.norm(made, {"poverty": 7}) == 192


def test_every_group_has_an_example() -> None:
    assert set(workloads.EXAMPLE_MINUTES) == set(workloads.groups())
    assert workloads.norm(Workload(), {}) is None


def test_a_group_without_minutes_is_no_free_work() -> None:
    made = Workload(40, 20, {"poverty": 10})
    with pytest.raises(Misuse, match="Ketelantaran"):
        workloads.norm(made, {"poverty": 100, "neglect": 1})
    assert workloads.norm(made, {"poverty": 100, "neglect": 0}) == 192


def test_less_than_one_case_is_no_norm() -> None:
    made = Workload(1, 0, {"poverty": 90})
    assert workloads.norm(made, {"poverty": 10}) == pytest.approx(2 / 3)
    with pytest.raises(Misuse):
        workloads.norm_to_use(made, {"poverty": 10})
    assert workloads.norm_to_use(
        Workload(40, 20, {"poverty": 7}), {"poverty": 3}
    ) == Fraction("274.3")


def test_the_mix_counts_persons_of_the_counted_kinds() -> None:
    needs = pd.DataFrame(
        {
            "kind": ["poor", "poor", "neglected_elderly", "homeless"],
            "unit": ["person", "family", "person", "person"],
            "count": [40, 9, None, 5],
        }
    )
    kinds = reference_kinds.ppks_kinds()
    poor, homeless = (kinds[k].group for k in ("poor", "homeless"))
    assert workloads.mix(needs, {"poor", "neglected_elderly"}) == {poor: 40}
    assert workloads.mix(needs, {"poor", "homeless"}) == {poor: 40, homeless: 5}


@settings(max_examples=80, derandomize=True)
@given(WORKLOADS, PERSONS)
def test_the_time_is_just_enough(made: Workload, persons: dict[str, int]) -> None:
    """So many PSM as the norm asks for have the time that all cases take."""
    found = workloads.norm(made, persons)
    assert found is not None
    psm = sum(persons.values()) / found
    minutes = sum(n * made.minutes[group] for group, n in persons.items())
    assert psm * made.hours * 60 * (1 - made.other / 100) == pytest.approx(minutes)


@settings(max_examples=40, derandomize=True)
@given(WORKLOADS, PERSONS)
def test_more_hours_for_more_people(made: Workload, persons: dict[str, int]) -> None:
    more = Workload(made.hours * 2, made.other, made.minutes)
    first, second = (workloads.norm(one, persons) for one in (made, more))
    assert first is not None
    assert second == pytest.approx(2 * first)


@pytest.mark.parametrize(
    "made",
    [
        Workload(0),
        Workload(745),
        Workload(40, 100),
        Workload(40, -1),
        Workload(40, 0, {"poverty": -1}),
        Workload(40, 0, {"poverty": 0}),
    ],
)
def test_what_cannot_be_is_refused(made: Workload) -> None:
    with pytest.raises(Misuse):
        workloads.norm(made, {"poverty": 10})


def test_kept_by_name(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    made = Workload(30, 10, {"poverty": 12})
    assert workloads.save(workspace, " Kota ", made, by="Sari") == "Kota"
    assert workloads.saved(workspace)["Kota"][0] == made
    with pytest.raises(Misuse):
        workloads.save(workspace, "Salah", Workload(0), by="Sari")
    named.remove(workspace, workloads.TOPIC, "Kota", by="Budi")
    assert workloads.saved(workspace) == {}
    gone = named.last_removed(workspace, workloads.TOPIC)
    assert gone is not None
    assert gone[0] == "Kota"
