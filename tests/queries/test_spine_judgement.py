"""One figure, one word: the spine of *Profil* says of every region what `Indikator` says."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from imbang.analysis.spine import spine
from imbang.questions import asking
from imbang.screens.profile import charts
from imbang.wording.coverage.verdicts import JUDGEMENT_MARKS

TOLD = ["indicator", "region_code", "judgement", "against", "reference"]


def figures(store: Path, level: str, region: str = "63") -> pd.DataFrame:
    return asking.ask(
        store, "indicator_values", region=region, level=level, as_of="2024-12"
    )


@pytest.mark.parametrize("level", ["province", "regency", "district", "village"])
def test_every_region_is_judged_as_on_the_page_of_indicators(
    sample_store: Path, level: str
) -> None:
    answer = figures(sample_store, level)
    regions = list(answer.groupby("region_code"))
    # peers change where a figure is laid, not how it is judged; few keep this quick, and
    # so does every seventh of two thousand villages, which is one of every district
    few = pd.concat([own for _code, own in regions[:3]])
    taken = regions[::7] if level == "village" else regions
    spines = pd.concat([spine(own, few) for _code, own in taken], ignore_index=True)
    known = {code for code, own in taken if own["value"].notna().any()}
    assert set(spines["region_code"]) <= known
    assert len(known) - spines["region_code"].nunique() <= len(known) / 50
    both = spines[TOLD].merge(answer[TOLD], on=TOLD[:2], suffixes=("", "_asked"))
    assert len(both) == len(spines)
    for name in TOLD[2:]:
        pd.testing.assert_series_equal(
            both[name], both[f"{name}_asked"], check_names=False, check_dtype=False
        )
    outside = (spines["value"] < spines["limit_low_95"] - 1e-9) | (
        spines["value"] > spines["limit_high_95"] + 1e-9
    )
    has_limits = spines["limit_low_95"].notna()
    apart = ~spines["judgement"].isin(["undecided", "unknown"])
    assert (outside == apart)[has_limits].all()  # the thin line and the mark agree


def test_the_chart_carries_the_marks_of_the_answer(sample_store: Path) -> None:
    answer = figures(sample_store, "regency")
    own = answer[answer["region_code"] == "63.71"]
    rows = spine(own, answer)
    drawn = charts.spine(rows, "light")
    signs = [note.text for note in drawn.layout.annotations][2::5]
    assert signs == [
        JUDGEMENT_MARKS[j] if isinstance(j, str) and j != "unknown" else ""
        for j in rows["judgement"]
    ]
    assert {"clearly_short", "undecided"} <= set(rows["judgement"])
