"""What pages take from a province's answer is what the question says of the part."""

from __future__ import annotations

from collections.abc import Callable
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


GIVEN = {"": {}, "norm": {"norm": "120"}, "kinds": {"kinds": "poor"}}


@pytest.fixture(scope="module", params=GIVEN)
def asked(
    request: pytest.FixtureRequest, sample_store: Path
) -> tuple[Callable[..., pd.DataFrame], pd.DataFrame]:
    """What asks the question, and what it answers of the province."""
    given = {"as_of": "2024-06", **GIVEN[request.param]}

    def answer(region: str, **more: str) -> pd.DataFrame:
        return ask(sample_store, "coverage", region=region, **given, **more)

    return answer, answer("63")


@pytest.mark.parametrize(("region", "level"), PARTS)
def test_a_part_of_the_answer_is_the_answer_of_the_part(
    asked: tuple[Callable[..., pd.DataFrame], pd.DataFrame], region: str, level: str
) -> None:
    answer, whole = asked
    part = answer(region, level=level)
    is_within = whole["region_code"].str.startswith(region)
    taken = whole[is_within & (whole["level"] == level)]
    assert len(part) > 0
    pd.testing.assert_frame_equal(taken.reset_index(drop=True), part, check_dtype=False)
