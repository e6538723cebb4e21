"""What a release hides: enough that the attacker, who knows nothing of it, finds nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imbang.refusals import Refusal
from imbang.releases import hiding, making
from imbang.releases.attack.report import attack
from tests.units.releases.made_up import (
    ABOUT,
    COUNTED,
    earlier,
    needs,
    pillars,
    regions,
    written,
)

PLACES = regions([3, 2])
TABLES = st.lists(
    st.sampled_from([0, 0, 1, 2, 3, 4, 5, 6, 12, 40]), min_size=15, max_size=15
)
LADDERS = st.lists(
    st.lists(st.integers(0, 12), min_size=3, max_size=3).map(
        lambda one: sorted(one, reverse=True)
    ),
    min_size=5,
    max_size=5,
)


def counted(cells: list[int], steps: list[list[int]]) -> pd.DataFrame:
    return pd.concat(
        [
            needs(PLACES, np.array(cells).reshape(5, 3)),
            pillars(PLACES, np.array(steps)),
        ],
        ignore_index=True,
    )


def made(counts: pd.DataFrame, before: making.Release | None = None) -> making.Release:
    then = None if before is None else earlier(before, PLACES)
    return making.of_counts(counts, PLACES, COUNTED, ABOUT, then)


@settings(max_examples=10, deadline=None)
@given(TABLES, LADDERS)
def test_nothing_hidden_can_be_told(cells: list[int], steps: list[list[int]]):
    counts = counted(cells, steps)
    release = made(counts)
    small = counts["count"].between(1, 4).to_numpy(bool)
    assert release.counts["hidden"].to_numpy()[small].all()
    exact = attack(release.files, exactly=True)
    assert exact.exposed.empty
    assert exact.recovered == 0
    # what is shown is what was counted, so that totals still add up
    shown = ~release.counts["hidden"].to_numpy()
    assert (release.counts["count"] == counts["count"])[shown].all()


@settings(max_examples=6, deadline=None)
@given(TABLES, LADDERS, st.lists(st.integers(0, 14), max_size=4), TABLES)
def test_nor_with_the_release_before(
    cells: list[int], steps: list[list[int]], places: list[int], later: list[int]
):
    first = made(counted(cells, steps))
    changed = list(cells)
    for place in places:
        changed[place] = later[place]
    counts = counted(changed, steps)
    # who sent anew has a new period, and so have the sums above
    moved = counts["count"] != counted(cells, steps)["count"]
    counts.loc[moved & counts["period"].notna(), "period"] = "2024-12"
    second = made(counts, first)
    both = attack(second.files, first.files, exactly=True)
    assert both.exposed.empty
    assert both.recovered == 0


def test_the_release_before_would_tell_without_being_looked_at():
    cells = [3, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9]
    steps = [[0, 0, 0]] * 5
    first = made(counted(cells, steps))
    # another cell becomes small: other cells protect both, and these are known from before
    cells[10] = 2
    counts = counted(cells, steps)
    moved = counts["count"] != first.counts["count"]
    counts.loc[moved & counts["period"].notna(), "period"] = "2024-12"
    looking = made(counts, first)
    carried = looking.counts["as_before"].to_numpy(bool)
    blind = made(counts)
    files = written(
        counts.assign(as_before=carried), PLACES, blind.counts["hidden"].to_numpy(bool)
    )
    assert carried.any()
    assert attack(looking.files, first.files).exposed.empty
    told = attack(_marked(files, looking.files), first.files)
    assert told.recovered or not told.exposed.empty


def _marked(files, looking):
    """The files with the marks of what is carried on, which others may guess."""
    import csv
    import io

    made = dict(files)
    for name in ("needs.csv", "pillars.csv"):
        marks = {
            tuple(row[key] for key in ("region_code", "kind", "unit", "measure")): row[
                "as_before"
            ]
            for row in csv.DictReader(io.StringIO(looking[name].decode()))
        }
        rows = list(csv.DictReader(io.StringIO(files[name].decode())))
        out = io.StringIO()
        writer = csv.DictWriter(out, rows[0].keys())
        writer.writeheader()
        for row in rows:
            key = tuple(row[k] for k in ("region_code", "kind", "unit", "measure"))
            writer.writerow(row | {"as_before": marks[key]})
        made[name] = out.getvalue().encode()
    return made


def test_institutions_are_shown_however_few():
    counts = pillars(PLACES, np.array([[1, 1, 1]] * 5)).assign(unit="institution")
    release = made(counts)
    assert not release.counts["hidden"].any()


def test_a_release_that_tells_too_much_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(hiding, "_fill", lambda *_given: None)
    monkeypatch.setattr(hiding, "_moved", lambda *_given, **_more: None)
    with pytest.raises(Refusal, match=r"63\.01"):
        made(counted([3] + [9] * 14, [[0, 0, 0]] * 5))
