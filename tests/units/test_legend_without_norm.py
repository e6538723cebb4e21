"""A legend where no norm can be worked out: it says why, and has no empty steps."""

from __future__ import annotations

import pandas as pd
import pytest

from imbang.wording.coverage.coverage_legend import by_service, legend


def villages(ppks: list[int | None], psm: list[int | None]) -> pd.DataFrame:
    state = [
        "unknown" if None in pair else "no_psm" for pair in zip(ppks, psm, strict=True)
    ]
    return pd.DataFrame(
        {
            "region_code": [f"63.71.01.{1001 + i}" for i in range(len(ppks))],
            "ppks_persons": pd.array(ppks, dtype="Int64"),
            "psm_active": pd.array(psm, dtype="Int64"),
            "state": state,
            "uncovered_persons": None,
            "is_uncovered_at_least": False,
            "norm": None,
            "uncovered_norm_numerator": pd.array([None] * len(ppks), dtype="Int64"),
            "uncovered_norm_denominator": pd.array([None] * len(ppks), dtype="Int64"),
        }
    )


@pytest.mark.parametrize("level", ["village", "district"])
@pytest.mark.parametrize(
    ("psm", "why"),
    [
        ([None, None], "karena PMKS dan PSM belum dilaporkan keduanya"),
        ([0, 0], "karena tidak ada PSM aktif"),
    ],
)
def test_without_a_norm_the_legend_says_why(
    level: str, psm: list[int | None], why: str
) -> None:
    entries = legend(villages([10, 20], psm), level)
    assert [(e.key, e.count) for e in entries] == [("none", 0), ("unknown", 2)]
    assert entries[-1].label == f"belum diketahui: tanpa acuan, {why}"
    assert not any("–" in e.label for e in entries)


def test_the_legend_of_the_summary_says_so_too() -> None:
    _first, second = by_service(villages([10, 20], [None, None]))
    assert [e.label[:15] for e in second] == ["belum diketahui"]
