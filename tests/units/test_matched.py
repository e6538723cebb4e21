"""Changes between two months, compared by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from imbang.analysis.matched import Change, changes, of_steps, uncovered_by_region

NO_NEEDS = pd.DataFrame({"kind": [], "unit": [], "compared": [], "before": []})
FIGURES = {
    "psm_active": (4, 3, 0.5),
    "ratio_ppks_per_psm": (82.5, 100, 0.25),
    "uncovered_persons": (100.5, 120, 0.75),
}
SHARES = ("psm_share", "ratio_share", "uncovered_share")


def coverage(code: str, *told: str) -> pd.DataFrame:
    """A row of coverage_change that tells some of `FIGURES`."""
    row: dict[str, object] = {"region_code": code}
    for share, (name, figure) in zip(SHARES, FIGURES.items(), strict=True):
        parts = figure if name in told else (None, None, None)
        row |= dict(zip((name, f"{name}_before", share), parts, strict=True))
    return pd.DataFrame([row])


NOTHING = coverage("63.71")


def test_a_figure_is_told_where_both_months_tell_it() -> None:
    both = changes(coverage("63.71", "psm_active"), NO_NEEDS, (), 1000)
    assert (both.psm, both.ratio, both.uncovered) == (Change(4, 3, 0.5), None, None)
    both = changes(coverage("63.71", *FIGURES), NO_NEEDS, (), 1000)
    assert both.ratio == Change(82.5, 100, 0.25)
    assert both.uncovered == Change(100.5, 120, 0.75)
    assert both.ppks is None


def test_only_what_both_months_tell_has_a_change_of_those_beyond_reach() -> None:
    rows = pd.concat([coverage("63.71", "uncovered_persons"), coverage("63.72")])
    assert uncovered_by_region(rows).to_dict() == {"63.71": -19.5}


def test_needs_are_those_counted_in_persons() -> None:
    needs = pd.DataFrame(
        [
            ("poor", "person", 50, 40),
            ("poor", "family", 9, 9),
            ("homeless", "person", 10, 20),
            ("beggar", "person", None, None),
        ],
        columns=["kind", "unit", "compared", "before"],
    )
    both = changes(NOTHING, needs, ("poor", "homeless", "beggar"), 1000)
    assert both.ppks == Change(60, 60, pytest.approx(60 / 1000))
    one = changes(NOTHING, needs, ("poor",), 1000)
    assert one.ppks == Change(50, 40, pytest.approx(50 / 1000))


def ladder(**counts: tuple[int | None, int | None]) -> pd.DataFrame:
    """Rows of pillar_ladder by office: persons and those of them active."""
    rows = [(code, *pair) for code, pair in counts.items()]
    return pd.DataFrame(rows, columns=["region_code", "persons", "active"])


def test_a_register_that_comes_first_is_no_growth() -> None:
    """One office has 5 after 4; the other sends its first register, of 100."""
    own = ladder(whole=(105, 105)), ladder(whole=(4, 4))
    first = ladder(a=(5, 5), b=(100, 100)), ladder(a=(4, 4), b=(None, None))
    [change] = of_steps(own, first, ["active"], weight="persons").values()
    assert (change.difference, change.share) == (1, 5 / 105)
    # where the same offices tell of both, everybody is counted once
    both = ladder(a=(5, 5), b=(100, 100)), ladder(a=(4, 4), b=(2, 2))
    [change] = of_steps(own, both, ["active"], weight="persons").values()
    assert (change.difference, change.share) == (101, 1)
