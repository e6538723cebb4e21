"""What pages take from a province's answer is what the question says of the part."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from imbang.questions.asking import ask

PARTS = [
    ("63", "province"),
    ("63", "regency"),
    ("63.71", "regency"),
    ("63.71", "district"),
    ("63.06", "village"),
    ("63.71.04", "district"),
    ("63.71.04", "village"),
    ("63.71.04.1002", "village"),
]


@pytest.mark.parametrize("given", [{}, {"norm": "120"}, {"kinds": "poor"}])
@pytest.mark.parametrize(("region", "level"), PARTS)
def test_a_part_of_the_answer_is_the_answer_of_the_part(
    sample_store: Path, region: str, level: str, given: dict[str, str]
) -> None:
    asked = {"as_of": "2024-06", **given}
    whole = ask(sample_store, "coverage", region="63", **asked)
    part = ask(sample_store, "coverage", region=region, level=level, **asked)
    is_within = whole["region_code"].str.startswith(region)
    taken = whole[is_within & (whole["level"] == level)]
    assert len(part) > 0
    pd.testing.assert_frame_equal(taken.reset_index(drop=True), part, check_dtype=False)
