"""Constraints as scripts write them."""

from __future__ import annotations

import pytest

from imbang.analysis.placement.constraints import FREE, Constraints, read


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", FREE),
        ("first_everywhere", Constraints(first_everywhere=True)),
        (
            "most_per_village=2, least_per_district=3",
            Constraints(most_per_village=2, least_per_district=3),
        ),
        ("regencies=63.71+63.72", Constraints(regencies=("63.71", "63.72"))),
    ],
)
def test_what_is_written_is_read_and_written_again(
    text: str, meant: Constraints
) -> None:
    assert read(text) == meant
    assert read(meant.written()) == meant


@pytest.mark.parametrize(
    "text",
    [
        "first",
        "first_everywhere=yes",
        "most_per_village",
        "most_per_village=0",
        "most_per_village=-1",
        "most_per_village=1,most_per_village=2",
        "least_per_district=x",
        "regencies=63",
        "regencies=99.99",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read(text)
