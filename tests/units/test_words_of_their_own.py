"""What is counted differently is told in words of its own, and what is known in part as the
least there is."""

from __future__ import annotations

import pandas as pd
import pytest

from imbang.analysis.placement.effects import Figures
from imbang.analysis.placement.outcomes import Outcome
from imbang.analysis.placement.requests import Request
from imbang.screens.pillars import words as pillars
from imbang.screens.training import words as training
from imbang.screens.verification import words as verification
from imbang.wording.coverage.coverage_legend import by_service
from imbang.wording.placement import tables
from imbang.wording.placement import words as placement

SPACE = "\N{NO-BREAK SPACE}"


def plan(psm_of_the_other: float | None) -> Outcome:
    """One place brings 100 of 300 within reach; of another village PSM may be unknown."""
    before = pd.DataFrame(
        {"ppks_persons": [300.0, 80.0], "psm_active": [0.0, psm_of_the_other]}
    )
    steps = pd.DataFrame(
        {
            "region_name": ["Kelayan Selatan"],
            "tied": pd.array([None], dtype="Int64"),
            "tie_broken_by": [None],
        }
    )
    was, becomes = (Figures(n, 300.0 - 100 * n, 1 - n, 3 - n, 0.5, {}) for n in (0, 1))
    return Outcome(steps, before, before, was, becomes, {})


@pytest.mark.parametrize(
    ("psm", "sign"), [(None, f"≥{SPACE}"), (1.0, "")], ids=["partly known", "known"]
)
def test_a_plan_for_what_is_partly_known_tells_the_least(
    psm: float | None, sign: str
) -> None:
    made = plan(psm)
    cards = {card.label: card for card in placement.cards(made, Request())}
    beyond = cards["PMKS di luar jangkauan, sesudah"]
    assert beyond.value == f"{sign}200"
    assert beyond.change.endswith(f"dari {sign}300")
    assert cards["Kekurangan PSM, sesudah"].value == f"{sign}2"
    told = placement.paragraph(made, Request())
    assert f"turun dari {sign}300 menjadi {sign}200" in told
    rows = tables.comparison((made, made), (None, None))
    _name, first, *_rest = tables.comparison_columns(("A", "B"))
    written = {row["key"]: first.write(row)["text"] for row in rows.to_dict("records")}
    assert written["uncovered"] == f"{sign}200"
    assert written["reached"] == "100"


def test_a_place_as_good_elsewhere_names_as_many_others_everywhere() -> None:
    made = plan(1.0)
    steps = made.steps.assign(tied=[93], tie_broken_by=["code"])
    tied = Outcome(steps, made.before, made.after, made.was, made.becomes, {})
    told = (placement.title(tied), placement.paragraph(tied, Request()))
    assert ["92 desa lain" in one for one in told] == [True, True]
    assert not any("93" in one for one in told)


def test_none_of_all_regions_is_said_plainly() -> None:
    nobody = pd.DataFrame({"attendances": [0, 0, 0]})
    never = pd.DataFrame({"last_verified": [None, None, None]})
    assert training.told_regions(nobody).startswith("Tidak satu pun dari 3 wilayah")
    assert verification.told_places(never).startswith("Belum satu pun dari 3 wilayah")
    some = pd.DataFrame({"attendances": [0, 2, 0]})
    assert training.told_regions(some).startswith("2 dari 3 wilayah")


def test_who_has_no_nik_is_not_told_to_have_been_nowhere() -> None:
    names = {
        pillars.category_name("training", c) for c in pillars.category_order("training")
    }
    assert len(names) == 6
    assert sum("tanpa NIK" in name for name in names) == 2


def test_a_psm_where_nobody_is_in_need_is_not_called_enough() -> None:
    """Of villages where somebody serves: one with PMKS within reach, one without PMKS."""
    rows = pd.DataFrame(
        {
            "level": "village",
            "state": ["proportionate", "not_needed"],
            "psm_active": [1.0, 1.0],
            "ppks_persons": [80.0, 0.0],
            "uncovered_persons": [0.0, 0.0],
            "norm": [161.0, 161.0],
            "is_uncovered_at_least": False,
            "uncovered_norm_numerator": 161,
            "uncovered_norm_denominator": 1,
        }
    )
    first, _second = by_service(rows)
    [served] = [entry for entry in first if entry.key == "none"]
    assert served.count == 2
    assert "cukup" not in served.label
    assert served.label.endswith("tak ada di luar jangkauan")
